"""Copies of tiles whose rows are folded into squares of 4 x 4 texels, for turned pictures.

A row of a turned picture runs across the rows of a tile. Where these are stored one after the other
nearly every pixel waits for another piece of memory (a cache line holds 16 texels); folded into
squares each piece serves about four pixels, which makes such a picture a third cheaper.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from game.core.compiled import compiled
from game.render.sampler import ROWS, SQUARE_ROW, SQUARED, STRIDE, TILE
from game.render.tiling import Key

SIDE: Final = 4
"""Texels along a side of a square; `SIDE` * `SIDE` of them are a cache line."""


@compiled
def fold(tile: NDArray[Any], folded: NDArray[Any], first: int, last: int) -> None:
    """Copy some rows of a tile; `game.render.sampler.in_squares` says where texels come to lie.

    Args:
        tile: As it is painted, shape (ROWS * STRIDE,).
        folded: Its copy, shape (SQUARED,).
        first: The first row that has changed.
        last: The row after the last.
    """
    for row in range(first - first % SIDE, min(last, TILE)):
        at = row * STRIDE
        to = (row // SIDE) * SQUARE_ROW + (row % SIDE) * SIDE
        for _ in range(TILE // SIDE):
            for texel in range(SIDE):
                folded[np.uint64(to + texel)] = tile[np.uint64(at + texel)]
            at += SIDE
            to += SIDE * SIDE


class Squares:
    """The copies of those tiles that turned pictures have shown last."""

    def __init__(self) -> None:
        self.pool = np.zeros((0, SQUARED), np.uint32)
        self._slots: dict[Key, int] = {}
        self._keys: list[Key] = []
        self._used: list[int] = []

    def reserve(self, count: int) -> None:
        """Have room for so many tiles, touched at once: later it would cost many frames much."""
        if len(self.pool) < count:
            pool = np.full((count, SQUARED), 0, np.uint32)
            pool[: len(self.pool)] = self.pool
            self.pool = pool

    def choose(self, keys: Sequence[Key], most: int) -> list[Key]:
        """Those of some tiles of which there are copies, and the first `most` of the others."""
        chosen = []
        for key in keys:
            if key not in self._slots:
                most -= 1
            if key in self._slots or most >= 0:
                chosen.append(key)
        return chosen

    def show(self, key: Key, tile: NDArray[Any], changed: tuple[int, int], frame: int) -> int:
        """The slot of a tile's copy, which is brought up to date.

        Args:
            key: Of the tile.
            tile: As it is painted, shape (ROWS * STRIDE,).
            changed: The first row that has changed since the last time, and the row after the last.
            frame: Number of the picture.

        Returns:
            -1 where there is no room, because this picture shows too many already.
        """
        slot = self._slots.get(key, -1)
        if slot < 0:
            slot, changed = self._new_slot(key, frame), (0, ROWS)
        if slot < 0:
            return slot
        if changed[0] < changed[1]:
            fold(tile, self.pool[slot], *changed)
        self._used[slot] = frame
        return slot

    def _new_slot(self, key: Key, frame: int) -> int:
        """A free slot, or that of the tile that was shown longest ago; -1: all are in use."""
        if len(self._keys) < len(self.pool):
            slot = len(self._keys)
            self._keys.append(key)
            self._used.append(frame)
        else:
            slot = min(range(len(self._used)), key=self._used.__getitem__)
            if self._used[slot] == frame:
                return -1
            del self._slots[self._keys[slot]]
            self._keys[slot] = key
        self._slots[key] = slot
        return slot

    def forget(self) -> None:
        """Copy every tile anew."""
        self._slots.clear()
        self._keys.clear()
        self._used.clear()
