"""Somebody who plays: presses keys, waits, looks where the game is."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import pygame

from game.race.setup import RaceSetup
from game.screens.app import App
from game.screens.race_screen import RaceScreen
from game.screens.screen import Screen
from game.screens.setup_screen import QuickRaceScreen
from game.screens.title import TitleScreen

FRAME = 1.0 / 60.0
PATIENCE_S = 240.0
"""A first compilation takes minutes."""

S = TypeVar("S", bound=Screen)


class Player:
    """Plays frame by frame, as fast as the machine goes."""

    def __init__(self, app: App) -> None:
        self.app = app

    def frame(self, *events: Any, seconds: float = FRAME) -> None:
        self.app.frame([*pygame.event.get(), *events], seconds)

    def frames(self, seconds: float) -> None:
        for _ in range(round(seconds / FRAME)):
            self.frame()

    def down(self, key: int) -> None:
        self.frame(pygame.event.Event(pygame.KEYDOWN, key=key, unicode="", mod=0))

    def up(self, key: int) -> None:
        self.frame(pygame.event.Event(pygame.KEYUP, key=key, unicode="", mod=0))

    def press(self, *keys: int) -> None:
        for key in keys:
            self.down(key)
            self.up(key)

    def type(self, words: str) -> None:
        for letter in words:
            self.frame(pygame.event.Event(pygame.KEYDOWN, key=0, unicode=letter, mod=0))

    def click(self, x: float, y: float) -> None:
        """Press the mouse at a place in units of the page."""
        place = self.app.paint.pixel((x, y))
        self.frame(pygame.event.Event(pygame.MOUSEMOTION, pos=place, rel=(0, 0), buttons=()))
        self.frame(pygame.event.Event(pygame.MOUSEBUTTONDOWN, pos=place, button=1))
        self.frame(pygame.event.Event(pygame.MOUSEBUTTONUP, pos=place, button=1))

    def wait(self, until: Callable[[], bool], patience: float = PATIENCE_S) -> None:
        """Frames until something is so; what is made in threads takes its own time [s]."""
        end = time.monotonic() + patience
        while not until():
            assert time.monotonic() < end, f"still at {type(self.app.top).__name__}"
            self.frame()
            time.sleep(0.004)

    def see(self, kind: type[S]) -> S:
        """The screen that is used now, which is of this kind."""
        assert isinstance(self.app.top, kind), type(self.app.top).__name__
        return self.app.top

    def come_to(self, kind: type[S]) -> S:
        """Wait for a screen."""
        self.wait(lambda: isinstance(self.app.top, kind))
        return self.see(kind)

    def title(self) -> TitleScreen:
        """Open the first screen."""
        self.app.push(TitleScreen(self.app))
        self.frame()
        return self.see(TitleScreen)

    def to_the_grid(self, setup: RaceSetup, press: Callable[[], None]) -> RaceScreen:
        """From the first screen to the grid of a quick race in two presses."""
        self.app.services.put("quick_race", setup)
        if not self.app.screens:
            self.title()
        press()
        self.see(QuickRaceScreen)
        press()
        race = self.come_to(RaceScreen)
        self.wait(lambda: race.runner is not None)
        return race


def names(screens: Sequence[Screen]) -> list[str]:
    return [type(screen).__name__ for screen in screens]
