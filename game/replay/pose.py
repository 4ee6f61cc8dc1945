"""Poses: what a car looked like, 20 times a second, so that any later version can show it.

All numbers are 32 bit integers in the units of `UNITS`; a pose needs no physics to be read.
"""

from __future__ import annotations

from enum import IntFlag
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from game.core.compiled import compiled

_WHEELS = (4,)

POSE: Final = np.dtype(
    [
        ("x", "<i4"),
        ("y", "<i4"),
        ("yaw", "<i4"),
        ("forward_speed", "<i4"),
        ("left_speed", "<i4"),
        ("yaw_rate", "<i4"),
        ("steer", "<i4"),  # as the driver holds the wheel, positive left
        ("throttle", "<i4"),
        ("brake", "<i4"),
        ("gear", "<i4"),
        ("engine_speed", "<i4"),
        ("steer_angle", "<i4", _WHEELS),  # FL FR RL RR, here and below
        ("slip", "<i4", _WHEELS),  # above 1 the tyre slides: smoke and marks
        ("grip_used", "<i4", _WHEELS),
        ("surface", "<i4", _WHEELS),
        ("tyre_wear", "<i4", _WHEELS),
        ("tyre_temperature", "<i4", _WHEELS),
        ("fuel", "<i4"),
        ("aero_damage", "<i4"),
        ("distance", "<i4"),  # along the centre line from the start line
        ("offset", "<i4"),  # from the centre line, positive left
        ("lap", "<i4"),  # completed laps
        ("position", "<i4"),
        ("flags", "<i4"),  # PoseFlag
    ]
)
"""One car at one tick; fields mean what they mean in `CAR_STATE` and `BRIEF`."""

UNITS: Final = {
    "x": 1e-3,
    "y": 1e-3,
    "yaw": 1e-5,
    "forward_speed": 1e-3,
    "left_speed": 1e-3,
    "yaw_rate": 1e-4,
    "steer": 1e-4,
    "throttle": 1e-3,
    "brake": 1e-3,
    "engine_speed": 0.1,
    "steer_angle": 1e-4,
    "slip": 1e-3,
    "grip_used": 1e-2,
    "tyre_wear": 1e-4,
    "tyre_temperature": 0.1,
    "fuel": 1e-3,
    "aero_damage": 1e-3,
    "distance": 1e-3,
    "offset": 1e-3,
}
"""SI value of one step of each field; those not named are counts."""


class PoseFlag(IntFlag):
    """What is true of a car, beside its numbers."""

    PRESENT = 1
    HELD = 2
    LIMITER = 4
    FINISHED = 8
    IN_PIT_LANE = 16
    YELLOW = 32
    BLUE = 64
    WRONG_WAY = 128
    ABS = 256
    TRACTION_CONTROL = 512
    STABILITY = 1024
    GREEN = 2048


_LIMIT: Final = 2147483647.0


@compiled
def steps(value: float, unit: float) -> int:
    """The nearest number of steps of `unit`; not a number gives 0, too large the largest."""
    scaled = value / unit
    if np.isnan(scaled):
        return 0
    return int(np.floor(min(max(scaled, -_LIMIT), _LIMIT - 1.0) + 0.5))


@compiled
def pose_flags(state: Any, brief: Any) -> int:
    """`PoseFlag` of a car."""
    return int(
        state.present
        + 2 * state.held
        + 4 * state.limiter
        + 8 * brief.finished
        + 16 * brief.in_pit_lane
        + 32 * brief.yellow
        + 64 * brief.blue
        + 128 * brief.wrong_way
        + 256 * state.abs_active
        + 512 * state.traction_control_active
        + 1024 * state.stability_active
        + 2048 * brief.green
    )


@compiled
def pose_wheels(pose: Any, state: Any) -> None:
    """The wheels' part of a pose."""
    for wheel in range(4):
        pose.steer_angle[wheel] = steps(state.steer_angle[wheel], 1e-4)
        pose.slip[wheel] = steps(state.slip[wheel], 1e-3)
        pose.grip_used[wheel] = steps(state.grip_used[wheel], 1e-2)
        pose.surface[wheel] = state.surface[wheel]
        pose.tyre_wear[wheel] = steps(state.tyre_wear[wheel], 1e-4)
        pose.tyre_temperature[wheel] = steps(state.tyre_temperature[wheel], 0.1)


@compiled
def sample_poses(states: NDArray[Any], briefs: NDArray[Any], poses: NDArray[Any]) -> None:
    """Fill `poses` (POSE rows) from CAR_STATE and BRIEF rows, one per car."""
    for car in range(len(states)):
        pose, state, brief = poses[car], states[car], briefs[car]
        pose.x = steps(state.x, 1e-3)
        pose.y = steps(state.y, 1e-3)
        pose.yaw = steps(state.yaw, 1e-5)
        pose.forward_speed = steps(state.forward_speed, 1e-3)
        pose.left_speed = steps(state.left_speed, 1e-3)
        pose.yaw_rate = steps(state.yaw_rate, 1e-4)
        pose.steer = steps(state.steer, 1e-4)
        pose.throttle = steps(state.throttle, 1e-3)
        pose.brake = steps(state.brake, 1e-3)
        pose.gear = state.gear
        pose.engine_speed = steps(state.engine_speed, 0.1)
        pose_wheels(pose, state)
        pose.fuel = steps(state.fuel, 1e-3)
        pose.aero_damage = steps(state.aero_damage, 1e-3)
        pose.distance = steps(state.distance, 1e-3)
        pose.offset = steps(state.offset, 1e-3)
        pose.lap = brief.lap
        pose.position = brief.position
        pose.flags = pose_flags(state, brief)


def value(poses: NDArray[Any], field: str) -> NDArray[np.float64]:
    """A field of poses in SI units."""
    scaled: NDArray[np.float64] = poses[field] * UNITS.get(field, 1.0)
    return scaled
