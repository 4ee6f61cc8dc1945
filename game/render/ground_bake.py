"""Paints a tile of ground: which band of which cross-section each texel lies in, and its colour.

A texel is looked up exactly as a tyre is (`game.track.projection`): the same stations, the same
interpolation of edges; so that what is seen is what is felt.
"""

from __future__ import annotations

from math import sqrt
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from game.core.compiled import compiled
from game.render.ground_shades import Shade, Table, ground, land, packed
from game.track.track import BANDS, Floats, Stations

_EDGE: Final = 0.35
"""Beyond the outermost bands a texel still belongs to the road for this far [m]."""


@compiled
def bake_land(
    tile: NDArray[Any], first: int, last: int, left: float, top: float, texel: float,
    table: Table, grain: Table, clouds: Table, wet: float,
) -> None:
    """Fill rows `first` up to `last` of a tile with the land, as if there were no road.

    Args:
        tile: Pixels 0xRRGGBB, shape (rows, columns).
        first: First row.
        last: Row after the last.
        left: World x of the tile's left edge [m].
        top: World y of its upper edge [m]; rows go down, y goes up.
        texel: Size of a texel [m].
        table: `mood_table`.
        grain: Fine noise.
        clouds: Coarse noise.
        wet: 0 dry .. 1 wet.
    """
    for row in range(first, last):
        y = top - (row + 0.5) * texel
        for column in range(tile.shape[1]):
            x = left + (column + 0.5) * texel
            red, green, blue = land(table, grain, clouds, x, y, texel, wet)
            tile[row, column] = packed(red, green, blue)


@compiled
def bake_section(
    tile: NDArray[Any], first: int, last: int, left: float, top: float, texel: float,
    table: Table, grain: Table, clouds: Table, wet: float,
    stations: Stations, rubber: NDArray[Any], index: int, box: NDArray[Any],
) -> None:
    """Paint the piece of road between two stations onto rows `first` up to `last` of a tile.

    Args as of `bake_land`, and:
        stations: All of a track's.
        rubber: How much lies on the racing line at each station, 0..1.
        index: The piece's first station.
        box: World bounds of the piece: least x, least y, greatest x, greatest y [m].
    """
    here = stations[index]
    then = stations[index + 1 if index + 1 < len(stations) else 0]
    spacing = stations[1].distance
    step_x, step_y = then.x - here.x, then.y - here.y
    bend_x, bend_y = then.tangent_x - here.tangent_x, then.tangent_y - here.tangent_y
    square = -(step_x * bend_x + step_y * bend_y)
    rubber_here = rubber[index]
    rubber_step = rubber[index + 1 if index + 1 < len(stations) else 0] - rubber_here
    low_row = max(first, int((top - box[3]) / texel) - 1)
    high_row = min(last, int((top - box[1]) / texel) + 2)
    low_column = max(0, int((box[0] - left) / texel) - 1)
    high_column = min(tile.shape[1], int((box[2] - left) / texel) + 2)
    for row in range(low_row, high_row):
        y = top - (row + 0.5) * texel
        for column in range(low_column, high_column):
            x = left + (column + 0.5) * texel
            past_here = (x - here.x) * here.tangent_x + (y - here.y) * here.tangent_y
            if past_here < 0.0:
                continue
            past_then = (x - then.x) * then.tangent_x + (y - then.y) * then.tangent_y
            if past_then >= 0.0:
                continue
            linear = past_then - past_here - square
            inner = linear * linear - 4.0 * square * past_here
            twice = sqrt(inner if inner > 0.0 else 0.0) - linear
            part = 2.0 * past_here / twice if twice > 0.0 else 0.0
            tangent_x = here.tangent_x + part * bend_x
            tangent_y = here.tangent_y + part * bend_y
            away_x, away_y = x - here.x - part * step_x, y - here.y - part * step_y
            offset = (away_y * tangent_x - away_x * tangent_y) / sqrt(
                tangent_x * tangent_x + tangent_y * tangent_y
            )
            lowest = here.band_edge[0] + part * (then.band_edge[0] - here.band_edge[0])
            highest = here.band_edge[BANDS] + part * (then.band_edge[BANDS] - here.band_edge[BANDS])
            if offset < lowest - _EDGE or offset > highest + _EDGE:
                continue
            red, green, blue = _texel(
                here, then, part, x, y, here.distance + part * spacing, offset,
                rubber_here + part * rubber_step, texel, table, grain, clouds, wet,
            )
            tile[row, column] = packed(red, green, blue)


@compiled
def bake_sections(
    tile: NDArray[Any], first: int, last: int, left: float, top: float, texel: float,
    table: Table, grain: Table, clouds: Table, wet: float,
    stations: Stations, rubber: NDArray[Any], pieces: NDArray[Any], boxes: NDArray[Any],
) -> None:
    """Paint several pieces of road, in the order of `pieces`; what leads over comes last."""
    for piece in pieces:
        bake_section(
            tile, first, last, left, top, texel, table, grain, clouds, wet,
            stations, rubber, piece, boxes[piece],
        )


@compiled
def _texel(
    here: Any, then: Any, part: float, x: float, y: float, s: float, d: float, rubber: float,
    texel: float, table: Table, grain: Table, clouds: Table, wet: float,
) -> Shade:
    """The mean colour of the bands that a texel covers across the road."""
    line = here.line_offset + part * (then.line_offset - here.line_offset)
    low, high = d - 0.5 * texel, d + 0.5 * texel
    red, green, blue, total = 0.0, 0.0, 0.0, 0.0
    bottom = -1e9
    for band in range(BANDS + 1):
        top = 1e9
        if band < BANDS:
            top = here.band_edge[band] + part * (then.band_edge[band] - here.band_edge[band])
        # Band 0 ends at edge 1; below edge 0 and above the last edge the ground goes on.
        covered = min(high, top) - max(low, bottom)
        bottom = top
        if covered <= 0.0:
            continue
        inside = min(max(band - 1, 0), BANDS - 1)
        surface = here.band_surface[inside]
        one, two, three = ground(
            surface, inside, table, grain, clouds, x, y, s, d, line, rubber, texel, wet
        )
        red, green, blue = red + covered * one, green + covered * two, blue + covered * three
        total += covered
        if high <= top:
            break
    total = max(total, 1e-9)
    return red / total, green / total, blue / total


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
