"""Draws rows of a scene into tiles: marks, then shadows, then things."""

from __future__ import annotations

from math import floor, sqrt
from typing import Any, Final

from numpy.typing import NDArray

from game.core.compiled import compiled
from game.render.ground_bake import Patch
from game.render.ground_shades import Paints, Shade, noise, packed
from game.render.stamp import Thing
from game.render.things import thing_shade

SHADOW_STRENGTH: Final = 0.46

_CHEQUERS, _DASHES, _ROUND = int(Thing.CHEQUERS), int(Thing.DASHES), int(Thing.ROUND_SHADOW)
_SQUARE: Final = 0.8
_DASH: Final = 1.0


@compiled
def _clip(stamp: Any, patch: Patch, columns: int) -> tuple[int, int, int, int]:
    """Rows and columns of a tile that a thing can touch."""
    return (
        max(patch.first, floor((patch.top - stamp.top) / patch.texel)),
        min(patch.last, floor((patch.top - stamp.bottom) / patch.texel) + 2),
        max(0, floor((stamp.left - patch.left) / patch.texel)),
        min(columns, floor((stamp.right - patch.left) / patch.texel) + 2),
    )


@compiled
def _inside(
    along: float, aside: float, half_length: float, half_width: float, texel: float
) -> float:
    """How much of a texel lies in a rectangle, given its place in it, 0..1."""
    wide = min(half_length, along + 0.5 * texel) - max(-half_length, along - 0.5 * texel)
    high = min(half_width, aside + 0.5 * texel) - max(-half_width, aside - 0.5 * texel)
    return max(0.0, wide) * max(0.0, high) / (texel * texel)


@compiled
def _over(pixel: int, shade: Shade, cover: float) -> int:
    """A pixel with a colour over it."""
    rest = 1.0 - cover
    return packed(
        ((pixel >> 16) & 0xFF) * rest + shade[0] * cover,
        ((pixel >> 8) & 0xFF) * rest + shade[1] * cover,
        (pixel & 0xFF) * rest + shade[2] * cover,
    )


@compiled
def bake_marks(tile: NDArray[Any], patch: Patch, paints: Paints, marks: NDArray[Any]) -> None:
    """Paint marks (STAMP rows) onto some rows of a tile."""
    left, top, texel = patch.left, patch.top, patch.texel
    for index in range(len(marks)):
        mark = marks[index]
        low, high, west, east = _clip(mark, patch, tile.shape[1])
        for row in range(low, high):
            y = top - (row + 0.5) * texel - mark.y
            for column in range(west, east):
                x = left + (column + 0.5) * texel - mark.x
                along = x * mark.cosine + y * mark.sine
                aside = y * mark.cosine - x * mark.sine
                cover = _inside(along, aside, mark.half_length, mark.half_width, texel)
                if cover <= 0.0:
                    continue
                red, green, blue = mark.red, mark.green, mark.blue
                if mark.kind == _CHEQUERS:
                    square = floor(along / _SQUARE) + floor(aside / _SQUARE)
                    if square % 2:
                        red, green, blue = 24.0, 25.0, 28.0
                elif mark.kind == _DASHES and floor((along + mark.half_length) / _DASH) % 2:
                    continue
                worn = 0.92 + 0.10 * noise(paints.grain, x + mark.x, y + mark.y, 9.0)
                light = 1.0 - 0.16 * paints.wet
                shade = red * light, green * light, blue * light
                tile[row, column] = _over(tile[row, column], shade, cover * mark.cover * worn)


@compiled
def _shadow_at(stamp: Any, x: float, y: float, texel: float) -> float:
    """How deep a place, given from the foot of a thing, lies in its shadow, 0..1."""
    if stamp.kind == _ROUND:
        square = stamp.cast_x * stamp.cast_x + stamp.cast_y * stamp.cast_y
        part = (x * stamp.cast_x + y * stamp.cast_y) / max(square, 1e-9)
        part = min(max(part, 0.0), 1.0)
        away_x, away_y = x - part * stamp.cast_x, y - part * stamp.cast_y
        radius = stamp.half_length * (1.0 - 0.25 * part)
        away = sqrt(away_x * away_x + away_y * away_y) - radius * 0.94
        deep: float = min(1.0, max(0.0, 0.5 - away / max(texel, 0.5)))
        return deep
    along, aside = x * stamp.cosine + y * stamp.sine, y * stamp.cosine - x * stamp.sine
    way_along = stamp.cast_x * stamp.cosine + stamp.cast_y * stamp.sine
    way_aside = stamp.cast_y * stamp.cosine - stamp.cast_x * stamp.sine
    enter, leave = 0.0, 1.0
    for place, way, half in (
        (along, way_along, stamp.half_length + 0.02),
        (aside, way_aside, stamp.half_width),
    ):
        if abs(way) < 1e-6:
            if abs(place) > half:
                return 0.0
            continue
        one, other = (place - half) / way, (place + half) / way
        enter = max(enter, min(one, other))
        leave = min(leave, max(one, other))
    if leave <= enter:
        return 0.0
    reach = sqrt(way_along * way_along + way_aside * way_aside) * (leave - enter)
    return min(1.0, reach / max(texel, 0.25))


@compiled
def bake_shadows(
    tile: NDArray[Any],
    patch: Patch,
    shadows: NDArray[Any],
    depth: NDArray[Any],
    strength: float,
) -> None:
    """Darken what lies in the shadow of something; where shadows meet they are no darker.

    Args:
        tile: Pixels 0xRRGGBB.
        patch: The rows, and where they are.
        shadows: STAMP rows.
        depth: Scratch room of the tile's shape.
        strength: Of the darkest shadow, 0..1.
    """
    left, top, texel = patch.left, patch.top, patch.texel
    depth[patch.first : patch.last] = 0.0
    for index in range(len(shadows)):
        shadow = shadows[index]
        low, high, west, east = _clip(shadow, patch, tile.shape[1])
        for row in range(low, high):
            y = top - (row + 0.5) * texel - shadow.y
            for column in range(west, east):
                if depth[row, column] < 1.0:
                    x = left + (column + 0.5) * texel - shadow.x
                    deep = _shadow_at(shadow, x, y, texel)
                    if deep > depth[row, column]:
                        depth[row, column] = deep
    for row in range(patch.first, patch.last):
        for column in range(tile.shape[1]):
            deep = depth[row, column] * strength
            if deep > 0.0:
                pixel = tile[row, column]
                tile[row, column] = packed(
                    ((pixel >> 16) & 0xFF) * (1.0 - deep),
                    ((pixel >> 8) & 0xFF) * (1.0 - 0.94 * deep),
                    (pixel & 0xFF) * (1.0 - 0.80 * deep),
                )


@compiled
def bake_things(tile: NDArray[Any], patch: Patch, paints: Paints, things: NDArray[Any]) -> None:
    """Draw things (STAMP rows) onto some rows of a tile."""
    left, top, texel = patch.left, patch.top, patch.texel
    for index in range(len(things)):
        thing = things[index]
        low, high, west, east = _clip(thing, patch, tile.shape[1])
        for row in range(low, high):
            y = top - (row + 0.5) * texel - thing.y
            for column in range(west, east):
                x = left + (column + 0.5) * texel - thing.x
                along = x * thing.cosine + y * thing.sine
                aside = y * thing.cosine - x * thing.sine
                red, green, blue, cover = thing_shade(paints, thing, along, aside, x, y, texel)
                if cover > 0.0:
                    light = 1.0 - 0.12 * paints.wet
                    shade = red * light, green * light, blue * light
                    tile[row, column] = _over(tile[row, column], shade, cover)
