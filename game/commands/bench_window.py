"""What one waits for until the window shows something, and what it then holds."""

from __future__ import annotations

import os
import subprocess
import sys
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any, Final

from game.core.errors import UndercutError
from game.core.paths import ROOT

_FIRST_FRAME: Final = """
import sys
from pathlib import Path
import main
from game.screens.app import open_app
from game.screens.title import TitleScreen
app = open_app(main.make_rivals, Path(sys.argv[1]))
app.push(TitleScreen(app))
app.frame([], 0.01)
print(next(l.split()[1] for l in open("/proc/self/status") if l.startswith("VmRSS")), flush=True)
app.close()
"""
REPETITIONS: Final = 3


def measure_first_frame() -> dict[str, Any]:
    """From starting the program to its first frame, the fastest of several, without a screen.

    Raises:
        UndercutError: The window did not open.
    """
    found = [_first_frame() for _ in range(REPETITIONS)]
    return {
        "first_frame_s": round(min(seconds for seconds, _ in found), 3),
        "rss_mb": max(kilobytes for _, kilobytes in found) // 1024,
    }


def _first_frame() -> tuple[float, int]:
    """Time until the first frame [s] and the memory held then [KiB]."""
    drivers = {"SDL_VIDEODRIVER": "dummy", "SDL_AUDIODRIVER": "dummy"}
    environment = {**os.environ, **drivers, "PYGAME_HIDE_SUPPORT_PROMPT": "1"}
    with TemporaryDirectory() as folder:
        began = perf_counter()
        with subprocess.Popen(
            [sys.executable, "-c", _FIRST_FRAME, folder],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        ) as process:
            line = process.stdout.readline() if process.stdout else ""
            seconds = perf_counter() - began
            _, complaint = process.communicate()
    if not line.strip().isdigit():
        last = complaint.strip().splitlines()[-1:] or ["it said nothing"]
        raise UndercutError(f"bench: the window did not open: {last[0]}")
    return seconds, int(line)
