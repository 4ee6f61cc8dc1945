"""Binding one action: press or move whatever shall do it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pygame

from game.input.actions import ACTIONS, Action
from game.input.capture import Capture
from game.input.navigation import Navigation
from game.input.profile import Binding
from game.input.settings import InputSettings
from game.screens import style
from game.screens.paint import PAGE_WIDTH, Paint
from game.screens.screen import Screen

if TYPE_CHECKING:
    from game.screens.app import App


class BindScreen(Screen):
    """Waits for a control; Escape leaves everything as it was, Delete takes the binding away."""

    opaque = False

    def __init__(self, app: App, action: Action, key: str, done: Callable[[], None]) -> None:
        super().__init__(app)
        self.action, self.key, self.done = action, key, done
        self.capture = Capture(action, app.devices.connected)

    @property
    def typing(self) -> bool:
        """Steps through menus are what is being bound."""
        return True

    def handle(self, event: pygame.event.Event) -> None:
        """Leave, or take away."""
        if event.type == pygame.KEYDOWN and event.key == pygame.K_ESCAPE:
            self.app.pop()
        elif event.type == pygame.KEYDOWN and event.key == pygame.K_DELETE:
            self._bind([])

    def _bind(self, bindings: list[Binding]) -> None:
        devices = self.app.devices
        profile = devices.profile(self.key).bound(self.action, bindings)
        settings = self.app.services.options("input", InputSettings).with_profile(self.key, profile)
        self.app.services.put("input", settings)
        self.app.services.apply("input", self.app)
        self.app.pop()
        self.done()

    def update(self, seconds: float) -> None:
        """Listen."""
        found = self.capture.feed(
            [event for event in self.app.devices.raw_events() if event.device == self.key]
        )
        if found is not None:
            self._bind([found[1]])

    def navigate(self, navigation: Navigation) -> None:
        """Nothing: whatever is pressed is bound."""

    def draw(self, paint: Paint) -> None:
        """What is waited for."""
        self.app.fade(paint)
        middle = PAGE_WIDTH / 2
        paint.box((middle - 300, 280, 600, 150), style.PANEL, style.EDGE, 8)
        title = ACTIONS[self.action].title
        paint.text(title, (middle, 326), style.TITLE, align="centre", bold=True)
        words = "Press, pull or turn what shall do this."
        paint.text(words, (middle, 370), style.BODY, style.DIM, "centre")
        words = "Esc: leave it as it is     Delete: bind nothing"
        paint.text(words, (middle, 402), style.SMALL, style.FAINT, "centre")
