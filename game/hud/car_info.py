"""The instruments of one car, from a row of state or of a recorded pose."""

from __future__ import annotations

from collections.abc import Mapping
from math import hypot
from typing import Any, Final

from game.hud.facts import CarInfo, Wheels

LEAST_SHARE: Final = 0.3
"""Of a lap, after which its use of fuel is taken for the whole lap's."""


def wheels(values: Any) -> Wheels:
    """Four numbers."""
    front_left, front_right, rear_left, rear_right = values.tolist()
    return front_left, front_right, rear_left, rear_right


def fuel_per_lap(known: float, begun_with: float, fuel: float, share: float) -> float:
    """Fuel that a lap takes: of the last whole one, else from the lap being driven; 0: unknown."""
    if known > 0.0:
        return known
    used = begun_with - fuel
    return used / share if share > LEAST_SHARE and used > 0.0 else 0.0


def car_info(
    car: Mapping[str, Any],
    spec: Mapping[str, Any],
    name: str,
    driver: str,
    *,
    assists: tuple[bool, bool, bool],
    pit_limiter: bool,
    clutch: float = 0.0,
    per_lap: float = 0.0,
    laps_to_go: float | None = None,
) -> CarInfo:
    """The instruments of a car.

    Args:
        car: CAR_STATE or SHOWN row as `plain` gives it; what a pose does not hold reads as unhurt.
        spec: CAR_SPEC row, likewise.
        name: Of the car.
        driver: Of the driver.
        assists: Whether ABS, traction control and stability control work just now.
        pit_limiter: Whether it is on.
        clutch: As pressed, 0 .. 1.
        per_lap: Fuel that a lap takes, 0: unknown [kg].
        laps_to_go: Left of the session.
    """
    gear, fuel = int(car["gear"]), float(car["fuel"])
    return CarInfo(
        name=name,
        driver=driver,
        speed=hypot(car["forward_speed"], car["left_speed"]),
        gear=gear,
        gears=int(spec["gear_count"]),
        engine_speed=abs(float(car["engine_speed"])),
        shift_speed=float(spec["shift_up_speed"][gear + 1]) or float(spec["limiter_speed"]),
        limiter_speed=float(spec["limiter_speed"]),
        electric=bool(spec["electric"]),
        throttle=float(car["throttle"]),
        brake=float(car["brake"]),
        clutch=clutch,
        steer=float(car["steer"]),
        abs_active=assists[0],
        traction_active=assists[1],
        stability_active=assists[2],
        pit_limiter=pit_limiter,
        grip_used=wheels(car["grip_used"]),
        slip=wheels(car["slip"]),
        surface=tuple(car["surface"].tolist()),
        tyre_temperature=wheels(car["tyre_temperature"]),
        tyre_wear=wheels(car["tyre_wear"]),
        tyre_optimum=(float(spec["tyre_optimum"][0]), float(spec["tyre_optimum"][2])),
        tyre_window=(float(spec["tyre_window"][0]), float(spec["tyre_window"][2])),
        fuel=fuel,
        fuel_capacity=float(spec["fuel_capacity"]),
        fuel_per_lap=per_lap,
        fuel_laps=fuel / per_lap if per_lap > 0.0 else None,
        laps_to_go=laps_to_go,
        aero_damage=car.get("aero_damage", 0.0),
        alignment_damage=car.get("alignment_damage", 0.0),
        engine_damage=car.get("engine_damage", 0.0),
        slipstream=1.0 - car.get("drag_factor", 1.0),
    )
