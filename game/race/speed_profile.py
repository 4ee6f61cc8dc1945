"""The fastest speed at every place of a line: a forward-backward pass with a car's limits.

Quasi-steady state: at each station the car is in balance on the edge of its friction ellipse.
Source: Brayshaw and Harrison, "A quasi steady state approach to race car lap simulation" (2005),
Proc. IMechE D 219, 383-394; the passes as in Kapania, Subosits and Gerdes (2016), "A sequential
two-step algorithm for fast generation of vehicle racing trajectories", section 3.
"""

from __future__ import annotations

from math import sqrt
from typing import Any, Final

from game.core.compiled import compiled
from game.sim.limits import CarLimits, at_speed

ROUNDS: Final = 2
"""Times around a closed lap, so that its seam is like every other place."""

LEAST_TRACTION_SHARE: Final = 0.5
"""Of the braking grip that two driven wheels can put down, where the engine is too weak to tell."""


@compiled
def cornering_speed(limits: CarLimits, curvature: float, grip: float) -> float:
    """The highest speed at which `grip` times the lateral limit holds a curvature [m/s].

    Bisection on v^2 |curvature| = grip * a_y(v).
    """
    bend = abs(curvature)
    low, high = 0.0, limits.top_speed
    if high * high * bend <= grip * at_speed(limits.lateral, limits.speed_step, high):
        return float(high)
    for _ in range(40):
        middle = 0.5 * (low + high)
        if middle * middle * bend <= grip * at_speed(limits.lateral, limits.speed_step, middle):
            low = middle
        else:
            high = middle
    return float(low)


@compiled
def grip_left(limits: CarLimits, speed: float, curvature: float, grip: float) -> float:
    """The part of the longitudinal grip that cornering leaves over, friction ellipse, 0..1."""
    lateral = grip * at_speed(limits.lateral, limits.speed_step, speed)
    used = min(1.0, speed * speed * abs(curvature) / max(lateral, 1e-9))
    return sqrt(1.0 - used * used)


@compiled
def traction_share(limits: CarLimits) -> float:
    """The best acceleration as a part of the braking at the same speed, 0..1."""
    share = LEAST_TRACTION_SHARE
    for index in range(len(limits.braking)):
        share = max(share, limits.acceleration[index] / max(limits.braking[index], 1e-9))
    return min(share, 1.0)


@compiled
def limit_by_braking(speed: Any, curvature: Any, step: Any, limits: CarLimits, grip: float) -> None:
    """Lower `speed` so that the car can slow down in time for every place ahead, in place."""
    count = len(speed)
    for turn in range(ROUNDS * count):
        here = count - 1 - turn % count
        ahead = (here + 1) % count
        left = grip_left(limits, speed[ahead], curvature[ahead], grip)
        coasting = at_speed(limits.coasting, limits.speed_step, speed[ahead])
        braking = at_speed(limits.braking, limits.speed_step, speed[ahead])
        slowing = max(grip * braking * left, min(coasting, braking) * left)
        reach = sqrt(speed[ahead] * speed[ahead] + 2.0 * slowing * step[here])
        speed[here] = min(speed[here], reach)


@compiled
def limit_by_power(speed: Any, curvature: Any, step: Any, limits: CarLimits, grip: float) -> None:
    """Lower `speed` so that the car can reach it from every place behind, in place."""
    count = len(speed)
    share = traction_share(limits)
    for turn in range(ROUNDS * count):
        here = turn % count
        ahead = (here + 1) % count
        left = grip_left(limits, speed[here], curvature[here], grip)
        braking = at_speed(limits.braking, limits.speed_step, speed[here])
        engine = at_speed(limits.acceleration, limits.speed_step, speed[here])
        gaining = min(engine, grip * share * braking * left)
        reach = sqrt(speed[here] * speed[here] + 2.0 * gaining * step[here])
        speed[ahead] = min(speed[ahead], reach)


@compiled
def profile(
    speed: Any, curvature: Any, step: Any, limits: CarLimits, grip: float, with_power: bool
) -> None:
    """Fill `speed` with the fastest speed at every station of a closed line [m/s].

    Args:
        speed: Filled here, shape (n,) [m/s].
        curvature: Of the line, positive left, shape (n,) [1/m].
        step: Length of the line to the next station, shape (n,) [m].
        limits: The car's.
        grip: What the driver dares to use of the grip, 1 is all of it.
        with_power: Also limit by what the engine can reach; without, the result says how fast one
            may be at each place, however one came there.
    """
    for station in range(len(speed)):
        speed[station] = cornering_speed(limits, curvature[station], grip)
    limit_by_braking(speed, curvature, step, limits, grip)
    if with_power:
        limit_by_power(speed, curvature, step, limits, grip)


@compiled
def elapsed(speed: Any, step: Any, time: Any) -> float:
    """Fill `time` with the time at which each station is passed; returns the lap time [s]."""
    total = 0.0
    count = len(speed)
    for station in range(count):
        time[station] = total
        ahead = speed[(station + 1) % count]
        total += 2.0 * step[station] / max(speed[station] + ahead, 1e-9)
    return total
