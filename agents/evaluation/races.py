"""Races that are judged: a session by the game's own rules, and what it says of everybody."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any, Final

from numpy.typing import NDArray

from game.race.entrant import Entrant
from game.race.events import Event, EventKind
from game.race.loop import RaceLoop
from game.race.results import Result
from game.race.rivals import RivalProvider, field_drivers
from game.race.session import Session
from game.race.settings import GridOrder, SessionSettings
from game.replay.recorder import Recorder
from game.track.track import Track

TEAM_POINTS: Final = (10.0, 8.0, 6.0, 5.0, 4.0, 3.0, 2.0, 1.0)
"""Of races of two teams of four."""
LONGEST: Final = 40.0
"""After so long a race is stopped [min]."""

_PLACED: Final = {EventKind.CONTACT: "contact", EventKind.WALL: "wall", EventKind.OFF_TRACK: "off"}
"""Events whose place is kept -> their word."""


@dataclass(frozen=True)
class Race:
    """A race to be driven."""

    track: Track
    entrants: tuple[Entrant, ...]
    """In the order of the grid."""
    laps: int
    seed: int
    kind: str
    """A word for its recording."""
    points: tuple[float, ...] = TEAM_POINTS


@dataclass(frozen=True)
class Happening:
    """Something that went wrong, and where."""

    kind: str
    """`contact`, `fault` (a contact that somebody was blamed for), `wall` or `off`."""
    car: int
    other: int
    time_s: float
    x: float
    y: float
    distance: float
    """Along the lap [m]."""
    words: str


@dataclass(frozen=True)
class Outcome:
    """A race that was driven."""

    race: Race
    results: tuple[Result, ...]
    """Winner first."""
    km: tuple[float, ...]
    """Driven by each entrant, in the order of entry."""
    happenings: tuple[Happening, ...]
    wall_s: float

    def of(self, row: int) -> Result:
        """An entrant's result."""
        return next(result for result in self.results if result.row == row)


def drive(race: Race, rivals: RivalProvider, recording: Path | None = None) -> Outcome:
    """Drive a race from the lights to the flag, recording it where a path says so."""
    settings = SessionSettings(
        laps=race.laps, grid_order=GridOrder.ENTRY, points=race.points, max_minutes=LONGEST
    )
    session = Session(settings, race.track, race.entrants, race.seed)
    watcher = _Watcher()
    began = perf_counter()
    drivers = field_drivers(session, rivals)
    if recording is None:
        RaceLoop(session, drivers, [watcher]).run()
    else:
        with Recorder(recording, session, overwrite=True) as recorder:
            RaceLoop(session, drivers, [watcher, recorder]).run()
            recorder.finish(session)
    travelled = session.race_state["travelled"] - session.race_state["start_travelled"]
    return Outcome(
        race,
        tuple(session.results()),
        tuple(float(way) / 1000.0 for way in travelled),
        tuple(watcher.found),
        perf_counter() - began,
    )


class _Watcher:
    """Notes where things went wrong."""

    def __init__(self) -> None:
        self.found: list[Happening] = []
        self._seen = 0

    def after_tick(self, session: Session, controls: NDArray[Any]) -> None:
        """Look at what is new."""
        for event in session.events[self._seen :]:
            if event.kind in _PLACED:
                self.found.append(_placed(session, event))
            elif event.kind is EventKind.VERDICT and event.data.get("fault"):
                self._blame(event)
        self._seen = len(session.events)

    def _blame(self, event: Event) -> None:
        """A verdict, at the place of the contact that it is about."""
        both = {event.car, event.other}
        for contact in reversed(self.found):
            if contact.kind == "contact" and {contact.car, contact.other} == both:
                facts = {**vars(contact), "kind": "fault", "words": event.reason}
                self.found.append(Happening(**{**facts, "car": event.car, "other": event.other}))
                return


def _placed(session: Session, event: Event) -> Happening:
    car = session.world.state[event.car]
    return Happening(
        kind=_PLACED[event.kind],
        car=event.car,
        other=event.other,
        time_s=event.time,
        x=float(car["x"]),
        y=float(car["y"]),
        distance=float(car["distance"]),
        words=event.reason,
    )
