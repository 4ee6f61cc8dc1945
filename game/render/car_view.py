"""What is drawn of a car at a moment; made from a running session or from a replay."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import pi
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from game.core.compiled import compiled
from game.track.track import Floats
from game.vehicle.state import CAR_STATE, GRAVITY

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
_WORD: Final = 8
"""All fields of these rows are numbers of as many bytes."""
_PRESENT, _HELD = 1, 2
_FULL_BRAKING: Final = 9.0
_FULL_THROTTLE: Final = 4.0


def _columns(kind: np.dtype[Any], names: Sequence[str]) -> NDArray[np.int64]:
    """Where some fields lie in rows of numbers as `_numbers` gives them."""
    fields: Mapping[str, Any] = kind.fields or {}
    found: list[int] = []
    for name in names:
        field, offset = fields[name][:2]
        found.extend(range(offset // _WORD, (offset + field.itemsize) // _WORD))
    return np.array(found, np.int64)


_TAKEN: Final = np.column_stack([_columns(CAR_VIEW, _COPIED), _columns(CAR_STATE, _COPIED)])
_MIXED: Final = _columns(CAR_VIEW, _SMOOTH)
_YAW: Final = int(_columns(CAR_VIEW, ["yaw"])[0])


def _numbers(rows: NDArray[Any]) -> Floats:
    """Rows as an array of numbers, one line each; whole numbers are not to be looked at."""
    whole = np.ascontiguousarray(rows)
    return whole.view(np.float64).reshape(len(whole), whole.dtype.itemsize // _WORD)


@compiled
def _take(
    views: NDArray[Any],
    state: NDArray[Any],
    limits: Floats,
    to: Floats,
    found: Floats,
    taken: NDArray[np.int64],
) -> None:
    """Fill CAR_VIEW rows; `to` and `found` are the same rows and the state's as numbers."""
    for row in range(len(views)):
        for index in range(len(taken)):
            to[row, taken[index, 0]] = found[row, taken[index, 1]]
        view, car = views[row], state[row]
        weight = max(car.mass * GRAVITY, 1.0)
        for wheel in range(4):
            view.load_share[wheel] = car.load[wheel] / weight
        view.engine_load = car.engine_speed / max(limits[row], 1.0)


def from_state(state: NDArray[Any], spec: NDArray[Any]) -> NDArray[Any]:
    """Views of cars in a running session.

    Args:
        state: CAR_STATE rows.
        spec: CAR_SPEC rows of the same cars.

    Returns:
        CAR_VIEW rows.
    """
    views = np.empty(len(state), CAR_VIEW)
    limits = np.ascontiguousarray(spec["limiter_speed"])
    _take(views, state, limits, _numbers(views), _numbers(state), _TAKEN)
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


@compiled
def _go_back(
    views: NDArray[Any],
    before: NDArray[Any],
    numbers: Floats,
    earlier: Floats,
    mixed: NDArray[np.int64],
    yaw: int,
    share: float,
) -> None:
    """Move CAR_VIEW rows a share of the way back to an earlier moment.

    Args:
        views: The later moment; changed.
        before: The earlier one.
        numbers: `views` as numbers.
        earlier: `before` as numbers.
        mixed: Which of them change evenly.
        yaw: Which of these is an angle.
        share: 0 stays, 1 goes all the way back.
    """
    for row in range(len(views)):
        view, car = views[row], before[row]
        away_x, away_y = view.x - car.x, view.y - car.y
        if car.present != 1 or not away_x * away_x + away_y * away_y < JUMP * JUMP:
            continue
        for index in range(len(mixed)):
            column = mixed[index]
            back = earlier[row, column] - numbers[row, column]
            if column == yaw:
                back = (back + pi) % (2.0 * pi) - pi
            numbers[row, column] += share * back
        driven = car.distance - view.distance
        if abs(driven) < JUMP:
            view.distance += share * driven


def between(before: NDArray[Any], after: NDArray[Any], part: float) -> NDArray[Any]:
    """Views between two moments; a car that was put elsewhere in between jumps.

    Args:
        before: CAR_VIEW rows of the earlier moment.
        after: The same cars later.
        part: 0 gives `before`, 1 gives `after`.
    """
    views = after.copy()
    numbers, earlier = _numbers(views), _numbers(before)
    _go_back(views, before, numbers, earlier, _MIXED, _YAW, 1.0 - float(part))
    return views
