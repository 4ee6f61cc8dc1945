"""What is compiled before the first race is all that a race needs."""

from __future__ import annotations

import os
import subprocess
import sys

from game.core.paths import ROOT


def test_no_race_needs_more_than_the_parts() -> None:
    drivers = {"SDL_VIDEODRIVER": "dummy", "SDL_AUDIODRIVER": "dummy"}
    done = subprocess.run(
        [sys.executable, "-m", "tests.screens.compiled_tour"],
        cwd=ROOT,
        env={**os.environ, **drivers, "PYGAME_HIDE_SUPPORT_PROMPT": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == []
