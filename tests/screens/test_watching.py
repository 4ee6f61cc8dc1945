"""Watching a race of rivals: what is asked before it, whom it shows, how it is cut short."""

from __future__ import annotations

import pygame

from game.race.setup import RaceSetup
from game.screens.pause import PauseMenu
from game.screens.race_flow import start_race
from game.screens.race_screen import RaceScreen
from game.screens.results_screen import ResultsScreen
from game.screens.setup_screen import WatchScreen
from tests.screens.player import Player

RACE = RaceSetup(track="thimble", car="kart", laps=1, rivals=3, seed=5)


def watch(game: Player) -> RaceScreen:
    game.title()
    start_race(game.app, RACE, "watched race", spectate=True)
    race = game.come_to(RaceScreen)
    game.wait(lambda: race.runner is not None)
    return race


def test_who_only_watches_is_not_asked_about_a_car_of_their_own(game: Player) -> None:
    page = WatchScreen(game.app)
    game.app.push(page)
    labels: list[str] = []
    for part in range(len(page.PARTS)):
        page.open_part(part)
        labels += [getattr(widget, "label", "") for widget in page.widgets]
    assert "Track" in labels
    assert "Slipstream" in labels
    assert not [label for label in labels if "Your" in label]
    assert "Assists allowed" not in labels


def test_the_car_on_pole_is_followed_first(game: Player) -> None:
    race = watch(game)
    assert race.stage is not None
    assert race.runner is not None
    assert race.runner.session.race_state["grid_place"][race.stage.row] == 1


def test_a_race_that_is_watched_may_be_run_to_its_end_at_once(game: Player) -> None:
    watch(game)
    game.frames(0.5)
    game.press(pygame.K_ESCAPE)
    labels = [getattr(widget, "text", "") for widget in game.see(PauseMenu).widgets]
    for _ in range(labels.index("Go to the end")):
        game.press(pygame.K_DOWN)
    game.press(pygame.K_RETURN)
    results = game.come_to(ResultsScreen)
    assert results.outcome.finished
    assert all(each.laps for each in results.outcome.results)
