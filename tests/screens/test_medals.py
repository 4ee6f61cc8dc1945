"""Records: what was driven is there, and can be watched."""

from __future__ import annotations

from pathlib import Path

import pygame
import pytest

from game.records.medals import MEDALS, Target
from game.screens.medals import MedalsScreen
from game.screens.theatre import TheatreScreen
from tests.screens.filled import fill
from tests.screens.player import Player


def test_nothing_driven_is_said_kindly(game: Player) -> None:
    game.title()
    game.app.push(MedalsScreen(game.app))
    page = game.see(MedalsScreen)
    for part in range(3):
        page.open_part(part)
        game.frame()
        assert page.table.rows == []


def test_best_laps_sessions_and_drivers_are_there(game: Player, tmp_path: Path) -> None:
    fill(tmp_path)
    game.title()
    page = MedalsScreen(game.app)
    game.app.push(page)
    game.frame()
    (lap,) = page.laps
    assert lap.name == "Ada"
    wanted = [Target(name, lap.time_s + 1.0 - step, "") for step, name in enumerate(MEDALS)]
    game.app.records.award(lap.conditions, wanted, lap.time_s, None)
    game.app.records.flush()
    page.enter()
    game.frame()
    assert page.medals[lap.id] == {"bronze", "silver"}
    page.open_part(1)
    assert [session.label for session in page.sessions] == ["Quick race", "Time trial"]
    page.open_part(2)
    assert {rating.name for rating in page.ratings} == {"Ada", "Rival 1", "Rival 2"}


def test_a_lap_is_watched_from_just_before_its_start(game: Player, tmp_path: Path) -> None:
    fill(tmp_path)
    game.title()
    page = MedalsScreen(game.app)
    game.app.push(page)
    lap = page.laps[0]
    game.press(pygame.K_RETURN)
    theatre = game.come_to(TheatreScreen)
    game.wait(lambda: theatre.scene is not None)
    start = lap.tick / 120.0 - lap.time_s
    assert theatre.transport.seconds == pytest.approx(max(start - 3.0, 0.0), abs=0.5)
