"""Puts tiles of ground into a picture, turned and scaled as the camera wants it.

Places in the ground are 64 bit whole numbers with 18 bits after the point, in texels of the level
that is drawn; a row of the picture is cut into runs that lie in one tile each.
"""

from __future__ import annotations

from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from game.core.compiled import compiled
from game.render.prefetch import prefetch

TILE_BITS: Final = 8
TILE: Final = 1 << TILE_BITS
"""Texels along one side of a tile."""
ROWS: Final = TILE + 1
"""Rows of a stored tile: the last repeats the first of the one below, for smooth pictures."""
STRIDE: Final = TILE + 8
"""Columns of a stored tile; no power of two, so that the rows of a tile share no cache set."""
POINT: Final = 18
"""Bits after the point."""
_SHIFT: Final = POINT + TILE_BITS
_ROW_AHEAD: Final = 16
_EVERY: Final = 4
_STEEP: Final = 5000
_ALIKE: Final = 3 << (POINT - 3)
"""Three halves of what a step may differ from a texel where four texels are copied at once."""
Word: TypeAlias = Any
"""A 32 bit number without a sign: a pixel, or a share of 256."""
_WORD = np.uint32
_PAIR: Final = np.uint32(0x00FF00FF)
_REST: Final = np.uint32(0xFF00FF00)
_BYTE: Final = np.uint32(255)
_WHOLE: Final = np.uint32(256)
_EIGHT: Final = np.uint32(8)
_POINT_BITS: Final = np.uint32(POINT)
_FRACTION: Final = np.uint32(POINT - 8)
_ONE: Final = np.uint32(1)
_STEP: Final = np.uint32(STRIDE)
_NEXT, _SECOND, _THIRD = np.uint64(1), np.uint64(2), np.uint64(3)


@compiled
def _run(place: int, step: int) -> int:
    """How many steps from `place` stay in its tile."""
    tile = place >> _SHIFT
    if step > 0:
        return (((tile + 1) << _SHIFT) - place + step - 1) // step
    if step < 0:
        return (place - (tile << _SHIFT)) // (-step) + 1
    return 1 << 30


@compiled
def mix(one: Word, other: Word, part: Word) -> Word:
    """Two packed pixels, `part` / 256 of the second."""
    rest = _WHOLE - part
    red_blue = (((one & _PAIR) * rest + (other & _PAIR) * part) >> _EIGHT) & _PAIR
    green = (((one >> _EIGHT) & _PAIR) * rest + ((other >> _EIGHT) & _PAIR) * part) & _REST
    return red_blue | green


@compiled
def _at(u: int, v: int) -> Word:
    """Where a place lies in a stored tile."""
    return np.uint64((v >> POINT) * STRIDE + (u >> POINT))


@compiled
def _straight(
    line: NDArray[Any], at: int, count: int, flat: NDArray[Any], first: int, u: int, step: int
) -> None:
    """A run along one row of texels, which begins at `first`, into `line` from pixel `at` on.

    Four neighbours are copied at once: none of them lies farther than a third of a texel from
    where it should, as long as texels are about as large as pixels.
    """
    half = (3 * (step - (1 << POINT))) >> 1
    whole = count & ~3 if abs(half) < _ALIKE else 0
    for index in range(0, whole, 4):
        begin = np.uint64(first + max(0, (u + index * step + half) >> POINT))
        one, two = flat[begin], flat[begin + _NEXT]
        three, four = flat[begin + _SECOND], flat[begin + _THIRD]
        to = np.uint64(at + index)
        line[to], line[to + _NEXT] = one, two
        line[to + _SECOND], line[to + _THIRD] = three, four
    for index in range(whole, count):
        line[np.uint64(at + index)] = flat[np.uint64(first + ((u + index * step) >> POINT))]


@compiled
def _turned(
    line: NDArray[Any],
    at: int,
    count: int,
    flat: NDArray[Any],
    first: int,
    place: tuple[int, int],
    steps: tuple[int, int],
) -> None:
    """A run across rows of texels; four at a time, so that their loads overlap."""
    u, v = place
    step_u, step_v = steps
    whole = count & ~3
    start = np.uint64(first)
    for index in range(at, at + whole, 4):
        one = flat[start + _at(u, v)]
        two = flat[start + _at(u + step_u, v + step_v)]
        three = flat[start + _at(u + 2 * step_u, v + 2 * step_v)]
        four = flat[start + _at(u + 3 * step_u, v + 3 * step_v)]
        u += 4 * step_u
        v += 4 * step_v
        to = np.uint64(index)
        line[to], line[to + _NEXT] = one, two
        line[to + _SECOND], line[to + _THIRD] = three, four
    for index in range(at + whole, at + count):
        line[np.uint64(index)] = flat[start + _at(u, v)]
        u += step_u
        v += step_v


@compiled
def _fetch(
    flat: NDArray[Any],
    first: int,
    count: int,
    skipped: int,
    place: tuple[int, int],
    steps: tuple[int, int],
) -> None:
    """Ask for what a run of a later row needs, every `_EVERY`th pixel of it."""
    for pixel in range(skipped, count, _EVERY):
        down = (place[1] + pixel * steps[1]) >> POINT
        right = (place[0] + pixel * steps[0]) >> POINT
        prefetch(flat, np.int64(first + down * STRIDE + right))


@compiled
def _smooth(
    part: NDArray[Any], tile: NDArray[Any], u: Word, v: Word, step_u: Word, step_v: Word
) -> None:
    for index in range(len(part)):
        at = (v >> _POINT_BITS) * _STEP + (u >> _POINT_BITS)
        across = (u >> _FRACTION) & _BYTE
        upper = mix(tile[at], tile[at + _ONE], across)
        lower = mix(tile[at + _STEP], tile[at + _STEP + _ONE], across)
        part[index] = mix(upper, lower, (v >> _FRACTION) & _BYTE)
        u, v = _WORD(u + step_u), _WORD(v + step_v)


@compiled
def _from_base(
    part: NDArray[Any], base: NDArray[Any], u: int, v: int, step_u: int, step_v: int
) -> None:
    """A run from the coarse picture of the whole track, its edge going on for ever."""
    height, width = base.shape
    for index in range(len(part)):
        row = min(max(v >> POINT, 0), height - 1)
        column = min(max(u >> POINT, 0), width - 1)
        part[index] = base[row, column]
        u += step_u
        v += step_v


@compiled
def draw_ground(
    picture: NDArray[Any],
    pool: NDArray[Any],
    table: NDArray[Any],
    origin: tuple[int, int],
    start: tuple[int, int],
    steps: tuple[int, int, int, int],
    base: NDArray[Any],
    base_start: tuple[int, int],
    base_steps: tuple[int, int, int, int],
    smooth: bool,
) -> None:
    """Fill a picture with ground.

    Args:
        picture: Pixels 0xRRGGBB, shape (height, width).
        pool: Stored tiles, shape (slots, ROWS * STRIDE).
        table: Slot of each tile in view, -1 where it is not painted yet; shape (rows, columns).
        origin: Column and row of the table's first tile.
        start: Place (u, v) of the picture's first pixel.
        steps: Change of u and v from pixel to pixel, and of u and v from row to row.
        base: A coarse picture of everything, for tiles that are missing.
        base_start: As `start`, in texels of `base`.
        base_steps: As `steps`, in texels of `base`.
        smooth: Whether to interpolate between texels; takes longer.
    """
    height, width = picture.shape
    step_u, step_v, down_u, down_v = steps
    if smooth:
        start = (start[0] - (1 << (POINT - 1)), start[1] - (1 << (POINT - 1)))
    flat = pool.reshape(-1)
    turned = abs(step_v) > _STEEP
    ahead = ((_ROW_AHEAD * down_v) >> POINT) * STRIDE + ((_ROW_AHEAD * down_u) >> POINT)
    for row in range(height):
        u, v = start[0] + down_u * row, start[1] + down_v * row
        line = picture[row]
        at: Any = np.int64(0)
        while at < width:
            tile_u, tile_v = u >> _SHIFT, v >> _SHIFT
            count = min(width - at, min(_run(u, step_u), _run(v, step_v)))
            slot = table[tile_v - origin[1], tile_u - origin[0]]
            inside_u, inside_v = u - (tile_u << _SHIFT), v - (tile_v << _SHIFT)
            if slot < 0:
                _from_base(
                    line[at : at + count],
                    base,
                    base_start[0] + base_steps[0] * at + base_steps[2] * row,
                    base_start[1] + base_steps[1] * at + base_steps[3] * row,
                    base_steps[0],
                    base_steps[1],
                )
            elif smooth:
                add_u, add_v = _WORD(step_u & 0xFFFFFFFF), _WORD(step_v & 0xFFFFFFFF)
                part = line[at : at + count]
                _smooth(part, pool[slot], _WORD(inside_u), _WORD(inside_v), add_u, add_v)
            elif step_v == 0:
                first = slot * (ROWS * STRIDE) + (inside_v >> POINT) * STRIDE
                _straight(line, at, count, flat, first, inside_u, step_u)
            else:
                first = slot * (ROWS * STRIDE)
                place, along = (inside_u, inside_v), (step_u, step_v)
                if turned:
                    _fetch(flat, first + ahead, count, row % _EVERY, place, along)
                _turned(line, at, count, flat, first, place, along)
            at += count
            u += count * step_u
            v += count * step_v
