"""Paint on the ground: start line, grid, pit lane."""

from __future__ import annotations

from typing import Final

import numpy as np

from game.render.mood import Mood
from game.render.stamp import Row, Thing
from game.track.track import GridSlot, Track

_WHITE: Final = (238.0, 238.0, 232.0)
_YELLOW: Final = (240.0, 200.0, 60.0)
_BLUE: Final = (70.0, 140.0, 220.0)
_LINE_HALF: Final = 0.07
_BOX_LENGTH, _BOX_WIDTH = 5.2, 2.5
_SLOT_LENGTH, _SLOT_WIDTH = 2.2, 2.3
_CHEQUERS: Final = 0.8
_PIT_LINE_STEP: Final = 2


def grid_marks(track: Track, mood: Mood) -> list[Row]:
    """The start line and the brackets of the grid."""
    here = track.stations[0]
    middle = track.position(0.0, float(here["width_left"] - here["width_right"]) / 2)
    reach = float(here["width_left"] + here["width_right"]) / 2 - 0.15
    yaw = float(np.arctan2(here["tangent_y"], here["tangent_x"]))
    found = [
        Row(Thing.CHEQUERS, float(middle[0]), float(middle[1]), yaw, _CHEQUERS, reach),
    ]
    for slot in track.grid:
        found += _bracket(slot)
    return found


def _bracket(slot: GridSlot) -> list[Row]:
    """The line in front of a car on the grid, with short ends backwards."""
    nose = _BOX_LENGTH / 2
    across = _piece(slot, nose, 0.0, _LINE_HALF, _SLOT_WIDTH / 2, _WHITE, 0.85)
    ends = [
        _piece(
            slot,
            nose - _SLOT_LENGTH / 4,
            side * _SLOT_WIDTH / 2,
            _SLOT_LENGTH / 4,
            _LINE_HALF,
            _WHITE,
            0.85,
        )
        for side in (1.0, -1.0)
    ]
    return [across, *ends]


def _piece(
    slot: GridSlot,
    ahead: float,
    left: float,
    half_length: float,
    half_width: float,
    colour: tuple[float, float, float],
    cover: float,
) -> Row:
    cosine, sine = np.cos(slot.yaw), np.sin(slot.yaw)
    return Row(
        Thing.PAINT,
        float(slot.x + ahead * cosine - left * sine),
        float(slot.y + ahead * sine + left * cosine),
        slot.yaw,
        half_length,
        half_width,
        colour=colour,
        cover=cover,
    )


def pit_marks(track: Track, mood: Mood) -> list[Row]:
    """Edges of the pit lane, its boxes and the lines of its speed limit."""
    pit = track.pit_lane
    if pit is None:
        return []
    found = _edges(track)
    for box in pit.boxes:
        for side in (1.0, -1.0):
            found.append(
                _piece(box, 0.0, side * _BOX_WIDTH / 2, _BOX_LENGTH / 2, _LINE_HALF, _YELLOW, 0.9)
            )
            found.append(
                _piece(box, side * _BOX_LENGTH / 2, 0.0, _LINE_HALF, _BOX_WIDTH / 2, _YELLOW, 0.9)
            )
    lane = track.stations["pit_offset"]
    for s in (pit.limit_start_s, pit.limit_end_s):
        middle = lane[int(s / track.spacing) % len(lane)]
        if not np.isfinite(middle):
            continue
        place = track.position(s, float(middle))
        here = track.stations[int(s / track.spacing) % len(lane)]
        yaw = float(np.arctan2(here["tangent_y"], here["tangent_x"]))
        for shift, colour in ((0.0, _WHITE), (-0.6, _BLUE)):
            found.append(
                Row(
                    Thing.PAINT,
                    float(place[0] + shift * np.cos(yaw)),
                    float(place[1] + shift * np.sin(yaw)),
                    yaw,
                    0.2,
                    pit.width / 2,
                    colour=colour,
                    cover=0.9,
                )
            )
    return found


def _edges(track: Track) -> list[Row]:
    """White lines on both edges of the lane, dashed towards the boxes."""
    pit = track.pit_lane
    if pit is None:
        return []
    lane = track.stations["pit_offset"]
    width = np.where(pit.side > 0, track.stations["width_left"], -track.stations["width_right"])
    found = []
    for index in range(0, len(lane), _PIT_LINE_STEP):
        then = (index + _PIT_LINE_STEP) % len(lane)
        if not (np.isfinite(lane[index]) and np.isfinite(lane[then])):
            continue
        for side in (1.0, -1.0):
            shift = side * (pit.width / 2 - 0.1)
            inner = pit.side * (lane[index] + shift) < pit.side * width[index] + 0.2
            if inner:
                continue
            ends = track.position(
                np.array([index, then]) * track.spacing,
                np.array([lane[index] + shift, lane[then] + shift]),
            )
            found.append(_segment(ends, side == pit.side))
    return found


def _segment(ends: np.ndarray, dashed: bool) -> Row:
    step = ends[1] - ends[0]
    middle = ends.mean(axis=0)
    return Row(
        Thing.DASHES if dashed else Thing.PAINT,
        float(middle[0]),
        float(middle[1]),
        float(np.arctan2(step[1], step[0])),
        float(np.hypot(*step)) / 2,
        0.06,
        colour=_WHITE,
        cover=0.8,
    )
