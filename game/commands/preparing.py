"""Compiling everything before it is needed, so that no race waits for it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from game.commands.field import scripted_driver, scripted_entrants, scripted_personalities
from game.core.clock import ticks
from game.race.loop import RaceLoop
from game.race.session import Session
from game.race.settings import SessionSettings
from game.replay.recorder import Recorder
from game.sim.warm_up import warm_up
from game.track.reader import load_track
from game.vehicle.reader import load_car

REHEARSAL_TRACK: Final = "cauldron"
REHEARSAL_CAR: Final = "kart"


def prepare(progress: Callable[[str], None] | None = None) -> None:
    """Compile the simulation, the rules, the scripted driver and the recorder.

    The first time on a machine this takes a minute or two, from then on a fraction of a second.

    Args:
        progress: Told what is being compiled; by default the terminal is, where there is one.
    """
    say = progress or say_preparing
    warm_up(say)
    say("rules and drivers")
    entrants = scripted_entrants([load_car(REHEARSAL_CAR)] * 2, scripted_personalities(2, 0))
    session = Session(SessionSettings(laps=1), load_track(REHEARSAL_TRACK), entrants, 0)
    with TemporaryDirectory() as folder, Recorder(Path(folder) / "rehearsal", session) as recorder:
        RaceLoop(session, [scripted_driver(session)], [recorder]).run(ticks(1.5))
    say("")


def say_preparing(what: str) -> None:
    """Say on the terminal, where there is one, what is being prepared; nothing clears the line."""
    if sys.stderr.isatty():
        line = f"preparing {what} ..." if what else ""
        print(f"\r{line}", end="\033[K", file=sys.stderr, flush=True)
