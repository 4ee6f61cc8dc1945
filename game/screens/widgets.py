"""What pages are made of; each is used by keys, pad and wheel through steps, and by the mouse."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pygame

from game.input.navigation import Navigation
from game.screens import style
from game.screens.paint import Align, Paint, Rect
from game.screens.style import Colour

Action = Callable[[], None]


def inside(rect: Rect, x: float, y: float) -> bool:
    """Whether a place lies in a rectangle."""
    return rect[0] <= x < rect[0] + rect[2] and rect[1] <= y < rect[1] + rect[3]


class Widget:
    """Something on a page, with a place of its own."""

    focusable = True
    sideways = False
    """Whether left and right change it."""

    def __init__(self, rect: Rect) -> None:
        self.rect = rect
        self.enabled = True
        self.hint = ""
        """One line at the foot of the page while it has the focus."""

    @property
    def typing(self) -> bool:
        """Whether keys are letters for it now."""
        return False

    def draw(self, paint: Paint, focused: bool) -> None:
        """Show it."""

    def navigate(self, navigation: Navigation) -> bool:
        """Take a step; False where it means nothing here and the page may move the focus."""
        return False

    def press(self, x: float, y: float) -> None:
        """The mouse was pressed on it, at a place in units."""
        self.navigate(Navigation.ACCEPT)

    def drag(self, x: float, y: float) -> None:
        """The mouse moves while it is held down on it."""

    def scroll(self, steps: int) -> bool:
        """The mouse's wheel was turned over it, positive up; whether that meant anything."""
        return False

    def key(self, event: pygame.event.Event) -> None:
        """A key was pressed while it is typed into."""


class Text(Widget):
    """Words that nothing is done with."""

    focusable = False

    def __init__(
        self,
        rect: Rect,
        words: str | Callable[[], str],
        size: float = style.BODY,
        colour: Colour | None = None,
        align: Align = "left",
        bold: bool = False,
        wrap: bool = False,
    ) -> None:
        super().__init__(rect)
        self.words, self.size, self.colour = words, size, colour
        self.align, self.bold, self.wrap = align, bold, wrap

    def draw(self, paint: Paint, focused: bool) -> None:
        """Write them."""
        words = self.words() if callable(self.words) else self.words
        x, y, width, height = self.rect
        if self.wrap:
            paint.lines(words, (x, y), width, self.size, self.colour)
            return
        across = {"left": 0.0, "centre": width / 2, "right": width}[self.align]
        place = (x + across, y + height / 2)
        paint.text(words, place, self.size, self.colour, self.align, self.bold, width)


class Custom(Widget):
    """A part of a page that somebody else draws."""

    focusable = False

    def __init__(self, rect: Rect, painter: Callable[[Paint, Rect], None]) -> None:
        super().__init__(rect)
        self.painter = painter

    def draw(self, paint: Paint, focused: bool) -> None:
        """Let it be drawn."""
        self.painter(paint, self.rect)


class Button(Widget):
    """Does something when it is pressed."""

    def __init__(
        self,
        rect: Rect,
        text: str,
        action: Action,
        detail: str = "",
        primary: bool = False,
        size: float = style.BODY,
    ) -> None:
        super().__init__(rect)
        self.text, self.action, self.detail = text, action, detail
        self.primary, self.size = primary, size

    def draw(self, paint: Paint, focused: bool) -> None:
        """Show it, bright where it has the focus."""
        x, y, width, height = self.rect
        fill = style.ACCENT if focused else style.RAISED if self.primary else style.PANEL
        ink = style.NIGHT if focused else style.INK
        if not self.enabled:
            fill, ink = style.PANEL, style.FAINT
        paint.box(self.rect, fill, radius=5)
        if self.primary and not focused:
            paint.box((x, y, 4, height), style.ACCENT, radius=2)
        middle = y + height / 2
        if self.detail:
            middle -= self.size * 0.44
            dim = style.NIGHT if focused else style.DIM
            place = (x + 20, y + height / 2 + self.size * 0.62)
            paint.text(self.detail, place, style.SMALL, dim, width=width - 40)
        paint.text(self.text, (x + 20, middle), self.size, ink, bold=True, width=width - 40)

    def navigate(self, navigation: Navigation) -> bool:
        """Do it."""
        if navigation is Navigation.ACCEPT and self.enabled:
            self.action()
            return True
        return False


class Row(Widget):
    """A label on the left and something to set on the right."""

    sideways = True

    def __init__(self, rect: Rect, label: str, share: float = 0.46) -> None:
        super().__init__(rect)
        self.label, self.share = label, share

    @property
    def field(self) -> Rect:
        """Where the setting itself is."""
        x, y, width, height = self.rect
        return x + width * self.share, y, width * (1 - self.share), height

    def draw(self, paint: Paint, focused: bool) -> None:
        """Show the row; what is set is drawn by the kind of row."""
        x, y, width, height = self.rect
        paint.box(self.rect, style.FOCUS if focused else style.PANEL, radius=4)
        if focused:
            paint.box((x, y, 3, height), style.ACCENT, radius=1.5)
        ink = style.INK if focused else style.DIM
        place = (x + 14, y + height / 2)
        room = width * self.share - 20
        paint.text(self.label, place, style.BODY, ink if self.enabled else style.FAINT, width=room)


class Choice(Row):
    """One of several values, chosen by going left and right."""

    def __init__(
        self,
        rect: Rect,
        label: str,
        options: Sequence[tuple[Any, str]],
        value: Any,
        changed: Callable[[Any], None],
        share: float = 0.46,
    ) -> None:
        super().__init__(rect, label, share)
        self.options, self.changed = list(options), changed
        values = [option[0] for option in self.options]
        self.index = values.index(value) if value in values else 0

    @property
    def value(self) -> Any:
        """What is chosen."""
        return self.options[self.index][0]

    def draw(self, paint: Paint, focused: bool) -> None:
        """Show the value between two arrows."""
        super().draw(paint, focused)
        x, y, width, height = self.field
        middle = y + height / 2
        ink = style.INK if self.enabled else style.FAINT
        paint.text(
            self.options[self.index][1],
            (x + width / 2, middle),
            style.BODY,
            ink,
            "centre",
            bold=focused,
            width=width - 52,
        )
        arrow = style.ACCENT if focused else style.FAINT
        for side in (-1, 1):
            tip = x + (14 if side < 0 else width - 14)
            back = tip - side * 7
            paint.polygon([(tip, middle), (back, middle - 5), (back, middle + 5)], arrow)

    def step(self, by: int) -> None:
        """Choose the next or the one before, round and round."""
        if self.enabled and self.options:
            self.index = (self.index + by) % len(self.options)
            self.changed(self.value)

    def navigate(self, navigation: Navigation) -> bool:
        """Left, right, and on by pressing."""
        by = {Navigation.LEFT: -1, Navigation.RIGHT: 1, Navigation.ACCEPT: 1}.get(navigation)
        if by is None:
            return False
        self.step(by)
        return True

    def press(self, x: float, y: float) -> None:
        """The left half steps back, the right half on."""
        left, _, width, _ = self.field
        self.step(-1 if left <= x < left + width / 2 else 1)

    def scroll(self, steps: int) -> bool:
        """Nothing: a page is scrolled over more often than a value is meant."""
        return False


class Toggle(Choice):
    """Yes or no."""

    def __init__(
        self,
        rect: Rect,
        label: str,
        value: bool,
        changed: Callable[[bool], None],
        words: tuple[str, str] = ("Off", "On"),
        share: float = 0.46,
    ) -> None:
        options = [(False, words[0]), (True, words[1])]
        super().__init__(rect, label, options, value, changed, share)


class Slider(Row):
    """A number between two others."""

    def __init__(
        self,
        rect: Rect,
        label: str,
        low: float,
        high: float,
        step: float,
        value: float,
        changed: Callable[[float], None],
        text: Callable[[float], str] = lambda value: f"{value:g}",
        share: float = 0.46,
    ) -> None:
        super().__init__(rect, label, share)
        self.low, self.high, self.step = low, high, step
        self.value = min(max(value, low), high)
        self.changed, self.text = changed, text

    @property
    def _bar(self) -> tuple[float, float]:
        x, _, width, _ = self.field
        return x + 8, max(width - 92, 20)

    def draw(self, paint: Paint, focused: bool) -> None:
        """Show a bar and the number."""
        super().draw(paint, focused)
        left, width = self._bar
        x, y, whole, height = self.field
        middle = y + height / 2
        part = (self.value - self.low) / (self.high - self.low) if self.high > self.low else 0.0
        paint.box((left, middle - 2, width, 4), style.EDGE, radius=2)
        colour = style.ACCENT if focused else style.DIM
        paint.box((left, middle - 2, max(width * part, 0.5), 4), colour, radius=2)
        paint.circle((left + width * part, middle), 6 if focused else 5, colour)
        ink = style.INK if self.enabled else style.FAINT
        words = self.text(self.value)
        paint.text(words, (x + whole - 14, middle), style.BODY, ink, "right", bold=focused)

    def set(self, value: float) -> None:
        """Take the nearest value there is."""
        steps = round((value - self.low) / self.step)
        kept = min(max(round(self.low + steps * self.step, 6), self.low), self.high)
        if self.enabled and kept != self.value:
            self.value = kept
            self.changed(kept)

    def navigate(self, navigation: Navigation) -> bool:
        """Less and more."""
        by = {Navigation.LEFT: -1, Navigation.RIGHT: 1}.get(navigation)
        if by is None:
            return navigation is Navigation.ACCEPT
        self.set(self.value + by * self.step)
        return True

    def press(self, x: float, y: float) -> None:
        """Take the value under the mouse."""
        left, width = self._bar
        if x >= left - 8:
            self.set(self.low + (x - left) / width * (self.high - self.low))

    def drag(self, x: float, y: float) -> None:
        """Follow the mouse."""
        self.press(max(x, self._bar[0]), y)


class TextField(Row):
    """Words that are typed."""

    def __init__(
        self,
        rect: Rect,
        label: str,
        value: str,
        changed: Callable[[str], None],
        most: int = 24,
        share: float = 0.46,
    ) -> None:
        super().__init__(rect, label, share)
        self.value, self.changed, self.most = value, changed, most
        self._open = False

    @property
    def typing(self) -> bool:
        """Whether it is being written."""
        return self._open

    def draw(self, paint: Paint, focused: bool) -> None:
        """Show the words, with a mark where the next letter comes."""
        super().draw(paint, focused)
        x, y, width, height = self.field
        edge = style.ACCENT if self._open else style.EDGE
        paint.box((x, y + 4, width - 8, height - 8), style.NIGHT, edge, 4)
        words = self.value + ("|" if self._open else "")
        paint.text(words, (x + 10, y + height / 2), style.BODY, style.INK, width=width - 28)

    def navigate(self, navigation: Navigation) -> bool:
        """Begin to type."""
        if navigation is Navigation.ACCEPT:
            self._open = True
            return True
        return False

    def key(self, event: pygame.event.Event) -> None:
        """A letter, or the end of them."""
        if event.key in (pygame.K_RETURN, pygame.K_KP_ENTER, pygame.K_ESCAPE, pygame.K_TAB):
            self._open = False
            self.value = self.value.strip()
            self.changed(self.value)
        elif event.key == pygame.K_BACKSPACE:
            self.value = self.value[:-1]
        elif event.unicode.isprintable() and len(self.value) < self.most:
            self.value += event.unicode
