"""Tyres: temperature and wear; and what is broken."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Final

import pygame

from game.hud.facts import CarInfo, HudFacts
from game.hud.theme import Colour, Theme, mix
from game.hud.widget import Widget
from game.hud.words import MINUS

WIDTH, HEIGHT = 232.0, 208.0
TYRE: Final = (46.0, 66.0)
PLACES: Final = ((22.0, 32.0), (164.0, 32.0), (22.0, 120.0), (164.0, 120.0))
"""FL FR RL RR."""
SLIDES: Final = 1.0
"""Slip above which a tyre slides."""
SHOWN_DAMAGE: Final = 0.02


def heat(temperature: float, optimum: float, window: float) -> float:
    """How hot a tyre is: -1 and less cold, 0 just right, 1 and more hot."""
    return (temperature - optimum) / max(window, 1.0)


def heat_colour(theme: Theme, value: float) -> Colour:
    """Blue for cold, green for right, red for hot."""
    if value < 0.0:
        return mix(theme.good, theme.cold, (-value - 0.35) / 0.65)
    return mix(theme.good, theme.bad, (value - 0.35) / 0.65)


class Tyres(Widget):
    """Four tyres as one looks at them from above, the car between them."""

    name = "tyres"
    size = (WIDTH, HEIGHT)
    anchor = (1.0, 1.0)
    offset = (-20.0, -20.0)
    period = 10

    def key(self, facts: HudFacts) -> Hashable:
        """What the panel shows; see `Widget.key`."""
        car = facts.car
        return (
            tuple(int(value) for value in car.tyre_temperature),
            tuple(round(value, 2) for value in car.tyre_wear),
            round(car.aero_damage, 2),
            round(car.alignment_damage, 2),
            round(car.engine_damage, 2),
        )

    def paint(self, surface: pygame.Surface, facts: HudFacts) -> None:
        """Draw the panel."""
        look, theme, car = self.look, self.look.theme, facts.car
        look.panel(surface)
        look.text(surface, "TYRES °C", 12, 16, 15, theme.dim, "narrow_bold")
        look.text(surface, "LEFT %", WIDTH - 12, 16, 15, theme.dim, "narrow_bold", "right")
        self._car(surface, car)
        for wheel, place in enumerate(PLACES):
            self._tyre(surface, car, wheel, *place)

    def _tyre(self, surface: pygame.Surface, car: CarInfo, wheel: int, x: float, y: float) -> None:
        look, theme = self.look, self.look.theme
        width, height = TYRE
        axle = wheel // 2
        value = heat(car.tyre_temperature[wheel], car.tyre_optimum[axle], car.tyre_window[axle])
        look.box(surface, heat_colour(theme, value), x, y, width, height, 8)
        middle = x + width / 2
        look.figures(
            surface, f"{car.tyre_temperature[wheel]:.0f}", middle, y + 24, 25, theme.black,
            "narrow_bold", "centre",
        )  # fmt: skip
        sign = "down" if value < -0.7 else "up" if value > 0.7 else ""
        if sign:
            look.icon(surface, sign, middle, y + 48, 15, theme.black)
        left = 1.0 - car.tyre_wear[wheel]
        ink = theme.text if left > 0.4 else theme.warn if left > 0.2 else theme.bad
        inside = x + width + 4 if wheel % 2 == 0 else x - 8
        look.box(surface, theme.panel_light, inside, y, 4, height)
        look.box(surface, ink, inside, y + height * (1 - left), 4, height * left)
        look.text(
            surface, f"{100 * left:.0f}", middle, y + height + 9, 15, ink, "narrow_bold", "centre"
        )

    def _car(self, surface: pygame.Surface, car: CarInfo) -> None:
        """Three parts that can break; each carries its word and its share."""
        look, theme = self.look, self.look.theme
        parts = (
            ("AERO", car.aero_damage, 34.0),
            ("STEER", abs(car.alignment_damage), 88.0),
            ("ENGINE", car.engine_damage, 142.0),
        )
        for word, damage, y in parts:
            hurt = damage > SHOWN_DAMAGE
            ground = mix(theme.warn, theme.bad, damage * 2) if hurt else theme.panel_light
            look.box(surface, ground, 86, y, 60, 44, 5)
            ink = theme.black if hurt else theme.faint
            look.text(surface, word, 116, y + 13, 14, ink, "narrow_bold", "centre")
            state = f"{MINUS}{100 * damage:.0f}%" if hurt else "OK"
            look.text(surface, state, 116, y + 30, 18, ink, "narrow_bold", "centre")

    def live(self, target: pygame.Surface, facts: HudFacts) -> None:
        """A tyre that slides wears a frame."""
        look, theme = self.look, self.look.theme
        width, height = TYRE
        for wheel, (x, y) in enumerate(PLACES):
            if facts.car.slip[wheel] > SLIDES and facts.car.speed > 3.0:
                box = (self.x(x), self.y(y), look.px(width), look.px(height))
                pygame.draw.rect(target, theme.white, box, look.thick(4), border_radius=look.px(8))
