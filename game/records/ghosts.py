"""Best laps as files of their own: they outlive the replays that they were driven in."""

from __future__ import annotations

import hashlib
import io
import json
from pathlib import Path
from typing import Any, Final

import numpy as np

from game.core.errors import UndercutError
from game.core.files import write_atomically
from game.core.npz import read_npz
from game.records.conditions import Conditions
from game.replay.ghost import Ghost
from game.replay.player import SHOWN

OWN: Final = "own"
"""Whose: the player's best."""
SUFFIX: Final = ".ghost"


class Ghosts:
    """A folder with one ghost for each driver and conditions."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, conditions: Conditions, who: str = OWN) -> Path:
        """Where a ghost lies; `who` is the player or a rival's tier or name."""
        words = "\n".join((*conditions.key, who)).encode()
        return self.folder / f"{hashlib.blake2b(words, digest_size=12).hexdigest()}{SUFFIX}"

    def save(self, conditions: Conditions, ghost: Ghost, who: str = OWN) -> None:
        """Keep a ghost in the place of the one before.

        Raises:
            UndercutError: It cannot be written.
        """
        facts = {
            "who": who,
            "name": ghost.name,
            "track_hash": ghost.track_hash,
            "lap": ghost.lap,
            "lap_time": ghost.lap_time,
        }
        stream = io.BytesIO()
        columns: dict[str, Any] = {
            f"pose_{name}": ghost.poses[name] for name in ghost.poses.dtype.names or ()
        }
        words = np.frombuffer(json.dumps(facts).encode(), np.uint8)
        np.savez_compressed(stream, facts=words, times=ghost.times, **columns)
        write_atomically(self.path(conditions, who), stream.getvalue())

    def load(self, conditions: Conditions, who: str = OWN) -> Ghost | None:
        """A ghost, or nothing where there is none that can be used."""
        try:
            return _ghost(read_npz(self.path(conditions, who)), conditions)
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def remove(self, conditions: Conditions, who: str = OWN) -> None:
        """Forget a ghost.

        Raises:
            UndercutError: Its file cannot be removed.
        """
        path = self.path(conditions, who)
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise UndercutError(f"{path}: cannot be removed: {error.strerror or error}") from error


def _ghost(arrays: dict[str, Any], conditions: Conditions) -> Ghost | None:
    """The ghost of a file's arrays; nothing where they are of another track or make no sense."""
    facts, times = json.loads(arrays["facts"].tobytes()), arrays["times"]
    if facts["track_hash"] != conditions.track_hash or len(times) < 2:
        return None
    poses = np.zeros(len(times), SHOWN)
    for name in SHOWN.names or ():
        column = arrays.get(f"pose_{name}")
        if column is not None:
            poses[name] = column
    ascending = np.isfinite(times).all() and (np.diff(times) >= 0.0).all()
    if not ascending or "pose_x" not in arrays or "pose_y" not in arrays:
        return None
    return Ghost(
        name=str(facts["name"]),
        track_hash=str(facts["track_hash"]),
        lap=int(facts["lap"]),
        lap_time=float(facts["lap_time"]),
        times=times,
        poses=poses,
    )
