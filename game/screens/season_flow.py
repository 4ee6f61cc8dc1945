"""A season on the road: its drivers, its sessions, and the way back to its page."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from game.core.seeds import SeedTree, fresh_seed
from game.race.settings import Kind
from game.race.setup import grid_rows
from game.records.season_plan import SeasonPlan, Stage, stages
from game.records.seasons import Season, Seat, begin, refresh
from game.screens.dialogs import Dialog, Loading
from game.screens.plan import RacePlan, plan_race
from game.screens.widgets import Action
from game.screens.work import Say
from game.vehicle.reader import load_car

if TYPE_CHECKING:
    from game.input.assists import Assists
    from game.race.entrant import Entrant
    from game.race.rivals import RivalProvider
    from game.screens.app import App
    from game.screens.race_screen import RaceOutcome


def seats_of(plan: SeasonPlan, rivals: RivalProvider, player: str) -> list[Seat]:
    """Everybody who takes part, the player first: drawn once, the same in every round.

    Raises:
        UndercutError: A track, car or driver that does not exist or is refused.
    """
    first = plan_race(stages(plan)[-1].setup, rivals, player)
    own = first.entrants[0].car.content_hash
    return [
        Seat.of(each, plan.race.car if each.car.content_hash == own else each.car.id)
        for each in first.entrants
    ]


def plan_stage(
    season: Season, stage: Stage, rivals: RivalProvider, player: str, assists: Assists | None
) -> RacePlan:
    """One session of a season, with the drivers that have been in it from the beginning.

    Raises:
        UndercutError: A track or car that does not exist or is refused.
    """
    alone = plan_race(stage.setup.model_copy(update={"rivals": 0}), rivals, player, assists)
    field = [seat.entrant(load_car(seat.car)) for seat in season.seats[1:]]
    entrants = (alone.entrants[0], *field)
    seed = fresh_seed()
    grid = season.grid(stage) or _grid(stage, field, rivals, alone, seed)
    settings = stage.setup.settings(grid if stage.kind is Kind.RACE else ())
    return replace(
        alone,
        setup=stage.setup,
        settings=settings.model_copy(update={"points": season.plan.points}),
        entrants=entrants,
        seed=seed,
        title=f"{season.plan.title}: {alone.track.title}, {stage.kind}",
        label=season.plan.title,
        season=(season.number, stage.number),
    )


def _grid(
    stage: Stage, field: list[Entrant], rivals: RivalProvider, plan: RacePlan, seed: int
) -> tuple[int, ...]:
    """Rows by grid place where no qualifying has decided it."""
    wetness = stage.setup.wetness
    predicted = tuple(
        rivals.predict(plan.track, each.car, each.driver.tier or "", wetness).time_s
        for each in field
    )
    drawn = float(SeedTree(seed).child("grid").generator().random())
    return grid_rows(stage.setup, predicted, drawn)


def begin_season(app: App, plan: SeasonPlan) -> None:
    """Draw the field, keep the season, and show it in the place of the page that asked for it."""
    player = app.services.game.player

    def make(say: Say) -> Season:
        app.services.ready(say)
        say("the entry list")
        return begin(app.records, plan, seats_of(plan, app.rivals, player))

    app.push(Loading(app, plan.title, make, lambda season: show_season(app, season)))


def show_season(app: App, season: Season) -> None:
    """Show a season in the place of the uppermost page."""
    from game.screens.season_screen import SeasonScreen

    app.replace(SeasonScreen(app, season))


def drive_stage(app: App, season: Season, stage: Stage) -> None:
    """Drive a session of a season, then show its results."""
    services = app.services

    def make(say: Say) -> RacePlan:
        services.ready(say)
        say("the grid")
        return plan_stage(season, stage, app.rivals, services.game.player, services.assists)

    def made(plan: RacePlan) -> None:
        from game.screens.race_screen import RaceScreen

        app.push(RaceScreen(app, plan, lambda outcome: after_stage(app, season, stage, outcome)))

    app.push(Loading(app, season.plan.title, make, made))


def after_stage(app: App, season: Season, stage: Stage, outcome: RaceOutcome) -> None:
    """Count what was driven; what was left is driven again, or counted if the player says so."""
    from game.screens.results_screen import ResultsScreen

    def results() -> None:
        refresh(app.records, season)
        back = f"Back to the {season.plan.kind}"
        app.push(ResultsScreen(app, outcome, (back, app.pop)))

    if stage.number in refresh(app.records, season).driven:
        results()
        return

    def count() -> None:
        app.records.count_as_finished(outcome.keeper.id)
        results()

    if stage.kind is Kind.RACE:
        app.say("The race was left: it is still to be driven.", "warning")
    elif outcome.keeper.kept:
        words = "The session was left before its end. Its times can count as they stand."
        answers: list[tuple[str, Action]] = [("Count it", count), ("Drive it again", _again)]
        app.push(Dialog(app, "Left early", words, answers))


def _again() -> None:
    """The stage stays the next one."""
