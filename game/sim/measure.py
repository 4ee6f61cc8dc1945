"""What a car does, as magazines measure it: driven on a flat pad through its controls.

* Acceleration: full throttle against the brakes, then off the brakes; from there the time at which
  a speed is passed, no rollout.
* Top speed: where full throttle no longer gains `TOP_GAIN`.
* Braking: distance from 100 km/h to standstill at full pedal.
* Cornering: largest mean acceleration across the course over `HOLD_TIME` while the steering is
  turned slowly from straight to full and the throttle holds the speed: at `SLOW_KMH` and 200 km/h.

The tank holds `FUEL_SHARE` of its fuel, tyres are new and as warm as they are fitted.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from game.core.clock import TICK, TICK_RATE, ticks
from game.sim.controls import STEER_STEPS, quantise_pedal
from game.sim.pad import open_pad
from game.vehicle.reader import Car
from game.vehicle.state import GRAVITY

KMH: Final = 1 / 3.6
"""[m/s]"""
SLOW_KMH: Final = 70.0
FAST_KMH: Final = 200.0
FUEL_SHARE: Final = 0.2
LONGEST_RUN: Final = 150.0
"""[s]"""
TOP_GAIN: Final = 0.01
"""[m/s^2]"""
WAIT: Final = 2.0
"""At full throttle on the brakes [s]."""
SWEEP_TIME: Final = 12.0
"""From straight to full steering [s]."""
HOLD_TIME: Final = 2.0
"""[s]"""
SPEED_BAND: Final = 0.04
"""By how much the speed may be off the wanted one while cornering counts."""
SPEED_GAIN: Final = 0.5
"""Throttle per speed error [s/m]."""

Floats: TypeAlias = NDArray[np.float64]
Rig: TypeAlias = Callable[[Sequence[Car]], Any]
"""Opens a world with cars on a flat pad."""


@dataclass(frozen=True)
class Figures:
    """Measured figures; None where the car does not get there."""

    zero_to_100_s: float | None
    zero_to_200_s: float | None
    top_speed_kmh: float
    braking_100_m: float
    cornering_g: float
    cornering_g_200: float | None


def measure(car: Car, rig: Rig = open_pad) -> Figures:
    """Drive a car through all tests."""
    speeds = sprint(prepared(car, rig))
    top = float(speeds.max())
    fast = FAST_KMH * KMH
    return Figures(
        zero_to_100_s=time_to(speeds, 100 * KMH),
        zero_to_200_s=time_to(speeds, fast),
        top_speed_kmh=top / KMH,
        braking_100_m=braking_distance(prepared(car, rig), 100 * KMH),
        cornering_g=cornering(prepared(car, rig), SLOW_KMH * KMH) / GRAVITY,
        cornering_g_200=(
            cornering(prepared(car, rig), fast) / GRAVITY if top > 1.1 * fast else None
        ),
    )


def prepared(car: Car, rig: Rig) -> Any:
    """A world with the car at full throttle on its brakes, its tank as low as it is measured."""
    world = rig([car])
    world.refuel(0, -(1 - FUEL_SHARE) * float(world.spec["fuel_capacity"][0]))
    world.controls["throttle"] = world.controls["brake"] = quantise_pedal(1.0)
    for _ in range(ticks(WAIT)):
        world.step()
    return world


def sprint(world: Any) -> Floats:
    """Speed after each tick at full throttle from standstill, until it grows no more [m/s]."""
    world.controls["brake"] = 0
    speeds = [0.0]
    while len(speeds) < ticks(LONGEST_RUN):
        world.step()
        speeds.append(float(world.state["forward_speed"][0]))
        second_ago = speeds[max(len(speeds) - TICK_RATE, 0)]
        if len(speeds) > 4 * TICK_RATE and speeds[-1] - second_ago < TOP_GAIN:
            break
    return np.array(speeds)


def time_to(speeds: Floats, speed: float) -> float | None:
    """Time at which a speed is first passed, between two ticks [s]."""
    index = int(np.argmax(speeds >= speed))
    if index == 0:
        return None
    before, after = speeds[index - 1], speeds[index]
    return float((index - 1 + (speed - before) / (after - before)) * TICK)


def braking_distance(world: Any, speed: float) -> float:
    """Way to standstill at full pedal [m]."""
    world.place(0, 0.0, 0.0, 0.0, speed)
    world.controls["throttle"] = 0
    for _ in range(ticks(LONGEST_RUN)):
        world.step()
        if world.state["forward_speed"][0] < 0.01:
            break
    return float(world.state["x"][0])


def cornering(world: Any, speed: float) -> float:
    """Largest lateral acceleration held for `HOLD_TIME` at a speed [m/s^2]."""
    world.place(0, 0.0, 0.0, 0.0, speed)
    world.controls["brake"] = 0
    held = 0.0
    accelerations: list[float] = []
    car = world.state[:1]
    count = ticks(SWEEP_TIME)
    for step in range(count):
        lack = speed - float(car["forward_speed"][0])
        held = min(max(held + SPEED_GAIN * lack * TICK, 0.0), 1.0)
        world.controls["throttle"] = quantise_pedal(held + SPEED_GAIN * lack)
        world.controls["steer"] = round(STEER_STEPS * (step + 1) / count)
        world.step()
        counts = abs(lack) < SPEED_BAND * speed
        accelerations.append(across_course(car) if counts else 0.0)
    window = ticks(HOLD_TIME)
    means = np.convolve(accelerations, np.ones(window) / window, mode="valid")
    return float(means.max())


def across_course(car: NDArray[Any]) -> float:
    """Acceleration across the course, which is what bends it [m/s^2]."""
    forward, left = car["forward_speed"][0], car["left_speed"][0]
    across = car["left_acceleration"] * forward - car["forward_acceleration"] * left
    return float(across[0] / np.hypot(forward, left))


def facts(car: Car, figures: Figures) -> dict[str, Any]:
    """Figures and targets of a car, for JSON."""
    return {"car": car.id, **asdict(figures), "targets": car.targets.model_dump()}
