"""The real window: a process of its own on a screen of its own, with a keyboard's real events."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from game.core.paths import ROOT
from game.race.setup import RaceSetup
from game.records.options import VideoOptions
from game.records.settings import Settings
from game.replay.verify import verify

DISPLAY = ":14"
PATIENCE_S = 240.0

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        shutil.which("Xvfb") is None or shutil.which("xdotool") is None,
        reason="needs Xvfb and xdotool",
    ),
]


@pytest.fixture
def screen() -> Iterator[str]:
    """A screen that nobody sees."""
    server = subprocess.Popen(
        ["Xvfb", DISPLAY, "-screen", "0", "1280x720x24", "-nolisten", "tcp"],
        stderr=subprocess.DEVNULL,
    )
    time.sleep(1.0)
    yield DISPLAY
    server.terminate()
    server.wait()


class Keyboard:
    """Real key events, to whatever window there is."""

    def __init__(self, display: str) -> None:
        self.environment = {**os.environ, "DISPLAY": display}

    def call(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["xdotool", *words], env=self.environment, text=True, capture_output=True, check=False
        )

    def sees(self, process: int) -> bool:
        """Whether a process has a window."""
        return bool(self.call("search", "--pid", str(process)).stdout.split())

    def press(self, key: str, pause: float = 0.7) -> None:
        self.call("key", key)
        time.sleep(pause)


def wait(until: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE_S
    while not until():
        assert time.monotonic() < end
        time.sleep(0.2)


def test_the_game_is_started_raced_and_left_with_a_real_keyboard(
    screen: str, tmp_path: Path
) -> None:
    settings = Settings.of(tmp_path)
    settings.put("video", VideoOptions(width=640, height=360, vsync=False, fps_limit=60))
    settings.put("quick_race", RaceSetup(track="thimble", car="kart", rivals=1, laps=1))
    environment = {
        **os.environ,
        "DISPLAY": screen,
        "SDL_VIDEODRIVER": "x11",
        "SDL_AUDIODRIVER": "dummy",
    }
    game = subprocess.Popen(
        [sys.executable, "main.py", "--data-dir", str(tmp_path)],
        cwd=ROOT,
        env=environment,
        stderr=subprocess.PIPE,
        text=True,
    )
    keyboard = Keyboard(screen)
    try:
        wait(lambda: keyboard.sees(game.pid))
        time.sleep(1.0)
        keyboard.press("Return")
        keyboard.press("Return")
        replays = tmp_path / "replays"
        wait(lambda: any(replays.glob("*.undercut")))
        keyboard.call("keydown", "Up")
        time.sleep(22.0)
        keyboard.call("keyup", "Up")
        keyboard.press("Escape")
        for _ in range(6):
            keyboard.press("Down", 0.2)
        keyboard.press("Return")
        keyboard.press("Return", 2.0)
        (replay,) = replays.glob("*.undercut")
        verdict = verify(replay)
        assert verdict.verified, verdict.sentence()
        assert game.poll() is None
    finally:
        game.terminate()
        _, errors = game.communicate(timeout=20)
    assert "Traceback" not in errors
