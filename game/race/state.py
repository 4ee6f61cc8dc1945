"""All that the rules remember, as arrays: one row per car, one row for the session."""

from __future__ import annotations

from enum import IntEnum
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

RaceState: TypeAlias = Any
"""One row of an array of `RACE_STATE`."""
Rows: TypeAlias = NDArray[Any]
"""A structured array of this module's types."""

MAX_MARKS: Final = 28
"""Checkpoints a lap can have, the line and the sectors among them."""
SECTORS: Final = 3
NEVER: Final = -(2**40)
"""A tick long before any session."""
NO_TICK: Final = 2**40
"""A tick that never comes."""


class Phase(IntEnum):
    """Where a session stands; it only ever moves on."""

    GRID = 0
    """Cars are on the grid, held."""
    FORMATION = 1
    """Rolling towards the line."""
    LIGHTS = 2
    """Red lights."""
    GREEN = 3
    CHEQUERED = 4
    """The flag is out; laps begun are finished."""
    FINISHED = 5


class Status(IntEnum):
    """Where a car's session stands."""

    RUNNING = 0
    FINISHED = 1
    RETIRED = 2
    FLAGGED_OFF = 3
    """Still out when the session ended."""


class PitState(IntEnum):
    """Where a pit stop stands."""

    OUTSIDE = 0
    IN_LANE = 1
    SERVICE = 2
    """On the jacks."""
    LEAVING = 3
    """Served; a new stop needs a new pass."""


RACE_STATE: Final = np.dtype(
    [
        # -- standing
        ("status", "i8"),  # Status
        ("position", "i8"),  # 1 is first
        ("grid_place", "i8"),  # 1 is pole
        ("finish_time", "f8"),  # when the flag was taken, since the session began [s]
        ("end_tick", "i8"),  # of finishing or retiring, NEVER before
        # -- progress: travelled is the distance s without its wrap at the line
        ("distance", "f8"),  # s in the tick before [m]
        ("travelled", "f8"),  # signed, counted forward and back [m]
        ("step", "f8"),  # of this tick [m]
        ("progress", "f8"),  # travelled, held at a checkpoint that was missed [m]
        ("marks", "i8"),  # checkpoints passed in order
        ("next_mark", "f8"),  # the next one, on the scale of `travelled` [m]
        ("laps", "i8"),  # completed
        ("passed", "i8"),  # in this tick, one of the PASSED_ values of `timing`
        ("lap_fuel", "f8"),  # in the tank when the lap began [kg]
        ("fuel_per_lap", "f8"),  # used by the last whole lap [kg], 0: unknown
        ("speed", "f8"),  # [m/s]
        ("anchor", "f8"),  # the farthest place reached, in steps, to see who is stuck [m]
        ("anchor_tick", "i8"),
        # -- times
        ("lap_start", "f8"),  # [s]
        ("sector_start", "f8"),
        ("sector_times", "f8", (SECTORS,)),  # of the lap being driven, 0 where not yet known
        ("last_lap", "f8"),  # 0: none
        ("last_sectors", "f8", (SECTORS,)),
        ("best_lap", "f8"),  # valid ones only; 0: none
        ("best_sectors", "f8", (SECTORS,)),
        ("lap_valid", "i8"),  # 0: the lap being driven is deleted
        ("last_valid", "i8"),
        ("mark_time", "f8", (MAX_MARKS,)),  # when each checkpoint was last passed [s]
        ("mark_lap", "i8", (MAX_MARKS,)),  # in which lap, -1: never
        ("section_best", "f8", (MAX_MARKS,)),  # own best to each checkpoint from the one before
        ("gap_ahead", "f8"),  # to the car ahead, at the last checkpoint [s]; -1: unknown
        ("gap_leader", "f8"),
        ("laps_behind", "i8"),  # whole laps behind the leader
        # -- start
        ("start_travelled", "f8"),  # place on the grid, on the scale of `travelled` [m]
        ("start_x", "f8"),
        ("start_y", "f8"),
        ("jumped", "i8"),
        # -- track limits
        ("off", "i8"),  # 1: all four wheels beyond the white line
        ("off_tick", "i8"),  # when this excursion began
        ("last_off_tick", "i8"),  # the last tick spent off the track
        ("off_count", "i8"),
        ("off_ticks", "i8"),  # in all
        ("off_entry_speed", "f8"),  # [m/s]
        ("off_least_speed", "f8"),
        ("off_rival", "i8"),  # the car just ahead when it began, -1: none
        ("off_mark", "i8"),  # `marks` at the end of an excursion yet to be judged, -1: none
        ("warnings", "i8"),
        ("time_debt", "f8"),  # gained off the track and not yet handed back [s]
        ("debt_mark", "i8"),  # until this many checkpoints are passed
        ("give_back", "i8"),  # row of the car to be let past, -1: none
        ("give_back_tick", "i8"),  # until when
        # -- contacts
        ("contacts", "i8"),
        ("contacts_at_fault", "i8"),
        ("wall_hits", "i8"),
        ("wall_tick", "i8"),
        # -- penalties
        ("open_seconds", "f8"),  # time penalties not yet served [s]
        ("drive_throughs", "i8"),  # not yet served
        ("drive_through_lap", "i8"),  # to be served before this lap is completed
        # -- pit lane
        ("pit_state", "i8"),  # PitState
        ("pit_box", "i8"),
        ("pit_tick", "i8"),  # when the service ends
        ("pit_requested", "i8"),
        ("pit_excess", "f8"),  # most speed above the limit in this pass [m/s]
        ("service", "i8"),  # PitService flags being done
        ("service_fuel", "f8"),  # flowing in during this service [kg]
        ("pit_stops", "i8"),
        ("pit_stopped", "i8"),  # 1: stood in its box in this pass
        # -- flags
        ("yellow", "i8"),
        ("blue", "i8"),  # row of the car that laps this one plus 1, 0: none
        ("wrong_way", "i8"),
        ("wrong_ticks", "i8"),
        ("hazard", "i8"),  # 1: slow or standing where others race
        ("flagged", "i8"),  # 1: that has been announced
        ("blue_tick", "i8"),  # when it was last shown the blue flag
        ("held_until", "i8"),  # tick
        ("recoveries", "i8"),
        ("recoveries_in_row", "i8"),  # without making progress
        ("recovered_at", "f8"),  # `progress` when it was last put back [m]
        ("recover_since", "i8"),  # tick since when it waits to be put back, NEVER: it does not
        ("buttons", "i8"),  # of the tick before
        ("reset_held", "i8"),  # ticks
        # -- racing
        ("overtakes_made", "i8"),
        ("overtakes_lost", "i8"),
    ],
    align=True,
)
"""What the rules know of one car."""

CLOCK: Final = np.dtype(
    [
        ("phase", "i8"),  # Phase
        ("phase_tick", "i8"),  # when it began
        ("go_tick", "i8"),  # when the lights go out; NEVER where there are none
        ("lights", "i8"),  # Lights
        ("end_tick", "i8"),  # of the session, when it is flagged; large before
        ("winner_tick", "i8"),  # the first finish, NEVER before
        ("finishers", "i8"),
        ("best_lap", "f8"),  # of all [s], 0: none
        ("best_car", "i8"),
        ("verdict_tick", "i8"),  # when the stewards next give a verdict
        ("next_tick", "i8"),  # when the phase or the lights are due to change
        ("notes", "i8"),  # written in this tick
        ("brief_due", "i8"),  # 1: drivers must be told before the next survey
        ("target_speed", "f8"),  # of the formation [m/s], inf: none
    ],
    align=True,
)
"""What the rules know of the session; one row."""

HISTORY: Final = np.dtype(
    [
        ("travelled", "f8"),
        ("offset", "f8"),
        ("speed", "f8"),
        ("left_rate", "f8"),  # across the road, positive left [m/s]
        ("heading", "f8"),
        ("brake", "f8"),
        ("off", "i8"),
    ],
    align=True,
)
"""Where a car was a moment ago, for the stewards; shape (HISTORY_LENGTH, cars)."""
HISTORY_LENGTH: Final = 24
HISTORY_PERIOD: Final = 6
"""Ticks between two entries: 24 of them reach 1.2 s back."""

NOTE: Final = np.dtype(
    [("code", "i8"), ("car", "i8"), ("other", "i8"), ("value", "f8")], align=True
)
"""What the compiled watch tells the officials; `code` is a `Note`."""
MAX_NOTES: Final = 1024


class Note(IntEnum):
    """What can be noted in a tick."""

    LAP = 0
    OUT_LAP = 1
    LAP_NOT_COUNTED = 2
    SECTION = 3
    OVERTAKE = 4
    MOVED = 5
    OFF = 6
    BACK = 7
    PIT_ENTRY = 8
    PIT_EXIT = 9
    PIT_STOPPED = 10
    PIT_SERVED = 11
    PIT_REQUEST = 12
    WRONG_WAY = 13
    STUCK = 14
    RESET = 15
    OUT_OF_FUEL = 16
    BROKEN = 17
    RELEASE = 18
    RECOVER = 19
    CONTACT = 20
    WALL = 21
    GIVE_BACK_DUE = 22
    LIGHTS = 23
    TAKE_AWAY = 24
    VERDICT = 25
    YELLOW = 26
    BLUE = 27


def fresh_race_state(count: int) -> Rows:
    """Race state of cars that have not moved yet."""
    race = np.zeros(count, RACE_STATE)
    race["lap_valid"] = race["last_valid"] = 1
    race["mark_lap"] = race["off_mark"] = race["off_rival"] = race["give_back"] = -1
    race["gap_ahead"] = race["gap_leader"] = race["pit_box"] = -1
    for name in ("end_tick", "off_tick", "last_off_tick", "wall_tick", "blue_tick"):
        race[name] = NEVER
    race["recover_since"] = NEVER
    race["position"] = np.arange(1, count + 1)
    return race
