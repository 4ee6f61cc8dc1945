"""The picture that stands for the game beside its name: one line dives below another."""

from __future__ import annotations

from typing import Final

import pygame

SIDE: Final = 64
SHARP: Final = 4
"""Drawn so many times as large, and made smaller: edges become smooth."""
NIGHT: Final = (13, 15, 20)
PAPER: Final = (244, 246, 250)
ACCENT: Final = (255, 92, 40)
ROAD: Final = ((6, 22), (30, 22), (58, 44))
"""The line that is passed; in units of the picture."""
DIVE: Final = ((6, 50), (24, 50), (38, 14), (58, 14))
"""The one that passes."""
WIDTH: Final = 8


def icon() -> pygame.Surface:
    """The picture, as large as title bars want it."""
    large = pygame.Surface((SIDE * SHARP, SIDE * SHARP), pygame.SRCALPHA)
    pygame.draw.rect(large, NIGHT, large.get_rect(), border_radius=12 * SHARP)
    for points, colour in ((ROAD, PAPER), (DIVE, ACCENT)):
        places = [(x * SHARP, y * SHARP) for x, y in points]
        pygame.draw.lines(large, colour, False, places, WIDTH * SHARP)
        for place in places:
            pygame.draw.circle(large, colour, place, WIDTH * SHARP / 2)
    return pygame.transform.smoothscale(large, (SIDE, SIDE))
