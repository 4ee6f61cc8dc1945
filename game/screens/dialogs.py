"""Dialogs: a question over everything else, and waiting for something that takes time."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Generic, TypeVar

from game.core.errors import UndercutError
from game.input.actions import Navigation
from game.screens import style
from game.screens.page import Page
from game.screens.paint import PAGE_WIDTH, Paint
from game.screens.screen import Screen
from game.screens.widgets import Action, Button

if TYPE_CHECKING:
    from game.screens.app import App

T = TypeVar("T")
Say = Callable[[str], None]

_WIDTH = 640.0


class Dialog(Page):
    """A question with answers; going back gives the last of them."""

    opaque = False

    def __init__(
        self, app: App, title: str, words: str, answers: Sequence[tuple[str, Action]]
    ) -> None:
        super().__init__(app, title)
        self.words, self.answers = words, list(answers)
        lines = sum(1 + len(line) // 76 for line in words.splitlines())
        self._height = 150.0 + 24.0 * lines
        self._top = max((720.0 - self._height) / 2, 20.0)
        left, width = (PAGE_WIDTH - _WIDTH) / 2 + 28, (_WIDTH - 56.0) / max(len(answers), 1)
        for index, (label, action) in enumerate(answers):
            place = (left + index * width, self._top + self._height - 64, width - 10, 40.0)
            self.add(Button(place, label, self._answer(action)))

    def _answer(self, action: Action) -> Action:
        def answered() -> None:
            self.app.pop()
            action()

        return answered

    def back(self) -> None:
        """The last answer is the one that does nothing."""
        self.app.pop()
        self.answers[-1][1]()

    def draw(self, paint: Paint) -> None:
        """Over a darkened picture."""
        self.app.fade(paint)
        x = (PAGE_WIDTH - _WIDTH) / 2
        paint.box((x, self._top, _WIDTH, self._height), style.PANEL, style.EDGE, 8)
        paint.text(self.title, (x + 28, self._top + 36), style.HEADING, bold=True)
        place = (x + 28, self._top + 60)
        paint.lines(self.words, place, _WIDTH - 56, style.BODY, style.DIM)
        for widget in self.widgets:
            widget.draw(paint, widget is self.focus)


class Loading(Screen, Generic[T]):
    """Work in a thread of its own, behind a line that says what is being done."""

    def __init__(
        self, app: App, title: str, work: Callable[[Say], T], done: Callable[[T], None]
    ) -> None:
        super().__init__(app)
        self.title = title
        self._work, self._done = work, done
        self._what = ""
        self._seconds = 0.0
        self._result: list[T] = []
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._run, name="loading", daemon=True)
        self._left = False

    def enter(self) -> None:
        """Begin."""
        if not self._thread.ident:
            self._thread.start()

    def _run(self) -> None:
        try:
            self._result.append(self._work(self._say))
        except BaseException as error:  # noqa: BLE001 - raised again in the window's thread
            self._error = error

    def _say(self, what: str) -> None:
        self._what = what

    def navigate(self, navigation: Navigation) -> None:
        """Going back leaves; what is being done ends by itself and is not used."""
        if navigation is Navigation.BACK:
            self.app.pop()

    def update(self, seconds: float) -> None:
        """Go on when the work is done, or say why it cannot be."""
        self._seconds += seconds
        if self._thread.is_alive() or not self._thread.ident:
            return
        error, self._error = self._error, None
        if error is None:
            self.app.pop()
            self._done(self._result[0])
        elif isinstance(error, UndercutError):
            answers = [("Back", lambda: None)]
            self.app.replace(Dialog(self.app, "That does not work", str(error), answers))
        else:
            raise error

    def draw(self, paint: Paint) -> None:
        """What is done, and a mark that moves."""
        paint.surface.fill(style.NIGHT)
        paint.text(self.title, (PAGE_WIDTH / 2, 330), style.TITLE, align="centre", bold=True)
        place = (PAGE_WIDTH / 2, 376)
        paint.text(self._what, place, style.BODY, style.DIM, "centre")
        width, part = 360.0, (self._seconds * 0.7) % 1.0
        left = (PAGE_WIDTH - width) / 2
        paint.box((left, 410, width, 3), style.RAISED, radius=1.5)
        start = max(width * (part * 1.3 - 0.3), 0.0)
        end = min(width * part * 1.3, width)
        paint.box((left + start, 410, max(end - start, 1.0), 3), style.ACCENT, radius=1.5)
