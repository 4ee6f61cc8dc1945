"""What was derived from track files, kept on disk by their content; never trusted, only checked.

An entry is a digest and a NumPy archive of plain arrays and one JSON text: nothing in it can
execute anything. One that is damaged, old or from other code counts as absent.
"""

from __future__ import annotations

import hashlib
import io
import json
from dataclasses import asdict, replace
from functools import cache
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from game.core.errors import UndercutError
from game.core.files import write_atomically
from game.core.npz import read_npz
from game.core.paths import data_dir
from game.track.track import STATION, Crossing, GridSlot, PitLane, SceneryItem, Track, Wall

MAX_ENTRIES: Final = 64
DIGEST: Final = 16
"""Bytes in front of an entry."""

_DAMAGED: Final = (OSError, ValueError, KeyError, TypeError)


def entry(text: str) -> Path:
    """Where the track of a file's text is kept; differs by the code that derives it."""
    digest = hashlib.blake2b(_code(), digest_size=16)
    digest.update(text.encode())
    return data_dir() / "cache" / "tracks" / f"{digest.hexdigest()}.track"


@cache
def _code() -> bytes:
    """Digest of the modules that tracks are derived by."""
    digest = hashlib.blake2b(digest_size=16)
    for module in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(module.read_bytes())
    return digest.digest()


def load(path: Path, name: str, text: str) -> Track | None:
    """The track kept at a path, or nothing."""
    try:
        content = path.read_bytes()
        if _digest(content[DIGEST:]) != content[:DIGEST]:
            return None
        arrays = read_npz(io.BytesIO(content[DIGEST:]))
        return replace(_unpacked(arrays), name=name, source=text)
    except _DAMAGED:
        return None


def _digest(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=DIGEST).digest()


def save(path: Path, track: Track) -> None:
    """Keep a track; without a word if the folder cannot be written to."""
    stream = io.BytesIO()
    arrays: Any = _packed(track)
    np.savez(stream, **arrays)
    try:
        content = stream.getvalue()
        write_atomically(path, _digest(content) + content)
        _forget_oldest(path.parent)
    except (UndercutError, OSError):
        return


def _forget_oldest(folder: Path) -> None:
    entries = sorted(folder.glob("*.track"), key=lambda path: path.stat().st_mtime)
    for path in entries[:-MAX_ENTRIES]:
        path.unlink(missing_ok=True)


def _packed(track: Track) -> dict[str, NDArray[Any]]:
    facts = {
        "title": track.title,
        "length": track.length,
        "spacing": track.spacing,
        "sectors": track.sectors,
        "walls": [
            [wall.kind, len(wall.points), wall.closed, wall.crossing, wall.level]
            for wall in track.walls
        ],
        "crossings": [[crossing.over, crossing.under] for crossing in track.crossings],
        "grid": [asdict(slot) for slot in track.grid],
        "pit_lane": asdict(track.pit_lane) if track.pit_lane else None,
        "scenery": [list(asdict(item).values()) for item in track.scenery],
        "content_hash": track.content_hash,
        "metadata": track.metadata,
    }
    return {
        "stations": track.stations,
        "wall_points": np.concatenate([wall.points for wall in track.walls]),
        "facts": np.frombuffer(json.dumps(facts).encode(), np.uint8),
    }


def _unpacked(arrays: dict[str, NDArray[Any]]) -> Track:
    facts = json.loads(arrays["facts"].tobytes())
    if arrays["stations"].dtype != STATION:
        raise ValueError("stations of another shape")
    walls, first = [], 0
    for kind, count, *where in facts["walls"]:
        walls.append(Wall(kind, arrays["wall_points"][first : first + count], *where))
        first += count
    return Track(
        name="",
        title=facts["title"],
        length=facts["length"],
        spacing=facts["spacing"],
        stations=arrays["stations"].view(STATION),
        walls=tuple(walls),
        grid=tuple(GridSlot(**slot) for slot in facts["grid"]),
        sectors=tuple(facts["sectors"]),
        pit_lane=_pit_lane(facts["pit_lane"]),
        scenery=tuple(SceneryItem(*values) for values in facts["scenery"]),
        crossings=tuple(Crossing(tuple(over), tuple(under)) for over, under in facts["crossings"]),
        source="",
        content_hash=facts["content_hash"],
        metadata=facts["metadata"],
    )


def _pit_lane(facts: dict[str, Any] | None) -> PitLane | None:
    if facts is None:
        return None
    boxes = tuple(GridSlot(**slot) for slot in facts["boxes"])
    return PitLane(**{**facts, "boxes": boxes})
