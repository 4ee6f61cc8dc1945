"""Keys are down or up; what they stand for moves at a hand's or a foot's pace."""

from __future__ import annotations


class Ramp:
    """A value -1 .. 1 that follows a key."""

    def __init__(self) -> None:
        self.value = 0.0

    def follow(self, target: float, away_s: float, back_s: float, seconds: float) -> float:
        """Move towards `target` for a tick.

        Args:
            target: Where the keys point to.
            away_s: From rest to full [s].
            back_s: From full to rest, also on the way to the other side [s].
            seconds: Length of the tick [s].
        """
        across = self.value * target < 0.0
        aim = 0.0 if across else target
        back = abs(aim) < abs(self.value)
        step = seconds / (back_s if back else away_s)
        self.value += min(max(aim - self.value, -step), step)
        return self.value
