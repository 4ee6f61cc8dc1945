"""Fuel: how much, for how many laps, and whether that is enough."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Final

import pygame

from game.hud.facts import HudFacts
from game.hud.widget import Widget
from game.hud.words import difference

WIDTH, HEIGHT = 232.0, 82.0
LOW_LAPS: Final = 2.0


class Fuel(Widget):
    """Above the tyres."""

    name = "fuel"
    size = (WIDTH, HEIGHT)
    anchor = (1.0, 1.0)
    offset = (-20.0, -236.0)
    period = 20

    def key(self, facts: HudFacts) -> Hashable:
        """What the panel shows; see `Widget.key`."""
        car = facts.car
        laps = None if car.fuel_laps is None else round(car.fuel_laps, 1)
        to_go = None if car.laps_to_go is None else round(car.laps_to_go, 1)
        return (round(car.fuel, 1), laps, to_go)

    def paint(self, surface: pygame.Surface, facts: HudFacts) -> None:
        """Draw the panel."""
        look, theme, car = self.look, self.look.theme, facts.car
        look.panel(surface)
        spare = None
        if car.fuel_laps is not None and car.laps_to_go is not None:
            spare = car.fuel_laps - car.laps_to_go
        low = car.fuel_laps is not None and car.fuel_laps < LOW_LAPS
        short = spare is not None and spare < 0.0
        colour = theme.bad if short or low else theme.text
        word = "CHARGE" if car.electric else "FUEL"
        look.text(surface, word, 12, 16, 15, theme.dim, "narrow_bold")
        share = car.fuel / max(car.fuel_capacity, 1e-6)
        amount = f"{100 * share:.0f} %" if car.electric else f"{car.fuel:.1f} kg"
        look.figures(surface, amount, WIDTH - 12, 16, 19, theme.text)
        look.box(surface, theme.panel_light, 12, 29, WIDTH - 24, 8, 2)
        look.box(surface, colour, 12, 29, (WIDTH - 24) * min(share, 1.0), 8, 2)
        laps = "--.-" if car.fuel_laps is None else f"{min(car.fuel_laps, 999.0):.1f}"
        shown = look.figures(surface, laps, 12, 61, 30, colour, align="left")
        look.text(surface, "laps", 18 + shown, 65, 18, theme.dim)
        if spare is not None:
            sign = "down" if spare < 0.0 else "up"
            tint = theme.bad if spare < 0.0 else theme.good
            words = difference(min(spare, 99.0), 1)
            wide = look.figures(surface, words, WIDTH - 12, 61, 24, tint)
            look.icon(surface, sign, WIDTH - 24 - wide, 61, 13, tint)
