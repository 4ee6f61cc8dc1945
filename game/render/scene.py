"""What stands beside the road and what is painted on it, as plain rows to be drawn into tiles."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from game.render.mood import Mood
from game.render.pit_marks import grid_marks, pit_marks
from game.render.stamp import Row, Thing, rows_of
from game.render.sun import SHADOW_PER_HEIGHT
from game.track.projection import nearest_station
from game.track.track import SceneryItem, Track, Wall


class _Height:
    """How high things stand, for their shadows [m]."""

    BY_KIND: Final = {
        "tree": 7.0,
        "bush": 1.6,
        "building": 8.0,
        "grandstand": 7.0,
        "garage": 5.0,
        "tent": 4.0,
        "tower": 4.5,
        "hill": 0.0,
        "water": 0.0,
        "rock": 2.0,
    }
    WALLS: Final = {"concrete": 1.1, "armco": 0.9, "tyres": 0.9}


_THINGS: Final = {
    "tree": Thing.TREE,
    "bush": Thing.TREE,
    "building": Thing.HOUSE,
    "grandstand": Thing.STAND,
    "garage": Thing.GARAGE,
    "tent": Thing.TENT,
    "tower": Thing.TOWER,
    "hill": Thing.HILL,
    "water": Thing.WATER,
    "rock": Thing.ROCK,
}
_WALLS: Final = {"concrete": Thing.CONCRETE, "armco": Thing.ARMCO, "tyres": Thing.TYRES}
_WALL_HALF: Final = {"concrete": 0.3, "armco": 0.2, "tyres": 0.55}

_BOARD_BEND: Final = 1 / 130.0
"""Boards stand before bends sharper than this [1/m]."""
_BOARD_STRAIGHT: Final = 190.0
"""That have no other one for so long before them [m]."""
_BOARDS: Final = (150.0, 100.0, 50.0)


class Order(IntEnum):
    """What lies on top of what."""

    GROUND = 0
    WALL = 1
    BUILT = 2
    PLANT = 3


@dataclass(frozen=True)
class Scene:
    """All rows of a track; drawn in this order."""

    marks: NDArray[Any]
    """Paint on the ground."""
    shadows: NDArray[Any]
    things: NDArray[Any]

    @cached_property
    def _bounds(self) -> list[NDArray[np.float64]]:
        """Left, bottom, right, top of all rows, each in one piece of memory, shape (4, rows) [m].

        Among all else that a row holds, looking at them takes four times as long.
        """
        names = ("left", "bottom", "right", "top")
        rows = self.marks, self.shadows, self.things
        return [np.array([stamps[name] for name in names], np.float64) for stamps in rows]

    def near(self, left: float, bottom: float, right: float, top: float) -> Scene:
        """What can touch a rectangle of the world [m]."""
        found = []
        for stamps, bounds in zip(
            (self.marks, self.shadows, self.things), self._bounds, strict=True
        ):
            west, south, east, north = bounds
            touched = (east > left) & (west < right) & (north > bottom) & (south < top)
            found.append(stamps[np.flatnonzero(touched)])
        return Scene(*found)


def scene_of(track: Track, mood: Mood) -> Scene:
    """Everything that is drawn onto the ground of a track."""
    marks = [*grid_marks(track, mood), *pit_marks(track, mood)]
    things: list[tuple[int, Row]] = []
    for wall in track.walls:
        things += [(Order.WALL + 2 * wall.level, row) for row in _wall(wall)]
    things += [_item(track, item) for item in track.scenery if item.kind in _THINGS]
    things += [(Order.BUILT, row) for row in _boards(track)]
    things.sort(key=lambda one: (one[0], -one[1].y))
    rows = [row for _, row in things]
    shadows = [_shadow(row) for row in rows if row.height > 0]
    shadows += [_gantry_shadow(item) for item in track.scenery if item.kind == "gantry"]
    return Scene(rows_of(marks), rows_of(shadows), rows_of(rows))


def _item(track: Track, item: SceneryItem) -> tuple[int, Row]:
    plant = item.kind in {"tree", "bush"}
    flat = item.kind in {"hill", "water"}
    order = Order.PLANT if plant else Order.GROUND if flat else Order.BUILT
    height = _Height.BY_KIND[item.kind]
    if item.kind == "tree":
        height = 0.75 * item.length
    row = Row(
        kind=_THINGS[item.kind],
        x=item.x,
        y=item.y,
        yaw=item.yaw,
        half_length=item.length / 2,
        half_width=item.width / 2,
        height=height,
        seed=item.seed & 0xFFFFFF,
        facing=_facing(track, item),
        margin=1.25 if plant else 1.0,
    )
    return order, row


def _facing(track: Track, item: SceneryItem) -> float:
    """Whether the road is to the left (1) or to the right (-1) of an item."""
    here = track.stations[nearest_station(track.stations, item.x, item.y)]
    away = (here["x"] - item.x, here["y"] - item.y)
    left = -np.sin(item.yaw) * away[0] + np.cos(item.yaw) * away[1]
    return 1.0 if left > 0 else -1.0


def _wall(wall: Wall) -> list[Row]:
    """Straight pieces; `run` is how far along the wall each begins."""
    points = np.vstack([wall.points, wall.points[:1]]) if wall.closed else wall.points
    steps = np.diff(points, axis=0)
    lengths = np.hypot(steps[:, 0], steps[:, 1])
    begins = np.concatenate([[0.0], np.cumsum(lengths)])
    middles = (points[:-1] + points[1:]) / 2
    kind = _WALLS.get(wall.kind, Thing.CONCRETE)
    return [
        Row(
            kind=kind,
            x=float(middle[0]),
            y=float(middle[1]),
            yaw=float(np.arctan2(step[1], step[0])),
            half_length=float(length) / 2,
            half_width=_WALL_HALF.get(wall.kind, 0.3),
            height=_Height.WALLS.get(wall.kind, 1.0),
            run=float(begin),
            margin=1.0,
            grown=0.6,
        )
        for middle, step, length, begin in zip(middles, steps, lengths, begins, strict=False)
        if length > 0
    ]


def _shadow(row: Row) -> Row:
    """The ground that a thing keeps the sun from."""
    kind = Thing.ROUND_SHADOW if row.kind in (Thing.TREE, Thing.ROCK) else Thing.SHADOW
    return row.as_shadow(kind, SHADOW_PER_HEIGHT)


def _gantry_shadow(item: SceneryItem) -> Row:
    high = 5.5
    row = Row(
        kind=Thing.SHADOW,
        x=item.x + high * SHADOW_PER_HEIGHT[0],
        y=item.y + high * SHADOW_PER_HEIGHT[1],
        yaw=item.yaw,
        half_length=item.length / 2,
        half_width=item.width / 2,
        height=0.6,
    )
    return row.as_shadow(Thing.SHADOW, SHADOW_PER_HEIGHT)


def _boards(track: Track) -> list[Row]:
    """Distance boards before the hard braking zones, with one stripe for every fifty metres."""
    stations = track.stations
    bend = np.abs(stations["line_curvature"])
    spacing = track.spacing
    reach = round(_BOARD_STRAIGHT / spacing)
    sharp = bend > _BOARD_BEND
    found = []
    for index in np.flatnonzero(sharp & ~np.roll(sharp, 1)):
        before = np.arange(index - reach, index) % len(stations)
        if sharp[before].any():
            continue
        side = -1.0 if stations["line_curvature"][index] > 0 else 1.0
        for stripes, away in zip((3, 2, 1), _BOARDS, strict=True):
            s = (index * spacing - away) % track.length
            found.append(_board(track, s, side, stripes))
    return [row for row in found if row is not None]


def _board(track: Track, s: float, side: float, stripes: int) -> Row | None:
    here = track.stations[int(s / track.spacing) % len(track.stations)]
    edge = float(here["width_left"] if side > 0 else here["width_right"])
    wall = abs(float(here["band_edge"][-1 if side > 0 else 0]))
    offset = min(edge + 4.0, wall + 1.6)
    if np.isfinite(here["pit_offset"]) and np.sign(here["pit_offset"]) == side:
        offset = wall + 1.6
    place = track.position(s, side * offset)
    return Row(
        kind=Thing.BOARD,
        x=float(place[0]),
        y=float(place[1]),
        yaw=float(np.arctan2(here["tangent_y"], here["tangent_x"])),
        half_length=0.5,
        half_width=1.3,
        height=1.2,
        seed=stripes,
        facing=-side,
    )
