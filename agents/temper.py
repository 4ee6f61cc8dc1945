"""What happens to a driver and what it does to him: pressure, waiting, rain, damage, flags.

It changes the limits that he drives under and is told of, never anything about his car.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from agents.limits import LIMIT, NAMES, RANGES
from agents.tiers import Person
from game.core.compiled import compiled

PERSON: Final = np.dtype(
    [
        ("nerves", "f8"),  # 1 stays calm
        ("wet_skill", "f8"),  # 1 drives in the wet as in the dry
        ("defence", "f8"),  # 1 fights for a place
        ("limits", LIMIT),  # of a quiet day
    ],
    align=True,
)
"""Who drives."""

TEMPER: Final = np.dtype(
    [
        ("pressure", "f8"),  # 0 left alone .. 1 hunted for a while
        ("attacked", "f8"),  # 1: somebody is about to try
        ("held_up", "f8"),  # 0 free road .. 1 patience has run out
    ],
    align=True,
)
"""How one driver feels."""

CHASED: Final = 1.2
"""A car behind within this time is felt [s] ..."""
ATTACKED: Final = 0.5
"""... and within this time means to come by [s]."""
CLOSE_AHEAD: Final = 0.9
"""A car ahead within this time is in the way [s]."""
SLOWEST: Final = 8.0
"""Speed that gaps are counted in time with, at least [m/s]."""
PRESSURE_RISE: Final = 4.0
PRESSURE_FALL: Final = 8.0
ATTACK_TIME: Final = 1.0
WAITING_FALL: Final = 4.0
"""Times in which feelings come and go [s]."""
LEAST_WAIT: Final = 4.0
MOST_WAIT: Final = 40.0
"""How long drivers without and with all patience wait behind a car before they dare more [s]."""

SHAKING: Final = 0.25
"""Noise that pressure brings to a driver without nerves."""
DISTRACTION: Final = 0.5
"""Part of his consistency that it takes."""
BLUR: Final = 0.2
"""Part of his sharpness that it takes."""
WET_MARGIN: Final = 0.4
"""Margin that a driver without wet skill adds in full rain."""
WET_BLUR: Final = 0.2
WET_MOODS: Final = 0.3
"""Parts of sharpness and consistency that rain takes from him."""
DARING: Final = 0.4
"""Aggression that waiting adds where there is no patience ..."""
CARELESS: Final = 0.5
"""... and the part of the patience that it takes."""
HURT_MARGIN: Final = 1.2
"""Margin that full damage of the car adds."""
FLAG_MARGIN: Final = 0.4
"""Margin added under a yellow flag or a blue one, and when a place is handed back."""

_LEAST: Final = np.array([RANGES[name].least for name in NAMES])
_MOST: Final = np.array([RANGES[name].most for name in NAMES])


def persons_of(people: Sequence[Person]) -> NDArray[Any]:
    """PERSON rows."""
    rows = np.zeros(len(people), PERSON)
    for row, who in zip(rows, people, strict=True):
        row["nerves"], row["wet_skill"], row["defence"] = who.nerves, who.wet_skill, who.defence
        for name in NAMES:
            row["limits"][name] = getattr(who.limits, name)
    return rows


@compiled
def feel(
    cars: NDArray[np.int64],
    tempers: NDArray[Any],
    persons: NDArray[Any],
    state: NDArray[Any],
    length: float,
    seconds: float,
) -> None:
    """Let time go by for the drivers' feelings.

    Args:
        cars: Rows of the drivers, shape (n,).
        tempers: TEMPER rows, one for each of `cars`, written.
        persons: PERSON rows, one for each of `cars`.
        state: CAR_STATE rows of all cars.
        length: Of a lap [m].
        seconds: Since the last time.
    """
    for index in range(len(cars)):
        temper, who = tempers[index], persons[index]
        ahead, behind = gaps(cars[index], state, length)
        chased = min(max((CHASED - behind) / (CHASED - 0.3), 0.0), 1.0)
        time = PRESSURE_RISE if chased > temper.pressure else PRESSURE_FALL
        temper.pressure += (chased - temper.pressure) * min(1.0, seconds / time)
        attacked = 1.0 if behind < ATTACKED else 0.0
        temper.attacked += (attacked - temper.attacked) * min(1.0, seconds / ATTACK_TIME)
        if ahead < CLOSE_AHEAD:
            wait = LEAST_WAIT + (MOST_WAIT - LEAST_WAIT) * who.limits.patience
            temper.held_up = min(1.0, temper.held_up + seconds / wait)
        else:
            temper.held_up = max(0.0, temper.held_up - seconds / WAITING_FALL)


@compiled
def gaps(row: int, state: NDArray[Any], length: float) -> tuple[float, float]:
    """Time to the nearest car ahead and from the nearest behind, centre to centre [s]."""
    own = state[row]
    ahead = behind = 1e9
    for other in range(len(state)):
        car = state[other]
        if other == row or car.present == 0:
            continue
        gap = car.distance - own.distance
        gap -= length * np.floor(gap / length + 0.5)
        if gap >= 0.0:
            ahead = min(ahead, gap / max(own.forward_speed, SLOWEST))
        else:
            behind = min(behind, -gap / max(car.forward_speed, SLOWEST))
    return ahead, behind


@compiled
def apply(
    cars: NDArray[np.int64],
    tempers: NDArray[Any],
    persons: NDArray[Any],
    state: NDArray[Any],
    brief: NDArray[Any],
    blue: bool,
    wetness: float,
    limits: NDArray[Any],
) -> None:
    """Write the limits that the drivers have as they feel now.

    Args:
        cars: Rows of the drivers, shape (n,).
        tempers: TEMPER rows, one for each of `cars`.
        persons: PERSON rows, one for each of `cars`.
        state: CAR_STATE rows of all cars.
        brief: BRIEF rows of all cars.
        blue: Whether a blue flag is to be heeded here, because the policy does not know it.
        wetness: Of the road.
        limits: LIMIT rows of all cars, written.
    """
    for index in range(len(cars)):
        row = cars[index]
        temper, who, told, now = tempers[index], persons[index], brief[row], limits[row]
        calm = who.limits
        shaken = temper.pressure * (1.0 - who.nerves)
        soaked = wetness * (1.0 - who.wet_skill)
        hurt = max(state[row].aero_damage, abs(state[row].alignment_damage))
        restless = temper.held_up * (1.0 - calm.patience)
        now.noise = _within(calm.noise + SHAKING * shaken, 1.0)
        now.sharpness = calm.sharpness * (1.0 - BLUR * shaken) * (1.0 - WET_BLUR * soaked)
        steady = calm.consistency * (1.0 - DISTRACTION * shaken)
        now.consistency = steady * (1.0 - WET_MOODS * soaked)
        now.margin = _within(calm.margin + WET_MARGIN * soaked + HURT_MARGIN * hurt, 1.0)
        fighting = calm.aggression + temper.attacked * (who.defence - calm.aggression)
        now.aggression = _within(fighting + DARING * restless, 1.0)
        now.patience = calm.patience * (1.0 - CARELESS * restless)
        if told.yellow != 0 or (blue and told.blue != 0) or told.give_back >= 0:
            now.margin = _within(now.margin + FLAG_MARGIN, 1.0)
            now.aggression, now.patience = 0.0, 1.0


@compiled
def _within(value: float, most: float) -> float:
    return min(max(value, 0.0), most)
