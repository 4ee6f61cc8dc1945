"""Drawing straight into the pixels of a picture: sprites in the light, shadows, boxes, puffs.

Pictures have pixels 0xRRGGBB and shape (height, width); places on the screen are in pixels, x to
the right and y down.
"""

from __future__ import annotations

from math import ceil, exp, floor, sqrt
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from game.core.compiled import compiled
from game.render.sampler import mix

PLACED: Final = np.dtype(
    [
        ("car", "i8"),  # which sprite
        ("x", "f8"),  # middle of the sprite on the screen [px]
        ("y", "f8"),
        ("cosine", "f8"),  # the car's forward direction on the screen is (cosine, sine)
        ("sine", "f8"),
        ("light_forward", "f8"),  # direction to the sun in the car's frame
        ("light_left", "f8"),
        ("light_up", "f8"),
        ("pitch", "f8"),  # inclination of the body, nose up [rad]
        ("roll", "f8"),  # to the left [rad]
        ("shine", "f8"),  # of highlights, per step of gloss
        ("cover", "f8"),  # 0 not there .. 1 solid
    ],
    align=True,
)
"""A sprite as it is put into a picture."""

BOX: Final = np.dtype(
    [
        ("x", "f8"),  # middle [px]
        ("y", "f8"),
        ("cosine", "f8"),  # its long side lies along (cosine, sine)
        ("sine", "f8"),
        ("half_length", "f8"),  # [px]
        ("half_width", "f8"),
        ("round", "f8"),  # radius of its corners [px]
        ("soft", "f8"),  # width of its edge, 1: sharp [px]
        ("colour", "i8"),  # 0xRRGGBB
        ("cover", "f8"),  # 0..1
    ],
    align=True,
)
"""A rectangle with round corners."""

PUFF: Final = np.dtype(
    [
        ("x", "f8"),
        ("y", "f8"),
        ("radius", "f8"),  # [px]
        ("colour", "i8"),
        ("cover", "f8"),
    ],
    align=True,
)
"""A soft round cloud."""

_AMBIENT: Final = 0.60
_DIRECT: Final = 0.56
_BYTE: Final = np.uint32(0xFF)


@compiled
def _bounds(middle: float, reach: float, size: int) -> tuple[int, int]:
    """First pixel and pixel after the last that something touches."""
    return max(0, floor(middle - reach)), min(size, ceil(middle + reach) + 1)


@compiled
def row_span(
    away: float, cosine: float, sine: float, half_length: float, half_width: float
) -> tuple[float, float]:
    """Where a row `away` below the middle of a turned rectangle crosses it, relative to it."""
    low, high = -1e9, 1e9
    if abs(cosine) > 1e-6:
        middle, reach = -away * sine / cosine, half_length / abs(cosine)
        low, high = max(low, middle - reach), min(high, middle + reach)
    elif abs(away * sine) > half_length:
        return 1.0, -1.0
    if abs(sine) > 1e-6:
        middle, reach = away * cosine / sine, half_width / abs(sine)
        low, high = max(low, middle - reach), min(high, middle + reach)
    elif abs(away * cosine) > half_width:
        return 1.0, -1.0
    return low, high


@compiled
def draw_shadows(
    picture: NDArray[Any],
    covers: NDArray[Any],
    placed: NDArray[Any],
    per_pixel: float,
    shift_x: float,
    shift_y: float,
    strength: float,
) -> None:
    """Darken the ground under cars.

    Args:
        picture: What is drawn into.
        covers: Cover of each car's shadow, 0..255, shape (cars, rows, columns).
        placed: PLACED rows.
        per_pixel: Texels per pixel.
        shift_x: Where the shadow lies from the car [px].
        shift_y: The same, down.
        strength: Of the darkest shadow, 0..1.
    """
    _, rows, columns = covers.shape
    half_length, half_width = 0.5 * columns / per_pixel, 0.5 * rows / per_pixel
    for index in range(len(placed)):
        one = placed[index]
        x, y = one.x + shift_x, one.y + shift_y
        high = abs(half_length * one.sine) + abs(half_width * one.cosine)
        first, last = _bounds(y, high, picture.shape[0])
        for row in range(first, last):
            away_y = row + 0.5 - y
            low, top = row_span(away_y, one.cosine, one.sine, half_length, half_width)
            left = max(0, ceil(x + low - 0.5))
            right = min(picture.shape[1], floor(x + top - 0.5) + 1)
            for column in range(left, right):
                away_x = column + 0.5 - x
                along = away_x * one.cosine + away_y * one.sine
                aside = away_x * one.sine - away_y * one.cosine
                texel_x = min(max(int((along + half_length) * per_pixel), 0), columns - 1)
                texel_y = min(max(int((aside + half_width) * per_pixel), 0), rows - 1)
                cover = covers[one.car, texel_y, texel_x]
                if cover > 0:
                    part = int(strength * one.cover * cover)
                    picture[row, column] = mix(
                        np.uint32(picture[row, column]), np.uint32(0x0A0D14), np.uint32(part)
                    )


@compiled
def draw_sprites(
    picture: NDArray[Any],
    colours: NDArray[Any],
    reliefs: NDArray[Any],
    placed: NDArray[Any],
    per_pixel: float,
) -> None:
    """Draw bodies in the light.

    Args:
        picture: What is drawn into.
        colours: Colour and cover of each car, packed 0xCCRRGGBB, shape (cars, rows, columns).
        reliefs: Inclination forward, left, and gloss, shape (cars, rows, columns, 3).
        placed: PLACED rows.
        per_pixel: Texels per pixel.
    """
    _, rows, columns = colours.shape
    half_length, half_width = 0.5 * columns / per_pixel, 0.5 * rows / per_pixel
    for index in range(len(placed)):
        one = placed[index]
        high = abs(half_length * one.sine) + abs(half_width * one.cosine)
        first, last = _bounds(one.y, high, picture.shape[0])
        glance = sqrt(
            one.light_forward * one.light_forward
            + one.light_left * one.light_left
            + (one.light_up + 1.0) * (one.light_up + 1.0)
        )
        for row in range(first, last):
            away_y = row + 0.5 - one.y
            low, top = row_span(away_y, one.cosine, one.sine, half_length, half_width)
            left = max(0, ceil(one.x + low - 0.5))
            right = min(picture.shape[1], floor(one.x + top - 0.5) + 1)
            for column in range(left, right):
                away_x = column + 0.5 - one.x
                u = (away_x * one.cosine + away_y * one.sine + half_length) * per_pixel - 0.5
                v = (away_x * one.sine - away_y * one.cosine + half_width) * per_pixel - 0.5
                texel_x, texel_y = int(u), int(v)
                if u < 0.0 or v < 0.0 or texel_x >= columns - 1 or texel_y >= rows - 1:
                    continue
                near = colours[one.car, texel_y]
                far = colours[one.car, texel_y + 1]
                lower, upper = near[texel_x], far[texel_x]
                if lower | upper | near[texel_x + 1] | far[texel_x + 1] == 0:
                    continue
                across = np.uint32((u - texel_x) * 256.0)
                lower = mix(lower, near[texel_x + 1], across)
                upper = mix(upper, far[texel_x + 1], across)
                pixel = np.uint32(mix(lower, upper, np.uint32((v - texel_y) * 256.0)))
                relief = reliefs[one.car, texel_y, texel_x]
                forward = relief[0] * (1.0 / 127.0) - one.pitch
                aside = relief[1] * (1.0 / 127.0) - one.roll
                upward = sqrt(max(0.05, 1.0 - forward * forward - aside * aside))
                lit = forward * one.light_forward + aside * one.light_left + upward * one.light_up
                light = _AMBIENT + _DIRECT * max(lit, 0.0)
                gleam = max(0.0, (lit + upward) / glance)
                gleam *= gleam
                gleam *= gleam
                gleam *= gleam
                gleam *= gleam * gleam
                shine = one.shine * relief[2] * gleam
                picture[row, column] = _lit(pixel, light, shine, one.cover, picture[row, column])


@compiled
def _lit(pixel: int, light: float, shine: float, solid: float, below: int) -> int:
    """A premultiplied pixel of a sprite in the light, over what is below it."""
    cover = ((pixel >> 24) & 0xFF) * solid
    rest = 1.0 - cover * (1.0 / 255.0)
    glow = shine * cover * (1.0 / 255.0)
    light *= solid
    red = min(255.0, ((pixel >> 16) & 0xFF) * light + glow + rest * ((below >> 16) & 0xFF))
    green = min(255.0, ((pixel >> 8) & 0xFF) * light + glow + rest * ((below >> 8) & 0xFF))
    blue = min(255.0, (pixel & 0xFF) * light + glow + rest * (below & 0xFF))
    return (int(red) << 16) | (int(green) << 8) | int(blue)


@compiled
def draw_boxes(picture: NDArray[Any], boxes: NDArray[Any]) -> None:
    """Draw BOX rows, one over the other."""
    for index in range(len(boxes)):
        box = boxes[index]
        margin = 0.5 * box.soft + 0.5
        half_length, half_width = box.half_length + margin, box.half_width + margin
        high = abs(half_length * box.sine) + abs(half_width * box.cosine)
        first, last = _bounds(box.y, high, picture.shape[0])
        for row in range(first, last):
            away_y = row + 0.5 - box.y
            low, top = row_span(away_y, box.cosine, box.sine, half_length, half_width)
            left = max(0, ceil(box.x + low - 0.5))
            right = min(picture.shape[1], floor(box.x + top - 0.5) + 1)
            for column in range(left, right):
                away_x = column + 0.5 - box.x
                along = abs(away_x * box.cosine + away_y * box.sine)
                aside = abs(away_x * box.sine - away_y * box.cosine)
                out_x = max(along - box.half_length + box.round, 0.0)
                out_y = max(aside - box.half_width + box.round, 0.0)
                away = sqrt(out_x * out_x + out_y * out_y) - box.round
                cover = min(1.0, max(0.0, 0.5 - away / box.soft)) * box.cover
                if cover > 0.004:
                    picture[row, column] = mix(
                        np.uint32(picture[row, column]),
                        np.uint32(box.colour),
                        np.uint32(cover * 256.0),
                    )


@compiled
def draw_puffs(picture: NDArray[Any], puffs: NDArray[Any]) -> None:
    """Draw PUFF rows, one over the other."""
    for index in range(len(puffs)):
        puff = puffs[index]
        if puff.radius < 0.3 or puff.cover < 0.004:
            continue
        square = puff.radius * puff.radius
        first, last = _bounds(puff.y, puff.radius, picture.shape[0])
        for row in range(first, last):
            away = row + 0.5 - puff.y
            room = square - away * away
            if room <= 0.0:
                continue
            reach = sqrt(room)
            left = max(0, ceil(puff.x - reach - 0.5))
            right = min(picture.shape[1], floor(puff.x + reach - 0.5) + 1)
            for column in range(left, right):
                aside = column + 0.5 - puff.x
                inside = (room - aside * aside) / square
                part = np.uint32(256.0 * puff.cover * inside * (2.0 - inside) * inside)
                picture[row, column] = mix(
                    np.uint32(picture[row, column]), np.uint32(puff.colour), part
                )


@compiled
def faded(age: float, life: float) -> float:
    """How much is left of something that comes quickly and goes slowly, 0..1."""
    part = age / life
    return min(1.0, part * 8.0) * exp(-2.2 * part) * (1.0 - part)
