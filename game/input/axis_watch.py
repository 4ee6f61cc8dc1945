"""Following an axis while somebody shows what it does."""

from __future__ import annotations

from dataclasses import dataclass

from game.input.raw import RawEvent
from game.input.shaping import Shape


@dataclass
class AxisWatch:
    """Where an axis was and is, since one began to look."""

    first: float
    low: float
    high: float
    now: float
    still_s: float = 0.0
    """Since it last moved [s]."""

    @property
    def span(self) -> float:
        """How far it went in all."""
        return self.high - self.low

    @property
    def away(self) -> float:
        """How far it is from where it was at first; the sign says to which side."""
        return self.now - self.first

    @property
    def far_end(self) -> float:
        """The end of its way that is further from where it was at first."""
        return self.high if self.high - self.first >= self.first - self.low else self.low

    def returned_from(self, share: float) -> float | None:
        """The end that it went to and has left again by `share` of its way, if there is one."""
        for end in (self.low, self.high):
            went = abs(end - self.first) > 0.0
            if went and abs(self.now - end) >= share * self.span:
                return end
        return None

    def move(self, value: float) -> None:
        """It says something new."""
        self.still_s = 0.0
        self.now = value
        self.low, self.high = min(self.low, value), max(self.high, value)


Place = tuple[str, str]
"""Key of a device and name of its control."""


class AxisWatches:
    """All axes that have moved since one began to look."""

    def __init__(self, rest: dict[Place, float], unknown: float | None = None) -> None:
        """Begin.

        Args:
            rest: What axes said before, where they have said anything.
            unknown: Where the others rest; where they are first seen when not given, because
                pedals that have not moved yet may say anything.
        """
        self._rest = rest
        self._unknown = unknown
        self.moved: dict[Place, AxisWatch] = {}

    def hear(self, event: RawEvent) -> None:
        """An axis says something new."""
        place = event.device, event.control
        if place not in self.moved:
            usual = event.value if self._unknown is None else self._unknown
            first = self._rest.get(place, usual)
            self.moved[place] = AxisWatch(first, first, first, first)
        self.moved[place].move(event.value)

    def wait(self, seconds: float) -> None:
        """Time passes."""
        for watch in self.moved.values():
            watch.still_s += seconds

    def widest(self, least: float, without: list[Place]) -> tuple[Place, AxisWatch] | None:
        """The axis that went furthest, if it went `least` at all."""
        able = [(p, w) for p, w in self.moved.items() if p not in without and w.span >= least]
        return max(able, key=lambda found: found[1].span, default=None)


def pedal_shape(released: float, pressed: float) -> Shape:
    """Calibration of a pedal that says these values, with a little room at both ends."""
    return Shape(
        low=max(min(released, pressed), -1.0),
        high=min(max(released, pressed), 1.0),
        inverted=pressed < released,
        dead_zone=0.03,
        saturation=0.97,
    )
