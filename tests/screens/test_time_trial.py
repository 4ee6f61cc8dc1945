"""Time trial: medals to win, ghosts to chase, and a restart that takes no time."""

from __future__ import annotations

import pygame
import pytest

from game.records.conditions import Conditions
from game.screens.race_screen import RaceScreen
from game.screens.time_trial import TimeTrialScreen
from game.screens.time_trial_brief import TrialOptions
from game.screens.time_trial_overlay import TrialOverlay
from tests.screens.chauffeur import Chauffeur, KeyHands
from tests.screens.player import Player

THIMBLE = TrialOptions(track="thimble", car="kart")


def to_the_page(game: Player, options: TrialOptions = THIMBLE) -> TimeTrialScreen:
    game.app.services.put("time_trial", options)
    game.title()
    page = TimeTrialScreen(game.app)
    game.app.push(page)
    game.wait(lambda: page.brief is not None)
    return page


def test_the_page_says_what_each_medal_takes(game: Player) -> None:
    page = to_the_page(game)
    brief = page.brief
    assert brief is not None
    times = [target.time_s for target in brief.targets]
    assert times == sorted(times, reverse=True)
    assert brief.ideal_s < times[-1]
    assert [tier.tier.id for tier in brief.tiers] == [t.id for t in game.app.rivals.tiers()]
    game.press(pygame.K_UP, pygame.K_RIGHT)
    assert page.options.rival_ghost == game.app.rivals.tiers()[0].id
    page.focus = page.widgets[1]
    game.press(pygame.K_RIGHT)
    assert page.options.track != "thimble"
    game.wait(lambda: page.brief is not None and page.brief.track.name == page.options.track)


@pytest.mark.slow
def test_a_lap_wins_medals_and_becomes_the_ghost_to_chase(game: Player) -> None:
    page = to_the_page(game, THIMBLE.model_copy(update={"rival_ghost": "club"}))
    game.press(pygame.K_RETURN)
    race = game.come_to(RaceScreen)
    game.wait(lambda: race.runner is not None)
    runner = race.runner
    assert runner is not None
    assert isinstance(race.overlay, TrialOverlay)
    chauffeur = Chauffeur(game, race, KeyHands(game))
    for _ in range(40):
        chauffeur.drive(5.0)
        if runner.keeper.new_bests:
            break
    assert runner.keeper.new_bests
    game.frame()
    best = runner.keeper.new_bests[-1]
    assert race.overlay.best_s == best
    conditions = Conditions.of(race.plan.track, race.plan.entrants[0].car)
    game.app.records.flush()
    ghost = game.app.records.ghost(conditions)
    assert ghost is not None
    assert ghost.lap_time == best
    assert race.overlay.won == set(game.app.records.medals(conditions))

    race.restart()
    assert race.runner is not None
    assert race.runner is not runner
    assert race.runner.session.tick == 0
    game.frames(1.0)
    race.finish()
    assert game.see(TimeTrialScreen) is page
    game.wait(lambda: page.brief is not None and page.brief.best_s == best)
    assert page.brief is not None
    assert page.brief.medals == game.app.records.medals(conditions)
