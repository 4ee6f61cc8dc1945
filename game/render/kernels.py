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
from game.render.sampler import Word, mix

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
        ("half_length", "f8"),  # what has to be drawn of the sprite [px]
        ("half_width", "f8"),
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

_PENUMBRA: Final = 2.0
"""How far a shadow reaches beyond the sprite that casts it [px]."""
_SHADE: Final = np.uint32(0x0A0D14)
_UNIT: Final = 1.0 / 127.0
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
        x, y, cosine, sine = one.x + shift_x, one.y + shift_y, one.cosine, one.sine
        cover, deep = covers[one.car], strength * one.cover
        reach_x, reach_y = one.half_length + _PENUMBRA, one.half_width + _PENUMBRA
        first, last = _bounds(y, abs(reach_x * sine) + abs(reach_y * cosine), picture.shape[0])
        for row in range(first, last):
            away_y = row + 0.5 - y
            low, top = row_span(away_y, cosine, sine, reach_x, reach_y)
            left = max(0, ceil(x + low - 0.5))
            right = min(picture.shape[1], floor(x + top - 0.5) + 1)
            line = picture[row]
            for column in range(left, right):
                away_x = column + 0.5 - x
                along = away_x * cosine + away_y * sine + half_length
                aside = away_x * sine - away_y * cosine + half_width
                texel_x = min(max(int(along * per_pixel), 0), columns - 1)
                texel_y = min(max(int(aside * per_pixel), 0), rows - 1)
                part = int(deep * cover[texel_y, texel_x])
                if part > 0:
                    line[column] = mix(line[column], _SHADE, np.uint32(part))


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
        x, y, cosine, sine, solid = one.x, one.y, one.cosine, one.sine, one.cover
        sun_forward, sun_left, sun_up = one.light_forward, one.light_left, one.light_up
        pitch, roll, shine = one.pitch, one.roll, one.shine
        colour, relief = colours[one.car], reliefs[one.car]
        level = sun_forward * sun_forward + sun_left * sun_left
        glance = 1.0 / sqrt(level + (sun_up + 1.0) * (sun_up + 1.0))
        high = abs(one.half_length * sine) + abs(one.half_width * cosine)
        first, last = _bounds(y, high, picture.shape[0])
        for row in range(first, last):
            away_y = row + 0.5 - y
            low, top = row_span(away_y, cosine, sine, one.half_length, one.half_width)
            left = max(0, ceil(x + low - 0.5))
            right = min(picture.shape[1], floor(x + top - 0.5) + 1)
            line = picture[row]
            start_u = (away_y * sine + half_length) * per_pixel - 0.5
            start_v = (half_width - away_y * cosine) * per_pixel - 0.5
            step_u, step_v = cosine * per_pixel, sine * per_pixel
            for column in range(left, right):
                away_x = column + 0.5 - x
                u, v = start_u + away_x * step_u, start_v + away_x * step_v
                texel_x, texel_y = int(u), int(v)
                if u < 0.0 or v < 0.0 or texel_x >= columns - 1 or texel_y >= rows - 1:
                    continue
                lower, upper = colour[texel_y, texel_x], colour[texel_y + 1, texel_x]
                lower_next = colour[texel_y, texel_x + 1]
                upper_next = colour[texel_y + 1, texel_x + 1]
                if lower | upper | lower_next | upper_next == 0:
                    continue
                across = np.uint32((u - texel_x) * 256.0)
                lower, upper = mix(lower, lower_next, across), mix(upper, upper_next, across)
                pixel = np.uint32(mix(lower, upper, np.uint32((v - texel_y) * 256.0)))
                forward = relief[texel_y, texel_x, 0] * _UNIT - pitch
                aside = relief[texel_y, texel_x, 1] * _UNIT - roll
                upward = sqrt(max(0.05, 1.0 - forward * forward - aside * aside))
                lit = forward * sun_forward + aside * sun_left + upward * sun_up
                gleam = max(0.0, (lit + upward) * glance)
                gleam *= gleam
                gleam *= gleam
                gleam *= gleam
                gleam *= gleam * gleam
                glow = shine * relief[texel_y, texel_x, 2] * gleam
                light = _AMBIENT + _DIRECT * max(lit, 0.0)
                line[column] = _lit(pixel, light, glow, solid, line[column])


@compiled
def _lit(pixel: Word, light: float, shine: float, solid: float, below: Word) -> int:
    """A premultiplied pixel of a sprite in the light, over what is below it."""
    sprite: Any = np.int64(pixel)
    ground: Any = np.int64(below)
    bright, cover = int(light * solid * 256.0), int((sprite >> 24) * solid)
    rest, glow = 256 - cover - (cover >> 7), int(shine * cover) >> 8
    red = (((sprite >> 16) & 0xFF) * bright + ((ground >> 16) & 0xFF) * rest >> 8) + glow
    green = (((sprite >> 8) & 0xFF) * bright + ((ground >> 8) & 0xFF) * rest >> 8) + glow
    blue = ((sprite & 0xFF) * bright + (ground & 0xFF) * rest >> 8) + glow
    lit: int = (min(red, 255) << 16) | (min(green, 255) << 8) | min(blue, 255)
    return lit


@compiled
def draw_boxes(picture: NDArray[Any], boxes: NDArray[Any]) -> None:
    """Draw BOX rows, one over the other."""
    for index in range(len(boxes)):
        box = boxes[index]
        x, y, cosine, sine, soft = box.x, box.y, box.cosine, box.sine, box.soft
        solid, colour, bend = box.cover, np.uint32(box.colour), box.round
        margin = 0.5 * soft + 0.5
        half_length, half_width = box.half_length + margin, box.half_width + margin
        inner_length, inner_width = box.half_length - bend, box.half_width - bend
        high = abs(half_length * sine) + abs(half_width * cosine)
        first, last = _bounds(y, high, picture.shape[0])
        if solid < 0.004:
            continue
        for row in range(first, last):
            away_y = row + 0.5 - y
            low, top = row_span(away_y, cosine, sine, half_length, half_width)
            left = max(0, ceil(x + low - 0.5))
            right = min(picture.shape[1], floor(x + top - 0.5) + 1)
            line = picture[row]
            for column in range(left, right):
                away_x = column + 0.5 - x
                out_x = abs(away_x * cosine + away_y * sine) - inner_length
                out_y = abs(away_x * sine - away_y * cosine) - inner_width
                away = max(out_x, out_y)
                if out_x > 0.0 and out_y > 0.0:
                    away = sqrt(out_x * out_x + out_y * out_y)
                cover = min(1.0, max(0.0, 0.5 - (away - bend) / soft)) * solid
                if cover > 0.004:
                    line[column] = mix(line[column], colour, np.uint32(cover * 256.0))


@compiled
def draw_puffs(picture: NDArray[Any], puffs: NDArray[Any]) -> None:
    """Draw PUFF rows, one over the other."""
    for index in range(len(puffs)):
        puff = puffs[index]
        if puff.radius < 0.3 or puff.cover < 0.004:
            continue
        square = puff.radius * puff.radius
        first, last = _bounds(puff.y, puff.radius, picture.shape[0])
        x, solid, colour = puff.x, 256.0 * puff.cover, np.uint32(puff.colour)
        for row in range(first, last):
            away = row + 0.5 - puff.y
            room = square - away * away
            if room <= 0.0:
                continue
            reach = sqrt(room)
            left = max(0, ceil(x - reach - 0.5))
            right = min(picture.shape[1], floor(x + reach - 0.5) + 1)
            line = picture[row]
            for column in range(left, right):
                aside = column + 0.5 - x
                inside = (room - aside * aside) / square
                part = np.uint32(solid * inside * (2.0 - inside) * inside)
                line[column] = mix(line[column], colour, part)


@compiled
def faded(age: float, life: float) -> float:
    """How much is left of something that comes quickly and goes slowly, 0..1."""
    part = age / life
    return min(1.0, part * 8.0) * exp(-2.2 * part) * (1.0 - part)
