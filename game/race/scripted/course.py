"""What a driver knows of the course besides its lanes: the pit lane's places and limits."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from game.track.track import PitLane, Track

MAX_BOXES: Final = 64

COURSE: Final = np.dtype(
    [
        ("length", "f8"),  # of a lap [m]
        ("spacing", "f8"),  # of the stations [m]
        ("has_pit", "i8"),
        ("pit_entry", "f8"),  # where the lane leaves the road [m]
        ("pit_run", "f8"),  # from the entry to the exit [m]
        ("limit_start", "f8"),  # from the entry to where the limit begins [m]
        ("limit_end", "f8"),  # from the entry to where it ends [m]
        ("pit_speed", "f8"),  # [m/s]
        ("box_distance", "f8", (MAX_BOXES,)),  # middles of the boxes along the lap [m]
        ("box_offset", "f8", (MAX_BOXES,)),  # [m]
    ],
    align=True,
)
"""One row for the track."""


def build_course(track: Track) -> Any:
    """The course of a track, an array of one `COURSE` row."""
    course = np.zeros(1, COURSE)
    course["length"], course["spacing"] = track.length, track.spacing
    if track.pit_lane is not None:
        describe_pit(course, track.pit_lane, track.length)
    return course


def describe_pit(course: Any, pit: PitLane, length: float) -> None:
    """Write the pit lane's places into the course."""
    course["has_pit"] = 1
    course["pit_entry"] = pit.entry_s
    course["pit_run"] = (pit.exit_s - pit.entry_s) % length
    course["limit_start"] = (pit.limit_start_s - pit.entry_s) % length
    course["limit_end"] = (pit.limit_end_s - pit.entry_s) % length
    course["pit_speed"] = pit.speed_limit
    for index, box in enumerate(pit.boxes[:MAX_BOXES]):
        course["box_distance"][0, index] = box.s
        course["box_offset"][0, index] = box.d
