"""The car file: every key a designer may write, its range, and what it means.

Parameters are given as they are published: mass with driver and without fuel, power and torque at
the crankshaft, C_d A and C_l A in square metres. Units stand in the keys.
"""

from __future__ import annotations

import itertools
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from game.vehicle.spec import MAX_GEARS

Share = Annotated[float, Field(ge=0, le=1)]
CurvePoint = Annotated[list[float], Field(min_length=2, max_length=2)]

POWER_TOLERANCE = 0.03
"""By how much the peak of the torque curve may differ from the stated power."""
WATTS_PER_NM_RPM = 3.141592653589793 / 30


class _Part(BaseModel):
    """Strict: no unknown keys, no text for numbers, no infinities."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, allow_inf_nan=False)


class Body(_Part):
    """Masses and measures."""

    length_m: float = Field(ge=1.0, le=7.0, description="Of the outline that touches others [m].")
    width_m: float = Field(ge=0.8, le=2.6, description="[m]")
    wheelbase_m: float = Field(ge=0.8, le=4.5, description="[m]")
    track_front_m: float = Field(ge=0.6, le=2.2, description="Between the front wheels [m].")
    track_rear_m: float = Field(ge=0.6, le=2.2, description="Between the rear wheels [m].")
    front_overhang_m: float = Field(ge=0.05, le=1.6, description="Nose ahead of the axle [m].")
    mass_kg: float = Field(ge=100, le=3000, description="With driver, without fuel [kg].")
    front_weight_share: float = Field(ge=0.3, le=0.7, description="Of the weight at rest.")
    cg_height_m: float = Field(ge=0.1, le=1.0, description="Centre of mass over the road [m].")
    yaw_radius_m: float = Field(
        ge=0.3, le=2.5, description="Radius of gyration about the vertical axis [m]."
    )
    roll_share_front: Share = Field(description="Of the roll moment that the front axle carries.")
    load_time_s: float = Field(0.08, ge=0.02, le=0.4, description="Lag of load transfer [s].")


class Steering(_Part):
    """From the driver's hands to the road wheels."""

    max_angle_deg: float = Field(ge=8, le=60, description="Of the road wheels [deg].")
    rate_deg_s: float = Field(120.0, ge=20, le=1000, description="Of the road wheels [deg/s].")
    ackermann: float = Field(0.7, ge=-1, le=1.5, description="1: both wheels aim at one point.")


class Tyre(_Part):
    """One axle's tyres."""

    radius_m: float = Field(ge=0.1, le=0.5, description="Rolling radius [m].")
    wheel_inertia_kgm2: float = Field(ge=0.005, le=6, description="Wheel, hub, disc [kg m^2].")
    grip_forward: float = Field(ge=0.3, le=3.5, description="Peak friction, along, nominal load.")
    grip_left: float = Field(ge=0.3, le=3.5, description="Peak friction, across, nominal load.")
    nominal_load_n: float | None = Field(
        None, ge=100, le=20000, description="[N]; the load at rest when absent."
    )
    load_sensitivity: float = Field(0.12, ge=0, le=0.6, description="Friction lost per load.")
    peak_slip: float = Field(0.11, ge=0.03, le=0.3, description="Slip ratio of the peak.")
    peak_angle_deg: float = Field(7.0, ge=2, le=16, description="Slip angle of the peak [deg].")
    peak_growth: float = Field(0.12, ge=0, le=0.5, description="Of both, per nominal load.")
    shape: float = Field(1.4, ge=1.1, le=1.9, description="Magic formula C.")
    optimum_c: float = Field(ge=30, le=130, description="Temperature of best grip [C].")
    window_k: float = Field(ge=5, le=80, description="Away from it 5 % of grip are lost [K].")
    start_c: float = Field(ge=0, le=130, description="When fitted [C].")
    cooling: float = Field(1.0, ge=0.1, le=10, description="Multiplies what the air takes away.")
    wear_energy_mj: float = Field(25.0, ge=1, le=500, description="Of a 3500 N tyre [MJ].")
    wear_loss: float = Field(0.1, ge=0, le=0.5, description="Grip lost when worn out.")


class Tyres(_Part):
    """Both axles' tyres."""

    front: Tyre
    rear: Tyre


class Brakes(_Part):
    """Brakes."""

    max_torque_nm: float = Field(ge=50, le=60000, description="All wheels, full pedal [N m].")
    front_share: Share = Field(description="Of the torque, when not shared by load.")
    by_load: bool = Field(True, description="Share the torque by the wheels' loads.")
    handbrake_torque_nm: float = Field(0.0, ge=0, le=5000, description="Each rear wheel [N m].")
    disc_capacity_kj_k: float = Field(ge=0.2, le=20, description="One disc [kJ/K].")
    fade_c: float = Field(ge=200, le=1500, description="Above it the brakes fade [C].")


class Aero(_Part):
    """What the air does."""

    drag_area_m2: float = Field(ge=0.1, le=3, description="C_d A [m^2].")
    side_area_m2: float | None = Field(None, ge=0.1, le=10, description="The same, sideways.")
    downforce_area_m2: float = Field(ge=-0.5, le=8, description="-C_l A [m^2].")
    downforce_front_share: Share = Field(0.45, description="Of the downforce.")


class Engine(_Part):
    """Engine or motor."""

    kind: Literal["combustion", "electric"] = "combustion"
    power_kw: float = Field(ge=1, le=1500, description="Peak power, as published [kW].")
    torque_curve: list[CurvePoint] = Field(
        min_length=2, max_length=40, description="[rpm, N m] at full throttle, rising speeds."
    )
    idle_rpm: float = Field(0.0, ge=0, le=6000)
    launch_rpm: float = Field(0.0, ge=0, le=15000, description="Clutch passes peak torque here.")
    limiter_rpm: float = Field(ge=500, le=25000)
    top_speed_kmh: float = Field(500.0, ge=30, le=500, description="Held by its electronics.")
    inertia_kgm2: float = Field(ge=0.0005, le=2, description="With flywheel [kg m^2].")
    drag_nm: float = Field(ge=0, le=200, description="Of a closed throttle [N m].")
    drag_nm_per_1000_rpm: float = Field(0.0, ge=0, le=60)

    @model_validator(mode="after")
    def _check_curve(self) -> Self:
        speeds = [speed for speed, _ in self.torque_curve]
        if any(after <= before for before, after in itertools.pairwise(speeds)):
            raise ValueError("torque_curve: speeds must rise from point to point")
        if speeds[0] < 0 or any(torque < 0 for _, torque in self.torque_curve):
            raise ValueError("torque_curve: speeds and torques must not be negative")
        if speeds[-1] < self.limiter_rpm:
            raise ValueError(
                f"torque_curve: must reach limiter_rpm {self.limiter_rpm:g}, ends at {speeds[-1]:g}"
            )
        peak = max(speed * torque for speed, torque in self.torque_curve) * WATTS_PER_NM_RPM / 1000
        if abs(peak / self.power_kw - 1) > POWER_TOLERANCE:
            raise ValueError(
                f"power_kw: {self.power_kw:g}, but torque_curve peaks at {peak:.1f} kW;"
                " they must agree within 3 %"
            )
        if self.kind == "combustion" and not 0 < self.idle_rpm < self.launch_rpm < self.limiter_rpm:
            raise ValueError("idle_rpm, launch_rpm and limiter_rpm must rise in this order")
        return self


class Gearbox(_Part):
    """Clutch and gears."""

    ratios: list[Annotated[float, Field(ge=0.3, le=20)]] = Field(
        min_length=1, max_length=MAX_GEARS, description="Falling from the first gear to the last."
    )
    reverse: float = Field(ge=0.3, le=20)
    final_drive: float = Field(ge=0.5, le=20)
    shift_time_s: float = Field(ge=0.0, le=1.5, description="Without drive [s].")
    efficiency: float = Field(0.93, ge=0.5, le=1)

    @model_validator(mode="after")
    def _check_order(self) -> Self:
        if any(
            after >= before for before, after in zip(self.ratios, self.ratios[1:], strict=False)
        ):
            raise ValueError("ratios: must fall from gear to gear")
        return self


class Differential(_Part):
    """Between the wheels of one axle; open when both are 0."""

    preload_nm: float = Field(0.0, ge=0, le=100000, description="Locking torque at rest [N m].")
    ramp: float = Field(0.0, ge=0, le=5, description="Locking torque per drive torque.")


OPEN = Differential(preload_nm=0.0, ramp=0.0)


class Drive(_Part):
    """Which wheels are driven."""

    front_share: Share = Field(description="0 rear drive, 1 front drive.")
    front: Differential = OPEN
    rear: Differential = OPEN
    centre_lock_nm: float = Field(0.0, ge=0, le=5000, description="Between the axles [N m].")


class Fuel(_Part):
    """Tank or battery."""

    capacity_kg: float = Field(ge=0.5, le=200, description="Tank; battery: kg it stands for.")
    consumption_g_kwh: float = Field(ge=1, le=1000, description="At the crankshaft [g/kWh].")
    idle_kg_h: float = Field(0.0, ge=0, le=10)


class Assists(_Part):
    """The set-up a car comes with; every driver may change it."""

    abs: bool
    traction_control: int = Field(ge=0, le=3, description="0 off, 1 late .. 3 early.")
    stability: bool
    automatic_gears: bool = True
    steering_help: bool = True


class Targets(_Part):
    """Published figures of the class that this car is measured against."""

    zero_to_100_s: float = Field(gt=0, le=60)
    zero_to_200_s: float | None = Field(None, gt=0, le=120)
    top_speed_kmh: float = Field(gt=0, le=500)
    braking_100_m: float | None = Field(None, gt=0, le=120)
    cornering_g: float = Field(gt=0, le=5)
    cornering_g_200: float | None = Field(None, gt=0, le=8)


class CarFile(_Part):
    """A car."""

    title: str = Field(min_length=1, max_length=60)
    category: str = Field(min_length=1, max_length=40)
    description: str = Field("", max_length=400)
    body: Body
    steering: Steering
    tyres: Tyres
    brakes: Brakes
    aero: Aero
    engine: Engine
    gearbox: Gearbox
    drive: Drive
    fuel: Fuel
    assists: Assists
    targets: Targets
