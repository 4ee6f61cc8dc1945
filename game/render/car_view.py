"""What is drawn of a car at a moment; made from a running session or from a replay."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from game.vehicle.state import GRAVITY

_WHEELS: Final = (4,)

CAR_VIEW: Final = np.dtype(
    [
        ("x", "f8"),  # centre of mass [m]
        ("y", "f8"),
        ("yaw", "f8"),  # [rad], anticlockwise
        ("velocity_x", "f8"),  # world frame [m/s]
        ("velocity_y", "f8"),
        ("yaw_rate", "f8"),  # [rad/s]
        ("forward_speed", "f8"),  # own frame [m/s]
        ("left_speed", "f8"),
        ("forward_acceleration", "f8"),  # [m/s^2]
        ("left_acceleration", "f8"),
        ("steer_angle", "f8", _WHEELS),  # FL FR RL RR, positive left [rad]
        ("slip", "f8", _WHEELS),  # above 1 the tyre slides
        ("slip_ratio", "f8", _WHEELS),  # -1 locked, positive spinning
        ("load_share", "f8", _WHEELS),  # of the weight that the wheel carries, sums to about 1
        ("surface", "i8", _WHEELS),  # game.core.surface.Surface
        ("throttle", "f8"),  # 0..1
        ("brake", "f8"),
        ("engine_load", "f8"),  # engine speed over that of the limiter, 0..1
        ("drag_factor", "f8"),  # below 1 in a slipstream
        ("aero_damage", "f8"),  # 0..1
        ("distance", "f8"),  # along the lap [m]
        ("offset", "f8"),  # from the centre line, positive left [m]
        ("present", "i8"),  # 0: not to be seen
        ("held", "i8"),  # 1: on the jacks or parked
    ],
    align=True,
)
"""One car as it is drawn."""

JUMP: Final = 12.0
"""Farther than this within a tick or a pose a car was put there, not driven [m]."""

_COPIED: Final = (
    "x",
    "y",
    "yaw",
    "velocity_x",
    "velocity_y",
    "yaw_rate",
    "forward_speed",
    "left_speed",
    "forward_acceleration",
    "left_acceleration",
    "steer_angle",
    "slip",
    "slip_ratio",
    "surface",
    "throttle",
    "brake",
    "drag_factor",
    "aero_damage",
    "distance",
    "offset",
    "present",
    "held",
)
_SHOWN: Final = (
    "x",
    "y",
    "yaw",
    "forward_speed",
    "left_speed",
    "yaw_rate",
    "steer_angle",
    "slip",
    "surface",
    "throttle",
    "brake",
    "aero_damage",
    "distance",
    "offset",
)
_SMOOTH: Final = tuple(
    name for name in CAR_VIEW.names or () if name not in {"surface", "present", "held", "distance"}
)
_PRESENT, _HELD = 1, 2
_FULL_BRAKING: Final = 9.0
_FULL_THROTTLE: Final = 4.0


def from_state(state: NDArray[Any], spec: NDArray[Any]) -> NDArray[Any]:
    """Views of cars in a running session.

    Args:
        state: CAR_STATE rows.
        spec: CAR_SPEC rows of the same cars.

    Returns:
        CAR_VIEW rows.
    """
    views = np.zeros(len(state), CAR_VIEW)
    for name in _COPIED:
        views[name] = state[name]
    weight = np.maximum(state["mass"] * GRAVITY, 1.0)
    views["load_share"] = state["load"] / weight[:, None]
    views["engine_load"] = state["engine_speed"] / np.maximum(spec["limiter_speed"], 1.0)
    return views


def from_shown(shown: NDArray[Any]) -> NDArray[Any]:
    """Views of cars in a replay; what a pose does not hold follows from what it holds.

    Args:
        shown: SHOWN rows of `game.replay.player`.

    Returns:
        CAR_VIEW rows.
    """
    views = np.zeros(len(shown), CAR_VIEW)
    for name in _SHOWN:
        views[name] = shown[name]
    cosine, sine = np.cos(shown["yaw"]), np.sin(shown["yaw"])
    views["velocity_x"] = shown["forward_speed"] * cosine - shown["left_speed"] * sine
    views["velocity_y"] = shown["forward_speed"] * sine + shown["left_speed"] * cosine
    views["left_acceleration"] = shown["forward_speed"] * shown["yaw_rate"]
    views["forward_acceleration"] = (
        _FULL_THROTTLE * shown["throttle"] - _FULL_BRAKING * shown["brake"]
    ) * np.clip(shown["forward_speed"] / 5.0, 0.0, 1.0)
    sliding = np.clip(shown["slip"] - 1.0, 0.0, 1.0)
    views["slip_ratio"] = np.where(shown["brake"][:, None] > 0.3, -sliding, 0.5 * sliding)
    views["load_share"] = 0.25
    views["engine_load"] = 0.5
    views["drag_factor"] = 1.0
    views["present"] = (shown["flags"] & _PRESENT) > 0
    views["held"] = (shown["flags"] & _HELD) > 0
    return views


def between(before: NDArray[Any], after: NDArray[Any], part: float) -> NDArray[Any]:
    """Views between two moments; a car that was put elsewhere in between jumps.

    Args:
        before: CAR_VIEW rows of the earlier moment.
        after: The same cars later.
        part: 0 gives `before`, 1 gives `after`.
    """
    views = after.copy()
    moved = np.hypot(after["x"] - before["x"], after["y"] - before["y"])
    driven = (moved < JUMP) & (before["present"] == 1)
    for name in _SMOOTH:
        back = (1.0 - part) * (before[name] - after[name])
        if name == "yaw":
            back = (1.0 - part) * _shortest(before["yaw"] - after["yaw"])
        views[name] += np.where(driven if back.ndim == 1 else driven[:, None], back, 0.0)
    near = driven & (np.abs(after["distance"] - before["distance"]) < JUMP)
    views["distance"] += np.where(near, (1 - part) * (before["distance"] - after["distance"]), 0.0)
    return views


def _shortest(angle: NDArray[np.float64]) -> NDArray[np.float64]:
    """The same angle within half a turn of zero [rad]."""
    wrapped: NDArray[np.float64] = np.mod(angle + np.pi, 2 * np.pi) - np.pi
    return wrapped
