"""Cars that nobody built: a shipped car with its parameters varied by up to a quarter.

What belongs together varies together: the torque curve with the power, the brakes with mass and
grip, the outline with the wheelbase. The balance of the axles varies little, and towards a rear
that holds, so that every such car can be driven.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import yaml

from game.core.paths import CARS
from game.core.seeds import SeedTree
from game.vehicle.reader import Car, build_car, shipped_cars

SPREAD: Final = 0.25
"""Largest change of a parameter, as a part of it."""


def random_car(seeds: SeedTree, name: str, base: str | None = None, spread: float = SPREAD) -> Car:
    """A valid car of a seed.

    Args:
        seeds: Decides everything.
        name: Of the new car.
        base: Shipped car that it is made from; any of them when not given.
        spread: Largest change of a parameter, 0 .. `SPREAD`.
    """
    random = seeds.generator()
    known = shipped_cars()
    chosen = base or known[int(random.integers(len(known)))]
    file = yaml.safe_load((CARS / f"{chosen}.yaml").read_text(encoding="utf-8"))
    vary(file, random, spread)
    file["title"] = name
    file["description"] = f"Made from a seed and from {chosen}."
    return build_car(yaml.safe_dump(file, sort_keys=False), name)


def vary(file: dict[str, Any], random: np.random.Generator, spread: float) -> None:
    """Change the parameters of a car file, in place."""

    def factor(part: float = 1.0) -> float:
        return float(np.exp(random.uniform(-1.0, 1.0) * part * np.log1p(spread)))

    mass, grip = factor(), factor()
    body, size = file["body"], factor(0.5)
    _scale(body, mass, 100.0, 3000.0, "mass_kg")
    _scale(body, size, 0.8, 7.0, "wheelbase_m", "length_m", "yaw_radius_m", "front_overhang_m")
    _scale(body, factor(0.3), 0.6, 2.6, "width_m", "track_front_m", "track_rear_m")
    _scale(body, factor(), 0.1, 1.0, "cg_height_m")
    _scale(body, factor(0.15), 0.3, 0.7, "front_weight_share", "roll_share_front")
    _vary_tyres(file["tyres"], grip, factor)
    _scale(file["brakes"], mass * grip, 50.0, 60000.0, "max_torque_nm")
    _scale(file["aero"], factor(), 0.1, 3.0, "drag_area_m2")
    _scale(file["aero"], factor(), -0.5, 8.0, "downforce_area_m2")
    _scale(file["aero"], factor(0.1), 0.0, 1.0, "downforce_front_share")
    _vary_drive(file, factor)
    _scale(file["steering"], factor(), 15.0, 60.0, "max_angle_deg")


def _vary_tyres(tyres: dict[str, Any], grip: float, factor: Any) -> None:
    peak, hold = factor(0.6), abs(np.log(factor(0.3)))
    for axle, more in (("front", 1.0), ("rear", 1.0 + float(hold))):
        tyre = tyres[axle]
        _scale(tyre, grip * more, 0.3, 3.5, "grip_forward", "grip_left")
        _scale(tyre, peak, 2.0, 16.0, "peak_angle_deg")
        _scale(tyre, peak, 0.03, 0.3, "peak_slip")


def _vary_drive(file: dict[str, Any], factor: Any) -> None:
    engine, gearbox = file["engine"], file["gearbox"]
    power = factor()
    _scale(engine, power, 1.0, 1500.0, "power_kw")
    engine["torque_curve"] = [[speed, torque * power] for speed, torque in engine["torque_curve"]]
    _scale(gearbox, factor(0.6), 0.5, 20.0, "final_drive")
    _scale(gearbox, factor(0.6), 0.0, 1.5, "shift_time_s")


def _scale(part: dict[str, Any], factor: float, least: float, most: float, *names: str) -> None:
    """Multiply what the file says by a factor, within a range; what it leaves out stays so."""
    for name in names:
        if name in part:
            part[name] = float(min(max(part[name] * factor, least), most))
