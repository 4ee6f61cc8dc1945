"""Who among the officials answers what the watch has noted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from game.race import finish, pit_stops, recovery, start, steward, track_limits
from game.race.events import EventKind
from game.race.race_control import RaceControl
from game.race.state import Note, Rows

Official = Callable[[RaceControl, int, int, float], None]
"""Answers a note: the room, the car, the other car, the note's value."""


def on_overtake(control: RaceControl, row: int, other: int, value: float) -> None:
    """A place was won on the road."""
    reason = f"{control.name(row)} passes {control.name(other)} for place {value:.0f}"
    control.emit(EventKind.OVERTAKE, row, reason, other, place=value)


def on_yellow(control: RaceControl, row: int, other: int, value: float) -> None:
    """A car that is a hazard to others."""
    reason = f"yellow flag at {value:.0f} m: {control.name(row)} is slow or turned round"
    control.emit(EventKind.YELLOW, row, reason, distance=value)


def on_blue(control: RaceControl, row: int, other: int, value: float) -> None:
    """A car is about to be lapped."""
    reason = f"blue flag for {control.name(row)}: {control.name(other)} is about to lap it"
    control.emit(EventKind.BLUE, row, reason, other)


DUTIES: Final[dict[int, tuple[Official, ...]]] = {
    Note.LAP: (finish.on_lap,),
    Note.OUT_LAP: (start.on_line, finish.on_out_lap),
    Note.LAP_NOT_COUNTED: (finish.on_lap_not_counted,),
    Note.SECTION: (track_limits.on_section,),
    Note.OVERTAKE: (on_overtake,),
    Note.MOVED: (start.on_moved,),
    Note.OFF: (track_limits.on_off,),
    Note.BACK: (track_limits.on_back,),
    Note.GIVE_BACK_DUE: (track_limits.on_give_back,),
    Note.PIT_ENTRY: (pit_stops.on_entry,),
    Note.PIT_EXIT: (pit_stops.on_exit,),
    Note.PIT_STOPPED: (pit_stops.on_stopped,),
    Note.PIT_SERVED: (pit_stops.on_served,),
    Note.PIT_REQUEST: (pit_stops.on_request,),
    Note.WRONG_WAY: (recovery.on_wrong_way,),
    Note.STUCK: (recovery.on_stuck,),
    Note.RESET: (recovery.on_reset,),
    Note.RECOVER: (recovery.on_recover,),
    Note.RELEASE: (recovery.on_release,),
    Note.OUT_OF_FUEL: (recovery.on_out_of_fuel,),
    Note.BROKEN: (recovery.on_broken,),
    Note.TAKE_AWAY: (recovery.on_take_away,),
    Note.CONTACT: (steward.on_contact,),
    Note.YELLOW: (on_yellow,),
    Note.BLUE: (on_blue,),
    Note.VERDICT: (steward.on_verdict,),
    Note.WALL: (steward.on_wall,),
    Note.LIGHTS: (start.on_schedule,),
}
"""Who answers which note."""


def answer(control: RaceControl, notes: Rows) -> None:
    """Have every note of a tick answered, in the order in which they were written."""
    for code, car, other, value in notes.tolist():
        for official in DUTIES[code]:
            official(control, car, other, value)
