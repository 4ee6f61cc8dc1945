"""The pit lane as the watch sees it: who is in it, how fast, who stands in his box."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from game.core.compiled import compiled
from game.race.rules import Rules
from game.race.state import Note, PitState, RaceState
from game.track.track import Floats

BOX_ALONG: Final = 3.0
"""A car may stop this far from the middle of its box [m]."""
BOX_ACROSS: Final = 2.5
STOPPED: Final = 0.5
"""Slower is standing still [m/s]."""
APRON: Final = 5.0
"""Room for the boxes beyond the lane's outer edge [m]."""
LEAVE_MARGIN: Final = 1.5
"""A car must come this far over the line to have left the lane [m]."""
SPEED_MARGIN: Final = 0.4
"""Excess that the lane's measurement allows [m/s]."""

NOTHING: Final = -1


@compiled
def in_lane(
    distance: float, offset: float, station: Any, rules: Rules, margin: float = 0.0
) -> bool:
    """Whether a place is in the pit lane: beyond the road's white line, within the lane's edges.

    Args:
        distance: Along the lap [m].
        offset: From the centre line [m].
        station: The cross-section there.
        rules: The session's.
        margin: By which the lane is taken wider towards the road [m].
    """
    if rules.pit_side == 0 or np.isnan(station.pit_offset):
        return False
    into = distance - rules.pit_entry
    if into < 0.0:
        into += rules.length
    if into > rules.pit_run:
        return False
    outward = rules.pit_side * offset
    edge = station.width_left if rules.pit_side > 0 else station.width_right
    lane = rules.pit_side * station.pit_offset
    inner = max(edge, lane - rules.pit_half_width - 1.0) - margin
    return bool(inner < outward < lane + rules.pit_half_width + APRON + 1.0)


@compiled
def limited(distance: float, rules: Rules) -> bool:
    """Whether the pit lane's speed limit holds at this distance."""
    into = distance - rules.pit_entry
    if into < 0.0:
        into += rules.length
    return bool(rules.pit_limit_start <= into <= rules.pit_limit_end)


@compiled
def watch_pit(
    race: RaceState,
    car: Any,
    station: Any,
    wants: bool,
    tick: int,
    box_s: Floats,
    box_d: Floats,
    rules: Rules,
) -> int:
    """Follow one car through the pit lane; says what began (a `Note`), or `NOTHING`.

    Args:
        race: The car's row.
        car: Its CAR_STATE row.
        station: The cross-section it is at.
        wants: Whether it has anything to be done at its box.
        tick: Now.
        box_s: Middles of the boxes along the lap [m].
        box_d: Their offsets [m].
        rules: The session's.
    """
    margin = 0.0 if race.pit_state == PitState.OUTSIDE else LEAVE_MARGIN
    inside = in_lane(car.distance, car.offset, station, rules, margin)
    if race.pit_state == PitState.OUTSIDE:
        if not inside:
            return NOTHING
        race.pit_state = PitState.IN_LANE.value
        race.pit_excess = 0.0
        race.pit_stopped = 0
        return Note.PIT_ENTRY.value
    if not inside:
        race.pit_state = PitState.OUTSIDE.value
        return Note.PIT_EXIT.value
    if limited(car.distance, rules):
        race.pit_excess = max(race.pit_excess, race.speed - rules.pit_speed - SPEED_MARGIN)
    if race.pit_state == PitState.SERVICE:
        return Note.PIT_SERVED.value if tick >= race.pit_tick else NOTHING
    if race.pit_state == PitState.IN_LANE and wants and race.pit_box >= 0:
        along = abs(car.distance - box_s[race.pit_box])
        across = abs(car.offset - box_d[race.pit_box])
        if along < BOX_ALONG and across < BOX_ACROSS and race.speed < STOPPED:
            return Note.PIT_STOPPED.value
    return NOTHING
