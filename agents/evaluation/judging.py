"""The suites in their order, each kept as soon as it is done, and the report of them all."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter
from typing import Any, Final

from agents.evaluation.case import Case
from agents.evaluation.chapter import Chapter
from agents.evaluation.report import write_report
from agents.evaluation.suites import cost, etiquette, generality, speed, tactics, tiers
from game.core.errors import UndercutError
from game.core.files import write_json
from game.core.paths import ROOT
from game.sim.car_limits import physics_hash

Suite = Callable[[Case], Chapter]

SUITES: Final[dict[str, Suite]] = {
    "speed": speed.judge_dry,
    "wet": speed.judge_wet,
    "generality": generality.judge,
    "tiers": tiers.judge,
    "tactics": tactics.judge,
    "etiquette": etiquette.judge,
    "cost": cost.judge,
}
"""Name -> what judges, in the order in which they are run."""

CODE: Final = ("agents", "game/race")
"""Beside the physics, whose code decides what is measured."""


def judge(case: Case, names: Sequence[str]) -> list[Chapter]:
    """Run the named suites, or take over what is known of them; the report is kept up to date."""
    chapters = []
    for name in names:
        chapters.append(_chapter(case, name))
        write_report(case, chapters)
    return chapters


def _chapter(case: Case, name: str) -> Chapter:
    path = case.folder / "suites" / f"{name}.json"
    key = key_of(case, name)
    known = _read(path, key)
    if known is not None:
        case.say(f"{name}: known from before")
        return known
    case.say(f"{name}: begins")
    began = perf_counter()
    chapter = SUITES[name](case)
    chapter.seconds = round(perf_counter() - began, 1)
    write_json(path, {"key": key, **chapter.to_json()})
    case.say(f"{name}: done in {chapter.seconds:.0f} s")
    return chapter


def key_of(case: Case, name: str) -> str:
    """Of all that a suite's findings depend on."""
    digest = hashlib.blake2b(digest_size=16)
    asked = (name, case.tier, case.quick, case.seed, case.replays)
    things = [track.content_hash for track in case.tracks]
    things += [car.content_hash for car in case.cars]
    for part in (case.rivals.name, repr(asked), *things, physics_hash(), _code_hash()):
        digest.update(part.encode())
    return digest.hexdigest()


def _code_hash() -> str:
    digest = hashlib.blake2b(digest_size=16)
    for room in CODE:
        for path in sorted((ROOT / room).rglob("*.py")):
            if "training" not in path.parts and "commands" not in path.parts:
                digest.update(path.read_bytes())
    return digest.hexdigest()


def _read(path: Path, key: str) -> Chapter | None:
    """What was found under the same conditions; nothing where it is missing or damaged."""
    try:
        facts: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return Chapter.from_json(facts) if facts["key"] == key else None
    except (OSError, ValueError, KeyError, TypeError, UndercutError):
        return None
