"""Cars ahead and behind on the road, whatever their place."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Final

import pygame

from game.hud.facts import HudFacts, Relative
from game.hud.theme import Colour
from game.hud.widget import Widget
from game.hud.words import difference

ROW: Final = 28.0
PAD: Final = 8.0
WIDTH: Final = 312.0
NEAR: Final = 5.0
"""Up to here it is said whether a gap shrinks [s]."""
CLOSING: Final = 0.03
"""Slower changes of a gap are none [s/s]."""


def closes(car: Relative) -> bool:
    """Whether a near car comes nearer."""
    return not car.own and abs(car.gap) < NEAR and car.closing > CLOSING


class Around(Widget):
    """Who is near, and how near."""

    name = "relative"
    size = (WIDTH, 2 * PAD + 7 * ROW)
    anchor = (0.0, 1.0)
    offset = (20.0, -20.0)
    period = 7
    tower = False

    def wanted(self, facts: HudFacts) -> bool:
        """Whether there is anything to show."""
        return len(facts.relative) > 1

    def extent(self, facts: HudFacts) -> tuple[float, float]:
        """Width and height just now, in units."""
        return WIDTH, 2 * PAD + max(len(facts.relative), 1) * ROW

    def key(self, facts: HudFacts) -> Hashable:
        """What the panel shows; see `Widget.key`."""
        return tuple(
            (car.row, round(car.gap, 1), car.status, car.laps, closes(car))
            for car in facts.relative
        )

    def paint(self, surface: pygame.Surface, facts: HudFacts) -> None:
        """Draw the panel."""
        self.look.panel(surface)
        for number, car in enumerate(facts.relative):
            self._row(surface, car, PAD + number * ROW)

    def _ink(self, car: Relative) -> Colour:
        theme = self.look.theme
        if car.status in ("pit", "finished"):
            return theme.faint
        if car.laps > 0:
            return theme.bad
        return theme.cold if car.laps < 0 else theme.text

    def _row(self, surface: pygame.Surface, car: Relative, y: float) -> None:
        look, theme = self.look, self.look.theme
        middle = y + ROW / 2 + 0.5
        ink = self._ink(car)
        if car.own:
            look.box(surface, theme.own, 5, y + 1, WIDTH - 10, ROW - 2, 3)
            ink = theme.black
        look.figures(surface, str(car.position), 36, middle, 20, ink)
        look.swatch(surface, car.colour, 43, y + 5, 5, ROW - 10)
        name = car.name
        if car.laps:
            sign = "up" if car.laps > 0 else "down"
            look.icon(surface, sign, WIDTH - 92, middle, 11, ink)
            look.text(surface, f"{abs(car.laps)}L", WIDTH - 102, middle, 16, ink, align="right")
        elif car.status in ("pit", "slow") and not car.own:
            word = car.status.upper()
            look.text(surface, word, WIDTH - 88, middle, 16, theme.warn, "narrow_bold", "right")
        look.text(surface, name, 56, middle, 20, ink, "narrow_bold", width=140)
        if closes(car):
            look.icon(surface, "right", WIDTH - 66, middle, 9, theme.warn)
        if not car.own:
            colour = ink
            if abs(car.gap) < 1.0 and not car.laps:
                colour = theme.warn
            look.figures(surface, difference(car.gap, 1), WIDTH - 12, middle, 21, colour)
