"""A season under way: who leads it, what has been driven, what comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from game.core.errors import UndercutError
from game.race.settings import Kind
from game.records.season_plan import Stage
from game.records.seasons import Season, refresh, save
from game.screens import catalogue, style
from game.screens.dialogs import Dialog
from game.screens.page import MARGIN, TOP, Page
from game.screens.paint import PAGE_WIDTH, Paint, Rect
from game.screens.season_flow import drive_stage
from game.screens.season_tables import HEIGHT, season_table
from game.screens.season_words import draw_rounds, stage_in_words, track_titles
from game.screens.stage_card import StageCard
from game.screens.widgets import Action, Button, Custom

if TYPE_CHECKING:
    from game.screens.app import App

LIST_WIDTH: Final = 704.0
LEFT: Final = MARGIN + LIST_WIDTH + 28
CARD_WIDTH: Final = PAGE_WIDTH - MARGIN - LEFT


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
        self.add(season_table(self.season, (MARGIN, TOP, LIST_WIDTH, HEIGHT)))

    def _add_buttons(self, stage: Stage | None) -> None:
        top = TOP + 344.0
        if stage is not None:
            words = stage_in_words(stage)
            drive = Button((LEFT, top, CARD_WIDTH, 56.0), f"Drive: {words}", self.drive)
            drive.primary, drive.size = True, 20.0
            drive.hint = "Everything is kept after each session; leave and come back when you like"
            self.add(drive)
            top += 66.0
        others: list[tuple[str, Action]] = []
        if stage is not None and stage.kind is not Kind.RACE:
            others.append((f"Skip {stage.kind}", self.skip))
        if len(self.season.plan.rounds) > 1:
            others.append(("Rounds", self._show_rounds))
        others.append(("Give it up", self._ask_delete))
        wide = (CARD_WIDTH - 12.0 * (len(others) - 1)) / len(others)
        for number, (label, action) in enumerate(others):
            place = (LEFT + number * (wide + 12), top, wide, 42.0)
            self.add(Button(place, label, action, size=style.SMALL))

    # -- what can be done

    def drive(self) -> None:
        """To the grid of the next session."""
        stage = self.season.next_stage
        if stage is not None:
            drive_stage(self.app, self.season, stage)

    def skip(self) -> None:
        """Do without the next session."""
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
