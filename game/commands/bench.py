"""`main.py bench`: how fast everything is on one core of this machine."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from game.commands.bench_policy import measure_frames, measure_policy
from game.commands.bench_race import measure_race, measure_startup, measure_verify
from game.commands.bench_sim import measure_sim
from game.commands.bench_window import measure_first_frame
from game.commands.field import chosen_rivals
from game.core.files import write_json
from game.race.rivals import RivalProvider
from game.sim.warm_up import warm_up

Subparsers = Any
"""What argparse gives for its sub-commands; its own type is private."""

Progress = Callable[[str], None]

PARTS: Final[dict[str, Callable[[RivalProvider, Progress], Any]]] = {
    "sim": lambda _, progress: measure_sim(progress),
    "race": lambda _, progress: measure_race(progress),
    "verify": lambda _, progress: measure_verify(progress),
    "policy": measure_policy,
    "frame": measure_frames,
    "startup": lambda _, progress: {**measure_first_frame(), **measure_startup(progress)},
}


def register(subparsers: Subparsers) -> None:
    """Add `bench`."""
    parser = subparsers.add_parser("bench", help="measure the speed of the simulation")
    parser.add_argument("--only", choices=list(PARTS), help="measure one part")
    parser.add_argument(
        "--policy", type=Path, metavar="FILE", help="of the rivals (default: as installed)"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures as JSON")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Measure, print, and write the same facts."""
    rivals = chosen_rivals(arguments)
    warm_up(lambda part: _progress(f"compiling: {part}"))
    facts = {
        name: measure(rivals, _progress)
        for name, measure in PARTS.items()
        if arguments.only in (None, name)
    }
    _progress("")
    for name, found in facts.items():
        for row in _rows(found):
            print(f"{name:8}", "  ".join(f"{key} {value}" for key, value in row.items()))
    if arguments.json:
        write_json(arguments.json, facts)
    return 0


def _rows(found: Any) -> list[dict[str, Any]]:
    """What was found, as lines: a part that was measured in several cameras has one for each."""
    if isinstance(found, list):
        return found
    cameras = found.get("cameras", {})
    lines = [{"camera": name, **figures} for name, figures in cameras.items()]
    measured = set().union(*lines)
    whole = {key: value for key, value in found.items() if key not in measured | {"cameras"}}
    return [whole, *lines]


def _progress(message: str) -> None:
    if sys.stderr.isatty():
        print(f"\r\x1b[K{message}", end="", file=sys.stderr, flush=True)
