"""Tyre temperature and wear: sliding heats the tread, the air cools it, the carcass lags behind.

Source: two-body thermal model as in Farroni et al., TRT: thermo racing tyre (Meccanica 2014),
reduced to tread and carcass; wear proportional to frictional energy (Archard).
"""

from __future__ import annotations

from typing import Final

from game.core.compiled import compiled
from game.vehicle.environment import Environment, Force
from game.vehicle.spec import CarSpec
from game.vehicle.state import WHEELS, CarState

TREAD_SHARE: Final = 0.7
"""Part of the frictional heat that stays in the tyre; the rest goes into the road."""
ROLLING_LOSS: Final = 0.008
"""Hysteresis of the rolling carcass, heat over load and speed."""
WET_COOLING: Final = 3.0
"""How many times more a fully wet road cools, in addition."""


@compiled
def slip_power(car: CarState, spec: CarSpec, force: Force, wheel: int) -> float:
    """Power that a sliding contact patch turns into heat, never negative [W]."""
    sliding = car.wheel_speed[wheel] * spec.tyre_radius[wheel] - force.speed_along[wheel]
    along = car.force_forward[wheel] * sliding
    across = car.force_left[wheel] * force.speed_across[wheel]
    power: float = max(along, 0.0) + max(-across, 0.0)
    return power


@compiled
def heat_tyre(
    car: CarState,
    spec: CarSpec,
    environment: Environment,
    wheel: int,
    power: float,
    dt: float,
) -> None:
    """Temperatures and wear of one tyre after a tick with `power` [W] of sliding."""
    tread, carcass = car.tyre_temperature[wheel], car.tyre_core_temperature[wheel]
    speed = abs(car.forward_speed)
    cooling = spec.tyre_cooling[wheel] + spec.tyre_cooling_speed[wheel] * speed
    cooling *= 1.0 + WET_COOLING * environment.wetness
    inwards = spec.tread_conductance[wheel] * (tread - carcass)
    outwards = cooling * (tread - environment.air_temperature)
    hysteresis = ROLLING_LOSS * car.load[wheel] * speed
    gained = dt * (TREAD_SHARE * power - inwards - outwards)
    car.tyre_temperature[wheel] = tread + gained / spec.tread_capacity[wheel]
    car.tyre_core_temperature[wheel] = carcass + (
        dt * (inwards + hysteresis) / spec.carcass_capacity[wheel]
    )
    worn = environment.tyre_rate * dt * power / spec.wear_energy[wheel]
    car.tyre_wear[wheel] = min(car.tyre_wear[wheel] + worn, 1.0)


@compiled
def heat_tyres(
    car: CarState, spec: CarSpec, environment: Environment, force: Force, dt: float
) -> None:
    """Temperatures and wear of all tyres; at rate 0 they stay as they are."""
    if environment.tyre_rate <= 0.0:
        return
    for wheel in range(WHEELS):
        power = slip_power(car, spec, force, wheel)
        heat_tyre(car, spec, environment, wheel, power, dt)
