"""Screens look as their pictures in the documents do, within a tolerance.

The pictures are taken anew with `python -m tests.screens.gallery docs/screens`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import numpy as np
import pygame
import pytest
from numpy.typing import NDArray

from game.core.paths import ROOT
from tests.screens.conftest import Opened
from tests.screens.gallery import SIZE, menus, settle
from tests.screens.player import Player

PICTURES: Final = ROOT / "docs" / "screens"
SMALL: Final = (160, 90)
"""Compared at this size: letters may be drawn a little otherwise by another FreeType."""
TOLERANCE: Final = 6.0
"""Mean difference of the colours, of 255."""
MOVING: Final = ("title",)
"""Pictures with cars that race."""


def small(picture: pygame.Surface) -> NDArray[np.float64]:
    scaled = pygame.transform.smoothscale(picture.convert(24), SMALL)
    return pygame.surfarray.array3d(scaled).astype(float)


def difference(one: pygame.Surface, path: Path) -> float:
    """Mean difference from a kept picture."""
    return float(np.abs(small(one) - small(pygame.image.load(str(path)))).mean())


@pytest.mark.slow
@pytest.mark.parametrize("size", [SIZE, (1920, 1080), (3840, 2160)], ids=str)
def test_every_menu_looks_like_its_picture(open_game: Opened, size: tuple[int, int]) -> None:
    player = open_game(size=size)
    away: dict[str, float] = {}

    def compare(name: str) -> None:
        player.app.messages.shown.clear()
        player.app.draw()
        if name not in MOVING:
            away[name] = difference(player.app.window.surface, PICTURES / f"{name}.jpg")

    menus(player, compare)
    assert len(away) > 15
    assert {name: far for name, far in away.items() if far > TOLERANCE} == {}


def test_a_picture_of_something_else_is_told_apart(game: Player) -> None:
    game.title()
    settle(game, 0.1)
    assert difference(game.app.window.surface, PICTURES / "race-chase.jpg") > TOLERANCE
