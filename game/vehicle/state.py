"""Everything about a car that changes while it drives, as one row of an array.

The only index constants of wheels live here.
"""

from __future__ import annotations

from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

GRAVITY: Final = 9.81
"""[m/s^2]"""
COLD_BRAKE: Final = 150.0
"""Brakes after a lap to the grid [C]."""

FL, FR, RL, RR = 0, 1, 2, 3
WHEELS: Final = 4

CarState: TypeAlias = Any
"""One row of an array of `CAR_STATE`: numpy and numba give its fields as attributes."""

_WHEEL = (WHEELS,)

CAR_STATE: Final = np.dtype(
    [
        # -- the body, in the world; pymunk integrates these
        ("x", "f8"),  # centre of mass [m]
        ("y", "f8"),  # [m]
        ("yaw", "f8"),  # [rad], anticlockwise, not wrapped
        ("velocity_x", "f8"),  # world frame [m/s]
        ("velocity_y", "f8"),  # [m/s]
        ("yaw_rate", "f8"),  # [rad/s]
        # -- the body, in its own frame
        ("forward_speed", "f8"),  # [m/s]
        ("left_speed", "f8"),  # [m/s]
        ("forward_acceleration", "f8"),  # from the forces of this tick [m/s^2]
        ("left_acceleration", "f8"),  # [m/s^2]
        ("pitch_transfer", "f8"),  # load moved from front to rear, filtered [N]
        ("roll_moment", "f8"),  # that moves load from left to right, filtered [N m]
        # -- wheels, FL FR RL RR
        ("steer_angle", "f8", _WHEEL),  # road wheel, positive left [rad]
        ("wheel_speed", "f8", _WHEEL),  # spin [rad/s], positive rolls forward
        ("load", "f8", _WHEEL),  # vertical [N]
        ("slip_ratio", "f8", _WHEEL),  # positive driving, negative braking [-]
        ("slip_angle", "f8", _WHEEL),  # its sine; positive: force to the left [-]
        ("slip", "f8", _WHEEL),  # combined, relative to the peak: above 1 the tyre slides [-]
        ("force_forward", "f8", _WHEEL),  # tyre force in the wheel's frame [N]
        ("force_left", "f8", _WHEEL),  # [N]
        ("grip_used", "f8", _WHEEL),  # force over what the tyre could give, 0..1
        ("surface", "i8", _WHEEL),  # game.core.surface.Surface
        ("tyre_temperature", "f8", _WHEEL),  # tread surface [C]
        ("tyre_core_temperature", "f8", _WHEEL),  # carcass [C]
        ("tyre_wear", "f8", _WHEEL),  # 0 new .. 1 worn out
        ("brake_temperature", "f8", _WHEEL),  # disc [C]
        # -- drive
        ("engine_speed", "f8"),  # [rad/s]
        ("gear", "i8"),  # -1 reverse, 0 neutral, 1 ..
        ("shift_left", "f8"),  # time until the gear being changed to is in [s]
        ("next_gear", "i8"),  # the gear being changed to
        ("clutch", "f8"),  # 0 open .. 1 closed
        ("throttle", "f8"),  # after the assists, 0..1
        ("brake", "f8"),  # after the assists, 0..1
        ("steer", "f8"),  # after the assists, -1 right .. 1 left
        ("fuel", "f8"),  # [kg]; an electric car's charge, as the mass of fuel it stands for
        ("mass", "f8"),  # with fuel [kg]; constant between `mass updates`
        ("inertia", "f8"),  # about the vertical axis [kg m^2]
        # -- air
        ("drag_factor", "f8"),  # of the free-stream drag: below 1 in a slipstream
        ("front_downforce_factor", "f8"),  # of the free-stream downforce: below 1 in dirty air
        ("rear_downforce_factor", "f8"),
        # -- damage, 0 none .. 1 all
        ("aero_damage", "f8"),
        ("alignment_damage", "f8"),  # bends the steering; signed by the side that was hit
        ("engine_damage", "f8"),
        # -- where on the track
        ("station", "i8"),  # index of the nearest station
        ("distance", "f8"),  # along the centre line from the start line [m], 0 .. length
        ("offset", "f8"),  # from the centre line, positive left [m]
        ("heading", "f8"),  # against the centre line's direction, -pi..pi [rad]
        # -- what assists and gearbox remember
        ("buttons", "i8"),  # of the tick before, so that a press acts once
        ("abs_active", "i8"),  # 0/1
        ("traction_control_active", "i8"),
        ("stability_active", "i8"),
        ("since_shift", "f8"),  # time since the last gear change [s]
        ("limiter", "i8"),  # 1: pit limiter on
        # -- set by the session alone
        ("held", "i8"),  # 1: on the jacks or parked by the marshals, does not move
        ("present", "i8"),  # 0: taken off the track; no forces, touches nothing
    ],
    align=True,
)
"""One car's state; every field starts at 0 unless `fresh_state` says otherwise."""


def fresh_state(
    spec: NDArray[Any], fuel: float | None = None, tyre_temperature: float | None = None
) -> NDArray[Any]:
    """States of cars that stand at the origin with new tyres and idling engines.

    Args:
        spec: CAR_SPEC rows, one per car.
        fuel: In each tank [kg]; full when not given, never more than the tank holds.
        tyre_temperature: [C]; as the car's tyres come from the warmer when not given.

    Returns:
        CAR_STATE rows.
    """
    state = np.zeros(len(spec), CAR_STATE)
    state["fuel"] = np.minimum(spec["fuel_capacity"], np.inf if fuel is None else fuel)
    carried = np.where(spec["electric"] == 1, 0.0, state["fuel"])
    state["mass"] = spec["mass_empty"] + carried
    state["inertia"] = state["mass"] * spec["inertia_per_mass"]
    start = spec["tyre_start"] if tyre_temperature is None else tyre_temperature
    state["tyre_temperature"] = state["tyre_core_temperature"] = start
    state["brake_temperature"] = COLD_BRAKE
    state["engine_speed"] = spec["idle_speed"]
    state["gear"] = state["next_gear"] = 1
    state["since_shift"] = 1.0
    state["load"] = state["mass"][:, None] * GRAVITY * static_shares(spec)
    for field in ("drag_factor", "front_downforce_factor", "rear_downforce_factor", "present"):
        state[field] = 1
    return state


def static_shares(spec: NDArray[Any]) -> NDArray[np.float64]:
    """Share of the weight on each wheel at rest, shape (cars, 4)."""
    front = spec["cg_to_rear"] / spec["wheelbase"] / 2
    return np.stack([front, front, 0.5 - front, 0.5 - front], axis=-1)
