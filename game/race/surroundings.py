"""What one car means to another: yellow and blue flags, places won and lost."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from game.core.clock import ticks
from game.core.compiled import compiled
from game.race.notes import note
from game.race.rules import Rules
from game.race.state import Note, PitState, RaceState, Rows, Status
from game.race.timing import shortest

SURVEY_TICKS: Final = ticks(0.1)
"""Flags are looked at this often."""
YELLOW_AHEAD: Final = 150.0
"""A hazard is warned of from this far before it [m]."""
BLUE_TIME: Final = 1.2
"""A car that laps another shows it the blue flag from this far behind [s]."""
SAME_BLUE: Final = ticks(5.0)
"""A flag shown again within this time is still the same."""
OVERTAKE_LEAD: Final = 3.0
"""A place is won when the car is this far ahead [m]."""


@compiled
def survey_yellow(race: Rows, present: Any, rules: Rules, notes: Rows, clock: Any) -> None:
    """Yellow for everybody within `YELLOW_AHEAD` before a hazard; a new one is noted."""
    race["yellow"][:] = 0
    for hazard in range(len(race)):
        if race[hazard].hazard == 0 or present[hazard] == 0:
            race[hazard].flagged = 0
            continue
        for row in range(len(race)):
            ahead = shortest(race[hazard].distance - race[row].distance, rules.length)
            if row != hazard and 0.0 <= ahead < YELLOW_AHEAD and present[row] == 1:
                race[row].yellow = 1
                if race[hazard].flagged == 0:
                    race[hazard].flagged = 1
                    note(notes, clock, Note.YELLOW.value, hazard, -1, race[hazard].distance)


@compiled
def survey_blue(race: Rows, present: Any, rules: Rules, notes: Rows, clock: Any, tick: int) -> None:
    """Blue for a car that another, more than half a lap further, is about to lap."""
    for row in range(len(race)):
        race[row].blue = 0
        if not racing(race[row]) or present[row] == 0:
            continue
        for other in range(len(race)):
            if present[other] == 1 and _laps(race[other], race[row], rules.length):
                race[row].blue = other + 1
        if race[row].blue == 0:
            continue
        if tick - race[row].blue_tick > SAME_BLUE:
            note(notes, clock, Note.BLUE.value, row, race[row].blue - 1, race[row].distance)
        race[row].blue_tick = tick


@compiled
def _laps(faster: RaceState, slower: RaceState, length: float) -> bool:
    """Whether `faster` is just behind `slower` and about to lap it."""
    if not racing(faster) or faster.progress - slower.progress < 0.5 * length:
        return False
    behind = shortest(slower.distance - faster.distance, length)
    return bool(0.0 < behind < BLUE_TIME * max(faster.speed, 1.0))


@compiled
def racing(race: RaceState) -> bool:
    """Whether a car is out on the road and in the running."""
    return bool(race.status == Status.RUNNING and race.pit_state == PitState.OUTSIDE)


@compiled
def in_trouble(race: RaceState) -> bool:
    """Whether passing this car is no feat."""
    return bool(not racing(race) or race.off == 1 or race.hazard == 1)


@compiled
def settle(settled: NDArray[np.int64], race: Rows, notes: Rows, clock: Any, tick: int) -> None:
    """Bring the settled order up to date and note each place won on the road.

    A car moves up when it is clear by `OVERTAKE_LEAD`, so two cars side by side do not swap places
    in every tick.
    """
    for place in range(len(settled) - 1):
        front, back = settled[place], settled[place + 1]
        lead = race[back].progress - race[front].progress
        if lead <= OVERTAKE_LEAD or race[front].status == Status.FINISHED:
            continue
        settled[place], settled[place + 1] = back, front
        if in_trouble(race[front]) or not racing(race[back]) or tick < race[back].held_until:
            continue
        race[back].overtakes_made += 1
        race[front].overtakes_lost += 1
        note(notes, clock, Note.OVERTAKE.value, back, front, float(place + 1))
