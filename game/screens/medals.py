"""Records: best laps and medals, everything that was driven, and everybody's rating."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from game.core.clock import TICK_RATE
from game.records.medals import MEDALS
from game.screens import catalogue, style
from game.screens.medal_marks import draw_medal, draw_row_of_medals
from game.screens.page import MARGIN, TOP, Page
from game.screens.paint import PAGE_WIDTH, Paint, Rect
from game.screens.replay_words import moment
from game.screens.table import Cell, Column, Table, TableRow, Tabs
from game.screens.times import lap_time
from game.screens.widgets import Text

if TYPE_CHECKING:
    from game.records.ratings import Rating
    from game.records.rows import Lap, SessionRow
    from game.screens.app import App

PARTS: Final = ("Best laps", "Sessions", "Drivers")
AREA: Final[Rect] = (MARGIN, TOP + 48, PAGE_WIDTH - 2 * MARGIN, 480.0)
MEDALS_AT: Final = 640.0
"""Where the medals of a lap are drawn, from the left border of the table."""
BEFORE_LAP: Final = 3.0
"""A lap is watched from so long before its start [s]."""
STATES: Final = {
    "finished": "",
    "left": "left early",
    "recovered": "cut short, recovered",
    "lost": "lost with its recording",
    "running": "being driven",
}


class MedalsScreen(Page):
    """What the player has done so far."""

    def __init__(self, app: App) -> None:
        super().__init__(app, "Records")
        self.part = 0
        self.laps: list[Lap] = []
        self.sessions: list[SessionRow] = []
        self.ratings: list[Rating] = []
        self.medals: dict[int, set[str]] = {}
        self.cars: dict[str, str] = {}
        self.table = Table(AREA, (), [])

    def enter(self) -> None:
        """Look everything up again."""
        records = self.app.records
        records.flush()
        self.laps = records.best_laps()
        self.sessions = records.sessions()
        self.ratings = records.ratings()
        self.cars = dict(catalogue.cars(self.app.data_dir))
        self.medals = {lap.id: set(records.medals(lap.conditions)) for lap in self.laps}
        self._build()

    def _build(self) -> None:
        self.clear()
        width = AREA[2]
        self.add(Tabs((MARGIN, TOP - 8, width, 40.0), PARTS, self.part, self.open_part))
        columns, rows, hint = (self._laps(), self._sessions(), self._drivers())[self.part]
        chosen = self._watch if self.part < 2 else None
        self.table = self.add(Table(AREA, columns, rows, chosen=chosen, moved=lambda _: None))
        self.table.hint = hint
        if not rows:
            words = ("No clean lap yet.", "Nothing has been driven yet.", "No race yet.")
            place = (MARGIN, TOP + 220, width, 30.0)
            self.add(Text(place, words[self.part], colour=style.DIM, align="centre"))
        if self.part == 2:
            own = [n for n, each in enumerate(self.ratings) if each.kind == "human"]
            self.table.marked = own[0] if own else -1
        self.focus = self.table if rows else self.widgets[0]

    def open_part(self, part: int) -> None:
        """Show another part."""
        self.part = part
        self._build()
        self.focus = self.widgets[0]

    def _laps(self) -> tuple[list[Column], list[TableRow], str]:
        columns = [
            Column("Track", 236),
            Column("Car", 190),
            Column("Road", 76),
            Column("Lap", 118, "right"),
            Column("", 16),
            Column("Medals", 150),
            Column("Driven", 150, "right"),
            Column("", 24),
            Column("Recording", 170),
        ]
        rows: list[TableRow] = [
            [
                Cell(lap.track_title, bold=True),
                Cell(self.cars.get(lap.car, lap.car), style.DIM),
                Cell(str(lap.conditions.weather), style.DIM),
                Cell(lap_time(lap.time_s), style.BEST, bold=True),
                "",
                "",
                Cell(moment(lap.created, 0), style.DIM),
                "",
                self._proof(lap),
            ]
            for lap in self.laps
        ]
        return (
            columns,
            rows,
            f"{self.app.accept_key} watches the lap; verify it among the replays",
        )

    def _proof(self, lap: Lap) -> Cell:
        """Whether the lap can be seen, and whether anybody has proved it."""
        if self.app.records.library.find(lap.replay) is None:
            return Cell("no longer there", style.FAINT)
        if lap.verdict == "verified":
            return Cell("verified", style.GOOD)
        return Cell(lap.verdict or "there", style.DIM)

    def _sessions(self) -> tuple[list[Column], list[TableRow], str]:
        columns = [
            Column("Driven", 140),
            Column("Track", 220),
            Column("What", 190),
            Column("Car", 150),
            Column("Result", 130),
            Column("Best lap", 120, "right"),
            Column("", 24),
            Column("", 170),
        ]
        rows: list[TableRow] = [
            [
                Cell(moment(session.created, 0), style.DIM),
                Cell(session.track_title, bold=True),
                session.label or session.kind.replace("_", " "),
                Cell(self.cars.get(session.car or "", session.car or ""), style.DIM),
                _result(session),
                lap_time(session.best_s),
                "",
                Cell(STATES.get(session.state, session.state), style.FAINT),
            ]
            for session in self.sessions
        ]
        return columns, rows, f"{self.app.accept_key} watches the session"

    def _drivers(self) -> tuple[list[Column], list[TableRow], str]:
        columns = [
            Column("", 50, "right"),
            Column("Driver", 280),
            Column("Tier", 160),
            Column("Rating", 110, "right"),
            Column("Known to", 110, "right"),
            Column("Races", 100, "right"),
        ]
        titles = {tier.id: tier.title for tier in self.app.rivals.tiers()}
        rows: list[TableRow] = []
        for place, each in enumerate(self.ratings, start=1):
            own = each.kind == "human"
            tier = "You" if own else titles.get(each.tier or "", each.tier or each.kind)
            rows.append(
                [
                    str(place),
                    Cell(each.name, style.ACCENT if own else None, bold=own),
                    Cell(tier, style.DIM),
                    Cell(f"{each.rating:.0f}", bold=True),
                    Cell(f"\u00b1{each.spread:.0f}", style.DIM),
                    Cell(str(each.races), style.DIM),
                ]
            )
        hint = "Everybody is rated by the order in which races end, the player like the rivals"
        return columns, rows, hint

    def _watch(self, index: int) -> None:
        from game.screens.theatre import TheatreScreen

        library, begin = self.app.records.library, 0.0
        if self.part == 0:
            lap = self.laps[index]
            name, begin = lap.replay, lap.tick / TICK_RATE - lap.time_s - BEFORE_LAP
        else:
            name = self.sessions[index].replay
        path = library.find(name)
        if path is None:
            self.app.say(
                "Its recording is no longer there: the disk budget was used up.", "warning"
            )
        else:
            self.app.push(TheatreScreen(self.app, path, max(begin, 0.0)))

    def draw(self, paint: Paint) -> None:
        """The page, its medals, and the sum of all."""
        super().draw(paint)
        if self.part == 0:
            x, y, _, _ = AREA
            shown = self.laps[self.table.first : self.table.first + self.table.shown]
            for place, lap in enumerate(shown):
                middle = y + Table.HEAD + (place + 0.5) * self.table.row_height
                at = (x + MEDALS_AT + 26, middle)
                draw_row_of_medals(paint, self.medals.get(lap.id, set()), at, 8.5)
        self._draw_sum(paint)

    def _draw_sum(self, paint: Paint) -> None:
        """How many of each medal, and the player's rating."""
        counts = self.app.records.medal_counts()
        x, y = PAGE_WIDTH - MARGIN, 64.0
        own = next((each for each in self.ratings if each.kind == "human"), None)
        if own is not None:
            wide = paint.text(f"{own.rating:.0f}", (x, y), style.HEADING, align="right", bold=True)
            x -= wide + 12
            x -= paint.text("RATING", (x, y + 2), style.TINY, style.FAINT, "right") + 40
        for medal in reversed(MEDALS):
            words = str(counts.get(medal, 0))
            x -= paint.text(words, (x, y), style.HEADING, align="right", bold=True) + 22
            draw_medal(paint, medal, (x, y), 12.0, counts.get(medal, 0) > 0)
            x -= 28


def _result(session: SessionRow) -> str:
    if session.player is None:
        return "watched"
    if session.kind == "race":
        finished = session.state == "finished" and session.position is not None
        return f"P{session.position} of {session.cars}" if finished else "\u2013"
    return ""
