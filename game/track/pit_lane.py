"""The pit lane: a lane beside the road, boxes on its outer side, a wall between lane and road."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from game.track.centre_line import CentreLine
from game.track.model import PitLaneFile
from game.track.ring import ahead, runs
from game.track.track import Floats

APRON: Final = 3.6
"""Width of the boxes beside the lane [m]."""

RAMP: Final = 60.0
"""Length over which the lane leaves the road, where there is room for it [m]."""

MIN_RADIUS: Final = 60.0
"""Of a bend that a generated lane may follow [m]."""

MAX_LENGTH: Final = 620.0
"""Of a generated lane [m]."""

PIT_WALL_GAP: Final = 1.5
"""The pit wall stands where lane and road are at least this far apart [m]."""

_CLEARANCE: Final = 0.6
_MIN_BOXES: Final = 6
_MARGIN: Final = 5.0


@dataclass(frozen=True)
class PitPath:
    """The lane at each station, as outward distances from the centre line [m]."""

    side: int
    active: NDArray[np.bool_]
    inner: Floats
    """Inner edge; inside the road's edge on the ramps."""
    outer: Floats
    apron: Floats
    """Width of the boxes' strip, 0 where there are none."""
    limit_start: float
    limit_end: float
    box_distances: Floats
    """Middles of the boxes along the lap, in driving order [m]."""

    @property
    def needed(self) -> Floats:
        """Room that the lane takes beside the centre line; 0 where there is none [m]."""
        return np.where(self.active, self.outer + self.apron + _CLEARANCE, 0.0)


def total_length(file: PitLaneFile, length: float) -> float:
    """Length of the lane along the lap [m]."""
    return float(ahead(file.entry, file.exit, length))


def ramp_length(file: PitLaneFile, length: float) -> float:
    """Length of each of the two ramps [m]."""
    return min(RAMP, max(1.0, total_length(file, length) / 4))


def boxes_that_fit(file: PitLaneFile, length: float) -> int:
    """How many boxes there is room for between the ramps."""
    zone = total_length(file, length) - 2 * ramp_length(file, length) - 2 * _MARGIN
    return max(0, int(zone // file.box_length))


def pit_path(file: PitLaneFile, line: CentreLine) -> PitPath:
    """The lane's edges at each station."""
    side = 1 if file.side == "left" else -1
    width = line.width_left if side > 0 else line.width_right
    total, ramp = total_length(file, line.length), ramp_length(file, line.length)
    into = np.asarray(ahead(file.entry, line.distance, line.length))
    active = into <= total
    rise = np.clip(np.minimum(into, total - into) / ramp, 0, 1)
    rise = rise**2 * (3 - 2 * rise)
    inner = width - file.width + rise * (file.gap + file.width)
    first = ramp + _MARGIN + file.box_length / 2
    count = min(file.boxes, boxes_that_fit(file, line.length))
    boxes = first + np.arange(count) * file.box_length
    last = first + max(0, count - 1) * file.box_length
    near = (into > first - file.box_length) & (into < last + file.box_length)
    return PitPath(
        side,
        active,
        inner,
        inner + file.width,
        np.where(near & active, APRON, 0.0),
        (file.entry + ramp) % line.length,
        (file.exit - ramp) % line.length,
        np.mod(file.entry + boxes, line.length),
    )


def generated_pit_lane(
    line: CentreLine, left: Floats, right: Floats, prefer: int
) -> tuple[PitLaneFile | None, str]:
    """A lane along the start straight on the side with more room, and why there is none.

    Args:
        line: The centre line.
        left: Free room to the left of the centre line, shape (n,) [m].
        right: The same to the right.
        prefer: Side taken when both would do, 1 left, -1 right.
    """
    found = [_lane_on_side(line, left if side > 0 else right, side) for side in (prefer, -prefer)]
    best = max(found, key=lambda lane: lane.boxes if lane else 0)
    if best is None:
        return None, (
            "no side of the road has room for a pit lane along a straight enough piece around "
            f"the start line (about {2 * 40 + _MIN_BOXES * 8:.0f} m long, 18 m from the centre)"
        )
    return best, ""


def _lane_on_side(line: CentreLine, room: Floats, side: int) -> PitLaneFile | None:
    width = line.width_left if side > 0 else line.width_right
    plan = PitLaneFile(side="left" if side > 0 else "right", entry=0, exit=1)
    need = width + plan.gap + plan.width + APRON + _CLEARANCE
    fits = (room > need) & (np.abs(line.curvature) < 1 / MIN_RADIUS)
    here = [run for run in runs(fits) if -run[0] % len(fits) <= (run[1] - run[0]) % len(fits)]
    if not here:
        return None
    whole = bool(fits.all())
    before = line.length / 2 if whole else (-here[0][0] % len(fits)) * line.spacing
    after = line.length / 2 if whole else here[0][1] * line.spacing
    before, after = min(before, 0.58 * MAX_LENGTH), min(after, 0.42 * MAX_LENGTH)
    if before + after > 0.6 * line.length:
        before, after = 0.35 * line.length, 0.25 * line.length
    lane = plan.model_copy(update={"entry": line.length - before, "exit": after})
    count = min(20, boxes_that_fit(lane, line.length))
    if count < _MIN_BOXES or before < 30 or after < 30:
        return None
    return lane.model_copy(update={"boxes": count})
