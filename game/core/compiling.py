"""Watching numba compile: how much it has compiled, and what it would have to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import get_ident
from typing import Any, Final

from numba.core import event

_COMPILING: Final = "numba:compile"
"""The event around each function that is compiled, but not around one loaded from the disk."""


class MustCompile(BaseException):
    """Something is not on the disk, and would be compiled now; no error, nobody else's to catch."""


class _Refusal(event.Listener):
    """Ends what would compile in one thread."""

    def __init__(self) -> None:
        self._thread = get_ident()

    def on_start(self, event: Any) -> None:
        """A function is about to be compiled."""
        if get_ident() == self._thread:
            raise MustCompile

    def on_end(self, event: Any) -> None:
        """It has been, in another thread."""


class _Counter(event.Listener):
    """Counts what has been compiled."""

    def __init__(self, told: Callable[[int], None]) -> None:
        self._count, self._told = 0, told

    def on_start(self, event: Any) -> None:
        """A function is about to be compiled."""

    def on_end(self, event: Any) -> None:
        """It has been."""
        self._count += 1
        self._told(self._count)


def is_on_disk(make: Callable[[], None]) -> bool:
    """Do something with what was compiled before; gives whether that was enough for all of it.

    What is missing, was compiled from another source, or for other types, ends it; nothing is
    compiled in this thread.
    """
    try:
        with event.install_listener(_COMPILING, _Refusal()):
            make()
    except MustCompile:
        return False
    return True


@contextmanager
def counting(told: Callable[[int], None]) -> Iterator[None]:
    """Tell how many functions have been compiled so far, after each of them."""
    with event.install_listener(_COMPILING, _Counter(told)):
        yield
