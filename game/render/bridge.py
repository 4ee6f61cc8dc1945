"""Bridges: cars on the road below are hidden by the road above."""

from __future__ import annotations

from math import ceil, floor
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from game.core.compiled import compiled
from game.render.camera import Frame
from game.track.track import Crossing, Floats, Track

_RAIL: Final = 0.4
"""How far the deck reaches beyond the walls on it [m]."""


@compiled
def paste_polygons(picture: NDArray[Any], copy: NDArray[Any], polygons: NDArray[Any]) -> None:
    """Put back what a picture showed inside convex polygons.

    Args:
        picture: Pixels, changed.
        copy: What they were.
        polygons: Corners on the screen, shape (n, corners, 2) [px].
    """
    height, width = picture.shape
    for index in range(len(polygons)):
        polygon = polygons[index]
        count = len(polygon)
        low, high = polygon[0, 1], polygon[0, 1]
        for corner in range(count):
            low, high = min(low, polygon[corner, 1]), max(high, polygon[corner, 1])
        for row in range(max(0, ceil(low - 0.5)), min(height, floor(high - 0.5) + 1)):
            y = row + 0.5
            left, right = 1e9, -1e9
            for corner in range(count):
                x_here, y_here = polygon[corner, 0], polygon[corner, 1]
                then = corner + 1 if corner + 1 < count else 0
                x_then, y_then = polygon[then, 0], polygon[then, 1]
                if (y_here <= y) != (y_then <= y):
                    x = x_here + (y - y_here) / (y_then - y_here) * (x_then - x_here)
                    left, right = min(left, x), max(right, x)
            first, last = max(0, floor(left)), min(width, ceil(right))
            for column in range(first, last):
                picture[row, column] = copy[row, column]


class Bridges:
    """All bridges of a track."""

    def __init__(self, track: Track) -> None:
        """Lay out their decks."""
        self._crossings = track.crossings
        self._length = track.length
        decks = [_deck(track, crossing) for crossing in track.crossings]
        self._decks = np.concatenate(decks) if decks else np.zeros((0, 4, 2))

    def below(self, views: NDArray[Any]) -> NDArray[np.bool_]:
        """Which cars (CAR_VIEW rows) are on a road that leads under a bridge."""
        found = np.zeros(len(views), bool)
        for crossing in self._crossings:
            start, end = crossing.under
            here = views["distance"]
            ahead = (here >= start) & (here <= end)
            around = (here >= start) | (here <= end)
            found |= ahead if start <= end else around
        return found

    def seen(self, frame: Frame) -> Floats:
        """Polygons of the decks that a frame sees, shape (n, 4, 2) [px]."""
        if not len(self._decks):
            return self._decks
        places = frame.to_screen(self._decks)
        low, high = places.min(axis=1), places.max(axis=1)
        inside = ((high > 0) & (low < np.array(frame.size))).all(axis=1)
        seen: Floats = np.ascontiguousarray(places[inside])
        return seen


def _deck(track: Track, crossing: Crossing) -> Floats:
    """Pieces of the road above, from wall to wall, shape (n, 4, 2) [m]."""
    start, end = crossing.over
    span = (end - start) % track.length
    count = max(2, round(span / track.spacing) + 1)
    s = (start + np.linspace(0.0, span, count)) % track.length
    index = np.round(s / track.spacing).astype(int) % len(track.stations)
    edges = track.stations["band_edge"][index]
    right = track.position(s, edges[:, 0] - _RAIL)
    left = track.position(s, edges[:, -1] + _RAIL)
    pieces: Floats = np.stack([right[:-1], right[1:], left[1:], left[:-1]], axis=1)
    return pieces
