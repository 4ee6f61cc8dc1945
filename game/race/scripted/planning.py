"""How fast a driver may be at each place: his share of the car's limits, lane by lane."""

from __future__ import annotations

from math import sqrt
from typing import Any, Final

import numpy as np

from game.core.compiled import compiled
from game.race.scripted.lanes import LANES, LEFT, LINE, PIT, RIGHT
from game.race.speed_profile import cornering_speed, limit_by_braking
from game.sim.limits import CarLimits
from game.track.track import Floats

LIMIT_MARGIN: Final = 0.6
"""Below the pit lane's limit [m/s]."""


def plan_speeds(lanes: Any, course: Any, limits: CarLimits, grip: float) -> Floats:
    """One over the squared speed that one may have on each lane at each station [s^2/m^2].

    What the engine can reach does not enter: on a straight the plan is faster than the car.

    Args:
        lanes: `LANE_STATION` rows, n of them.
        course: `COURSE` row.
        limits: Of the car.
        grip: Part of them that the driver dares to use.

    Returns:
        Shape (n, LANES); linear between lanes, as curvature is.
    """
    result = np.empty((len(lanes), LANES))
    for lane in range(LANES):
        speed = np.empty(len(lanes))
        cap = pit_caps(len(lanes), course) if lane == PIT else np.full(len(lanes), np.inf)
        curvature = np.ascontiguousarray(lanes["curvature"][:, lane])
        step = np.ascontiguousarray(lanes["step"][:, lane])
        plan_lane(speed, cap, curvature, step, limits, grip)
        result[:, lane] = 1.0 / np.square(np.maximum(speed, 1.0))
    return result


def pit_caps(count: int, course: Any) -> Floats:
    """Speed allowed on the way through the pits at each station [m/s]."""
    if not course["has_pit"]:
        return np.full(count, np.inf)
    into = (np.arange(count) * course["spacing"] - course["pit_entry"]) % course["length"]
    slow = (into > course["limit_start"] - 8.0) & (into < course["limit_end"] + 4.0)
    return np.where(slow, course["pit_speed"] - LIMIT_MARGIN, np.inf)


@compiled
def plan_lane(
    speed: Any, cap: Any, curvature: Any, step: Any, limits: CarLimits, grip: float
) -> None:
    """Fill `speed` with the plan for one lane [m/s]."""
    for station in range(len(speed)):
        speed[station] = min(cap[station], cornering_speed(limits, curvature[station], grip))
    limit_by_braking(speed, curvature, step, limits, grip)


@compiled
def planned_speed(plan: Any, place: float, lane: float, through_pits: bool) -> float:
    """The speed planned at a place on a lane [m/s].

    Args:
        plan: From `plan_speeds`, shape (n, LANES).
        place: Distance in stations.
        lane: Lane coordinate.
        through_pits: Whether the way goes through the pits.
    """
    count = len(plan)
    below = int(place)
    part = place - below
    here, then = plan[below % count], plan[(below + 1) % count]
    if through_pits:
        value = here[PIT] + part * (then[PIT] - here[PIT])
    else:
        side = LEFT if lane > 0.0 else RIGHT
        line = here[LINE] + part * (then[LINE] - here[LINE])
        edge = here[side] + part * (then[side] - here[side])
        value = line + abs(lane) * (edge - line)
    return 1.0 / sqrt(value)
