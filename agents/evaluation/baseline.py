"""What rivals are measured against: the ideal lap, and the scripted driver at its best.

The scripted driver's best clean margin takes ten flying drives to find; it is kept on the disk.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import platformdirs

from agents.evaluation.flying import Pair
from game.core.errors import UndercutError
from game.core.files import write_json
from game.core.paths import ROOT
from game.race.scripted.solo import MARGINS, best_margin
from game.sim.car_limits import physics_hash

SCRIPTED: Final = ("game/race/scripted", "game/race/speed_profile.py", "game/race/ideal_lap.py")
"""Code that decides what the scripted driver does."""


@dataclass(frozen=True)
class Baseline:
    """One car on one track."""

    ideal_s: float
    margin: float
    """The scripted driver's fastest clean one; the most careful where none was clean."""
    lap_s: float | None
    """Its best lap with that margin."""
    clean: bool


def baseline(pair: Pair, wetness: float = 0.0, folder: Path | None = None) -> Baseline:
    """What is known of a pair; driven now where it is not known yet."""
    path = (folder or baseline_folder()) / f"{_key(pair, wetness)}.json"
    known = _read(path)
    if known is not None:
        return known
    run = best_margin(pair.track, pair.car, wetness)
    lap = min(run.laps_s) if run.laps_s else None
    found = Baseline(run.ideal_s, run.margin, lap, run.clean)
    try:
        write_json(path, asdict(found))
    except UndercutError:
        # A full or read-only disk only costs time the next time.
        return found
    return found


def baselines(
    pairs: Sequence[Pair], wetness: float = 0.0, say: Callable[[str], None] = lambda line: None
) -> list[Baseline]:
    """What is known of all pairs."""
    found = []
    for number, pair in enumerate(pairs):
        if number % 12 == 0:
            say(f"the scripted driver's best laps: {number} of {len(pairs)}")
        found.append(baseline(pair, wetness))
    return found


def baseline_folder() -> Path:
    """Where laps are kept; anything in it may be deleted."""
    return platformdirs.user_cache_path("undercut", appauthor=False) / "baselines"


def _key(pair: Pair, wetness: float) -> str:
    digest = hashlib.blake2b(digest_size=16)
    parts = (physics_hash(), _driver_hash(), pair.track.content_hash, pair.car.content_hash)
    for part in (*parts, repr(float(wetness)), repr(MARGINS)):
        digest.update(part.encode())
    return digest.hexdigest()


@cache
def _driver_hash() -> str:
    digest = hashlib.blake2b(digest_size=16)
    for name in SCRIPTED:
        place = ROOT / name
        for path in sorted(place.glob("*.py")) if place.is_dir() else [place]:
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _read(path: Path) -> Baseline | None:
    try:
        facts: Any = json.loads(path.read_text(encoding="utf-8"))
        return Baseline(**facts)
    except (OSError, ValueError, TypeError):
        return None
