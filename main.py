"""Undercut: the composition root and the command line."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn

# One thread for small matrix products: more only wait for each other beside a simulation.
for variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(variable, "1")

from game.core.errors import UndercutError
from game.core.paths import DATA_DIR_VARIABLE, nearest
from game.version import VERSION

if TYPE_CHECKING:
    from game.race.rivals import RivalProvider

COMMANDS: Final = {
    "race": "run a race, practice, qualifying or time trial",
    "replay": "watch, inspect, verify and export recordings",
    "track": "check, draw, import, make and measure tracks",
    "car": "check and measure cars",
    "bench": "measure the speed of the simulation",
    "train": "train rivals (needs the extra `train`)",
    "evaluate": "judge trained rivals and write a report",
}
"""Command -> what it does; its module is imported only when it is asked for."""

AGENTS_COMMANDS: Final = ("train", "evaluate")
"""Commands that are modules of `agents.commands`; all others are of `game.commands`."""


class Parser(argparse.ArgumentParser):
    """A parser whose errors are one line."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the command line, and leave with exit code 2."""
        self.exit(2, f"{self.prog}: {message} (see {self.prog} --help)\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns 0 done, 1 what was asked about is not so, 2 wrong use or input."""
    common = Parser(prog="main.py", add_help=False, allow_abbrev=False)
    common.add_argument("--data-dir")
    chosen, words = common.parse_known_args(arguments)
    if chosen.data_dir:
        os.environ[DATA_DIR_VARIABLE] = chosen.data_dir
    try:
        parsed = _parse(words)
        return int(parsed.run(parsed))
    except UndercutError as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _parse(words: Sequence[str]) -> argparse.Namespace:
    parser = Parser(
        prog="main.py",
        description="Undercut: top-down sim racing against rivals that learned to drive.",
        epilog="without a command the window opens; commands: "
        + "; ".join(f"{name} - {what}" for name, what in COMMANDS.items()),
    )
    parser.add_argument("--version", action="version", version=f"Undercut {VERSION}")
    parser.add_argument("--data-dir", help="folder of everything the game keeps")
    command = next((word for word in words if not word.startswith("-")), None)
    if command in COMMANDS:
        subparsers = parser.add_subparsers(required=True, metavar="COMMAND", parser_class=Parser)
        room = "agents" if command in AGENTS_COMMANDS else "game"
        module = import_module(f"{room}.commands.{command}")
        module.register(subparsers)
        words = module.spell_out(words) if command == "replay" else words
    elif command is not None:
        parser.error(f"no command {command!r}{nearest(command, COMMANDS)}")
    parser.set_defaults(run=open_window)
    return parser.parse_args(words, argparse.Namespace(make_rivals=make_rivals))


def make_rivals(policy: Path | None = None) -> RivalProvider:
    """The rivals that learned to drive, or scripted ones where they cannot be had."""
    from agents.rivals import find_rivals

    return find_rivals(policy)


def open_window(arguments: argparse.Namespace) -> int:
    """The game itself; what it needs is imported while its first frame is shown."""
    os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
    from game.screens.app import main as run_game

    return run_game(arguments.make_rivals)


if __name__ == "__main__":
    sys.exit(main())
