"""Compiling the picture in a process of its own, while physics is compiled in this one.

The two are most of what a machine compiles before its first race, and neither needs the other.
What the process has compiled is on the disk then, from where this one loads it in a moment.
"""

from __future__ import annotations

import atexit
import os
import subprocess
import sys
from typing import Final

from game.core.paths import ROOT

_PICTURE: Final = """
import os
if hasattr(os, "nice"):
    os.nice(5)
from game.render.renderer import warm_up
warm_up()
"""
_QUIET: Final = {"SDL_VIDEODRIVER": "dummy", "SDL_AUDIODRIVER": "dummy"}


def free_cores() -> int:
    """On how many cores this process may run."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Beside:
    """A process that compiles the picture; none where it is compiled or there is one core only."""

    def __init__(self) -> None:
        from game.render.rehearsal import is_rehearsed

        self._process: subprocess.Popen[bytes] | None = None
        if free_cores() < 2 or is_rehearsed():
            return
        self._process = subprocess.Popen(
            [sys.executable, "-c", _PICTURE],
            cwd=ROOT,
            env={**os.environ, **_QUIET},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        atexit.register(self._stop)

    @property
    def works(self) -> bool:
        """Whether there is such a process that has not ended yet."""
        return self._process is not None and self._process.poll() is None

    def wait(self) -> None:
        """Wait until it has ended; whatever it left is compiled here then."""
        if self._process is not None:
            self._process.wait()
            atexit.unregister(self._stop)

    def _stop(self) -> None:
        """Do not outlive the game."""
        if self.works and self._process is not None:
            self._process.kill()
            self._process.wait()
