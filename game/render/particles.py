"""What is in the air: tyre smoke, dust, stones, spray, sparks, and the wind of a slipstream.

Nothing is drawn from a generator: each particle's chances are hashed from its number, so that the
same ticks give the same picture.
"""

from __future__ import annotations

from math import cos, floor, sin, sqrt
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from game.core.compiled import compiled
from game.core.surface import Surface
from game.render.ground_shades import hashed

MOST: Final = 700
"""Particles in the air at once; beyond them the oldest vanish."""

PARTICLE: Final = np.dtype(
    [
        ("x", "f8"),
        ("y", "f8"),
        ("velocity_x", "f8"),
        ("velocity_y", "f8"),
        ("drag", "f8"),  # of its velocity that is lost [1/s]
        ("age", "f8"),
        ("life", "f8"),  # 0: there is none [s]
        ("size", "f8"),  # radius, or length of a streak [m]
        ("growth", "f8"),  # [m/s]
        ("cover", "f8"),
        ("colour", "i8"),
        ("streak", "i8"),  # 1: a thin line along its velocity
    ],
    align=True,
)

_SMOKE, _SPRAY, _WIND, _SPARK, _EMBER = 0xDCDEE2, 0xC6D0D9, 0xF2F6FA, 0xFFD27A, 0xFF8A2C
_GRASS, _GRAVEL = int(Surface.GRASS), int(Surface.GRAVEL)
_SCRAPES: Final = 1.9
"""Sum of the shares of its weight that a car presses down with when its floor touches."""


@compiled
def _add(
    air: NDArray[Any],
    number: int,
    x: float,
    y: float,
    velocity_x: float,
    velocity_y: float,
    life: float,
    size: float,
    growth: float,
    cover: float,
    colour: int,
) -> Any:
    """Put a round particle into the air; gives it for further changes."""
    one = air[number % len(air)]
    one.x, one.y = x, y
    one.velocity_x, one.velocity_y, one.drag = velocity_x, velocity_y, 2.2
    one.age, one.life = 0.0, life
    one.size, one.growth, one.cover = size, growth, cover
    one.colour, one.streak = colour, 0
    return one


class Stuff(NamedTuple):
    """Something that a wheel throws up."""

    kept: float
    """Share of the car's velocity that it has."""
    wild: float
    """Its speed in a direction of its own [m/s]."""
    life: float
    """[s]"""
    size: float
    """Radius [m]."""
    growth: float
    """[m/s]"""
    cover: float
    colour: int
    drag: float
    """Share of its velocity that it loses [1/s]."""


class Weather(NamedTuple):
    """What decides how much is thrown up."""

    seconds: float
    """Since the last time."""
    wet: float
    """0 dry .. 1 wet."""
    much: float
    """How much of everything is wanted, 0..1."""


@compiled
def _throw(air: NDArray[Any], number: int, view: Any, x: float, y: float, stuff: Stuff) -> int:
    """Throw something up at a place; gives the number of the next particle."""
    angle = 6.2832 * hashed(number, 31)
    velocity_x = stuff.kept * view.velocity_x + stuff.wild * cos(angle)
    velocity_y = stuff.kept * view.velocity_y + stuff.wild * sin(angle)
    life = stuff.life * (0.7 + 0.6 * hashed(number, 2))
    size, growth, cover = stuff.size, stuff.growth, stuff.cover
    one = _add(air, number, x, y, velocity_x, velocity_y, life, size, growth, cover, stuff.colour)
    one.drag = stuff.drag
    return number + 1


@compiled
def _off_road(
    view: Any,
    wheel: int,
    place: tuple[float, float],
    air: NDArray[Any],
    number: int,
    weather: Weather,
    ground: NDArray[Any],
) -> int:
    """Dust, and stones or bits of grass."""
    speed = sqrt(view.velocity_x * view.velocity_x + view.velocity_y * view.velocity_y)
    if speed < 3.0:
        return number
    x, y = place
    luck, slip = floor(1000.0 * (x + y)), min(view.slip[wheel], 2.0)
    time = weather.seconds * weather.much
    gravel = view.surface[wheel] == _GRAVEL
    rate = (3.0 + 0.35 * speed + 8.0 * slip) * (1.0 - 0.7 * weather.wet)
    if hashed(luck, number + 7919 * wheel) < rate * time:
        loose, colour = (0.42, ground[1]) if gravel else (0.24, ground[2])
        dust = Stuff(0.22, 1.4, 1.0, 0.5, 1.9, loose, colour, 2.2)
        number = _throw(air, number, view, x, y, dust)
    if hashed(luck, 97 + wheel) < (0.5 * speed + 14.0 * slip) * time:
        stone = Stuff(0.3, 5.0, 0.45, 0.09, 0.0, 0.95, ground[4 if gravel else 3], 1.0)
        number = _throw(air, number, view, x, y, stone)
    return number


@compiled
def _on_road(
    view: Any,
    wheel: int,
    place: tuple[float, float],
    air: NDArray[Any],
    number: int,
    weather: Weather,
) -> int:
    """Tyre smoke in the dry, spray in the wet."""
    speed = sqrt(view.velocity_x * view.velocity_x + view.velocity_y * view.velocity_y)
    x, y = place
    luck, slip, wet = floor(1000.0 * (x + y)), view.slip[wheel], weather.wet
    time = weather.seconds * weather.much
    if (slip > 1.12 and speed > 2.5) or view.slip_ratio[wheel] > 0.4:
        rate = 15.0 * min(1.6, slip - 0.8) * (1.0 - wet)
        if hashed(luck, number + 7919 * wheel) < rate * time:
            smoke = Stuff(0.28, 1.0, 1.2, 0.42, 2.3, min(0.42, 0.16 * slip), _SMOKE, 2.2)
            number = _throw(air, number, view, x, y, smoke)
    if wet > 0.12 and speed > 9.0:
        rate = min(14.0, 0.24 * speed) * (0.5 + 0.5 * wet) * (1.2 if wheel >= 2 else 0.4)
        if hashed(luck, 53 + wheel) < rate * time:
            cover = (0.09 + 0.12 * wet) * min(1.0, speed / 40.0)
            spray = Stuff(0.5, 0.8, 0.85, 0.85, 3.0, cover, _SPRAY, 1.8)
            number = _throw(air, number, view, x, y, spray)
    return number


@compiled
def _sparks(
    air: NDArray[Any],
    number: int,
    x: float,
    y: float,
    velocity_x: float,
    velocity_y: float,
    count: int,
    wild: float,
) -> int:
    for _ in range(count):
        angle = 6.2832 * hashed(number, 13)
        quick = wild * (0.3 + 0.7 * hashed(number, 17))
        spark = _add(
            air,
            number,
            x,
            y,
            velocity_x + quick * cos(angle),
            velocity_y + quick * sin(angle),
            0.18 + 0.3 * hashed(number, 19),
            0.55,
            -0.8,
            0.95,
            _SPARK if hashed(number, 23) > 0.4 else _EMBER,
        )
        spark.streak, spark.drag = 1, 1.6
        number += 1
    return number


@compiled
def emit(
    views: NDArray[Any],
    wheels: NDArray[Any],
    sizes: NDArray[Any],
    contacts: NDArray[Any],
    air: NDArray[Any],
    number: int,
    weather: Weather,
    ground: NDArray[Any],
) -> int:
    """Put what cars throw up into the air.

    Args:
        views: CAR_VIEW rows.
        wheels: Where the wheels are, shape (cars, 4, 2) [m].
        sizes: Length and width of each car, shape (cars, 2) [m].
        contacts: Place and closing speed of touches, shape (n, 3) [m, m, m/s].
        air: PARTICLE rows, a ring; changed.
        number: Of the next particle.
        weather: How much that is.
        ground: Colours: ruts in grass, gravel, dust from grass, bits of grass, stones.

    Returns:
        The number of the next particle.
    """
    seconds, wet, much = weather.seconds, weather.wet, weather.much
    for car in range(len(views)):
        view = views[car]
        if view.present == 0:
            continue
        for wheel in range(4):
            x, y = wheels[car, wheel, 0], wheels[car, wheel, 1]
            if view.surface[wheel] in (_GRASS, _GRAVEL):
                number = _off_road(view, wheel, (x, y), air, number, weather, ground)
            else:
                number = _on_road(view, wheel, (x, y), air, number, weather)
        speed = view.forward_speed
        luck = floor(1000.0 * (view.x + view.y))
        pressed = view.load_share[0] + view.load_share[1] + view.load_share[2] + view.load_share[3]
        scraping = 9.0 * (pressed - _SCRAPES) * seconds * much if wet < 0.3 else 0.0
        if speed > 55.0 and hashed(luck, 41) < scraping:
            x = 0.5 * (wheels[car, 2, 0] + wheels[car, 3, 0])
            y = 0.5 * (wheels[car, 2, 1] + wheels[car, 3, 1])
            quick_x, quick_y = 0.6 * view.velocity_x, 0.6 * view.velocity_y
            number = _sparks(air, number, x, y, quick_x, quick_y, 5, 4.0)
        if view.drag_factor < 0.97 and speed > 25.0:
            rate = 60.0 * min(0.4, 1.0 - view.drag_factor)
            if hashed(luck, 43) < rate * seconds * much:
                side = 1.0 if hashed(number, 47) > 0.5 else -1.0
                out = side * (0.30 + 0.28 * hashed(number, 59)) * sizes[car, 1]
                along = (0.5 - 0.3 * hashed(number, 61)) * sizes[car, 0]
                cosine, sine = cos(view.yaw), sin(view.yaw)
                wind = _add(
                    air,
                    number,
                    view.x + along * cosine - out * sine,
                    view.y + along * sine + out * cosine,
                    0.35 * view.velocity_x,
                    0.35 * view.velocity_y,
                    0.32,
                    2.6,
                    2.0,
                    0.34,
                    _WIND,
                )
                wind.streak, wind.drag = 1, 0.0
                number += 1
    for index in range(len(contacts)):
        hit = contacts[index, 2]
        if hit > 1.5:
            count = min(14, int(1.5 * hit * much) + 1)
            number = _sparks(
                air, number, contacts[index, 0], contacts[index, 1], 0.0, 0.0, count, hit + 4.0
            )
    return number


@compiled
def drift(air: NDArray[Any], seconds: float) -> None:
    """Move everything in the air on."""
    for index in range(len(air)):
        one = air[index]
        if one.life <= 0.0:
            continue
        one.age += seconds
        if one.age >= one.life:
            one.life = 0.0
            continue
        one.x += one.velocity_x * seconds
        one.y += one.velocity_y * seconds
        kept = max(0.0, 1.0 - one.drag * seconds)
        one.velocity_x *= kept
        one.velocity_y *= kept
        one.size = max(0.02, one.size + one.growth * seconds)
