"""Paints a tile of ground: which band of which cross-section each texel lies in, and its colour.

A texel is looked up exactly as a tyre is (`game.track.projection`): the same stations, the same
interpolation of edges; so that what is seen is what is felt.
"""

from __future__ import annotations

from math import floor, sqrt
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from game.core.compiled import compiled
from game.render.ground_shades import (
    SOFT,
    Paints,
    Shade,
    Spot,
    ground,
    land,
    large_forms,
    packed,
    soft_noise,
)
from game.track.track import BANDS, Floats, Stations

EMPTY: Final = 0xFF000000
"""A texel that nothing has been painted onto."""
_BLOCK: Final = 16
"""Texels between two places at which the largest forms of the land are computed."""
_FLAT: Final = 1e-3
_EDGE: Final = 0.35
"""Beyond the outermost bands a texel still belongs to the road for this far [m]."""


class Patch(NamedTuple):
    """Rows of a tile, and where it lies in the world; rows go down, y goes up."""

    first: int
    """The first row."""
    last: int
    """The row after the last."""
    left: float
    """World x of the tile's left edge [m]."""
    top: float
    """World y of its upper edge [m]."""
    texel: float
    """Size of a texel [m]."""


@compiled
def bake_land(tile: NDArray[Any], patch: Patch, paints: Paints) -> None:
    """Fill what is still `EMPTY` in some rows of a tile (pixels 0xRRGGBB) with the land."""
    width = tile.shape[1]
    left, top, texel, clouds = patch.left, patch.top, patch.texel, paints.clouds
    for row in range(patch.first, patch.last):
        y = top - (row + 0.5) * texel
        soft_then, bend_then = large_forms(clouds, left, y)
        for begin in range(0, width, _BLOCK):
            soft_here, bend_here = soft_then, bend_then
            soft_then, bend_then = large_forms(clouds, left + (begin + _BLOCK) * texel, y)
            for column in range(begin, min(begin + _BLOCK, width)):
                if tile[row, column] != EMPTY:
                    continue
                x = left + (column + 0.5) * texel
                part = (column - begin + 0.5) / _BLOCK
                soft = soft_here + (soft_then - soft_here) * part
                bend = bend_here + (bend_then - bend_here) * part
                red, green, blue = land(paints, x, y, texel, soft, bend)
                tile[row, column] = packed(red, green, blue)


@compiled
def _between(
    here: Any, then: Any, y: float, left: float, texel: float, west: int, east: int
) -> tuple[int, int]:
    """Columns of a row that can lie ahead of one station and not ahead of the next."""
    if abs(here.tangent_x) > _FLAT:
        x = here.x - (y - here.y) * here.tangent_y / here.tangent_x
        column = floor((x - left) / texel - 0.5)
        if here.tangent_x > 0.0:
            west = max(west, column)
        else:
            east = min(east, column + 2)
    if abs(then.tangent_x) > _FLAT:
        x = then.x - (y - then.y) * then.tangent_y / then.tangent_x
        column = floor((x - left) / texel - 0.5)
        if then.tangent_x > 0.0:
            east = min(east, column + 2)
        else:
            west = max(west, column)
    return west, east


@compiled
def _across(here: Any, then: Any, x: float, y: float) -> tuple[float, float]:
    """Part of the way from one station to the next, and offset, of a place between them [m].

    The part is -1 for a place that is not between them; else as in `game.track.projection`.
    """
    past_here = (x - here.x) * here.tangent_x + (y - here.y) * here.tangent_y
    if past_here < 0.0:
        return -1.0, 0.0
    past_then = (x - then.x) * then.tangent_x + (y - then.y) * then.tangent_y
    if past_then >= 0.0:
        return -1.0, 0.0
    step_x, step_y = then.x - here.x, then.y - here.y
    bend_x, bend_y = then.tangent_x - here.tangent_x, then.tangent_y - here.tangent_y
    square = -(step_x * bend_x + step_y * bend_y)
    linear = past_then - past_here - square
    inner = linear * linear - 4.0 * square * past_here
    twice = sqrt(inner if inner > 0.0 else 0.0) - linear
    part = 2.0 * past_here / twice if twice > 0.0 else 0.0
    tangent_x, tangent_y = here.tangent_x + part * bend_x, here.tangent_y + part * bend_y
    away_x, away_y = x - here.x - part * step_x, y - here.y - part * step_y
    offset = away_y * tangent_x - away_x * tangent_y
    return part, offset / sqrt(tangent_x * tangent_x + tangent_y * tangent_y)


@compiled
def bake_section(
    tile: NDArray[Any],
    patch: Patch,
    paints: Paints,
    stations: Stations,
    rubber: NDArray[Any],
    index: int,
    box: NDArray[Any],
) -> None:
    """Paint the piece of road between two stations onto some rows of a tile.

    Args:
        tile: Pixels 0xRRGGBB, shape (rows, columns).
        patch: The rows, and where they are.
        paints: What they are painted with.
        stations: All of a track's.
        rubber: How much lies on the racing line at each station, 0..1.
        index: The piece's first station.
        box: World bounds of the piece: least x, least y, greatest x, greatest y [m].
    """
    left, top, texel, clouds = patch.left, patch.top, patch.texel, paints.clouds
    here = stations[index]
    then = stations[index + 1 if index + 1 < len(stations) else 0]
    spacing = stations[1].distance
    rubber_here = rubber[index]
    rubber_step = rubber[index + 1 if index + 1 < len(stations) else 0] - rubber_here
    low_row = max(patch.first, int((top - box[3]) / texel) - 1)
    high_row = min(patch.last, int((top - box[1]) / texel) + 2)
    west = max(0, int((box[0] - left) / texel) - 1)
    east = min(tile.shape[1], int((box[2] - left) / texel) + 2)
    for row in range(low_row, high_row):
        y = top - (row + 0.5) * texel
        begin, end = _between(here, then, y, left, texel, west, east)
        band, known = 0, begin
        soft_then = soft_noise(clouds, left + (begin + 0.5) * texel, y, SOFT)
        soft_here = soft_then
        for column in range(begin, end):
            x = left + (column + 0.5) * texel
            if column == known:
                known, soft_here = column + _BLOCK, soft_then
                soft_then = soft_noise(clouds, x + _BLOCK * texel, y, SOFT)
            part, offset = _across(here, then, x, y)
            outside = offset < _edge(here, then, part, 0) - _EDGE
            if part < 0.0 or outside or offset > _edge(here, then, part, BANDS) + _EDGE:
                continue
            while band > 0 and _edge(here, then, part, band) > offset - 0.5 * texel:
                band -= 1
            while band < BANDS and _edge(here, then, part, band) <= offset - 0.5 * texel:
                band += 1
            line = here.line_offset + part * (then.line_offset - here.line_offset)
            soft = soft_then + (soft_here - soft_then) * (known - column) / _BLOCK
            s, laid = here.distance + part * spacing, rubber_here + part * rubber_step
            spot = Spot(x, y, s, offset, line, laid, texel, soft)
            red, green, blue = _texel(paints, spot, band, here, then, part)
            tile[row, column] = packed(red, green, blue)


@compiled
def bake_sections(
    tile: NDArray[Any],
    patch: Patch,
    paints: Paints,
    stations: Stations,
    rubber: NDArray[Any],
    pieces: NDArray[Any],
    boxes: NDArray[Any],
) -> None:
    """Paint several pieces of road, in the order of `pieces`; what leads over comes last."""
    for piece in pieces:
        bake_section(tile, patch, paints, stations, rubber, piece, boxes[piece])


@compiled
def _edge(here: Any, then: Any, part: float, edge: int) -> float:
    """A band's edge between two stations [m]."""
    offset: float = here.band_edge[edge]
    offset += part * (then.band_edge[edge] - offset)
    return offset


@compiled
def _texel(paints: Paints, spot: Spot, band: int, here: Any, then: Any, part: float) -> Shade:
    """The mean colour of the bands that a texel covers across the road.

    `band` is the first edge above the texel's lower end; below edge 0 and above the last one the
    outermost ground goes on.
    """
    low, high = spot.d - 0.5 * spot.texel, spot.d + 0.5 * spot.texel
    red, green, blue = 0.0, 0.0, 0.0
    while True:
        top = high
        if band < BANDS:
            top = min(high, _edge(here, then, part, band))
        inside = min(max(band - 1, 0), BANDS - 1)
        one, two, three = ground(paints, spot, here.band_surface[inside], inside)
        share = (top - low) / spot.texel
        if share >= 0.999:
            return one, two, three
        red, green, blue = red + share * one, green + share * two, blue + share * three
        if top >= high:
            return red, green, blue
        low = top
        band += 1
        while band < BANDS and _edge(here, then, part, band) <= low:
            band += 1


def section_boxes(stations: Stations, edges: Floats) -> Floats:
    """World bounds of all pieces of road, shape (n, 4): least x, y, greatest x, y [m].

    Args:
        stations: All of a track's.
        edges: World positions of the outermost edges, shape (n, 2, 2) [m].
    """
    corners = np.concatenate([edges, np.roll(edges, -1, axis=0)], axis=1)
    low, high = corners.min(axis=1) - _EDGE, corners.max(axis=1) + _EDGE
    return np.column_stack([low, high])


def rubber_of(stations: Stations) -> NDArray[np.float32]:
    """How much rubber lies on the racing line at each station, 0..1.

    Most where cars brake for a bend and accelerate out of it.
    """
    bend = np.abs(stations["line_curvature"])
    spacing = float(stations["distance"][1])
    tight = np.clip(bend * 90.0, 0.0, 1.0)
    before, after = round(90.0 / spacing), round(60.0 / spacing)
    reach = before + after
    kernel = np.concatenate([np.linspace(0, 1, after + 1), np.linspace(1, 0, before + 1)[1:]])
    padded = np.concatenate([tight[-reach:], tight, tight[:reach]])
    spread = np.max(
        [
            padded[reach + shift : reach + shift + len(tight)] * weight
            for shift, weight in zip(range(-after, before + 1), kernel, strict=True)
        ],
        axis=0,
    )
    laid: NDArray[np.float32] = (0.42 + 0.58 * spread).astype(np.float32)
    return laid
