"""After the player's own flag the field comes home as fast as it goes, or is watched."""

from __future__ import annotations

import pygame

from game.race.setup import RaceSetup
from game.screens import style
from game.screens.dialogs import Loading
from game.screens.pause import PauseMenu
from game.screens.race_screen import RaceScreen
from game.screens.results_screen import ResultsScreen, classification
from game.screens.table import Cell
from tests.screens.player import Player

LONG = RaceSetup(track="thimble", car="kart", laps=60, rivals=3, seed=5)
SHORT = LONG.model_copy(update={"laps": 1})


def test_going_back_while_the_field_comes_home_goes_on_watching(game: Player) -> None:
    race = game.to_the_grid(LONG, lambda: game.press(pygame.K_RETURN))
    assert race.runner is not None
    race.to_results()
    game.see(Loading)
    game.wait(lambda: race.runner is not None and race.runner.session.tick > 600)
    game.press(pygame.K_ESCAPE)
    game.see(RaceScreen)
    stopped = race.runner.session.tick
    game.frame(seconds=0.05)
    assert race.runner.session.tick == stopped + 6
    assert race.runner.watcher is not None


def test_the_game_may_be_left_while_the_field_comes_home(game: Player) -> None:
    race = game.to_the_grid(LONG, lambda: game.press(pygame.K_RETURN))
    assert race.runner is not None
    race.to_results()
    game.wait(lambda: race.runner is not None and race.runner.session.tick > 600)
    game.app.close()
    stopped = race.runner.session.tick
    pygame.time.wait(200)
    assert race.runner.session.tick == stopped


def test_results_follow_when_the_field_is_home(game: Player) -> None:
    race = game.to_the_grid(SHORT, lambda: game.press(pygame.K_RETURN))
    race.to_results()
    results = game.come_to(ResultsScreen)
    assert results.outcome.finished


def test_who_has_had_enough_lets_the_others_finish(game: Player) -> None:
    race = game.to_the_grid(SHORT, lambda: game.press(pygame.K_RETURN))
    game.frames(1.0)
    game.press(pygame.K_ESCAPE)
    labels = [getattr(widget, "text", "") for widget in game.see(PauseMenu).widgets]
    for _ in range(labels.index("Let the others finish")):
        game.press(pygame.K_DOWN)
    game.press(pygame.K_RETURN, pygame.K_RETURN)
    results = game.come_to(ResultsScreen)
    assert results.outcome.finished
    assert results.outcome.human is not None
    assert results.outcome.human.position == len(race.plan.entrants)
    notes = classification(results.outcome, (0, 0, 100, 100)).rows[-1][-1]
    assert notes == Cell("let the others finish", style.DIM)
    assert all(each.laps for each in results.outcome.results[:-1])


def test_who_is_out_is_offered_no_pit_stop_but_the_results(game: Player) -> None:
    race = game.to_the_grid(LONG, lambda: game.press(pygame.K_RETURN))
    assert race.runner is not None
    race.runner.session.control.retire(race.plan.human or 0, "engine destroyed in an accident")
    game.frames(0.1)
    game.press(pygame.K_ESCAPE)
    labels = [getattr(widget, "text", "") for widget in game.see(PauseMenu).widgets]
    assert "Pit stop" not in labels
    assert "Results" in labels
