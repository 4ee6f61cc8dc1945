"""The reward: named terms, in metres of progress, from what was counted between two decisions.

Progress is what is won on the reference lap: time is worth the same everywhere, and what a driver
can expect depends little on where he is, so that critics see what his actions are worth.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from agents.limits import AGGRESSION, PATIENCE
from agents.training.settings import Section
from game.core.compiled import compiled

TERMS: Final = (
    "progress",
    "off_course",
    "wall",
    "slip",
    "effort",
    "passing",
    "collision",
    "rear_end",
    "unsporting",
    "smoothness",
    "stuck",
)
"""In the order in which they are written."""

AHEAD: Final = 40.0
BEHIND: Final = 20.0
"""Cars so far away along the road count for passing [m]."""
KEENNESS: Final = 1.2
DREAD: Final = 1.0
"""By how much aggression and patience, from least to most, weigh passing and contacts."""


class RewardConfig(Section):
    """Weights of the terms; all terms are in metres along the road."""

    progress: float = Field(1.0, description="Per metre won on the reference lap.")
    off_square: float = Field(0.01, ge=0, description="Per second and squared speed off it.")
    off_speed: float = Field(0.5, ge=0, description="Per metre driven off it.")
    wall_square: float = Field(0.01, ge=0, description="Per second and squared speed at a wall.")
    wall_hit: float = Field(5.0, ge=0, description="Per first touch of a wall.")
    wall_impact: float = Field(0.1, ge=0, description="Per squared closing speed with a wall.")
    slip: float = Field(10.0, ge=0, description="Per second and product of slips.")
    effort: float = Field(3.0, ge=0, description="Per metre and share of grip not wanted.")
    passing: float = Field(0.3, ge=0, description="Per metre gained on a car near by.")
    collision: float = Field(5.0, ge=0, description="Per touch of a car, whoever is at fault.")
    rear_end: float = Field(0.5, ge=0, description="Per squared closing speed from behind.")
    unsporting: float = Field(3.0, ge=0, description="Per closing speed of moving over.")
    smoothness: float = Field(0.8, ge=0, description="Per squared change of the hands' speed.")
    pedals: float = Field(0.2, ge=0, description="Per squared change of the pedals.")
    stuck: float = Field(30.0, ge=0, description="For having to be put back.")


def weights_of(config: RewardConfig) -> NDArray[Any]:
    """The configuration as one structured row."""
    names = list(RewardConfig.model_fields)
    row = np.zeros(1, np.dtype([(name, "f8") for name in names], align=True))
    for name in names:
        row[name] = getattr(config, name)
    return row


@compiled
def reward(
    arenas: NDArray[Any],
    tally: NDArray[Any],
    length: NDArray[np.float64],
    before: NDArray[np.float32],
    actions: NDArray[np.float32],
    stuck: NDArray[np.bool_],
    told: NDArray[np.float32],
    lap: NDArray[np.int64],
    weights: NDArray[Any],
    terms: NDArray[np.float64],
) -> None:
    """Write the terms of all cars.

    Args:
        arenas: ARENA rows.
        tally: TALLY rows of what happened since the last decision.
        length: Of each arena's lap [m].
        before: The actions before these, shape (cars, 2).
        actions: What was done, shape (cars, 2).
        stuck: Whether the car has to be put back, shape (cars,).
        told: What each driver is told of its limits, shape (cars, limits).
        lap: That each car is on; one that is a lap ahead is to be let past, shape (cars,).
        weights: From `weights_of`.
        terms: Shape (terms, cars), written.
    """
    worth = weights[0]
    for index in range(len(arenas)):
        first, past = arenas[index].first_car, arenas[index].first_car + arenas[index].cars
        for row in range(first, past):
            entry = tally[row]
            hands = actions[row, 0] - before[row, 0]
            feet = actions[row, 1] - before[row, 1]
            keen = 1.0 + KEENNESS * told[row, AGGRESSION]
            dread = 1.0 + DREAD * told[row, PATIENCE]
            terms[0, row] = worth.progress * entry.lead
            terms[1, row] = -worth.off_square * entry.off_square - worth.off_speed * entry.off_speed
            terms[2, row] = -(
                worth.wall_square * entry.wall_square
                + worth.wall_hit * entry.wall_hits
                + worth.wall_impact * entry.wall_impact
            )
            terms[3, row] = -worth.slip * entry.slip
            terms[4, row] = -worth.effort * entry.effort
            gained = _gained(tally, lap, row, first, past, length[index])
            terms[5, row] = worth.passing * keen * gained
            terms[6, row] = -worth.collision * dread * entry.collisions
            terms[7, row] = -worth.rear_end * dread * entry.rear_end
            terms[8, row] = -worth.unsporting * dread * entry.unsporting
            terms[9, row] = -worth.smoothness * hands * hands - worth.pedals * feet * feet
            terms[10, row] = -worth.stuck if stuck[row] else 0.0


@compiled
def _gained(
    tally: NDArray[Any], lap: NDArray[np.int64], own: int, first: int, past: int, length: float
) -> float:
    """Metres gained on the cars near by, or lost to one that laps; none off the track."""
    gained = 0.0
    entry = tally[own]
    for other in range(first, past):
        it = tally[other]
        gap = it.distance - entry.distance
        gap -= length * np.floor(gap / length + 0.5)
        if other != own and -BEHIND <= gap <= AHEAD:
            gain = entry.moved - it.moved
            if lap[other] > lap[own]:
                gain = -gain
            if entry.off_time == 0.0 or gain < 0.0:
                gained += gain
    return gained
