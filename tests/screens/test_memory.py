"""What has been left is gone at once, not when somebody happens to look."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from weakref import ref

import pygame
import pytest

from game.race.setup import RaceSetup
from game.screens.theatre import TheatreScreen
from tests.screens.held import held_mb
from tests.screens.player import Player

SETUP = RaceSetup(track="thimble", car="kart", laps=3, rivals=1, seed=5)


def race(game: Player) -> tuple[Path, list[Any]]:
    """Race for a while; gives the recording, and what there is while one races."""
    screen = game.to_the_grid(SETUP, lambda: game.press(pygame.K_RETURN))
    assert screen.runner is not None
    assert screen.stage is not None
    game.frames(12.0)
    assert screen.runner.keeper.path is not None
    return screen.runner.keeper.path, [
        *(ref(screen), ref(screen.stage), ref(screen.stage.renderer), ref(screen.runner.session))
    ]


def watch(game: Player, path: Path) -> list[Any]:
    """Open a recording; gives what there is while one watches."""
    theatre = TheatreScreen(game.app, path)
    game.app.push(theatre)
    game.wait(lambda: theatre.scene is not None)
    assert theatre.scene is not None
    return [ref(theatre), ref(theatre.scene), ref(theatre.scene.film)]


def leave(game: Player) -> None:
    game.app.home()
    game.frames(0.1)


def test_nothing_of_a_race_or_a_replay_stays_when_they_are_left(game: Player) -> None:
    path, held = race(game)
    leave(game)
    held += watch(game, path)
    leave(game)
    assert [one() for one in held] == [None] * len(held)


def test_what_is_held_is_what_was_handed_out_and_not_given_back() -> None:
    before = held_mb()
    block = bytearray(30 * 2**20)
    assert held_mb() - before == pytest.approx(30.0, abs=2.0)
    del block
    assert held_mb() == pytest.approx(before, abs=2.0)
