"""What the bar of the theatre is made of: a timeline, buttons with signs, small choices."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from game.input.navigation import Navigation
from game.screens import style
from game.screens.paint import Paint, Rect
from game.screens.theatre_transport import Moment, MomentKind, Transport
from game.screens.times import race_time
from game.screens.widgets import Action, Widget

SCRUB_S: Final = 2.0
"""Of one step to the side on the timeline [s]."""
MARKS: Final[dict[MomentKind, tuple[float, float]]] = {
    MomentKind.INCIDENT: (-11.0, 7.0),
    MomentKind.OVERTAKE: (-11.0, 5.0),
    MomentKind.LAP: (6.0, 5.0),
    MomentKind.START: (-14.0, 28.0),
}
"""Kind -> where its mark begins, from the line, and how high it is: kinds differ by place too."""


SIGNS: Final = ("play", "pause", "back", "forth", "before", "after")


def colour_of_kind(kind: MomentKind) -> style.Colour:
    """The colour of a kind's marks."""
    return {
        MomentKind.INCIDENT: style.BAD,
        MomentKind.OVERTAKE: style.COOL,
        MomentKind.LAP: style.DIM,
        MomentKind.START: style.GOOD,
    }[kind]


class Timeline(Widget):
    """The whole replay as a line with its moments, and where it stands."""

    def __init__(
        self, rect: Rect, transport: Transport, moments: Sequence[Moment], toggle: Action
    ) -> None:
        super().__init__(rect)
        self.transport, self.moments, self.toggle = transport, moments, toggle
        self.only: int | None = None
        """Laps of this car alone are marked; of all where there is none."""

    @property
    def _line(self) -> tuple[float, float, float]:
        x, y, width, height = self.rect
        return x + 78, y + height / 2, width - 156

    def draw(self, paint: Paint, focused: bool) -> None:
        """The line, its marks, the times at both ends."""
        left, middle, width = self._line
        x, _, whole, _ = self.rect
        duration = max(self.transport.duration, 1e-6)
        paint.box((left, middle - 2.5, width, 5), style.EDGE, radius=2.5)
        part = self.transport.seconds / duration
        colour = style.ACCENT if focused else style.DIM
        paint.box((left, middle - 2.5, max(width * part, 1.0), 5), colour, radius=2.5)
        for moment in self.moments:
            if moment.kind is MomentKind.LAP and self.only not in (None, moment.car):
                continue
            offset, height = MARKS[moment.kind]
            at = left + width * min(moment.seconds / duration, 1.0)
            paint.box((at - 1, middle + offset, 2, height), colour_of_kind(moment.kind))
        paint.circle((left + width * part, middle), 8 if focused else 6, style.INK)
        now, end = race_time(self.transport.seconds), race_time(duration)
        paint.text(now[:-1], (x, middle), style.SMALL, style.INK, bold=True)
        paint.text(end[:-1], (x + whole, middle), style.SMALL, style.DIM, "right")

    def navigate(self, navigation: Navigation) -> bool:
        """To the sides through time, pressing plays and pauses."""
        by = {Navigation.LEFT: -SCRUB_S, Navigation.RIGHT: SCRUB_S}.get(navigation)
        if by is not None:
            self.transport.scrub(by)
            return True
        if navigation is Navigation.ACCEPT:
            self.toggle()
            return True
        return False

    def press(self, x: float, y: float) -> None:
        """Go to the moment under the mouse."""
        left, _, width = self._line
        self.transport.seek((x - left) / width * self.transport.duration)

    def drag(self, x: float, y: float) -> None:
        """Follow the mouse."""
        self.press(x, y)

    def scroll(self, steps: int) -> bool:
        """A little back or forth."""
        self.transport.scrub(0.5 * steps)
        return True


class SignButton(Widget):
    """A button with a sign, or with a word."""

    def __init__(self, rect: Rect, sign: str, action: Action, hint: str) -> None:
        super().__init__(rect)
        self.sign, self.action = sign, action
        self.hint = hint

    def draw(self, paint: Paint, focused: bool) -> None:
        """The sign, dark on bright where it has the focus."""
        paint.box(self.rect, style.ACCENT if focused else style.RAISED, radius=5)
        x, y, width, height = self.rect
        middle, ink = (x + width / 2, y + height / 2), style.NIGHT if focused else style.INK
        if self.sign in SIGNS:
            draw_sign(paint, self.sign, middle, ink)
        else:
            paint.text(self.sign, middle, style.SMALL, ink, "centre", bold=True)

    def navigate(self, navigation: Navigation) -> bool:
        """Do it."""
        if navigation is Navigation.ACCEPT:
            self.action()
            return True
        return False


def draw_sign(paint: Paint, sign: str, middle: tuple[float, float], colour: style.Colour) -> None:
    """One of the signs of a player: play, pause, back, forth, before, after."""
    x, y = middle
    if sign == "pause":
        paint.box((x - 6, y - 8, 4, 16), colour)
        paint.box((x + 2, y - 8, 4, 16), colour)
        return
    way = -1.0 if sign in ("back", "before") else 1.0
    if sign in ("before", "after"):
        for shift in (-7.0, 2.0):
            at = x + way * shift
            paint.polygon([(at, y - 7), (at + way * 8, y), (at, y + 7)], colour)
        return
    reach = 11.0 if sign == "play" else 8.0
    start = x - way * (5.0 if sign == "play" else 2.0)
    paint.polygon([(start, y - 8), (start + way * reach, y), (start, y + 8)], colour)
    if sign in ("back", "forth"):
        paint.box((x - way * 6 - 1.5, y - 8, 3, 16), colour)


class Spinner(Widget):
    """One of several values in little room: up and down change it, pressing goes on."""

    def __init__(
        self, rect: Rect, label: str, words: Callable[[], str], step: Callable[[int], None]
    ) -> None:
        super().__init__(rect)
        self.label, self.words, self.step = label, words, step
        self.hint = f"{label}: up and down change it"

    def draw(self, paint: Paint, focused: bool) -> None:
        """The value, its name above it, two arrows where it can be changed."""
        x, y, width, height = self.rect
        paint.box(self.rect, style.FOCUS if focused else style.RAISED, radius=5)
        if focused:
            paint.box((x, y, 3, height), style.ACCENT, radius=1.5)
        paint.text(self.label.upper(), (x + 12, y + 10), 10.5, style.FAINT)
        place = (x + 12, y + height - 13)
        paint.text(self.words(), place, style.SMALL, bold=True, width=width - 34)
        arrow = style.ACCENT if focused else style.FAINT
        for way in (-1, 1):
            tip, base = y + height / 2 + way * 9, y + height / 2 + way * 3
            right = x + width - 13
            paint.polygon([(right, tip), (right - 5, base), (right + 5, base)], arrow)

    def navigate(self, navigation: Navigation) -> bool:
        """Change it."""
        by = {Navigation.UP: -1, Navigation.DOWN: 1, Navigation.ACCEPT: 1}.get(navigation)
        if by is None:
            return False
        self.step(by)
        return True

    def press(self, x: float, y: float) -> None:
        """The lower half and the words go on, the upper arrow back."""
        left, top, width, height = self.rect
        back = x > left + width - 28 and y < top + height / 2
        self.step(-1 if back else 1)

    def scroll(self, steps: int) -> bool:
        """Turn through the values."""
        self.step(-steps)
        return True
