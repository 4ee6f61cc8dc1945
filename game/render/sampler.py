"""Puts tiles of ground into a picture, turned and scaled as the camera wants it.

What north-up pictures can do faster is in `game.render.upright`.

Places in the ground are 64 bit whole numbers with 18 bits after the point, in texels of the level
that is drawn; a row of the picture is cut into runs that lie in one tile each. For a turned picture
the tiles are those of `game.render.squares`, whose rows are folded into squares: a run across rows
then finds several of its texels in each piece of memory that it waits for.
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from game.core.compiled import compiled
from game.core.prefetch import prefetch

TILE_BITS: Final = 8
TILE: Final = 1 << TILE_BITS
"""Texels along one side of a tile."""
ROWS: Final = TILE + 1
"""Rows of a stored tile: the last repeats the first of the one below, for smooth pictures."""
STRIDE: Final = TILE + 8
"""Columns of a stored tile; no power of two, so that the rows of a tile share no cache set."""
POINT: Final = 18
"""Bits after the point."""
SHIFT: Final = POINT + TILE_BITS
INSIDE: Final = (1 << SHIFT) - 1
SQUARE_ROW: Final = 4 * TILE + 16
"""Texels from one row of squares to the next; no power of two, for the same reason."""
SQUARED: Final = (TILE // 4) * SQUARE_ROW
"""Texels of a tile that is folded into squares."""
LONGEST: Final = 4 * TILE
"""Pixels of the longest run of a turned picture."""
_ROWS_AHEAD: Final = 4
_EVERY: Final = 4
ALIKE: Final = 3 << (POINT - 3)
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
_SQUARE_ROW: Final = np.uint32(0xFC00)
_SQUARE: Final = np.uint32(0x03F0)
_IN_ROW: Final = np.uint32(0x000C)
_IN_COLUMN: Final = np.uint32(0x0003)
_TO_ROW, _TO_COLUMN = np.uint32(POINT - 8), np.uint32(POINT - 2)
_NEXT, _SECOND, _THIRD = np.uint64(1), np.uint64(2), np.uint64(3)


class Layer(NamedTuple):
    """Ground of one density, and how a picture lies on it."""

    table: NDArray[Any]
    """Slot of each tile in view, -1 where it is not painted yet; shape (rows, columns)."""
    column: int
    """Of the table's first tile."""
    row: int
    u: int
    """Place of the picture's first pixel."""
    v: int
    step_u: int
    """Change of the place from pixel to pixel."""
    step_v: int
    down_u: int
    """And from row to row."""
    down_v: int


def no_layer() -> Layer:
    """No ground at all."""
    return Layer(np.zeros((0, 0), np.int64), 0, 0, 0, 0, 0, 0, 0, 0)


@compiled
def run_in_tile(place: int, step: int, per_step: float) -> int:
    """How many steps from `place` stay in its tile; `per_step` is 1 / |step|."""
    inside = place & INSIDE
    if step == 0:
        return INSIDE
    if step > 0:
        inside = INSIDE - inside
    return int(inside * per_step) + 1


@compiled
def mix(one: Word, other: Word, part: Word) -> Word:
    """Two packed pixels, `part` / 256 of the second."""
    rest = _WHOLE - part
    red_blue = (((one & _PAIR) * rest + (other & _PAIR) * part) >> _EIGHT) & _PAIR
    green = (((one >> _EIGHT) & _PAIR) * rest + ((other >> _EIGHT) & _PAIR) * part) & _REST
    return red_blue | green


@compiled
def _straight(
    line: NDArray[Any], at: int, count: int, flat: NDArray[Any], first: int, u: int, step: int
) -> None:
    """A run along one row of texels, which begins at `first`, into `line` from pixel `at` on.

    Four neighbours are copied at once: none of them lies farther than a third of a texel from
    where it should, as long as texels are about as large as pixels.
    """
    half = (3 * (step - (1 << POINT))) >> 1
    whole = count & ~3 if abs(half) < ALIKE else 0
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
def in_squares(u: Word, v: Word) -> Word:
    """Where a place in a tile lies when its rows are folded into squares of 4 x 4 texels."""
    down, right = v >> _TO_COLUMN, u >> _TO_COLUMN
    row = ((v >> _TO_ROW) & _SQUARE_ROW) + (down & _SQUARE)
    return row + (down & _IN_ROW) + (right & _SQUARE) + ((u >> _POINT_BITS) & _IN_COLUMN)


@compiled
def steps_of(layer: Layer) -> NDArray[Any]:
    """How far each pixel of a run lies from its first one, across and down; shape (2, `LONGEST`).

    Looked up rather than multiplied, because products of 32 bit numbers are taken with 64 bits,
    which halves how many places are computed at once.
    """
    steps = np.empty((2, LONGEST), np.uint32)
    for index in range(LONGEST):
        steps[0, index] = _WORD((index * layer.step_u) & 0xFFFFFFFF)
        steps[1, index] = _WORD((index * layer.step_v) & 0xFFFFFFFF)
    return steps


@compiled
def _turned(
    line: NDArray[Any],
    at: int,
    count: int,
    flat: NDArray[Any],
    first: int,
    places: NDArray[Any],
    place: tuple[int, int],
    steps: NDArray[Any],
) -> None:
    """A run across the squares of a tile; `steps` are `steps_of` its layer.

    First all `places` are computed, many at once, then four texels at a time are fetched, so that
    their loads overlap.
    """
    u, v = _WORD(place[0]), _WORD(place[1])
    for index in range(count):
        places[index] = in_squares(_WORD(u + steps[0, index]), _WORD(v + steps[1, index]))
    whole, start = count & ~3, np.uint64(first)
    for index in range(0, whole, 4):
        here = np.uint64(index)
        one = flat[start + np.uint64(places[here])]
        two = flat[start + np.uint64(places[here + _NEXT])]
        three = flat[start + np.uint64(places[here + _SECOND])]
        four = flat[start + np.uint64(places[here + _THIRD])]
        to = np.uint64(at + index)
        line[to], line[to + _NEXT] = one, two
        line[to + _SECOND], line[to + _THIRD] = three, four
    for index in range(whole, count):
        line[np.uint64(at + index)] = flat[start + np.uint64(places[np.uint64(index)])]


@compiled
def _fetch(
    flat: NDArray[Any],
    first: int,
    count: int,
    skipped: int,
    place: tuple[int, int],
    steps: tuple[int, int],
) -> None:
    """Ask for the squares that a run of a later row needs, every `_EVERY`th pixel of it."""
    for pixel in range(skipped, count, _EVERY):
        down = (place[1] + pixel * steps[1]) >> (POINT + 2)
        right = (place[0] + pixel * steps[0]) >> (POINT + 2)
        prefetch(flat, np.int64(first + down * SQUARE_ROW + (right << 4)))


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
    last_u, last_v = u + (len(part) - 1) * step_u, v + (len(part) - 1) * step_v
    inside = min(u, last_u) >= 0 and max(u, last_u) >> POINT < width
    if inside and min(v, last_v) >= 0 and max(v, last_v) >> POINT < height:
        flat = base.reshape(-1)
        for index in range(len(part)):
            part[index] = flat[np.uint64((v >> POINT) * width + (u >> POINT))]
            u += step_u
            v += step_v
        return
    for index in range(len(part)):
        row = min(max(v >> POINT, 0), height - 1)
        column = min(max(u >> POINT, 0), width - 1)
        part[index] = base[row, column]
        u += step_u
        v += step_v


@compiled
def slot_at(layer: Layer, u: int, v: int) -> int:
    """The slot of the tile in which a place lies; -1: there is none."""
    row, column = (v >> SHIFT) - layer.row, (u >> SHIFT) - layer.column
    if row < 0 or column < 0 or row >= layer.table.shape[0] or column >= layer.table.shape[1]:
        return -1
    return int(layer.table[row, column])


@compiled
def _from_tile(
    line: NDArray[Any],
    at: int,
    count: int,
    pool: NDArray[Any],
    slot: int,
    place: tuple[int, int],
    steps: tuple[int, int],
    smooth: bool,
) -> None:
    """A run in one tile of an upright or a smooth picture."""
    if smooth:
        add_u, add_v = _WORD(steps[0] & 0xFFFFFFFF), _WORD(steps[1] & 0xFFFFFFFF)
        part = line[at : at + count]
        _smooth(part, pool[slot], _WORD(place[0]), _WORD(place[1]), add_u, add_v)
    else:
        first = slot * (ROWS * STRIDE) + (place[1] >> POINT) * STRIDE
        _straight(line, at, count, pool.reshape(-1), first, place[0], steps[0])


@compiled
def fill(
    line: NDArray[Any],
    row: int,
    begin: int,
    end: int,
    pool: NDArray[Any],
    places: NDArray[Any],
    spare: Layer,
    spare_steps: NDArray[Any],
    base: NDArray[Any],
    under: Layer,
    smooth: bool,
) -> None:
    """Some pixels of a row whose tile is missing: from the spare layer, or the coarse picture."""
    steps = spare.step_u, spare.step_v
    per_u, per_v = 1.0 / max(abs(steps[0]), 1), 1.0 / max(abs(steps[1]), 1)
    at: Any = np.int64(begin)
    while at < end:
        u, v = spare.u + steps[0] * at, spare.v + steps[1] * at
        u, v = u + spare.down_u * row, v + spare.down_v * row
        count = min(run_in_tile(u, steps[0], per_u), run_in_tile(v, steps[1], per_v))
        count = min(end - at, count)
        slot = slot_at(spare, u, v)
        place = u & INSIDE, v & INSIDE
        if slot < 0:
            first_u, first_v = under.u + under.step_u * at, under.v + under.step_v * at
            first_u, first_v = first_u + under.down_u * row, first_v + under.down_v * row
            part = line[at : at + count]
            _from_base(part, base, first_u, first_v, under.step_u, under.step_v)
        elif len(places):
            flat, first = pool.reshape(-1), slot * SQUARED
            if not row & 1:
                down_u, down_v = _ROWS_AHEAD * spare.down_u, _ROWS_AHEAD * spare.down_v
                _fetch(flat, first, count, row & 2, (place[0] + down_u, place[1] + down_v), steps)
            _turned(line, at, count, flat, first, places, place, spare_steps)
        else:
            _from_tile(line, at, count, pool, slot, place, steps, smooth)
        at += count


@compiled
def draw_turned(
    picture: NDArray[Any],
    pool: NDArray[Any],
    places: NDArray[Any],
    layer: Layer,
    spare: Layer,
    base: NDArray[Any],
    under: Layer,
    smooth: bool,
) -> None:
    """Fill a picture that is turned or smooth; see `game.render.upright.draw_ground`."""
    height, width = picture.shape
    steps = layer.step_u, layer.step_v
    per_u, per_v = 1.0 / max(abs(steps[0]), 1), 1.0 / max(abs(steps[1]), 1)
    flat, turned = pool.reshape(-1), len(places) > 0
    own_steps, spare_steps = steps_of(layer), steps_of(spare)
    ahead_u, ahead_v = _ROWS_AHEAD * layer.down_u, _ROWS_AHEAD * layer.down_v
    for row in range(height):
        u, v = layer.u + layer.down_u * row, layer.v + layer.down_v * row
        line = picture[row]
        at: Any = np.int64(0)
        while at < width:
            count = min(run_in_tile(u, steps[0], per_u), run_in_tile(v, steps[1], per_v))
            count = min(min(width - at, LONGEST), count)
            slot = slot_at(layer, u, v)
            place = u & INSIDE, v & INSIDE
            if slot < 0:
                end = at + count
                fill(line, row, at, end, pool, places, spare, spare_steps, base, under, smooth)
            elif turned:
                first = slot * SQUARED
                if not row & 1:
                    later = place[0] + ahead_u, place[1] + ahead_v
                    _fetch(flat, first, count, row & 2, later, steps)
                _turned(line, at, count, flat, first, places, place, own_steps)
            else:
                _from_tile(line, at, count, pool, slot, place, steps, smooth)
            at += count
            u += count * steps[0]
            v += count * steps[1]
