"""What is kept of a stored tile of ground, and what is painted onto it later."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from game.render.ground_bake import Patch
from game.render.sampler import ROWS
from game.render.scene import Scene
from game.render.tiling import Key


class Marks(Protocol):
    """What cars leave on the ground while the session runs."""

    count: int
    """How many marks there have been so far."""

    def near(self, left: float, bottom: float, right: float, top: float) -> NDArray[Any]:
        """The marks that can touch a part of the world [m], as MARK rows, the oldest first."""

    def paint(self, tile: NDArray[Any], patch: Patch, since: int) -> tuple[int, int]:
        """Paint all marks after the first `since` onto some rows of a tile.

        Returns:
            The first row that may have changed and the row after the last.
        """


@dataclass
class Slot:
    """A stored tile."""

    key: Key
    slices: int = 0
    """How many of them are painted."""
    marks: int = 0
    """How many marks of the session it shows."""
    used: int = 0
    """The last frame that wanted it."""
    changed: tuple[int, int] = (0, ROWS)
    """The first row that was painted since it was last copied, and the row after the last."""
    scene: Scene | None = None
    """What stands on it, while it is being painted."""
    pieces: NDArray[np.int64] | None = None
    """The pieces of road that can touch it, while it is being painted."""
    old: NDArray[Any] | None = None
    """The marks on it from before it was painted, as MARK rows, while it is being painted."""
