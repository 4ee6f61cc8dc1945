"""Draws cars: shadow, wheels, body in the light, brake lights."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from game.render.camera import Frame
from game.render.car_look import CarLook
from game.render.car_place import (
    FIGURE,
    SIGHT,
    place_bodies,
    place_lamps,
    place_wheels,
    seen_cars,
    wheel_places,
)
from game.render.car_sprite import DENSITY, LEVELS, canvas_size, forget_parts, paint_car
from game.render.kernels import BOX, PLACED, draw_boxes, draw_shadows, draw_sprites
from game.render.sun import SHADOW_PER_HEIGHT, SUN
from game.track.track import Floats

_SHADOW_HEIGHT: Final = 0.55
_SHADOW_LEVEL: Final = 2
_SHADOW: Final = 0.52


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
        forget_parts()
        self._colours = [
            np.stack([_packed(sprite[level].colour) for sprite in sprites])
            for level in range(LEVELS)
        ]
        self._reliefs = [
            np.stack([_packed_relief(sprite[level].relief) for sprite in sprites])
            for level in range(LEVELS)
        ]
        self._shadows = np.stack([_shadow(one[_SHADOW_LEVEL].colour[..., 3]) for one in sprites])
        self._figures = _figures(self.looks)
        count = len(looks)
        self._rows = np.zeros(count, np.int64)
        self._placed = np.zeros(count, PLACED)
        self._wheel_boxes = np.zeros(8 * count, BOX)
        self._lamp_boxes = np.zeros(4 * count, BOX)
        self._wheels = np.zeros((count, 4, 2))

    def draw(
        self,
        picture: NDArray[Any],
        views: NDArray[Any],
        chosen: NDArray[np.bool_],
        frame: Frame,
        shadows: bool,
    ) -> None:
        """Draw cars.

        Args:
            picture: What is drawn into.
            views: CAR_VIEW rows of all cars.
            chosen: Which of them may be drawn.
            frame: Where the picture is taken from.
            shadows: Whether they cast shadows.
        """
        sight = sight_of(frame)
        rows = self._rows[: seen_cars(views, chosen, sight, self._rows)]
        if not len(rows):
            return
        placed = self._placed[: len(rows)]
        place_bodies(views, self._figures, rows, sight, placed)
        scale = frame.scale
        if shadows:
            shift = frame.on_screen(SHADOW_PER_HEIGHT[0], SHADOW_PER_HEIGHT[1])
            fine = DENSITY / 2**_SHADOW_LEVEL / scale
            x, y = shift[0] * _SHADOW_HEIGHT, shift[1] * _SHADOW_HEIGHT
            draw_shadows(picture, self._shadows, placed, fine, x, y, _SHADOW)
        wheels = self._wheel_boxes[: 8 * len(rows)]
        place_wheels(views, self._figures, rows, sight, wheels)
        draw_boxes(picture, wheels)
        level = min(max(int(np.floor(np.log2(DENSITY / scale) + 0.25)), 0), LEVELS - 1)
        per_pixel = DENSITY / 2**level / scale
        draw_sprites(picture, self._colours[level], self._reliefs[level], placed, per_pixel)
        lamps = self._lamp_boxes[: 4 * len(rows)]
        place_lamps(views, self._figures, rows, sight, lamps)
        draw_boxes(picture, lamps)

    def wheels_on_ground(self, views: NDArray[Any]) -> Floats:
        """World positions of all wheels, shape (cars, 4, 2) [m]; overwritten by the next call."""
        wheel_places(views, self._figures, self._wheels)
        return self._wheels


def sight_of(frame: Frame) -> Any:
    """A frame as compiled code reads it: a SIGHT record."""
    sight = np.zeros(1, SIGHT)
    sight[0] = (
        frame.x,
        frame.y,
        np.cos(frame.up),
        np.sin(frame.up),
        frame.up,
        frame.scale,
        *frame.size,
        *SUN,
    )
    return sight[0]


def _figures(looks: Sequence[CarLook]) -> NDArray[Any]:
    """FIGURE rows."""
    figures = np.zeros(len(looks), FIGURE)
    for figure, look in zip(figures, looks, strict=True):
        figure["middle"], figure["length"], figure["width"] = look.middle, look.length, look.width
        figure["wheel_x"], figure["wheel_y"] = look.wheel_x, _shown_wheel_y(look)
        figure["wheel_radius"], figure["wheel_width"] = look.wheel_radius, look.wheel_width
        along, across, width = look.shape.brake_lights
        figure["lamp_x"] = look.middle + (along - 0.5) * look.length
        figure["lamp_y"] = across * look.width / 2
        figure["lamp_half"] = 0.5 * width * look.width / 2
    return figures


def _packed(colour: NDArray[np.uint8]) -> NDArray[np.uint32]:
    """Colour times cover and cover as one number, 0xCCRRGGBB."""
    cover = colour[..., 3].astype(np.float64) / 255.0
    parts = [np.round(colour[..., one] * cover).astype(np.uint32) for one in range(3)]
    whole = colour[..., 3].astype(np.uint32) << 24
    packed = whole | (parts[0] << 16) | (parts[1] << 8) | parts[2]
    return packed.astype(np.uint32)


def _packed_relief(relief: NDArray[np.int8]) -> NDArray[np.int32]:
    """Inclination forward, left, and gloss as one number, 0x00GGLLFF."""
    parts = [relief[..., one].view(np.uint8).astype(np.int32) for one in range(2)]
    gloss = np.maximum(relief[..., 2], 0).astype(np.int32)
    packed: NDArray[np.int32] = parts[0] | (parts[1] << 8) | (gloss << 16)
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
