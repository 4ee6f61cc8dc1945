"""The picture in the title bar."""

from __future__ import annotations

import pygame

from game.screens.icon import ACCENT, icon
from tests.screens.player import Player


def test_the_icon_is_a_rounded_square_with_the_colour_of_the_game(game: Player) -> None:
    picture = icon()
    width, height = picture.get_size()
    assert width == height
    assert picture.get_at((0, 0)).a == 0
    colours = {tuple(picture.get_at((x, y))[:3]) for x in range(width) for y in range(height)}
    assert ACCENT in colours
    assert pygame.display.get_caption()[0] == "Undercut"
