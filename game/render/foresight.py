"""Which ground will be seen soon, and how much of it to paint now so that it is there in time.

Painting comes in bursts: a camera that drives along needs a whole row of tiles at once, one that
changes its height a whole picture. Spread over the time until they are seen, bursts cost no frame
more than it has.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from math import ceil, cos, pi, sin
from typing import Final

from game.render.camera import Frame
from game.render.tiling import NO_LEVEL, Key, density, keys_in_view, tiles_in_view

AHEAD_S: Final = (0.4, 0.85, 1.3)
"""What will be in the picture in so long is painted in advance, the soonest first [s].

In several steps, so that the rate at which something is painted goes by the time that is left.
"""
_WIDER: Final = 0.9
"""And so is what is a little outside it, in case the camera moves away from the ground."""
_FRAMES: Final = (16, 43, 70, 110)
"""In how many frames what is ahead is to be painted: some before it is seen, at 60 a second."""
_FRAME_RATE: Final = 60.0
_STEADY: Final = 0.1
"""Share of a frame's turning in what is believed of the next ones."""
_CUT: Final = 0.2
"""No camera turns by more from one frame to the next [rad]."""
_SHARP_FRAMES: Final = 90
"""And what is shown with other texels than it should."""
_EVERY: Final = 4
"""Frames from one look ahead to the next."""
_LEAST: Final = 2
"""Effort that is made for anything at all."""


Ahead = list[list[Key]]
"""What will be seen after each of `AHEAD_S`, and after the camera's next cut."""


class Turning:
    """How fast a camera turns."""

    def __init__(self) -> None:
        self._up: float | None = None
        self._rate = 0.0

    def follow(self, up: float) -> float:
        """Take the direction that is up in the next frame [rad]; gives the rate [rad/s].

        Steady, as a hand on a keyboard is not; and none after a cut.
        """
        before, self._up = self._up, up
        turned = 0.0 if before is None else (up - before + pi) % (2 * pi) - pi
        rate = 0.0 if abs(turned) > _CUT else _FRAME_RATE * turned
        self._rate += _STEADY * (rate - self._rate)
        return self._rate


class Foresight:
    """What a camera will see, looked for every few frames: it hardly changes in between."""

    def __init__(self) -> None:
        self._turning = Turning()
        self._turn = 0.0
        self._frames = 0
        self._level = NO_LEVEL
        self._ahead: Ahead = []

    def follow(self, frame: Frame) -> None:
        """Take the next frame."""
        self._turn = self._turning.follow(frame.up)
        self._frames += 1

    def look(
        self,
        level: int,
        frame: Frame,
        velocity: tuple[float, float],
        cut: Frame | None,
        seen: Sequence[Key],
        done: set[Key],
    ) -> Ahead:
        """As `coming`, for the frame that was followed last."""
        if self._frames % _EVERY == 0 or level != self._level:
            self._level = level
            self._ahead = coming(level, frame, velocity, self._turn, cut, seen, done)
        else:
            self._ahead = [[key for key in keys if key not in done] for keys in self._ahead]
        return self._ahead


def coming(
    level: int,
    frame: Frame,
    velocity: tuple[float, float],
    turn: float,
    cut: Frame | None,
    seen: Sequence[Key],
    done: set[Key],
) -> Ahead:
    """What the camera will see and is not painted yet.

    Args:
        level: Of the tiles.
        frame: Where the camera is.
        velocity: Of the camera [m/s].
        turn: How fast it turns, and its way with it [rad/s].
        cut: Where it will be at once some time; none where nobody knows.
        seen: What it sees already.
        done: What is painted.
    """
    known = set(seen)
    found: Ahead = [[] for _ in range(len(AHEAD_S) + 1)]
    frames = [_then(frame, velocity, turn, ahead) for ahead in AHEAD_S]
    for keys, then in zip(found, [*frames, cut], strict=True):
        if then is None:
            continue
        for key in keys_in_view(level, tiles_in_view(then, density(level)), then):
            if key not in known:
                known.add(key)
                if key not in done:
                    keys.append(key)
    return found


def _then(frame: Frame, velocity: tuple[float, float], turn: float, ahead: float) -> Frame:
    """What a camera sees some time [s] later, and a little more, that goes on as it does."""
    half = turn * ahead / 2
    cosine, sine = ahead * cos(half), ahead * sin(half)
    return Frame(
        frame.x + cosine * velocity[0] - sine * velocity[1],
        frame.y + sine * velocity[0] + cosine * velocity[1],
        frame.up + 2 * half,
        frame.scale * _WIDER,
        frame.size,
    )


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
