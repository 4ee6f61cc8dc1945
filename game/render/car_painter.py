"""Draws cars: shadow, wheels, body in the light, brake lights."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from game.render.camera import Frame
from game.render.car_look import CarLook
from game.render.car_sprite import DENSITY, LEVELS, canvas_size, paint_car
from game.render.kernels import BOX, PLACED, draw_boxes, draw_shadows, draw_sprites
from game.track.track import Floats

SUN: Final = (-0.46, 0.50, 0.734)
"""Direction to the sun: x east, y north, z up."""
SHADOW_PER_HEIGHT: Final = (-SUN[0] / SUN[2], -SUN[1] / SUN[2])
"""Where the shadow of something one metre high ends [m]."""
_SHADOW_HEIGHT: Final = 0.55
_SHADOW_LEVEL: Final = 2
_SHADOW: Final = 0.52

_TYRE: Final = 0x1B1C1F
_TREAD: Final = 0x34363B
_GLOW: Final = 0xFF2A1C
_LAMP: Final = 0x8A1414
_SWAY: Final = 0.0085
"""How far a body moves over its wheels, per acceleration [m per m/s^2]."""
_MOST_SWAY: Final = 0.13
_LEAN: Final = 0.016
"""How much it leans, per acceleration [rad per m/s^2]; more than life, to be seen from above."""
_MOST_LEAN: Final = 0.22


class CarPainter:
    """The cars of one session."""

    def __init__(self, looks: Sequence[CarLook]) -> None:
        """Paint each car once.

        Args:
            looks: One per car.
        """
        self.looks = tuple(looks)
        size = canvas_size(list(looks))
        sprites = [paint_car(look, size) for look in looks]
        self._colours = [
            np.stack([_packed(sprite[level].colour) for sprite in sprites])
            for level in range(LEVELS)
        ]
        self._reliefs = [
            np.ascontiguousarray(np.stack([sprite[level].relief for sprite in sprites]))
            for level in range(LEVELS)
        ]
        self._shadows = np.stack([_shadow(one[_SHADOW_LEVEL].colour[..., 3]) for one in sprites])
        self._wheel_x = np.array([look.wheel_x for look in looks])
        self._wheel_width = np.array([look.wheel_width for look in looks])
        self._wheel_radius = np.array([look.wheel_radius for look in looks])
        self._wheel_y = np.array([_shown_wheel_y(look) for look in looks])
        self._middle = np.array([look.middle for look in looks])
        self._lamps = np.array([_lamps(look) for look in looks])
        self._open = np.array([look.shape.wheels == "open" for look in looks])

    def draw(
        self,
        picture: NDArray[Any],
        views: NDArray[Any],
        rows: NDArray[np.int64],
        frame: Frame,
        shadows: bool,
    ) -> None:
        """Draw the cars of some rows.

        Args:
            picture: What is drawn into.
            views: CAR_VIEW rows of all cars.
            rows: Those that are drawn.
            frame: Where the picture is taken from.
            shadows: Whether they cast shadows.
        """
        if not len(rows):
            return
        placed = self._placed(views[rows], rows, frame)
        scale = frame.scale
        if shadows:
            shift = _on_screen(frame, np.array(SHADOW_PER_HEIGHT) * _SHADOW_HEIGHT)
            fine = DENSITY / 2**_SHADOW_LEVEL / scale
            draw_shadows(picture, self._shadows, placed, fine, shift[0], shift[1], _SHADOW)
        draw_boxes(picture, self._wheels(views[rows], rows, frame))
        level = min(max(int(np.floor(np.log2(DENSITY / scale) + 0.25)), 0), LEVELS - 1)
        per_pixel = DENSITY / 2**level / scale
        draw_sprites(picture, self._colours[level], self._reliefs[level], placed, per_pixel)
        draw_boxes(picture, self._brake_lights(views[rows], rows, frame))

    def wheels_on_ground(self, views: NDArray[Any], row: int | None = None) -> Floats:
        """World positions of the wheels of all cars or of one, shape (cars, 4, 2) [m]."""
        rows = slice(None) if row is None else slice(row, row + 1)
        cars = views[rows]
        cosine, sine = np.cos(cars["yaw"])[:, None], np.sin(cars["yaw"])[:, None]
        x = cars["x"][:, None] + self._wheel_x[rows] * cosine - self._wheel_y[rows] * sine
        y = cars["y"][:, None] + self._wheel_x[rows] * sine + self._wheel_y[rows] * cosine
        return np.stack([x, y], axis=-1)

    def _placed(self, cars: NDArray[Any], rows: NDArray[np.int64], frame: Frame) -> NDArray[Any]:
        forward = np.clip(-_SWAY * cars["forward_acceleration"], -_MOST_SWAY, _MOST_SWAY)
        left = np.clip(-_SWAY * cars["left_acceleration"], -_MOST_SWAY, _MOST_SWAY)
        cosine, sine = np.cos(cars["yaw"]), np.sin(cars["yaw"])
        ahead = self._middle[rows] + forward
        world = np.column_stack(
            [cars["x"] + ahead * cosine - left * sine, cars["y"] + ahead * sine + left * cosine]
        )
        screen = frame.to_screen(world)
        placed = np.zeros(len(rows), PLACED)
        placed["car"] = rows
        placed["x"], placed["y"] = screen[:, 0], screen[:, 1]
        turn = cars["yaw"] - frame.up + np.pi / 2
        placed["cosine"], placed["sine"] = np.cos(turn), -np.sin(turn)
        placed["light_forward"] = SUN[0] * cosine + SUN[1] * sine
        placed["light_left"] = -SUN[0] * sine + SUN[1] * cosine
        placed["light_up"] = SUN[2]
        lean = np.clip(_LEAN * cars["left_acceleration"], -_MOST_LEAN, _MOST_LEAN)
        dive = np.clip(_LEAN * cars["forward_acceleration"], -_MOST_LEAN, _MOST_LEAN)
        placed["roll"], placed["pitch"] = lean, dive
        placed["shine"] = 0.9
        placed["cover"] = 1.0
        return placed

    def _wheels(self, cars: NDArray[Any], rows: NDArray[np.int64], frame: Frame) -> NDArray[Any]:
        """Tyres with a lighter tread, front wheels steered."""
        count = len(rows)
        cosine, sine = np.cos(cars["yaw"])[:, None], np.sin(cars["yaw"])[:, None]
        x, y = self._wheel_x[rows], self._wheel_y[rows]
        world = np.stack(
            [cars["x"][:, None] + x * cosine - y * sine, cars["y"][:, None] + x * sine + y * cosine],
            axis=-1,
        )
        screen = frame.to_screen(world)
        turn = cars["yaw"][:, None] + cars["steer_angle"] - frame.up + np.pi / 2
        boxes = np.zeros((2, count, 4), BOX)
        boxes["x"], boxes["y"] = screen[..., 0], screen[..., 1]
        boxes["cosine"], boxes["sine"] = np.cos(turn), -np.sin(turn)
        scale = frame.scale
        boxes["half_length"] = self._wheel_radius[rows] * scale
        boxes["half_width"] = 0.5 * self._wheel_width[rows] * scale
        boxes["round"] = 0.09 * scale
        boxes["soft"] = 1.0
        boxes["cover"] = 1.0
        boxes["colour"] = _TYRE
        tread = boxes[1]
        tread["half_length"] *= 0.62
        tread["half_width"] *= 0.68
        tread["colour"] = _TREAD
        tread["soft"] = 2.0
        return boxes.transpose(1, 2, 0).ravel()

    def _brake_lights(
        self, cars: NDArray[Any], rows: NDArray[np.int64], frame: Frame
    ) -> NDArray[Any]:
        """Lamps that are always there, brighter and with a halo under braking."""
        lamps = self._lamps[rows]
        cosine, sine = np.cos(cars["yaw"])[:, None], np.sin(cars["yaw"])[:, None]
        x, y = lamps[..., 0], lamps[..., 1]
        world = np.stack(
            [cars["x"][:, None] + x * cosine - y * sine, cars["y"][:, None] + x * sine + y * cosine],
            axis=-1,
        )
        screen = frame.to_screen(world)
        turn = cars["yaw"][:, None] - frame.up + np.pi / 2
        lit = np.clip(cars["brake"] * 3.0, 0.0, 1.0)[:, None]
        boxes = np.zeros((2, len(rows), 2), BOX)
        boxes["x"], boxes["y"] = screen[..., 0], screen[..., 1]
        boxes["cosine"], boxes["sine"] = np.cos(turn), -np.sin(turn)
        scale = frame.scale
        glow, lamp = boxes[0], boxes[1]
        lamp["half_length"], lamp["half_width"] = 0.05 * scale, lamps[..., 2] * scale
        lamp["soft"], lamp["round"], lamp["cover"] = 1.0, 0.03 * scale, 0.9
        lamp["colour"] = np.where(lit > 0.15, _GLOW, _LAMP)
        glow["half_length"], glow["half_width"] = 0.26 * scale, (lamps[..., 2] + 0.2) * scale
        glow["soft"], glow["round"] = 0.5 * scale, 0.25 * scale
        glow["colour"], glow["cover"] = _GLOW, 0.62 * lit
        return boxes.ravel()


def _on_screen(frame: Frame, away: Floats) -> Floats:
    """A way in the world [m] as a way on the screen [px]."""
    middle = np.array([frame.x, frame.y])
    moved: Floats = frame.to_screen(middle + away) - frame.to_screen(middle)
    return moved


def _packed(colour: NDArray[np.uint8]) -> NDArray[np.uint32]:
    """Colour times cover and cover as one number, 0xCCRRGGBB."""
    cover = colour[..., 3].astype(np.float64) / 255.0
    parts = [np.round(colour[..., one] * cover).astype(np.uint32) for one in range(3)]
    whole = colour[..., 3].astype(np.uint32) << 24
    packed: NDArray[np.uint32] = whole | (parts[0] << 16) | (parts[1] << 8) | parts[2]
    return packed


def _shadow(cover: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """A soft-edged cover."""
    soft = cover.astype(np.float64)
    for axis in (0, 1):
        soft = (np.roll(soft, 1, axis) + 2 * soft + np.roll(soft, -1, axis)) / 4
    return soft.astype(np.uint8)


def _shown_wheel_y(look: CarLook) -> tuple[float, ...]:
    """Wheels as far out as the body is wide, so that they are seen from above."""
    out = [look.width / 2 - 0.45 * width for width in look.wheel_width]
    shown = [
        max(abs(y), reach) if look.shape.wheels == "covered" else abs(y)
        for y, reach in zip(look.wheel_y, out, strict=True)
    ]
    return tuple(float(np.copysign(new, y)) for new, y in zip(shown, look.wheel_y, strict=True))


def _lamps(look: CarLook) -> list[list[float]]:
    """Where the brake lights are, from the centre of mass, and their half-width [m]."""
    along, across, width = look.shape.brake_lights
    x = look.middle + (along - 0.5) * look.length
    half = look.width / 2
    return [[x, side * across * half, 0.5 * width * half] for side in (1.0, -1.0)]
