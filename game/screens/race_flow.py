"""From a setup to the grid, and from the flag to the results."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from game.race.setup import GridPlace, RaceSetup
from game.screens.dialogs import Loading
from game.screens.work import Say

if TYPE_CHECKING:
    from game.screens.app import App
    from game.screens.plan import RacePlan
    from game.screens.race_screen import RaceOutcome


def start_race(
    app: App,
    setup: RaceSetup,
    label: str,
    *,
    spectate: bool = False,
    record: Path | None = None,
) -> None:
    """Qualify where that was asked for, race, and show the results.

    Args:
        app: The window.
        setup: What was chosen.
        label: What kind of event it is, for the records.
        spectate: Whether rivals are alone.
        record: Where a copy of the recording goes, that of the last session driven.
    """
    first = setup.qualifying() if setup.grid is GridPlace.QUALIFYING else setup

    def make(say: Say) -> RacePlan:
        from game.screens.plan import plan_race

        app.services.ready(say)
        say("the grid")
        player, help_ = app.services.game.player, app.services.assists
        plan = plan_race(first, app.rivals, player, help_, spectate=spectate, label=label)
        return replace(plan, record=record)

    def made(plan: RacePlan) -> None:
        drive(app, plan, None if first is setup else setup)

    app.push(Loading(app, "To the grid", make, made))


def drive(app: App, plan: RacePlan, race: RaceSetup | None = None) -> None:
    """Drive a plan.

    Args:
        app: The window.
        plan: What is driven now.
        race: The race that it is the qualifying of, if it is one.
    """
    from game.screens.race_screen import RaceScreen

    def done(outcome: RaceOutcome) -> None:
        show_results(app, outcome, race)

    app.push(RaceScreen(app, plan, done))


def show_results(app: App, outcome: RaceOutcome, race: RaceSetup | None = None) -> None:
    """The results, and what comes after them."""
    from game.screens.results_screen import ResultsScreen

    if race is not None:

        def go_on() -> None:
            app.pop()
            drive(app, race_after(outcome, race))

        app.push(ResultsScreen(app, outcome, ("To the race", go_on)))
        return

    def again() -> None:
        app.pop()
        drive(app, outcome.plan.again())

    verb = "Watch another" if outcome.plan.human is None else "Race again"
    app.push(ResultsScreen(app, outcome, (verb, again)))


def race_after(outcome: RaceOutcome, race: RaceSetup) -> RacePlan:
    """The race whose grid a qualifying session has decided."""
    grid = tuple(result.row for result in outcome.results)
    plan = outcome.plan
    title = f"{plan.track.title}, race"
    return replace(plan, setup=race, settings=race.settings(grid), title=title)
