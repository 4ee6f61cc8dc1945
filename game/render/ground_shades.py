"""The colour of each kind of ground at a place: grain, seams, rubber, stripes, blocks.

Every function takes the size of a texel, so that patterns finer than that fade into their mean
instead of flickering.
"""

from __future__ import annotations

from math import floor, sin, sqrt
from typing import Any, Final, NamedTuple, TypeAlias

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
    PAINT,
    RUNOFF,
)

Shade: TypeAlias = tuple[float, float, float]
"""Red, green, blue, 0..255."""
Table: TypeAlias = NDArray[Any]


class Paints(NamedTuple):
    """What all ground of a track is painted with."""

    table: Table
    """`mood_table`."""
    grain: Table
    """Fine noise."""
    clouds: Table
    """Coarse noise."""
    wet: float
    """0 dry .. 1 wet."""


class Spot(NamedTuple):
    """A place on the ground."""

    x: float
    """In the world [m]."""
    y: float
    s: float
    """Along the lap [m]."""
    d: float
    """From the centre line, positive left [m]."""
    line: float
    """Where the racing line is there, as `d`."""
    rubber: float
    """How much lies on that line, 0..1."""
    texel: float
    """Size of the texel that is painted [m]."""
    per_texel: float
    """Texels to the metre."""
    soft: float
    """Soft noise there, `SOFT` texels to the metre."""


MASK: Final = 255
"""Of rows and columns of noise, which repeats."""
_SIZE: Final = 256
PARTS: Final = len(COLOURS)
"""The row of a mood's table that is no colour."""
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
FINE: Final = 0.7
"""Texels of noise to one that is painted, from where on nobody sees that they are squares."""
_SLAB: Final = 5.0


@compiled
def noise(texture: Table, x: float, y: float, per_metre: float) -> float:
    """A noise texture at a place, its texels `per_metre` to the metre."""
    column = floor(x * per_metre) & MASK
    row = floor(y * per_metre) & MASK
    return texture[row, column]  # type: ignore[no-any-return]


@compiled
def soft_noise(texture: Table, x: float, y: float, per_metre: float) -> float:
    """The same with smooth transitions between texels."""
    u, v = x * per_metre, y * per_metre
    left, low = floor(u), floor(v)
    u, v = u - left, v - low
    column, row = int(left) & MASK, int(low) & MASK
    then, above = (column + 1) & MASK, (row + 1) & MASK
    lower = texture[row, column] * (1 - u) + texture[row, then] * u
    upper = texture[above, column] * (1 - u) + texture[above, then] * u
    return lower * (1 - v) + upper * v  # type: ignore[no-any-return]


@compiled
def speckle(texture: Table, x: float, y: float, per_metre: float, texel: float) -> float:
    """Fine noise; smooth where its texels would be seen as squares."""
    if texel * per_metre > FINE:
        return noise(texture, x, y, per_metre)
    return 1.5 * soft_noise(texture, x, y, per_metre)


@compiled
def hashed(one: int, other: int) -> float:
    """A number 0..1 that two whole numbers always give."""
    mixed = (one * 73856093) ^ (other * 19349663) ^ 0x5BD1E995
    mixed = (mixed ^ (mixed >> 13)) & 0x7FFFFFFF
    mixed = (mixed * 1274126177) & 0x7FFFFFFF
    return ((mixed ^ (mixed >> 16)) & 0xFFFF) * (1.0 / 65535.0)


@compiled
def wave(place: float, half: float, texel: float) -> float:
    """A square wave of 0 and 1 with half-period `half`, averaged over a texel."""
    period = 2.0 * half
    phase = place - floor(place * (1.0 / period)) * period
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
    away = abs(place - floor(place * (1.0 / pitch) + 0.5) * pitch)
    covered = min(0.5 * width, away + 0.5 * texel) - max(-0.5 * width, away - 0.5 * texel)
    return max(0.0, covered) / texel


@compiled
def _bell(away: float) -> float:
    """Very nearly exp(-away^2 / 2), in less time."""
    rest = max(0.0, 1.0 - away * away * (1.0 / 16.0))
    rest *= rest
    rest *= rest
    return rest * rest


@compiled
def mixed(table: Table, one: int, other: int, part: float, light: float) -> Shade:
    """A colour between two of the mood's, in some light."""
    return (
        (table[one, 0] + (table[other, 0] - table[one, 0]) * part) * light,
        (table[one, 1] + (table[other, 1] - table[one, 1]) * part) * light,
        (table[one, 2] + (table[other, 2] - table[one, 2]) * part) * light,
    )


@compiled
def _speckle_at(paints: Paints, spot: Spot, per_metre: float) -> float:
    return speckle(paints.grain, spot.x, spot.y, per_metre, spot.texel)


@compiled
def _wet_road(paints: Paints, light: float, sheen: float, pool: float) -> Shade:
    """Asphalt under water: the sky shows in it."""
    wet, table = paints.wet, paints.table
    return (
        table[ASPHALT, 0] * light + 12.0 * wet * sheen + 60.0 * pool,
        table[ASPHALT, 1] * light + 17.0 * wet * sheen + 78.0 * pool,
        table[ASPHALT, 2] * light * (1.0 + 0.06 * wet) + 24.0 * wet * sheen + 96.0 * pool,
    )


@compiled
def _road(paints: Paints, spot: Spot) -> Shade:
    """Asphalt of the road with its seams, patches and the rubber on the racing line."""
    strength = min(1.0, 0.085 * spot.per_texel) * 0.055
    light = 1.0 + strength * _speckle_at(paints, spot, 11.0) + 0.045 * spot.soft
    lane = floor(spot.s * (1.0 / 43.0))
    side = 1 if spot.d > 0 else 0
    light += 0.05 * (hashed(lane, side) - 0.5)
    light -= 0.16 * seam(spot.d, 400.0, 0.07, spot.texel) + 0.12 * seam(
        spot.s, 43.0, 0.08, spot.texel
    )
    away = spot.d - spot.line
    if abs(away) < 5.0:
        spread = _near(away)
        track = (abs(away) - _WHEEL_TRACKS) * (1.0 / 0.34)
        streak = 0.8 + 0.4 * soft_noise(paints.clouds, spot.s * 0.12, spot.d * 2.6, 1.0)
        laid = spot.rubber * (0.62 * spread + 0.36 * _bell(track)) * streak
        light *= 1.0 - 0.42 * laid
    dust = min(1.0, max(0.0, (abs(away) - 2.6) * (1.0 / 3.0))) * 0.055
    light *= 1.0 + dust
    if paints.wet > 0.0:
        sheen = soft_noise(paints.clouds, spot.x + 31.0, spot.y, 0.23)
        light *= 1.0 - paints.wet * (0.34 - 0.10 * sheen)
        pool = max(0.0, sheen - 0.42) * paints.wet
        return _wet_road(paints, light, sheen, pool)
    brown = 0.006 + 0.35 * dust
    return (
        paints.table[ASPHALT, 0] * light * (1.0 + brown),
        paints.table[ASPHALT, 1] * light,
        paints.table[ASPHALT, 2] * light * (1.0 - brown),
    )


@compiled
def _beside(paints: Paints, spot: Spot, pit: bool) -> Shade:
    """Asphalt beside the road: run-off, or the pit lane."""
    strength = min(1.0, 0.085 * spot.per_texel) * 0.05
    light = 1.0 + strength * noise(paints.grain, spot.x, spot.y, 11.0) + 0.05 * spot.soft
    light -= 0.14 * seam(spot.d, 3.6, 0.07, spot.texel)
    light *= 1.0 - 0.30 * paints.wet
    return mixed(paints.table, RUNOFF, ASPHALT, 0.75 if pit else 0.0, light)


@compiled
def _concrete(paints: Paints, spot: Spot) -> Shade:
    strength = min(1.0, 0.085 * spot.per_texel) * 0.05
    light = 1.0 + strength * noise(paints.grain, spot.x, spot.y, 9.0) + 0.05 * spot.soft
    slab = hashed(floor(spot.s * (1.0 / _SLAB)), floor(spot.d * (1.0 / _SLAB)))
    light += 0.05 * (slab - 0.5)
    light -= 0.22 * max(
        seam(spot.s, _SLAB, 0.06, spot.texel), seam(spot.d, _SLAB, 0.06, spot.texel)
    )
    return mixed(paints.table, CONCRETE, CONCRETE, 0.0, light * (1.0 - 0.28 * paints.wet))


@compiled
def _grass(paints: Paints, spot: Spot) -> Shade:
    """Mown in stripes along the road, uneven like real grass."""
    stripe = wave(spot.d, _MOWN, max(spot.texel, 0.25))
    strength = min(1.0, 0.10 * spot.per_texel) * 0.15
    light = 1.0 + strength * _speckle_at(paints, spot, 8.0) + 0.07 * spot.soft
    light += 0.05 * soft_noise(paints.clouds, spot.x, spot.y, 1.9) * min(1.0, 0.3 * spot.per_texel)
    return mixed(paints.table, GRASS_ONE, GRASS_TWO, stripe, light * (1.0 - 0.16 * paints.wet))


@compiled
def _gravel(paints: Paints, spot: Spot) -> Shade:
    """Raked stones."""
    strength = min(1.0, 0.11 * spot.per_texel)
    rake = sin(spot.d * 6.6 + 2.4 * spot.soft) * min(1.0, 0.2 * spot.per_texel)
    light = 1.0 + 0.20 * strength * _speckle_at(paints, spot, 7.0)
    light += 0.035 * rake + 0.07 * spot.soft
    return mixed(paints.table, GRAVEL, GRAVEL, 0.0, light * (1.0 - 0.22 * paints.wet))


@compiled
def ground(paints: Paints, spot: Spot, surface: int, band: int) -> Shade:
    """The colour of a band of the cross-section at a place."""
    if surface == _ROAD:
        if band == MIDDLE_BAND:
            return _road(paints, spot)
        return _beside(paints, spot, band in PIT_BANDS)
    if surface == _LINE:
        light = 0.97 + 0.05 * noise(paints.grain, spot.x, spot.y, 6.0)
        light -= 0.22 * spot.rubber * _near(spot.d - spot.line)
        return mixed(paints.table, PAINT, PAINT, 0.0, light * (1.0 - 0.14 * paints.wet))
    if surface == _KERB:
        block = wave(spot.s, _KERB_BLOCK, spot.texel)
        rib = seam(spot.s, 0.4, 0.1, spot.texel) * min(1.0, 0.12 * spot.per_texel)
        light = 0.98 + 0.04 * noise(paints.grain, spot.x, spot.y, 6.0) - 0.14 * rib
        light -= 0.20 * spot.rubber * _near(spot.d - spot.line)
        return mixed(paints.table, KERB_ONE, KERB_TWO, block, light * (1.0 - 0.14 * paints.wet))
    if surface == _CONCRETE:
        return _concrete(paints, spot)
    if surface == _GRAVEL:
        return _gravel(paints, spot)
    return _grass(paints, spot)


@compiled
def _near(away: float) -> float:
    """1 on the racing line, 0 away from it."""
    return _bell(away * (1.0 / _RUBBER_SPREAD))


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
