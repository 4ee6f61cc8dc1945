"""What stands beside the track to look at: stands, garages, posts, houses, trees.

All of it is drawn from a generator that is seeded by the shape of the lap, so that a track looks
the same every time; nothing stands between the walls, only the gantry spans the start line.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from game.core.seeds import SeedTree
from game.track.model import SceneryFile, SceneryKind
from game.track.track import Floats, PitLane, SceneryItem, Stations, Wall

_TOWN_GAP: Final = 4.0
"""Walls of concrete nearer to the road than this stand in a town [m]."""

_ARENA_LENGTH: Final = 1500.0
"""A shorter lap between such walls lies in an arena [m]."""

_TREE_SPACING: Final = 16.0
_STANDS: Final = 5
_CLEARANCE: Final = 1.0
"""Between a wall and whatever stands behind it [m]."""

_CELL: Final = 1.5
"""Side of the squares in which taken ground is remembered [m]."""

_BEYOND: Final = 300.0
"""How far from the road anything can be put [m]."""

_APART: Final = 140.0
"""Least distance along the lap between the stands at two corners [m]."""


def scenery(
    stations: Stations,
    walls: Sequence[Wall],
    pit_lane: PitLane | None,
    items: Sequence[SceneryFile] | None,
) -> tuple[SceneryItem, ...]:
    """The items that the file lists, or well chosen ones when it says nothing (None)."""
    site = _Site(stations)
    if items is not None:
        return tuple(
            site.item(
                one.kind, one.at, one.offset, (one.length, one.width), np.radians(one.heading_deg)
            )
            for one in items
        )
    _add_gantry(site)
    if pit_lane is not None:
        _add_garages(site, pit_lane)
    _add_start_stands(site, pit_lane)
    _add_corner_stands(site)
    _add_posts(site)
    if _is_town(stations, walls):
        if site.length < _ARENA_LENGTH:
            _add_tribunes(site)
        _add_houses(site)
    else:
        _add_woods(site)
    return tuple(site.found)


@dataclass
class _Site:
    """The ground around a lap and what has been put there so far."""

    stations: Stations
    found: list[SceneryItem] = field(default_factory=list)

    def __post_init__(self) -> None:
        centre = np.column_stack([self.stations["x"], self.stations["y"]])
        self.spacing = float(np.hypot(*(centre[1] - centre[0])))
        self.length = self.spacing * len(centre)
        self.edges = self.stations["band_edge"][:, [0, -1]]
        shape = np.round(centre).astype(np.int64).tobytes()
        self.seeds = SeedTree(zlib.crc32(shape)).child("scenery")
        self.origin = centre.min(axis=0) - _BEYOND
        size = ((np.ptp(centre, axis=0) + 2 * _BEYOND) / _CELL).astype(int) + 1
        self.taken = np.zeros((int(size[0]), int(size[1])), bool)
        self._take(self._between_walls(centre))

    def _between_walls(self, centre: Floats) -> Floats:
        """Points that cover the ground from wall to wall, shape (n, 2) [m]."""
        low, high = self.edges[:, 0] - _CLEARANCE, self.edges[:, 1] + _CLEARANCE
        parts = np.linspace(0.0, 1.0, 2 + int((high - low).max() / (0.5 * _CELL)))
        offset = low[:, None] + (high - low)[:, None] * parts
        normal = np.column_stack([-self.stations["tangent_y"], self.stations["tangent_x"]])
        points = centre[:, None] + normal[:, None] * offset[..., None]
        between = (points + np.roll(points, -1, axis=0)) / 2
        covered: Floats = np.concatenate([points.reshape(-1, 2), between.reshape(-1, 2)])
        return covered

    def _cells(self, points: Floats) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        cell = ((points - self.origin) / _CELL).astype(np.int64)
        cell = np.clip(cell, 0, np.array(self.taken.shape) - 1)
        return cell[:, 0], cell[:, 1]

    def _take(self, points: Floats) -> None:
        self.taken[self._cells(points)] = True

    def index(self, s: float) -> int:
        """The station at a distance along the lap."""
        return int(s / self.spacing) % len(self.stations)

    def wall(self, s: float, side: int) -> float:
        """Offset of the wall, positive left [m]."""
        return float(self.edges[self.index(s), 1 if side > 0 else 0])

    def item(
        self,
        kind: SceneryKind,
        s: float,
        offset: float,
        size: tuple[float, float],
        turn: float = 0.0,
    ) -> SceneryItem:
        """An item with its centre at (s, offset), its length along the road unless turned."""
        here = self.stations[self.index(s)]
        return SceneryItem(
            kind,
            float(here["x"] - offset * here["tangent_y"]),
            float(here["y"] + offset * here["tangent_x"]),
            float(np.arctan2(here["tangent_y"], here["tangent_x"]) + turn),
            *size,
            seed=zlib.crc32(f"{kind} {s:.1f} {offset:.1f}".encode()),
        )

    def put(self, item: SceneryItem) -> bool:
        """Add an item where there is room for it."""
        points = covering(item, 0.7 * _CELL)
        if self.taken[self._cells(points)].any():
            return False
        self._take(points)
        self.found.append(item)
        return True


def covering(item: SceneryItem, spacing: float) -> Floats:
    """Points all over an item's rectangle with its edges, shape (n, 2) [m]."""
    along = np.linspace(-0.5, 0.5, 2 + int(item.length / spacing)) * item.length
    across = np.linspace(-0.5, 0.5, 2 + int(item.width / spacing)) * item.width
    local = np.stack(np.meshgrid(along, across), axis=-1).reshape(-1, 2)
    cosine, sine = np.cos(item.yaw), np.sin(item.yaw)
    turned: Floats = local @ np.array([[cosine, sine], [-sine, cosine]]) + [item.x, item.y]
    return turned


def _is_town(stations: Stations, walls: Sequence[Wall]) -> bool:
    """Whether concrete stands close to most of the road."""
    right = -stations["band_edge"][:, 0] - stations["width_right"]
    left = stations["band_edge"][:, -1] - stations["width_left"]
    concrete = sum(len(wall.points) for wall in walls if wall.kind == "concrete")
    mostly = concrete > sum(len(wall.points) for wall in walls) / 2
    return bool(mostly and np.median(np.concatenate([left, right])) < _TOWN_GAP)


def _add_gantry(site: _Site) -> None:
    """The lights over the start line, from wall to wall."""
    right, left = site.wall(0.0, -1), site.wall(0.0, 1)
    reach = min(
        left - right,
        float(np.sum([site.stations[0][key] for key in ("width_left", "width_right")])) + 6.0,
    )
    middle = float(site.stations[0]["width_left"] - site.stations[0]["width_right"]) / 2
    site.found.append(site.item("gantry", 0.0, middle, (1.4, reach)))


def _add_garages(site: _Site, pit: PitLane) -> None:
    """A row of garages behind the boxes and tents behind the garages."""
    for first in range(0, len(pit.boxes), 4):
        group = pit.boxes[first : first + 4]
        pitch = (group[-1].s - group[0].s) % site.length / max(1, len(group) - 1)
        s = group[0].s + (group[-1].s - group[0].s) % site.length / 2
        length = min(60.0, (pitch or 6.0) * len(group) - 3.0)
        wall = site.wall(s, pit.side)
        site.put(site.item("garage", s, wall + pit.side * 8.6, (length, 11.0)))
        site.put(site.item("tent", s, wall + pit.side * 23.0, (0.6 * length, 7.0)))


def _add_start_stands(site: _Site, pit: PitLane | None) -> None:
    """Stands along the start straight, opposite the pits."""
    side = -pit.side if pit else 1
    for place in range(-4, 4):
        s = (place * 46.0 + 18.0) % site.length
        if abs(site.stations[site.index(s)]["curvature"]) < 0.002:
            site.put(site.item("grandstand", s, site.wall(s, side) + side * 11.0, (42.0, 14.0)))


def _add_corner_stands(site: _Site) -> None:
    """A stand on the outside of each of the slowest corners."""
    bend = np.abs(site.stations["line_curvature"])
    taken: list[float] = []
    for index in np.argsort(-bend, kind="stable"):
        s = float(index) * site.spacing
        apart = [min((s - one) % site.length, (one - s) % site.length) for one in taken]
        if len(taken) >= _STANDS or bend[index] < 1 / 400:
            return
        if any(distance < _APART for distance in apart):
            continue
        taken.append(s)
        side = -1 if site.stations[index]["line_curvature"] > 0 else 1
        for away in (12.0, 20.0, 30.0):
            if site.put(site.item("grandstand", s, site.wall(s, side) + side * away, (34.0, 12.0))):
                break


def _add_posts(site: _Site) -> None:
    """Marshals' posts, in turns left and right."""
    count = max(6, round(site.length / 260.0))
    for place in range(count):
        s, side = (place + 0.5) * site.length / count, 1 if place % 2 else -1
        site.put(site.item("tower", s, site.wall(s, side) + side * 5.0, (3.0, 3.0)))


def _add_tribunes(site: _Site) -> None:
    """Two rings of stands around an arena, on the outside of the lap."""
    side = -1 if float(np.sum(site.stations["curvature"])) > 0 else 1
    for away in (11.0, 27.0):
        for place in range(int(site.length / 26.0)):
            s = (place + 0.5) * 26.0
            offset = site.wall(s, side) + side * away
            site.put(site.item("grandstand", s, offset, (24.0, 12.0)))


def _add_houses(site: _Site) -> None:
    """Rows of houses behind the walls of a town, some trees between them."""
    draw = site.seeds.child("houses").generator()
    for side in (1, -1):
        s = 0.0
        while s < site.length:
            length, depth = draw.uniform(12.0, 34.0), draw.uniform(10.0, 20.0)
            away = draw.uniform(3.0, 7.0) + depth / 2
            middle = s + length / 2
            offset = site.wall(middle, side) + side * away
            if draw.random() < 0.82:
                site.put(site.item("building", middle, offset, (length, depth)))
            else:
                size = draw.uniform(4.0, 7.0)
                site.put(site.item("tree", middle, offset, (size, size)))
            s += length + draw.uniform(2.0, 9.0)


def _add_woods(site: _Site) -> None:
    """Trees and bushes in woods and clearings that follow each other along the lap."""
    draw = site.seeds.child("woods").generator()
    count = round(site.length / _TREE_SPACING)
    for side in (1, -1):
        density = _density(draw, count)
        for place in range(count):
            for _ in range(int(draw.poisson(2.2 * density[place]))):
                _plant(site, draw, place * _TREE_SPACING, side)


def _density(draw: np.random.Generator, count: int) -> Floats:
    """How thick the wood is along the lap, 0..1, changing over some 150 m."""
    phase = draw.uniform(0.0, 2 * np.pi, 6)
    waves = np.arange(1, 7) * max(1, count // 60)
    turn = 2 * np.pi * np.arange(count)[:, None] / max(1, count) * waves
    wave: Floats = np.sin(turn + phase).sum(axis=1) / 2.5
    return np.clip(0.35 + wave, 0.05, 1.0)


def _plant(site: _Site, draw: np.random.Generator, s: float, side: int) -> None:
    away = 4.0 + draw.exponential(16.0)
    size = draw.uniform(5.0, 10.0)
    s = (s + draw.uniform(0.0, _TREE_SPACING)) % site.length
    kind: SceneryKind = "bush" if draw.random() < 0.25 else "tree"
    size = 0.45 * size if kind == "bush" else size
    site.put(site.item(kind, s, site.wall(s, side) + side * min(away, 70.0), (size, size)))
