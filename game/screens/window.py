"""The window itself: its size, full screen, frames."""

from __future__ import annotations

import os
import sys
from typing import Final

import pygame

from game.screens.icon import icon

TITLE: Final = "Undercut"
SMALLEST: Final = (640, 360)
PLAIN: Final = "SDL_FRAMEBUFFER_ACCELERATION"
"""Set to 0, SDL hands the picture to the screen as it is. Through OpenGL it costs 100 MB more where
there is no graphics card, and gains nothing where there is one: the picture is made by us."""


class Window:
    """The one window, plain or covering the screen.

    Attributes:
        surface: What is drawn on; another one after every change of size.
        fps_limit: Most frames in a second, 0 for any number.
    """

    def __init__(
        self,
        size: tuple[int, int],
        fullscreen: bool = False,
        vsync: bool = False,
        fps_limit: int = 120,
    ) -> None:
        self._size = (max(size[0], SMALLEST[0]), max(size[1], SMALLEST[1]))
        self._fullscreen = fullscreen
        self._vsync = vsync
        self.fps_limit = fps_limit
        self.surface = self._open()

    @property
    def fullscreen(self) -> bool:
        """Whether it covers the screen."""
        return self._fullscreen

    @property
    def size(self) -> tuple[int, int]:
        """Width and height [px]."""
        return self.surface.get_size()

    @property
    def plain_size(self) -> tuple[int, int]:
        """Width and height where it does not cover the screen [px]."""
        return max(self._size[0], SMALLEST[0]), max(self._size[1], SMALLEST[1])

    def _open(self) -> pygame.Surface:
        if sys.platform == "linux":
            os.environ.setdefault(PLAIN, "0")
        pygame.display.set_caption(TITLE)
        pygame.display.set_icon(icon())
        size = (0, 0) if self._fullscreen else self._size
        flags = pygame.FULLSCREEN if self._fullscreen else pygame.RESIZABLE
        try:
            surface = pygame.display.set_mode(size, flags, vsync=int(self._vsync))
        except pygame.error:
            return pygame.display.set_mode(self._size, pygame.RESIZABLE)
        if not self._fullscreen and surface.get_size() != self._size:
            # A window that covered the screen first only uncovers it, and keeps its size.
            surface = pygame.display.set_mode(self._size, flags, vsync=int(self._vsync))
        return surface

    def configure(
        self, size: tuple[int, int], fullscreen: bool, vsync: bool, fps_limit: int
    ) -> None:
        """Take other settings, at once."""
        self.fps_limit = fps_limit
        wanted = (max(size[0], SMALLEST[0]), max(size[1], SMALLEST[1]))
        if (wanted, fullscreen, vsync) != (self._size, self._fullscreen, self._vsync):
            self._size, self._fullscreen, self._vsync = wanted, fullscreen, vsync
            self.surface = self._open()

    def toggle_fullscreen(self) -> None:
        """Cover the screen, or no longer."""
        self._fullscreen = not self._fullscreen
        self.surface = self._open()

    @property
    def hidden(self) -> bool:
        """Whether nobody can see it, as while it is minimised."""
        return not pygame.display.get_active()

    def resized(self) -> None:
        """Somebody has dragged its corner."""
        surface = pygame.display.get_surface()
        if surface is not None:
            self.surface = surface
            if not self._fullscreen:
                self._size = surface.get_size()

    def flip(self) -> None:
        """Show what was drawn."""
        pygame.display.flip()
