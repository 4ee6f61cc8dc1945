"""The layout of a lap: everything that was decided from the file, before it becomes arrays."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from game.track.centre_line import CentreLine
from game.track.corners import Corner, find_corners
from game.track.crossings import Meeting, find_meetings
from game.track.extents import Room, free_room
from game.track.grid import fitting_grid, pole_side
from game.track.kerbs import generated_kerbs
from game.track.model import GridFile, PitLaneFile, TrackFile
from game.track.pit_lane import PitPath, generated_pit_lane, pit_path
from game.track.ring import within
from game.track.roadside import Plan, Roadside, on_side, roadside
from game.track.runoff import generated_runoff
from game.track.track import Floats


@dataclass(frozen=True)
class Layout:
    """All parts of a lap."""

    file: TrackFile
    line: CentreLine
    corners: list[Corner]
    meetings: list[Meeting]
    room: Room
    lane: PitLaneFile | None
    no_lane_reason: str
    """Why no pit lane could be generated; empty where there is one or none is wanted."""
    pit: PitPath | None
    left: Roadside
    right: Roadside
    grid: GridFile
    pole: int
    """Side of the pole, 1 left, -1 right."""


def lay_out(file: TrackFile, line: CentreLine) -> Layout:
    """Take what the file says and generate what it leaves open."""
    corners = find_corners(line)
    meetings = find_meetings(line) if file.crossings != "none" else []
    room = free_room(line, meetings)
    lane, reason = _pit_lane(file, line, corners, room)
    pit = pit_path(lane, line) if lane is not None else None
    plan = Plan(
        generated_kerbs(line, corners) if file.kerbs is None else file.kerbs,
        generated_runoff(line, corners) if file.runoff is None else file.runoff,
        file.walls,
    )
    return Layout(
        file,
        line,
        corners,
        meetings,
        room,
        lane,
        reason,
        pit,
        roadside(file, plan, line, 1, room.left, pit),
        roadside(file, plan, line, -1, room.right, pit),
        fitting_grid(file.grid, line),
        pole_side(file.grid, corners),
    )


def _pit_lane(
    file: TrackFile, line: CentreLine, corners: list[Corner], room: Room
) -> tuple[PitLaneFile | None, str]:
    if isinstance(file.pit_lane, PitLaneFile):
        return file.pit_lane, ""
    if file.pit_lane == "none":
        return None, ""
    prefer = corners[0].direction if corners else 1
    return generated_pit_lane(
        line,
        _inside_walls(file, line, 1, room.left),
        _inside_walls(file, line, -1, room.right),
        prefer,
    )


def _inside_walls(file: TrackFile, line: CentreLine, side: int, room: Floats) -> Floats:
    """Room up to the walls that the file names."""
    width = line.width_left if side > 0 else line.width_right
    for part in file.walls:
        if on_side(part, side):
            here = within(line.distance, part.start, part.end, line.length)
            room = np.where(here, np.minimum(room, width + part.distance), room)
    return room
