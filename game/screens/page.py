"""A page: a screen of widgets with a heading, a focus and a line of hints."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import pygame

from game.input.navigation import Navigation
from game.screens import style
from game.screens.paint import PAGE_HEIGHT, PAGE_WIDTH, Paint
from game.screens.screen import Screen
from game.screens.table import Tabs
from game.screens.widgets import Widget, inside

if TYPE_CHECKING:
    from game.screens.app import App

W = TypeVar("W", bound=Widget)

MARGIN = 64.0
"""Of pages, left and right."""
TOP = 120.0
"""Where a page's widgets begin."""
BOTTOM = PAGE_HEIGHT - 64.0
"""Where they end."""


class Page(Screen):
    """Widgets, used with whatever there is."""

    def __init__(self, app: App, title: str, subtitle: str = "") -> None:
        super().__init__(app)
        self.title, self.subtitle = title, subtitle
        self.widgets: list[Widget] = []
        self.focus: Widget | None = None
        self._held: Widget | None = None

    def add(self, widget: W) -> W:
        """Put a widget on the page; the first that can have the focus has it."""
        self.widgets.append(widget)
        if self.focus is None and widget.focusable and widget.enabled:
            self.focus = widget
        return widget

    def clear(self) -> None:
        """Take all widgets off, as before the page is made anew."""
        self.widgets.clear()
        self.focus = self._held = None

    def back(self) -> None:
        """What going back means here."""
        self.app.pop()

    @property
    def typing(self) -> bool:
        """Whether a text is being written."""
        return self.focus is not None and self.focus.typing

    def navigate(self, navigation: Navigation) -> None:
        """To the widget with the focus first, then to the page."""
        if self.focus is not None and self.focus.navigate(navigation):
            return
        if navigation is Navigation.BACK:
            self.back()
        elif navigation in (Navigation.TAB_LEFT, Navigation.TAB_RIGHT):
            for widget in self.widgets:
                if isinstance(widget, Tabs):
                    widget.navigate(navigation)
                    return
        elif navigation is not Navigation.ACCEPT:
            self.move_focus(navigation)

    def move_focus(self, navigation: Navigation) -> None:
        """Give the focus to the nearest widget in a direction."""
        there = [w for w in self.widgets if w.focusable and w.enabled and w is not self.focus]
        if self.focus is None or not there:
            self.focus = there[0] if there else self.focus
            return
        costs = [_away(self.focus, widget, navigation) for widget in there]
        best = min(range(len(there)), key=costs.__getitem__)
        if costs[best] < float("inf"):
            self.focus = there[best]
        elif self.focus.sideways:
            self.focus = _next_column(self.focus, there, navigation) or self.focus

    def _under(self, x: float, y: float) -> Widget | None:
        for widget in reversed(self.widgets):
            if widget.focusable and widget.enabled and inside(widget.rect, x, y):
                return widget
        return None

    def handle(self, event: pygame.event.Event) -> None:
        """The mouse, and letters."""
        if event.type == pygame.KEYDOWN and self.focus is not None and self.focus.typing:
            self.focus.key(event)
            return
        if event.type not in MOUSE or self.typing:
            return
        x, y = self.app.paint.unit(getattr(event, "pos", pygame.mouse.get_pos()))
        self._mouse(event, x, y)

    def _mouse(self, event: pygame.event.Event, x: float, y: float) -> None:
        """The mouse at a place in units."""
        widget = self._under(x, y)
        if event.type == pygame.MOUSEMOTION:
            if self._held is not None:
                self._held.drag(x, y)
            elif widget is not None:
                self.focus = widget
        elif event.type == pygame.MOUSEWHEEL:
            if widget is not None:
                widget.scroll(event.y)
        elif event.type == pygame.MOUSEBUTTONUP:
            self._held = None
        elif event.button == 1 and widget is not None:
            self.focus = self._held = widget
            widget.press(x, y)
        elif event.button == 3:
            self.back()

    def draw(self, paint: Paint) -> None:
        """Background, heading, widgets, hints."""
        self.draw_background(paint)
        self.draw_heading(paint)
        for widget in self.widgets:
            widget.draw(paint, widget is self.focus)
        self.draw_hints(paint)

    def draw_background(self, paint: Paint) -> None:
        """Behind everything."""
        paint.surface.fill(style.NIGHT)

    def draw_heading(self, paint: Paint) -> None:
        """Title and subtitle."""
        paint.box((MARGIN, 46, 5, 34), style.ACCENT, radius=2)
        wide = paint.text(self.title, (MARGIN + 18, 63), style.TITLE, bold=True)
        if self.subtitle:
            place = (MARGIN + 36 + wide, 67)
            paint.text(
                _begun(self.subtitle),
                place,
                style.BODY,
                style.DIM,
                width=PAGE_WIDTH - place[0] - 64,
            )

    def draw_hints(self, paint: Paint) -> None:
        """What can be pressed, and what the widget with the focus is for."""
        y = PAGE_HEIGHT - 30
        paint.line((MARGIN, y - 20), (PAGE_WIDTH - MARGIN, y - 20), style.RAISED)
        hint = self.focus.hint if self.focus is not None else ""
        room = PAGE_WIDTH - 2 * MARGIN - 330
        paint.text(_begun(hint), (MARGIN, y), style.SMALL, style.DIM, width=room)
        x = PAGE_WIDTH - MARGIN
        for key, what in reversed(self.app.key_hints()):
            x -= paint.text(what, (x, y), style.SMALL, style.FAINT, "right") + 8
            wide = paint.measure(key, style.SMALL, True) + 14
            paint.box((x - wide, y - 10, wide, 20), style.RAISED, radius=4)
            paint.text(key, (x - wide / 2, y), style.SMALL, style.DIM, "centre", bold=True)
            x -= wide + 18


MOUSE = (
    pygame.MOUSEMOTION,
    pygame.MOUSEBUTTONDOWN,
    pygame.MOUSEBUTTONUP,
    pygame.MOUSEWHEEL,
)


def _away(here: Widget, there: Widget, way: Navigation) -> float:
    """How far a widget is in a direction, infinite where it is not that way."""
    x, y = here.rect[0] + here.rect[2] / 2, here.rect[1] + here.rect[3] / 2
    left, top, width, height = there.rect
    if way in (Navigation.UP, Navigation.DOWN):
        along = (top + height / 2 - y) * (1 if way is Navigation.DOWN else -1)
        across = max(left - here.rect[0] - here.rect[2], here.rect[0] - left - width, 0.0)
    else:
        along = (left + width / 2 - x) * (1 if way is Navigation.RIGHT else -1)
        across = max(top - here.rect[1] - here.rect[3], here.rect[1] - top - height, 0.0)
        across += 0.3 * abs(top + height / 2 - y)
    return along + 3 * across if along > 1.0 else float("inf")


def _next_column(here: Widget, there: list[Widget], way: Navigation) -> Widget | None:
    """Where down leads from the foot of a column, and up from its head.

    Left and right change what is set in a column of rows, so they cannot lead to the one beside it.
    """
    if way is Navigation.DOWN:
        beside = [each for each in there if each.rect[0] >= here.rect[0] + here.rect[2]]
        return min(beside, key=lambda each: (each.rect[1], each.rect[0]), default=None)
    if way is Navigation.UP:
        beside = [each for each in there if each.rect[0] + each.rect[2] <= here.rect[0]]
        return max(beside, key=lambda each: (each.rect[1], each.rect[0]), default=None)
    return None


def _begun(words: str) -> str:
    """Words as a sentence begins."""
    return words[:1].upper() + words[1:]
