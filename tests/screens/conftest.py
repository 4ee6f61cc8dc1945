from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
os.environ.setdefault("SDL_AUDIODRIVER", "dummy")
os.environ.setdefault("SDL_JOYSTICK_ALLOW_BACKGROUND_EVENTS", "1")

import pygame

from game.hud.fonts import forget_fonts
from game.hud.text import forget_texts
from game.input.backends import Backends
from game.input.devices import Devices
from game.input.settings import Backend
from game.race.scripted_rivals import ScriptedRivals
from game.records.options import VideoOptions
from game.records.settings import Settings
from game.screens.app import App, open_app
from tests.screens.player import Player

Opened = Callable[..., Player]


@pytest.fixture
def open_game(tmp_path: Path) -> Iterator[Opened]:
    """Opens the window with devices that are given, on an empty data folder."""
    apps: list[App] = []

    def opened(
        backends: Callable[[], Backends] = lambda: Backends(Backend.SDL),
        size: tuple[int, int] = (640, 360),
    ) -> Player:
        settings = Settings.of(tmp_path)
        settings.put("video", VideoOptions(width=size[0], height=size[1], vsync=False))
        app = open_app(ScriptedRivals, tmp_path, lambda settings: Devices(settings, backends()))
        apps.append(app)
        pygame.event.clear()
        return Player(app)

    yield opened
    for app in apps:
        app.close()
    pygame.display.quit()
    pygame.joystick.quit()
    forget_texts()
    forget_fonts()


@pytest.fixture
def game(open_game: Opened) -> Player:
    """The window with the keyboard alone."""
    return open_game()
