"""Medals as pictures: told apart by shape and letter as well as by colour."""

from __future__ import annotations

from typing import Final

import numpy as np

from game.records.medals import ACE, BRONZE, GOLD, MEDALS, SILVER
from game.screens import style
from game.screens.paint import Paint

COLOURS: Final[dict[str, style.Colour]] = {
    BRONZE: (196, 120, 66),
    SILVER: (188, 198, 210),
    GOLD: (242, 193, 68),
    ACE: (186, 128, 255),
}
SIDES: Final = {BRONZE: 3, SILVER: 4, GOLD: 6, ACE: 10}
"""Corners of each medal's shape; the ace is a star of five points."""


def draw_medal(
    paint: Paint, medal: str, middle: tuple[float, float], radius: float, won: bool = True
) -> None:
    """A medal; an empty outline where it is not won yet."""
    colour = COLOURS[medal]
    points = _shape(medal, middle, radius)
    if won:
        paint.polygon(points, colour)
        ink = style.mix(colour, (0, 0, 0), 0.75)
        letter = medal[0].upper()
        low = middle[1] + (radius * 0.12 if medal == BRONZE else 0.0)
        paint.text(letter, (middle[0], low), radius * 1.05, ink, "centre", bold=True)
    else:
        paint.polyline(points, style.mix(colour, style.PANEL, 0.45), 1.5, closed=True)


def _shape(medal: str, middle: tuple[float, float], radius: float) -> list[tuple[float, float]]:
    count = SIDES[medal]
    turn = np.pi / 4 if medal == SILVER else np.pi / 2
    angles = turn + np.arange(count) * 2 * np.pi / count
    reach = np.full(count, radius * (1.15 if medal == BRONZE else 1.0))
    if medal == ACE:
        reach[1::2] *= 0.62
        reach *= 1.15
    x = middle[0] + reach * np.cos(angles)
    y = middle[1] - reach * np.sin(angles)
    return [(float(a), float(b)) for a, b in zip(x, y, strict=True)]


def draw_row_of_medals(
    paint: Paint, won: set[str], place: tuple[float, float], radius: float = 8.0
) -> None:
    """All four beside each other, those not won as outlines."""
    for index, medal in enumerate(MEDALS):
        middle = (place[0] + index * radius * 2.9, place[1])
        draw_medal(paint, medal, middle, radius, medal in won)
