"""`evaluate`: judge a policy, and write a report."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from game.core.errors import UsageError
from game.core.files import write_json
from game.core.paths import data_dir, nearest

if TYPE_CHECKING:
    from agents.evaluation.case import Case
    from agents.evaluation.chapter import Chapter

SUITES: Final = ("speed", "wet", "generality", "tiers", "tactics", "etiquette", "cost")
"""In the order in which they are run."""


def register(subparsers: Any) -> None:
    """Add the command."""
    parser = subparsers.add_parser("evaluate", help="judge a policy and write a report")
    parser.add_argument("--policy", type=Path, metavar="FILE", help="default: the one that ships")
    parser.add_argument(
        "--suite", metavar="NAME,..", help=f"of {', '.join(SUITES)} (default: all of them)"
    )
    parser.add_argument(
        "--tracks",
        nargs="+",
        default=[],
        metavar="T",
        help="shipped (all of them), a name, YAML, a surveyed circuit as CSV, random:N",
    )
    parser.add_argument("--cars", metavar="C,..", help="shipped names or files (default: shipped)")
    parser.add_argument(
        "--tier", default="alien", help="of who is judged; 'free': without any limits"
    )
    parser.add_argument("--quick", action="store_true", help="a rough answer in a few minutes")
    parser.add_argument("--replays", action="store_true", help="keep the races, to be watched")
    parser.add_argument("--seed", type=int, default=1, help="of all that is drawn")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the facts as JSON")
    parser.add_argument(
        "--card", type=Path, metavar="FILE", help="write the policy with this on its card"
    )
    parser.add_argument("-o", "--output", type=Path, metavar="DIR", help="folder of the report")
    parser.set_defaults(run=evaluate)


def evaluate(args: argparse.Namespace) -> int:
    """Judge a policy; suites that are known from before are taken over."""
    names = _suites(args.suite)
    case = _case(args)
    from agents.evaluation.card import write_measured
    from agents.evaluation.judging import judge
    from agents.evaluation.report import facts
    from game.commands.preparing import prepare

    prepare()
    chapters = judge(case, names)
    if args.json:
        write_json(args.json, facts(case, chapters))
    if args.card:
        write_measured(args.card, case, chapters)
    _print_summary(case, chapters)
    return 0


def _suites(words: str | None) -> list[str]:
    chosen = [word.strip() for word in words.split(",")] if words else list(SUITES)
    for name in chosen:
        if name not in SUITES:
            raise UsageError(f"--suite {name}: there is no such suite{nearest(name, SUITES)}")
    return [name for name in SUITES if name in chosen]


def _case(args: argparse.Namespace) -> Case:
    from agents.evaluation.case import Case, require_tier

    require_tier(args.tier)
    if not 0 <= args.seed < 2**63:
        raise UsageError(f"--seed {args.seed}: must be 0 or a positive number below 2**63")
    case = Case(
        path=args.policy or _shipped_policy(),
        tier=args.tier,
        track_words=tuple(word for words in args.tracks for word in words.split(",")),
        car_words=tuple(word.strip() for word in (args.cars or "").split(",") if word.strip()),
        quick=args.quick,
        seed=args.seed,
        replays=args.replays,
        folder=args.output or _new_folder(),
        say=_say,
    )
    # Whatever is wrong with these is said before anything is driven.
    for wanted in ("rivals", "tracks", "cars"):
        getattr(case, wanted)
    return case


def _shipped_policy() -> Path:
    from agents.rivals import POLICIES

    found = sorted(POLICIES.glob("*.safetensors"))
    if not found:
        raise UsageError("no policy is shipped with this version: name one with --policy FILE")
    return found[0]


def _new_folder() -> Path:
    moment = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    return data_dir() / "evaluations" / moment


def _print_summary(case: Case, chapters: list[Chapter]) -> None:
    from agents.evaluation.report import bar_words

    for chapter in chapters:
        for bar in chapter.bars:
            measured, asked, met = bar_words(bar)
            row = f"{chapter.name:11} {bar.what:46} {measured:>9}  {asked:17} {met}"
            sys.stdout.write(f"{row}\n")
    sys.stdout.write(f"report in {case.folder / 'report.md'}\n")


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()
