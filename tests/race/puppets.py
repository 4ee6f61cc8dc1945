"""Cars led by hand through situations, on a real track, in a real session."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from game.core.clock import TICK
from game.core.paths import ROOT
from game.race.entrant import DriverIdentity, DriverKind, Entrant
from game.race.events import Event, EventKind
from game.race.session import Session
from game.race.settings import SessionSettings
from game.race.state import Phase
from game.sim.controls import Button, PitService, no_controls
from game.track.reader import load_track
from game.vehicle.reader import load_car

OVAL = ROOT / "tests" / "track" / "data" / "oval.yaml"


def entrants(count: int, car: str = "gt3") -> list[Entrant]:
    """So many entrants with the same car."""
    chosen = load_car(car)
    return [
        Entrant(f"car {row}", chosen, DriverIdentity(DriverKind.SCRIPTED, f"driver {row}"))
        for row in range(count)
    ]


def session(count: int = 2, seed: int = 1, **settings: Any) -> Session:
    """A session on the oval."""
    chosen = {"laps": 3, "fuel_rate": 0.0, "tyre_rate": 0.0, **settings}
    return Session(SessionSettings(**chosen), load_track(OVAL), entrants(count), seed)


@dataclass
class Puppet:
    """Where a car is led to: it slides along the road, whatever its tyres say."""

    row: int
    s: float
    d: float = 0.0
    speed: float = 30.0
    drift: float = 0.0
    """Across the road, positive left [m/s]."""
    acceleration: float = 0.0
    turned: float = 0.0
    """Against the road's direction [rad]."""

    def advance(self, session: Session) -> None:
        """Think of where the car will be after the next tick."""
        track = session.track
        self.speed += self.acceleration * TICK
        self.d += self.drift * TICK
        station = track.stations[int(self.s % track.length / track.spacing)]
        self.s += self.speed * TICK / (1.0 - float(station["curvature"]) * self.d)

    def lead(self, session: Session) -> None:
        """Put the car where it is thought to be."""
        track = session.track
        station = track.stations[int(self.s % track.length / track.spacing)]
        x, y = track.position(self.s, self.d)
        yaw = np.arctan2(station["tangent_y"], station["tangent_x"])
        slip = np.arctan2(self.drift, max(self.speed, 0.1))
        speed = float(np.hypot(self.speed, self.drift))
        session.world.place(self.row, float(x), float(y), float(yaw + self.turned + slip), speed)


def lead(
    session: Session, puppets: Iterable[Puppet], seconds: float, every: int = 1, **controls: Any
) -> None:
    """Lead cars for some time; those without a puppet are left to themselves.

    With `every` above 1 they roll by themselves for so many ticks between two corrections.
    """
    given = no_controls(len(session.entrants))
    for name, value in controls.items():
        given[name] = value
    for tick in range(round(seconds / TICK)):
        for puppet in puppets:
            puppet.advance(session)
            if tick % every == 0:
                puppet.lead(session)
        session.step(given)


def to_green(session: Session) -> None:
    """Wait for the start."""
    idle = no_controls(len(session.entrants))
    idle["brake"] = 1023
    while session.phase < Phase.GREEN:
        session.step(idle)


def kinds(session: Session, car: int | None = None) -> list[EventKind]:
    """Kinds of the events so far, of one car where given."""
    return [event.kind for event in session.events if car is None or event.car == car]


def last(session: Session, kind: EventKind) -> Event:
    """The last event of a kind."""
    return [event for event in session.events if event.kind == kind][-1]


__all__ = ["Button", "PitService", "Puppet", "kinds", "last", "lead", "session", "to_green"]
