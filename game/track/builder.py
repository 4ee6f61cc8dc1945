"""A checked track file becomes a `Track`: each part is laid out in turn."""

from __future__ import annotations

import hashlib
from typing import Any

import numpy as np

from game.track.centre_line import CentreLine, centre_line
from game.track.corners import Corner, find_corners
from game.track.cross_section import cross_sections
from game.track.extents import free_room
from game.track.grid import grid_slots, pole_side, slot_at
from game.track.kerbs import generated_kerbs
from game.track.model import PitLaneFile, TrackFile
from game.track.pit_lane import APRON, PitPath, generated_pit_lane, pit_path
from game.track.racing_line import racing_line
from game.track.roadside import Plan, roadside
from game.track.runoff import generated_runoff
from game.track.track import GridSlot, PitLane, Stations, Track, Wall
from game.track.walls import outer_walls, pit_wall


def build(file: TrackFile, name: str, source: str) -> Track:
    """Lay out everything that the file says and generate what it leaves open."""
    line = centre_line(file)
    corners = find_corners(line)
    room = free_room(line)
    pole = pole_side(file.grid, corners)
    lane = file.pit_lane
    if lane is None:
        prefer = corners[0].direction if corners else 1
        lane = generated_pit_lane(line, room.left, room.right, prefer)[0]
    pit = pit_path(lane, line) if isinstance(lane, PitLaneFile) else None
    plan = _plan(file, line, corners)
    left = roadside(file, plan, line, 1, room.left, pit)
    right = roadside(file, plan, line, -1, room.right, pit)
    stations = cross_sections(file, line, left, right, pit)
    _add_racing_line(stations)
    walls = (
        *outer_walls(line, 1, left),
        *outer_walls(line, -1, right),
        *(pit_wall(line, pit) if pit else ()),
    )
    grid = grid_slots(file.grid, line, pole)
    pit_lane = _pit_lane(lane, pit, line) if pit and isinstance(lane, PitLaneFile) else None
    stations.setflags(write=False)
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
        scenery=(),
        source=source,
        content_hash=_content_hash(stations, walls, grid, pit_lane),
        metadata=_metadata(file),
    )


def _plan(file: TrackFile, line: CentreLine, corners: list[Corner]) -> Plan:
    return Plan(
        generated_kerbs(line, corners) if file.kerbs is None else file.kerbs,
        generated_runoff(line, corners) if file.runoff is None else file.runoff,
        file.walls,
    )


def _add_racing_line(stations: Stations) -> None:
    best = racing_line(stations)
    stations["line_offset"] = best.offset
    stations["line_curvature"] = best.curvature
    stations["line_step"] = best.step


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


def _metadata(file: TrackFile) -> dict[str, Any]:
    keys = ("description", "character", "author", "licence", "attribution")
    facts: dict[str, Any] = {key: getattr(file, key) for key in keys if getattr(file, key)}
    facts["corners"] = [(corner.name, corner.at) for corner in file.corners]
    return facts


def _content_hash(
    stations: Stations, walls: tuple[Wall, ...], grid: tuple[GridSlot, ...], pit: PitLane | None
) -> str:
    digest = hashlib.blake2b(np.ascontiguousarray(stations).tobytes(), digest_size=16)
    for wall in walls:
        digest.update(f"{wall.kind} {wall.closed}".encode())
        digest.update(wall.points.tobytes())
    digest.update(repr((grid, pit)).encode())
    return digest.hexdigest()
