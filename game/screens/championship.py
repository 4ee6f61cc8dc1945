"""Championships: those under way, and those that can be begun."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from game.core.errors import UndercutError
from game.core.paths import ROOT
from game.records.presets import Presets
from game.records.season_plan import Round, SeasonPlan
from game.records.seasons import Season, all_seasons
from game.screens import style
from game.screens.new_season import NewSeasonScreen
from game.screens.page import MARGIN, TOP, Page
from game.screens.paint import PAGE_WIDTH, Paint, Rect
from game.screens.season_screen import SeasonScreen
from game.screens.season_words import draw_rounds, season_in_words, track_titles
from game.screens.table import Cell, Column, Table, TableRow
from game.screens.widgets import Button, Custom

if TYPE_CHECKING:
    from pathlib import Path

    from game.screens.app import App

SHIPPED: Final = ROOT / "assets" / "championships"
LIST_WIDTH: Final = 520.0
LEFT: Final = MARGIN + LIST_WIDTH + 28
PANEL: Final[Rect] = (LEFT, TOP, PAGE_WIDTH - MARGIN - LEFT, 532.0)
OWN: Final = SeasonPlan(
    title="My championship",
    description="As long and as hard as you like.",
    rounds=(
        Round(track="fenwick-hollow", laps=5),
        Round(track="corvane", laps=5),
        Round(track="sablemoor", laps=5),
    ),
)
"""What a championship of one's own begins with."""


def presets_of(data_dir: Path) -> Presets:
    """Championships that come with the game, and the player's own."""
    return Presets(data_dir / "presets" / "championship", SHIPPED)


class ChampionshipScreen(Page):
    """What to go on with, or what to begin."""

    def __init__(self, app: App) -> None:
        super().__init__(app, "Championship", "Leave after any session, and take it up again here")
        self.titles = track_titles(app)
        self.seasons: list[Season] = []
        self.plans: list[SeasonPlan] = []
        self.table = Table((MARGIN, TOP, LIST_WIDTH, 470.0), (), [])

    def enter(self) -> None:
        """See what is under way, and which plans there are."""
        self.seasons = all_seasons(self.app.records, "championship")
        self.plans = []
        presets = presets_of(self.app.data_dir)
        for name in presets.names():
            try:
                self.plans.append(presets.load(name, SeasonPlan))
            except UndercutError as error:
                self.app.say(str(error), "warning")
        self.plans.sort(key=lambda plan: len(plan.rounds))
        self._build()

    def _build(self) -> None:
        self.clear()
        columns = (Column("Championship", 330), Column("", 178, "right"))
        rows: list[TableRow] = [
            [Cell(season.plan.title, bold=True), Cell(season_in_words(season), style.ACCENT)]
            for season in self.seasons
        ]
        rows += [
            [plan.title, Cell(f"new, {len(plan.rounds)} rounds", style.DIM)] for plan in self.plans
        ]
        self.table = self.add(
            Table(
                (MARGIN, TOP, LIST_WIDTH, 460.0),
                columns,
                rows,
                chosen=self._choose,
                moved=lambda _: None,
                row_height=34.0,
            )
        )
        self.table.hint = (
            f"{self.app.accept_key} goes on with it, or begins it; files lie in {SHIPPED.name}/"
        )
        place = (MARGIN, 600.0, LIST_WIDTH, 48.0)
        words = "Make your own", "choose tracks, car, rivals and how long the races are"
        self.add(Button(place, words[0], self._make_own, words[1]))
        self.add(Custom(PANEL, self._draw_panel))

    def _choose(self, index: int) -> None:
        if index < len(self.seasons):
            self.app.push(SeasonScreen(self.app, self.seasons[index]))
        else:
            self.app.push(NewSeasonScreen(self.app, self.plans[index - len(self.seasons)]))

    def _make_own(self) -> None:
        self.app.push(NewSeasonScreen(self.app, OWN))

    def _draw_panel(self, paint: Paint, rect: Rect) -> None:
        """What the chosen one is."""
        x, y, width, height = rect
        paint.box(rect, style.PANEL, radius=6)
        index = self.table.selected
        season = self.seasons[index] if index < len(self.seasons) else None
        here = index - len(self.seasons)
        if season is None and not 0 <= here < len(self.plans):
            return
        plan = season.plan if season is not None else self.plans[here]
        paint.text(plan.title, (x + 24, y + 36), style.HEADING, bold=True, width=width - 48)
        high = paint.lines(plan.description, (x + 24, y + 56), width - 48, style.SMALL, style.DIM)
        top = y + 74 + high
        place = (x + 12, top, width - 24, y + height - top - 16)
        draw_rounds(paint, place, plan, self.titles, season)
