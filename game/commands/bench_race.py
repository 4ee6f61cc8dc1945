"""How fast whole races, their verification and the start of the program are."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Any, Final

from game.commands.field import (
    choose_cars,
    scripted_driver,
    scripted_entrants,
    scripted_personalities,
)
from game.core.clock import TICK, ticks
from game.core.errors import UndercutError
from game.core.paths import ROOT
from game.race.loop import RaceLoop
from game.race.session import Session
from game.race.settings import SessionSettings
from game.replay.recorder import Recorder
from game.replay.verify import verify
from game.sim.warm_up import warm_up
from game.sim.world import Arena, World
from game.track.reader import load_track
from game.vehicle.reader import load_car

TRACK: Final = "ferro-park"
_SEED: Final = 1
_RACE_S: Final = 120.0
_WARM_S: Final = 5.0
_IMPORTS: Final = "import main, game.race.session, game.race.scripted.driver, game.replay.recorder"


def measure_race(progress: Callable[[str], None]) -> dict[str, Any]:
    """A race of 20 scripted drivers with rules and recorder, in times of real time on one core."""
    progress("race: 20 cars")
    with TemporaryDirectory() as folder:
        _, simulated, spent = _race(20, Path(folder) / "race.undercut")
    return {"cars": 20, "simulated_s": simulated, "times_real_time": round(simulated / spent, 1)}


def measure_verify(progress: Callable[[str], None]) -> dict[str, Any]:
    """Verification of a race of 12 cars, in times of real time on one core.

    Raises:
        UndercutError: The replay that was just recorded does not verify.
    """
    progress("verify: 12 cars")
    with TemporaryDirectory() as folder:
        path = Path(folder) / "race.undercut"
        session, simulated, _ = _race(12, path)
        began = process_time()
        verdict = verify(path)
        spent = process_time() - began
    if not verdict.verified:
        raise UndercutError(f"bench: a race of {len(session.entrants)} cars does not verify")
    return {"cars": 12, "simulated_s": simulated, "times_real_time": round(simulated / spent, 1)}


def measure_startup(progress: Callable[[str], None]) -> dict[str, Any]:
    """What one waits for before the first tick, compiled code being on the disk [s]."""
    progress("startup")
    began = perf_counter()
    subprocess.run([sys.executable, "-c", _IMPORTS], check=True, cwd=ROOT)
    imported = perf_counter()
    warm_up(lambda _: None)
    warm = perf_counter()
    world = World([Arena(load_track(TRACK), [load_car("gt3")] * 12)])
    world.step()
    return {
        "import_s": round(imported - began, 3),
        "warm_up_s": round(warm - imported, 3),
        "first_world_s": round(perf_counter() - warm, 3),
    }


def _race(count: int, path: Path) -> tuple[Session, float, float]:
    """The session, simulated time and processor time from when all is warm to the end [s]."""
    entrants = scripted_entrants(choose_cars("mixed", count), scripted_personalities(count, _SEED))
    session = Session(SessionSettings(laps=20), load_track(TRACK), entrants, _SEED)
    driver = scripted_driver(session)
    with Recorder(path, session, overwrite=True) as recorder:
        loop = RaceLoop(session, [driver], [recorder])
        loop.run(ticks(_WARM_S))
        warm, began = session.tick, process_time()
        loop.run(ticks(_RACE_S))
        recorder.finish(session)
        spent = process_time() - began
    return session, round((session.tick - warm) * TICK, 3), spent
