"""From a car file to its row of `CAR_SPEC`."""

from __future__ import annotations

import math
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from game.core.clock import TICK
from game.vehicle.model import Body, CarFile, Engine, Gearbox, Tyre
from game.vehicle.spec import CAR_SPEC, GEAR_SLOTS, TORQUE_POINTS
from game.vehicle.state import GRAVITY

RPM: Final = math.pi / 30
"""[rad/s]"""
LEAST_SLIP_SPEED: Final = 3.0
"""[m/s]"""
YAW_SHARE: Final = 0.65
"""Of the yaw rate's damping that a tick may undo; above a half, or it would grow."""
REFERENCE_TYRE_LOAD: Final = 3500.0
"""Load of the tyre that the thermal figures below belong to; others scale with load [N]."""
TREAD_CAPACITY: Final = 3000.0
"""[J/K]"""
CARCASS_CAPACITY: Final = 11000.0
"""[J/K]"""
TREAD_CONDUCTANCE: Final = 60.0
"""[W/K]"""
TYRE_COOLING: Final = 8.0
"""[W/K]"""
TYRE_COOLING_SPEED: Final = 0.9
"""[W/K per m/s]"""
SIDE_OVER_DRAG: Final = 2.5
"""Sideways area of a car over its drag area, when not given."""
CLUTCH_MARGIN: Final = 1.6
"""Torque of the closed clutch over the engine's largest."""
ELECTRIC_COUPLING: Final = 50.0
"""The same of the fixed shaft of an electric car."""
CLUTCH_START: Final = 1.2
"""Engine speed at which the clutch begins to close, over idling speed."""
SHIFT_MARGIN: Final = 0.985
"""Highest speed to shift up at, over the limiter's."""


def magic_stiffness(shape: float) -> float:
    """Stiffness factor B that puts the peak of the magic formula at slip 1."""
    return math.tan(math.pi / (2 * shape))


def best_shift_speeds(engine: Engine, gearbox: Gearbox) -> list[float]:
    """Engine speed [rad/s] at which each forward gear is best left for the next.

    Where the next gear pulls as hard as this one, or just below the limiter.
    """
    top = engine.limiter_rpm * SHIFT_MARGIN
    speeds = np.linspace(engine.launch_rpm, top, 400)
    rpm, torque = np.array(engine.torque_curve).T
    pull = np.interp(speeds, rpm, torque)
    best = []
    for here, then in zip(gearbox.ratios, [*gearbox.ratios[1:], None], strict=True):
        if then is None:
            best.append(top * RPM)
            continue
        better = np.interp(speeds * then / here, rpm, torque) * then >= pull * here
        late = better & (speeds > 0.5 * top)
        best.append((float(speeds[np.argmax(late)]) if late.any() else top) * RPM)
    return best


def build_record(file: CarFile) -> NDArray[Any]:
    """The parameters of a car, an array of shape () of `CAR_SPEC`."""
    record = np.zeros((), CAR_SPEC)
    _build_body(record, file.body)
    steering = file.steering
    record["max_steer"] = math.radians(steering.max_angle_deg)
    record["steer_rate"] = math.radians(steering.rate_deg_s)
    record["ackermann"] = steering.ackermann * file.body.track_front_m / (2 * file.body.wheelbase_m)
    for axle, tyre in enumerate((file.tyres.front, file.tyres.rear)):
        share = file.body.front_weight_share if axle == 0 else 1 - file.body.front_weight_share
        at_rest = share * file.body.mass_kg * GRAVITY / 2
        _build_tyre(record, slice(2 * axle, 2 * axle + 2), tyre, at_rest)
    _build_slip_floor(record)
    _build_brakes(record, file)
    _build_aero(record, file)
    _build_engine(record, file.engine)
    _build_gearbox(record, file)
    _build_drive(record, file)
    record["fuel_per_joule"] = file.fuel.consumption_g_kwh / 1000 / 3.6e6
    record["idle_fuel"] = file.fuel.idle_kg_h / 3600
    record["fuel_capacity"] = file.fuel.capacity_kg
    for name, value in file.assists.model_dump().items():
        record[name] = int(value)
    return record


def _build_body(record: NDArray[Any], body: Body) -> None:
    to_front = (1 - body.front_weight_share) * body.wheelbase_m
    to_rear = body.front_weight_share * body.wheelbase_m
    record["length"], record["width"] = body.length_m, body.width_m
    record["outline_offset"] = to_front + body.front_overhang_m - body.length_m / 2
    record["wheelbase"] = body.wheelbase_m
    record["cg_to_front"], record["cg_to_rear"] = to_front, to_rear
    record["cg_height"] = body.cg_height_m
    record["wheel_x"] = [to_front, to_front, -to_rear, -to_rear]
    front, rear = body.track_front_m / 2, body.track_rear_m / 2
    record["wheel_y"] = [front, -front, rear, -rear]
    record["mass_empty"] = body.mass_kg
    record["inertia_per_mass"] = body.yaw_radius_m**2
    record["roll_share_front"] = body.roll_share_front
    record["load_time"] = body.load_time_s


def _build_tyre(record: NDArray[Any], wheels: slice, tyre: Tyre, at_rest: float) -> None:
    load = tyre.nominal_load_n or at_rest
    size = load / REFERENCE_TYRE_LOAD
    for name, value in {
        "tyre_radius": tyre.radius_m,
        "wheel_inertia": tyre.wheel_inertia_kgm2,
        "grip_forward": tyre.grip_forward,
        "grip_left": tyre.grip_left,
        "nominal_load": load,
        "load_sensitivity": tyre.load_sensitivity,
        "peak_slip_forward": tyre.peak_slip,
        "peak_slip_left": math.sin(math.radians(tyre.peak_angle_deg)),
        "peak_slip_growth": tyre.peak_growth,
        "magic_b": magic_stiffness(tyre.shape),
        "magic_c": tyre.shape,
        "tyre_optimum": tyre.optimum_c,
        "tyre_window": tyre.window_k,
        "tyre_start": tyre.start_c,
        "tread_capacity": TREAD_CAPACITY * size,
        "carcass_capacity": CARCASS_CAPACITY * size,
        "tread_conductance": TREAD_CONDUCTANCE * size,
        "tyre_cooling": TYRE_COOLING * size * tyre.cooling,
        "tyre_cooling_speed": TYRE_COOLING_SPEED * size * tyre.cooling,
        "wear_energy": tyre.wear_energy_mj * 1e6 * size,
        "wear_loss": tyre.wear_loss,
    }.items():
        record[name][wheels] = value


def _build_slip_floor(record: NDArray[Any]) -> None:
    """The smallest slip denominator at which tyres do not make a standing car tremble.

    Below it tyres are dampers of the body: of its course with the rate `rates` over the
    denominator, of its yaw with `yaw` times that. In a tick a course may be stopped but not
    turned back, a yaw be turned back but not grow.
    """
    stiffness = record["magic_b"] * record["magic_c"]
    across = stiffness * record["grip_left"] / record["peak_slip_left"]
    along = stiffness * record["grip_forward"] / record["peak_slip_forward"]
    rates = GRAVITY * np.maximum(across, along)
    arms = record["cg_to_front"] * record["cg_to_rear"] + np.square(record["wheel_y"]).max()
    yaw = float(arms / record["inertia_per_mass"])
    slowest = TICK * float(rates.max()) * max(YAW_SHARE * yaw, 1.0)
    record["slip_floor_speed"] = max(LEAST_SLIP_SPEED, slowest)


def _build_brakes(record: NDArray[Any], file: CarFile) -> None:
    brakes = file.brakes
    record["brake_torque"] = brakes.max_torque_nm
    record["brake_front_share"] = brakes.front_share
    record["brake_by_load"] = int(brakes.by_load)
    record["handbrake_torque"] = brakes.handbrake_torque_nm
    record["brake_capacity"] = brakes.disc_capacity_kj_k * 1000
    record["brake_cooling"] = 4.0 * brakes.disc_capacity_kj_k
    record["brake_cooling_speed"] = 1.5 * brakes.disc_capacity_kj_k
    record["brake_fade_temperature"] = brakes.fade_c


def _build_aero(record: NDArray[Any], file: CarFile) -> None:
    aero = file.aero
    record["drag_area"] = aero.drag_area_m2
    side = aero.side_area_m2
    record["side_area"] = SIDE_OVER_DRAG * aero.drag_area_m2 if side is None else side
    front = aero.downforce_area_m2 * aero.downforce_front_share
    record["downforce_area_front"] = front
    record["downforce_area_rear"] = aero.downforce_area_m2 - front


def _build_engine(record: NDArray[Any], engine: Engine) -> None:
    rpm, torque = np.array(engine.torque_curve).T
    samples = np.linspace(0.0, rpm[-1], TORQUE_POINTS)
    record["electric"] = int(engine.kind == "electric")
    record["torque"] = np.interp(samples, rpm, torque)
    record["torque_step"] = samples[1] * RPM
    record["max_torque"] = torque.max()
    record["max_power"] = engine.power_kw * 1000
    record["idle_speed"] = engine.idle_rpm * RPM
    record["limiter_speed"] = engine.limiter_rpm * RPM
    record["top_speed"] = engine.top_speed_kmh / 3.6
    record["engine_inertia"] = engine.inertia_kgm2
    record["engine_drag"] = engine.drag_nm
    record["engine_drag_slope"] = engine.drag_nm_per_1000_rpm / (1000 * RPM)
    coupling = ELECTRIC_COUPLING if engine.kind == "electric" else CLUTCH_MARGIN
    record["clutch_torque"] = coupling * torque.max()
    record["clutch_start_speed"] = engine.idle_rpm * RPM * CLUTCH_START
    launch = max(engine.launch_rpm, 1.05 * CLUTCH_START * engine.idle_rpm, 1.0)
    record["clutch_launch_speed"] = launch * RPM


def _build_gearbox(record: NDArray[Any], file: CarFile) -> None:
    gearbox = file.gearbox
    count = len(gearbox.ratios)
    record["gear_count"] = count
    ratios = np.zeros(GEAR_SLOTS)
    ratios[0] = -gearbox.reverse * gearbox.final_drive
    ratios[2 : 2 + count] = np.array(gearbox.ratios) * gearbox.final_drive
    record["gear_ratio"] = ratios
    record["shift_up_speed"][2 : 2 + count] = best_shift_speeds(file.engine, gearbox)
    record["shift_time"] = gearbox.shift_time_s
    record["driveline_efficiency"] = gearbox.efficiency


def _build_drive(record: NDArray[Any], file: CarFile) -> None:
    drive = file.drive
    front, rear = drive.front_share / 2, (1 - drive.front_share) / 2
    record["drive_share"] = [front, front, rear, rear]
    record["lock_preload"] = [drive.front.preload_nm, drive.rear.preload_nm]
    record["lock_ramp"] = [drive.front.ramp, drive.rear.ramp]
    record["centre_lock"] = drive.centre_lock_nm
