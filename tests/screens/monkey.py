"""Somebody who presses anything, anywhere."""

from __future__ import annotations

import shutil
import time
from collections import Counter
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any, Final

import numpy as np
import pygame

from game.core.paths import CARS, TRACKS
from game.race.setup import RaceSetup
from game.screens.dialogs import Loading
from game.screens.race_screen import RaceScreen
from game.screens.theatre import TheatreScreen
from game.screens.title import ENTRIES, TitleScreen
from tests.screens.player import Player

SIZES: Final = ((640, 360), (800, 600), (1280, 720), (1024, 768), (1600, 500))
MENU_KEYS: Final = (
    *(pygame.K_UP, pygame.K_DOWN, pygame.K_LEFT, pygame.K_RIGHT),
    *(pygame.K_RETURN, pygame.K_RETURN, pygame.K_RETURN, pygame.K_ESCAPE),
    *(pygame.K_TAB, pygame.K_PAGEUP, pygame.K_PAGEDOWN),
    *(pygame.K_a, pygame.K_BACKSPACE, pygame.K_SPACE),
)
RACE_KEYS: Final = (
    *(pygame.K_c, pygame.K_h, pygame.K_t, pygame.K_PLUS, pygame.K_MINUS, pygame.K_PERIOD),
    *(pygame.K_COMMA, pygame.K_o, pygame.K_p, pygame.K_l, pygame.K_r, pygame.K_b, pygame.K_e),
    *(pygame.K_q, pygame.K_ESCAPE, pygame.K_RETURN, pygame.K_BACKSPACE),
)
THEATRE_KEYS: Final = (
    *(pygame.K_j, pygame.K_k, pygame.K_l, pygame.K_b, pygame.K_n, pygame.K_m, pygame.K_c),
    *(pygame.K_COMMA, pygame.K_PERIOD, pygame.K_h, pygame.K_PLUS, pygame.K_LEFT, pygame.K_RIGHT),
    *(pygame.K_DOWN, pygame.K_RETURN, pygame.K_ESCAPE),
)
DRIVE_KEYS: Final = (pygame.K_UP, pygame.K_UP, pygame.K_DOWN, pygame.K_LEFT, pygame.K_RIGHT)


class Monkey:
    """Presses, clicks, resizes, edits files, and goes elsewhere now and then.

    Attributes:
        seen: How often something was done on each kind of screen.
    """

    def __init__(self, player: Player, folder: Path, seed: int) -> None:
        self.player, self.folder = player, folder
        self.random = np.random.default_rng(seed)
        self.seen: Counter[str] = Counter()
        self.track = folder / "tracks" / "mine.yaml"
        self.track.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(TRACKS / "thimble.yaml", self.track)
        self.text = self.track.read_text(encoding="utf-8")
        self.car = folder / "cars" / "mine.yaml"
        self.car.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(CARS / "kart.yaml", self.car)

    def pick(self, things: Any) -> Any:
        return things[int(self.random.integers(len(things)))]

    def go_home(self) -> TitleScreen:
        """To the first screen, which is opened again where the game was left."""
        app = self.player.app
        app.running = True
        if not app.screens:
            app.messages.shown.clear()
            app.push(TitleScreen(app))
        app.home()
        title = app.top
        assert isinstance(title, TitleScreen)
        return title

    def act(self) -> None:
        """Do one thing."""
        app = self.player.app
        if not app.running or not app.screens:
            self.go_home()
        name = type(app.top).__name__
        self.seen[name] += 1
        if isinstance(app.top, Loading) or (isinstance(app.top, RaceScreen) and not app.top.runner):
            self.player.frames(0.1)
            time.sleep(0.05)
            return
        chance = float(self.random.random())
        doings: tuple[tuple[float, Callable[[], None]], ...] = (
            (0.008, self.resize),
            (0.016, self.edit),
            (0.020, self.quick_race),
            (0.028, self.go_elsewhere),
            (0.034, self.watch),
            (0.15, self.click),
        )
        for least, do in doings:
            if chance < least:
                do()
                return
        self.drive() if isinstance(app.top, RaceScreen) else self.press()

    def press(self) -> None:
        theatre = isinstance(self.player.app.top, TheatreScreen)
        self.player.press(self.pick(THEATRE_KEYS if theatre else MENU_KEYS))

    def drive(self) -> None:
        """Hold something for a while, press something else, or have it driven to its end."""
        race = self.player.app.top
        held = self.pick(DRIVE_KEYS)
        self.player.down(held)
        self.player.frames(float(self.random.uniform(0.05, 1.0)))
        self.player.up(held)
        chance = self.random.random()
        if chance < 0.25:
            self.player.press(self.pick(RACE_KEYS))
        elif chance < 0.27 and isinstance(race, RaceScreen) and self.short(race):
            race.to_results()

    def short(self, race: RaceScreen) -> bool:
        """Whether nobody has to wait long for its end."""
        setup = race.plan.setup
        return (setup.laps or 99) <= 3 and len(race.plan.entrants) <= 10

    def click(self) -> None:
        x, y = self.random.uniform(0, 1280), self.random.uniform(0, 720)
        self.player.click(float(x), float(y))
        turn = pygame.event.Event(pygame.MOUSEWHEEL, x=0, y=int(self.random.integers(-2, 3)))
        self.player.frame(turn)

    def resize(self, size: tuple[int, int] | None = None) -> None:
        window = self.player.app.window
        window.surface = pygame.display.set_mode(size or self.pick(SIZES), pygame.RESIZABLE)

    def edit(self) -> None:
        """Save the track: as it was, with a word more, or with a mistake."""
        more = self.pick(("", "\n# a word\n", "\ndescription: another\n", "\nbananas: 3\n"))
        self.track.write_text(self.text + more, encoding="utf-8")

    def quick_race(self) -> None:
        """Have the next quick race on the track that is edited."""
        setup = RaceSetup(track=str(self.track), car=str(self.car), rivals=5, laps=1)
        self.player.app.services.put("quick_race", setup)

    def go_elsewhere(self) -> None:
        """Open one of the first screen's entries."""
        title = self.go_home()
        module, name = self.pick(ENTRIES)[1].rsplit(".", 1)
        kind = getattr(import_module(f"game.screens.{module}"), name)
        title.app.push(kind(title.app))

    def watch(self) -> None:
        """Watch something that has been driven."""
        app = self.player.app
        entries = app.records.library.entries()
        if entries:
            self.go_home()
            app.push(TheatreScreen(app, self.pick(entries).path))
