"""The right half of the screens that set a race up: the track, and what to expect there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from game.core.errors import UndercutError
from game.race.setup import RaceSetup
from game.screens import style
from game.screens.paint import Paint, Rect
from game.screens.times import lap_time, places
from game.screens.work import Say, Work

if TYPE_CHECKING:
    from game.screens.app import App
    from game.screens.forecast import Forecast, TierForecast
    from game.screens.track_map import TrackMap

MAP_HEIGHT: Final = 236.0
WAIT: Final = 0.15
"""Choices are gone through faster than this [s]."""


class ForecastPanel:
    """Shows what a race will be, made beside the frames whenever the choice changes."""

    def __init__(self, app: App, rect: Rect, driven: bool = True) -> None:
        """Show nothing yet.

        Args:
            app: The window.
            rect: Where.
            driven: Whether the player races too, and wants to know what to expect.
        """
        self.app, self.rect, self.driven = app, rect, driven
        self.made: Forecast | None = None
        self._map: TrackMap | None = None
        self._error = ""
        self._setup: RaceSetup | None = None
        self._wanted: RaceSetup | None = None
        self._since = 0.0
        self._work: Work[Forecast] | None = None

    def want(self, setup: RaceSetup) -> None:
        """The choice is now this one."""
        if setup != self._wanted:
            self._wanted, self._since = setup, 0.0

    def update(self, seconds: float) -> None:
        """Begin to predict when the choice rests, take what was predicted."""
        self._since += seconds
        if self._work is not None and self._work.done:
            work, self._work = self._work, None
            try:
                self._take(work.result())
            except UndercutError as error:
                self._error, self.made = str(error), None
        if self._work is None and self._wanted != self._setup and self._since >= WAIT:
            self._setup = setup = self._wanted
            if setup is not None:
                self._work = Work(lambda say: self._predict(setup, say))

    def _predict(self, setup: RaceSetup, say: Say) -> Forecast:
        from game.screens.forecast import forecast

        self.app.services.ready(say)
        return forecast(setup, self.app.rivals, self.app.records)

    def _take(self, made: Forecast) -> None:
        from game.screens.track_map import TrackMap

        self.made, self._error = made, ""
        x, y, width, _ = self.rect
        self._map = TrackMap(made.track, (x, y + 8, width, MAP_HEIGHT))

    def draw(self, paint: Paint, rect: Rect) -> None:
        """Map, facts, tiers."""
        x, y, width, height = self.rect
        paint.box(self.rect, style.PANEL, radius=6)
        if self._error:
            paint.lines(self._error, (x + 24, y + 24), width - 48, style.BODY, style.BAD)
            return
        if self.made is None or self._map is None:
            what = self._work.what if self._work is not None else ""
            words = what or "looking at the track"
            paint.text(words, (x + width / 2, y + height / 2), style.BODY, style.DIM, "centre")
            return
        self._map.draw(paint)
        self._draw_facts(paint, self.made)
        self._draw_tiers(paint, self.made)

    def _draw_facts(self, paint: Paint, made: Forecast) -> None:
        x, y, width, _ = self.rect
        top = y + MAP_HEIGHT + 26
        paint.text(made.track.title, (x + 24, top), style.HEADING, bold=True)
        character = str(made.track.metadata.get("character", ""))
        paint.text(character, (x + 24, top + 24), style.SMALL, style.DIM, width=width * 0.55)
        facts = (
            ("LENGTH", f"{made.track.length / 1000:.2f} km"),
            ("IDEAL LAP", lap_time(made.ideal_s)),
            ("YOUR BEST", lap_time(made.pace.best_s if made.pace else None)),
        )
        right = x + width - 24
        for label, words in reversed(facts):
            paint.text(label, (right, top - 4), style.TINY, style.FAINT, "right")
            paint.text(words, (right, top + 17), style.BODY, style.INK, "right", bold=True)
            right -= 98

    def _draw_tiers(self, paint: Paint, made: Forecast) -> None:
        x, y, width, height = self.rect
        top = y + MAP_HEIGHT + 76
        paint.text("TIER", (x + 24, top), style.TINY, style.FAINT)
        paint.text("PREDICTED LAP", (x + width * 0.56, top), style.TINY, style.FAINT, "right")
        paint.text("SPREAD", (x + width * 0.74, top), style.TINY, style.FAINT, "right")
        if self.driven:
            paint.text("EXPECT", (x + width - 24, top), style.TINY, style.FAINT, "right")
        paint.line((x + 24, top + 12), (x + width - 24, top + 12), style.EDGE)
        chosen = self._setup.tiers if self._setup is not None else ()
        step = min(27.0, (height - (top - y) - 60) / max(len(made.tiers), 1))
        for index, tier in enumerate(made.tiers):
            middle = top + 28 + index * step
            self._draw_tier(paint, middle, tier, not chosen or tier.tier.id in chosen)
        words = "Drive a clean lap here, and the place to expect is shown."
        if made.places:
            words = f"Against this field expect {places(made.places)}."
        words = words if self.driven else "Those marked take part."
        paint.text(words, (x + 24, y + height - 22), style.SMALL, style.DIM, width=width - 48)

    def _draw_tier(self, paint: Paint, y: float, tier: TierForecast, chosen: bool) -> None:
        x, _, width, _ = self.rect
        ink = style.INK if chosen else style.FAINT
        if chosen:
            paint.box((x + 24, y - 6, 4, 12), style.ACCENT, radius=2)
        paint.text(tier.tier.title, (x + 36, y), style.BODY, ink, bold=chosen)
        lap = lap_time(tier.lap.time_s, 2)
        paint.text(lap, (x + width * 0.56, y), style.BODY, ink, "right")
        spread = f"\u00b1{tier.lap.spread_s:.2f} s"
        paint.text(spread, (x + width * 0.74, y), style.BODY, ink, "right")
        if self.driven:
            paint.text(places(tier.places), (x + width - 24, y), style.BODY, ink, "right")
