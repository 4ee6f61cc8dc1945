"""Which ground will be seen soon, and how much of it to paint now so that it is there in time.

Painting comes in bursts: a camera that drives along needs a whole row of tiles at once, one that
changes its height a whole picture. Spread over the time until they are seen, bursts cost no frame
more than it has.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from math import ceil
from typing import Final

from game.render.camera import Frame
from game.render.tiling import Key, density, keys_in_view, tiles_in_view

AHEAD_S: Final = (0.4, 1.3)
"""What will be in the picture in so long is painted in advance, the soonest first [s]."""
_WIDER: Final = 0.9
"""And so is what is a little outside it, in case the camera moves away from the ground."""
_FRAMES: Final = (16, 56, 110)
"""In how many frames what is ahead is to be painted: some before it is seen, at 60 a second."""
_SHARP_FRAMES: Final = 90
"""And what is shown with other texels than it should."""
_LEAST: Final = 2
"""Effort that is made for anything at all."""


Ahead = tuple[list[Key], list[Key], list[Key]]
"""What will be seen very soon, soon, and after the camera's next cut."""


def coming(
    level: int,
    frame: Frame,
    velocity: tuple[float, float],
    cut: Frame | None,
    seen: Sequence[Key],
    done: set[Key],
) -> Ahead:
    """What the camera will see and is not painted yet.

    Args:
        level: Of the tiles.
        frame: Where the camera is.
        velocity: Of the camera [m/s].
        cut: Where it will be at once some time; none where nobody knows.
        seen: What it sees already.
        done: What is painted.
    """
    known = set(seen)
    found: Ahead = ([], [], [])
    wider = frame.scale * _WIDER
    frames = [
        Frame(
            frame.x + ahead * velocity[0],
            frame.y + ahead * velocity[1],
            frame.up,
            wider,
            frame.size,
        )
        for ahead in AHEAD_S
    ]
    for keys, then in zip(found, [*frames, cut], strict=True):
        if then is None:
            continue
        for key in keys_in_view(level, tiles_in_view(then, density(level)), then):
            if key not in known:
                known.add(key)
                if key not in done:
                    keys.append(key)
    return found


def pace(
    most: int,
    missing: Collection[Key],
    ahead: Ahead,
    work: Callable[[Collection[Key]], int],
) -> int:
    """The effort for one frame: so much that everything is there when it is wanted.

    Args:
        most: That may be made.
        missing: What is in the picture and shown with other texels than it should.
        ahead: What will be in it.
        work: Says how much effort tiles need.
    """
    needed, due = work(missing) / _SHARP_FRAMES, 0
    for keys, frames in zip(ahead, _FRAMES, strict=True):
        due += work(keys)
        needed = max(needed, due / frames)
    return min(most, max(_LEAST, ceil(needed)))
