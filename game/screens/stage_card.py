"""The card of the session that comes next: its track, how long it is, how fast one is there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.race.ideal_lap import ideal_lap
from game.records.conditions import Conditions
from game.records.season_plan import Stage
from game.screens import style
from game.screens.paint import Paint, Rect
from game.screens.season_words import stage_in_words
from game.screens.times import lap_time
from game.screens.track_map import TrackMap
from game.screens.work import Say, Work
from game.track.reader import load_track
from game.track.track import Track
from game.vehicle.reader import load_car

if TYPE_CHECKING:
    from game.screens.app import App


@dataclass(frozen=True)
class StageFacts:
    """What is known of a session before it."""

    track: Track
    ideal_s: float
    best_s: float | None
    """The player's best lap in these conditions [s]."""


class StageCard:
    """Looks the track up beside the frames, and shows it."""

    def __init__(self, app: App, rect: Rect) -> None:
        self.app, self.rect = app, rect
        self.stage: Stage | None = None
        self.facts: StageFacts | None = None
        self._map: TrackMap | None = None
        self._work: Work[StageFacts] | None = None

    def want(self, stage: Stage | None) -> None:
        """Show another session."""
        self.stage, self.facts, self._map = stage, None, None
        if stage is not None:
            self._work = Work(lambda say: self._look_up(stage, say))

    def _look_up(self, stage: Stage, say: Say) -> StageFacts:
        self.app.services.ready(say)
        setup = stage.setup
        track, car = load_track(setup.track), load_car(setup.car)
        best = self.app.records.best_lap(Conditions.of(track, car, setup.wetness))
        ideal = ideal_lap(track, car, setup.wetness).time_s
        return StageFacts(track, ideal, best.time_s if best is not None else None)

    def update(self) -> None:
        """Take what was found out.

        Raises:
            UndercutError: The track or the car is refused.
        """
        if self._work is not None and self._work.done:
            work, self._work = self._work, None
            self.facts = work.result()
            x, y, width, _ = self.rect
            self._map = TrackMap(self.facts.track, (x, y + 8, width, 190.0))

    def draw(self, paint: Paint) -> None:
        """The map, what it is, and the times to know."""
        x, y, width, height = self.rect
        paint.box(self.rect, style.PANEL, radius=6)
        if self.stage is None or self.facts is None or self._map is None:
            what = self._work.what if self._work is not None else ""
            middle = (x + width / 2, y + height / 2)
            paint.text(what or "looking at the track", middle, style.BODY, style.DIM, "centre")
            return
        self._map.draw(paint, 4.0)
        setup, facts = self.stage.setup, self.facts
        paint.text(facts.track.title, (x + 22, y + 226), style.HEADING, bold=True)
        wet = setup.wetness
        road = "dry" if wet < 0.1 else "wet" if wet >= 0.5 else "damp"
        words = f"{stage_in_words(self.stage).capitalize()}, {road}"
        paint.text(words, (x + 22, y + 252), style.BODY, style.DIM, width=width - 44)
        figures = (
            ("LENGTH", f"{facts.track.length / 1000:.2f} km"),
            ("IDEAL LAP", lap_time(facts.ideal_s)),
            ("YOUR BEST", lap_time(facts.best_s)),
        )
        for number, (name, figure) in enumerate(figures):
            at = x + 22 + number * (width - 44) / 3
            paint.text(name, (at, y + 284), style.TINY, style.FAINT)
            paint.text(figure, (at, y + 305), style.BODY, bold=True)
