"""What has been left is gone at once, not when somebody happens to look."""

from __future__ import annotations

from weakref import ref

import pygame

from game.race.setup import RaceSetup
from game.screens.theatre import TheatreScreen
from tests.screens.player import Player

SETUP = RaceSetup(track="thimble", car="kart", laps=3, rivals=1, seed=5)


def test_nothing_of_a_race_or_a_replay_stays_when_they_are_left(game: Player) -> None:
    race = game.to_the_grid(SETUP, lambda: game.press(pygame.K_RETURN))
    assert race.runner is not None
    assert race.stage is not None
    game.frames(12.0)
    path = race.runner.keeper.path
    assert path is not None
    held = [ref(race), ref(race.stage), ref(race.runner.session), ref(race.stage.renderer)]
    del race
    game.app.home()
    game.frames(0.1)
    theatre = TheatreScreen(game.app, path)
    game.app.push(theatre)
    game.wait(lambda: theatre.scene is not None)
    assert theatre.scene is not None
    held += [ref(theatre), ref(theatre.scene), ref(theatre.scene.film)]
    del theatre
    game.app.home()
    game.frames(0.1)
    assert [one() for one in held] == [None] * len(held)
