"""A race as it is chosen."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from game.race.settings import Kind, Start
from game.race.setup import GridPlace, RaceSetup, grid_rows

PREDICTED = (92.0, 90.0, 91.0)
"""Laps of the rivals in rows 1, 2, 3."""


@pytest.mark.parametrize(
    ("grid", "rows"),
    [
        (GridPlace.FIRST, (0, 2, 3, 1)),
        (GridPlace.MIDDLE, (2, 3, 0, 1)),
        (GridPlace.LAST, (2, 3, 1, 0)),
        (GridPlace.REVERSED, (1, 3, 2, 0)),
        (GridPlace.QUALIFYING, (2, 3, 1, 0)),
        (2, (2, 0, 3, 1)),
        (99, (2, 3, 1, 0)),
    ],
)
def test_rivals_line_up_by_their_predicted_laps_and_the_player_where_he_chose(
    grid: GridPlace | int, rows: tuple[int, ...]
) -> None:
    assert grid_rows(RaceSetup(grid=grid), PREDICTED, 0.0) == rows


def test_every_random_place_is_possible() -> None:
    setup = RaceSetup(grid=GridPlace.RANDOM)
    drawn = [grid_rows(setup, PREDICTED, part).index(0) for part in (0.0, 0.3, 0.6, 0.99, 1.0)]
    assert drawn == [0, 1, 2, 3, 3]


def test_a_race_has_an_end() -> None:
    with pytest.raises(ValidationError, match="laps or minutes"):
        RaceSetup(laps=None)
    assert RaceSetup(laps=None, minutes=10.0).settings().minutes == 10.0


def test_a_setup_survives_a_file() -> None:
    setup = RaceSetup(grid=4, tiers=("club", "pro"), rival_cars=("kart", "f3"), wetness=0.4)
    assert RaceSetup.model_validate(setup.model_dump(mode="json")) == setup


def test_qualifying_is_timed_and_begins_at_speed() -> None:
    qualifying = RaceSetup(laps=8, qualifying_minutes=6.0).qualifying()
    assert qualifying.kind is Kind.QUALIFYING
    assert (qualifying.laps, qualifying.minutes) == (None, 6.0)
    assert qualifying.settings().start is Start.FLYING
