"""`main.py replay`: watch a recording, say what is in it, prove it, write it as a table."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from game.core.clock import TICK_RATE
from game.core.errors import UndercutError, UsageError
from game.core.files import write_json
from game.race.events import EventKind
from game.replay.export import export_csv
from game.replay.highlights import highlights
from game.replay.reader import Replay, read_replay
from game.replay.verify import verify

WATCH: Final = "watch"
ACTIONS: Final = (WATCH, "info", "verify", "export")

Subparsers = Any
"""What argparse gives for its sub-commands; its own type is private."""


def register(subparsers: Subparsers) -> None:
    """Add `replay` and its sub-commands."""
    parser = subparsers.add_parser(
        "replay",
        help="watch, inspect, verify and export recordings",
        epilog="`replay FILE` is short for `replay watch FILE`",
    )
    actions = parser.add_subparsers(required=True, metavar="ACTION")

    watch = actions.add_parser(WATCH, help="open the replay theatre")
    watch.add_argument("file", type=Path)
    watch.set_defaults(run=run_watch)

    info = actions.add_parser("info", help="say what is in a recording")
    info.add_argument("file", type=Path)
    info.add_argument("--json", type=Path, metavar="FILE", help="write the facts as JSON")
    info.set_defaults(run=run_info)

    check = actions.add_parser("verify", help="re-drive from the controls and compare all of it")
    check.add_argument("files", type=Path, nargs="+", metavar="FILE")
    check.add_argument("--jobs", type=int, default=1, metavar="N", help="processes (default 1)")
    check.add_argument("--json", type=Path, metavar="FILE", help="write the verdicts as JSON")
    check.set_defaults(run=run_verify)

    export = actions.add_parser("export", help="write a recording as a table")
    export.add_argument("file", type=Path)
    export.add_argument("--csv", type=Path, required=True, metavar="OUT")
    export.add_argument("--rate", type=float, metavar="HZ", help="rows a second for each car")
    export.set_defaults(run=run_export)


def spell_out(words: Sequence[str]) -> list[str]:
    """The command line with the action that `replay FILE` leaves out."""
    spelled = list(words)
    place = spelled.index("replay") + 1
    if place < len(spelled):
        word = spelled[place]
        if word not in ACTIONS and not word.startswith("-") and _is_path(word):
            spelled.insert(place, WATCH)
    return spelled


def _is_path(word: str) -> bool:
    """Whether a word is meant as a file and not as a misspelt action."""
    path = Path(word)
    return path.exists() or bool(path.suffix) or len(path.parts) > 1


def run_watch(arguments: argparse.Namespace) -> int:
    """Open the window on a recording; one that cannot be read is said before it opens."""
    read_replay(arguments.file)
    os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
    from game.screens.app import open_theatre

    return open_theatre(arguments.make_rivals, arguments.file)


def run_info(arguments: argparse.Namespace) -> int:
    """Print what a recording holds."""
    replay = read_replay(arguments.file)
    facts = describe(replay)
    for name, fact in facts.items():
        if name != "entrants":
            print(f"{name.replace('_', ' '):18} {_shown(fact)}")
    for row, entrant in enumerate(facts["entrants"]):
        print(f"{row:4} {entrant['name']:24} {entrant['car']:14} {entrant['driver']}")
    if arguments.json:
        write_json(arguments.json, facts)
    return 0


def run_verify(arguments: argparse.Namespace) -> int:
    """Verify recordings; 0 only if all of all of them was compared and is as recorded."""
    if arguments.jobs < 1:
        raise UsageError(f"--jobs {arguments.jobs}: must be at least 1")
    verdicts, unreadable = [], []
    for path in arguments.files:
        try:
            verdict = verify(path, arguments.jobs)
        except UndercutError as error:
            unreadable.append(str(error))
            continue
        verdicts.append(verdict)
        print(verdict.sentence())
    if arguments.json:
        write_json(
            arguments.json,
            {"replays": [verdict.to_json() for verdict in verdicts], "unreadable": unreadable},
        )
    if unreadable:
        raise UndercutError("\n".join(unreadable))
    return 0 if all(verdict.verified for verdict in verdicts) else 1


def run_export(arguments: argparse.Namespace) -> int:
    """Write a recording as CSV."""
    done = export_csv(read_replay(arguments.file), arguments.csv, arguments.rate)
    source = "re-driven exactly" if done.exact else f"from recorded poses: {done.reason}"
    print(f"{arguments.csv}: {done.rows} rows, {source}")
    return 0


def describe(replay: Replay) -> dict[str, Any]:
    """The facts of a recording, for people and programs."""
    header, events = replay.header, list(replay.events())
    found = highlights(events)
    return {
        "file": str(replay.path),
        "track": header.track.name,
        "kind": header.settings.get("kind"),
        "created": header.created,
        "game_version": header.game_version,
        "sim_version": header.sim_version,
        "seed": header.seed,
        "cars": replay.cars,
        "ticks": replay.ticks,
        "length_s": replay.ticks / TICK_RATE,
        "complete": replay.complete,
        "damage": replay.damage,
        "cannot_be_redriven": header.unverifiable or next(iter(replay.voids), None),
        "state_hash": replay.ending.state_hash if replay.ending else None,
        "laps": len(found.laps),
        "overtakes": len(found.overtakes),
        "incidents": len(found.incidents),
        "contacts": sum(event.kind is EventKind.CONTACT for event in events),
        "libraries": header.libraries,
        "entrants": [
            {
                "name": entrant.name,
                "team": entrant.team,
                "car": entrant.car.id,
                "driver": entrant.driver.kind,
                "tier": entrant.driver.tier,
            }
            for entrant in header.entrants
        ],
    }


def _shown(fact: Any) -> str:
    """A fact as people read it."""
    if isinstance(fact, bool):
        return "yes" if fact else "no"
    if isinstance(fact, dict):
        return ", ".join(f"{name} {value}" for name, value in fact.items())
    if isinstance(fact, float):
        return f"{fact:.3f}"
    return "-" if fact is None else str(fact)
