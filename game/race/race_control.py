"""Race control: what all officials share, the books they keep, and the sentences they write."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from game.core.clock import TICK, ticks
from game.core.seeds import SeedTree
from game.race.books import Books, Penalty
from game.race.checkpoints import Checkpoints
from game.race.entrant import Entrant
from game.race.events import Event, EventKind
from game.race.settings import Kind, SessionSettings
from game.race.state import HISTORY_LENGTH, HISTORY_PERIOD, Phase, Rows, Status
from game.sim.world import World
from game.track.track import Track


@dataclass
class RaceControl:
    """The officials' room: the world they watch and the books they keep."""

    world: World
    settings: SessionSettings
    track: Track
    entrants: Sequence[Entrant]
    seeds: SeedTree
    race: Any
    """RACE_STATE rows, with fields as attributes."""
    clock: Any
    """The CLOCK row."""
    rules: Any
    """The RULES row."""
    history: Rows
    order: Any
    settled: Any
    checkpoints: Checkpoints
    events: list[Event] = field(default_factory=list)
    books: Books = field(default_factory=Books)
    new_events: list[Event] = field(default_factory=list)

    @property
    def tick(self) -> int:
        """Ticks made so far."""
        return self.world.tick

    @property
    def time(self) -> float:
        """Since the session began [s]."""
        return self.tick * TICK

    @property
    def is_race(self) -> bool:
        """Whether the order on the road decides."""
        return self.settings.kind is Kind.RACE

    def name(self, row: int) -> str:
        """Who drives the car of a row."""
        return self.entrants[row].name

    def emit(
        self, kind: EventKind, car: int, reason: str, other: int = -1, **data: float | str | bool
    ) -> None:
        """Write an event of this tick; the tick's events are sorted when it is over."""
        self.new_events.append(Event(self.tick, kind, car, other, reason, data))

    def publish(self) -> None:
        """Sort this tick's events and add them to the record."""
        self.new_events.sort(key=lambda event: (event.car, event.kind, event.other))
        for event in self.new_events:
            text = self.books.event_digest + json.dumps(event.to_json(), sort_keys=True)
            self.books.event_digest = hashlib.blake2b(text.encode(), digest_size=16).hexdigest()
        self.books.event_count += len(self.new_events)
        self.events += self.new_events
        self.new_events = []

    def enter(self, phase: Phase, reason: str) -> None:
        """Move the session on to another phase."""
        self.clock.phase = phase
        self.clock.phase_tick = self.tick
        self.clock.brief_due = 1
        self.emit(EventKind.PHASE, -1, reason, phase=phase.name.lower())

    def penalise(self, row: int, seconds: float, reason: str) -> None:
        """Impose a time penalty, to be served at the next stop or added to the result.

        Outside a race there is no time to add it to: the driver is reprimanded.
        """
        if not self.settings.penalties.enabled:
            return
        kind = "time" if self.is_race and seconds > 0 else "reprimand"
        if kind == "reprimand":
            seconds = 0.0
        self._book(row, kind, seconds, reason)
        self.race[row].open_seconds += seconds

    def drive_through(self, row: int, reason: str) -> None:
        """Impose a drive-through; on a track without a pit lane its worth in time."""
        rules = self.settings.penalties
        lane = self.track.pit_lane
        if not self.is_race or lane is None or not rules.enabled:
            self.penalise(row, rules.drive_through, reason)
            return
        self._book(row, "drive_through", 0.0, reason)
        car = self.race[row]
        car.drive_throughs += 1
        car.drive_through_lap = car.laps + rules.drive_through_laps

    def _book(self, row: int, kind: str, seconds: float, reason: str) -> None:
        self.books.penalties.append(
            Penalty(tick=self.tick, car=row, kind=kind, seconds=seconds, reason=reason)
        )
        what = {
            "time": f"{seconds:.0f} s penalty",
            "drive_through": "drive-through penalty",
            "reprimand": "reprimand",
        }[kind]
        self.emit(EventKind.PENALTY, row, f"{what}: {reason}", penalty=kind, seconds=seconds)

    def served(self, row: int, kind: str) -> list[Penalty]:
        """Mark the open penalties of a kind as served and give them."""
        open_ones = [
            p for p in self.books.penalties if p.car == row and p.kind == kind and not p.served
        ]
        for penalty in open_ones:
            penalty.served = True
            self.emit(EventKind.PENALTY_SERVED, row, f"served: {penalty.reason}", penalty=kind)
        return open_ones

    def retire(self, row: int, reason: str) -> None:
        """A car's session ends before its finish."""
        car = self.race[row]
        if car.status != Status.RUNNING:
            return
        car.status = Status.RETIRED.value
        car.end_tick = self.tick
        car.give_back = -1
        self.books.reasons[row] = reason
        self.clock.brief_due = 1
        self.emit(EventKind.RETIRED, row, f"{self.name(row)} retires: {reason}", cause=reason)

    def past(self, row: int, seconds: float) -> Any:
        """What the stewards remember of a car about `seconds` ago (a HISTORY row)."""
        back = min(round(seconds / (HISTORY_PERIOD * TICK)), HISTORY_LENGTH - 1)
        return self.history[(self.tick // HISTORY_PERIOD - back) % HISTORY_LENGTH, row]

    def ticks_from_now(self, seconds: float) -> int:
        """The tick in `seconds` [s]."""
        return self.tick + ticks(seconds)
