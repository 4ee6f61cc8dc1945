"""Paints the country beyond the walls: meadows and fields with hedges, dunes, or paved quays."""

from __future__ import annotations

from math import floor, sin
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from game.core.compiled import compiled
from game.render.ground_bake import EMPTY, Patch
from game.render.ground_shades import (
    FINE,
    MASK,
    PARTS,
    Paints,
    Shade,
    Table,
    hashed,
    mixed,
    noise,
    packed,
    seam,
    soft_noise,
    wave,
)
from game.render.mood import LAND_ONE, LAND_TWO, LEAF_ONE, LEAF_TWO

_BLOCK: Final = 16
"""Texels between two places at which the largest forms are computed."""
_NODES: Final = 0.5
"""Most between two places at which the land is computed: hedges are not much wider [m]."""
_GRAIN: Final = 7.0
"""Texels of noise to the metre."""
_FIELD: Final = 95.0
"""Side of a field, about [m]."""
_QUAY: Final = 3.0
"""Side of a slab of a paved quay [m]."""


@compiled
def bake_land(tile: NDArray[Any], patch: Patch, paints: Paints) -> None:
    """Fill what is still `EMPTY` in some rows of a tile (pixels 0xRRGGBB) with the land.

    But for its light it is computed at places up to `_NODES` apart and as good as straight
    between them.
    """
    texel, width, steps = patch.texel, tile.shape[1], 0
    while (2 << steps) * texel <= _NODES and 2 << steps <= _BLOCK:
        steps += 1
    nodes, light = np.empty((width + 2, 3)), np.empty(width)
    for row in range(patch.first, patch.last):
        line = tile[row]
        first, last = 0, width
        while first < last and line[first] != EMPTY:
            first += 1
        while first < last and line[last - 1] != EMPTY:
            last -= 1
        if first == last:
            continue
        y = patch.top - (row + 0.5) * texel
        _light(light, first, last, paints, patch.left + 0.5 * texel, y, texel)
        _nodes(nodes, first >> steps, ((last - 1) >> steps) + 2, patch, y, steps, paints)
        share = 1.0 / (1 << steps)
        for column in range(first, last):
            if line[column] == EMPTY:
                node, bright = column >> steps, light[column]
                part = (column - (node << steps) + 0.5) * share if steps else 0.0
                red, green, blue = nodes[node, 0], nodes[node, 1], nodes[node, 2]
                line[column] = packed(
                    (red + part * (nodes[node + 1, 0] - red)) * bright,
                    (green + part * (nodes[node + 1, 1] - green)) * bright,
                    (blue + part * (nodes[node + 1, 2] - blue)) * bright,
                )


@compiled
def _nodes(
    nodes: NDArray[Any], first: int, last: int, patch: Patch, y: float, steps: int, paints: Paints
) -> None:
    """The land at every `1 << steps`th edge of a row's texels, or in their middles where that is 1.

    Args:
        nodes: Filled from `first` to `last`, shape (more, 3).
        first: The first that is wanted.
        last: The one after the last.
        patch: Where the row is.
        y: Of the row [m].
        steps: See above.
        paints: The land's.
    """
    block, soft, bend = -1, (0.0, 0.0), (0.0, 0.0)
    for node in range(first, last):
        column = node << steps
        if column // _BLOCK != block:
            block = column // _BLOCK
            here = _large_forms(paints.clouds, patch.left + block * _BLOCK * patch.texel, y)
            then = _large_forms(paints.clouds, patch.left + (block + 1) * _BLOCK * patch.texel, y)
            soft, bend = (here[0], then[0]), (here[1], then[1])
        away = column - block * _BLOCK + (0.0 if steps else 0.5)
        part, x = away / _BLOCK, patch.left + (block * _BLOCK + away) * patch.texel
        red, green, blue = _land(
            paints,
            x,
            y,
            patch.texel,
            soft[0] + part * (soft[1] - soft[0]),
            bend[0] + part * (bend[1] - bend[0]),
        )
        nodes[node, 0], nodes[node, 1], nodes[node, 2] = red, green, blue


@compiled
def _light(
    light: Table, first: int, last: int, paints: Paints, x: float, y: float, texel: float
) -> None:
    """How much lighter or darker than the land around them some texels of a row are.

    Args:
        light: Filled with it from `first` to `last`, one for each texel of the row.
        first: The first that is wanted.
        last: The one after the last.
        paints: The land's.
        x: World x of the row's first texel [m].
        y: Of all of them [m].
        texel: From one to the next [m].
    """
    strength = min(1.0, 0.12 / texel) * 0.12
    if texel * _GRAIN > FINE:
        for index in range(first, last):
            light[index] = 1.0 + strength * noise(paints.grain, x + index * texel, y, _GRAIN)
    else:
        _soft_grain(light, first, last, paints.grain, x, y, texel, 1.5 * strength)
    paving = paints.table[PARTS, 2]
    if paving > 0.0:
        row, across = floor(y * (1.0 / _QUAY)), seam(y, _QUAY, 0.08, texel)
        for index in range(first, last):
            place = x + index * texel
            slab = hashed(floor(place * (1.0 / _QUAY)), row)
            joint = max(seam(place, _QUAY, 0.08, texel), across)
            light[index] *= 1.0 + paving * (0.06 * (slab - 0.5) - 0.10 * joint)


@compiled
def _soft_grain(
    light: Table,
    first: int,
    last: int,
    texture: Table,
    x: float,
    y: float,
    texel: float,
    strength: float,
) -> None:
    """Soft noise for texels of a row, what they share of it being computed once."""
    u, step, v = (x + first * texel) * _GRAIN, texel * _GRAIN, y * _GRAIN
    low, left = floor(v), floor(u)
    row, u, v = int(low) & MASK, u - left, v - low
    above = (row + 1) & MASK
    cells = np.empty(int(u + (last - first) * step) + 2)
    for cell in range(len(cells)):
        column = (left + cell) & MASK
        cells[cell] = texture[row, column] * (1 - v) + texture[above, column] * v
    for index in range(first, last):
        place = u + (index - first) * step
        cell = int(place)
        here = cells[cell]
        light[index] = 1.0 + strength * (here + (cells[cell + 1] - here) * (place - cell))


@compiled
def _large_forms(clouds: Table, x: float, y: float) -> tuple[float, float]:
    """What changes so slowly over the land that it can be interpolated."""
    return soft_noise(clouds, x, y, 0.055), soft_noise(clouds, x, y, 0.011)


@compiled
def _land(paints: Paints, x: float, y: float, texel: float, soft: float, bend: float) -> Shade:
    """The country beyond the walls: meadows and fields with hedges, dunes, or paved quays.

    Without its grain and joints, which are in its `_light`.
    `soft` and `bend` are the place's `_large_forms`.
    """
    fields, dunes = paints.table[PARTS, 0], paints.table[PARTS, 1]
    light = 1.0 + 0.05 * soft_noise(paints.clouds, x, y, 0.9)
    part = 0.5 + 0.5 * soft
    if fields > 0.0:
        u = (0.92 * x + 0.39 * y + 26.0 * bend) * (1.0 / _FIELD)
        v = (0.92 * y - 0.39 * x + 26.0 * bend) * (1.0 / _FIELD)
        column, row = floor(u), floor(v)
        tone = hashed(column, row)
        across = u if tone > 0.5 else v
        furrow = wave(across * _FIELD, 5.0, max(texel, 0.8)) - 0.5
        light += fields * (0.20 * (tone - 0.5) + 0.045 * furrow)
        part = part * (1.0 - 0.7 * fields) + 0.7 * fields * hashed(row + 11, column)
        border = min(abs(u - floor(u + 0.5)), abs(v - floor(v + 0.5))) * _FIELD
        if border < 2.6 and fields > 0.3:
            return _hedge(paints, x, y, border, part, light)
    if dunes > 0.0:
        crest = sin(x * 0.10 + 0.06 * y + 5.0 * bend)
        light += dunes * (0.05 * crest * abs(crest) + 0.03 * soft)
    light *= 1.0 - 0.14 * paints.wet
    return mixed(paints.table, LAND_ONE, LAND_TWO, part, light)


@compiled
def _hedge(paints: Paints, x: float, y: float, border: float, part: float, light: float) -> Shade:
    """The bushes between two fields, and their shade on the ground beside them."""
    lump = soft_noise(paints.clouds, x, y, 8.0)
    edge = 1.25 + 0.7 * soft_noise(paints.clouds, x + 50.0, y, 2.2) + 0.35 * lump
    if border < edge:
        leaf = 0.80 + 0.30 * lump + 0.16 * (1.0 - border / edge)
        return mixed(paints.table, LEAF_ONE, LEAF_TWO, 0.55, leaf)
    shade = min(1.0, (border - edge) / 1.2)
    return mixed(paints.table, LAND_ONE, LAND_TWO, part, light * (0.66 + 0.34 * shade))
