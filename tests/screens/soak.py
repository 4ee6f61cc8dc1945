"""Random input for as long as one likes: menus, races, edited files, windows of any size.

`python -m tests.screens.soak --minutes 30` ends with 0 when nothing was raised and memory stayed
flat; it writes what it sees every minute.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
os.environ.setdefault("SDL_AUDIODRIVER", "dummy")

import numpy as np
import pygame

from game.core.paths import CARS, TRACKS
from game.race.scripted_rivals import ScriptedRivals
from game.race.setup import RaceSetup
from game.records.options import VideoOptions
from game.records.settings import Settings
from game.screens.app import open_app
from game.screens.dialogs import Loading
from game.screens.race_screen import RaceScreen
from game.screens.title import TitleScreen
from tests.screens.player import Player

SIZES: Final = ((640, 360), (800, 600), (1280, 720), (1024, 768), (1600, 500))
MENU_KEYS: Final = (
    *(pygame.K_UP, pygame.K_DOWN, pygame.K_LEFT, pygame.K_RIGHT),
    *(pygame.K_RETURN, pygame.K_RETURN, pygame.K_ESCAPE, pygame.K_TAB, pygame.K_PAGEUP),
    *(pygame.K_a, pygame.K_BACKSPACE, pygame.K_SPACE),
)
RACE_KEYS: Final = (
    *(pygame.K_c, pygame.K_h, pygame.K_t, pygame.K_PLUS, pygame.K_MINUS, pygame.K_PERIOD),
    *(pygame.K_COMMA, pygame.K_o, pygame.K_p, pygame.K_l, pygame.K_r, pygame.K_b, pygame.K_e),
    *(pygame.K_q, pygame.K_ESCAPE, pygame.K_RETURN, pygame.K_BACKSPACE),
)
DRIVE_KEYS: Final = (pygame.K_UP, pygame.K_UP, pygame.K_DOWN, pygame.K_LEFT, pygame.K_RIGHT)
SETTLED_AFTER: Final = 0.4
"""Part of the time after which memory counts as what it will be."""
MOST_GROWTH_MB: Final = 80.0


def say(words: str) -> None:
    """Write a line at once."""
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


def resident_mb() -> float:
    """Memory of this process [MB]."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


class Monkey:
    """Somebody who presses anything."""

    def __init__(self, player: Player, folder: Path, seed: int) -> None:
        self.player, self.folder = player, folder
        self.random = np.random.default_rng(seed)
        self.seen: dict[str, int] = {}
        self.track = folder / "tracks" / "mine.yaml"
        self.track.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(TRACKS / "thimble.yaml", self.track)
        self.text = self.track.read_text(encoding="utf-8")
        self.car = folder / "cars" / "mine.yaml"
        self.car.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(CARS / "kart.yaml", self.car)

    def pick(self, things: tuple[Any, ...]) -> Any:
        return things[int(self.random.integers(len(things)))]

    def act(self) -> None:
        """Do one thing."""
        app = self.player.app
        if not app.running or not app.screens:
            app.running = True
            app.messages.shown.clear()
            while app.screens:
                app._drop()
            app.push(TitleScreen(app))
        name = type(app.top).__name__
        self.seen[name] = self.seen.get(name, 0) + 1
        if isinstance(app.top, Loading):
            self.player.frames(0.1)
            time.sleep(0.05)
            return
        chance = float(self.random.random())
        doings: tuple[tuple[float, Callable[[], None]], ...] = (
            (0.008, self.resize),
            (0.016, self.edit),
            (0.02, self.quick_race),
            (0.15, self.click),
        )
        for least, do in doings:
            if chance < least:
                do()
                return
        self.drive() if isinstance(app.top, RaceScreen) else self.press()

    def press(self) -> None:
        self.player.press(self.pick(MENU_KEYS))

    def drive(self) -> None:
        """Hold something for a while, press something else."""
        held = self.pick(DRIVE_KEYS)
        self.player.down(held)
        self.player.frames(float(self.random.uniform(0.05, 1.0)))
        self.player.up(held)
        if self.random.random() < 0.25:
            self.player.press(self.pick(RACE_KEYS))

    def click(self) -> None:
        x, y = self.random.uniform(0, 1280), self.random.uniform(0, 720)
        self.player.click(float(x), float(y))
        turn = pygame.event.Event(pygame.MOUSEWHEEL, x=0, y=int(self.random.integers(-2, 3)))
        self.player.frame(turn)

    def resize(self) -> None:
        window = self.player.app.window
        window.surface = pygame.display.set_mode(self.pick(SIZES), pygame.RESIZABLE)

    def edit(self) -> None:
        """Save the track: as it was, with a word more, or with a mistake."""
        more = self.pick(("", "\n# a word\n", "\ndescription: another\n", "\nbananas: 3\n"))
        self.track.write_text(self.text + more, encoding="utf-8")

    def quick_race(self) -> None:
        """Have the next quick race on the track that is edited."""
        setup = RaceSetup(track=str(self.track), car=str(self.car), rivals=5, laps=1)
        self.player.app.services.put("quick_race", setup)


def soak(minutes: float, seed: int, folder: Path) -> int:
    """Play; returns the exit code."""
    Settings.of(folder).put("video", VideoOptions(width=640, height=360, vsync=False))
    player = Player(open_app(ScriptedRivals, folder))
    player.title()
    player.wait(lambda: player.app.services.prepared)
    monkey = Monkey(player, folder, seed)
    began = time.monotonic()
    measured: list[tuple[float, float]] = []
    due = 0.0
    while (passed := time.monotonic() - began) < 60.0 * minutes:
        monkey.act()
        if passed >= due:
            due += 60.0
            measured.append((passed / 60.0, resident_mb()))
            say(
                f"{passed / 60:5.1f} min  {measured[-1][1]:6.0f} MB  "
                f"{player.app.frames} frames  {len(monkey.seen)} kinds of screen"
            )
    settled = [mb for at, mb in measured if at >= SETTLED_AFTER * minutes] or [resident_mb()]
    growth = resident_mb() - settled[0]
    say(f"screens: {monkey.seen}")
    say(f"grown by {growth:.0f} MB after {SETTLED_AFTER * minutes:.0f} min")
    player.app.close()
    return int(growth > MOST_GROWTH_MB)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=30.0)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    with TemporaryDirectory() as data:
        sys.exit(soak(chosen.minutes, chosen.seed, Path(data)))
