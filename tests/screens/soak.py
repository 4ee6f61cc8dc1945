"""Random input for as long as one likes: every screen, races, edited files, windows of any size.

`python -m tests.screens.soak --minutes 30` ends with 0 when nothing was raised and memory stayed
flat. Memory is looked at every minute on the first screen, the window being small: what is held
there is held for ever, whatever was open before. How much of it is handed out and how much are
half-used pages is told beside it: see `tests.screens.held`.
"""

from __future__ import annotations

import argparse
import gc
import math
import os
import sys
import threading
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
os.environ.setdefault("SDL_AUDIODRIVER", "dummy")

import numpy as np
import pygame

from agents.rivals import find_rivals
from game.core.heap import tidy_heap
from game.records.options import VideoOptions
from game.records.settings import Settings
from game.screens.app import open_app
from tests.screens.held import held_mb, resident_mb
from tests.screens.monkey import Monkey
from tests.screens.player import Player

SMALL: Final = (640, 360)
SETTLED_AFTER: Final = 0.5
"""Part of the time after which memory counts as what it will be."""
MOST_SLOPE: Final = 0.3
"""Most that memory may grow from then on [MB/min]."""
FEWEST: Final = 12
"""A slope needs as many looks, as what is held differs by some MB from one to the next."""
MOST_GROWTH_MB: Final = 80.0
"""What may be grown where there are fewer."""


def say(words: str) -> None:
    """Write a line at once."""
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


def open_files() -> int:
    """How many files this process holds open."""
    return len(list(Path("/proc/self/fd").iterdir()))


class Watch:
    """Looks at what the game holds.

    Attributes:
        looks: When [min], how much was held and how much was resident [MB], on the first screen.
    """

    def __init__(self, monkey: Monkey) -> None:
        self.monkey = monkey
        self.looks: list[tuple[float, float, float]] = []

    def look(self, minutes: float) -> None:
        """Go to the first screen, and write down what is held there."""
        player, busy = self.monkey.player, resident_mb()
        self.monkey.resize(SMALL)
        title = self.monkey.go_home()
        player.wait(lambda: title.backdrop is not None and title.backdrop.seen)
        player.wait(lambda: not any(each.name == "work" for each in threading.enumerate()))
        player.frames(1.0)
        tidy_heap()
        self.looks.append((minutes, held_mb(), resident_mb()))
        say(
            f"{minutes:5.1f} min  {busy:4.0f} MB, on the first screen {self.looks[-1][2]:4.0f} MB, "
            f"held {self.looks[-1][1]:5.1f} MB  "
            f"{player.app.frames} frames  {len(self.monkey.seen)} kinds of screen  "
            f"{len(gc.get_objects())} objects  {threading.active_count()} threads  "
            f"{open_files()} files"
        )

    def verdict(self, minutes: float) -> bool:
        """Say how memory went; gives whether it stayed flat."""
        settled = np.array([look for look in self.looks if look[0] >= SETTLED_AFTER * minutes])
        if len(settled) < FEWEST:
            grown = self.looks[-1][2] - self.looks[0][2]
            say(f"grown by {grown:.1f} MB since the first look")
            return grown <= MOST_GROWTH_MB
        held, resident = (float(np.polyfit(settled[:, 0], settled[:, one], 1)[0]) for one in (1, 2))
        say(
            f"grows by {resident:.2f} MB a minute over the last {len(settled)} minutes, "
            f"what is held by {held:.2f}"
        )
        return resident <= MOST_SLOPE


def soak(minutes: float, seed: int, folder: Path) -> int:
    """Play; returns the exit code.

    What is not compiled yet is waited for however long it takes: a machine may be busy or slow.
    """
    Settings.of(folder).put("video", VideoOptions(width=SMALL[0], height=SMALL[1], vsync=False))
    player = Player(open_app(find_rivals, folder))
    player.title()
    player.wait(lambda: player.app.services.prepared, patience=math.inf)
    monkey = Monkey(player, folder, seed)
    watch = Watch(monkey)
    began, due = time.monotonic(), 0.0
    while (passed := (time.monotonic() - began) / 60.0) < minutes:
        if passed >= due:
            due += 1.0
            watch.look(passed)
        monkey.act()
    watch.look(minutes)
    say(f"screens: {dict(monkey.seen.most_common())}")
    flat = watch.verdict(minutes)
    player.app.close()
    pygame.quit()
    return int(not flat)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=30.0)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    with TemporaryDirectory() as data:
        sys.exit(soak(chosen.minutes, chosen.seed, Path(data)))
