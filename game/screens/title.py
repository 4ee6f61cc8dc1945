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

COMPILING: Final = (464.0, 224.0, 732.0, 200.0)
"""Where the first start says how far it has come."""
GREETING: Final = "Getting ready, once on this machine"
WHY: Final = (
    "Physics, rivals and picture are made for your processor now, and never again.",
    "Look around meanwhile, or choose a race: it begins as soon as all is there.",
)


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
        self._draw_preparing(paint)
        right = (paint.left + paint.whole[2] - 24, paint.top + 24)
        paint.text(VERSION, right, style.SMALL, style.FAINT, "right")

    def _draw_preparing(self, paint: Paint) -> None:
        """What is being loaded; the first time of all, how far compiling it has come."""
        services = self.app.services
        what, share = services.preparing_what, services.compiled_share
        if share is None:
            place = (LEFT + 304, PAGE_HEIGHT - 62)
            paint.text(what, place, style.SMALL, style.FAINT)
            return
        left, top, width, high = COMPILING
        paint.box(COMPILING, style.PANEL, radius=6)
        paint.text(GREETING, (left + 28, top + 36), style.HEADING, bold=True, width=width - 56)
        for number, words in enumerate(WHY):
            paint.text(
                words, (left + 28, top + 72 + 25 * number), style.BODY, style.DIM, width=width - 56
            )
        bar = (left + 28, top + high - 56, width - 56, 6)
        paint.box(bar, style.RAISED, radius=3)
        if share > 0.0:
            paint.box(
                (*bar[:2], max(bar[2] * min(share, 1.0), 6.0), bar[3]), style.ACCENT, radius=3
            )
        paint.text(what, (left + 28, top + high - 28), style.SMALL, style.DIM, width=width - 56)
