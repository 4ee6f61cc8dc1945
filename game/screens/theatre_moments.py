"""Everything that happened in a replay, to be looked through and jumped to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from game.screens import style
from game.screens.page import Page
from game.screens.paint import Paint
from game.screens.table import Cell, Column, Table, Tabs
from game.screens.theatre_transport import Moment, MomentKind
from game.screens.theatre_widgets import colour_of_kind
from game.screens.times import race_time

if TYPE_CHECKING:
    from game.screens.app import App
    from game.screens.theatre import TheatreScreen

LEFT: Final = 64.0
WIDTH: Final = 712.0
PARTS: Final[tuple[tuple[str, tuple[MomentKind, ...]], ...]] = (
    ("Everything", tuple(MomentKind)),
    ("Incidents", (MomentKind.INCIDENT,)),
    ("Overtakes", (MomentKind.OVERTAKE,)),
    ("Laps", (MomentKind.LAP,)),
)


class MomentsScreen(Page):
    """A list over the film, which goes on behind it when one is chosen."""

    opaque = False

    def __init__(self, app: App, theatre: TheatreScreen, moments: Sequence[Moment]) -> None:
        super().__init__(app, "What happened")
        self.theatre, self.moments = theatre, list(moments)
        self.part = 0
        self._shown: list[Moment] = []
        names = [name for name, _ in PARTS]
        self.tabs = self.add(Tabs((LEFT, 104.0, WIDTH, 40.0), names, 0, self._open))
        columns = (Column("Time", 96, "right"), Column("", 94), Column("", WIDTH - 204))
        self.table = self.add(
            Table((LEFT, 156.0, WIDTH, 470.0), columns, [], chosen=self._choose, row_height=26.0)
        )
        self._open(0)
        self.focus = self.table

    def _open(self, part: int) -> None:
        self.part = part
        kinds = PARTS[part][1]
        self._shown = [moment for moment in self.moments if moment.kind in kinds]
        self.table.rows = [
            [
                Cell(race_time(moment.seconds)[:-2], style.DIM),
                Cell(moment.kind.value.capitalize(), colour_of_kind(moment.kind), bold=True),
                moment.words,
            ]
            for moment in self._shown
        ]
        now = self.theatre.transport.seconds
        later = [n for n, moment in enumerate(self._shown) if moment.seconds >= now]
        self.table.selected = later[0] if later else max(len(self._shown) - 1, 0)
        self.table.first = max(self.table.selected - self.table.shown // 2, 0)

    def _choose(self, index: int) -> None:
        self.app.pop()
        self.theatre.go_to(self._shown[index])

    def draw_background(self, paint: Paint) -> None:
        """The film, darkened on the side of the list."""
        left, top, _, height = paint.whole
        paint.box((left, top, LEFT + WIDTH + 32 - left, height), style.NIGHT, alpha=236)

    def draw_hints(self, paint: Paint) -> None:
        """What can be pressed, on the side of the list."""
        words = "Enter: watch it   Page up, page down: other kinds   Esc: back to the film"
        paint.text(words, (LEFT, 668.0), style.SMALL, style.DIM)
