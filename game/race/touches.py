"""From contacts of the physics to touches worth a steward's look: once each."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from game.core.clock import ticks
from game.core.compiled import compiled
from game.race.notes import note
from game.race.state import Note, Rows

SAME_TOUCH: Final = ticks(1.5)
"""Two cars that touch again within this time are still in the same incident."""
SAME_WALL: Final = ticks(0.5)
LEAST_IMPULSE: Final = 20.0
"""Less than this is a brush that nobody feels [N s]."""
WALL_SPEED: Final = 0.7
"""Speed into a wall that makes a touch a hit [m/s]."""
CAR_SPEED: Final = 0.15
"""Closing speed that makes a touch of two cars a contact [m/s]."""


@compiled
def watch_touches(
    contacts: Rows, pair_tick: NDArray[np.int64], race: Rows, notes: Rows, clock: Any, tick: int
) -> None:
    """Count wall hits and note new contacts between cars.

    Args:
        contacts: CONTACT rows of this tick.
        pair_tick: When each pair of cars last touched, shape (cars, cars), used above the diagonal.
        race: All cars' rows.
        notes: To write into.
        clock: The session's.
        tick: Now.
    """
    for index in range(len(contacts)):
        contact = contacts[index]
        if contact.impulse < LEAST_IMPULSE:
            continue
        if contact.other < 0:
            car = race[contact.car]
            if tick - car.wall_tick > SAME_WALL and contact.closing_speed > WALL_SPEED:
                car.wall_hits += 1
                note(notes, clock, Note.WALL.value, contact.car, -1, contact.closing_speed)
                car.wall_tick = tick
            elif car.wall_hits > 0:
                car.wall_tick = max(car.wall_tick, tick - SAME_WALL // 2)
            continue
        first, second = min(contact.car, contact.other), max(contact.car, contact.other)
        fresh = tick - pair_tick[first, second] > SAME_TOUCH
        if fresh and contact.closing_speed < CAR_SPEED:
            continue
        if fresh:
            note(
                notes, clock, Note.CONTACT.value, contact.car, contact.other, contact.closing_speed
            )
        pair_tick[first, second] = tick
