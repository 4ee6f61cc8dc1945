"""Time trial: alone against the clock, medals, and ghosts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from game.core.errors import UndercutError
from game.screens import catalogue, style
from game.screens.page import MARGIN, TOP, Page
from game.screens.paint import PAGE_WIDTH
from game.screens.time_trial_brief import TrialBrief, TrialOptions, brief_of, ghosts_for
from game.screens.time_trial_panel import TrialPanel
from game.screens.widgets import Button, Choice, Custom, Toggle, Widget
from game.screens.work import Say, Work

if TYPE_CHECKING:
    from game.replay.ghost import Ghost
    from game.screens.app import App
    from game.screens.plan import RacePlan
    from game.screens.race_screen import RaceOutcome

SECTION: Final = "time_trial"
LEFT_WIDTH: Final = 430.0
ROW: Final = 40.0
STEP: Final = 46.0
WAIT: Final = 0.15
"""Choices are gone through faster than this [s]."""
ROADS: Final = ((0.0, "Dry"), (0.3, "Damp"), (0.8, "Wet"))


class TimeTrialScreen(Page):
    """What to drive, what to beat, and the way there."""

    def __init__(self, app: App) -> None:
        super().__init__(app, "Time trial", "Medals are the lap times of the rivals' own tiers")
        self.options = app.services.options(SECTION, TrialOptions)
        self.brief: TrialBrief | None = None
        self.error = ""
        self._work: Work[TrialBrief] | None = None
        self._wanted: TrialOptions | None = None
        self._since = 0.0
        left = MARGIN + LEFT_WIDTH + 32
        self.panel = TrialPanel(self, (left, TOP, PAGE_WIDTH - MARGIN - left, 532.0))
        self._build()

    def _build(self) -> None:
        rows: list[Widget] = []
        app, options = self.app, self.options
        tracks = catalogue.with_current(catalogue.tracks(app.data_dir), options.track)
        cars = catalogue.with_current(catalogue.cars(app.data_dir), options.car)
        road = min(ROADS, key=lambda each: abs(each[0] - options.wetness))[0]
        tiers = [(tier.id, tier.title) for tier in app.rivals.tiers()]
        rows.append(Choice(_row(0), "Track", tracks, options.track, self._set("track")))
        rows.append(Choice(_row(1), "Car", cars, options.car, self._set("car")))
        rows.append(Choice(_row(2), "Road", ROADS, road, self._set("wetness")))
        rows.append(
            Toggle(_row(3), "Ghost of your best", options.own_ghost, self._set("own_ghost"))
        )
        rival = [("", "None"), *tiers]
        chosen = options.rival_ghost
        rows.append(Choice(_row(4), "Ghost of a rival", rival, chosen, self._set("rival_ghost")))
        rows[2].hint = "Laps on a dry, a damp and a wet road are ranked each for themselves"
        rows[4].hint = "A rival of that tier drives alone, by the same physics in the same car"
        place = (MARGIN, TOP + 5 * STEP + 8, LEFT_WIDTH, 52.0)
        self.focus = None
        start = self.add(Button(place, "Drive", self._drive, primary=True))
        start.hint = "Restart at any time: the next lap begins at speed"
        for row in rows:
            self.add(row)
        self.add(Custom(self.panel.rect, self.panel.draw))

    def _set(self, name: str) -> Any:
        def changed(value: Any) -> None:
            self.options = self.options.model_copy(update={name: value})
            self.app.services.put(SECTION, self.options)
            self._since = 0.0

        return changed

    def enter(self) -> None:
        """Look everything up again: laps may have been driven since."""
        self._wanted = None

    def update(self, seconds: float) -> None:
        """Look up what was chosen when the choice rests."""
        self._since += seconds
        if self._work is not None and self._work.done:
            work, self._work = self._work, None
            try:
                self.brief, self.error = work.result(), ""
            except UndercutError as error:
                self.brief, self.error = None, str(error)
        if self._work is None and self._wanted != self.options and self._since >= WAIT:
            self._wanted = options = self.options
            self._work = Work(lambda say: self._look_up(options, say))

    @property
    def waiting(self) -> str:
        """What is being looked up, empty when nothing is."""
        if self._work is None:
            return ""
        return self._work.what or "looking at the track"

    def _look_up(self, options: TrialOptions, say: Say) -> TrialBrief:
        self.app.services.ready(say)
        return brief_of(options, self.app.records, self.app.rivals)

    def _drive(self) -> None:
        from game.screens.dialogs import Loading

        options = self.options
        self.app.push(
            Loading(self.app, "Time trial", lambda say: self._prepare(options, say), self._begin)
        )

    def _prepare(
        self, options: TrialOptions, say: Say
    ) -> tuple[TrialBrief, RacePlan, tuple[Ghost, ...]]:
        from game.screens.plan import plan_race

        services = self.app.services
        brief = self._look_up(options, say)
        ghosts = ghosts_for(brief, self.app.records, self.app.rivals, say)
        player = services.game.player
        plan = plan_race(
            options.setup(), self.app.rivals, player, services.assists, label="Time trial"
        )
        return brief, plan, ghosts

    def _begin(self, made: tuple[TrialBrief, RacePlan, tuple[Ghost, ...]]) -> None:
        from game.screens.race_screen import RaceScreen
        from game.screens.time_trial_overlay import TrialOverlay

        brief, plan, ghosts = made
        overlay = TrialOverlay(brief, self.app.records, ghosts)
        self.app.push(RaceScreen(self.app, plan, self._done, overlay))

    def _done(self, outcome: RaceOutcome) -> None:
        """Say what came of it; the page looks everything up again by itself."""
        human = outcome.human
        if human is not None and human.best_lap_s is not None:
            laps = len(human.laps)
            words = f"{laps} lap{'s' if laps != 1 else ''} driven"
            self.app.say(f"{words}, the session is among the replays")

    def draw(self, paint: Any) -> None:
        """The page, and how to read it."""
        super().draw(paint)
        words = (
            "Nothing wears, nothing burns: every lap has the same car. All four wheels beyond "
            "the white line delete a lap."
        )
        place = (MARGIN + 4, TOP + 5 * STEP + 84)
        paint.lines(words, place, LEFT_WIDTH - 8, style.SMALL, style.FAINT)


def _row(number: int) -> tuple[float, float, float, float]:
    return MARGIN, TOP + number * STEP, LEFT_WIDTH, ROW
