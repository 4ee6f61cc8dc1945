"""`train`: teach a policy to race."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from game.core.errors import UsageError
from game.core.paths import data_dir

if TYPE_CHECKING:
    from agents.training.train import Trainer


def register(subparsers: Any) -> None:
    """Add the command."""
    parser = subparsers.add_parser("train", help="teach a policy to race")
    parser.add_argument("--config", metavar="FILE", help="a shipped name or a path (default: desk)")
    parser.add_argument("--resume", type=Path, metavar="DIR", help="go on with the run of a folder")
    parser.add_argument(
        "-o", "--output", type=Path, metavar="DIR", help="folder of a new run; must hold none"
    )
    parser.add_argument(
        "--from",
        type=Path,
        dest="origin",
        metavar="DIR",
        help="begin with what the run of a folder has learned",
    )
    parser.set_defaults(run=train)


def train(args: argparse.Namespace) -> int:
    """Train until the run's updates are made; an interrupted run goes on with --resume."""
    if args.resume and (args.config or args.output or args.origin):
        raise UsageError("--resume goes on with a run as it is: leave the other options out")
    trainer = _resume(args.resume) if args.resume else _begin(args)
    trainer.run()
    return 0


def _begin(args: argparse.Namespace) -> Trainer:
    from agents.training.config import load_config
    from agents.training.experience.making import make_environment, make_validation
    from agents.training.train import Trainer

    name = args.config or "desk"
    config = load_config(name)
    folder = args.output or _new_folder(Path(name).stem)
    _say(f"training in {folder}")
    validate = make_validation(config)
    return Trainer.begin(config, make_environment, folder, _say, validate, args.origin)


def _resume(folder: Path) -> Trainer:
    from agents.training.config import load_config
    from agents.training.experience.making import make_environment, make_validation
    from agents.training.train import CONFIG_NAME, Trainer

    if not (folder / CONFIG_NAME).is_file():
        raise UsageError(f"{folder} holds no run: it has no {CONFIG_NAME}")
    validate = make_validation(load_config(folder / CONFIG_NAME))
    return Trainer.resume(folder, make_environment, _say, validate)


def _new_folder(name: str) -> Path:
    runs = data_dir() / "training"
    number = 1
    while (runs / f"{name}-{number}").exists():
        number += 1
    return runs / f"{name}-{number}"


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
