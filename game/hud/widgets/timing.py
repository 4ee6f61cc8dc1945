"""The lap: delta to the best and to the ideal lap, sectors, current, last and best time."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Final

import pygame

from game.hud.facts import HudFacts, LapInfo, Mark, Sector
from game.hud.layout import Place
from game.hud.theme import Colour, Theme
from game.hud.widget import Widget
from game.hud.words import difference, lap_time, running_time, sector_time

WIDTH: Final = 540.0
FULL: Final = 1.0
"""Delta that fills the bar [s]."""
BAR_TOP, BAR_HEIGHT = 10.0, 22.0
IDEAL_TOP, IDEAL_HEIGHT = 35.0, 6.0
LEFT_AT, RIGHT_AT = 167.0, WIDTH - 167.0
"""Middles of the predicted time and of the delta to the ideal lap."""
HELD: Final = 4.0
"""For so long the time of a completed lap stands in place of the running one [s]."""
MARGIN: Final = 12.0
PILL: Final = 96.0

SIGNS: Final = {
    Mark.BEST: "star",
    Mark.PERSONAL: "up",
    Mark.SLOWER: "dash",
    Mark.VOID: "cross",
}
"""What the colour of a time says, for those who cannot see it."""


def mark_colour(theme: Theme, mark: Mark) -> Colour:
    """The colour of a time by its worth."""
    return {
        Mark.BEST: theme.best,
        Mark.PERSONAL: theme.personal,
        Mark.SLOWER: theme.slower,
        Mark.VOID: theme.bad,
    }.get(mark, theme.dim)


class Timing(Widget):
    """Above the road, where one looks anyway."""

    name = "timing"
    size = (WIDTH, 138.0)
    anchor = (0.5, 0.0)
    offset = (0.0, 20.0)
    period = 6
    together = True
    tower = False

    def key(self, facts: HudFacts) -> Hashable:
        """What the panel shows; see `Widget.key`."""
        lap = facts.lap
        return (lap.last, lap.best, lap.sectors, lap.valid, lap.ideal, lap.reference)

    def paint(self, surface: pygame.Surface, facts: HudFacts) -> None:
        """Draw the panel."""
        look, theme, lap = self.look, self.look.theme, facts.lap
        look.panel(surface)
        inner = WIDTH - 2 * MARGIN
        look.box(surface, theme.panel_light, MARGIN, BAR_TOP, inner, BAR_HEIGHT, 2)
        look.box(surface, theme.panel_light, MARGIN, IDEAL_TOP, inner, IDEAL_HEIGHT, 1)
        width = (inner - 12) / 3
        for number, sector in enumerate(lap.sectors):
            self._sector(surface, number, sector, MARGIN + number * (width + 6), width)
        against = f"VS {lap.reference.upper()}" if lap.reference else "PREDICTED"
        look.text(surface, against, LEFT_AT, 93, 14, theme.faint, "narrow_bold", "centre", 72)
        look.text(surface, "TO IDEAL", RIGHT_AT, 93, 14, theme.faint, "narrow_bold", "centre")
        self._time(surface, "LAST", lap.last, lap.last_mark, MARGIN, "left")
        self._time(surface, "BEST", lap.best, lap.best_mark, WIDTH - MARGIN, "right")

    def _sector(
        self, surface: pygame.Surface, number: int, sector: Sector, x: float, width: float
    ) -> None:
        look, theme = self.look, self.look.theme
        colour = mark_colour(theme, sector.mark)
        shown = sector.time > 0.0
        bright = sector.current and shown
        look.box(surface, colour if bright else theme.panel_light, x, 49, width, 26, 2)
        ink = theme.black if bright else theme.dim
        look.text(surface, f"S{number + 1}", x + 8, 62.5, 17, ink, "narrow_bold")
        if not shown:
            return
        if not bright:
            look.box(surface, colour, x, 72, width, 3)
        look.icon(surface, SIGNS[sector.mark], x + 40, 62, 12, ink if bright else colour)
        look.figures(surface, sector_time(sector.time), x + width - 8, 62.5, 21, ink)

    def _time(
        self, surface: pygame.Surface, word: str, time: float, mark: Mark, x: float, align: str
    ) -> None:
        look, theme = self.look, self.look.theme
        side = 1.0 if align == "left" else -1.0
        look.text(surface, word, x, 93, 15, theme.dim, "narrow_bold", align)
        if time > 0.0:
            look.icon(surface, SIGNS[mark], x + side * 40, 92.5, 11, mark_colour(theme, mark))
        colour = mark_colour(theme, mark) if time > 0.0 else theme.faint
        look.figures(surface, lap_time(time), x, 117, 29, colour, align=align)

    def live(self, target: pygame.Surface, facts: HudFacts) -> None:
        """Draw what moves in every frame."""
        look, lap = self.look, facts.lap
        self._bar(target, lap.delta_best, BAR_TOP, BAR_HEIGHT)
        self._bar(target, lap.delta_ideal, IDEAL_TOP, IDEAL_HEIGHT)
        self._number(target, lap)
        current, colour = self._current(lap)
        look.figures(
            target, current, WIDTH / 2, 110, 44, colour, "narrow_bold", "centre", origin=self.place
        )
        self._small(target, lap_time(lap.predicted) if lap.predicted else "", LEFT_AT, "centre")
        ideal = "" if lap.delta_ideal is None else difference(lap.delta_ideal)
        self._small(target, ideal, RIGHT_AT, "centre")

    def _small(self, target: pygame.Surface, words: str, x: float, align: str) -> None:
        dim = self.look.theme.dim
        self.look.figures(target, words, x, 117, 20, dim, "narrow", align, origin=self.place)

    def _current(self, lap: LapInfo) -> tuple[str, Colour]:
        """The running time; for a moment after the line, the time of the lap just driven."""
        theme = self.look.theme
        if lap.current is None:
            return "-:--.-", theme.faint
        if lap.current < HELD and lap.last > 0.0:
            return lap_time(lap.last), mark_colour(theme, lap.last_mark)
        return running_time(lap.current), theme.text if lap.valid else theme.bad

    def _bar(self, target: pygame.Surface, delta: float | None, top: float, height: float) -> None:
        """Grows to the left where time is lost, to the right where it is gained."""
        if delta is None:
            return
        theme = self.look.theme
        half = WIDTH / 2 - MARGIN
        share = min(max(-delta / FULL, -1.0), 1.0)
        left, right = sorted((self.x(WIDTH / 2), self.x(WIDTH / 2 + share * half)))
        colour = theme.good if delta <= 0.0 else theme.bad
        if right > left:
            target.fill(colour, (left, self.y(top), right - left, self.look.px(height)))

    def _number(self, target: pygame.Surface, lap: LapInfo) -> None:
        look, theme = self.look, self.look.theme
        delta = lap.delta_best if lap.delta_best is not None else lap.delta_ideal
        place = self.x(WIDTH / 2 - PILL / 2), self.y(BAR_TOP - 3)
        size = look.px(PILL), look.px(BAR_HEIGHT + 6)
        target.fill(theme.panel, (*place, *size))
        if delta is None:
            colour, words = theme.faint, "--.--"
        else:
            colour = theme.good if delta <= 0.0 else theme.bad
            words = difference(delta)
            sign = "up" if lap.trend < -0.004 else "down" if lap.trend > 0.004 else "dash"
            tint = theme.good if sign == "up" else theme.bad if sign == "down" else theme.faint
            picture_x = WIDTH / 2 - PILL / 2 + 12
            look_icon(self, target, sign, picture_x, BAR_TOP + BAR_HEIGHT / 2, 13, tint)
        look.figures(
            target, words, WIDTH / 2 + PILL / 2 - 5, BAR_TOP + BAR_HEIGHT / 2, 27, colour,
            origin=self.place,
        )  # fmt: skip


def look_icon(
    widget: Widget,
    target: pygame.Surface,
    sign: str,
    x: float,
    y: float,
    size: float,
    colour: Colour,
) -> None:
    """A sign on the screen itself, at a place of a widget."""
    unit = widget.look.unit
    widget.look.icon(
        target, sign, x + widget.place[0] / unit, y + widget.place[1] / unit, size, colour
    )


class SpectatorTiming(Timing):
    """Beside the timing tower; in the corner below the session where the tower is wide."""

    tower = True
    places = (Place(Timing.anchor, Timing.offset), Place((1.0, 0.0), (-20.0, 142.0)))
