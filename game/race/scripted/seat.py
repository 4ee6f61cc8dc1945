"""All that one driver has before him while he decides."""

from __future__ import annotations

from typing import Any, NamedTuple


class Seat(NamedTuple):
    """Rows and tables of one decision; numba builds it for nothing."""

    row: int
    """Of his car in `state`, `specs`."""
    car: Any
    """CAR_STATE row of his car."""
    spec: Any
    """CAR_SPEC row of his car."""
    brief: Any
    """BRIEF row."""
    memory: Any
    """MEMORY row."""
    who: Any
    """PARAMETERS row."""
    plan: Any
    """From `plan_speeds`, shape (n, LANES)."""
    limits: Any
    """LIMITS row."""
    lanes: Any
    """LANE_STATION rows, (n,)."""
    course: Any
    """COURSE row."""
    seen: Any
    """VIEW row: what he sees of the others."""
    state: Any
    """CAR_STATE rows of all cars."""
    specs: Any
    """CAR_SPEC rows of all cars."""
    time: float
    """Since the last decision [s]."""
