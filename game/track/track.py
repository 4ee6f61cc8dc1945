"""A track as everybody else sees it: arrays along the road, walls, grid, pit lane, sectors.

Positions along the road are distances `s` from the start line [m]; positions across it are
offsets `d` from the centre line, positive to the left [m].
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]
Stations: TypeAlias = NDArray[Any]
"""An array of `STATION` rows."""
Station: TypeAlias = Any
"""One such row."""

BANDS: Final = 15
"""Bands of one surface each that a cross-section can have, from the right wall to the left."""

STATION: Final = np.dtype(
    [
        ("x", "f8"),  # centre line [m]
        ("y", "f8"),
        ("tangent_x", "f8"),  # unit vector in driving direction
        ("tangent_y", "f8"),
        ("distance", "f8"),  # from the start line along the centre line [m]
        ("curvature", "f8"),  # of the centre line, positive left [1/m]
        ("width_left", "f8"),  # centre line to the outer edge of the white line, positive [m]
        ("width_right", "f8"),
        ("band_edge", "f8", (BANDS + 1,)),  # ascending offsets; [0] right wall, [-1] left wall
        ("band_surface", "i8", (BANDS,)),  # Surface between band_edge[k] and band_edge[k + 1]
        ("line_offset", "f8"),  # the racing line [m]
        ("line_curvature", "f8"),  # of the racing line itself, positive left [1/m]
        ("line_step", "f8"),  # length along the racing line to the next station [m]
        ("pit_offset", "f8"),  # middle of the pit lane, NaN where there is none [m]
    ],
    align=True,
)
"""One cross-section of the road. Stations are evenly spaced along the centre line; the last is
followed by the first. Unused bands are empty (both edges equal)."""


@dataclass(frozen=True)
class Wall:
    """A chain of straight wall pieces; `kind` is a key of `game.sim` wall materials."""

    kind: str
    points: Floats
    """Corners, shape (n, 2) [m]."""
    closed: bool = True
    crossing: int = -1
    """Index of the crossing (`Track.crossings`) that it stands at, -1: at none."""
    level: int = 0
    """1 on the road that leads over that crossing, 0 on the one under it."""


@dataclass(frozen=True)
class Crossing:
    """A bridge: two parts of the lap at one place of the map that do not meet.

    Ranges are distances from the start line (from, to) [m]; `to` is smaller than `from` where the
    range passes the line. A car in one of them touches no wall and no car of the other.
    """

    over: tuple[float, float]
    under: tuple[float, float]


@dataclass(frozen=True)
class GridSlot:
    """A place on the starting grid, first is pole."""

    x: float
    y: float
    yaw: float
    s: float
    d: float


@dataclass(frozen=True)
class PitLane:
    """The pit lane, beside the road on one side of it."""

    side: int
    """1 left of the road, -1 right."""
    entry_s: float
    """Where the lane leaves the road [m]."""
    exit_s: float
    """Where it has joined again [m]; smaller than `entry_s` where the lane passes the line."""
    limit_start_s: float
    limit_end_s: float
    speed_limit: float
    """[m/s] between `limit_start_s` and `limit_end_s`."""
    width: float
    boxes: tuple[GridSlot, ...]
    """Where cars stop for service, in driving order; y, x, yaw as for the grid."""


@dataclass(frozen=True)
class SceneryItem:
    """Something to draw beside the road that no car can touch."""

    kind: str
    x: float
    y: float
    yaw: float
    length: float
    width: float
    seed: int = 0


@dataclass(frozen=True)
class Track:
    """A finished track; nothing in it changes."""

    name: str
    """Short name, as on the command line."""
    title: str
    length: float
    """Of the centre line [m]."""
    spacing: float
    """Between two stations [m]."""
    stations: Stations
    walls: tuple[Wall, ...]
    grid: tuple[GridSlot, ...]
    sectors: tuple[float, ...]
    """Where sectors 1, 2, 3 begin; the first is 0 [m]."""
    pit_lane: PitLane | None
    scenery: tuple[SceneryItem, ...]
    source: str
    """The YAML text that this was built from, to be kept in a replay."""
    content_hash: str
    """Of everything that is driven on."""
    crossings: tuple[Crossing, ...] = ()
    """Bridges, where the lap crosses itself."""
    metadata: dict[str, Any] = field(default_factory=dict)
    """Author, character, description, licence: for people."""

    def position(self, s: Floats | float, d: Floats | float) -> Floats:
        """World positions of (s, d), shape (..., 2) [m]."""
        along = np.mod(np.asarray(s, float), self.length) / self.spacing
        first = np.floor(along).astype(int) % len(self.stations)
        part = along - np.floor(along)
        here, then = self.stations[first], self.stations[(first + 1) % len(self.stations)]
        x = here["x"] + part * (then["x"] - here["x"])
        y = here["y"] + part * (then["y"] - here["y"])
        tangent_x = here["tangent_x"] + part * (then["tangent_x"] - here["tangent_x"])
        tangent_y = here["tangent_y"] + part * (then["tangent_y"] - here["tangent_y"])
        scale = np.hypot(tangent_x, tangent_y)
        return np.stack([x - d * tangent_y / scale, y + d * tangent_x / scale], axis=-1)
