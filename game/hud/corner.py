"""Which corner comes next, and how far it is."""

from __future__ import annotations

from collections.abc import Sequence

from game.hud.facts import Bend, CornerInfo

PASSED = 6.0
"""A corner is left behind this far after its apex [m]."""


def next_corner(bends: Sequence[Bend], distance: float, length: float) -> CornerInfo | None:
    """The next corner of a lap, none on a track without any.

    Args:
        bends: In driving order.
        distance: Of the car along the road [m].
        length: Of the road [m].
    """
    if not bends:
        return None
    nearest = min(bends, key=lambda bend: (bend.apex + PASSED - distance) % length)
    to_apex = (nearest.apex + PASSED - distance) % length - PASSED
    brake_before_apex = (nearest.apex - nearest.brake) % length
    along = (distance - nearest.path_from + length / 2) % length - length / 2
    return CornerInfo(nearest, to_apex - brake_before_apex, to_apex, along)
