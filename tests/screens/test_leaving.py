"""The player goes to another window, and comes back."""

from __future__ import annotations

import pygame
import pytest

from game.race.setup import RaceSetup
from game.records.options import GameOptions, VideoOptions
from game.screens.pause import PauseMenu
from game.screens.race_flow import start_race
from game.screens.race_screen import RaceScreen
from game.screens.services import Services
from tests.screens.player import Player

RACE = RaceSetup(track="thimble", car="kart", laps=3, rivals=2, seed=5)


def go_away(game: Player) -> None:
    game.frame(pygame.event.Event(pygame.WINDOWFOCUSLOST))


def come_back(game: Player) -> None:
    game.frame(pygame.event.Event(pygame.WINDOWFOCUSGAINED))


def at_the_grid(game: Player) -> RaceScreen:
    return game.to_the_grid(RACE, lambda: game.press(pygame.K_RETURN))


def ticks_of(race: RaceScreen) -> int:
    assert race.runner is not None
    return race.runner.session.tick


def test_a_race_waits_while_another_window_has_the_keyboard(game: Player) -> None:
    race = at_the_grid(game)
    game.frames(1.0)
    go_away(game)
    game.frames(0.5)
    game.see(PauseMenu)
    before = ticks_of(race)
    game.frames(1.0)
    come_back(game)
    assert ticks_of(race) == before
    game.press(pygame.K_RETURN)
    game.see(RaceScreen)
    game.frames(0.5)
    assert ticks_of(race) > before


def test_full_screen_that_takes_the_keyboard_for_a_moment_does_not_stop_a_race(
    game: Player,
) -> None:
    race = at_the_grid(game)
    before = ticks_of(race)
    go_away(game)
    come_back(game)
    game.frames(0.5)
    game.see(RaceScreen)
    assert ticks_of(race) > before


def test_a_race_that_begins_while_nobody_is_there_waits(game: Player) -> None:
    game.title()
    go_away(game)
    game.frames(0.5)
    start_race(game.app, RACE, "race")
    game.come_to(PauseMenu)
    race = next(each for each in game.app.screens if isinstance(each, RaceScreen))
    assert ticks_of(race) == 0


@pytest.mark.parametrize("spectate", [True, False])
def test_who_only_watches_or_does_not_want_it_is_not_stopped(game: Player, spectate: bool) -> None:
    game.title()
    game.app.services.put("game", GameOptions(pause_when_left=spectate))
    start_race(game.app, RACE, "race", spectate=spectate)
    race = game.come_to(RaceScreen)
    game.wait(lambda: race.runner is not None)
    go_away(game)
    game.frames(0.5)
    before = ticks_of(race)
    game.frames(0.5)
    assert ticks_of(race) > before


def test_full_screen_and_a_size_that_was_dragged_are_kept(game: Player) -> None:
    game.title()
    game.press(pygame.K_F11)
    kept = Services(lambda: game.app.rivals, game.app.data_dir).options("video", VideoOptions)
    assert kept.fullscreen
    game.press(pygame.K_F11)
    game.app.window.surface = pygame.display.set_mode((900, 700), pygame.RESIZABLE)
    game.frame(pygame.event.Event(pygame.VIDEORESIZE, size=(900, 700), w=900, h=700))
    game.app.close()
    kept = Services(lambda: game.app.rivals, game.app.data_dir).options("video", VideoOptions)
    assert not kept.fullscreen
    assert (kept.width, kept.height) == (900, 700)
