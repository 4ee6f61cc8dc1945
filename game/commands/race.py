"""`main.py race`: a session of rivals, its facts and its recording, or the window on a race."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import Path
from time import perf_counter
from typing import Any, Final

from pydantic import ValidationError

from game.commands.field import WithScripted, car_names, chosen_rivals, rival_entrants
from game.commands.preparing import prepare, say_preparing
from game.core.clock import TICK
from game.core.errors import UsageError
from game.core.files import write_json
from game.core.paths import data_dir
from game.core.seeds import fresh_seed
from game.race.loop import RaceLoop
from game.race.results import Result
from game.race.rivals import RivalProvider, field_drivers
from game.race.session import Session
from game.race.settings import GridOrder, Kind, SessionSettings, Start
from game.race.setup import RaceSetup
from game.replay.recorder import Recorder
from game.track.reader import load_track
from game.version import SIM_VERSION

Subparsers = Any
"""What argparse gives for its sub-commands; its own type is private."""

MOST_RIVALS: Final = 63
DEFAULT_RIVALS: Final = 12
"""Where nobody says how many."""


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
    parser.add_argument("--rivals", type=int, metavar="K", help="number of rivals (default 12)")
    parser.add_argument(
        "--tier", help="of the rivals: rookie .. alien, several with commas (default: all in turn)"
    )
    parser.add_argument("--drivers", help="named drivers, or YAML files, who take part in any case")
    parser.add_argument("--scripted", type=int, metavar="K", help="number of scripted drivers")
    parser.add_argument(
        "--policy", type=Path, metavar="FILE", help="that drives the rivals (default: as installed)"
    )
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
    """Run a session of rivals as fast as it goes, or open the window on it."""
    rivals = chosen_rivals(arguments)
    if arguments.scripted:
        rivals = WithScripted(rivals, arguments.scripted)
    drivers = _words(arguments.drivers)
    count = _count(arguments, len(drivers))
    seed = fresh_seed() if arguments.seed is None else arguments.seed
    if not 0 <= seed < 2**63:
        raise UsageError(f"--seed {seed}: must be 0 or a positive number below 2**63")
    if not arguments.headless:
        return open_window(arguments, rivals, count, seed)
    entrants = rival_entrants(rivals, arguments.car, count, _words(arguments.tier), drivers, seed)
    settings = choose_settings(arguments, count)
    if rivals.note and any(entrant.driver.tier for entrant in entrants):
        _warn(rivals.note)
    prepare()
    rivals.prepare(say_preparing)
    session = Session(settings, load_track(arguments.track), entrants, seed)
    path = arguments.record or default_recording(session)
    wall_s = drive(session, rivals, path, arguments)
    facts = race_facts(session, wall_s)
    if arguments.json:
        write_json(arguments.json, facts)
    print_results(session, session.results(), wall_s, path)
    return 0


def open_window(arguments: argparse.Namespace, rivals: RivalProvider, count: int, seed: int) -> int:
    """Open the window on the race that the command line describes.

    Raises:
        UsageError: An option that only makes sense without one; a name that there is not.
        DataError: A track or car file that is wrong: said here, as nobody asked for a window on it.
    """
    for option in ("json", "grid_order"):
        if getattr(arguments, option) is not None:
            raise UsageError(f"--{option.replace('_', '-')}: needs --headless")
    record: Path | None = arguments.record
    if record is not None and record.exists() and not arguments.overwrite:
        raise UsageError(f"{record}: exists already; --overwrite replaces it")
    others = count - 1 if arguments.spectate else count
    setup = race_setup(arguments, car_names(arguments.car), others, seed)
    rival_entrants(
        rivals,
        arguments.car,
        max(count, 1),
        _words(arguments.tier),
        _words(arguments.drivers),
        seed,
    )
    load_track(arguments.track)
    os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
    from game.screens.app import open_race

    return open_race(lambda: rivals, setup, spectate=arguments.spectate, record=record)


def race_setup(
    arguments: argparse.Namespace, cars: Sequence[str], count: int, seed: int
) -> RaceSetup:
    """The race of the command line, as menus have it.

    Raises:
        UsageError: A value outside its range.
    """
    named = ["track", "kind", "start", "grid", "wetness", "fuel_rate", "tyre_rate"]
    named += ["initial_fuel", "damage", "slipstream", "minutes", "laps"]
    chosen = {name: getattr(arguments, name) for name in named}
    chosen = {name: value for name, value in chosen.items() if value is not None}
    if arguments.minutes is not None and arguments.laps is None:
        chosen["laps"] = None
    chosen |= {"car": cars[0], "rivals": count, "seed": seed}
    chosen |= {"tiers": _words(arguments.tier), "drivers": _words(arguments.drivers)}
    if len(cars) > 1:
        chosen["rival_cars"] = tuple(cars)
    try:
        return RaceSetup(**chosen)
    except ValidationError as error:
        raise _wrong_option(error) from error


def drive(
    session: Session, rivals: RivalProvider, path: Path, arguments: argparse.Namespace
) -> float:
    """Run a session to its end, recording it; returns the time that it took [s]."""
    drivers = field_drivers(session, rivals)
    created = datetime.now(UTC).isoformat(timespec="seconds")
    with Recorder(
        path, session, created=created, overwrite=arguments.overwrite, notify=_warn
    ) as recorder:
        began = perf_counter()
        RaceLoop(session, drivers, [recorder]).run()
        recorder.finish(session)
        wall_s = perf_counter() - began
    if arguments.events:
        for event in session.events:
            print(f"{_clock(event.time):>9}  {event.reason}")
    return wall_s


def _count(arguments: argparse.Namespace, named: int) -> int:
    """How many rivals there are, scripted ones included."""
    scripted = arguments.scripted or 0
    default = 0 if arguments.scripted is not None else DEFAULT_RIVALS
    rivals = max(default, named) if arguments.rivals is None else arguments.rivals
    for option, value, least in (("--rivals", rivals, named), ("--scripted", scripted, 0)):
        if not least <= value <= MOST_RIVALS + 1:
            raise UsageError(f"{option} {value}: must be {least}-{MOST_RIVALS + 1}")
    if not 1 <= rivals + scripted <= MOST_RIVALS + 1:
        raise UsageError(f"{rivals + scripted} rivals in all: must be 1-{MOST_RIVALS + 1}")
    return int(rivals + scripted)


def _words(text: str | None) -> tuple[str, ...]:
    """The words of a list with commas."""
    return tuple(word.strip() for word in text.split(",")) if text else ()


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
        raise _wrong_option(error) from error


def _wrong_option(error: ValidationError) -> UsageError:
    first = error.errors()[0]
    option = "--" + str(first["loc"][0]).replace("_", "-") if first["loc"] else "settings"
    message = str(first["msg"]).replace("Input should be", "must be")
    return UsageError(f"{option} {first.get('input')!r}: {message}")


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
        "entrants": [_entrant_facts(session, result) for result in session.results()],
        "events": [event.to_json() for event in session.events],
    }


def _entrant_facts(session: Session, result: Result) -> dict[str, Any]:
    """An entrant's results, and proof of what was driven."""
    spec = session.world.spec[result.row]
    return {
        **result.to_json(),
        "car_hash": session.entrants[result.row].car.content_hash,
        "physics_hash": blake2b(spec.tobytes(), digest_size=16).hexdigest(),
    }


def print_results(session: Session, results: list[Result], wall_s: float, path: Path) -> None:
    """The classification as a table."""
    simulated = session.tick * TICK
    print(f"{session.track.title}, {session.settings.kind}, seed {session.seed}")
    who = f"{'':>3} {'name':16} {'tier':8}"
    print(f"{who} {'car':13} {'laps':>4} {'time':>11} {'best lap':>10}  notes")
    for result in results:
        time = _clock(result.time_s) if result.time_s is not None else result.status
        best = _clock(result.best_lap_s) if result.best_lap_s is not None else "-"
        laps = len(result.laps)
        who = f"{result.position:>3} {result.name:16} {result.driver.tier or '-':8}"
        row = f"{who} {result.car:13} {laps:>4} {time:>11}"
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
