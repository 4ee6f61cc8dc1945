"""A car's body painted once: colours, how its surface is inclined, how it shines, its shadow."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import numpy as np
import pygame
from numpy.typing import NDArray

from game.render.car_look import CarLook
from game.render.car_shape import Part, Shape

DENSITY: Final = 48.0
"""Texels to the metre of the finest picture of a car."""
LEVELS: Final = 4
"""Pictures of a car, each half as fine as the one before."""
MARGIN: Final = 0.35
"""Free room around the body, for its shadow [m]."""

_OVERSAMPLING: Final = 3
_RELIEF: Final = 0.75
"""How strongly heights show in the light."""
_SHADOW_BLUR: Final = 3

_FIXED: Final = {
    "glass": (26, 34, 46),
    "black": (22, 23, 26),
    "carbon": (40, 42, 47),
    "silver": (172, 176, 184),
    "light": (236, 240, 224),
    "paper": (248, 248, 244),
    "ink": (16, 18, 22),
}
_GLOSS: Final = {
    "primary": 0.55,
    "secondary": 0.5,
    "accent": 0.5,
    "glass": 1.0,
    "silver": 0.7,
    "light": 0.9,
}
_DIGITS: Final = (
    "111101101101111",
    "010110010010111",
    "111001111100111",
    "111001111001111",
    "101101111001001",
    "111100111001111",
    "111100111101111",
    "111001010010010",
    "111101111101111",
    "111101111001111",
)
"""Rows of three squares each, five rows to a digit."""


@dataclass(frozen=True)
class Sprite:
    """One level of a car's picture; rows run from right to left, columns from rear to nose."""

    colour: NDArray[np.uint8]
    """Red, green, blue, cover; shape (rows, columns, 4)."""
    relief: NDArray[np.int8]
    """Inclination forward and left, gloss; -127..127, shape (rows, columns, 3)."""


@dataclass(frozen=True)
class _Layer:
    """One part's cover and height."""

    paint: str
    cover: NDArray[np.float32]
    height: float
    bevel: float


def canvas_size(looks: list[CarLook]) -> tuple[int, int]:
    """Rows and columns of the finest picture that holds any of these cars."""
    step = 2 ** (LEVELS - 1)
    size = [
        (max(getattr(look, name) for look in looks) + 2 * MARGIN) * DENSITY
        for name in ("width", "length")
    ]
    rows, columns = (int(np.ceil(value / step) * step) for value in size)
    return rows, columns


def paint_car(look: CarLook, size: tuple[int, int]) -> list[Sprite]:
    """All levels of a car's picture, in the middle of canvases of `size` (rows, columns)."""
    layers = _layers(_Key(look.shape), look.length, look.width, size)
    colour = np.zeros((*size, 3), np.float32)
    cover, height, gloss = (np.zeros(size, np.float32) for _ in range(3))
    paints = {
        "primary": look.primary,
        "secondary": look.secondary,
        "accent": look.accent,
        **_FIXED,
    }
    for layer in (*layers, *_number_layers(look, size)):
        mask = layer.cover
        colour += mask[..., None] * (np.array(paints[layer.paint], np.float32) - colour)
        gloss += mask * (_GLOSS.get(layer.paint, 0.15) - gloss)
        cover = np.maximum(cover, mask)
        raised = height + _dome(mask, layer.bevel) * (layer.height - height)
        height += mask * (raised - height)
    return _levels(colour, cover, height, gloss)


@dataclass(frozen=True, eq=False)
class _Key:
    """A shape as a key: pydantic models with lists in them have no hash."""

    shape: Shape

    def __hash__(self) -> int:
        return id(self.shape)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and other.shape is self.shape


@lru_cache(maxsize=32)
def _layers(key: _Key, length: float, width: float, size: tuple[int, int]) -> tuple[_Layer, ...]:
    """Cover and height of all parts but the number."""
    return tuple(
        _Layer(
            part.paint, _cover(part.outlines(length, width), length, size), part.height, part.bevel
        )
        for part in key.shape.parts
        if part.number is None
    )


def _cover(
    outlines: list[NDArray[Any]], length: float, size: tuple[int, int]
) -> NDArray[np.float32]:
    """How much of each texel polygons cover, shape `size`; x from the rear end, y left [m]."""
    fine = DENSITY * _OVERSAMPLING
    large = pygame.Surface((size[1] * _OVERSAMPLING, size[0] * _OVERSAMPLING), 0, 8)
    large.set_palette([(value, value, value) for value in range(256)])
    middle = np.array([large.get_width() / 2, large.get_height() / 2])
    for outline in outlines:
        points = (outline - (length / 2, 0.0)) * fine * (1.0, 1.0) + middle
        pygame.draw.polygon(large, 255, [(float(x), float(y)) for x, y in points])
    values = pygame.surfarray.array2d(large).T.astype(np.float32) / 255.0
    rows, columns = size
    blocks = values.reshape(rows, _OVERSAMPLING, columns, _OVERSAMPLING)
    cover: NDArray[np.float32] = blocks.mean(axis=(1, 3)).astype(np.float32)
    return cover


def forget_parts() -> None:
    """Give back the room of the parts that cars of one shape share while they are painted."""
    _layers.cache_clear()


def _number_layers(look: CarLook, size: tuple[int, int]) -> list[_Layer]:
    """The start number on its plate."""
    found = []
    for part in look.shape.parts:
        if part.number is None:
            continue
        plate, digits = _number_outlines(part, look)
        for paint, outlines in (("paper", plate), ("ink", digits)):
            cover = _cover(outlines, look.length, size)
            found.append(_Layer(paint, cover, part.height, 0.0))
    return found


def _number_outlines(
    part: Part, look: CarLook
) -> tuple[list[NDArray[np.float64]], list[NDArray[np.float64]]]:
    """Polygons of the plate and of the digits; they read along the car from its left side."""
    along, across, high = part.number or [0.5, 0.0, 0.3]
    middle = np.array([along * look.length, across * look.width / 2])
    high *= look.width / 2
    square = high / 5
    text = str(look.number % 100)
    wide = (4 * len(text) - 1) * square
    plate = middle + np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * (
        np.array([wide, high]) / 2 + 0.7 * square
    )
    corner = np.array([[0, 0], [1, 0], [1, 1], [0, 1]]) * square
    digits = []
    for place, digit in enumerate(text):
        for index, lit in enumerate(_DIGITS[int(digit)]):
            row, column = divmod(index, 3)
            if lit == "1":
                x = (4 * place + column) * square - wide / 2
                shift = np.array([x, high / 2 - (row + 1) * square])
                digits.append(middle + shift + corner)
    return [plate], digits


def _dome(mask: NDArray[np.float32], bevel: float) -> NDArray[Any]:
    """How high a part has risen at each texel: 0 at its edge, 1 inside."""
    reach = round(bevel * DENSITY)
    if reach < 1:
        return mask
    blurred = _blurred(_blurred(mask, reach), max(1, reach // 2))
    rising: NDArray[Any] = np.clip(2.0 * blurred - 0.75, 0.0, 1.0)
    smooth: NDArray[Any] = rising * rising * (3.0 - 2.0 * rising)
    return smooth


def _blurred(values: NDArray[Any], reach: int) -> NDArray[Any]:
    """A box blur over 2 reach + 1 texels each way; outside is empty."""
    for axis in (0, 1):
        padded = np.pad(values, [(reach + 1, reach) if axis == one else (0, 0) for one in (0, 1)])
        total = np.cumsum(padded, axis=axis)
        count = 2 * reach + 1
        ends, starts = [slice(None)] * 2, [slice(None)] * 2
        ends[axis], starts[axis] = slice(count, None), slice(None, -count)
        values = (total[tuple(ends)] - total[tuple(starts)]) / count
    return values


def _levels(
    colour: NDArray[Any],
    cover: NDArray[Any],
    height: NDArray[Any],
    gloss: NDArray[Any],
) -> list[Sprite]:
    soft = _blurred(height, 1)
    left, forward = np.gradient(soft, 1.0 / DENSITY)
    slope = np.stack([-forward, -left], axis=-1) * _RELIEF
    slope /= np.sqrt(1.0 + (slope**2).sum(axis=-1, keepdims=True))
    found = []
    for level in range(LEVELS):
        if level:
            weight = cover[..., None]
            sums = [_halved(array) for array in (colour * weight, slope * weight, weight)]
            share = np.maximum(sums[2], 1e-6)
            colour, slope, cover = sums[0] / share, sums[1] / share, sums[2][..., 0]
            gloss = _halved(gloss)
        picture = np.concatenate([colour, 255.0 * cover[..., None]], axis=-1)
        relief = 127.0 * np.concatenate([slope, gloss[..., None]], axis=-1)
        found.append(Sprite(np.round(picture).astype(np.uint8), np.round(relief).astype(np.int8)))
    return found


def _halved(values: NDArray[Any]) -> NDArray[Any]:
    """Means of blocks of two by two."""
    halved: NDArray[Any] = (
        values[0::2, 0::2] + values[1::2, 0::2] + values[0::2, 1::2] + values[1::2, 1::2]
    ) / 4
    return halved
