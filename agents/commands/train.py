"""`train`: teach a policy to race."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from game.core.errors import UsageError
from game.core.paths import data_dir
from game.track.reader import load_track
from game.vehicle.reader import load_car

if TYPE_CHECKING:
    from agents.policy import Policy
    from agents.training.train import Trainer


def register(subparsers: Any) -> None:
    """Add the command."""
    parser = subparsers.add_parser("train", help="teach a policy to race")
    parser.add_argument(
        "--config",
        metavar="FILE",
        help="a shipped name or a path (default: desk, with --from tune)",
    )
    parser.add_argument("--resume", type=Path, metavar="DIR", help="go on with the run of a folder")
    parser.add_argument(
        "-o", "--output", type=Path, metavar="DIR", help="folder of a new run; must hold none"
    )
    parser.add_argument(
        "--from",
        type=Path,
        dest="origin",
        metavar="POLICY|DIR",
        help="begin with a policy file, or with what the run of a folder has learned",
    )
    parser.add_argument(
        "--track", metavar="T,..", help="drive on these only: shipped names or YAML files"
    )
    parser.add_argument("--car", metavar="C,..", help="in these only: shipped names or YAML files")
    parser.add_argument(
        "--curve",
        type=Path,
        nargs="+",
        metavar="FILE",
        help="draw instead how runs went: a PNG file, then the folders of the runs in turn",
    )
    parser.add_argument(
        "--restrain",
        type=float,
        metavar="SHARE",
        help="write instead to --output the policy file of --from that goes this share of its way",
    )
    parser.add_argument(
        "--technique",
        type=Path,
        metavar="FILE",
        help="search instead for a technique, going on from the file if it is there",
    )
    parser.add_argument(
        "--minutes", type=float, default=25.0, help="that --technique takes (default: 25)"
    )
    parser.set_defaults(run=train)


def train(args: argparse.Namespace) -> int:
    """Train until the run's updates are made; an interrupted run goes on with --resume."""
    if args.curve:
        return _draw_curve(args.curve[0], args.curve[1:])
    if args.technique:
        return _search(args.technique, args.minutes)
    if args.restrain is not None:
        return _restrain(args.origin, args.restrain, args.output)
    if args.resume and (args.config or args.output or args.origin or args.track or args.car):
        raise UsageError("--resume goes on with a run as it is: leave the other options out")
    trainer = _resume(args.resume) if args.resume else _begin(args)
    trainer.run()
    return 0


def _draw_curve(path: Path, runs: list[Path]) -> int:
    from agents.training.curve import draw_curve, read_curve

    if not runs:
        raise UsageError("--curve: the folder of a run must follow the name of the picture")
    draw_curve(read_curve(runs), path)
    _say(f"drawn in {path}")
    return 0


def _search(path: Path, minutes: float) -> int:
    from agents.training.technique import train_technique

    train_technique(path, minutes, 1, _say)
    _say(f"written to {path}")
    return 0


def _restrain(origin: Path | None, share: float, output: Path | None) -> int:
    from agents.policy import restrained, write_policy

    policy = _policy(origin)
    if policy is None or output is None:
        raise UsageError("--restrain: needs --from POLICY and --output FILE")
    write_policy(output, restrained(policy, share, output.stem))
    _say(f"written to {output}")
    return 0


def _begin(args: argparse.Namespace) -> Trainer:
    from agents.training.adopt import adopt_policy, network_of
    from agents.training.config import load_config
    from agents.training.experience.making import make_environment, make_validation
    from agents.training.train import Trainer

    name = args.config or ("tune" if args.origin else "desk")
    config = load_config(name)
    named = {
        "fixed_tracks": _known(args.track, load_track),
        "fixed_cars": _known(args.car, load_car),
    }
    experience = config.experience.model_copy(update={k: v for k, v in named.items() if v})
    config = config.model_copy(update={"experience": experience})
    policy = _policy(args.origin)
    if policy:
        config = config.model_copy(update={"network": network_of(policy, config.network)})
    folder = args.output or _new_folder(Path(name).stem)
    _say(f"training in {folder}")
    origin = None if policy else args.origin
    validate = make_validation(config)
    trainer = Trainer.begin(config, make_environment, folder, _say, validate, origin)
    if policy:
        adopt_policy(trainer.learner, policy)
    return trainer


def _known(words: str | None, load: Callable[[str], object]) -> tuple[str, ...]:
    """Names of tracks or cars that are there and sound."""
    names = tuple(word.strip() for word in words.split(",")) if words else ()
    for name in names:
        load(name)
    return names


def _policy(origin: Path | None) -> Policy | None:
    """The policy of a file; none where the origin is the folder of a run."""
    from agents.driver import INTERFACE
    from agents.policy import read_policy

    if origin is None or origin.is_dir():
        return None
    return read_policy(origin, INTERFACE)


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
