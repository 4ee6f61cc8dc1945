"""Everything about a car that does not change while it drives, as one row of an array.

Built from a car's YAML by `game.vehicle.build`; the formulas of each part read their own section.
"""

from __future__ import annotations

from typing import Any, Final, TypeAlias

import numpy as np

from game.vehicle.state import WHEELS

TORQUE_POINTS: Final = 33
"""Samples of the torque curve, evenly spaced from standstill to the end of the curve."""
MAX_GEARS: Final = 8
GEAR_SLOTS: Final = MAX_GEARS + 2
"""Reverse, neutral and the forward gears: gear `g` lies at index `g + 1`."""

CarSpec: TypeAlias = Any
"""One row of an array of `CAR_SPEC`: numpy and numba give its fields as attributes."""

_WHEEL = (WHEELS,)
_AXLE = (2,)

CAR_SPEC: Final = np.dtype(
    [
        # -- body
        ("length", "f8"),  # of the outline that touches others [m]
        ("width", "f8"),  # [m]
        ("outline_offset", "f8"),  # middle of the outline ahead of the centre of mass [m]
        ("wheelbase", "f8"),  # [m]
        ("cg_to_front", "f8"),  # centre of mass to the front axle [m]
        ("cg_to_rear", "f8"),  # centre of mass to the rear axle [m]
        ("cg_height", "f8"),  # [m]
        ("wheel_x", "f8", _WHEEL),  # contact patch ahead of the centre of mass [m]
        ("wheel_y", "f8", _WHEEL),  # contact patch left of it [m]
        ("mass_empty", "f8"),  # with driver, without fuel [kg]
        ("inertia_per_mass", "f8"),  # squared radius of gyration about the vertical axis [m^2]
        ("roll_share_front", "f8"),  # of the roll moment that the front axle carries, 0..1
        ("load_time", "f8"),  # time constant of load transfer [s]
        # -- steering
        ("max_steer", "f8"),  # largest angle of the road wheels [rad]
        ("steer_rate", "f8"),  # largest rate of the road wheels [rad/s]
        ("ackermann", "f8"),  # extra angle of the inner wheel per squared angle [1/rad]
        # -- tyres, FL FR RL RR
        ("tyre_radius", "f8", _WHEEL),  # [m]
        ("wheel_inertia", "f8", _WHEEL),  # about the axle, with hub and disc [kg m^2]
        ("grip_forward", "f8", _WHEEL),  # peak friction along the wheel at the nominal load [-]
        ("grip_left", "f8", _WHEEL),  # peak friction across the wheel at the nominal load [-]
        ("nominal_load", "f8", _WHEEL),  # [N]
        ("load_sensitivity", "f8", _WHEEL),  # relative loss of friction per nominal load [-]
        ("peak_slip_forward", "f8", _WHEEL),  # slip at the peak, at the nominal load [-]
        ("peak_slip_left", "f8", _WHEEL),  # sine of the slip angle at the peak [-]
        ("peak_slip_growth", "f8", _WHEEL),  # relative growth of both per nominal load [-]
        ("magic_b", "f8", _WHEEL),  # stiffness factor, so that the peak is at normalised slip 1
        ("magic_c", "f8", _WHEEL),  # shape factor
        ("slip_floor_speed", "f8"),  # smallest denominator of slip [m/s]
        ("tyre_optimum", "f8", _WHEEL),  # temperature of best grip [C]
        ("tyre_window", "f8", _WHEEL),  # away from it at which 5 % of grip are lost [K]
        ("tyre_start", "f8", _WHEEL),  # temperature of a tyre from the warmer, or the road [C]
        ("tread_capacity", "f8", _WHEEL),  # heat capacity of the tread [J/K]
        ("carcass_capacity", "f8", _WHEEL),  # heat capacity of the carcass [J/K]
        ("tread_conductance", "f8", _WHEEL),  # tread to carcass [W/K]
        ("tyre_cooling", "f8", _WHEEL),  # tread to air at standstill [W/K]
        ("tyre_cooling_speed", "f8", _WHEEL),  # and more per speed [W/K per m/s]
        ("wear_energy", "f8", _WHEEL),  # slip energy that wears a tyre out [J]
        ("wear_loss", "f8", _WHEEL),  # grip lost by a worn-out tyre [-]
        # -- brakes
        ("brake_torque", "f8"),  # of all four wheels at full pedal [N m]
        ("brake_front_share", "f8"),  # of it at the front axle, 0..1
        ("brake_by_load", "i8"),  # 1: shared by the wheels' loads instead
        ("handbrake_torque", "f8"),  # of each rear wheel [N m]
        ("brake_capacity", "f8"),  # heat capacity of one disc [J/K]
        ("brake_cooling", "f8"),  # disc to air at standstill [W/K]
        ("brake_cooling_speed", "f8"),  # and more per speed [W/K per m/s]
        ("brake_fade_temperature", "f8"),  # above it the torque falls [C]
        # -- air
        ("drag_area", "f8"),  # C_d A [m^2]
        ("side_area", "f8"),  # the same, sideways [m^2]
        ("downforce_area_front", "f8"),  # -C_l A at the front axle [m^2]
        ("downforce_area_rear", "f8"),  # [m^2]
        # -- engine or motor
        ("electric", "i8"),  # 1: no idling, no clutch, no weight of fuel
        ("torque", "f8", (TORQUE_POINTS,)),  # at full throttle [N m]
        ("torque_step", "f8"),  # engine speed between two samples [rad/s]
        ("max_torque", "f8"),  # [N m]
        ("max_power", "f8"),  # [W]
        ("idle_speed", "f8"),  # [rad/s]
        ("limiter_speed", "f8"),  # [rad/s]
        ("top_speed", "f8"),  # that the engine's electronics hold [m/s]
        ("engine_inertia", "f8"),  # with flywheel [kg m^2]
        ("engine_drag", "f8"),  # braking torque of a closed throttle [N m]
        ("engine_drag_slope", "f8"),  # and more per engine speed [N m s]
        ("fuel_per_joule", "f8"),  # at the crankshaft [kg/J]
        ("idle_fuel", "f8"),  # [kg/s]
        ("fuel_capacity", "f8"),  # [kg]
        # -- clutch and gearbox
        ("clutch_torque", "f8"),  # that it can pass when closed [N m]
        ("clutch_start_speed", "f8"),  # engine speed at which it begins to close [rad/s]
        ("clutch_launch_speed", "f8"),  # at which it passes the engine's largest torque [rad/s]
        ("gear_count", "i8"),
        ("gear_ratio", "f8", (GEAR_SLOTS,)),  # engine to wheels, with final drive, by gear + 1
        ("shift_up_speed", "f8", (GEAR_SLOTS,)),  # best engine speed to shift up [rad/s]
        ("shift_time", "f8"),  # without drive during a gear change [s]
        ("driveline_efficiency", "f8"),
        # -- differential
        ("drive_share", "f8", _WHEEL),  # of the drive torque, sums to 1
        ("lock_preload", "f8", _AXLE),  # locking torque between the wheels, front, rear [N m]
        ("lock_ramp", "f8", _AXLE),  # and more per drive torque of the axle [-]
        ("centre_lock", "f8"),  # locking torque between the axles [N m]
        # -- assists, part of the set-up
        ("abs", "i8"),  # 0 off, 1 on
        ("traction_control", "i8"),  # 0 off, 1 late .. 3 early
        ("stability", "i8"),  # 0 off, 1 on
        ("automatic_gears", "i8"),  # 0 off, 1 on
        ("steering_help", "i8"),  # 0 off, 1 on
    ],
    align=True,
)
"""One car's parameters, SI units."""
