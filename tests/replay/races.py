"""Short races under controls that are drawn, not driven: cars crash, spin and leave the road."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from game.core.clock import TICK_RATE
from game.race.entrant import DriverIdentity, DriverKind, Entrant
from game.race.session import Session
from game.race.settings import SessionSettings
from game.replay.recorder import Recorder
from game.sim.controls import no_controls, quantise_pedal, quantise_steer
from game.track.reader import load_track
from game.vehicle.reader import load_car

CARS = ("gt3", "hot-hatch", "gt3", "f3")
SECONDS = 11.5


def new_session(seed: int = 5) -> Session:
    entrants = [
        Entrant(f"Driver {row}", load_car(car), DriverIdentity(DriverKind.SCRIPTED, f"D{row}"))
        for row, car in enumerate(CARS)
    ]
    return Session(SessionSettings(laps=3, damage="full"), load_track("thimble"), entrants, seed)


def drawn_controls(cars: int, seconds: float, seed: int = 3) -> Iterator[NDArray[Any]]:
    """Controls of each tick, held for a tenth of a second."""
    generator = np.random.default_rng(seed)
    controls = no_controls(cars)
    for tick in range(round(seconds * TICK_RATE)):
        if tick % (TICK_RATE // 10) == 0:
            controls["steer"] = quantise_steer(generator.normal(0.0, 0.3, cars))
            controls["throttle"] = quantise_pedal(generator.uniform(0.0, 1.5, cars))
            controls["brake"] = quantise_pedal(generator.uniform(-3.0, 1.0, cars))
        yield controls


def record(path: Path, seconds: float = SECONDS) -> Session:
    """Record a whole session to a file."""
    session = new_session()
    recorder = Recorder(path, session)
    for controls in drawn_controls(len(CARS), seconds):
        session.step(controls)
        recorder.after_tick(session, controls)
    recorder.finish(session)
    return session
