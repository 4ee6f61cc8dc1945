"""The first screen."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

from game.screens import style
from game.screens.page import Page
from game.screens.paint import PAGE_HEIGHT, Paint
from game.screens.widgets import Action, Button
from game.version import VERSION

if TYPE_CHECKING:
    from game.screens.app import App
    from game.screens.backdrop import Backdrop
    from game.screens.screen import Screen

ENTRIES: Final = (
    ("Quick race", "setup_screen.QuickRaceScreen", "two presses from here to the grid"),
    ("Custom race", "setup_screen.CustomRaceScreen", "everything that can be chosen"),
    ("Race weekend", "weekend.WeekendScreen", "practice, qualifying, race"),
    ("Championship", "championship.ChampionshipScreen", "several races, left and taken up again"),
    ("Time trial", "time_trial.TimeTrialScreen", "against medals and ghosts"),
    ("Watch a race", "setup_screen.WatchScreen", "rivals alone, with the timing screen"),
    ("Replays", "replays.ReplaysScreen", "every session is there"),
    ("Records", "medals.MedalsScreen", "your laps, medals and rating"),
    ("Workshop", "workshop.WorkshopScreen", "edit a track or a car while driving it"),
    ("Settings", "settings_screen.SettingsScreen", "controls, picture, sound, displays, assists"),
)
"""What it says, where the screen is, and what it is for."""

LEFT: Final = 84.0


class TitleScreen(Page):
    """The game's name, and everything that can be done."""

    def __init__(self, app: App) -> None:
        super().__init__(app, "")
        self.backdrop: Backdrop | None = None
        y = 224.0
        for label, where, hint in ENTRIES:
            button = Button((LEFT, y, 292, 36), label, self._opener(where), size=19.0)
            button.hint = hint
            self.add(button)
            y += 40
        self.add(Button((LEFT, y, 292, 36), "Quit", app.quit, size=19.0))

    def _opener(self, where: str) -> Action:
        module, name = where.rsplit(".", 1)

        def open_screen() -> None:
            screen: Screen = getattr(import_module(f"game.screens.{module}"), name)(self.app)
            self.app.push(screen)

        return open_screen

    def back(self) -> None:
        """Go to the last entry, which leaves."""
        self.focus = self.widgets[-1]

    def free(self) -> None:
        """The race behind the menu ends."""
        self.backdrop = None

    def update(self, seconds: float) -> None:
        """Compile once the first frame is there, then let cars race behind the menu."""
        if self.app.frames:
            self.app.services.prepare()
        if self.backdrop is None and self.app.services.prepared:
            from game.screens.backdrop import Backdrop

            self.backdrop = Backdrop(self.app)
        if self.backdrop is not None:
            self.backdrop.update(seconds)

    def draw_background(self, paint: Paint) -> None:
        """A race, darkened on the side of the menu."""
        paint.surface.fill(style.NIGHT)
        if self.backdrop is not None:
            self.backdrop.draw(paint)
            left, _, width, _ = paint.whole
            foot = PAGE_HEIGHT - 50
            paint.box((left, foot, width, paint.whole[3]), style.NIGHT, alpha=170)

    def draw_heading(self, paint: Paint) -> None:
        """The name."""
        middle = 112 - style.HUGE / 2 * (paint.text_scale - 1.0)
        paint.text("UNDERCUT", (LEFT - 4, middle), style.HUGE, bold=True)
        paint.box((LEFT, 168, 86, 5), style.ACCENT, radius=2)
        words = "The same car. The same physics. Only driving decides."
        paint.text(words, (LEFT, 192), style.BODY, style.DIM)
        place = (LEFT + 304, PAGE_HEIGHT - 62)
        paint.text(self.app.services.preparing_what, place, style.SMALL, style.FAINT)
        right = (paint.left + paint.whole[2] - 24, paint.top + 24)
        paint.text(VERSION, right, style.SMALL, style.FAINT, "right")
