"""Results: who came where, how it went lap by lap, and that it was fair."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from game.race.results import Result
from game.screens import style
from game.screens.fair_play import FairPlayCard
from game.screens.lap_chart import LapChart
from game.screens.page import MARGIN, TOP, Page
from game.screens.paint import PAGE_WIDTH, Paint, Rect
from game.screens.race_words import ordinal
from game.screens.table import Cell, Column, Table, Tabs
from game.screens.times import gap, lap_time, race_time
from game.screens.widgets import Action, Button, Custom, Widget

if TYPE_CHECKING:
    from game.screens.app import App
    from game.screens.race_screen import RaceOutcome

AREA: Final[Rect] = (MARGIN, TOP + 44, PAGE_WIDTH - 2 * MARGIN, 424.0)
PARTS: Final = ("Classification", "Lap chart", "Laps", "Fair play")


class ResultsScreen(Page):
    """What came of a session."""

    def __init__(
        self, app: App, outcome: RaceOutcome, forward: tuple[str, Action] | None = None
    ) -> None:
        """Show the results.

        Args:
            app: The window.
            outcome: Of the session.
            forward: What comes next: its words, and what it does.
        """
        super().__init__(app, _headline(outcome), outcome.plan.title)
        self.outcome, self.forward = outcome, forward
        self.part = 0
        self.chart = LapChart(outcome)
        self.card = FairPlayCard(app, outcome)
        self.build()

    def build(self) -> None:
        """The part that is open, and the buttons."""
        self.clear()
        tabs = Tabs((MARGIN, TOP - 10, AREA[2], 40), PARTS, self.part, self.open_part)
        self.widgets.append(tabs)
        self._add_buttons()
        self.widgets.append(self._content())

    def _content(self) -> Widget:
        if self.part == 0:
            return classification(self.outcome, AREA)
        if self.part == 1:
            return Custom(AREA, self.chart.draw)
        if self.part == 2 and _of_interest(self.outcome).laps:
            return laps_table(self.outcome, AREA)
        if self.part == 2:
            return Custom(AREA, _draw_no_laps)
        return Custom(AREA, self.card.draw)

    def _add_buttons(self) -> None:
        x, y = MARGIN, 604.0
        entries: list[tuple[str, Action, bool]] = []
        if self.forward is not None:
            entries.append((self.forward[0], self.forward[1], True))
        if self.outcome.keeper.path is not None:
            entries.append(("Watch the replay", self._watch, False))
        if self.part == 3 and self.outcome.keeper.path is not None:
            entries.append(("Verify the recording", self.card.verify, False))
        entries.append(("Menu", self.app.home, False))
        for label, action, primary in entries:
            self.add(Button((x, y, 220, 44), label, action, primary=primary))
            x += 232

    def open_part(self, part: int) -> None:
        """Go to another part of the results."""
        self.part = part
        self.build()
        self.focus = self.widgets[0]

    def _watch(self) -> None:
        from game.screens.theatre import TheatreScreen

        if self.outcome.keeper.path is not None:
            self.app.push(TheatreScreen(self.app, self.outcome.keeper.path))

    def update(self, seconds: float) -> None:
        """A verification may be under way."""
        self.card.update()


def _headline(outcome: RaceOutcome) -> str:
    human = outcome.human
    if human is None or not outcome.finished:
        return "Results" if outcome.finished else "Left before the end"
    if human.status == "retired":
        return "Retired"
    return "Victory" if human.position == 1 else f"{ordinal(human.position)} place"


def classification(outcome: RaceOutcome, rect: Rect) -> Table:
    """Who came where."""
    columns = [
        Column("", 44, "right"),
        Column("Driver", 230),
        Column("Tier", 110),
        Column("Car", 180),
        Column("Laps", 60, "right"),
        Column("Time", 130, "right"),
        Column("Best lap", 120, "right"),
        Column("Grid", 60, "right"),
        Column("", 34),
        Column("Notes", 184),
    ]
    times = [each.best_lap_s for each in outcome.results if each.best_lap_s]
    best = min(times, default=None)
    rows = [_row(outcome, result, best) for result in outcome.results]
    human = outcome.human
    marked = outcome.results.index(human) if human is not None else -1
    height = min(28.0, (rect[3] - Table.HEAD) / max(len(rows), 1))
    table = Table(rect, columns, rows, row_height=max(height, 19.9), marked=marked)
    table.selected = max(marked, 0)
    return table


def _row(outcome: RaceOutcome, result: Result, best: float | None) -> list[str | Cell]:
    mine = result.row == outcome.plan.human
    entrant = outcome.plan.entrants[result.row]
    moved = result.grid_place - result.position
    grid = (str(result.grid_place), f"{moved:+d}" if moved else "")
    grid = grid if outcome.finished else ("", "")
    is_best = best is not None and result.best_lap_s == best
    return [
        Cell(str(result.position), bold=True),
        Cell(result.name, style.ACCENT if mine else None, bold=mine),
        Cell((result.driver.tier or str(result.driver.kind)).capitalize(), style.DIM),
        Cell(entrant.car.title, style.DIM),
        str(len(result.laps)),
        _time(result),
        Cell(lap_time(result.best_lap_s), style.BEST if is_best else None, bold=is_best),
        Cell(grid[0], style.DIM),
        Cell(grid[1], style.GOOD if moved > 0 else style.DIM),
        Cell(_notes(result, mine and outcome.stopped), style.DIM),
    ]


def _time(result: Result) -> str:
    if result.status in ("retired", "not_classified"):
        return {"retired": "retired", "not_classified": "not class."}[result.status]
    if result.position == 1 and result.time_s is not None:
        return race_time(result.time_s)
    if result.gap_s is not None or result.laps_behind:
        return gap(result.gap_s, result.laps_behind)
    return "\u2013"


def _notes(result: Result, stopped: bool) -> str:
    """What else there is to say; the player may have `stopped` to let the others finish."""
    words = [f"+{result.penalty_s:g} s penalty"] if result.penalty_s else []
    stops = result.pit_stops
    words += [f"{stops} stop{'s' if stops > 1 else ''}"] if stops else []
    reason = "let the others finish" if stopped and result.status != "finished" else result.reason
    words += [reason] if reason else []
    return ", ".join(words)


def _of_interest(outcome: RaceOutcome) -> Result:
    """The player's, or the winner's where there is no player."""
    return outcome.human or outcome.results[0]


def _draw_no_laps(paint: Paint, rect: Rect) -> None:
    x, y, width, _ = rect
    words = "No lap was completed."
    paint.text(words, (x + width / 2, y + 80), style.BODY, style.DIM, "centre")


def laps_table(outcome: RaceOutcome, rect: Rect) -> Table:
    """Every lap of the player, or of the winner where there is none."""
    result = _of_interest(outcome)
    columns = [Column("Lap", 70, "right"), Column("Time", 150, "right")]
    sectors = max((len(lap.sectors_s) for lap in result.laps), default=3)
    columns += [Column(f"Sector {number + 1}", 130, "right") for number in range(sectors)]
    columns += [
        Column("To the best", 190, "right"),
        Column("", 40),
        Column("", 200),
    ]
    valid = [lap.time_s for lap in result.laps if lap.valid]
    best = min(valid, default=None)
    rows: list[list[str | Cell]] = []
    for lap in result.laps:
        colour = style.BEST if lap.time_s == best and lap.valid else None
        row: list[str | Cell] = [str(lap.number), Cell(lap_time(lap.time_s), colour, bold=True)]
        row += [f"{sector:.3f}" for sector in lap.sectors_s]
        row += [""] * (sectors - len(lap.sectors_s))
        away = f"+{lap.time_s - best:.3f}" if best is not None and lap.time_s > best else ""
        row += [Cell(away, style.DIM), "", Cell("" if lap.valid else "deleted", style.WARN)]
        rows.append(row)
    return Table(rect, columns, rows)
