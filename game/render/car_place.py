"""Where the parts of cars lie on the screen: bodies, wheels, brake lights."""

from __future__ import annotations

from math import cos, pi, sin
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from game.core.compiled import compiled

FIGURE: Final = np.dtype(
    [
        ("middle", "f8"),  # of the outline, ahead of the centre of mass [m]
        ("length", "f8"),  # [m]
        ("width", "f8"),
        ("wheel_x", "f8", (4,)),  # ahead of the centre of mass, FL FR RL RR [m]
        ("wheel_y", "f8", (4,)),  # left of it, as drawn
        ("wheel_radius", "f8", (4,)),
        ("wheel_width", "f8", (4,)),
        ("lamp_x", "f8"),  # brake lights [m]
        ("lamp_y", "f8"),
        ("lamp_half", "f8"),
    ],
    align=True,
)
"""A car's measures, as far as they are drawn."""

SIGHT: Final = np.dtype(
    [
        ("x", "f8"),  # what the middle of the screen shows [m]
        ("y", "f8"),
        ("cosine", "f8"),  # of the world's direction that is up
        ("sine", "f8"),
        ("up", "f8"),  # [rad]
        ("scale", "f8"),  # [px/m]
        ("width", "f8"),  # of the picture [px]
        ("height", "f8"),
        ("sun_x", "f8"),  # direction to the sun
        ("sun_y", "f8"),
        ("sun_z", "f8"),
    ],
    align=True,
)
"""A frame, as compiled code reads it."""

_TYRE, _TREAD, _HOT, _GLOW, _LAMP = 0x1B1C1F, 0x34363B, 0xB4553A, 0xFF2A1C, 0x8A1414
_ROUND: Final = 0.12
"""What is drawn of a sprite beyond the car's outline: mirrors, wings [m]."""
_SWAY: Final = 0.0085
"""How far a body moves over its wheels, per acceleration [m per m/s^2]."""
_MOST_SWAY: Final = 0.13
_LEAN: Final = 0.016
"""How much it leans, per acceleration [rad per m/s^2]; more than life, to be seen from above."""
_MOST_LEAN: Final = 0.22


@compiled
def _within(value: float, most: float) -> float:
    return min(max(value, -most), most)


@compiled
def wheel_places(views: NDArray[Any], figures: NDArray[Any], wheels: NDArray[Any]) -> None:
    """World positions of all wheels, into shape (cars, 4, 2) [m]."""
    for car in range(len(views)):
        view, figure = views[car], figures[car]
        cosine, sine = cos(view.yaw), sin(view.yaw)
        for wheel in range(4):
            x, y = figure.wheel_x[wheel], figure.wheel_y[wheel]
            wheels[car, wheel, 0] = view.x + x * cosine - y * sine
            wheels[car, wheel, 1] = view.y + x * sine + y * cosine


@compiled
def seen_cars(views: NDArray[Any], chosen: NDArray[Any], sight: Any, rows: NDArray[Any]) -> int:
    """Write the rows of those chosen cars that are in the picture; gives how many."""
    count = 0
    margin = 6.0 * sight.scale
    for car in range(len(views)):
        view = views[car]
        if view.present == 0 or not chosen[car]:
            continue
        away_x, away_y = view.x - sight.x, view.y - sight.y
        right = sight.scale * (away_x * sight.sine - away_y * sight.cosine)
        ahead = sight.scale * (away_x * sight.cosine + away_y * sight.sine)
        if abs(right) < 0.5 * sight.width + margin and abs(ahead) < 0.5 * sight.height + margin:
            rows[count] = car
            count += 1
    return count


@compiled
def _put(box: Any, sight: Any, x: float, y: float, turn: float) -> None:
    """Put a box at a place in the world [m], its length in direction `turn` on the screen."""
    away_x, away_y = x - sight.x, y - sight.y
    box.x = 0.5 * sight.width + sight.scale * (away_x * sight.sine - away_y * sight.cosine)
    box.y = 0.5 * sight.height - sight.scale * (away_x * sight.cosine + away_y * sight.sine)
    box.cosine, box.sine = cos(turn), -sin(turn)


@compiled
def place_bodies(
    views: NDArray[Any],
    figures: NDArray[Any],
    rows: NDArray[Any],
    sight: Any,
    placed: NDArray[Any],
) -> None:
    """Fill PLACED rows: bodies sway and lean over their wheels as the load moves."""
    for index in range(len(rows)):
        view, figure, one = views[rows[index]], figures[rows[index]], placed[index]
        cosine, sine = cos(view.yaw), sin(view.yaw)
        ahead = figure.middle + _within(-_SWAY * view.forward_acceleration, _MOST_SWAY)
        left = _within(-_SWAY * view.left_acceleration, _MOST_SWAY)
        x = view.x + ahead * cosine - left * sine
        y = view.y + ahead * sine + left * cosine
        _put(one, sight, x, y, view.yaw - sight.up + 0.5 * pi)
        one.car = rows[index]
        one.light_forward = sight.sun_x * cosine + sight.sun_y * sine
        one.light_left = sight.sun_y * cosine - sight.sun_x * sine
        one.light_up = sight.sun_z
        one.roll = _within(_LEAN * view.left_acceleration, _MOST_LEAN)
        one.pitch = _within(_LEAN * view.forward_acceleration, _MOST_LEAN)
        one.shine, one.cover = 60.0 / 127.0, 1.0
        one.half_length = (0.5 * figure.length + _ROUND) * sight.scale
        one.half_width = (0.5 * figure.width + _ROUND) * sight.scale


@compiled
def place_wheels(
    views: NDArray[Any],
    figures: NDArray[Any],
    rows: NDArray[Any],
    sight: Any,
    boxes: NDArray[Any],
) -> None:
    """Fill BOX rows, 8 per car: tyres with a tread, steered, warm in colour when they slide."""
    for index in range(len(rows)):
        view, figure = views[rows[index]], figures[rows[index]]
        cosine, sine = cos(view.yaw), sin(view.yaw)
        for wheel in range(4):
            x, y = figure.wheel_x[wheel], figure.wheel_y[wheel]
            turn = view.yaw + view.steer_angle[wheel] - sight.up + 0.5 * pi
            tyre, tread = boxes[8 * index + 2 * wheel], boxes[8 * index + 2 * wheel + 1]
            for box in (tyre, tread):
                _put(
                    box, sight, view.x + x * cosine - y * sine, view.y + x * sine + y * cosine, turn
                )
                box.half_length = figure.wheel_radius[wheel] * sight.scale
                box.half_width = 0.5 * figure.wheel_width[wheel] * sight.scale
                box.round, box.soft, box.cover = 0.09 * sight.scale, 1.0, 1.0
                box.colour = _TYRE
            tread.half_length *= 0.62
            tread.half_width *= 0.68
            tread.soft = 2.0
            sliding = view.slip[wheel] > 1.15 or view.slip_ratio[wheel] < -0.5
            tread.colour = _HOT if sliding else _TREAD


@compiled
def place_lamps(
    views: NDArray[Any],
    figures: NDArray[Any],
    rows: NDArray[Any],
    sight: Any,
    boxes: NDArray[Any],
) -> None:
    """Fill BOX rows, 4 per car: brake lights and their glow."""
    for index in range(len(rows)):
        view, figure = views[rows[index]], figures[rows[index]]
        cosine, sine = cos(view.yaw), sin(view.yaw)
        turn = view.yaw - sight.up + 0.5 * pi
        lit = min(1.0, max(0.0, 3.0 * view.brake))
        for side in range(2):
            y = figure.lamp_y if side == 0 else -figure.lamp_y
            x = figure.lamp_x
            glow, lamp = boxes[4 * index + 2 * side], boxes[4 * index + 2 * side + 1]
            for box in (glow, lamp):
                _put(
                    box, sight, view.x + x * cosine - y * sine, view.y + x * sine + y * cosine, turn
                )
            lamp.half_length, lamp.half_width = 0.05 * sight.scale, figure.lamp_half * sight.scale
            lamp.round, lamp.soft, lamp.cover = 0.03 * sight.scale, 1.0, 0.9
            lamp.colour = _GLOW if lit > 0.15 else _LAMP
            glow.half_length = 0.26 * sight.scale
            glow.half_width = (figure.lamp_half + 0.2) * sight.scale
            glow.round, glow.soft = 0.25 * sight.scale, 0.5 * sight.scale
            glow.colour, glow.cover = _GLOW, 0.62 * lit
