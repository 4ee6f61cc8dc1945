"""How large, in which colours, with which letters: what all widgets draw with."""

from __future__ import annotations

from dataclasses import dataclass

import pygame

from game.hud.options import HudOptions
from game.hud.shapes import draw_icon, rounded
from game.hud.text import draw_figures, draw_text, fitted, text_width
from game.hud.theme import Colour, Theme, ink_on

BASE_HEIGHT = 1080.0
BASE_WIDTH = 1920.0
"""Sizes of widgets are given in pixels of a screen of this size."""
DARK = 110
"""A colour with no part above this needs a frame on a dark panel."""


def unit_of(size: tuple[int, int], scale: float) -> float:
    """Pixels to a unit on a screen of a size."""
    return min(size[0] / BASE_WIDTH, size[1] / BASE_HEIGHT) * scale


@dataclass(frozen=True)
class Look:
    """Draws in units; a unit is a pixel on a screen of 1920 x 1080."""

    unit: float
    theme: Theme
    options: HudOptions

    def px(self, units: float) -> int:
        """A length in pixels."""
        return round(units * self.unit)

    def thick(self, units: float) -> int:
        """A thickness in pixels, at least one."""
        return max(1, round(units * self.unit))

    def panel(self, surface: pygame.Surface, accent: Colour | None = None) -> None:
        """The ground of a widget, with a line of colour at its left edge where one is given."""
        alpha = round(255 * self.options.opacity)
        radius = self.px(6)
        surface.blit(rounded(surface.get_size(), radius, self.theme.panel, alpha), (0, 0))
        if accent is not None:
            surface.fill(accent, (0, radius, self.thick(3), surface.get_height() - 2 * radius))

    def box(
        self,
        surface: pygame.Surface,
        colour: Colour,
        x: float,
        y: float,
        width: float,
        height: float,
        radius: float = 0.0,
        alpha: int = 255,
    ) -> None:
        """A filled box."""
        left, top = self.px(x), self.px(y)
        size = max(self.px(x + width) - left, 1), max(self.px(y + height) - top, 1)
        if radius <= 0.0 and alpha == 255:
            surface.fill(colour, (left, top, *size))
        else:
            surface.blit(rounded(size, self.px(radius), colour, alpha), (left, top))

    def swatch(
        self, surface: pygame.Surface, colour: Colour, x: float, y: float, width: float, high: float
    ) -> None:
        """A bar of a driver's colour, framed where it would be lost on the panel."""
        if ink_on(colour) == self.theme.white and max(colour) < DARK:
            self.box(surface, self.theme.faint, x - 1, y - 1, width + 2, high + 2, 1)
        self.box(surface, colour, x, y, width, high, 1)

    def text(
        self,
        surface: pygame.Surface,
        words: str,
        x: float,
        y: float,
        size: float,
        colour: Colour | None = None,
        weight: str = "narrow",
        align: str = "left",
        width: float | None = None,
    ) -> float:
        """A line of text around the height `y`, cut at `width`; returns its width in units."""
        pixels = self.px(size)
        if width is not None:
            words = fitted(words, self.px(width), pixels, weight)
        place = (x * self.unit, y * self.unit)
        shown = draw_text(surface, words, place, pixels, colour or self.theme.text, weight, align)
        return shown / self.unit

    def figures(
        self,
        surface: pygame.Surface,
        words: str,
        x: float,
        y: float,
        size: float,
        colour: Colour | None = None,
        weight: str = "narrow_bold",
        align: str = "right",
        origin: tuple[int, int] = (0, 0),
    ) -> float:
        """Figures that keep their places; returns their width in units."""
        place = (origin[0] + x * self.unit, origin[1] + y * self.unit)
        shown = draw_figures(
            surface, words, place, self.px(size), colour or self.theme.text, weight, align
        )
        return shown / self.unit

    def icon(
        self, surface: pygame.Surface, name: str, x: float, y: float, size: float, colour: Colour
    ) -> None:
        """A sign around a place."""
        draw_icon(surface, name, (x * self.unit, y * self.unit), self.px(size), colour)

    def width_of(self, words: str, size: float, weight: str = "narrow") -> float:
        """Width of a text in units."""
        return text_width(words, self.px(size), weight) / self.unit
