"""The stewards' room: contacts are looked at, and judged a moment later by what they cost."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from game.core.clock import TICK
from game.race.blame import (
    DRIVE_THROUGH,
    HEAVY_PENALTY,
    LIGHT,
    LIGHT_PENALTY,
    Cost,
    Party,
    Situation,
    judge,
    severity,
)
from game.race.books import Incident
from game.race.events import EventKind
from game.race.race_control import RaceControl
from game.race.state import NO_TICK
from game.race.timing import shortest

DELAY: Final = 1.2
"""From a contact to its verdict [s]."""
BEFORE: Final = 0.7
"""The overlap is also looked at this long before [s]."""
SHORT: Final = 0.4
HALF: Final = 0.5
SIGHT: Final = 100.0
"""A bend within this distance is a reason to brake [m]."""
CLEAR: Final = 60.0
FAR: Final = 99.0
"""Seconds that stand for `not lately`."""
SLOWED: Final = 6.0
"""Losing more speed than this within the second is a price [m/s]."""


def on_wall(control: RaceControl, row: int, other: int, value: float) -> None:
    """A car has hit a wall."""
    reason = f"{control.name(row)} hits the wall at {value:.1f} m/s"
    control.emit(EventKind.WALL, row, reason, closing_speed=float(value))


def on_contact(control: RaceControl, row: int, other: int, value: float) -> None:
    """Two cars have touched: keep what was seen, judge it in a moment."""
    for car in (row, other):
        control.race[car].contacts += 1
    control.emit(
        EventKind.CONTACT,
        row,
        f"{control.name(row)} and {control.name(other)} touch",
        other=other,
        closing_speed=float(value),
    )
    ahead = shortest(
        float(control.race[other].distance - control.race[row].distance), control.track.length
    )
    back, front = (row, other) if ahead >= 0 else (other, row)
    due = control.ticks_from_now(DELAY)
    control.clock.verdict_tick = min(control.clock.verdict_tick, due)
    control.books.incidents.append(
        Incident(
            due=due,
            back=back,
            front=front,
            situation=situation(control, back, front, float(value)),
        )
    )


def on_verdict(control: RaceControl, row: int, other: int, value: float) -> None:
    """Judge the contacts whose moment has come."""
    books = control.books
    due = [case for case in books.incidents if case.due <= control.tick]
    books.incidents = [case for case in books.incidents if case.due > control.tick]
    control.clock.verdict_tick = min((case.due for case in books.incidents), default=NO_TICK)
    for case in due:
        _judge(control, case)


def situation(control: RaceControl, back: int, front: int, closing_speed: float) -> Situation:
    """What the stewards see of a contact that has just happened."""
    track, race = control.track, control.race
    place = float(race[front].distance)
    ahead = np.arange(0.0, SIGHT, track.spacing)
    index = ((place + ahead) / track.spacing).astype(int) % len(track.stations)
    bends = track.stations["curvature"][index]
    sharpest = float(bends[np.argmax(np.abs(bends))])
    gaps = (race.distance - place) % track.length
    gaps[front] = np.inf
    return Situation(
        back=party(control, back, front, sharpest),
        front=party(control, front, back, sharpest),
        overlap=overlap(control, back, front, 0.0),
        overlap_before=overlap(control, back, front, BEFORE),
        closing_speed=closing_speed,
        curvature=abs(sharpest),
        clear_ahead=bool(gaps.min() > CLEAR),
    )


def party(control: RaceControl, row: int, other: int, bend: float) -> Party:
    """One car in the moments before."""
    car = control.race[row]
    now, then = control.past(row, 0.0), control.past(row, HALF)
    side = float(control.past(other, 0.0)["offset"] - now["offset"])
    moves = [control.past(row, k * SHORT / 4)["left_rate"] for k in range(5)]
    off = float(control.tick - car.last_off_tick) * TICK
    return Party(
        speed=float(now["speed"]),
        slowing=float(then["speed"] - now["speed"]) / HALF,
        moving=float(np.mean(moves)) * (1.0 if side > 0 else -1.0),
        heading=float(now["heading"]),
        since_off=min(off, FAR),
        hazard_time=_hazard_time(control, row),
        inside=bool(side * bend < 0),
        pushed=_pushed(control, row, other),
    )


def _pushed(control: RaceControl, row: int, other: int) -> bool:
    """Whether a third car has hit this one from behind within the last moment."""
    return any(
        case.front == row and case.back != other and case.situation.closing_speed > LIGHT
        for case in control.books.incidents
    )


def _hazard_time(control: RaceControl, row: int) -> float:
    """For how long a car had been slow or turned round, as far as is remembered [s]."""
    time = 0.0
    while time < 2.5 and _helpless(control.past(row, time)):
        time += 0.1
    return time


def _helpless(seen: Any) -> bool:
    return bool(seen["speed"] < 4.0 or abs(seen["heading"]) > 1.3)


def overlap(control: RaceControl, back: int, front: int, seconds: float) -> float:
    """Share of a car's length that two cars were side by side, some time ago, 0 .. 1."""
    spec = control.world.spec
    length = 0.5 * float(spec["length"][back] + spec["length"][front])
    lead = control.past(front, seconds)["travelled"] - control.past(back, seconds)["travelled"]
    along = shortest(float(lead) % control.track.length, control.track.length)
    return max(0.0, 1.0 - abs(along) / length)


def _judge(control: RaceControl, case: Incident) -> None:
    """Give the verdict on a contact, and what follows from it."""
    seen = case.situation
    verdict = judge(seen)
    if verdict.at_fault is None:
        reason = f"{control.name(case.back)} and {control.name(case.front)}: {verdict.reason}"
        control.emit(EventKind.VERDICT, case.back, reason, case.front, fault=False)
        return
    behind = verdict.at_fault == "back"
    guilty, innocent = (case.back, case.front) if behind else (case.front, case.back)
    control.race[guilty].contacts_at_fault += 1
    reason = f"{control.name(guilty)} {verdict.reason} ({control.name(innocent)})"
    control.emit(EventKind.VERDICT, guilty, reason, innocent, fault=True)
    _impose(control, guilty, severity(seen.closing_speed, _cost(control, innocent)), reason)


def _cost(control: RaceControl, row: int) -> Cost:
    """What a contact cost a car, seen `DELAY` after it."""
    now, then = control.past(row, 0.0), control.past(row, DELAY - 0.1)
    lost = float(then["speed"] - now["speed"])
    return Cost(
        speed_lost=max(0.0, lost - SLOWED),
        spun=bool(abs(now["heading"]) > 1.3 > abs(then["heading"])),
        off=bool(now["off"] and not then["off"]),
    )


def _impose(control: RaceControl, row: int, weight: int, reason: str) -> None:
    rules = control.settings.penalties
    if weight == DRIVE_THROUGH:
        control.drive_through(row, reason)
    elif weight == HEAVY_PENALTY:
        control.penalise(row, rules.contact_heavy, reason)
    elif weight == LIGHT_PENALTY:
        control.penalise(row, rules.contact_light, reason)
