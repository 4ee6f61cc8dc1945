"""Rows that change one field of a section of the settings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from pydantic import BaseModel

from game.screens.paint import Rect
from game.screens.widgets import Choice, Slider, TextField, Toggle, Widget

if TYPE_CHECKING:
    from game.screens.settings_screen import SettingsScreen

Model = TypeVar("Model", bound=BaseModel)
Make = Callable[[Rect], Widget]


def percent(value: float) -> str:
    """A share in percent."""
    return f"{100 * value:.0f} %"


class OptionRows(Generic[Model]):
    """Makes rows for the fields of a section."""

    def __init__(
        self, page: SettingsScreen, section: str, model: type[Model], start: Model | None = None
    ) -> None:
        self.page, self.section, self.model, self._start = page, section, model, start

    @property
    def options(self) -> Model:
        """As they are now."""
        kept = self.page.app.services.options(self.section, self.model)
        return self._start if self._start is not None and kept == self.model() else kept

    def put(self, **changes: Any) -> None:
        """Change fields."""
        self.page.put(self.section, self.options, **changes)

    def choice(
        self, label: str, name: str, options: Sequence[tuple[Any, str]], hint: str = ""
    ) -> Make:
        """One of several values."""

        def make(rect: Rect) -> Widget:
            now = getattr(self.options, name)
            widget = Choice(rect, label, options, now, lambda value: self.put(**{name: value}))
            widget.hint = hint
            return widget

        return make

    def toggle(self, label: str, name: str, hint: str = "") -> Make:
        """Yes or no."""

        def make(rect: Rect) -> Widget:
            now = bool(getattr(self.options, name))
            widget = Toggle(rect, label, now, lambda value: self.put(**{name: value}))
            widget.hint = hint
            return widget

        return make

    def slider(
        self,
        label: str,
        name: str,
        low: float,
        high: float,
        step: float,
        text: Callable[[float], str] = percent,
        hint: str = "",
    ) -> Make:
        """A number."""

        def make(rect: Rect) -> Widget:
            now = float(getattr(self.options, name))

            def changed(value: float) -> None:
                whole = isinstance(getattr(self.options, name), int)
                self.put(**{name: round(value) if whole else value})

            widget = Slider(rect, label, low, high, step, now, changed, text)
            widget.hint = hint
            return widget

        return make

    def text(self, label: str, name: str, most: int = 24, hint: str = "") -> Make:
        """Words."""

        def make(rect: Rect) -> Widget:
            def changed(words: str) -> None:
                if words:
                    self.put(**{name: words})

            widget = TextField(rect, label, getattr(self.options, name), changed, most)
            widget.hint = hint
            return widget

        return make
