"""The look of each kind of thing beside the road, texel by texel."""

from __future__ import annotations

from math import floor, sin, sqrt
from typing import Any, Final, TypeAlias

from game.core.compiled import compiled
from game.render.ground_shades import Paints, hashed, noise, seam, soft_noise
from game.render.mood import (
    CONCRETE,
    GRASS_ONE,
    GRASS_TWO,
    KERB_ONE,
    KERB_TWO,
    LEAF_ONE,
    LEAF_TWO,
    ROCK,
    ROOF_ONE,
    ROOF_TWO,
    WATER,
)
from game.render.stamp import Thing

Covered: TypeAlias = tuple[float, float, float, float]
"""Red, green, blue, 0..255, and cover, 0..1."""

_SUN_X, _SUN_Y, _SUN_Z = -0.46, 0.50, 0.734
_TREE, _HOUSE, _STAND, _GARAGE, _TENT, _TOWER, _HILL, _WATER, _ROCK = (
    int(Thing.TREE),
    int(Thing.HOUSE),
    int(Thing.STAND),
    int(Thing.GARAGE),
    int(Thing.TENT),
    int(Thing.TOWER),
    int(Thing.HILL),
    int(Thing.WATER),
    int(Thing.ROCK),
)
_CONCRETE_WALL, _ARMCO, _TYRES, _BOARD = (
    int(Thing.CONCRETE),
    int(Thing.ARMCO),
    int(Thing.TYRES),
    int(Thing.BOARD),
)
_SEAT: Final = 0.62
"""Room of one spectator [m]."""
_CLUMPS: Final = 11.0
"""Of leaves: texels of noise per metre."""
_BANNER: Final = 9.0
"""Length of a painted piece of wall [m]."""
_NOTHING: Final = (0.0, 0.0, 0.0, 0.0)


@compiled
def _tinted(paints: Paints, colour: int, light: float, cover: float) -> Covered:
    """A colour of the mood in some light."""
    table = paints.table
    return table[colour, 0] * light, table[colour, 1] * light, table[colour, 2] * light, cover


@compiled
def _box_cover(along: float, aside: float, length: float, width: float, texel: float) -> float:
    """How much of a texel lies in a rectangle with these half-sizes."""
    out = max(abs(along) - length, abs(aside) - width)
    return min(1.0, max(0.0, 0.5 - out / texel))


@compiled
def _blob(
    paints: Paints, thing: Any, x: float, y: float, texel: float, rough: float
) -> tuple[float, float]:
    """Cover and height 0..1 of something round with an uneven outline."""
    radius = thing.half_length
    away = sqrt(x * x + y * y)
    bumps = soft_noise(paints.clouds, x + 7.3 * (thing.seed % 97), y + 3.1 * (thing.seed % 89), 9.0)
    edge = radius * (1.0 + rough * bumps)
    cover = min(1.0, max(0.0, 0.5 - (away - edge) / max(texel, 0.08)))
    part = min(1.0, away / max(edge, 0.1))
    return cover, sqrt(1.0 - part * part)


@compiled
def _tree(paints: Paints, thing: Any, x: float, y: float, texel: float) -> Covered:
    """A crown of leaves: a bumpy half ball in the sun."""
    cover, rise = _blob(paints, thing, x, y, texel, 0.24)
    if cover <= 0.0:
        return _NOTHING
    shift = 5.7 * (thing.seed % 83)
    clump = soft_noise(paints.clouds, x + shift, y - shift, _CLUMPS)
    slope_x = soft_noise(paints.clouds, x + shift + 0.2, y - shift, _CLUMPS) - clump
    slope_y = soft_noise(paints.clouds, x + shift, y - shift + 0.2, _CLUMPS) - clump
    radius = thing.half_length
    lit = (x / radius * 0.7 - 1.5 * slope_x) * _SUN_X + (y / radius * 0.7 - 1.5 * slope_y) * _SUN_Y
    lit += (0.35 + 0.65 * rise) * _SUN_Z
    light = 0.46 + 0.66 * max(lit, 0.0) + 0.18 * clump
    light += 0.11 * noise(paints.grain, x + shift, y, 5.0) * min(1.0, 0.15 / texel)
    part = hashed(thing.seed, 5) * 0.8 + 0.2 * clump
    table = paints.table
    return (
        (table[LEAF_ONE, 0] + (table[LEAF_TWO, 0] - table[LEAF_ONE, 0]) * part) * light,
        (table[LEAF_ONE, 1] + (table[LEAF_TWO, 1] - table[LEAF_ONE, 1]) * part) * light,
        (table[LEAF_ONE, 2] + (table[LEAF_TWO, 2] - table[LEAF_ONE, 2]) * part) * light,
        cover,
    )


@compiled
def _house(paints: Paints, thing: Any, along: float, aside: float, texel: float) -> Covered:
    """A roof: gabled and tiled, or flat with a parapet and things on it."""
    cover = _box_cover(along, aside, thing.half_length, thing.half_width, texel)
    if cover <= 0.0:
        return _NOTHING
    roof = ROOF_ONE if hashed(thing.seed, 1) > 0.45 else ROOF_TWO
    tone = 0.86 + 0.3 * hashed(thing.seed, 2)
    rim = min(thing.half_length - abs(along), thing.half_width - abs(aside))
    if hashed(thing.seed, 3) > 0.35:
        hip = thing.half_length - abs(along) < thing.half_width - abs(aside)
        if hip:
            end = 1.0 if along > 0 else -1.0
            normal_x, normal_y = thing.cosine * end, thing.sine * end
        else:
            end = 1.0 if aside > 0 else -1.0
            normal_x, normal_y = -thing.sine * end, thing.cosine * end
        light = 0.80 + 0.36 * (normal_x * _SUN_X + normal_y * _SUN_Y)
        rows = seam(rim, 0.7, 0.16, texel)
        light -= 0.10 * rows
        if abs(aside) < 0.18 and not hip:
            light *= 1.16
    else:
        light = 1.0 + 0.05 * noise(paints.grain, along, aside, 4.0)
        if rim < 0.5:
            light = 1.2 if rim > 0.16 else 0.72
        cell_x, cell_y = floor(along / 5.0), floor(aside / 5.0)
        if hashed(thing.seed + cell_x, cell_y) > 0.72 and rim > 2.0:
            inside_x, inside_y = along - (cell_x + 0.5) * 5.0, aside - (cell_y + 0.5) * 5.0
            if abs(inside_x) < 1.2 and abs(inside_y) < 0.9:
                light = 1.28 if inside_y > -0.6 else 0.6
    if rim < 0.12:
        light *= 0.7
    light *= tone
    return _tinted(paints, roof, light, cover)


@compiled
def _person(seat_x: int, seat_y: int, seed: int) -> tuple[float, float, float]:
    """The clothes of a spectator."""
    pick = hashed(seat_x + 131 * seed, seat_y)
    tone = 0.7 + 0.5 * hashed(seat_y, seat_x + seed)
    if pick < 0.16:
        return 214.0 * tone, 62.0 * tone, 52.0 * tone
    if pick < 0.32:
        return 66.0 * tone, 106.0 * tone, 186.0 * tone
    if pick < 0.5:
        return 226.0 * tone, 222.0 * tone, 212.0 * tone
    if pick < 0.62:
        return 228.0 * tone, 188.0 * tone, 70.0 * tone
    if pick < 0.72:
        return 70.0 * tone, 140.0 * tone, 96.0 * tone
    return 62.0 * tone, 60.0 * tone, 68.0 * tone


@compiled
def _stand(paints: Paints, thing: Any, along: float, aside: float, texel: float) -> Covered:
    """Rows of people, gangways, a rail in front and a roof at the back."""
    cover = _box_cover(along, aside, thing.half_length, thing.half_width, texel)
    if cover <= 0.0:
        return _NOTHING
    back = (thing.half_width - aside * thing.facing) / (2.0 * thing.half_width)
    if back < 0.06:
        return 196.0, 198.0, 202.0, cover
    if back > 0.62:
        rib = seam(along, 3.0, 0.25, texel)
        light = 1.06 - 0.20 * rib - 0.16 * (back - 0.62)
        if back < 0.66 or thing.half_length - abs(along) < 0.35:
            light = 0.74
        if thing.seed % 3 == 0:
            return _tinted(paints, KERB_ONE, light, cover)
        return 206.0 * light, 210.0 * light, 216.0 * light, cover
    gangway = seam(along, 9.0, 1.0, texel)
    seat_x, seat_y = floor(along / _SEAT), floor(aside / 0.8)
    light = 0.84 + 0.16 * (1.0 - back)
    row = 0.12 * seam(aside, 0.8, 0.2, texel)
    base = 136.0 * (light - row)
    if hashed(seat_x + thing.seed, seat_y + 3) < 0.80 and gangway < 0.4:
        red, green, blue = _person(seat_x, seat_y, thing.seed % 1009)
        round_x = along - (seat_x + 0.5) * _SEAT
        round_y = aside - (seat_y + 0.5) * 0.8
        away = sqrt(round_x * round_x + round_y * round_y)
        part = min(1.0, max(0.0, 0.5 - (away - 0.27) / max(texel, 0.05)))
        if texel > 0.3:
            part = 0.5
        return (
            base + (red * light - base) * part,
            base + (green * light - base) * part,
            base + (blue * light - base) * part,
            cover,
        )
    return base, base * 1.02, base * 1.06, cover


@compiled
def _garage(paints: Paints, thing: Any, along: float, aside: float, texel: float) -> Covered:
    """A long white roof with skylights, a coloured edge towards the pit lane and box numbers."""
    cover = _box_cover(along, aside, thing.half_length, thing.half_width, texel)
    if cover <= 0.0:
        return _NOTHING
    front = thing.half_width - aside * thing.facing
    if front < 1.1:
        stripe = KERB_ONE if front > 0.35 else KERB_TWO
        return paints.table[stripe, 0], paints.table[stripe, 1], paints.table[stripe, 2], cover
    light = 1.0 - 0.10 * seam(along, 8.0, 0.3, texel) - 0.05 * seam(aside, 1.2, 0.1, texel)
    unit = along - floor(along / 8.0) * 8.0
    if abs(unit - 4.0) < 1.5 and abs(front - 0.62 * 2 * thing.half_width) < 1.0:
        rim = abs(unit - 4.0) > 1.32 or abs(front - 0.62 * 2 * thing.half_width) > 0.84
        if rim:
            return 168.0, 172.0, 178.0, cover
        return 92.0, 122.0, 142.0, cover
    if min(thing.half_length - abs(along), thing.half_width - abs(aside)) < 0.25:
        light *= 0.78
    return 212.0 * light, 214.0 * light, 216.0 * light, cover


@compiled
def _tent(thing: Any, along: float, aside: float, texel: float) -> Covered:
    """A row of white peaked roofs."""
    cover = _box_cover(along, aside, thing.half_length, thing.half_width, texel)
    if cover <= 0.0:
        return _NOTHING
    pitch = 2.0 * thing.half_width
    cell = floor((along + thing.half_length) / pitch)
    local = along + thing.half_length - (cell + 0.5) * pitch
    if abs(local) > abs(aside):
        side = 1.0 if local > 0 else -1.0
        normal_x, normal_y = thing.cosine * side, thing.sine * side
    else:
        side = 1.0 if aside > 0 else -1.0
        normal_x, normal_y = -thing.sine * side, thing.cosine * side
    light = 0.86 + 0.20 * (normal_x * _SUN_X + normal_y * _SUN_Y)
    light -= 0.10 * seam(local, pitch, 0.2, texel)
    if int(cell) % 3 == thing.seed % 3:
        return 226.0 * light, 120.0 * light, 84.0 * light, cover
    return 244.0 * light, 242.0 * light, 234.0 * light, cover


@compiled
def _tower(paints: Paints, thing: Any, along: float, aside: float, texel: float) -> Covered:
    """A marshals' post: a small hut with a bright roof."""
    cover = _box_cover(along, aside, thing.half_length, thing.half_width, texel)
    if cover <= 0.0:
        return _NOTHING
    rim = min(thing.half_length - abs(along), thing.half_width - abs(aside))
    if rim < 0.3:
        return 66.0, 68.0, 74.0, cover
    if abs(along - aside) < 0.35 or abs(along + aside) < 0.35:
        return 250.0, 250.0, 246.0, cover
    return 240.0, 122.0, 36.0, cover


@compiled
def _land_form(
    paints: Paints, thing: Any, along: float, aside: float, x: float, y: float, texel: float
) -> Covered:
    """Hills, water and rocks."""
    u, v = along / thing.half_length, aside / thing.half_width
    bumps = soft_noise(paints.clouds, x + thing.seed % 71, y, 0.5)
    away = sqrt(u * u + v * v) + 0.08 * bumps
    size = min(thing.half_length, thing.half_width)
    cover = min(1.0, max(0.0, 0.5 - (away - 1.0) * size / max(texel, 0.1)))
    if cover <= 0.0:
        return _NOTHING
    if thing.kind == _WATER:
        shore = min(1.0, max(0.0, (1.0 - away) * size / 2.5))
        ripple = 0.05 * sin(0.9 * (x + 0.4 * y) + 3.0 * bumps)
        light = 0.86 + 0.14 * shore + ripple
        pale = 40.0 * (1.0 - shore)
        return (
            paints.table[WATER, 0] * light + pale,
            paints.table[WATER, 1] * light + pale,
            paints.table[WATER, 2] * light + pale,
            cover,
        )
    slope_x, slope_y = x / thing.half_length, y / thing.half_width
    if thing.kind == _ROCK:
        facet = soft_noise(paints.clouds, x * 1.7, y * 1.7, 2.0)
        light = 0.8 + 0.3 * (slope_x * _SUN_X + slope_y * _SUN_Y) + 0.22 * facet
        return _tinted(paints, ROCK, light, cover)
    light = 1.0 + 0.22 * (slope_x * _SUN_X + slope_y * _SUN_Y) * min(1.0, away)
    light += 0.05 * bumps
    cover *= min(1.0, (1.0 - min(away, 1.0)) * 3.0)
    return (
        (paints.table[GRASS_ONE, 0] + paints.table[GRASS_TWO, 0]) * 0.5 * light,
        (paints.table[GRASS_ONE, 1] + paints.table[GRASS_TWO, 1]) * 0.5 * light,
        (paints.table[GRASS_ONE, 2] + paints.table[GRASS_TWO, 2]) * 0.5 * light,
        cover,
    )


@compiled
def _wall(paints: Paints, thing: Any, along: float, aside: float, texel: float) -> Covered:
    """Barriers: concrete with painted pieces, a steel rail on posts, stacks of tyres."""
    over = max(0.0, abs(along) - thing.half_length)
    out = sqrt(over * over + aside * aside)
    cover = min(1.0, max(0.0, 0.5 - (out - thing.half_width) / texel))
    if cover <= 0.0:
        return _NOTHING
    run = thing.run + along + thing.half_length
    if thing.kind == _TYRES:
        cell = floor(run / 0.62)
        local = run - (cell + 0.5) * 0.62
        row = abs(aside) - 0.29
        away = sqrt(local * local + row * row)
        ring = abs(away - 0.19)
        light = 1.0 if ring < 0.09 else 0.6
        if floor(run / 2.48) % 2:
            return 200.0 * light, 198.0 * light, 192.0 * light, cover
        return 52.0 * light, 52.0 * light, 56.0 * light, cover
    if thing.kind == _ARMCO:
        edge = min(1.0, abs(aside) / thing.half_width)
        post = seam(run, 2.0, 0.25, texel)
        light = 1.05 - 0.5 * edge * edge - 0.25 * post
        return 186.0 * light, 190.0 * light, 198.0 * light, cover
    light = 1.0 - 0.10 * seam(run, 3.0, 0.12, texel)
    if abs(aside) > thing.half_width - 0.1:
        light *= 0.78
    banner = floor(run / _BANNER)
    if hashed(banner, 17) > 0.66:
        if hashed(banner, 23) > 0.5:
            return _tinted(paints, KERB_ONE, light, cover)
        return 232.0 * light, 232.0 * light, 228.0 * light, cover
    light *= 1.18
    return _tinted(paints, CONCRETE, light, cover)


@compiled
def _board(thing: Any, along: float, aside: float, texel: float) -> Covered:
    """A white board with one dark stripe for every fifty metres to the bend."""
    cover = _box_cover(along, aside, thing.half_length, thing.half_width, texel)
    if cover <= 0.0:
        return _NOTHING
    pitch = 2.0 * thing.half_width / (thing.seed + 1)
    place = aside + thing.half_width
    for stripe in range(thing.seed):
        if abs(place - (stripe + 1) * pitch) < 0.17:
            return 210.0, 44.0, 40.0, cover
    return 246.0, 246.0, 240.0, cover


@compiled
def thing_shade(
    paints: Paints, thing: Any, along: float, aside: float, x: float, y: float, texel: float
) -> Covered:
    """Colour and cover of a thing at a place.

    Args:
        paints: What it is painted with.
        thing: A STAMP row.
        along: The place along its length, from its middle [m].
        aside: The place across, positive left [m].
        x: The same place in the world's axes, from its middle [m].
        y: North of its middle [m].
        texel: Size of a texel [m].
    """
    kind = thing.kind
    if kind == _TREE:
        return _tree(paints, thing, x, y, texel)
    if kind in (_CONCRETE_WALL, _ARMCO, _TYRES):
        return _wall(paints, thing, along, aside, texel)
    if kind == _HOUSE:
        return _house(paints, thing, along, aside, texel)
    if kind == _STAND:
        return _stand(paints, thing, along, aside, texel)
    if kind == _GARAGE:
        return _garage(paints, thing, along, aside, texel)
    if kind == _TENT:
        return _tent(thing, along, aside, texel)
    if kind == _TOWER:
        return _tower(paints, thing, along, aside, texel)
    if kind == _BOARD:
        return _board(thing, along, aside, texel)
    return _land_form(paints, thing, along, aside, x, y, texel)
