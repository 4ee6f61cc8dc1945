"""What cars do, as magazines measure it: driven on a flat pad through their controls.

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
from game.sim.pad import APART, open_pad
from game.vehicle.reader import Car
from game.vehicle.state import GRAVITY

KMH: Final = 1 / 3.6
"""[m/s]"""
SLOW_KMH: Final = 70.0
FAST_KMH: Final = 200.0
FAST_ENOUGH: Final = 1.1
"""Top speed over `FAST_KMH` from which a car can hold that speed in a corner."""
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
"""Throttle per speed error [s/m], and per its integral [1/m]."""

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
    """Drive one car through all tests."""
    return measure_all([car], rig)[0]


def measure_all(cars: Sequence[Car], rig: Rig = open_pad) -> list[Figures]:
    """Drive cars through all tests, side by side."""
    speeds = sprint(prepared(cars, rig))
    ways = braking_distances(prepared(cars, rig), 100 * KMH)
    slow = cornering(prepared(cars, rig), SLOW_KMH * KMH) / GRAVITY
    fast = cornering(prepared(cars, rig), FAST_KMH * KMH) / GRAVITY
    top = speeds.max(axis=0) / KMH
    return [
        Figures(
            zero_to_100_s=time_to(speeds[:, row], 100 * KMH),
            zero_to_200_s=time_to(speeds[:, row], 200 * KMH),
            top_speed_kmh=float(top[row]),
            braking_100_m=float(ways[row]),
            cornering_g=float(slow[row]),
            cornering_g_200=float(fast[row]) if top[row] > FAST_ENOUGH * FAST_KMH else None,
        )
        for row in range(len(cars))
    ]


def prepared(cars: Sequence[Car], rig: Rig) -> Any:
    """A world with cars at full throttle on their brakes, tanks as low as they are measured."""
    world = rig(cars)
    for row, capacity in enumerate(world.spec["fuel_capacity"]):
        world.refuel(row, -(1 - FUEL_SHARE) * float(capacity))
    world.controls["throttle"] = world.controls["brake"] = quantise_pedal(1.0)
    for _ in range(ticks(WAIT)):
        world.step()
    return world


def roll(world: Any, speed: float) -> None:
    """Put all cars side by side, rolling at a speed [m/s]."""
    for row in range(len(world.state)):
        world.place(row, 0.0, APART * row, 0.0, speed)


def sprint(world: Any) -> Floats:
    """Speeds at full throttle from standstill until none grows any more, (ticks, cars) [m/s]."""
    world.controls["brake"] = 0
    speeds = [np.zeros(len(world.state))]
    while len(speeds) < ticks(LONGEST_RUN):
        world.step()
        speeds.append(world.state["forward_speed"].copy())
        if len(speeds) > 4 * TICK_RATE:
            gain = speeds[-1] - speeds[-TICK_RATE]
            if (gain < TOP_GAIN).all():
                break
    return np.array(speeds)


def time_to(speeds: Floats, speed: float) -> float | None:
    """Time at which a speed is first passed, between two ticks [s]."""
    index = int(np.argmax(speeds >= speed))
    if index == 0:
        return None
    before, after = speeds[index - 1], speeds[index]
    return float((index - 1 + (speed - before) / (after - before)) * TICK)


def braking_distances(world: Any, speed: float) -> Floats:
    """Ways to standstill at full pedal, one per car [m]."""
    roll(world, speed)
    world.controls["throttle"] = 0
    for _ in range(ticks(LONGEST_RUN)):
        world.step()
        if (world.state["forward_speed"] < 0.01).all():
            break
    ways: Floats = world.state["x"].copy()
    return ways


def cornering(world: Any, speed: float) -> Floats:
    """Largest lateral accelerations held for `HOLD_TIME` at a speed, one per car [m/s^2]."""
    roll(world, speed)
    world.controls["brake"] = 0
    held = np.zeros(len(world.state))
    accelerations = []
    count = ticks(SWEEP_TIME)
    for step in range(count):
        lack = speed - world.state["forward_speed"]
        held = np.clip(held + SPEED_GAIN * lack * TICK, 0.0, 1.0)
        world.controls["throttle"] = quantise_pedal(held + SPEED_GAIN * lack)
        world.controls["steer"] = round(STEER_STEPS * (step + 1) / count)
        world.step()
        counts = np.abs(lack) < SPEED_BAND * speed
        accelerations.append(np.where(counts, across_course(world.state), 0.0))
    sums = np.cumsum(accelerations, axis=0)
    window = ticks(HOLD_TIME)
    best: Floats = (sums[window:] - sums[:-window]).max(axis=0) / window
    return best


def across_course(state: NDArray[Any]) -> Floats:
    """Acceleration across the course, which is what bends it, one per car [m/s^2]."""
    forward, left = state["forward_speed"], state["left_speed"]
    across = state["left_acceleration"] * forward - state["forward_acceleration"] * left
    bend: Floats = across / np.maximum(np.hypot(forward, left), 0.1)
    return bend


def facts(car: Car, figures: Figures) -> dict[str, Any]:
    """Figures and targets of a car, for JSON."""
    return {"car": car.id, **asdict(figures), "targets": car.targets.model_dump()}
