"""What menus look like: sizes and colours of every screen, the colours being the HUD's."""

from __future__ import annotations

from typing import Final

import pygame

from game.hud.fonts import font as face
from game.hud.theme import Colour, Theme, mix, theme_of

__all__ = ["Colour", "font", "mix", "use"]

NIGHT: Colour
"""Behind everything."""
PANEL: Colour
RAISED: Colour
FOCUS: Colour
EDGE: Colour
INK: Colour
DIM: Colour
FAINT: Colour
ACCENT: Colour
GOOD: Colour
BAD: Colour
WARN: Colour
COOL: Colour
BEST: Colour


HUGE: Final = 104.0
TITLE: Final = 38.0
HEADING: Final = 23.0
BODY: Final = 17.0
SMALL: Final = 14.5
TINY: Final = 12.5


def use(palette: str) -> Theme:
    """Take the colours of a palette."""
    theme = theme_of(palette)
    lifted = mix(theme.background, theme.panel_light, 0.3)
    globals().update(
        NIGHT=theme.background,
        PANEL=lifted,
        RAISED=mix(theme.background, theme.panel_light, 0.7),
        FOCUS=mix(theme.panel_light, theme.line, 0.25),
        EDGE=theme.line,
        INK=theme.text,
        DIM=theme.dim,
        FAINT=mix(theme.faint, theme.dim, 0.25),
        ACCENT=theme.accent,
        GOOD=theme.good,
        BAD=theme.bad,
        WARN=theme.warn,
        COOL=theme.cold,
        BEST=theme.best,
    )
    return theme


def font(height: int, bold: bool, large: bool = False) -> pygame.font.Font:
    """A face of a height [px]; large and strong words are set narrow and heavy."""
    return face(height, ("heavy" if large else "bold") if bold else "regular")


use("standard")
