"""Finds a place for every panel: none covers another or leaves the window, at any scale and size.

At the usual scale all have the places that they name themselves. What was asked to be larger grows
as far as there is room: first the essential panels, all by the same factor. The others are kept at
their usual size at least, in another of their places or with fewer rows where that helps; if there
is no room for all of them, the least important ones go. Then each grows while it covers nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import pygame

from game.hud.options import ESSENTIAL

Pair = tuple[float, float]

ORDER: Final = (
    *ESSENTIAL, "messages", "standings", "relative", "map", "tyres", "inputs", "fuel", "corner",
    "trace",
)  # fmt: skip
"""The most important first."""
STEP: Final = 0.05
"""By so much less a panel grows when there is no room, at a time."""
LEAST: Final = 0.8
"""No panel becomes smaller than this part of its usual size; it is left out instead."""
GAP: Final = 10.0
"""Between a panel and the one below, in units."""
_BETWEEN: Final = 4.0
"""Between any two panels at least, in units."""
_NEVER_TOGETHER: Final = (frozenset({"lights", "flags"}), frozenset({"lights", "warning"}))
"""Alarms are not shown with the lights, and flags leave them room."""


@dataclass(frozen=True)
class Place:
    """Where a panel can be.

    The anchor is 0 left or top, 1 right or bottom, of the screen and of the panel itself.
    """

    anchor: Pair
    offset: Pair = (0.0, 0.0)
    """From there, in units of the essential panels."""
    own: float = 0.0
    """And to the right, in units of the panel itself."""
    below: str = ""
    """Name of a panel under which it is."""


@dataclass(frozen=True)
class Panel:
    """What is known of a panel before anything is shown."""

    name: str
    size: Pair
    """The largest it can become, in units."""
    places: Sequence[Place]
    """The best first."""
    scale: float = 1.0
    """The player's own."""
    rooms: Sequence[float] = ()
    """Heights that it can do with, the best first, in units."""
    together: bool = False
    """Whether it grows with the other essential panels."""


@dataclass(frozen=True)
class Spot:
    """Where a panel is."""

    anchor: Pair
    offset: Pair
    """From there [px]."""
    unit: float
    """Pixels to a unit."""
    room: float
    """The greatest height, in units."""
    area: pygame.Rect
    """What it can cover [px]."""


Spots = dict[str, Spot]


def arrange(panels: Sequence[Panel], screen: tuple[int, int], unit: float, scale: float) -> Spots:
    """Places for as many panels as fit.

    Args:
        panels: All that are wanted.
        screen: Size of the picture [px].
        unit: Pixels to a unit at the usual scale.
        scale: How large they should be.
    """
    order = sorted(panels, key=lambda panel: (not panel.together, ORDER.index(panel.name)))
    first, others = ([one for one in order if one.together is kind] for kind in (True, False))
    usual = min(scale, 1.0)
    spots: Spots = {}
    for grown in _steps(scale, usual):
        ground = _Ground(screen, unit, grown)
        spots = ground.essential(first)
        if len(spots) == len(first):
            break
    for count in range(len(others), 0, -1):
        found = ground.all_of(others[:count], spots, usual)
        if found is not None:
            spots = found
            break
    for panel in others:
        before = spots.pop(panel.name, None)
        if not ground.settle(panel, spots, _steps(ground.scale, LEAST * usual)) and before:
            spots[panel.name] = before
    return spots


@dataclass(frozen=True)
class _Ground:
    """A screen on which essential panels have a scale."""

    screen: tuple[int, int]
    unit: float
    """Pixels to a unit at the usual scale."""
    scale: float

    def essential(self, panels: Sequence[Panel]) -> Spots:
        """Spots for panels of this scale, in other places than the best where that helps."""
        best: Spots = {}
        others: Spots = {}
        if all([self.settle(panel, best, [self.scale]) for panel in panels]):
            return best
        turned = [replace(panel, places=panel.places[::-1]) for panel in panels]
        if all([self.settle(panel, others, [self.scale]) for panel in turned]):
            return others
        return best

    def all_of(self, panels: Sequence[Panel], spots: Spots, least: float) -> Spots | None:
        """Spots for all panels, as large as they can be if all are of the same scale."""
        modest = [replace(panel, rooms=panel.rooms[-1:]) for panel in panels]
        for scale in _steps(self.scale, least):
            for wanted in (panels, modest):
                found = dict(spots)
                if all([self.settle(panel, found, [scale]) for panel in wanted]):
                    return found
        return None

    def settle(self, panel: Panel, spots: Spots, scales: Iterable[float]) -> bool:
        """Add the best spot for a panel; false where there is none."""
        for scale in scales:
            for place in panel.places:
                for room in panel.rooms or (panel.size[1],):
                    spot = self._spot(panel, place, spots, scale * panel.scale, room)
                    if spot is not None and self._is_free(panel.name, spot.area, spots):
                        spots[panel.name] = spot
                        return True
        return False

    def _spot(
        self, panel: Panel, place: Place, spots: Spots, scale: float, room: float
    ) -> Spot | None:
        outer, unit = self.unit * self.scale, self.unit * scale
        x, y = place.offset[0] * outer + place.own * unit, place.offset[1] * outer
        if place.below:
            if place.below not in spots:
                return None
            y = spots[place.below].area.bottom + GAP * outer
        size = max(round(panel.size[0] * unit), 1), max(round(room * unit), 1)
        left = round(place.anchor[0] * (self.screen[0] - size[0]) + x)
        top = round(place.anchor[1] * (self.screen[1] - size[1]) + y)
        return Spot(place.anchor, (x, y), unit, room, pygame.Rect((left, top), size))

    def _is_free(self, name: str, area: pygame.Rect, spots: Spots) -> bool:
        if not pygame.Rect((0, 0), self.screen).contains(area):
            return False
        beside = round(2 * _BETWEEN * self.unit * self.scale)
        wider = area.inflate(beside, beside)
        return not any(
            wider.colliderect(spot.area)
            for other, spot in spots.items()
            if frozenset({name, other}) not in _NEVER_TOGETHER
        )


def _steps(most: float, least: float) -> Iterator[float]:
    """From the largest to the smallest size."""
    count = int(max(most - least, 0.0) / STEP + 1e-6)
    for number in range(count + 1):
        yield most - number * STEP
