"""What the crew is asked to do at the next stop."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from game.race.pit_stops import damage_of, describe, fuel_wanted, service_time
from game.screens import style
from game.screens.page import MARGIN, TOP, Page
from game.screens.widgets import Button, Slider, Text, Toggle
from game.sim.controls import PitService

if TYPE_CHECKING:
    from game.input.pilot import Pilot
    from game.screens.app import App
    from game.screens.runner import SessionRunner

FULL: Final = 255
"""Of a tank, as controls count it."""

WISHES: Final = (
    (PitService(0), "nothing"),
    (PitService.TYRES, "tyres"),
    (PitService.REFUEL, "fuel"),
    (PitService.TYRES | PitService.REFUEL, "tyres and fuel"),
    (PitService.TYRES | PitService.REFUEL | PitService.REPAIR, "everything"),
)
"""What is gone through by one button while driving."""


def next_wish(pilot: Pilot) -> str:
    """Go on to the next usual wish; gives it in words."""
    wishes = [wish for wish, _ in WISHES]
    here = wishes.index(pilot.service) if pilot.service in wishes else -1
    pilot.service, words = WISHES[(here + 1) % len(WISHES)]
    return f"Next stop: {words}"


class PitPage(Page):
    """All that can be chosen for a stop, and how long it takes."""

    def __init__(self, app: App, runner: SessionRunner, pilot: Pilot) -> None:
        super().__init__(app, "Next pit stop", "the crew does this when you stop in your box")
        self.runner, self.pilot = runner, pilot
        y, width = TOP + 20, 560.0
        rows = (
            (PitService.TYRES, "New tyres"),
            (PitService.REPAIR, "Repair damage"),
            (PitService.REFUEL, "Fuel"),
        )
        for service, label in rows:
            wanted = bool(pilot.service & service)
            place = (MARGIN, y, width, 40.0)
            self.add(Toggle(place, label, wanted, partial(self._want, service)))
            y += 46
        place = (MARGIN, y, width, 40.0)
        share = pilot.pit_fuel
        self.add(
            Slider(place, "Tank after the stop", 0.0, 1.0, 0.05, share, self._fuel, self._words)
        )
        self.add(Button((MARGIN, y + 70, 260, 44), "Done", self.back, primary=True))
        self.add(Text((MARGIN + 620, TOP + 20, 520, 30), self._time, style.HEADING, bold=True))
        self.add(Text((MARGIN + 620, TOP + 56, 520, 24), self._what, style.BODY, style.DIM))
        self.add(Text((MARGIN + 620, TOP + 96, 520, 24), self._fuel_facts, style.BODY, style.DIM))

    def _want(self, service: PitService, wanted: bool) -> None:
        kept = self.pilot.service
        self.pilot.service = kept | service if wanted else kept & ~service

    def _fuel(self, share: float) -> None:
        self.pilot.pit_fuel = share

    def _words(self, share: float) -> str:
        return f"{100 * share:.0f} %"

    @property
    def _car(self) -> tuple[Any, Any, Any]:
        row, session = self.runner.plan.human or 0, self.runner.session
        return session.world.state[row], session.world.spec[row], session.race_state[row]

    def _added(self) -> float:
        """Fuel that would be filled in [kg]."""
        if not self.pilot.service & PitService.REFUEL:
            return 0.0
        state, spec, _ = self._car
        level = round(self.pilot.pit_fuel * FULL)
        return fuel_wanted(float(state["fuel"]), float(spec["fuel_capacity"]), level)

    def _time(self) -> str:
        state, _, race = self._car
        rules = self.runner.session.settings.pit
        seconds = service_time(rules, self.pilot.service, self._added(), damage_of(state))
        seconds += float(race["open_seconds"])
        return f"{seconds:.1f} s in the box"

    def _what(self) -> str:
        _, _, race = self._car
        return describe(self.pilot.service, self._added(), float(race["open_seconds"]))

    def _fuel_facts(self) -> str:
        state, spec, race = self._car
        share = float(state["fuel"]) / max(float(spec["fuel_capacity"]), 1e-9)
        words = f"{float(state['fuel']):.1f} kg in the tank, {100 * share:.0f} %"
        if race["fuel_per_lap"] > 0.0:
            laps = float(state["fuel"]) / float(race["fuel_per_lap"])
            words += f", enough for {laps:.1f} laps"
        return words
