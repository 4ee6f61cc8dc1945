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
    packed,
    soft_noise,
)
from game.track.track import BANDS, Floats, Stations, Track

EMPTY: Final = 0xFF000000
"""A texel that nothing has been painted onto."""
_NODES: Final = 8
"""Texels between two places that are looked for on the road."""
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


class Road(NamedTuple):
    """Everything of a track between its outermost edges."""

    stations: Stations
    edges: Floats
    """Offsets of the bands' edges at all stations, shape (n, BANDS + 1) [m]."""
    surfaces: NDArray[Any]
    """What the bands are made of, shape (n, BANDS)."""
    rubber: NDArray[np.float32]
    """How much lies on the racing line at each station, 0..1."""


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
def _is_between(here: Any, then: Any, x: float, y: float) -> bool:
    """Whether a place lies ahead of one station and not ahead of the next."""
    if (x - here.x) * here.tangent_x + (y - here.y) * here.tangent_y < 0.0:
        return False
    past = (x - then.x) * then.tangent_x + (y - then.y) * then.tangent_y
    return bool(past < 0.0)


@compiled
def _across(here: Any, then: Any, x: float, y: float) -> tuple[float, float]:
    """Part of the way from one station to the next, and offset, of a place between them [m].

    As in `game.track.projection`.
    """
    past_here = (x - here.x) * here.tangent_x + (y - here.y) * here.tangent_y
    past_then = (x - then.x) * then.tangent_x + (y - then.y) * then.tangent_y
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
def _node(
    here: Any, then: Any, clouds: NDArray[Any], x: float, y: float
) -> tuple[float, float, float]:
    """Part of the way between two stations, offset and soft noise at a place."""
    part, offset = _across(here, then, x, y)
    return part, offset, soft_noise(clouds, x, y, SOFT)


@compiled
def bake_section(
    tile: NDArray[Any], patch: Patch, paints: Paints, road: Road, index: int, box: NDArray[Any]
) -> None:
    """Paint the piece of road between two stations onto some rows of a tile.

    Where a texel lies on the road is computed for every `_NODES`th one of a row, and is as good as
    straight between them.

    Args:
        tile: Pixels 0xRRGGBB, shape (rows, columns).
        patch: The rows, and where they are.
        paints: What they are painted with.
        road: All pieces.
        index: The piece's first station.
        box: World bounds of the piece: least x, least y, greatest x, greatest y [m].
    """
    left, top, texel, clouds = patch.left, patch.top, patch.texel, paints.clouds
    after = index + 1 if index + 1 < len(road.stations) else 0
    here, then = road.stations[index], road.stations[after]
    low_row = max(patch.first, int((top - box[3]) / texel) - 1)
    high_row = min(patch.last, int((top - box[1]) / texel) + 2)
    west = max(0, int((box[0] - left) / texel) - 1)
    east = min(tile.shape[1], int((box[2] - left) / texel) + 2)
    middle = left + 0.5 * texel
    for row in range(low_row, high_row):
        y = top - (row + 0.5) * texel
        begin, end = _between(here, then, y, left, texel, west, east)
        while begin < end and not _is_between(here, then, middle + begin * texel, y):
            begin += 1
        while begin < end and not _is_between(here, then, middle + (end - 1) * texel, y):
            end -= 1
        if begin >= end:
            continue
        x = middle + begin * texel
        node = _node(here, then, clouds, x, y)
        while begin < end:
            last = min(begin + _NODES, end - 1)
            x = middle + last * texel
            following = _node(here, then, clouds, x, y)
            until = last if last < end - 1 else end
            _paint_run(
                tile,
                (row, begin, until, last),
                patch,
                paints,
                road,
                (index, after),
                node,
                following,
            )
            begin, node = until, following


@compiled
def _paint_run(
    tile: NDArray[Any],
    run: tuple[int, int, int, int],
    patch: Patch,
    paints: Paints,
    road: Road,
    ends: tuple[int, int],
    node: tuple[float, float, float],
    following: tuple[float, float, float],
) -> None:
    """Paint some texels of a row of a piece of road.

    Args:
        tile: Pixels.
        run: Row, first column, column after the last, and the column of `following`.
        patch: Where the tile is.
        paints: What it is painted with.
        road: All pieces of road.
        ends: The stations between which this one lies.
        node: Part of the way between them, offset and soft noise in the first column.
        following: The same in another column.
    """
    row, begin, until, last = run
    texel, per_texel = patch.texel, 1.0 / patch.texel
    surfaces = road.surfaces[ends[0]]
    here, then = road.stations[ends[0]], road.stations[ends[1]]
    low_edges, high_edges = road.edges[ends[0]], road.edges[ends[1]]
    rubber = road.rubber[ends[0]]
    rubber_step = road.rubber[ends[1]] - rubber
    spacing = road.stations[1].distance
    y, share, band = patch.top - (row + 0.5) * texel, 1.0 / max(last - begin, 1), 0
    part_step, offset_step = (following[0] - node[0]) * share, (following[1] - node[1]) * share
    soft_step = (following[2] - node[2]) * share
    for column in range(begin, until):
        away = column - begin
        part, offset = node[0] + away * part_step, node[1] + away * offset_step
        outside = offset < _edge(low_edges, high_edges, part, 0) - _EDGE
        if outside or offset > _edge(low_edges, high_edges, part, BANDS) + _EDGE:
            continue
        low = offset - 0.5 * texel
        while band > 0 and _edge(low_edges, high_edges, part, band) > low:
            band -= 1
        while band < BANDS and _edge(low_edges, high_edges, part, band) <= low:
            band += 1
        line = here.line_offset + part * (then.line_offset - here.line_offset)
        s, laid = here.distance + part * spacing, rubber + part * rubber_step
        x = patch.left + (column + 0.5) * texel
        spot = Spot(x, y, s, offset, line, laid, texel, per_texel, node[2] + away * soft_step)
        red, green, blue = _texel(paints, spot, band, surfaces, low_edges, high_edges, part)
        tile[row, column] = packed(red, green, blue)


@compiled
def bake_sections(
    tile: NDArray[Any],
    patch: Patch,
    paints: Paints,
    road: Road,
    pieces: NDArray[Any],
    boxes: NDArray[Any],
) -> None:
    """Paint several pieces of road, in the order of `pieces`; what leads over comes last."""
    for piece in pieces:
        bake_section(tile, patch, paints, road, piece, boxes[piece])


@compiled
def _edge(here: NDArray[Any], then: NDArray[Any], part: float, edge: int) -> float:
    """A band's edge between two stations [m]."""
    offset: float = here[edge]
    offset += part * (then[edge] - offset)
    return offset


@compiled
def _texel(
    paints: Paints,
    spot: Spot,
    band: int,
    surfaces: NDArray[Any],
    here: NDArray[Any],
    then: NDArray[Any],
    part: float,
) -> Shade:
    """The mean colour of the bands that a texel covers across the road.

    `band` is the first edge above the texel's lower end; below edge 0 and above the last one the
    outermost ground goes on. `here` and `then` are the edges at the stations around it.
    """
    low, high = spot.d - 0.5 * spot.texel, spot.d + 0.5 * spot.texel
    red, green, blue = 0.0, 0.0, 0.0
    while True:
        top = high
        if band < BANDS:
            top = min(high, _edge(here, then, part, band))
        inside = min(max(band - 1, 0), BANDS - 1)
        one, two, three = ground(paints, spot, surfaces[inside], inside)
        share = (top - low) * spot.per_texel
        if share >= 0.999:
            return one, two, three
        red, green, blue = red + share * one, green + share * two, blue + share * three
        if top >= high:
            return red, green, blue
        low = top
        band += 1
        while band < BANDS and _edge(here, then, part, band) <= low:
            band += 1


def road_of(stations: Stations) -> Road:
    """A track's road, as it is painted."""
    edges = np.ascontiguousarray(stations["band_edge"], np.float64)
    surfaces = np.ascontiguousarray(stations["band_surface"], np.int64)
    return Road(stations, edges, surfaces, rubber_of(stations))


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


def under_first(track: Track) -> NDArray[np.int64]:
    """The pieces of road in the order in which they are painted: bridges last."""
    s = track.stations["distance"]
    over = np.zeros(len(s), bool)
    for crossing in track.crossings:
        start, end = crossing.over
        inside = (s >= start) & (s <= end) if start <= end else (s >= start) | (s <= end)
        over |= inside
    return np.argsort(over, kind="stable")
