"""Work that takes longer than a frame, in a thread of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from game.screens import style
from game.screens.paint import PAGE_WIDTH, Paint

T = TypeVar("T")
Say = Callable[[str], None]
"""Told what is being done."""


class Work(Generic[T]):
    """Something being made.

    Attributes:
        what: What is being done now, for people.
    """

    def __init__(self, make: Callable[[Say], T]) -> None:
        """Begin at once."""
        self.what = ""
        self._made: list[T] = []
        self._error: BaseException | None = None
        self._make = make
        self._thread = threading.Thread(target=self._run, name="work", daemon=True)
        self._thread.start()

    def _run(self) -> None:
        try:
            self._made.append(self._make(self._say))
        except BaseException as error:
            self._error = error

    def _say(self, what: str) -> None:
        self.what = what

    @property
    def done(self) -> bool:
        """Whether it has ended, well or badly."""
        return not self._thread.is_alive()

    def wait(self) -> None:
        """Wait until it has ended, well or badly."""
        self._thread.join()

    def result(self) -> T:
        """What was made; waits for it, and raises here what was raised there."""
        self._thread.join()
        if self._error is not None:
            raise self._error
        return self._made[0]


def draw_progress(
    paint: Paint, title: str, what: str, seconds: float, share: float | None = None
) -> None:
    """A whole screen that says what is waited for.

    Args:
        paint: Draws it.
        title: What for.
        what: Is done now.
        seconds: For how long it has been waited for: a mark moves with it.
        share: How much is done, 0 .. 1, where that is known.
    """
    paint.surface.fill(style.NIGHT)
    middle = PAGE_WIDTH / 2
    paint.text(title, (middle, 326), style.TITLE, align="centre", bold=True)
    paint.text(what, (middle, 374), style.BODY, style.DIM, "centre")
    width, part = 360.0, (seconds * 0.7) % 1.0
    left = middle - width / 2
    paint.box((left, 408, width, 3), style.RAISED, radius=1.5)
    start, end = max(width * (part * 1.3 - 0.3), 0.0), min(width * part * 1.3, width)
    if share is not None:
        start, end = 0.0, width * min(max(share, 0.0), 1.0)
    paint.box((left + start, 408, max(end - start, 1.0), 3), style.ACCENT, radius=1.5)
