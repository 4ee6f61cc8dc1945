"""Measuring a car's limits: it drives on a flat pad, many rows at once, and is watched.

Every limit is what the car does through its controls; nothing is read from its parameters.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from game.core.clock import TICK, TICK_RATE, ticks
from game.sim.controls import PEDAL_STEPS, STEER_STEPS
from game.sim.limits import LIMITS, SPEEDS

Floats: TypeAlias = NDArray[np.float64]

THROTTLES: Final = (0.3, 0.45, 0.6, 0.8, 1.0)
BRAKES: Final = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.85, 1.0)
SPRINT: Final = 60.0
"""Time for the run to top speed [s]."""
WINDOW: Final = 24
"""Ticks over which an acceleration is taken."""
STOP_TIME: Final = 0.6
"""Of a braking run [s]."""
SETTLE_TIME: Final = 0.15
"""Until the loads have settled [s]."""
TURN_TIME: Final = 5.0
"""In which the steering is turned from straight to beyond the limit [s]."""
LEAST_SPEED: Final = 6.0
"""Of a cornering run [m/s]."""
SLIDE: Final = 0.30
"""Beyond this angle between nose and course a run no longer counts [rad]."""
STEEPEST: Final = 0.25
"""Slip angle to which the steering is turned [rad] ..."""
TIGHTEST: Final = 25.0
"""... beyond the angle that would make this lateral acceleration [m/s^2]."""
LOCKED: Final = 0.75
"""A run whose tyres reach less than this part of their slip ended at full lock."""
LINEAR: Final = (0.45, 0.75)
"""Part of the lateral limit between which understeer is read."""


def measure_limits(rig: Any) -> NDArray[Any]:
    """Measure one car.

    Args:
        rig: Opens a flat pad with as many of the car as asked: `rig(count) -> world`, with
            `place`, `step`, `state`, `spec` and `controls` as a world has them.

    Returns:
        One row of `LIMITS`.
    """
    limits = np.zeros(1, LIMITS)
    speed, gained = sprint(rig(len(THROTTLES)))
    top = float(speed.max())
    table = np.linspace(0.0, top, SPEEDS)
    limits["top_speed"], limits["speed_step"] = top, table[1]
    limits["acceleration"] = best_by_speed(speed, gained, table)
    limits["coasting"] = -coast(rig(SPEEDS), table)
    limits["braking"], limits["brake_pedal"] = brake(rig(SPEEDS * len(BRAKES)), table)
    corner(rig(2 * SPEEDS), table, limits)
    return limits


def sprint(world: Any) -> tuple[Floats, Floats]:
    """Speeds and accelerations of runs to top speed, one throttle each, shape (windows, rows)."""
    for row in range(len(world.state)):
        world.place(row, 0.0, 40.0 * row, 0.0, 0.5)
    world.controls["throttle"] = np.rint(np.array(THROTTLES) * PEDAL_STEPS)
    speeds = [np.array(world.state["forward_speed"])]
    for _ in range(ticks(SPRINT) // WINDOW):
        for _ in range(WINDOW):
            world.step()
        speeds.append(np.array(world.state["forward_speed"]))
    speed = np.array(speeds)
    return (speed[1:] + speed[:-1]) / 2.0, np.diff(speed, axis=0) / (WINDOW * TICK)


def best_by_speed(speed: Floats, gained: Floats, table: Floats) -> Floats:
    """The best acceleration of any run around each speed of a table [m/s^2]."""
    curves = []
    for row in range(speed.shape[1]):
        order = np.argsort(speed[:, row])
        curve = np.interp(table, speed[order, row], gained[order, row], right=0.0)
        curves.append(curve)
    best: Floats = np.maximum(np.max(curves, axis=0), 0.0)
    return best


def run_straight(world: Any, speed: Floats, time: float) -> Floats:
    """Mean acceleration of rows that start at `speed` and hold their pedals [m/s^2]."""
    for row, start in enumerate(speed):
        world.place(row, 0.0, 40.0 * row, 0.0, float(start))
    for _ in range(ticks(SETTLE_TIME)):
        world.step()
    before = np.array(world.state["forward_speed"])
    for _ in range(ticks(time)):
        world.step()
    after = np.array(world.state["forward_speed"])
    result: Floats = (after - before) / time
    return result


def coast(world: Any, table: Floats) -> Floats:
    """Acceleration with both pedals up [m/s^2]."""
    return run_straight(world, np.maximum(table, 4.0), STOP_TIME)


def brake(world: Any, table: Floats) -> tuple[Floats, Floats]:
    """Best deceleration [m/s^2] and the pedal that gave it, by speed."""
    speed = np.maximum(table, 4.0)
    time = np.minimum(STOP_TIME, 0.1)
    count = len(BRAKES)
    world.controls["brake"] = np.tile(np.rint(np.array(BRAKES) * PEDAL_STEPS), len(table))
    slowed = -run_straight(world, np.repeat(speed, count), float(time)).reshape(-1, count)
    best = np.argmax(slowed, axis=1)
    return slowed[np.arange(len(table)), best], np.array(BRAKES)[best]


@dataclass(frozen=True)
class Turns:
    """What was seen of cornering runs, each of shape (ticks, rows)."""

    speed: Floats
    lateral: Floats
    """What the tyres hold and the car really turns: the smaller of force over mass and speed times
    yaw rate, so that a spin is not taken for cornering [m/s^2]."""
    angle: Floats
    """Of the front wheels, towards the inside [rad]."""
    slip: Floats
    """Slip angle of the front tyres [rad]."""
    slide: Floats
    """Angle between nose and course [rad]."""


def corner(world: Any, table: Floats, limits: NDArray[Any]) -> None:
    """Fill in what steady cornering shows: the lateral limit, understeer, the best slip angle."""
    start = np.tile(np.maximum(1.08 * table, LEAST_SPEED), 2)
    side = np.repeat([1.0, -1.0], len(table))
    turns = run_turns(world, start, side)
    usable = turns.slide < SLIDE
    lateral = np.where(np.logical_and.accumulate(usable, axis=0), turns.lateral, 0.0)
    peak = np.argmax(lateral, axis=0)
    rows = np.arange(len(start))
    limit = lateral[peak, rows]
    slip = turns.slip[peak, rows]
    gripping = slip > LOCKED * np.median(slip)
    limits["lateral"] = fit_lateral(turns.speed[peak, rows][gripping], limit[gripping], table)
    limits["peak_slip_angle"] = float(np.median(slip))
    limits["steer_gain"] = understeer(turns, limit, peak, float(world.spec["wheelbase"][0]), table)


def run_turns(world: Any, start: Floats, side: Floats) -> Turns:
    """Turn in ever more at a held throttle; what is seen at each tick."""
    for row, speed in enumerate(start):
        world.place(row, 0.0, 1200.0 * row, 0.0, float(speed))
    spec, state, seen = world.spec, world.state, []
    enough = spec["wheelbase"] * TIGHTEST / np.square(start) + STEEPEST
    reach = np.minimum(1.0, enough / spec["max_steer"])
    for tick in range(ticks(TURN_TIME)):
        part = tick / ticks(TURN_TIME)
        speed = np.array(state["forward_speed"])
        hold = np.clip(0.3 + 0.6 * (start - speed), 0.0, 1.0)
        world.controls["steer"] = np.rint(side * part * reach * STEER_STEPS)
        world.controls["throttle"] = np.rint(hold * PEDAL_STEPS)
        world.step()
        seen.append(observe(state, spec, side))
    return Turns(*(smoothed(values) for values in np.moveaxis(np.array(seen), 1, 0)))


def observe(state: NDArray[Any], spec: NDArray[Any], side: Floats) -> list[Floats]:
    """The fields of `Turns` at one tick."""
    speed = np.array(state["forward_speed"])
    angle = side * state["steer_angle"][:, :2].mean(axis=1)
    front = side * (state["left_speed"] + spec["cg_to_front"] * state["yaw_rate"])
    slip = angle - np.arctan2(front, np.maximum(speed, 1.0))
    slide = np.abs(np.arctan2(state["left_speed"], np.maximum(speed, 1.0)))
    turning = np.minimum(side * speed * state["yaw_rate"], side * state["left_acceleration"])
    return [speed, turning, angle, slip, slide]


def smoothed(values: Floats) -> Floats:
    """Running mean over a tenth of a second, shape kept."""
    width = TICK_RATE // 10
    padded = np.concatenate([np.repeat(values[:1], width, axis=0), values])
    summed = np.cumsum(padded, axis=0)
    result: Floats = (summed[width:] - summed[:-width]) / width
    return result


def fit_lateral(speed: Floats, limit: Floats, table: Floats) -> Floats:
    """The lateral limit at the speeds of a table: means of both sides, beyond them as v^2."""
    order = np.argsort(speed)
    speed, limit = speed[order], limit[order]
    _, rise = np.polynomial.polynomial.polyfit(np.square(speed), limit, 1)
    within = np.interp(table, speed, limit)
    beyond = limit[-1] + max(rise, 0.0) * (np.square(table) - speed[-1] ** 2)
    return np.where(table > speed[-1], beyond, within)


def understeer(
    turns: Turns, limit: Floats, peak: NDArray[np.int64], wheelbase: float, table: Floats
) -> Floats:
    """Steer beyond the geometric angle per lateral acceleration [rad s^2/m]."""
    place, gain = [], []
    for row in range(len(limit)):
        run = slice(0, int(peak[row]) + 1)
        lateral, speed = turns.lateral[run, row], turns.speed[run, row]
        part = lateral / limit[row]
        chosen = (part > LINEAR[0]) & (part < LINEAR[1]) & (speed > LEAST_SPEED / 2.0)
        if chosen.any():
            geometric = wheelbase * lateral[chosen] / np.square(speed[chosen])
            place.append(float(speed[chosen].mean()))
            gain.append(
                float(np.mean((turns.angle[run, row][chosen] - geometric) / lateral[chosen]))
            )
    order = np.argsort(place)
    result: Floats = np.interp(table, np.array(place)[order], np.array(gain)[order])
    return result
