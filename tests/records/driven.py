"""Short sessions on the oval whose cars are led around, with a keeper that writes them down."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from game.core.clock import TICK
from game.race.entrant import DriverIdentity, DriverKind, Entrant
from game.race.session import Session
from game.race.settings import SessionSettings, Start
from game.records.keeper import Keeper
from game.records.records import Records
from game.sim.controls import no_controls
from game.track.reader import load_track
from game.vehicle.reader import load_car
from tests.race.puppets import OVAL, Puppet

SPEED = 90.0
"""Of the player, who is led [m/s]."""


def new_session(cars: int = 2, kind: str = "time_trial", seed: int = 1, **chosen: Any) -> Session:
    """The player in the first row, scripted rivals behind."""
    car = load_car("gt3")
    human = Entrant("Ada", car, DriverIdentity(DriverKind.HUMAN, "Ada"))
    rivals = [
        Entrant(f"Rival {n}", car, DriverIdentity(DriverKind.SCRIPTED, f"Rival {n}", tier="club"))
        for n in range(1, cars)
    ]
    wanted = {"kind": kind, "laps": None, "minutes": 20.0, "start": Start.FLYING, **chosen}
    if kind == "race":
        wanted |= {"laps": chosen.get("laps", 2), "minutes": None, "start": Start.STANDING}
    return Session(SessionSettings(**wanted), load_track(OVAL), [human, *rivals], seed)


def drive(
    session: Session, keeper: Keeper, laps: int, speed: float = SPEED, seconds: float = 240.0
) -> None:
    """Lead the first car so many laps around; the others, slower by 3 m/s each, follow."""
    controls = no_controls(len(session.entrants))
    puppets = [
        Puppet(row, float(session.world.state["distance"][row]), 3.0 - 2.0 * row, speed - 3.0 * row)
        for row in range(len(session.entrants))
    ]
    for _ in range(round(seconds / TICK)):
        for puppet in puppets:
            if session.race_state["status"][puppet.row] == 0:
                puppet.advance(session)
                puppet.lead(session)
        session.step(controls)
        keeper.after_tick(session, controls)
        if session.race_state["laps"][0] >= laps or session.finished:
            return


def driven(records: Records, laps: int, speed: float = SPEED, **chosen: Any) -> Keeper:
    """A whole time trial of so many laps, finished."""
    session = new_session(1, **chosen)
    keeper = records.keep(session, player=0, label="Time trial")
    drive(session, keeper, laps, speed)
    keeper.finish()
    return keeper


def leave_running(data_dir: Path, laps: int) -> None:
    """Drive laps without end, for a process that is going to be killed."""
    records = Records(data_dir)
    session = new_session(1)
    keeper = records.keep(session, player=0, label="Time trial")
    lap = 0
    while True:
        lap += 1
        drive(session, keeper, lap)
        if lap >= laps:
            sys.stdout.write(f"lap {lap}\n")
            sys.stdout.flush()
