"""What leaving the track costs: a lap, a place to return, time to hand back, warnings, seconds.

In timed sessions the lap is deleted. In a race the stewards ask first whether anything was gained:
a car that slowed is left alone; one whose time over the section beats its own best has two more
checkpoints to hand the difference back; one that neither lost nor gained is warned, and after
the warnings each further breach costs seconds. A place gained off the track is to be given back.
"""

from __future__ import annotations

from typing import Any, Final

from game.core.clock import TICK
from game.race.events import EventKind
from game.race.race_control import RaceControl
from game.race.state import PitState, Status

SLOWED: Final = 0.75
"""A car that fell below this share of the speed it left the track with gained nothing."""
GAINED: Final = 0.05
"""Faster than its own best over the section by this much is a gain [s]."""
LOST: Final = 0.3
"""Slower than its own best over the section by this much is punishment enough [s]."""
DEBT_MARKS: Final = 2
"""Checkpoints within which gained time is to be handed back."""
RIVAL_TIME: Final = 1.5
"""A car this close ahead is one whose place can be gained [s]."""
CLEAR: Final = 2.0
"""Ahead or behind by this much is ahead or behind [m]."""


def on_off(control: RaceControl, row: int, other: int, value: float) -> None:
    """All four wheels of a car are beyond the white line."""
    car = control.race[row]
    car.off_rival = _rival_ahead(control, row)
    control.emit(
        EventKind.OFF_TRACK,
        row,
        f"{control.name(row)} leaves the track at {car.distance:.0f} m",
        distance=float(car.distance),
        speed=float(value),
    )
    if car.lap_valid == 1 and car.marks > 0:
        delete_lap(control, row)


def delete_lap(control: RaceControl, row: int) -> None:
    """The lap being driven is not valid; in a timed session that is announced."""
    car = control.race[row]
    car.lap_valid = 0
    if not control.is_race:
        reason = f"lap of {control.name(row)} deleted: all four wheels off the track"
        control.emit(EventKind.LAP_DELETED, row, reason, lap=int(car.laps) + 1)


def _rival_ahead(control: RaceControl, row: int) -> int:
    """The car just ahead on the road and in the order, -1: none."""
    if not control.is_race:
        return -1
    order = control.settled
    place = int((order == row).argmax())
    if place == 0:
        return -1
    ahead, car = control.race[order[place - 1]], control.race[row]
    near = ahead.progress - car.progress < RIVAL_TIME * max(car.speed, 5.0)
    fair = ahead.status == Status.RUNNING and ahead.off == 0 and not ahead.hazard
    return int(order[place - 1]) if near and fair else -1


def on_back(control: RaceControl, row: int, other: int, value: float) -> None:
    """A car is on the track again: what did it gain?"""
    car = control.race[row]
    if not control.is_race:
        return
    slowed = car.off_least_speed < SLOWED * car.off_entry_speed
    rival = int(car.off_rival)
    if rival >= 0 and _gained_place(control, row, rival):
        wait = control.settings.penalties.give_back_time
        car.give_back = rival
        car.give_back_tick = control.ticks_from_now(wait)
        control.clock.brief_due = 1
        reason = (
            f"{control.name(row)} passed {control.name(rival)} off the track: "
            f"give the place back within {wait:.0f} s"
        )
        control.emit(EventKind.GIVE_BACK, row, reason, other=rival, seconds=wait)
    elif not slowed:
        car.off_mark = car.marks


def _gained_place(control: RaceControl, row: int, rival: int) -> bool:
    other = control.race[rival]
    fair = other.status == Status.RUNNING and other.pit_state == PitState.OUTSIDE
    ahead = control.race[row].progress > other.progress + CLEAR
    return bool(ahead and fair and other.off == 0 and not other.hazard)


def on_give_back(control: RaceControl, row: int, other: int, value: float) -> None:
    """A place is to be given back: has it been, is it too late, has it lost its sense?"""
    car, rival = control.race[row], control.race[other]
    void = rival.status != Status.RUNNING or rival.pit_state != PitState.OUTSIDE or rival.hazard
    if rival.progress > car.progress + CLEAR:
        reason = f"{control.name(row)} has given the place back to {control.name(other)}"
        control.emit(EventKind.PLACE_RETURNED, row, reason, other=other)
    elif void or car.status != Status.RUNNING:
        reason = f"{control.name(other)} is out of the fight: {control.name(row)} keeps the place"
        control.emit(EventKind.PLACE_RETURNED, row, reason, other=other)
    elif control.tick >= car.give_back_tick:
        reason = f"kept a place gained off the track from {control.name(other)}"
        control.penalise(row, control.settings.penalties.place_kept, reason)
    else:
        return
    car.give_back = -1
    control.clock.brief_due = 1


def on_section(control: RaceControl, row: int, other: int, value: float) -> None:
    """A car with something to answer for passes a checkpoint: compare with its own best."""
    car = control.race[row]
    count = len(control.checkpoints.places)
    mark = (int(car.marks) - 1) % count
    time = float(car.mark_time[mark] - car.mark_time[(mark - 1) % count])
    best = float(car.section_best[mark])
    if car.time_debt > 0.0:
        _hand_back(control, row, car, time - best if best > 0.0 else 0.0)
    elif car.off_mark >= 0:
        car.off_mark = -1
        _judge_section(control, row, car, time, best)


def _judge_section(control: RaceControl, row: int, car: Any, time: float, best: float) -> None:
    """What a section with an excursion in it was worth."""
    gain = best - time
    if best > 0.0 and gain < -LOST:
        return
    if best > 0.0 and gain > GAINED:
        car.time_debt = gain
        car.debt_mark = car.marks + DEBT_MARKS
        reason = f"{control.name(row)} gained {gain:.2f} s off the track: hand it back"
        control.emit(EventKind.WARNING, row, reason, seconds=gain)
        return
    breach(control, row)


def _hand_back(control: RaceControl, row: int, car: Any, lost: float) -> None:
    car.time_debt = max(0.0, car.time_debt - max(lost, 0.0))
    if car.time_debt == 0.0:
        reason = f"{control.name(row)} has handed the gained time back"
        control.emit(EventKind.TIME_RETURNED, row, reason)
    elif car.marks >= car.debt_mark:
        car.time_debt = 0.0
        breach(control, row)


def breach(control: RaceControl, row: int) -> None:
    """A breach of the track limits that counts: a warning, or seconds."""
    car, rules = control.race[row], control.settings.penalties
    car.warnings += 1
    if car.warnings <= rules.warnings:
        reason = (
            f"track limits: warning {int(car.warnings)} of {rules.warnings} for {control.name(row)}"
        )
        control.emit(EventKind.WARNING, row, reason, warnings=int(car.warnings))
    else:
        time = control.tick * TICK
        reason = f"track limits, breach {int(car.warnings)}, at {time:.0f} s"
        control.penalise(row, rules.track_limits, reason)
