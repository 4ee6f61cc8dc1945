"""Race weekend: practice, qualifying and the race at one track."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pydantic import BaseModel, ConfigDict, Field

from game.race.setup import RaceSetup
from game.records.season_plan import Round, SeasonPlan
from game.records.seasons import Season, all_seasons
from game.screens.page import MARGIN, TOP
from game.screens.season_flow import begin_season
from game.screens.season_screen import SeasonScreen
from game.screens.season_words import season_in_words, track_titles
from game.screens.setup_screen import LEFT_WIDTH, PANEL, RowMaker, SetupPage
from game.screens.widgets import Button, Choice, Custom, Widget

if TYPE_CHECKING:
    from game.screens.app import App
    from game.screens.paint import Rect

PRACTICE: Final = (
    (None, "None"),
    (5.0, "5 minutes"),
    (10.0, "10 minutes"),
    (20.0, "20 minutes"),
    (30.0, "30 minutes"),
    (60.0, "60 minutes"),
)


class WeekendOptions(BaseModel):
    """What a weekend has beside its race."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    practice_minutes: float | None = Field(
        10.0, ge=1.0, le=240.0, description="Length of the practice; none: no practice [min]."
    )


class WeekendScreen(SetupPage):
    """Go on with a weekend, or begin one."""

    section = "weekend"
    first = RaceSetup(track="sablemoor", car="gt4", rivals=15, laps=8)

    def __init__(self, app: App) -> None:
        self.seasons: list[Season] = []
        super().__init__(app, "Race weekend", "Practice, qualifying, race: leave after any of them")

    def enter(self) -> None:
        """See which weekends are under way."""
        found = all_seasons(self.app.records, "weekend")
        self.seasons = [season for season in found if season.next_stage is not None]
        self.build()

    def build(self) -> None:
        """What is under way first, then what a new weekend would be."""
        self.clear()
        top = TOP
        if self.seasons:
            season = self.seasons[0]
            title = track_titles(self.app).get(season.plan.rounds[0].track, season.plan.title)
            go_on = Button(
                (MARGIN, top, LEFT_WIDTH, 56.0),
                f"Go on at {title}",
                self._go_on,
                season_in_words(season),
                primary=True,
            )
            self.add(go_on)
            top += 64.0
        verb = "Begin another weekend" if self.seasons else "Begin the weekend"
        self.add(Button((MARGIN, top, LEFT_WIDTH, 48.0), verb, self._begin, primary=True))
        rows = self.rows
        makers: list[RowMaker] = [rows.track, rows.car, rows.tiers, rows.rivals, self._practice]
        makers += [rows.qualifying, rows.length, rows.wetness, rows.damage]
        room = (656.0 - top - 60.0) / len(makers)
        for number, make in enumerate(makers):
            self.add(make((MARGIN, top + 60.0 + number * room, LEFT_WIDTH, min(room - 5.0, 40.0))))
        self.add(Custom(PANEL, self.panel.draw))

    @property
    def options(self) -> WeekendOptions:
        """What was last chosen."""
        return self.app.services.options("weekend_sessions", WeekendOptions)

    def _practice(self, rect: Rect) -> Widget:
        def changed(minutes: float | None) -> None:
            self.app.services.put("weekend_sessions", WeekendOptions(practice_minutes=minutes))

        return Choice(rect, "Practice", PRACTICE, self.options.practice_minutes, changed)

    def plan(self) -> SeasonPlan:
        """The weekend that has been chosen."""
        setup = self.setup
        title = track_titles(self.app).get(setup.track, setup.track)
        meeting = Round(
            track=setup.track,
            practice_minutes=self.options.practice_minutes,
            qualifying_minutes=setup.qualifying_minutes,
            laps=setup.laps,
            minutes=setup.minutes,
            start=setup.start,
            wetness=setup.wetness,
        )
        return SeasonPlan(
            title=f"Weekend at {title}"[:60], kind="weekend", race=setup, rounds=(meeting,)
        )

    def _begin(self) -> None:
        begin_season(self.app, self.plan())

    def _go_on(self) -> None:
        self.app.push(SeasonScreen(self.app, self.seasons[0]))
