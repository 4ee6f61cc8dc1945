"""Championships and weekends from their pages: begun, driven, left, taken up again."""

from __future__ import annotations

from pathlib import Path

import pygame
import pytest

from game.race.settings import Kind
from game.race.setup import RaceSetup
from game.records.season_plan import Round, SeasonPlan
from game.records.seasons import Season, all_seasons
from game.screens.championship import ChampionshipScreen
from game.screens.dialogs import Dialog
from game.screens.new_season import NewSeasonScreen
from game.screens.race_screen import RaceScreen
from game.screens.results_screen import ResultsScreen
from game.screens.season_screen import SeasonScreen
from game.screens.weekend import WeekendScreen
from tests.screens.chauffeur import Chauffeur, KeyHands
from tests.screens.player import Player

CUP = SeasonPlan(
    title="Thimble cup",
    race=RaceSetup(car="kart", rivals=2, damage="none", seed=5),
    rounds=(Round(track="thimble", laps=1, qualifying_minutes=5.0), Round(track="thimble", laps=1)),
)


def to_the_season(game: Player, plan: SeasonPlan = CUP) -> SeasonScreen:
    """Begin a season from its page."""
    game.title()
    game.app.push(ChampionshipScreen(game.app))
    game.app.push(NewSeasonScreen(game.app, plan))
    game.press(pygame.K_RETURN)
    return game.come_to(SeasonScreen)


def test_every_championship_that_ships_is_there_and_can_be_begun(game: Player) -> None:
    game.title()
    page = ChampionshipScreen(game.app)
    game.app.push(page)
    assert len(page.plans) >= 6
    for index in range(len(page.plans)):
        page.table.select(index)
        game.frame()
    game.press(pygame.K_RETURN)
    game.see(NewSeasonScreen)
    game.press(pygame.K_RETURN)
    season = game.come_to(SeasonScreen).season
    assert len(season.seats) == season.plan.race.rivals + 1
    assert season.seats[0].driver["kind"] == "human"


def test_a_plan_can_be_made_shorter_and_kept(game: Player, tmp_path: Path) -> None:
    game.title()
    page = NewSeasonScreen(game.app, CUP.model_copy(update={"rounds": (Round(track="corvane"),)}))
    game.app.push(page)
    game.frame()
    page.set_length(2.0)
    page.set_qualifying(10.0)
    page.rename("Long corvane")
    page.keep()
    meeting = page.plan.rounds[0]
    assert (meeting.laps, meeting.qualifying_minutes) == (10, 10.0)
    game.app.pop()
    plans = ChampionshipScreen(game.app)
    game.app.push(plans)
    assert "Long corvane" in [plan.title for plan in plans.plans]


def test_a_season_is_left_and_taken_up_again(game: Player) -> None:
    page = to_the_season(game)
    assert page.season.next_stage is not None
    assert page.season.next_stage.kind is Kind.QUALIFYING
    page.skip()
    assert page.season.next_stage.kind is Kind.RACE
    game.press(pygame.K_ESCAPE)
    championship = game.see(ChampionshipScreen)
    assert [season.plan.title for season in championship.seasons] == ["Thimble cup"]
    championship.table.select(0)
    game.press(pygame.K_RETURN)
    again = game.see(SeasonScreen)
    assert again.season.next_stage is not None
    assert again.season.next_stage.kind is Kind.RACE
    assert [seat.name for seat in again.season.seats] == [s.name for s in page.season.seats]


@pytest.mark.slow
def test_a_race_of_a_season_is_driven_and_scores(game: Player) -> None:
    page = to_the_season(game)
    page.skip()
    game.press(pygame.K_RETURN)
    race = game.come_to(RaceScreen)
    game.wait(lambda: race.runner is not None)
    Chauffeur(game, race, KeyHands(game)).drive(180.0)
    game.press(pygame.K_RETURN)
    game.come_to(ResultsScreen)
    game.press(pygame.K_RETURN)
    season = game.come_to(SeasonScreen).season
    assert season.rounds_driven == 1
    assert sum(standing.points for standing in season.standings()) == 25.0 + 18.0 + 15.0
    (kept,) = all_seasons(game.app.records)
    assert kept.standings() == season.standings()
    assert kept.next_stage == season.stages[2]


@pytest.mark.slow
def test_a_race_that_is_left_is_driven_again(game: Player) -> None:
    page = to_the_season(game)
    page.skip()
    page.drive()
    race = game.come_to(RaceScreen)
    game.wait(lambda: race.runner is not None)
    game.frames(12.0)
    race.finish()
    season: Season = game.see(SeasonScreen).season
    assert season.driven == {}
    assert season.next_stage == season.stages[1]


@pytest.mark.slow
def test_a_qualifying_that_is_left_counts_if_the_player_says_so(game: Player) -> None:
    page = to_the_season(game)
    page.drive()
    race = game.come_to(RaceScreen)
    game.wait(lambda: race.runner is not None)
    game.frames(12.0)
    race.finish()
    game.see(Dialog)
    game.press(pygame.K_RETURN)
    game.come_to(ResultsScreen)
    game.press(pygame.K_RETURN)
    season = game.come_to(SeasonScreen).season
    assert season.next_stage == season.stages[1]
    assert len(season.grid(season.stages[1])) == 3


def test_a_weekend_is_begun_and_found_again(game: Player) -> None:
    game.title()
    page = WeekendScreen(game.app)
    game.app.push(page)
    page.change({"track": "thimble", "car": "kart", "rivals": 3, "laps": 2})
    game.frame()
    plan = page.plan()
    assert (plan.kind, plan.title) == ("weekend", "Weekend at Thimble")
    game.press(pygame.K_RETURN)
    season = game.come_to(SeasonScreen).season
    assert [str(stage.kind) for stage in season.stages] == ["practice", "qualifying", "race"]
    game.press(pygame.K_ESCAPE)
    again = WeekendScreen(game.app)
    game.app.push(again)
    game.frame()
    assert [each.number for each in again.seasons] == [season.number]
    game.press(pygame.K_RETURN)
    assert game.see(SeasonScreen).season.number == season.number
