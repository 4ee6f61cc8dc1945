"""The colour of each kind of ground at a place: grain, seams, rubber, stripes, blocks.

Every function takes the size of a texel, so that patterns finer than that fade into their mean
instead of flickering.
"""

from __future__ import annotations

from math import exp, floor, sin, sqrt
from typing import Any, Final, TypeAlias

from numpy.typing import NDArray

from game.core.compiled import compiled
from game.core.surface import Surface
from game.render.mood import (
    ASPHALT,
    COLOURS,
    CONCRETE,
    DIRT,
    GRASS_ONE,
    GRASS_TWO,
    GRAVEL,
    KERB_ONE,
    KERB_TWO,
    LAND_ONE,
    LAND_TWO,
    LEAF_ONE,
    LEAF_TWO,
    PAINT,
    RUNOFF,
)

Shade: TypeAlias = tuple[float, float, float]
"""Red, green, blue, 0..255."""
Table: TypeAlias = NDArray[Any]

_MASK: Final = 255
_SIZE: Final = 256
_PARTS: Final = len(COLOURS)
_ROAD, _LINE, _KERB, _CONCRETE, _GRASS, _GRAVEL = (
    int(Surface.ASPHALT),
    int(Surface.LINE),
    int(Surface.KERB),
    int(Surface.CONCRETE),
    int(Surface.GRASS),
    int(Surface.GRAVEL),
)
MIDDLE_BAND: Final = 7
PIT_BANDS: Final = (3, 11)

_RUBBER_SPREAD: Final = 1.5
"""Half-width of the rubbered line [m]."""
_WHEEL_TRACKS: Final = 0.78
"""Where the wheels run, from the middle of the line [m]."""
_KERB_BLOCK: Final = 1.6
_MOWN: Final = 4.2
"""Width of a stripe of mown grass [m]."""
SOFT: Final = 0.45
"""Texels to the metre of the soft noise that `ground` is given."""
_SLAB: Final = 5.0
_FIELD: Final = 95.0
"""Side of a field, about [m]."""


@compiled
def noise(texture: Table, x: float, y: float, per_metre: float) -> float:
    """A noise texture at a place, its texels `per_metre` to the metre."""
    column = int(floor(x * per_metre)) & _MASK
    row = int(floor(y * per_metre)) & _MASK
    return texture[row, column]  # type: ignore[no-any-return]


@compiled
def soft_noise(texture: Table, x: float, y: float, per_metre: float) -> float:
    """The same with smooth transitions between texels."""
    u, v = x * per_metre, y * per_metre
    left, low = floor(u), floor(v)
    u, v = u - left, v - low
    column, row = int(left) & _MASK, int(low) & _MASK
    then, above = (column + 1) & _MASK, (row + 1) & _MASK
    lower = texture[row, column] * (1 - u) + texture[row, then] * u
    upper = texture[above, column] * (1 - u) + texture[above, then] * u
    return lower * (1 - v) + upper * v  # type: ignore[no-any-return]


@compiled
def speckle(texture: Table, x: float, y: float, per_metre: float, texel: float) -> float:
    """Fine noise; smooth where its texels would be seen as squares."""
    if texel * per_metre > 0.7:
        return noise(texture, x, y, per_metre)
    return 1.5 * soft_noise(texture, x, y, per_metre)


@compiled
def hashed(one: int, other: int) -> float:
    """A number 0..1 that two whole numbers always give."""
    mixed = (one * 73856093) ^ (other * 19349663) ^ 0x5BD1E995
    mixed = (mixed ^ (mixed >> 13)) & 0x7FFFFFFF
    mixed = (mixed * 1274126177) & 0x7FFFFFFF
    return ((mixed ^ (mixed >> 16)) & 0xFFFF) / 65535.0


@compiled
def wave(place: float, half: float, texel: float) -> float:
    """A square wave of 0 and 1 with half-period `half`, averaged over a texel."""
    period = 2.0 * half
    phase = place - floor(place / period) * period
    edge = min(phase, abs(phase - half), period - phase)
    above = 1.0 if phase >= half else 0.0
    if edge >= 0.5 * texel:
        return above
    sharp = 0.5 + edge / texel
    faded = above * sharp + (1.0 - above) * (1.0 - sharp)
    fade = min(1.0, max(0.0, (texel - half) / half))
    return faded * (1.0 - fade) + 0.5 * fade


@compiled
def seam(place: float, pitch: float, width: float, texel: float) -> float:
    """How much of a texel a line of `width` covers that comes back every `pitch`."""
    away = abs(place - floor(place / pitch + 0.5) * pitch)
    covered = min(0.5 * width, away + 0.5 * texel) - max(-0.5 * width, away - 0.5 * texel)
    return max(0.0, covered) / texel


@compiled
def _mixed(table: Table, one: int, other: int, part: float, light: float) -> Shade:
    return (
        (table[one, 0] + (table[other, 0] - table[one, 0]) * part) * light,
        (table[one, 1] + (table[other, 1] - table[one, 1]) * part) * light,
        (table[one, 2] + (table[other, 2] - table[one, 2]) * part) * light,
    )


@compiled
def _road(
    table: Table, grain: Table, clouds: Table, x: float, y: float,
    s: float, d: float, line: float, rubber: float, texel: float, wet: float,
    soft: float,
) -> Shade:
    """Asphalt of the road with its seams, patches and the rubber on the racing line."""
    strength = min(1.0, 0.085 / texel) * 0.055
    light = 1.0 + strength * speckle(grain, x, y, 11.0, texel) + 0.045 * soft
    lane = int(floor(s / 43.0))
    side = 1 if d > 0 else 0
    light += 0.05 * (hashed(lane, side) - 0.5)
    light -= 0.16 * seam(d, 400.0, 0.07, texel) + 0.12 * seam(s, 43.0, 0.08, texel)
    away = d - line
    if abs(away) < 5.0:
        spread = exp(-(away * away) / (2 * _RUBBER_SPREAD * _RUBBER_SPREAD))
        track = (abs(away) - _WHEEL_TRACKS) / 0.34
        streak = 0.8 + 0.4 * soft_noise(clouds, s * 0.12, d * 2.6, 1.0)
        laid = rubber * (0.62 * spread + 0.36 * exp(-0.5 * track * track)) * streak
        light *= 1.0 - 0.42 * laid
    dust = min(1.0, max(0.0, (abs(away) - 2.6) / 3.0)) * 0.055
    light *= 1.0 + dust
    if wet > 0.0:
        sheen = soft_noise(clouds, x + 31.0, y, 0.23)
        light *= 1.0 - wet * (0.34 - 0.10 * sheen)
        pool = max(0.0, sheen - 0.42) * wet
        return (
            table[ASPHALT, 0] * light + 12.0 * wet * sheen + 60.0 * pool,
            table[ASPHALT, 1] * light + 17.0 * wet * sheen + 78.0 * pool,
            table[ASPHALT, 2] * light * (1.0 + 0.06 * wet) + 24.0 * wet * sheen + 96.0 * pool,
        )
    brown = 0.006 + 0.35 * dust
    return (
        table[ASPHALT, 0] * light * (1.0 + brown),
        table[ASPHALT, 1] * light,
        table[ASPHALT, 2] * light * (1.0 - brown),
    )


@compiled
def _beside(
    table: Table, grain: Table, clouds: Table, x: float, y: float,
    s: float, d: float, pit: bool, texel: float, wet: float, soft: float,
) -> Shade:
    """Asphalt beside the road: run-off, or the pit lane."""
    strength = min(1.0, 0.085 / texel) * 0.05
    light = 1.0 + strength * noise(grain, x, y, 11.0) + 0.05 * soft
    light -= 0.14 * seam(d, 3.6, 0.07, texel)
    light *= 1.0 - 0.30 * wet
    return _mixed(table, RUNOFF, ASPHALT, 0.75 if pit else 0.0, light)


@compiled
def _concrete(
    table: Table, grain: Table, clouds: Table, x: float, y: float,
    s: float, d: float, texel: float, wet: float, soft: float,
) -> Shade:
    strength = min(1.0, 0.085 / texel) * 0.05
    light = 1.0 + strength * noise(grain, x, y, 9.0) + 0.05 * soft
    slab = hashed(int(floor(s / _SLAB)), int(floor(d / _SLAB)))
    light += 0.05 * (slab - 0.5)
    light -= 0.22 * max(seam(s, _SLAB, 0.06, texel), seam(d, _SLAB, 0.06, texel))
    return _mixed(table, CONCRETE, CONCRETE, 0.0, light * (1.0 - 0.28 * wet))


@compiled
def _grass(
    table: Table, grain: Table, clouds: Table, x: float, y: float,
    s: float, d: float, texel: float, wet: float, soft: float,
) -> Shade:
    """Mown in stripes along the road, uneven like real grass."""
    stripe = wave(d, _MOWN, max(texel, 0.25))
    strength = min(1.0, 0.10 / texel) * 0.15
    light = 1.0 + strength * speckle(grain, x, y, 8.0, texel) + 0.07 * soft
    light += 0.05 * soft_noise(clouds, x, y, 1.9) * min(1.0, 0.3 / texel)
    return _mixed(table, GRASS_ONE, GRASS_TWO, stripe, light * (1.0 - 0.16 * wet))


@compiled
def _gravel(
    table: Table, grain: Table, clouds: Table, x: float, y: float, s: float, d: float,
    texel: float, wet: float, soft: float,
) -> Shade:
    """Raked stones."""
    strength = min(1.0, 0.11 / texel)
    rake = sin(d * 6.6 + 2.4 * soft) * min(1.0, 0.2 / texel)
    light = 1.0 + 0.20 * strength * speckle(grain, x, y, 7.0, texel)
    light += 0.035 * rake + 0.07 * soft
    return _mixed(table, GRAVEL, GRAVEL, 0.0, light * (1.0 - 0.22 * wet))


@compiled
def large_forms(clouds: Table, x: float, y: float) -> tuple[float, float]:
    """What changes so slowly over the land that it can be interpolated."""
    return soft_noise(clouds, x, y, 0.055), soft_noise(clouds, x, y, 0.011)


@compiled
def land(
    table: Table, grain: Table, clouds: Table, x: float, y: float, texel: float, wet: float,
    soft: float, bend: float,
) -> Shade:
    """The country beyond the walls: meadows and fields with hedges, dunes, or paved quays.

    `soft` and `bend` are the place's `large_forms`.
    """
    fields, dunes, paving = table[_PARTS, 0], table[_PARTS, 1], table[_PARTS, 2]
    strength = min(1.0, 0.12 / texel) * 0.12
    light = 1.0 + strength * speckle(grain, x, y, 7.0, texel) + 0.05 * soft_noise(clouds, x, y, 0.9)
    part = 0.5 + 0.5 * soft
    if fields > 0.0:
        u = (0.92 * x + 0.39 * y + 26.0 * bend) / _FIELD
        v = (0.92 * y - 0.39 * x + 26.0 * bend) / _FIELD
        column, row = int(floor(u)), int(floor(v))
        tone = hashed(column, row)
        across = u if tone > 0.5 else v
        furrow = wave(across * _FIELD, 5.0, max(texel, 0.8)) - 0.5
        light += fields * (0.20 * (tone - 0.5) + 0.045 * furrow)
        part = part * (1.0 - 0.7 * fields) + 0.7 * fields * hashed(row + 11, column)
        border = min(abs(u - floor(u + 0.5)), abs(v - floor(v + 0.5))) * _FIELD
        if border < 2.6 and fields > 0.3:
            return _hedge(table, clouds, x, y, border, part, light, texel)
    if dunes > 0.0:
        crest = sin(x * 0.10 + 0.06 * y + 5.0 * bend)
        light += dunes * (0.05 * crest * abs(crest) + 0.03 * soft)
    light *= 1.0 - 0.14 * wet
    red, green, blue = _mixed(table, LAND_ONE, LAND_TWO, part, light)
    if paving > 0.0:
        joint = max(seam(x, 3.0, 0.08, texel), seam(y, 3.0, 0.08, texel))
        slab = hashed(int(floor(x / 3.0)), int(floor(y / 3.0)))
        shade = 1.0 + paving * (0.06 * (slab - 0.5) - 0.10 * joint)
        red, green, blue = red * shade, green * shade, blue * shade
    return red, green, blue


@compiled
def _hedge(
    table: Table, clouds: Table, x: float, y: float, border: float, part: float, light: float,
    texel: float,
) -> Shade:
    """The bushes between two fields, and their shade on the ground beside them."""
    lump = soft_noise(clouds, x, y, 8.0)
    edge = 1.25 + 0.7 * soft_noise(clouds, x + 50.0, y, 2.2) + 0.35 * lump
    if border < edge:
        leaf = 0.80 + 0.30 * lump + 0.16 * (1.0 - border / edge)
        return _mixed(table, LEAF_ONE, LEAF_TWO, 0.55, leaf)
    shade = min(1.0, (border - edge) / 1.2)
    return _mixed(table, LAND_ONE, LAND_TWO, part, light * (0.66 + 0.34 * shade))


@compiled
def ground(
    surface: int, band: int, table: Table, grain: Table, clouds: Table, x: float, y: float,
    s: float, d: float, line: float, rubber: float, texel: float, wet: float,
    soft: float,
) -> Shade:
    """The colour of a band of the cross-section at a place; `soft` is its soft noise."""
    if surface == _ROAD:
        if band == MIDDLE_BAND:
            return _road(table, grain, clouds, x, y, s, d, line, rubber, texel, wet, soft)
        pit = band == PIT_BANDS[0] or band == PIT_BANDS[1]
        return _beside(table, grain, clouds, x, y, s, d, pit, texel, wet, soft)
    if surface == _LINE:
        light = 0.97 + 0.05 * noise(grain, x, y, 6.0) - 0.22 * rubber * _near(d - line)
        return _mixed(table, PAINT, PAINT, 0.0, light * (1.0 - 0.14 * wet))
    if surface == _KERB:
        block = wave(s, _KERB_BLOCK, texel)
        rib = seam(s, 0.4, 0.1, texel) * min(1.0, 0.12 / texel)
        light = 0.98 + 0.04 * noise(grain, x, y, 6.0) - 0.14 * rib
        light -= 0.20 * rubber * _near(d - line)
        return _mixed(table, KERB_ONE, KERB_TWO, block, light * (1.0 - 0.14 * wet))
    if surface == _CONCRETE:
        return _concrete(table, grain, clouds, x, y, s, d, texel, wet, soft)
    if surface == _GRAVEL:
        return _gravel(table, grain, clouds, x, y, s, d, texel, wet, soft)
    return _grass(table, grain, clouds, x, y, s, d, texel, wet, soft)


@compiled
def _near(away: float) -> float:
    """1 on the racing line, 0 away from it."""
    return exp(-0.5 * (away / _RUBBER_SPREAD) * (away / _RUBBER_SPREAD))


@compiled
def dirt(table: Table) -> Shade:
    """Bare earth."""
    return table[DIRT, 0], table[DIRT, 1], table[DIRT, 2]


@compiled
def packed(red: float, green: float, blue: float) -> int:
    """Three channels as one 32 bit pixel."""
    whole_red = int(min(max(red, 0.0), 255.0))
    whole_green = int(min(max(green, 0.0), 255.0))
    whole_blue = int(min(max(blue, 0.0), 255.0))
    return (whole_red << 16) | (whole_green << 8) | whole_blue


@compiled
def length_of(x: float, y: float) -> float:
    """Of a vector."""
    return sqrt(x * x + y * y)
