"""`main.py race`: a session without a window, its facts and its recording."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import Any

from pydantic import ValidationError

from game.commands.field import (
    choose_cars,
    scripted_driver,
    scripted_entrants,
    scripted_personalities,
)
from game.commands.preparing import prepare
from game.core.clock import TICK
from game.core.errors import UsageError
from game.core.files import write_json
from game.core.paths import data_dir
from game.core.seeds import fresh_seed
from game.race.loop import RaceLoop
from game.race.results import Result
from game.race.session import Session
from game.race.settings import GridOrder, Kind, SessionSettings, Start
from game.replay.recorder import Recorder
from game.track.reader import load_track
from game.version import SIM_VERSION

Subparsers = Any
"""What argparse gives for its sub-commands; its own type is private."""

MOST_RIVALS = 63


def register(subparsers: Subparsers) -> None:
    """Add `race`."""
    parser = subparsers.add_parser("race", help="run a race, practice, qualifying or time trial")
    parser.add_argument("--track", required=True, help="a shipped name or a YAML file")
    parser.add_argument(
        "--car", default="gt3", help="a shipped name, a YAML file, several with commas, or 'mixed'"
    )
    parser.add_argument("--kind", choices=[str(kind) for kind in Kind], default="race")
    parser.add_argument("--laps", type=int, help="laps to complete (default 5)")
    parser.add_argument("--minutes", type=float, help="length in time instead of laps")
    parser.add_argument("--scripted", type=int, metavar="K", help="number of scripted drivers")
    parser.add_argument(
        "--grid",
        type=int,
        metavar="POS",
        help="grid place of the first entrant (default: in order of entry)",
    )
    parser.add_argument("--grid-order", choices=[str(order) for order in GridOrder])
    parser.add_argument("--start", choices=[str(start) for start in Start])
    parser.add_argument("--seed", type=int, help="decides all that is drawn (default: fresh)")
    parser.add_argument("--wetness", type=float, help="0 dry .. 1 wet")
    parser.add_argument("--fuel-rate", type=float, help="times the real use, 0 for none")
    parser.add_argument("--tyre-rate", type=float, help="times the real wear, 0 for none")
    parser.add_argument("--initial-fuel", type=float, help="part of a full tank, 0.02-1")
    parser.add_argument("--damage", choices=["none", "light", "full"])
    parser.add_argument("--slipstream", choices=["real", "strong", "off"])
    parser.add_argument("--headless", action="store_true", help="without a window")
    parser.add_argument("--spectate", action="store_true", help="rivals only")
    parser.add_argument("--record", type=Path, metavar="FILE", help="where the replay is written")
    parser.add_argument("--overwrite", action="store_true", help="replace FILE where it exists")
    parser.add_argument("--events", action="store_true", help="print every decision as it is made")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the facts as JSON")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Run a session of scripted drivers as fast as it goes."""
    if not arguments.headless:
        raise UsageError("race: --headless is needed; this version has no window yet")
    count = 12 if arguments.scripted is None else arguments.scripted
    if not 1 <= count <= MOST_RIVALS + 1:
        raise UsageError(f"--scripted {count}: must be 1-{MOST_RIVALS + 1}")
    seed = fresh_seed() if arguments.seed is None else arguments.seed
    if not 0 <= seed < 2**63:
        raise UsageError(f"--seed {seed}: must be 0 or a positive number below 2**63")
    entrants = scripted_entrants(
        choose_cars(arguments.car, count), scripted_personalities(count, seed)
    )
    settings = choose_settings(arguments, count)
    prepare()
    session = Session(settings, load_track(arguments.track), entrants, seed)
    path = arguments.record or default_recording(session)
    wall_s = drive(session, path, arguments)
    facts = race_facts(session, wall_s)
    if arguments.json:
        write_json(arguments.json, facts)
    print_results(session, session.results(), wall_s, path)
    return 0


def drive(session: Session, path: Path, arguments: argparse.Namespace) -> float:
    """Run a session to its end, recording it; returns the time that it took [s]."""
    driver = scripted_driver(session)
    created = datetime.now(UTC).isoformat(timespec="seconds")
    with Recorder(
        path, session, created=created, overwrite=arguments.overwrite, notify=_warn
    ) as recorder:
        began = perf_counter()
        RaceLoop(session, [driver], [recorder]).run()
        recorder.finish(session)
        wall_s = perf_counter() - began
    if arguments.events:
        for event in session.events:
            print(f"{_clock(event.time):>9}  {event.reason}")
    return wall_s


def choose_settings(arguments: argparse.Namespace, count: int) -> SessionSettings:
    """Session settings from the command line; what is not said stays at its default.

    Raises:
        UsageError: A value outside its range.
    """
    named = ["kind", "start", "grid_order", "wetness", "fuel_rate", "tyre_rate", "initial_fuel"]
    named += ["damage", "slipstream", "minutes", "laps"]
    chosen = {name: getattr(arguments, name) for name in named}
    chosen = {name: value for name, value in chosen.items() if value is not None}
    if arguments.minutes is not None and arguments.laps is None:
        chosen["laps"] = None
    if arguments.grid is not None:
        if not 1 <= arguments.grid <= count:
            raise UsageError(f"--grid {arguments.grid}: must be 1-{count}")
        others = list(range(1, count))
        chosen["grid"] = (*others[: arguments.grid - 1], 0, *others[arguments.grid - 1 :])
        chosen["grid_order"] = GridOrder.CHOSEN
    try:
        return SessionSettings(**chosen)
    except ValidationError as error:
        first = error.errors()[0]
        option = "--" + str(first["loc"][0]).replace("_", "-") if first["loc"] else "settings"
        message = str(first["msg"]).replace("Input should be", "must be")
        raise UsageError(f"{option} {first.get('input')!r}: {message}") from error


def default_recording(session: Session) -> Path:
    """Where a session is recorded when nobody says."""
    moment = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    name = f"{moment}-{session.track.name}-{session.seed}.undercut"
    return data_dir() / "replays" / name


def race_facts(session: Session, wall_s: float) -> dict[str, Any]:
    """The facts of a session, for programs."""
    return {
        "track": session.track.name,
        "car": ",".join(dict.fromkeys(entrant.car.id for entrant in session.entrants)),
        "seed": session.seed,
        "sim_version": SIM_VERSION,
        "state_hash": session.state_hash(),
        "wall_s": round(wall_s, 3),
        "simulated_s": round(session.tick * TICK, 3),
        "settings": session.settings.model_dump(mode="json"),
        "entrants": [result.to_json() for result in session.results()],
        "events": [event.to_json() for event in session.events],
    }


def print_results(session: Session, results: list[Result], wall_s: float, path: Path) -> None:
    """The classification as a table."""
    simulated = session.tick * TICK
    print(f"{session.track.title}, {session.settings.kind}, seed {session.seed}")
    print(f"{'':>3} {'name':16} {'car':13} {'laps':>4} {'time':>11} {'best lap':>10}  notes")
    for result in results:
        time = _clock(result.time_s) if result.time_s is not None else result.status
        best = _clock(result.best_lap_s) if result.best_lap_s is not None else "-"
        laps = len(result.laps)
        row = f"{result.position:>3} {result.name:16} {result.car:13} {laps:>4} {time:>11}"
        print(f"{row} {best:>10}  {_notes(result)}".rstrip())
    print(
        f"simulated {simulated:.1f} s in {wall_s:.2f} s, {simulated / max(wall_s, 1e-9):.0f} times "
        f"real time; state {session.state_hash()}"
    )
    print(f"recorded in {path}")


def _notes(result: Result) -> str:
    """What else is to say about an entrant's session."""
    counts = {
        "off track": result.off_track_count,
        "contacts": result.contacts,
        "at fault": result.contacts_at_fault,
        "wall": result.wall_hits,
        "stops": result.pit_stops,
    }
    words = [f"{name} {count}" for name, count in counts.items() if count]
    if result.penalty_s:
        words.append(f"penalty {result.penalty_s:g} s")
    return ", ".join([*words, *([result.reason] if result.reason else [])])


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds * 1000), 60_000)
    return f"{minutes}:{rest / 1000:06.3f}"


def _warn(message: str) -> None:
    print(message, file=sys.stderr)
