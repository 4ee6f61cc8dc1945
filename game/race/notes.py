"""How the compiled watch tells the officials what it saw."""

from __future__ import annotations

from typing import Any

from game.core.compiled import compiled
from game.race.state import Rows


@compiled
def note(notes: Rows, clock: Any, code: int, car: int, other: int, value: float) -> None:
    """Write one note; what no longer fits into a tick is dropped, the oldest are kept."""
    if clock.notes < len(notes):
        row = notes[clock.notes]
        row.code = code
        row.car = car
        row.other = other
        row.value = value
        clock.notes += 1
