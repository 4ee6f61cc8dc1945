"""How a car looks: its shape, its size, its livery."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np

from game.render.car_shape import Shape, shape_of
from game.track.track import Floats
from game.vehicle.reader import Car

Colour: TypeAlias = tuple[int, int, int]

LIVERIES: Final[tuple[tuple[Colour, Colour, Colour], ...]] = (
    ((214, 62, 40), (246, 244, 238), (250, 206, 60)),
    ((36, 108, 196), (250, 214, 60), (240, 240, 240)),
    ((240, 240, 236), (34, 40, 52), (222, 80, 40)),
    ((250, 196, 30), (28, 30, 36), (70, 150, 220)),
    ((20, 128, 108), (240, 236, 222), (250, 150, 40)),
    ((36, 38, 46), (240, 120, 30), (236, 236, 236)),
    ((118, 190, 236), (16, 52, 104), (250, 240, 120)),
    ((232, 118, 26), (24, 30, 60), (240, 240, 240)),
    ((122, 74, 176), (246, 232, 120), (240, 240, 240)),
    ((150, 30, 58), (226, 200, 150), (244, 244, 240)),
    ((204, 132, 172), (60, 24, 60), (250, 250, 250)),
    ((22, 52, 110), (226, 60, 50), (246, 246, 246)),
    ((170, 204, 70), (30, 40, 30), (250, 250, 240)),
    ((170, 178, 188), (170, 26, 40), (30, 34, 44)),
    ((96, 60, 40), (236, 214, 170), (240, 130, 40)),
    ((60, 178, 176), (250, 250, 246), (230, 60, 100)),
    ((246, 226, 170), (140, 40, 30), (40, 70, 120)),
    ((28, 84, 46), (250, 214, 40), (244, 244, 240)),
    ((228, 84, 108), (246, 246, 240), (30, 40, 80)),
    ((84, 96, 116), (120, 230, 200), (250, 250, 250)),
)
"""Primary, secondary and accent; neighbours differ in lightness as well as in hue."""


@dataclass(frozen=True)
class CarLook:
    """A car as it is painted."""

    shape: Shape
    length: float
    """[m]"""
    width: float
    """[m]"""
    middle: float
    """Of the outline, ahead of the centre of mass [m]."""
    wheel_x: tuple[float, ...]
    """Wheels ahead of the centre of mass, FL FR RL RR [m]."""
    wheel_y: tuple[float, ...]
    """Wheels left of it [m]."""
    wheel_radius: tuple[float, ...]
    wheel_width: tuple[float, ...]
    primary: Colour
    secondary: Colour
    accent: Colour
    number: int


def look_of(
    car: Car,
    primary: Colour | None = None,
    secondary: Colour | None = None,
    number: int | None = None,
    row: int = 0,
    accent: Colour | None = None,
) -> CarLook:
    """How a car looks in some colours.

    Args:
        car: The car.
        primary: Most of the body; the livery of `row` when None.
        secondary: Stripes and wings.
        number: Start number, 0 .. 99.
        row: Of the car in its session; chooses what is not given.
        accent: Helmet and details.
    """
    livery = LIVERIES[row % len(LIVERIES)]
    spec = car.record
    return CarLook(
        shape=shape_of(car.category),
        length=float(spec["length"]),
        width=float(spec["width"]),
        middle=float(spec["outline_offset"]),
        wheel_x=_four(spec["wheel_x"]),
        wheel_y=_four(spec["wheel_y"]),
        wheel_radius=_four(spec["tyre_radius"]),
        wheel_width=_four(_tyre_widths(spec["tyre_radius"], spec["wheel_y"], float(spec["width"]))),
        primary=primary or livery[0],
        secondary=secondary or livery[1],
        accent=accent or livery[2],
        number=row + 1 if number is None else number,
    )


def _four(values: Floats) -> tuple[float, ...]:
    return tuple(float(value) for value in values)


def _tyre_widths(radius: Floats, aside: Floats, width: float) -> Floats:
    """As wide as the body leaves room for, within what such tyres are [m]."""
    room = 2.0 * (width / 2 - np.abs(aside))
    widths: Floats = np.clip(room, 0.55 * radius, 1.15 * radius)
    return widths
