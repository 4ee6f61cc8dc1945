"""Setting devices up step by step: move each axis, press each button."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

import pygame

from game.input.navigation import Navigation
from game.input.wizard import Wizard
from game.screens import style
from game.screens.page import MOUSE, Page
from game.screens.paint import PAGE_WIDTH, Paint
from game.screens.widgets import Action, Button

if TYPE_CHECKING:
    from game.screens.app import App


BOLD: Final = 1.1
"""How much wider bold words are."""


class WizardScreen(Page):
    """Shows what the wizard asks for, and hands it what devices say.

    Keys and the mouse are never bound: they skip a question, go back, or leave.
    """

    def __init__(self, app: App, done: Callable[[], None] | None = None) -> None:
        super().__init__(app, "Controls")
        self.done = done
        self.wizard = Wizard(app.devices)
        app.devices.raw_events()
        left = PAGE_WIDTH / 2 - 378
        ways: tuple[tuple[str, Action], ...] = (
            ("Skip this  (Tab)", self.wizard.skip),
            ("The one before  (Backspace)", self.wizard.back),
            ("Leave all as it was  (Esc)", self.back),
        )
        for label, action in ways:
            self.add(Button((left, 652, 244, 38), label, action, size=style.BODY))
            left += 256
        self.focus = None

    @property
    def typing(self) -> bool:
        """Whatever is pressed is for the wizard."""
        return True

    def navigate(self, navigation: Navigation) -> None:
        """Nothing: see `typing`."""

    def handle(self, event: pygame.event.Event) -> None:
        """Skip, back, leave."""
        if event.type in MOUSE:
            self._mouse(event, *self.app.paint.unit(getattr(event, "pos", pygame.mouse.get_pos())))
        if event.type != pygame.KEYDOWN:
            return
        if event.key == pygame.K_ESCAPE:
            self.back()
        elif event.key == pygame.K_TAB:
            self.wizard.skip()
        elif event.key == pygame.K_BACKSPACE:
            self.wizard.back()

    def update(self, seconds: float) -> None:
        """Listen, and keep what comes of it."""
        self.wizard.feed(self.app.devices.raw_events())
        self.wizard.advance(seconds)
        if self.wizard.done:
            self.app.services.put("input", self.wizard.result())
            self.app.services.apply("input", self.app)
            self.app.pop()
            self.app.say("the controls are set up")
            if self.done is not None:
                self.done()

    def draw(self, paint: Paint) -> None:
        """What is asked for, how far it is, what the controls say."""
        paint.surface.fill(style.NIGHT)
        middle, wizard = PAGE_WIDTH / 2, self.wizard
        count = max(wizard.steps, 1)
        width = 480.0
        for index in range(count):
            wide = width / count
            here = (middle - width / 2 + index * wide, 176, wide - 4, 4)
            paint.box(here, style.ACCENT if index < wizard.step else style.RAISED, radius=2)
        lines = paint.wrapped(wizard.prompt, style.TITLE * BOLD, 1000)
        for index, line in enumerate(lines):
            y = 258.0 - 40.0 * (len(lines) - 1 - index)
            paint.text(line, (middle, y), style.TITLE, align="centre", bold=True, width=1100)
        paint.text(_hint(wizard), (middle, 300), style.BODY, style.DIM, "centre", width=1000)
        if wizard.warning:
            words = f"! {wizard.warning}"
            paint.text(words, (middle, 336), style.BODY, style.WARN, "centre", width=1000)
        self._draw_bars(paint)
        for widget in self.widgets:
            widget.draw(paint, widget is self.focus)

    def _draw_bars(self, paint: Paint) -> None:
        top, width = 390.0, 460.0
        left = PAGE_WIDTH / 2 - 120
        for bar in list(self.wizard.bars)[:9]:
            paint.text(bar.label, (left - 16, top), style.BODY, style.DIM, "right", width=340)
            paint.box((left, top - 4, width, 8), style.RAISED, radius=3)
            at = left + (min(max(bar.value, -1.0), 1.0) + 1.0) / 2 * width
            paint.box((at - 4, top - 9, 8, 18), style.ACCENT, radius=3)
            top += 28


def _hint(wizard: Wizard) -> str:
    """How far it is, and whether this can be left out."""
    words = f"{wizard.step} of {wizard.steps}"
    return f"{words}, may be left out" if wizard.optional else words
