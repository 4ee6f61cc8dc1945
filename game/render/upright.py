"""Puts tiles of ground into a picture; where north is up, in half the time of a turned one.

All rows of such a picture read the same columns of the tiles: these are found once. What takes the
time is then to wait for memory, so that rows are asked for before they are needed, and a row that
shows the same texels as the one above is copied from it.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from game.core.compiled import compiled
from game.core.prefetch import prefetch
from game.render.sampler import (
    ALIKE,
    INSIDE,
    POINT,
    ROWS,
    SHIFT,
    STRIDE,
    Layer,
    draw_turned,
    fill,
    run_in_tile,
)

_ROWS_AHEAD: Final = 2
_LINE: Final = 16
"""Texels in a piece of memory that is fetched at once."""
_NEXT, _SECOND, _THIRD = np.uint64(1), np.uint64(2), np.uint64(3)


@compiled
def _find_columns(layer: Layer, runs: NDArray[Any], columns: NDArray[Any]) -> int:
    """Cut the rows of a picture into runs that lie in one tile each; gives how many there are.

    Four neighbours are copied at once: none of them lies farther than a third of a texel from
    where it should, as long as texels are about as large as pixels.

    Args:
        layer: How the picture lies on the tiles.
        runs: First pixel, number of pixels, how many of them are copied by fours, and column of the
            table; shape (n, 4), written.
        columns: For each pixel its column in its tile, or where its four begin; written.
    """
    step, width = layer.step_u, len(columns)
    per_step = 1.0 / max(abs(step), 1)
    half = (3 * (step - (1 << POINT))) >> 1
    found, u = 0, layer.u
    at: Any = np.int64(0)
    while at < width:
        count = min(width - at, run_in_tile(u, step, per_step))
        whole = count & ~3 if abs(half) < ALIKE else 0
        inside = u & INSIDE
        for index in range(whole):
            columns[at + index] = max(0, (inside + index * step + half) >> POINT)
        for index in range(whole, count):
            columns[at + index] = (inside + index * step) >> POINT
        run = runs[found]
        run[0], run[1], run[2], run[3] = at, count, whole, (u >> SHIFT) - layer.column
        found += 1
        at += count
        u += count * step
    return found


@compiled
def _copy(
    line: NDArray[Any], run: NDArray[Any], flat: NDArray[Any], first: int, columns: Any
) -> None:
    """A run of a row whose texels begin at `first`."""
    begin, end, middle = run[0], run[0] + run[1], run[0] + run[2]
    for ahead in range(0, run[1] + _LINE, _LINE):
        prefetch(flat, np.int64(first + _ROWS_AHEAD * STRIDE + ahead))
    for index in range(begin, middle, 4):
        to = np.uint64(index)
        here = np.uint64(first + columns[to])
        one, two = flat[here], flat[here + _NEXT]
        three, four = flat[here + _SECOND], flat[here + _THIRD]
        line[to], line[to + _NEXT] = one, two
        line[to + _SECOND], line[to + _THIRD] = three, four
    for index in range(middle, end):
        line[np.uint64(index)] = flat[np.uint64(first + columns[np.uint64(index)])]


@compiled
def _draw_upright(
    picture: NDArray[Any],
    pool: NDArray[Any],
    places: NDArray[Any],
    layer: Layer,
    spare: Layer,
    base: NDArray[Any],
    under: Layer,
) -> None:
    """Fill a picture whose north is up; arguments as of `draw_ground`."""
    height, width = picture.shape
    columns, runs = np.empty(width, np.int32), np.empty((width + 1, 4), np.int64)
    count = _find_columns(layer, runs, columns)
    flat, none = pool.reshape(-1), np.empty((2, 0), np.uint32)
    tiles_down, tiles_across = layer.table.shape
    before: Any = np.int64(-1)
    for row in range(height):
        v = layer.v + layer.down_v * row
        line, texels = picture[row], v >> POINT
        if row and texels == before:
            line[:] = picture[row - 1]
            continue
        before, tile_row = texels, (v >> SHIFT) - layer.row
        first = ((v & INSIDE) >> POINT) * STRIDE
        for index in range(count):
            run = runs[index]
            slot: Any = np.int64(-1)
            if 0 <= tile_row < tiles_down and 0 <= run[3] < tiles_across:
                slot = layer.table[tile_row, run[3]]
            if slot >= 0:
                _copy(line, run, flat, slot * (ROWS * STRIDE) + first, columns)
            else:
                end = run[0] + run[1]
                fill(line, row, run[0], end, pool, places, spare, none, base, under, False)


@compiled
def draw_ground(
    picture: NDArray[Any],
    pool: NDArray[Any],
    places: NDArray[Any],
    layer: Layer,
    spare: Layer,
    base: NDArray[Any],
    under: Layer,
    smooth: bool,
) -> None:
    """Fill a picture with ground.

    Args:
        picture: Pixels 0xRRGGBB, shape (height, width).
        pool: Stored tiles, shape (slots, ROWS * STRIDE), or (slots, SQUARED) if it is turned.
        places: Room for `LONGEST` numbers if the picture is turned and not smooth, else for none.
        layer: What is drawn.
        spare: What is drawn where the layer has no tile; of another density.
        base: A coarse picture of everything, where both have none.
        under: How the picture lies on `base`; its table is not looked at.
        smooth: Whether to interpolate between texels; takes longer.
    """
    if smooth or len(places):
        draw_turned(picture, pool, places, layer, spare, base, under, smooth)
    else:
        _draw_upright(picture, pool, places, layer, spare, base, under)
