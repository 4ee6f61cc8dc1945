from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
os.environ.setdefault("SDL_AUDIODRIVER", "dummy")
os.environ.setdefault("SDL_JOYSTICK_ALLOW_BACKGROUND_EVENTS", "1")

import pygame

from game.input.backends import Backends
from game.input.devices import Devices
from game.input.settings import Backend, InputSettings


@pytest.fixture
def window() -> Iterator[None]:
    """A window that nobody sees; keys and joysticks need one."""
    pygame.display.init()
    pygame.joystick.init()
    pygame.display.set_mode((64, 64))
    pygame.event.clear()
    yield
    pygame.joystick.quit()
    pygame.display.quit()


@pytest.fixture
def devices(window: None) -> Iterator[Devices]:
    """All that is plugged in: at first the keyboard alone."""
    found = Devices(InputSettings(), Backends(Backend.SDL))
    yield found
    found.close()
