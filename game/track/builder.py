"""A layout becomes a `Track`: arrays that are driven on and drawn."""

from __future__ import annotations

from typing import Any

import numpy as np

from game.track.centre_line import CentreLine
from game.track.cross_section import cross_sections
from game.track.crossings import bridges
from game.track.grid import grid_slots, slot_at
from game.track.hashing import content_hash
from game.track.layout import Layout
from game.track.model import PitLaneFile, TrackFile
from game.track.pit_lane import APRON, PitPath
from game.track.racing_line import racing_line
from game.track.rounding import CURVATURE, METRE, rounded
from game.track.scenery import scenery
from game.track.track import PitLane, Stations, Track
from game.track.walls import outer_walls, pit_wall


def build(layout: Layout, name: str, source: str) -> Track:
    """Put all parts of a layout together."""
    file, line, pit = layout.file, layout.line, layout.pit
    stations = cross_sections(file, line, layout.left, layout.right, pit)
    _add_racing_line(stations)
    walls = (*outer_walls(layout), *(pit_wall(line, pit) if pit else ()))
    crossings = bridges(layout.meetings, line) if file.crossings == "bridge" else ()
    grid = grid_slots(layout.grid, line, layout.pole)
    pit_lane = _pit_lane(layout.lane, pit, line) if layout.lane and pit else None
    return Track(
        name=name,
        title=file.title,
        length=line.length,
        spacing=line.spacing,
        stations=stations,
        walls=walls,
        grid=grid,
        sectors=_sectors(file, line),
        pit_lane=pit_lane,
        scenery=scenery(stations, walls, pit_lane, file.scenery),
        crossings=crossings,
        source=source,
        content_hash=content_hash(stations, walls, grid, pit_lane, crossings),
        metadata=_metadata(layout),
    )


def _add_racing_line(stations: Stations) -> None:
    best = racing_line(stations)
    stations["line_offset"] = rounded(best.offset, METRE)
    stations["line_curvature"] = rounded(best.curvature, CURVATURE)
    stations["line_step"] = rounded(best.step, METRE)


def _sectors(file: TrackFile, line: CentreLine) -> tuple[float, ...]:
    if file.sectors is not None:
        return (0.0, *file.sectors)
    return (0.0, line.length / 3, line.length * 2 / 3)


def _pit_lane(lane: PitLaneFile, pit: PitPath, line: CentreLine) -> PitLane:
    at = pit.box_distances / line.spacing
    outer = np.interp(at, np.arange(len(line.x) + 1), np.append(pit.outer, pit.outer[0]))
    boxes = [
        slot_at(line, float(s), pit.side * float(edge + APRON / 2))
        for s, edge in zip(pit.box_distances, outer, strict=True)
    ]
    return PitLane(
        pit.side,
        lane.entry % line.length,
        lane.exit % line.length,
        pit.limit_start,
        pit.limit_end,
        lane.speed_limit_kmh / 3.6,
        lane.width,
        tuple(boxes),
    )


def _metadata(layout: Layout) -> dict[str, Any]:
    file = layout.file
    keys = ("description", "character", "author", "licence", "attribution")
    facts: dict[str, Any] = {key: getattr(file, key) for key in keys if getattr(file, key)}
    facts["corners"] = [[corner.name, corner.at] for corner in file.corners]
    if layout.no_lane_reason:
        facts["no_pit_lane"] = layout.no_lane_reason
    return facts
