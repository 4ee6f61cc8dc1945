"""A screen: what fills the window, or lies over what does, until it is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from game.input.navigation import Navigation
from game.screens.paint import Paint

if TYPE_CHECKING:
    from game.input.devices import DeviceEvent
    from game.screens.app import App


class Screen:
    """One level of the stack of screens; only the uppermost is updated and hears anything."""

    opaque = True
    """Whether nothing below can be seen."""
    large = False
    """Whether it holds so much memory that it is worth giving back at once when it has gone."""
    messages_top = 16.0
    """Where messages are shown, from the upper edge, in units of the page."""
    title = ""

    def __init__(self, app: App) -> None:
        self.app = app

    def enter(self) -> None:
        """It is now the uppermost, for the first time or again."""

    def leave(self) -> None:
        """Another screen is put over it, or it goes."""

    def close(self) -> None:
        """It is gone for good."""

    def free(self) -> None:
        """Memory is needed elsewhere: let go of what can be made again."""

    @property
    def typing(self) -> bool:
        """Whether keys are letters now, and steer nothing."""
        return False

    def handle(self, event: pygame.event.Event) -> None:
        """An event of the window, as it came."""

    def device(self, event: DeviceEvent) -> None:
        """A device was plugged in or out."""

    def left_alone(self) -> None:
        """The player has gone to another window."""

    def navigate(self, navigation: Navigation) -> None:
        """A step through a menu, from whatever device."""

    def update(self, seconds: float) -> None:
        """Time has passed."""

    def draw(self, paint: Paint) -> None:
        """Show it."""
