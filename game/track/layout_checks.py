"""Checks of what stands around the road: ranges, pit lane, grid, sectors, walls."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any, Final

import numpy as np
from shapely.geometry import LinearRing

from game.track.finding import Finding
from game.track.grid import MAX_PART
from game.track.layout import Layout
from game.track.model import PitLaneFile
from game.track.pit_lane import boxes_that_fit, ramp_length, total_length
from game.track.ring import within
from game.track.roadside import on_side

MIN_SECTOR: Final = 50.0
MIN_LANE_RADIUS: Final = 12.0
"""Of the pit lane's middle [m]."""

MAX_STRIPS: Final = 2

TOLERANCE: Final = 1.0
"""A range may end this far behind the start line, for lengths that were rounded up [m]."""


def check_layout(layout: Layout) -> list[Finding]:
    """Everything wrong around the road."""
    findings = [*_check_ranges(layout), *_check_sectors(layout), *_check_grid(layout)]
    if not findings:
        findings = [*_check_strips(layout), *_check_lane(layout)]
    return findings


def _check_ranges(layout: Layout) -> Iterator[Finding]:
    file, length = layout.file, layout.line.length
    lists: list[tuple[str, Any, tuple[str, ...]]] = [
        ("surfaces", file.surfaces, ("start", "end")),
        ("runoff", file.runoff or [], ("start", "end")),
        ("kerbs", file.kerbs or [], ("start", "end")),
        ("walls", file.walls, ("start", "end")),
        ("scenery", file.scenery or [], ("at",)),
        ("corners", file.corners, ("at",)),
        ("pit_lane", [file.pit_lane], ("entry", "exit")),
    ]
    for name, parts, fields in lists:
        for index, part in enumerate(parts):
            for field in fields:
                value = getattr(part, field, None)
                if value is not None and value > length + TOLERANCE:
                    key = {"start": "from", "end": "to"}.get(field, field)
                    place = (name, key) if name == "pit_lane" else (name, index, key)
                    path = ".".join(str(part) for part in place)
                    yield Finding(
                        place, f"{path}: {value:g} m, must be within the lap of {length:.0f} m"
                    )


def _check_sectors(layout: Layout) -> Iterator[Finding]:
    if layout.file.sectors is None:
        return
    length = layout.line.length
    bounds = [0.0, *layout.file.sectors, length]
    for index, (start, end) in enumerate(pairwise(bounds)):
        if end - start < MIN_SECTOR:
            yield Finding(
                ("sectors", min(index, 1)),
                f"sector {index + 1} would run from {start:g} m to {end:g} m and could be "
                f"skipped: sectors must follow each other, each at least {MIN_SECTOR:g} m long, "
                f"within the lap of {length:.0f} m",
            )


def _check_grid(layout: Layout) -> Iterator[Finding]:
    grid, length = layout.grid, layout.line.length
    needed = grid.setback + (grid.slots - 1) * grid.pitch + 3
    if needed > MAX_PART * length + 3:
        yield Finding(
            ("grid",),
            f"the grid does not fit: {grid.slots} slots of {grid.pitch:g} m reach {needed:.0f} m "
            f"back, must be at most {MAX_PART * length:.0f} m of the lap of {length:.0f} m: "
            f"at most {int((MAX_PART * length - grid.setback) // grid.pitch)} slots fit",
        )


def _check_strips(layout: Layout) -> Iterator[Finding]:
    line = layout.line
    for side, name in ((1, "left"), (-1, "right")):
        used = np.zeros(len(line.x), int)
        for index, part in enumerate(layout.file.runoff or []):
            if on_side(part, side):
                here = within(line.distance, part.start, part.end, line.length)
                used += here
                if (used[here] > MAX_STRIPS).any():
                    where = line.distance[np.argmax(here & (used > MAX_STRIPS))]
                    yield Finding(
                        ("runoff", index),
                        f"a third strip on the {name} {where:.0f} m after the start line: at most "
                        f"{MAX_STRIPS} may lie beside each other, grass fills up to the wall",
                    )


def _check_lane(layout: Layout) -> Iterator[Finding]:
    lane, pit, length = layout.file.pit_lane, layout.pit, layout.line.length
    if not isinstance(lane, PitLaneFile) or pit is None:
        return
    total = total_length(lane, length)
    if not 60 <= total <= 0.8 * length:
        yield Finding(
            ("pit_lane",),
            f"the pit lane misses the road: from its entry at {lane.entry:g} m forwards to its "
            f"exit at {lane.exit:g} m it is {total:.0f} m, must be within 60-{0.8 * length:.0f} m",
        )
        return
    fitting = boxes_that_fit(lane, length)
    if fitting < lane.boxes:
        ramps = 2 * ramp_length(lane, length)
        yield Finding(
            ("pit_lane",),
            f"the pit lane is too short: {fitting} boxes of {lane.box_length:g} m fit on its "
            f"{total:.0f} m (its ramps take {ramps:.0f} m), {lane.boxes} are wanted: make it "
            f"{(lane.boxes - fitting) * lane.box_length + lane.box_length:.0f} m longer "
            "or ask for fewer boxes",
        )
    yield from _check_lane_room(layout)


def _check_lane_room(layout: Layout) -> Iterator[Finding]:
    pit, line = layout.pit, layout.line
    if pit is None:
        return
    beside = layout.left if pit.side > 0 else layout.right
    missing = np.where(pit.active, pit.needed - beside.edge[:, -1], -np.inf)
    worst = int(np.argmax(missing))
    if missing[worst] > 0.25:
        yield Finding(
            ("pit_lane",),
            f"the pit lane has no room {line.distance[worst]:.0f} m after the start line: it needs "
            f"{pit.needed[worst]:.1f} m from the centre line, the wall stands at "
            f"{beside.edge[worst, -1]:.1f} m: move the wall or the lane, or lessen its `gap`",
        )
    middle = pit.side * (pit.inner + pit.outer) / 2
    curvature = np.abs(line.curvature / (1 - line.curvature * middle))
    tight = pit.active & ((curvature > 1 / MIN_LANE_RADIUS) | (line.curvature * middle > 0.8))
    if tight.any():
        worst = int(np.argmax(tight))
        yield Finding(
            ("pit_lane",),
            f"the pit lane crosses a corner too tight for it {line.distance[worst]:.0f} m after "
            f"the start line: its radius must be at least {MIN_LANE_RADIUS:g} m: put it on "
            "the other side of the road or let it end before",
        )


def check_walls(layout: Layout) -> list[Finding]:
    """Walls must be closed, outside of the road and clear of each other."""
    if layout.meetings:
        return []
    findings = []
    line = layout.line
    rings = []
    for side, beside in ((1, layout.left), (-1, layout.right)):
        offset = side * beside.edge[:, -1]
        points = np.column_stack(
            [line.x - offset * line.tangent_y, line.y + offset * line.tangent_x]
        )
        rings.append(LinearRing(points))
        name = "left" if side > 0 else "right"
        if not rings[-1].is_simple:
            findings.append(
                Finding((), f"the {name} wall crosses itself: move parts of the lap apart")
            )
    if rings[0].intersects(rings[1]):
        findings.append(Finding((), "left and right wall cross: move parts of the lap apart"))
    return findings
