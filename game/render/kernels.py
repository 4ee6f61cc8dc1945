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
_NEXT: Final = np.uint64(1)


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
    parts = np.empty(picture.shape[1], np.uint32)
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
            start = left + 0.5 - x
            along = start * cosine + away_y * sine + half_length
            aside = start * sine - away_y * cosine + half_width
            for pixel in range(right - left):
                column = min(max(int((along + pixel * cosine) * per_pixel), 0), columns - 1)
                line = min(max(int((aside + pixel * sine) * per_pixel), 0), rows - 1)
                parts[pixel] = int(deep * cover[line, column])
            _darken(picture[row], left, parts, right - left)


@compiled
def _darken(line: NDArray[Any], left: int, parts: NDArray[Any], count: int) -> None:
    """Lay a shadow over some pixels of a row, `parts` of 256 deep."""
    for index in range(count):
        line[left + index] = mix(line[left + index], _SHADE, parts[index])


@compiled
def draw_sprites(
    picture: NDArray[Any],
    colours: NDArray[Any],
    reliefs: NDArray[Any],
    placed: NDArray[Any],
    per_pixel: float,
) -> None:
    """Draw bodies in the light.

    A row of a body is done in three goes, because the middle one, its light, is then done for many
    pixels at once.

    Args:
        picture: What is drawn into.
        colours: Colour and cover of each car, packed 0xCCRRGGBB, shape (cars, rows, columns).
        reliefs: Inclination forward, left, and gloss, packed 0x00GGLLFF, shape (cars, rows,
            columns).
        placed: PLACED rows.
        per_pixel: Texels per pixel.
    """
    _, rows, columns = colours.shape
    width = picture.shape[1]
    texels, slopes = np.empty((6, width), np.uint32), np.empty(width, np.int32)
    pixels, lights = np.empty(width, np.int32), np.empty((2, width), np.float32)
    half_length, half_width = 0.5 * columns / per_pixel, 0.5 * rows / per_pixel
    for index in range(len(placed)):
        one = placed[index]
        x, y, cosine, sine = one.x, one.y, one.cosine, one.sine
        high = abs(one.half_length * sine) + abs(one.half_width * cosine)
        first, last = _bounds(y, high, picture.shape[0])
        for row in range(first, last):
            away = row + 0.5 - y
            low, top = row_span(away, cosine, sine, one.half_length, one.half_width)
            left = max(0, ceil(x + low - 0.5))
            count = min(width, floor(x + top - 0.5) + 1) - left
            if count <= 0:
                continue
            ahead = left + 0.5 - x
            u = (away * sine + half_length + ahead * cosine) * per_pixel - 0.5
            v = (half_width - away * cosine + ahead * sine) * per_pixel - 0.5
            steps = cosine * per_pixel, sine * per_pixel
            _look_up(texels, slopes, colours[one.car], reliefs[one.car], count, (u, v), steps)
            _smooth(pixels, texels, count)
            _light(lights, slopes, one, count)
            _lay(picture[row], left, pixels, lights, count, one.cover)


@compiled
def _look_up(
    texels: NDArray[Any],
    slopes: NDArray[Any],
    colour: NDArray[Any],
    relief: NDArray[Any],
    count: int,
    place: tuple[float, float],
    steps: tuple[float, float],
) -> None:
    """The four texels around each of one row's pixels of a sprite, shares of them, and relief."""
    rows, columns = colour.shape
    wide, high = columns - 1.001, rows - 1.001
    for index in range(count):
        u = min(max(place[0] + index * steps[0], 0.0), wide)
        v = min(max(place[1] + index * steps[1], 0.0), high)
        column, row = np.uint64(u), np.uint64(v)
        texels[0, index], texels[1, index] = colour[row, column], colour[row, column + _NEXT]
        texels[2, index] = colour[row + _NEXT, column]
        texels[3, index] = colour[row + _NEXT, column + _NEXT]
        texels[4, index] = np.uint32((u - column) * 256.0)
        texels[5, index] = np.uint32((v - row) * 256.0)
        slopes[index] = relief[row, column]


@compiled
def _smooth(pixels: NDArray[Any], texels: NDArray[Any], count: int) -> None:
    """Mix the four texels of each pixel."""
    lower, lower_next, upper, upper_next = texels[0], texels[1], texels[2], texels[3]
    across, along = texels[4], texels[5]
    for index in range(count):
        one = mix(lower[index], lower_next[index], across[index])
        other = mix(upper[index], upper_next[index], across[index])
        pixels[index] = np.int32(mix(one, other, along[index]))


@compiled
def _light(lights: NDArray[Any], slopes: NDArray[Any], one: Any, count: int) -> None:
    """How bright some pixels of a body are (256: as painted), and how much they gleam."""
    brights, gleams = lights[0], lights[1]
    sun_forward, sun_left = np.float32(one.light_forward), np.float32(one.light_left)
    sun_up, pitch, roll = np.float32(one.light_up), np.float32(one.pitch), np.float32(one.roll)
    level = sun_forward * sun_forward + sun_left * sun_left
    glance = np.float32(1.0 / sqrt(level + (sun_up + 1.0) * (sun_up + 1.0)))
    shine, solid = np.float32(one.shine), np.float32(256.0 * one.cover)
    unit, none, least = np.float32(_UNIT), np.float32(0.0), np.float32(0.05)
    whole, ambient, direct = np.float32(1.0), np.float32(_AMBIENT), np.float32(_DIRECT)
    for index in range(count):
        slope = slopes[index]
        forward = np.float32(np.int8(slope)) * unit - pitch
        aside = np.float32(np.int8(slope >> 8)) * unit - roll
        upward = np.sqrt(max(least, whole - forward * forward - aside * aside))
        lit = forward * sun_forward + aside * sun_left + upward * sun_up
        gleam = max(none, (lit + upward) * glance)
        gleam *= gleam
        gleam *= gleam
        gleam *= gleam
        gleam *= gleam * gleam
        brights[index] = (ambient + direct * max(lit, none)) * solid
        gleams[index] = shine * np.float32(slope >> 16) * gleam


@compiled
def _lay(
    line: NDArray[Any],
    left: int,
    pixels: NDArray[Any],
    lights: NDArray[Any],
    count: int,
    solid: float,
) -> None:
    """Lay premultiplied pixels of a sprite, in their light, over a row of the picture."""
    brights, gleams, most = lights[0], lights[1], np.float32(solid)
    for index in range(count):
        sprite, ground = pixels[index], np.int32(line[left + index])
        bright = np.int32(brights[index])
        cover = np.int32(np.float32((sprite >> 24) & 0xFF) * most)
        rest, glow = 256 - cover - (cover >> 7), np.int32(gleams[index] * np.float32(cover)) >> 8
        red = (((sprite >> 16) & 0xFF) * bright + ((ground >> 16) & 0xFF) * rest >> 8) + glow
        green = (((sprite >> 8) & 0xFF) * bright + ((ground >> 8) & 0xFF) * rest >> 8) + glow
        blue = ((sprite & 0xFF) * bright + (ground & 0xFF) * rest >> 8) + glow
        line[left + index] = (min(red, 255) << 16) | (min(green, 255) << 8) | min(blue, 255)


@compiled
def see_boxes(
    boxes: NDArray[Any],
    view: tuple[float, float, float, float, float],
    size: tuple[int, int],
    found: NDArray[Any],
) -> int:
    """Put those boxes of the world that are in a picture into it; gives how many there are.

    Args:
        boxes: BOX rows, places and sizes in metres, directions from the world's x axis; `soft` is
            in pixels already.
        view: World position of the middle of the picture [m], cosine and sine of the direction that
            is up, and scale [px/m].
        size: Of the picture [px].
        found: BOX rows, written.
    """
    x, y, cosine, sine, scale = view
    count = 0
    for index in range(len(boxes)):
        box = boxes[index]
        away_x, away_y = box.x - x, box.y - y
        right = scale * (away_x * sine - away_y * cosine)
        ahead = scale * (away_x * cosine + away_y * sine)
        reach = scale * (box.half_length + box.half_width) + box.soft
        if abs(right) > 0.5 * size[0] + reach or abs(ahead) > 0.5 * size[1] + reach:
            continue
        one = found[count]
        one.x, one.y = 0.5 * size[0] + right, 0.5 * size[1] - ahead
        one.cosine = box.cosine * sine - box.sine * cosine
        one.sine = -box.sine * sine - box.cosine * cosine
        one.half_length, one.half_width = scale * box.half_length, scale * box.half_width
        one.round, one.soft = scale * box.round, box.soft
        one.colour, one.cover = box.colour, box.cover
        count += 1
    return count


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
