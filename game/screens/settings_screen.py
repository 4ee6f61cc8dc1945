"""Settings: every part of the game's own, changed at once and kept at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from pydantic import BaseModel

from game.screens.page import MARGIN, TOP, Page
from game.screens.paint import PAGE_WIDTH, Rect
from game.screens.settings_controls import add_controls
from game.screens.settings_parts import (
    add_assists,
    add_displays,
    add_driver,
    add_ease,
    add_picture,
    add_sound,
)
from game.screens.table import Tabs
from game.screens.widgets import Widget

if TYPE_CHECKING:
    from game.input.actions import Action
    from game.screens.app import App

PARTS: Final[tuple[tuple[str, Callable[[SettingsScreen], None]], ...]] = (
    ("Driver", add_driver),
    ("Assists", add_assists),
    ("Controls", add_controls),
    ("Picture", add_picture),
    ("Displays", add_displays),
    ("Sound", add_sound),
    ("Ease", add_ease),
)
ROW: Final = 38.0
STEP: Final = 43.0
GAP: Final = 32.0
HALF: Final = (PAGE_WIDTH - 2 * MARGIN - GAP) / 2
FIRST: Final = TOP + 52.0


class SettingsScreen(Page):
    """One part at a time, in two columns.

    Attributes:
        part: Which of them is open.
        device_key: Key of the device whose bindings are shown.
        action: That was bound last.
    """

    def __init__(self, app: App, changed: Callable[[], None] | None = None) -> None:
        """Open the settings.

        Args:
            app: The window.
            changed: Called when they are left, as by a race that stands still below them.
        """
        super().__init__(app, "Settings", f"kept in {app.settings.path}")
        self.changed = changed
        self.part = 0
        self.device_key = ""
        self.action: Action | None = None
        self.build()

    def build(self) -> None:
        """The part that is open."""
        here = self.widgets.index(self.focus) if self.focus in self.widgets else 0
        self.clear()
        names = [name for name, _ in PARTS]
        place = (MARGIN, TOP - 10, PAGE_WIDTH - 2 * MARGIN, 40.0)
        self.add(Tabs(place, names, self.part, self.open_part))
        PARTS[self.part][1](self)
        self.focus = self.widgets[min(here, len(self.widgets) - 1)]

    def open_part(self, part: int) -> None:
        """Go to another part of the settings."""
        self.part = part
        self.focus = None
        self.build()

    def place(self, index: int, column: int = 0) -> Rect:
        """Where a row is."""
        return MARGIN + column * (HALF + GAP), FIRST + index * STEP, HALF, ROW

    def put(self, section: str, options: BaseModel, **changes: Any) -> None:
        """Change options and keep them; they act at once."""
        checked = type(options).model_validate({**options.model_dump(), **changes})
        self.app.services.put(section, checked)
        self.app.services.apply(section, self.app)

    def rows(self, makers: list[Callable[[Rect], Widget]], column: int = 0, first: int = 0) -> int:
        """Put rows below each other; gives the index of the next."""
        for index, make in enumerate(makers, start=first):
            self.add(make(self.place(index, column)))
        return first + len(makers)

    def back(self) -> None:
        """Whoever is below takes what was changed."""
        super().back()
        if self.changed is not None:
            self.changed()

    def update(self, seconds: float) -> None:
        """Nothing but what parts show live, which they read themselves."""
