"""Lines around the track between which a driver chooses: racing line, both edges, pit lane.

A lane coordinate `lane` runs from -1 (right edge) over 0 (racing line) to 1 (left edge). Offset,
slope and, to first order, curvature of a line between two lanes are linear in it.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from scipy.ndimage import gaussian_filter1d

from game.core.compiled import compiled
from game.track.racing_line import RacingLine
from game.track.track import Floats, PitLane, Track

LINE, LEFT, RIGHT, PIT = 0, 1, 2, 3
LANES: Final = 4

EDGE_MARGIN: Final = 1.6
"""Between an edge lane and the white line: half a car and a little [m]."""

SMOOTHING: Final = 8.0
"""Standard deviation of the smoothing of the lanes that are not the racing line [m]."""

PIT_BLEND: Final = 120.0
"""Length over which a car leaves the racing line for the pit entry, or comes back to it [m]."""

LANE_STATION: Final = np.dtype(
    [
        ("offset", "f8", (LANES,)),  # of each lane, positive left [m]
        ("slope", "f8", (LANES,)),  # offset gained per metre of the centre line [-]
        ("curvature", "f8", (LANES,)),  # of the lane itself, positive left [1/m]
        ("step", "f8", (LANES,)),  # along the lane to the next station [m]
        ("width_left", "f8"),  # as in STATION [m]
        ("width_right", "f8"),
        ("bend", "f8"),  # curvature of the centre line [1/m]
        ("in_pit", "i8"),  # 1: the pit lane runs beside this station
    ],
    align=True,
)
"""All lanes at one station."""


def build_lanes(track: Track, racing: RacingLine | None = None) -> Any:
    """The lanes of a track, one row of `LANE_STATION` for each station.

    Args:
        track: The track.
        racing: The driver's own racing line; the track's when not given.
    """
    stations = track.stations
    racing = racing or RacingLine(
        stations["line_offset"], stations["line_curvature"], stations["line_step"]
    )
    lanes = np.zeros(len(stations), LANE_STATION)
    line = racing.offset
    left = smooth(np.maximum(stations["width_left"] - EDGE_MARGIN, line), track.spacing)
    right = smooth(np.minimum(EDGE_MARGIN - stations["width_right"], line), track.spacing)
    lanes["offset"] = np.stack([line, left, right, pit_offsets(track, line)], axis=-1)
    for lane in range(LANES):
        offset = lanes["offset"][:, lane]
        lanes["slope"][:, lane] = central(offset) / (2.0 * track.spacing)
        curvature, step = geometry(track, offset)
        lanes["curvature"][:, lane] = curvature
        lanes["step"][:, lane] = step
    lanes["curvature"][:, LINE] = racing.curvature
    lanes["step"][:, LINE] = racing.step
    lanes["width_left"] = stations["width_left"]
    lanes["width_right"] = stations["width_right"]
    lanes["bend"] = stations["curvature"]
    lanes["in_pit"] = np.isfinite(stations["pit_offset"])
    return lanes


def central(values: Floats) -> Floats:
    """Difference between the next and the last entry of a closed sequence."""
    return np.roll(values, -1, axis=0) - np.roll(values, 1, axis=0)


def smooth(values: Floats, spacing: float) -> Floats:
    """A closed sequence without its corners."""
    result: Floats = gaussian_filter1d(values, SMOOTHING / spacing, mode="wrap")
    return result


def geometry(track: Track, offset: Floats) -> tuple[Floats, Floats]:
    """Curvature [1/m] and length to the next station [m] of the line at `offset`."""
    stations = track.stations
    normal = np.stack([-stations["tangent_y"], stations["tangent_x"]], axis=-1)
    points = np.stack([stations["x"], stations["y"]], axis=-1) + offset[:, None] * normal
    ahead = np.roll(points, -1, axis=0) - points
    behind = np.roll(ahead, 1, axis=0)
    step = np.hypot(ahead[:, 0], ahead[:, 1])
    cross = behind[:, 0] * ahead[:, 1] - behind[:, 1] * ahead[:, 0]
    turned = np.arctan2(cross, np.sum(behind * ahead, axis=-1))
    curvature = 2.0 * turned / np.maximum(step + np.roll(step, 1), 1e-9)
    return gaussian_filter1d(curvature, 4.0 / track.spacing, mode="wrap"), step


def pit_offsets(track: Track, line: Floats) -> Floats:
    """The way through the pits: the pit lane where it is, the racing line elsewhere, blended."""
    pit = np.array(track.stations["pit_offset"])
    if track.pit_lane is None or not np.isfinite(pit).any():
        return line
    share = pit_share(track, track.pit_lane)
    edge = nearest_finite(pit)
    return smooth(line + share * (edge - line), track.spacing)


def pit_share(track: Track, pit: PitLane) -> Floats:
    """How much of the way at each station belongs to the pit lane, 0..1."""
    place = np.arange(len(track.stations)) * track.spacing
    inside = (pit.exit_s - pit.entry_s) % track.length
    since = (place - pit.entry_s) % track.length
    before = (pit.entry_s - place) % track.length
    after = np.where(since > inside, since - inside, 0.0)
    share = np.where(since <= inside, 1.0, 1.0 - np.minimum(before, after) / PIT_BLEND)
    share = np.clip(share, 0.0, 1.0)
    return share * share * (3.0 - 2.0 * share)


def nearest_finite(values: Floats) -> Floats:
    """A closed sequence whose gaps hold the nearest known value."""
    count = len(values)
    known = np.flatnonzero(np.isfinite(values))
    around = np.concatenate([known - count, known, known + count])
    place = np.arange(count)
    after = np.searchsorted(around, place)
    before = np.maximum(after - 1, 0)
    nearer = np.where(around[after] - place <= place - around[before], after, before)
    result: Floats = values[around[nearer] % count]
    return result


@compiled
def mix_lanes(wide: Any, careful: Any, share: float, mixed: Any) -> None:
    """Write the lanes of a driver who goes a part of the way from some lanes to others.

    Args:
        wide: LANE_STATION rows, (n,).
        careful: The same of the same track.
        share: 0 drives on the wide ones, 1 on the careful ones.
        mixed: LANE_STATION rows, (n,), written. Offsets, slopes and, to first order, curvatures
            and lengths of a line between two lines are linear.
    """
    for station in range(len(mixed)):
        one, other, between = wide[station], careful[station], mixed[station]
        for lane in range(LANES):
            between.offset[lane] = one.offset[lane] + share * (
                other.offset[lane] - one.offset[lane]
            )
            between.slope[lane] = one.slope[lane] + share * (other.slope[lane] - one.slope[lane])
            between.curvature[lane] = one.curvature[lane] + share * (
                other.curvature[lane] - one.curvature[lane]
            )
            between.step[lane] = one.step[lane] + share * (other.step[lane] - one.step[lane])


@compiled
def blend(values: Any, lane: float) -> float:
    """A property of the line at a lane coordinate, from that of the lanes."""
    side = LEFT if lane > 0.0 else RIGHT
    return float(values[LINE] + abs(lane) * (values[side] - values[LINE]))


@compiled
def lane_of(offset: Any, place: float) -> float:
    """The lane coordinate of an offset `place` [m], -1..1."""
    side = LEFT if place > offset[LINE] else RIGHT
    room = offset[side] - offset[LINE]
    if abs(room) < 0.05:
        return 0.0
    size = min(1.0, max(0.0, float(place - offset[LINE]) / float(room)))
    return size if side == LEFT else -size
