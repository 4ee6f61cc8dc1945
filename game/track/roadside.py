"""What lies beside the road on one side: kerb, run-off, pit lane, and where the wall stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from game.core.surface import Surface
from game.track.centre_line import CentreLine
from game.track.model import Kerb, Runoff, TrackFile, WallKind, WallPiece, surface_of
from game.track.pit_lane import PitPath
from game.track.ring import blend, limit_slope, within
from game.track.rounding import METRE, rounded
from game.track.track import Floats

SLOTS: Final = 7
"""Bands of one side, outwards: line, kerb, inner strip, pit lane, boxes, strip, outer strip."""

WALL_SLOPE: Final = 0.4
"""A wall comes nearer to the road or goes away by at most this much per metre."""

KERB_TAPER: Final = 0.25
"""A kerb widens by at most this much per metre."""

STRIP_TAPER: Final = 1.0
"""A strip of run-off widens by at most this much per metre."""

WALL_GAP: Final = 0.3
"""Least distance between the edge of the road and a wall [m]."""


@dataclass(frozen=True)
class Roadside:
    """One side of the road at each station; distances outwards from the centre line [m]."""

    edge: Floats
    """Shape (n, SLOTS + 1); the first is the inner edge of the line, the last the wall."""
    surface: NDArray[np.int64]
    """Shape (n, SLOTS)."""
    wall_kind: list[WallKind]


@dataclass(frozen=True)
class Plan:
    """What one side shall have, with generated parts filled in."""

    kerbs: Sequence[Kerb]
    runoff: Sequence[Runoff]
    walls: Sequence[WallPiece]


def on_side(part: Kerb | Runoff | WallPiece, side: int) -> bool:
    """Whether a part of the file concerns a side, 1 left, -1 right."""
    return part.side == "both" or (part.side == "left") == (side > 0)


def roadside(
    file: TrackFile, plan: Plan, line: CentreLine, side: int, room: Floats, pit: PitPath | None
) -> Roadside:
    """Lay out one side; everything is cut off at the wall and the wall at the room there is."""
    width = line.width_left if side > 0 else line.width_right
    pit = pit if pit is not None and pit.side == side else None
    strips, strip_surface = _strips(plan.runoff, line, side)
    kerb = _kerb(plan.kerbs, line, side, pit)
    wall, kinds = _wall(file, plan, line, side, width + strips.sum(axis=1), pit)
    reach = limit_slope(np.minimum(wall, room), WALL_SLOPE, line.spacing)
    reach = np.maximum(reach, np.minimum(width + WALL_GAP, np.maximum(room, width)))
    edge = np.empty((len(width), SLOTS + 1))
    edge[:, 0], edge[:, 1] = width - file.line_width, width
    edge[:, 2] = width + kerb
    edge[:, 3] = edge[:, 2] + strips[:, 0]
    edge[:, 4] = edge[:, 5] = edge[:, 3]
    surface = np.empty((len(width), SLOTS), np.int64)
    surface[:] = [
        Surface.LINE,
        Surface.KERB,
        Surface.GRASS,
        Surface.ASPHALT,
        Surface.CONCRETE,
        0,
        0,
    ]
    surface[:, 2], surface[:, 5] = strip_surface[:, 0], strip_surface[:, 1]
    surface[:, 6] = Surface.GRASS
    if pit is not None:
        _insert_pit_lane(edge, surface, pit)
    edge[:, 6] = edge[:, 5] + strips[:, 1]
    edge[:, 7] = reach
    np.minimum(edge, reach[:, None], out=edge)
    np.maximum.accumulate(edge, axis=1, out=edge)
    edge = rounded(edge, METRE)
    return Roadside(edge, _with_surfaces_of_the_next(edge, surface), kinds)


def _insert_pit_lane(edge: Floats, surface: NDArray[np.int64], pit: PitPath) -> None:
    on = pit.active
    edge[on, 3] = np.maximum(pit.inner, edge[:, 2])[on]
    edge[on, 4] = np.maximum(pit.outer, edge[:, 3])[on]
    edge[on, 5] = edge[on, 4] + pit.apron[on]
    surface[on, 2] = Surface.GRASS


def _strips(
    runoff: Sequence[Runoff], line: CentreLine, side: int
) -> tuple[Floats, NDArray[np.int64]]:
    """Widths and surfaces of the strips inside the outermost one, shape (n, 2)."""
    widths = np.zeros((len(line.x), 2))
    surfaces = np.full((len(line.x), 2), int(Surface.GRASS))
    used = np.zeros(len(line.x), int)
    for part in runoff:
        if not on_side(part, side):
            continue
        here = np.flatnonzero(within(line.distance, part.start, part.end, line.length) & (used < 2))
        widths[here, used[here]] = part.width
        surfaces[here, used[here]] = surface_of(part.surface)
        used[here] += 1
    tapered = [limit_slope(column, STRIP_TAPER, line.spacing) for column in widths.T]
    return np.column_stack(tapered), surfaces


def _kerb(kerbs: Sequence[Kerb], line: CentreLine, side: int, pit: PitPath | None) -> Floats:
    width = np.zeros(len(line.x))
    for part in kerbs:
        if on_side(part, side):
            here = within(line.distance, part.start, part.end, line.length)
            width = np.where(here, np.maximum(width, part.width), width)
    if pit is not None:
        width[pit.active] = 0.0
    return limit_slope(width, KERB_TAPER, line.spacing)


def _wall(
    file: TrackFile, plan: Plan, line: CentreLine, side: int, strips: Floats, pit: PitPath | None
) -> tuple[Floats, list[WallKind]]:
    """Where the wall is wanted, from the centre line [m], and its kind, at each station."""
    width = line.width_left if side > 0 else line.width_right
    wall = np.maximum(width + file.wall_distance, strips)
    kinds: list[WallKind] = [file.wall_kind] * len(width)
    if pit is not None:
        needed = blend(pit.needed, WALL_SLOPE, line.spacing)
        boxes = pit.apron > 0
        wall = np.where(boxes, needed, np.maximum(wall, needed))
        kinds = ["concrete" if here else kind for here, kind in zip(boxes, kinds, strict=True)]
    for part in plan.walls:
        if on_side(part, side):
            here = within(line.distance, part.start, part.end, line.length)
            wall[here] = (width + part.distance)[here]
            kinds = [part.kind if on else kind for on, kind in zip(here, kinds, strict=True)]
    return wall, kinds


def _with_surfaces_of_the_next(edge: Floats, surface: NDArray[np.int64]) -> NDArray[np.int64]:
    """An empty band takes the surface that it has at the next station, where it may widen."""
    empty = np.diff(edge, axis=1) <= 0
    return np.where(empty, np.roll(surface, -1, axis=0), surface)
