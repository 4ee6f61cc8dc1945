"""Fonts by size and weight, each opened once."""

from __future__ import annotations

from functools import lru_cache

import pygame

from game.hud.theme import font_path

LEAST_SIZE = 6
"""Smaller letters are not drawn [px]."""


@lru_cache(128)
def font(size: int, weight: str = "regular") -> pygame.font.Font:
    """A font whose line is about `size` pixels high."""
    if not pygame.font.get_init():
        pygame.font.init()
    return pygame.font.Font(font_path(weight), max(size, LEAST_SIZE))


def forget_fonts() -> None:
    """Drop all fonts, as must be done when pygame has been shut down in between."""
    font.cache_clear()
