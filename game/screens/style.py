"""What menus look like: the sizes and colours of every screen, in one place."""

from __future__ import annotations

from functools import lru_cache
from typing import Final, TypeAlias

import pygame

Colour: TypeAlias = tuple[int, int, int]

NIGHT: Final[Colour] = (11, 13, 17)
"""Behind everything."""
PANEL: Final[Colour] = (20, 24, 31)
RAISED: Final[Colour] = (30, 36, 46)
FOCUS: Final[Colour] = (40, 48, 61)
EDGE: Final[Colour] = (52, 61, 76)
INK: Final[Colour] = (236, 239, 244)
DIM: Final[Colour] = (154, 164, 178)
FAINT: Final[Colour] = (98, 108, 122)
ACCENT: Final[Colour] = (255, 122, 41)
GOOD: Final[Colour] = (62, 201, 141)
BAD: Final[Colour] = (238, 84, 84)
WARN: Final[Colour] = (245, 196, 66)
COOL: Final[Colour] = (84, 170, 255)

HUGE: Final = 84.0
TITLE: Final = 34.0
HEADING: Final = 20.0
BODY: Final = 16.0
SMALL: Final = 13.0
TINY: Final = 11.0


@lru_cache(64)
def font(height: int, bold: bool) -> pygame.font.Font:
    """A face of a height [px]."""
    return pygame.font.Font(None, height)
