"""What a tick looked like, for those who draw, sound or store it; nothing in it changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from numpy.typing import NDArray


@dataclass(frozen=True)
class Snapshot:
    """All cars after one tick. Drawing interpolates between two of these."""

    tick: int
    state: NDArray[Any]
    """CAR_STATE rows, read-only."""
    contacts: NDArray[Any]
    """CONTACT rows of the tick, read-only."""


def take_snapshot(tick: int, state: NDArray[Any], contacts: NDArray[Any]) -> Snapshot:
    """Copy what has to be kept of a tick."""
    kept = state.copy(), contacts.copy()
    for array in kept:
        array.setflags(write=False)
    return Snapshot(tick, *kept)
