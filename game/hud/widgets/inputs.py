"""Pedals and steering, as they are applied."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Final

import pygame

from game.hud.facts import HudFacts
from game.hud.layout import Place
from game.hud.widget import Widget

BARS: Final = (("CLU", 20.0), ("BRK", 62.0), ("THR", 104.0))
TOP, HEIGHT, WIDTH = 14.0, 76.0, 28.0
STEER: Final = (14.0, 122.0, 124.0, 10.0)


class Inputs(Widget):
    """Three bars and a scale."""

    name = "inputs"
    size = (152.0, 146.0)
    anchor = (0.5, 1.0)
    places = (Place(anchor, (250.0, -20.0), 76.0),)
    period = 6

    def key(self, facts: HudFacts) -> Hashable:
        """What the panel shows; see `Widget.key`."""
        return (facts.car.abs_active, facts.car.traction_active)

    def paint(self, surface: pygame.Surface, facts: HudFacts) -> None:
        """Draw the panel."""
        look, theme = self.look, self.look.theme
        look.panel(surface)
        active = (False, facts.car.abs_active, facts.car.traction_active)
        for (word, x), works in zip(BARS, active, strict=True):
            if works:
                look.box(surface, theme.warn, x - 3, TOP - 3, WIDTH + 6, HEIGHT + 6, 3)
            look.box(surface, theme.panel_light, x, TOP, WIDTH, HEIGHT, 2)
            ink = theme.warn if works else theme.dim
            look.text(
                surface, word, x + WIDTH / 2, TOP + HEIGHT + 12, 13, ink, "narrow_bold", "centre"
            )
        x, y, width, height = STEER
        look.box(surface, theme.panel_light, x, y, width, height, 2)
        look.box(surface, theme.faint, x + width / 2 - 0.5, y - 3, 1, height + 6)

    def live(self, target: pygame.Surface, facts: HudFacts) -> None:
        """Draw what moves in every frame."""
        theme, car = self.look.theme, facts.car
        values = (
            (car.clutch, theme.cold),
            (car.brake, theme.bad),
            (car.throttle, theme.good),
        )
        for (_, x), (value, colour) in zip(BARS, values, strict=True):
            full = min(max(value, 0.0), 1.0) * HEIGHT
            if full > 0.5:
                top = self.y(TOP + HEIGHT - full)
                bottom = self.y(TOP + HEIGHT)
                target.fill(colour, (self.x(x), top, self.look.px(WIDTH), bottom - top))
        x, y, width, height = STEER
        middle = x + width / 2
        tip = middle - min(max(car.steer, -1.0), 1.0) * width / 2
        left, right = sorted((self.x(middle), self.x(tip)))
        target.fill(theme.dim, (left, self.y(y), max(right - left, 1), self.look.px(height)))
        mark = self.look.thick(4)
        target.fill(
            theme.text, (self.x(tip) - mark // 2, self.y(y - 3), mark, self.look.px(height + 6))
        )
