"""What a replay's events say of each car at a moment: phase, status, penalties, orders."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from game.core.clock import TICK, ticks
from game.race.events import Event, EventKind
from game.race.start import GO_TIME, RED_TIME

COLUMNS = 5
RED_COLUMN = RED_TIME / COLUMNS


@dataclass
class CarNotes:
    """One car."""

    status: str = "running"
    finished_at: float = 0.0
    penalty: float = 0.0
    drive_throughs: int = 0
    warnings: int = 0
    pit_stops: int = 0
    pit_until: float = 0.0
    give_back: int = -1
    give_back_until: float = 0.0
    blue_from: int = -1
    pit_requested: bool = False
    lap_deleted: bool = False
    overtakes: int = 0


@dataclass
class SessionNotes:
    """The session."""

    phase: str = "grid"
    phase_tick: int = 0
    go_tick: int | None = None
    cars: list[CarNotes] = field(default_factory=list)

    def red_lights(self, tick: int) -> int:
        """Columns of red lights that are lit."""
        if self.phase != "lights":
            return 0
        return min(COLUMNS, 1 + int((tick - self.phase_tick) * TICK / RED_COLUMN))

    def green_light(self, tick: int) -> bool:
        """Whether the lights show green."""
        return self.go_tick is not None and 0 <= tick - self.go_tick < ticks(GO_TIME)


class EventBook:
    """The events of a replay, summed up for any moment."""

    def __init__(self, events: Sequence[Event], cars: int) -> None:
        self.events = tuple(events)
        self._ticks = [event.tick for event in self.events]
        self._cars = cars
        self._notes: tuple[int, SessionNotes] | None = None

    def heard(self, tick: int) -> int:
        """How many events there have been by a tick."""
        return bisect_right(self._ticks, tick)

    def at(self, tick: int) -> SessionNotes:
        """The sum of all events by a tick; the same object while none is added."""
        count = self.heard(tick)
        if self._notes is None or count < self._notes[0]:
            cars = [CarNotes() for _ in range(self._cars)]
            self._notes = 0, SessionNotes(cars=cars)
        done, notes = self._notes
        for event in self.events[done:count]:
            _apply(notes, event)
        self._notes = count, notes
        return notes


def _apply(notes: SessionNotes, event: Event) -> None:
    if event.kind is EventKind.PHASE:
        notes.phase = str(event.data.get("phase", notes.phase))
        notes.phase_tick = event.tick
        if notes.phase == "green":
            notes.go_tick = event.tick
    elif event.car >= 0:
        _apply_to_car(notes.cars[event.car], event)


def _apply_to_car(car: CarNotes, event: Event) -> None:
    kind, data = event.kind, event.data
    if kind is EventKind.PENALTY:
        car.penalty += float(data.get("seconds", 0.0))
        car.drive_throughs += data.get("penalty") == "drive_through"
        car.give_back = -1
    elif kind is EventKind.PENALTY_SERVED:
        if data.get("penalty") == "drive_through":
            car.drive_throughs = 0
        else:
            car.penalty = 0.0
    elif kind is EventKind.GIVE_BACK:
        car.give_back = event.other
        car.give_back_until = event.time + float(data.get("seconds", 0.0))
    elif kind is EventKind.PIT_STOP:
        car.pit_stops += 1
        car.pit_until = event.time + float(data.get("seconds", 0.0))
    elif kind is EventKind.FINISHED:
        car.status, car.finished_at = "finished", event.time
    else:
        _apply_small(car, event)


def _apply_small(car: CarNotes, event: Event) -> None:
    kind = event.kind
    if kind in (EventKind.RETIRED, EventKind.NOT_CLASSIFIED):
        car.status = "out"
    elif kind is EventKind.WARNING:
        car.warnings = int(event.data.get("warnings", car.warnings))
    elif kind is EventKind.PLACE_RETURNED:
        car.give_back = -1
    elif kind is EventKind.BLUE:
        car.blue_from = event.other
    elif kind is EventKind.PIT_REQUEST:
        car.pit_requested = not car.pit_requested
    elif kind is EventKind.PIT_ENTRY:
        car.pit_requested = False
    elif kind in (EventKind.LAP_DELETED, EventKind.LAP):
        car.lap_deleted = kind is EventKind.LAP_DELETED
