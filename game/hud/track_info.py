"""A track as the HUD draws it: outline, and the corners to announce."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from game.hud.facts import Bend, Floats, TrackInfo
from game.race.ideal_lap import IdealLap
from game.track.ring import runs, smooth
from game.track.track import Track

OUTLINE_STEP: Final = 8.0
"""Between two points of the map's outline [m]."""
BEND_RADIUS: Final = 320.0
"""A larger radius is announced only where the ideal lap brakes [m]."""
LEAST_ANGLE: Final = 0.26
"""Smaller turns are not announced [rad]."""
SMOOTHING: Final = 20.0
PATH_BEFORE: Final = 70.0
"""Of the road before a corner that its picture shows [m]."""
PATH_AFTER: Final = 45.0
PATH_STEP: Final = 4.0
SLOWING: Final = 4.0
"""Losing more speed than this for a corner is braking [m/s]."""
CONSTANT: Final = 0.05
"""Speeds that differ by less are the same [m/s]."""
MOST_BRAKING: Final = 320.0
"""Braking is looked for this far before a corner [m]."""
SHIFT_SHARE: Final = 0.93
"""Of the limiter's speed, up to which a gear is used in a corner."""
NAME_REACH: Final = 60.0
"""A name belongs to the corner whose apex is this near [m]."""


def track_info(track: Track) -> TrackInfo:
    """Outline and edges of a track."""
    stations = track.stations
    step = max(1, round(OUTLINE_STEP / track.spacing))
    rows = stations[::step]
    middle = np.stack([rows["x"], rows["y"]], axis=1)
    normal = np.stack([-rows["tangent_y"], rows["tangent_x"]], axis=1)
    return TrackInfo(
        title=track.title,
        length=track.length,
        spacing=track.spacing,
        outline=middle,
        left=middle + normal * rows["width_left"][:, None],
        right=middle - normal * rows["width_right"][:, None],
        sectors=track.sectors,
        pit_lane=_pit_lane(track),
    )


def _pit_lane(track: Track) -> Floats | None:
    lane = track.pit_lane
    if lane is None:
        return None
    count = int(((lane.exit_s - lane.entry_s) % track.length) / OUTLINE_STEP) + 2
    places = (lane.entry_s + np.arange(count) * OUTLINE_STEP) % track.length
    rows = track.stations[(places / track.spacing).astype(int) % len(track.stations)]
    known = np.isfinite(rows["pit_offset"])
    if not known.any():
        return None
    return track.position(places[known], rows["pit_offset"][known])


def bends(track: Track, ideal: IdealLap | None, spec: Any) -> tuple[Bend, ...]:
    """Corners to announce, in driving order.

    Args:
        track: The track.
        ideal: The car's ideal lap, which says where it brakes; none where it is not known.
        spec: CAR_SPEC row, for the gear.
    """
    curvature = smooth(track.stations["curvature"], SMOOTHING, track.spacing)
    found: list[tuple[int, int, int, float]] = []
    for direction in (1, -1):
        for start, end in runs(direction * curvature > 1.0 / BEND_RADIUS):
            count = (end - start) % len(curvature) + 1
            index = (start + np.arange(count)) % len(curvature)
            angle = float(np.abs(curvature[index]).sum() * track.spacing)
            if angle >= LEAST_ANGLE:
                found.append((start, end, direction, angle))
    made = [_bend(track, ideal, spec, curvature, *one) for one in found]
    made.sort(key=lambda bend: bend.apex)
    names = _names(track, [bend.apex for bend in made])
    return tuple(
        Bend(**{**_fields(bend), "number": number, "name": names[number - 1]})
        for number, bend in enumerate(made, start=1)
    )


def _fields(bend: Bend) -> dict[str, Any]:
    return {name: getattr(bend, name) for name in Bend.__dataclass_fields__}


def _bend(
    track: Track,
    ideal: IdealLap | None,
    spec: Any,
    curvature: Floats,
    start: int,
    end: int,
    direction: int,
    angle: float,
) -> Bend:
    count = (end - start) % len(curvature) + 1
    index = (start + np.arange(count)) % len(curvature)
    tight = np.abs(curvature[index])
    apex = int(index[int(np.argmax(tight))])
    speed, brake = 0.0, start
    slowing = np.zeros(len(curvature), bool)
    if ideal is not None:
        slowest = int(index[int(np.argmin(ideal.speed[index]))])
        speed = float(ideal.speed[slowest])
        brake = _brake_point(track, ideal.speed, slowest, start)
        slowing = np.roll(ideal.speed, -1) < ideal.speed - 0.02
    path_from = start * track.spacing - PATH_BEFORE
    span = count * track.spacing + PATH_BEFORE + PATH_AFTER
    places = path_from + np.arange(0.0, span, PATH_STEP)
    rows = (places / track.spacing).astype(int) % len(curvature)
    return Bend(
        number=0,
        name="",
        direction=direction,
        radius=float(1.0 / tight.max()),
        angle=angle,
        start=start * track.spacing,
        apex=apex * track.spacing,
        end=end * track.spacing,
        brake=brake * track.spacing,
        speed=speed,
        gear=_gear(spec, speed) if speed > 0.0 else 0,
        path=_entry_upwards(track.position(places % track.length, 0.0)),
        path_from=path_from % track.length,
        path_step=PATH_STEP,
        braking=slowing[rows],
    )


def _brake_point(track: Track, speed: Floats, slowest: int, start: int) -> int:
    """Where the speed begins to fall towards the slowest place; `start` where it hardly does."""
    count = len(speed)
    here = highest = slowest
    for _ in range(int(MOST_BRAKING / track.spacing)):
        before = (here - 1) % count
        if speed[before] < speed[here] - CONSTANT:
            break
        here = before
        if speed[here] > speed[highest] + CONSTANT:
            highest = here
    return highest if speed[highest] - speed[slowest] > SLOWING else start


def _gear(spec: Any, speed: float) -> int:
    """The lowest gear that holds a speed below the limiter."""
    driven = int(np.argmax(spec["drive_share"]))
    for gear in range(1, int(spec["gear_count"]) + 1):
        turning = speed / float(spec["tyre_radius"][driven]) * float(spec["gear_ratio"][gear + 1])
        if turning < SHIFT_SHARE * float(spec["limiter_speed"]):
            return gear
    return int(spec["gear_count"])


def _entry_upwards(path: Floats) -> Floats:
    """Turn a path so that it begins at the origin and runs up the y axis."""
    ahead = path[4] - path[0]
    ahead = ahead / max(float(np.hypot(*ahead)), 1e-9)
    moved = path - path[0]
    return np.stack([moved @ (ahead[1], -ahead[0]), moved @ ahead], axis=1)


def _names(track: Track, apexes: list[float]) -> list[str]:
    """Names of corners, from the track's own list where one is near."""
    known = track.metadata.get("corners") or []
    names = [""] * len(apexes)
    for entry in known:
        label, place = str(entry[0]), float(entry[1])
        gaps = [abs((place - apex + track.length / 2) % track.length - track.length / 2)
                for apex in apexes]  # fmt: skip
        if gaps and min(gaps) < NAME_REACH:
            names[gaps.index(min(gaps))] = label
    return names
