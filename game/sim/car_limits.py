"""The limits of a car, measured once and kept on the disk."""

from __future__ import annotations

import hashlib
import io
from functools import cache
from pathlib import Path
from typing import Any, Final

import numpy as np
import platformdirs
from numpy.typing import NDArray

from game.core.errors import UndercutError
from game.core.files import write_atomically
from game.core.npz import read_npz
from game.core.paths import ROOT
from game.sim.limit_runs import measure_limits
from game.sim.limits import LIMITS
from game.sim.pad import open_pad
from game.vehicle.reader import Car

PHYSICS: Final = ("core", "vehicle", "sim")
"""Rooms whose code decides what is measured."""


def car_limits(car: Car, wetness: float = 0.0, folder: Path | None = None) -> NDArray[Any]:
    """What a car can do, one row of `LIMITS`.

    Args:
        car: The car, with a full tank and new tyres.
        wetness: Of the road, 0 dry .. 1 wet.
        folder: Where measurements are kept; the platform's cache when not given.
    """
    path = (folder or cache_folder()) / f"{limits_key(car, wetness)}.npz"
    known = read_limits(path)
    if known is not None:
        return known
    limits = measure_limits(lambda count: open_pad([car] * count, wetness))
    keep_limits(path, limits)
    return limits


def cache_folder() -> Path:
    """Where measurements are kept; anything in it may be deleted."""
    return platformdirs.user_cache_path("undercut", appauthor=False) / "limits"


def limits_key(car: Car, wetness: float) -> str:
    """Of everything that a measurement depends on."""
    digest = hashlib.blake2b(digest_size=16)
    for part in (physics_hash(), car.content_hash, repr(float(wetness)), repr(LIMITS)):
        digest.update(part.encode())
    return digest.hexdigest()


@cache
def physics_hash() -> str:
    """Of the source of the physics."""
    digest = hashlib.blake2b(digest_size=16)
    for room in PHYSICS:
        for path in sorted((ROOT / "game" / room).rglob("*.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()


def read_limits(path: Path) -> NDArray[Any] | None:
    """A measurement from the disk; none when it is missing or damaged."""
    try:
        limits = read_npz(path)["limits"]
    except (OSError, ValueError, KeyError):
        return None
    whole = limits.dtype == LIMITS and limits.shape == (1,)
    if not whole or not all(np.isfinite(limits[name]).all() for name in LIMITS.fields or ()):
        return None
    known: NDArray[Any] = limits.view(LIMITS)
    return known


def keep_limits(path: Path, limits: NDArray[Any]) -> None:
    """Write a measurement to the disk; a full or read-only disk only costs time the next time."""
    buffer = io.BytesIO()
    np.savez(buffer, limits=limits)
    try:
        write_atomically(path, buffer.getvalue())
    except UndercutError:
        return
