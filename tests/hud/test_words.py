"""Figures as people write them."""

from __future__ import annotations

import pygame
import pytest

from game.hud.text import wrapped
from game.hud.theme import THEMES, ink_on, mix
from game.hud.words import difference, gap, lap_time, running_time, short_name, time_left


def test_times() -> None:
    assert lap_time(83.4567) == "1:23.457"
    assert lap_time(59.9996) == "1:00.000"
    assert lap_time(0.0) == lap_time(None) == "-:--.---"
    assert running_time(83.46) == "1:23.4"
    assert running_time(59.99) == "0:59.9"
    assert time_left(3723.9) == "1:02:03"
    assert time_left(-1.0) == "0:00"


def test_gaps_and_differences() -> None:
    assert gap(12.34) == "+12.3"
    assert gap(62.34) == "+1:02.3"
    assert gap(5.0, laps=2) == "+2 L"
    assert gap(None) == "--.-"
    assert difference(-0.1234) == "\u22120.12"
    assert difference(0.5, 1) == "+0.5"


@pytest.mark.parametrize(
    ("name", "short"), [("Anna Vester", "VES"), ("Scripted 12", "S12"), ("Bo", "BO"), ("", "?")]
)
def test_short_names(name: str, short: str) -> None:
    assert short_name(name) == short


def test_letters_stand_out_from_every_ground() -> None:
    for theme in THEMES.values():
        for colour in (*theme.drivers, theme.best, theme.good, theme.bad, theme.yellow, theme.own):
            bright = sum(colour) / 3
            ink = ink_on(colour)[0]
            assert abs(ink - bright) > 60
        assert mix(theme.good, theme.bad, 0.0) == theme.good
        assert mix(theme.good, theme.bad, 2.0) == theme.bad


@pytest.mark.parametrize("width", range(60, 400, 20))
def test_a_number_and_its_unit_stay_in_one_line(width: int) -> None:
    pygame.font.init()
    said = "Player is put back on the track and waits 3 s"
    lines = wrapped(said, width, 18, "regular", 40)
    assert "s" not in lines
    assert " ".join(lines).replace("\u00a0", " ") == said
