"""What flags and the stewards ask of a driver: to slow down, to make way, to hand a place back."""

from __future__ import annotations

from typing import Any, Final

from game.core.compiled import compiled
from game.race.scripted.memory import NOBODY, Memory

ASIDE: Final = 0.7
"""Lane of a driver who makes way, on the side with more room."""
YELLOW: Final = 0.75
"""Part of his speed with which a driver passes a yellow flag."""
MAKING_WAY: Final = 0.93
"""Part of it while a car that laps him goes by."""
HANDING_BACK: Final = 0.80
"""Part of it while he lets a place back."""
COOLING: Final = 0.60
"""Part of it after the chequered flag."""
FIRST_LAP: Final = 0.96
"""Part of it through the first corners, where everybody is close."""
FIRST_WAY: Final = 900.0
"""How far those reach [m]."""


@compiled
def flag_speed(brief: Any, distance: float) -> float:
    """Part of his speed that the flags leave to a driver, 0..1."""
    share = 1.0
    if brief.lap == 0 and distance < FIRST_WAY:
        share = FIRST_LAP
    if brief.blue != 0:
        share = min(share, MAKING_WAY)
    if brief.yellow != 0:
        share = min(share, YELLOW)
    if brief.give_back != NOBODY:
        share = min(share, HANDING_BACK)
    if brief.finished != 0:
        share = min(share, COOLING)
    return share


@compiled
def flag_lane(memory: Memory, brief: Any, lane_offset: Any, busy: bool) -> bool:
    """Go off the racing line for a car that must be let by; says whether it is so."""
    if brief.blue == 0 and brief.give_back == NOBODY:
        return False
    if not busy:
        left = lane_offset[1] - lane_offset[0]
        right = lane_offset[0] - lane_offset[2]
        memory.aim = ASIDE if left > right else -ASIDE
    return True
