"""A season under way: who leads it, what has been driven, what comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from game.core.errors import UndercutError
from game.race.settings import Kind
from game.records.season_plan import Stage
from game.records.seasons import Season, Standing, refresh, save
from game.screens import catalogue, style
from game.screens.dialogs import Dialog
from game.screens.page import MARGIN, TOP, Page
from game.screens.paint import PAGE_WIDTH, Paint, Rect
from game.screens.season_flow import drive_stage
from game.screens.season_words import draw_rounds, stage_in_words, track_titles
from game.screens.stage_card import StageCard
from game.screens.table import Cell, Column, Table, TableRow
from game.screens.widgets import Action, Button, Custom

if TYPE_CHECKING:
    from game.screens.app import App

LIST_WIDTH: Final = 704.0
LEFT: Final = MARGIN + LIST_WIDTH + 28
CARD_WIDTH: Final = PAGE_WIDTH - MARGIN - LEFT
MOST_ROUNDS_SHOWN: Final = 8
"""Columns of points beside the names; of a longer season the latest are shown."""


class SeasonScreen(Page):
    """The page that one comes back to between races."""

    def __init__(self, app: App, season: Season) -> None:
        super().__init__(app, season.plan.title)
        self.season = season
        self.titles = track_titles(app)
        self.card = StageCard(app, (LEFT, TOP, CARD_WIDTH, 330.0))

    def enter(self) -> None:
        """See what has been driven since."""
        refresh(self.app.records, self.season)
        self._build()

    def _build(self) -> None:
        self.clear()
        season, stage = self.season, self.season.next_stage
        total = len(season.plan.rounds)
        if stage is None:
            self.subtitle = "It is over"
        elif total == 1:
            self.subtitle = f"{self.titles.get(stage.setup.track, stage.setup.track)}"
        else:
            self.subtitle = f"Round {stage.round + 1} of {total}"
        self.card.want(stage)
        self._add_buttons(stage)
        self.add(Custom((LEFT, TOP, CARD_WIDTH, 330.0), self._draw_card))
        self.table = self.add(self._standings())

    def _add_buttons(self, stage: Stage | None) -> None:
        top = TOP + 344.0
        if stage is not None:
            words = stage_in_words(stage)
            drive = Button((LEFT, top, CARD_WIDTH, 56.0), f"Drive: {words}", self._drive)
            drive.primary, drive.size = True, 20.0
            drive.hint = "Everything is kept after each session; leave and come back when you like"
            self.add(drive)
            top += 66.0
        others: list[tuple[str, Action]] = []
        if stage is not None and stage.kind is not Kind.RACE:
            others.append((f"Skip {stage.kind}", self._skip))
        others += [("Rounds", self._show_rounds), ("Give it up", self._ask_delete)]
        wide = (CARD_WIDTH - 12.0 * (len(others) - 1)) / len(others)
        for number, (label, action) in enumerate(others):
            place = (LEFT + number * (wide + 12), top, wide, 42.0)
            self.add(Button(place, label, action, size=style.SMALL))

    def _standings(self) -> Table:
        season = self.season
        table = season.standings()
        races = list(range(len(season.plan.rounds)))[-MOST_ROUNDS_SHOWN:]
        if season.rounds_driven < len(races):
            races = races[:MOST_ROUNDS_SHOWN]
        columns = [Column("", 40, "right"), Column("Driver", 210), Column("Tier", 96)]
        columns += [Column(f"R{number + 1}", 38, "right") for number in races]
        columns.append(Column("Points", LIST_WIDTH - 346 - 38 * len(races) - 8, "right"))
        rows = [self._row(each, races) for each in table]
        height = min(28.0, (532.0 - Table.HEAD) / max(len(rows), 1))
        marked = next(n for n, each in enumerate(table) if each.row == 0)
        place: Rect = (MARGIN, TOP, LIST_WIDTH, 532.0)
        made = Table(place, columns, rows, marked, row_height=height, marked=marked)
        made.focusable = len(rows) > made.shown
        return made

    def _row(self, standing: Standing, races: list[int]) -> TableRow:
        seat = self.season.seats[standing.row]
        own = standing.row == 0
        tier = "You" if own else str(seat.driver.get("tier") or "").capitalize()
        row: list[str | Cell] = [
            Cell(str(standing.place), bold=True),
            Cell(seat.name, style.ACCENT if own else None, bold=own),
            Cell(tier, style.DIM),
        ]
        for number in races:
            points = standing.by_round[number]
            words = "" if points is None else f"{points:g}"
            row.append(Cell(words, style.INK if points else style.FAINT))
        row.append(Cell(f"{standing.points:g}", bold=True))
        return row

    # -- what can be done

    def _drive(self) -> None:
        stage = self.season.next_stage
        if stage is not None:
            drive_stage(self.app, self.season, stage)

    def _skip(self) -> None:
        stage = self.season.next_stage
        if stage is not None:
            self.season.skipped.add(stage.number)
            save(self.app.records, self.season)
            self._build()

    def _show_rounds(self) -> None:
        self.app.push(RoundsScreen(self.app, self.season))

    def _ask_delete(self) -> None:
        words = "The season is gone for good. Its races stay among the records and replays."

        def delete() -> None:
            self.app.records.delete_season(self.season.number)
            self.app.pop()

        answers: list[tuple[str, Action]] = [("Give it up", delete), ("Go on with it", _stay)]
        self.app.push(Dialog(self.app, f"Give up {self.season.plan.title}?", words, answers))

    # -- each frame

    def update(self, seconds: float) -> None:
        """Look at the track that comes next."""
        try:
            self.card.update()
        except UndercutError as error:
            self.app.say(str(error), "error")

    def _draw_card(self, paint: Paint, rect: Rect) -> None:
        if self.season.next_stage is None:
            self._draw_end(paint, rect)
        else:
            self.card.draw(paint)

    def _draw_end(self, paint: Paint, rect: Rect) -> None:
        """Who has won it."""
        x, y, width, _ = rect
        paint.box(rect, style.PANEL, radius=6)
        standings = self.season.standings()
        steps = ((1, 0.5, 118.0), (2, 0.22, 82.0), (3, 0.78, 58.0))
        floor = y + 290.0
        paint.text("Final standings", (x + 24, y + 34), style.HEADING, bold=True)
        for standing, (place, across, high) in zip(standings, steps, strict=False):
            middle, wide = x + width * across, width * 0.25
            own = standing.row == 0
            fill = style.ACCENT if own else style.RAISED
            paint.box((middle - wide / 2, floor - high, wide, high), fill, radius=4)
            ink = style.NIGHT if own else style.INK
            paint.text(str(place), (middle, floor - high / 2), style.TITLE, ink, "centre", True)
            name = self.season.seats[standing.row].name
            top = floor - high - 34
            paint.text(name, (middle, top), style.BODY, align="centre", bold=True, width=wide + 24)
            words = f"{standing.points:g} points"
            paint.text(words, (middle, top + 19), style.SMALL, style.DIM, "centre")


class RoundsScreen(Page):
    """All rounds of a season, and who won those that have been driven."""

    def __init__(self, app: App, season: Season) -> None:
        super().__init__(app, season.plan.title, "Rounds")
        self.season = season
        self.titles = dict(catalogue.tracks(app.data_dir))
        self.add(Button((MARGIN, 604.0, 220.0, 44.0), "Back", self.back, primary=True))

    def draw(self, paint: Paint) -> None:
        """The rounds in a list."""
        super().draw(paint)
        place = (MARGIN, TOP, PAGE_WIDTH - 2 * MARGIN, 470.0)
        draw_rounds(paint, place, self.season.plan, self.titles, self.season)


def _stay() -> None:
    """The season goes on."""
