"""A championship before it begins: what may still be chosen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from pydantic import ValidationError

from game.core.errors import UndercutError
from game.core.strict_yaml import read_marked
from game.race.setup import RaceSetup
from game.records.season_plan import Round, SeasonPlan
from game.screens import catalogue, style
from game.screens.page import MARGIN, TOP, Page
from game.screens.paint import PAGE_WIDTH, Paint, Rect
from game.screens.season_flow import begin_season
from game.screens.season_words import draw_rounds, track_titles
from game.screens.setup_rows import Rows
from game.screens.widgets import Button, Choice, Custom, TextField, Widget

if TYPE_CHECKING:
    from game.screens.app import App

LEFT_WIDTH: Final = 520.0
ROW: Final = 40.0
STEP: Final = 45.0
RIGHT: Final = MARGIN + LEFT_WIDTH + 28
PANEL: Final[Rect] = (RIGHT, TOP, PAGE_WIDTH - MARGIN - RIGHT, 474.0)
LENGTHS: Final = ((0.5, "Half"), (1.0, "As planned"), (2.0, "Double"), (4.0, "Four times"))
QUALIFYING: Final[Sequence[tuple[float | None, str]]] = (
    (-1.0, "As planned"),
    (None, "None"),
    (5.0, "5 minutes"),
    (10.0, "10 minutes"),
    (15.0, "15 minutes"),
)
AS_PLANNED: Final = -1.0


class NewSeasonScreen(Page):
    """Car, rivals and lengths of a plan, then its beginning."""

    def __init__(self, app: App, plan: SeasonPlan) -> None:
        super().__init__(app, "New championship", plan.title)
        self.first = self.plan = plan
        self.length = 1.0
        self.qualifying: float | None = AS_PLANNED
        self.titles = track_titles(app)
        self._build()

    def _build(self) -> None:
        self.clear()
        rows = Rows(self.app, lambda: self.plan.race, self._change_race)
        begin = Button((RIGHT, 604.0, PANEL[2], 48.0), "Begin", self._begin, primary=True)
        begin.size = 22.0
        begin.hint = "The entry list is drawn now and stays the same in every round"
        self.add(begin)
        widgets: list[Widget] = [
            TextField(self._place(0), "Title", self.plan.title, self.rename, most=40),
            rows.car(self._place(1)),
            rows.rivals(self._place(2)),
            rows.tiers(self._place(3)),
            rows.rival_cars(self._place(4)),
            Choice(self._place(5), "Races", LENGTHS, self.length, self.set_length),
            Choice(self._place(6), "Qualifying", QUALIFYING, self.qualifying, self.set_qualifying),
            rows.damage(self._place(7)),
            rows.grid(self._place(8)),
            Button(self._place(9), "Tracks", self._pick_tracks),
            Button(self._place(10), "Keep this plan as a file", self.keep),
        ]
        for widget in widgets:
            self.add(widget)
        self.add(Custom(PANEL, self._draw_panel))

    def _place(self, number: int) -> Rect:
        return MARGIN, TOP + number * STEP, LEFT_WIDTH, ROW

    # -- choosing

    def _replace(self, changes: dict[str, Any]) -> None:
        self.plan = self.plan.model_copy(update=changes)

    def _change_race(self, changes: dict[str, Any]) -> None:
        try:
            race = RaceSetup.model_validate({**self.plan.race.model_dump(), **changes})
        except ValidationError as error:
            self.app.say(str(error.errors()[0]["msg"]), "warning")
            return
        self._replace({"race": race})

    def rename(self, words: str) -> None:
        """Call it something else."""
        if words:
            self._replace({"title": words})
            self.subtitle = words

    def set_length(self, length: float) -> None:
        """Make all races so much longer than planned."""
        self.length = length
        self._apply()

    def set_qualifying(self, minutes: float | None) -> None:
        """Qualify so long before each race; none: not at all."""
        self.qualifying = minutes
        self._apply()

    def _apply(self) -> None:
        """The rounds as planned, longer or shorter, with or without qualifying."""
        planned = {meeting.track: meeting for meeting in self.first.rounds}
        rounds = [self._round(planned.get(each.track, each)) for each in self.plan.rounds]
        self._replace({"rounds": tuple(rounds)})

    def _round(self, meeting: Round) -> Round:
        changes: dict[str, Any] = {}
        if meeting.laps is not None:
            changes["laps"] = max(round(meeting.laps * self.length), 1)
        if meeting.minutes is not None:
            changes["minutes"] = max(meeting.minutes * self.length, 1.0)
        if self.qualifying != AS_PLANNED:
            changes["qualifying_minutes"] = self.qualifying
        return meeting.model_copy(update=changes)

    def _pick_tracks(self) -> None:
        from game.screens.pick_screen import Pick, PickScreen

        picks = [Pick(name, title, "", _about(name)) for name, title in self._tracks()]
        chosen = list(dict.fromkeys(meeting.track for meeting in self.plan.rounds))

        def done(names: tuple[str, ...]) -> None:
            if names:
                planned = {meeting.track: meeting for meeting in self.first.rounds}
                rounds = [planned.get(name, Round(track=name)) for name in names]
                self._replace({"rounds": tuple(self._round(each) for each in rounds)})
            self._build()

        heading = (
            "Tracks",
            f"{self.app.accept_key} ticks; they are raced in the order of ticking",
        )
        self.app.push(PickScreen(self.app, heading, "None of these", picks, chosen, done))

    def _tracks(self) -> list[tuple[str, str]]:
        return catalogue.tracks(self.app.data_dir)

    # -- doing

    def _begin(self) -> None:
        begin_season(self.app, self.plan)

    def keep(self) -> None:
        """Keep the plan among the player's own."""
        from game.screens.championship import presets_of

        presets = presets_of(self.app.data_dir)
        name = presets.save(self.plan.title, self.plan)
        self.app.say(f"kept in {presets.path(name)}")

    def _draw_panel(self, paint: Paint, rect: Rect) -> None:
        x, y, width, height = rect
        paint.box(rect, style.PANEL, radius=6)
        paint.text("Rounds", (x + 24, y + 32), style.HEADING, bold=True)
        place = (x + 12, y + 54, width - 24, height - 66)
        draw_rounds(paint, place, self.plan, self.titles)


def _about(name: str) -> str:
    """What a track's file says of it."""
    from game.core.paths import TRACKS, find_data_file

    try:
        data = read_marked(find_data_file(name, TRACKS, "track")).data
    except UndercutError as error:
        return str(error)
    known = data if isinstance(data, dict) else {}
    parts = [str(known[key]) for key in ("character", "description") if known.get(key)]
    return "\n".join(parts)
