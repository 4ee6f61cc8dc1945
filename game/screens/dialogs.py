"""Dialogs: a question over everything else, and waiting for something that takes time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Generic, TypeVar

from game.core.errors import UndercutError
from game.input.navigation import Navigation
from game.screens import style
from game.screens.page import Page
from game.screens.paint import PAGE_WIDTH, Paint
from game.screens.screen import Screen
from game.screens.widgets import Action, Button
from game.screens.work import Say, Work, draw_progress

if TYPE_CHECKING:
    from game.screens.app import App

T = TypeVar("T")

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
    """Waits for work, then goes on with what was made."""

    def __init__(
        self,
        app: App,
        title: str,
        make: Callable[[Say], T],
        done: Callable[[T], None],
        cut: Callable[[], None] | None = None,
    ) -> None:
        """Wait.

        Args:
            app: The window.
            title: What is waited for.
            make: The work, done in another thread.
            done: Called with what was made when this screen has gone.
            cut: Asks the work to stop soon, called when it is left; work without it ends by
                itself, and what it made is not used.
        """
        super().__init__(app)
        self.title = title
        self._make, self._done, self._cut = make, done, cut
        self._work: Work[T] | None = None
        self._seconds = 0.0

    def enter(self) -> None:
        """Begin."""
        if self._work is None:
            self._work = Work(self._make)

    def close(self) -> None:
        """Nothing works on what others now have, or have put away."""
        if self._cut is not None and self._work is not None:
            self._cut()
            self._work.wait()

    def navigate(self, navigation: Navigation) -> None:
        """Going back leaves."""
        if navigation is Navigation.BACK:
            self.app.pop()

    def update(self, seconds: float) -> None:
        """Go on when the work is done, or say why it cannot be."""
        self._seconds += seconds
        if self._work is None or not self._work.done:
            return
        try:
            made = self._work.result()
        except UndercutError as error:
            self.app.replace(refusal(self.app, str(error)))
            return
        self.app.pop()
        self._done(made)

    def draw(self, paint: Paint) -> None:
        """What is being done."""
        what = self._work.what if self._work is not None else ""
        share = self.app.services.compiled_share
        draw_progress(paint, self.title, what, self._seconds, share)
        paint.text(
            f"{self.app.services.menu_keys.back}: back",
            (PAGE_WIDTH / 2, 450),
            style.SMALL,
            style.FAINT,
            "centre",
        )


def refusal(app: App, words: str) -> Dialog:
    """A dialog that says why something cannot be."""
    return Dialog(app, "That does not work", words, [("Back", lambda: None)])
