"""Racing among others: what is ahead and alongside, where there is room, how near is safe.

A driver follows a car at the distance from which he can stop when it stops, goes for a lane
beside it when he expects to come alongside there, and leaves a car's width to whoever is alongside.
"""

from __future__ import annotations

from math import sqrt
from typing import Any, Final

import numpy as np

from game.core.compiled import compiled
from game.race.scripted.lanes import LEFT, LINE, PIT, RIGHT, blend, lane_of
from game.race.scripted.memory import IN_PIT, NOBODY, SERVED
from game.race.scripted.seat import Seat

LOOK_TIME: Final = 2.2
"""How far ahead a driver plans around others [s]."""
LOOK_BACK: Final = 60.0
"""[m]"""
SIDE_ROOM: Final = 0.6
"""Between two cars side by side [m]."""
TOUCHING: Final = 0.25
"""Less than this between two paths is in each other's way [m]."""
LEAST_GAP: Final = 1.0
"""To the car ahead when both stand [m]."""
STANDING: Final = 1.0
"""A car slower than this stands [m/s], and is to be driven around: ..."""
STANDING_GAP: Final = 3.0
STANDING_TIME: Final = 0.3
"""... this is kept to it [m], and more per speed [s]."""
GAP_TIME: Final = 0.12
"""And more per speed [s] ..."""
TOWED: Final = 0.3
"""... of which this part is left where nobody will brake ..."""
TOWED_TIME: Final = 1.0
"""... for so long [s], and ..."""
OPENING: Final = 1.6
"""... so much more is kept in the first lap, when everybody is near everybody."""
ALONGSIDE: Final = 1.0
"""Ends of two cars nearer than this along the road are side by side [m] ..."""
CLOSING_TIME: Final = 0.3
"""... or soon to be: within this time [s]."""
MEETING_TIME: Final = 1.5
"""Whoever is met sooner than this is thought to be where the two will meet [s] ..."""
MEETING_SPEED: Final = 3.0
"""... by a driver who is this much faster [m/s]: ..."""
RACING_SHARE: Final = 0.7
"""... as far beside the racing line as it is. One with less than this part of his speed is no
rival, but in trouble, and may as well stay where it is."""
LEAST_FASTER: Final = 0.1
"""Cars alongside are taken to differ in speed by this at least [m/s]."""
KEEN_TIME: Final = 0.05
"""Part of that which the keenest driver does without [s]."""
PASSING_GAP: Final = 0.8
"""To the car ahead at the moment in which one is beside its path [m]."""
LEAST_ACROSS: Final = 0.5
"""Slower across the road than this, a driver is not on his way past [m/s]."""
BRAKING_SHARE: Final = 0.75
"""Of his own braking that a driver counts on behind another car."""
TRUSTED_TIME: Final = 1.0
"""Part of the time behind a car ahead that a driver does without who trusts in it fully."""
HINDERED_TIME: Final = 1.5
"""So near behind another a car is hindered by it [s], ..."""
HINDERED_BEHIND: Final = 2.0
"""... and so is one to whose tail somebody is nearer than this [m]."""
HINDERED_TRUST: Final = 0.7
"""Part of his trust that a driver keeps in one who is hindered, ..."""
HINDERED_GAP: Final = 1.5
"""... to whom he leaves so much more room where he trusts fully [m]."""
ASTRAY: Final = 0.5
"""A car turned this far from the road takes more room [rad]."""
FADE: Final = 60.0
"""Way in which a car that is beside its lane is thought to come back to it [m], ..."""
SLOW_FADE: Final = 5.0
"""... when it crawls [m] ..."""
FADE_TIME: Final = 6.0
"""... and more per speed [s]."""

VIEW: Final = np.dtype(
    [
        ("ahead", "i8"),  # row of the nearest car in the way, NOBODY
        ("gap", "f8"),  # from own nose to its tail along the road [m]
        ("speed", "f8"),  # its speed along the road [m/s]
        ("low", "f8"),  # offsets that cars alongside leave to this car [m]
        ("high", "f8"),
        ("nearest", "f8"),  # gap to the nearest car ahead, in the way or not [m]
        ("low_time", "f8"),  # for which they will be alongside [s]
        ("high_time", "f8"),
        ("overlap", "i8"),  # 1: somebody is alongside
        ("lead", "f8"),  # how far the foremost car alongside is ahead, middle to middle [m]
        ("lead_speed", "f8"),  # its speed [m/s]
        ("lead_side", "f8"),  # 1: it is to the left, -1: to the right
        ("follower", "i8"),  # row of the nearest car behind, NOBODY
        ("follower_gap", "f8"),  # [m]
        ("closing", "f8"),  # how much faster it is [m/s]
        ("hindered", "i8"),  # 1: somebody else is near the car ahead
        ("clearing", "f8"),  # way across until the car ahead is no longer in the way [m]
    ],
    align=True,
)
"""What one driver sees of the others."""


@compiled
def along(first: float, then: float, length: float) -> float:
    """The way from one place to another on a closed track, -length/2 .. length/2 [m]."""
    way = then - first
    if way > 0.5 * length:
        way -= length
    elif way < -0.5 * length:
        way += length
    return way


@compiled
def through_pits(memory: Any) -> bool:
    """Whether the driver's way leads through the pit lane."""
    return bool(memory.mode == IN_PIT or memory.mode == SERVED)


@compiled
def on_path(values: Any, memory: Any) -> float:
    """A property of the lanes on the way that the driver goes: his lane, or through the pits."""
    if through_pits(memory):
        return float(values[PIT])
    return blend(values, memory.lane)


@compiled
def see_nobody(view: Any) -> None:
    """An empty road."""
    view.ahead = view.follower = NOBODY
    view.hindered = 0
    view.gap = view.follower_gap = view.nearest = 1e9
    view.low, view.high = -1e9, 1e9
    view.low_time = view.high_time = 0.0
    view.overlap = 0
    view.lead, view.lead_speed, view.lead_side = -1e9, 0.0, 0.0
    view.clearing = 1e9
    view.speed = view.closing = 0.0


@compiled
def look(seat: Seat) -> None:
    """Fill the driver's view with the others."""
    me, seen = seat.car, seat.seen
    see_nobody(seen)
    aside = me.offset - on_path(seat.lanes[me.station].offset, seat.memory)
    fade = min(FADE, SLOW_FADE + FADE_TIME * max(me.forward_speed, 0.0))
    horizon = 25.0 + LOOK_TIME * max(me.forward_speed, 0.0)
    for other in range(len(seat.state)):
        car = seat.state[other]
        if other == seat.row or car.present == 0:
            continue
        way = along(me.distance, car.distance, seat.course.length)
        if way > horizon or way < -LOOK_BACK:
            continue
        reach = 0.5 * (seat.spec.length + seat.specs[other].length)
        width = 0.5 * (seat.spec.width + seat.specs[other].width)
        nearing = me.forward_speed - car.forward_speed
        closing = max(0.0, nearing if way > 0.0 else -nearing)
        if (
            abs(way) < reach + ALONGSIDE + CLOSING_TIME * closing
            and abs(car.offset - me.offset) > 0.5 * width
        ):
            keep_room(seen, me, car, width, time_alongside(way, reach + ALONGSIDE, -nearing))
            if way > seen.lead:
                seen.lead, seen.lead_speed = way, car.forward_speed
                seen.lead_side = 1.0 if car.offset > me.offset else -1.0
        elif way > 0.0:
            seen.nearest = min(seen.nearest, way - reach)
            offset = seat.lanes[car.station].offset
            planned = on_path(offset, seat.memory) + aside * max(0.0, 1.0 - way / fade)
            aimed = planned if through_pits(seat.memory) else blend(offset, seat.memory.aim)
            see_ahead(seen, other, car, way - reach, planned, aimed, width)
            see_meeting(seat, other, way - reach, width)
        elif -way - reach < seen.follower_gap:
            seen.follower, seen.follower_gap = other, -way - reach
            seen.closing = car.forward_speed - me.forward_speed
    if seen.ahead != NOBODY and hindered(seat, seen.ahead):
        seen.hindered = 1


@compiled
def will_meet(seat: Seat, car: Any, time: float, width: float) -> bool:
    """Whether a car ahead will be in the way where it is caught up.

    Args:
        seat: Of the driver.
        car: CAR_STATE row of the car ahead.
        time: Until then [s].
        width: Of both cars, halves of each [m].
    """
    if through_pits(seat.memory):
        return False
    speed = max(car.forward_speed, 0.0)
    station = (car.station + int(speed * time / seat.course.spacing)) % len(seat.lanes)
    there = seat.lanes[station].offset
    mine = blend(there, seat.memory.aim)
    theirs = there[LINE] + car.offset - seat.lanes[car.station].offset[LINE]
    if abs(theirs - mine) < width + TOUCHING:
        return True
    slow = speed < RACING_SHARE * seat.car.forward_speed
    return bool(slow and abs(car.offset - mine) < width + TOUCHING)


@compiled
def hindered(seat: Seat, ahead: int) -> bool:
    """Whether a car ahead may have to brake for somebody who is near it."""
    lead, reach = seat.state[ahead], seat.specs[ahead].length
    for other in range(len(seat.state)):
        car = seat.state[other]
        if other != seat.row and other != ahead and car.present != 0:
            way = along(lead.distance, car.distance, seat.course.length)
            near = HINDERED_TIME * max(lead.forward_speed, 5.0)
            if -reach - HINDERED_BEHIND < way < reach + near:
                return True
    return False


@compiled
def trusted(seat: Seat) -> float:
    """How far a driver relies on the car ahead to drive on as it does, 0..1: not if it stands."""
    if seat.seen.ahead != NOBODY and seat.seen.speed < STANDING:
        return 0.0
    return float(seat.who.trust) * (HINDERED_TRUST if seat.seen.hindered != 0 else 1.0)


@compiled
def keep_room(view: Any, me: Any, car: Any, width: float, time: float) -> None:
    """Leave the place of a car alongside to it, for as long as it will be there."""
    view.overlap = 1
    if car.offset > me.offset:
        view.high = min(view.high, car.offset - width - SIDE_ROOM)
        view.high_time = max(view.high_time, time)
    else:
        view.low = max(view.low, car.offset + width + SIDE_ROOM)
        view.low_time = max(view.low_time, time)


@compiled
def time_alongside(way: float, reach: float, faster: float) -> float:
    """Time for which a car will be alongside that goes on as fast as it is now [s].

    Args:
        way: To it along the road, negative behind [m].
        reach: Farther away than this it is not alongside [m].
        faster: How much faster it is than this car [m/s].
    """
    left = reach - way if faster > 0.0 else reach + way
    return max(0.0, left) / max(abs(faster), LEAST_FASTER)


@compiled
def see_ahead(
    view: Any, other: int, car: Any, gap: float, planned: float, aimed: float, width: float
) -> None:
    """Remember a car ahead if it is in the way and nearer than those seen before.

    Args:
        view: Of the driver.
        other: Row of the car ahead.
        car: Its state.
        gap: To it along the road [m].
        planned: Offset of his own way where that car is [m].
        aimed: Offset there of the lane that he is going to [m].
        width: Of both cars, halves of each [m].
    """
    turned = abs(car.heading)
    if turned > ASTRAY:
        width += 1.0
    apart = min(abs(car.offset - planned), abs(car.offset - aimed))
    if apart < width + TOUCHING and gap < view.gap:
        view.ahead, view.gap = other, gap
        view.speed = max(car.forward_speed, 0.0) if turned < 2.0 * ASTRAY else 0.0
        view.clearing = 1e9
        if abs(car.offset - aimed) >= width + TOUCHING and turned < ASTRAY:
            view.clearing = max(0.0, width + TOUCHING - abs(car.offset - planned))


@compiled
def see_meeting(seat: Seat, other: int, gap: float, width: float) -> None:
    """Remember a car ahead, nearer than others in the way, that will be in it when caught up."""
    car, seen = seat.state[other], seat.seen
    nearing = seat.car.forward_speed - car.forward_speed
    if nearing < MEETING_SPEED or gap > min(MEETING_TIME * nearing, seen.gap):
        return
    if will_meet(seat, car, max(gap, 0.0) / nearing, width):
        seen.ahead, seen.gap, seen.speed = other, gap, max(car.forward_speed, 0.0)
        seen.clearing = 1e9


@compiled
def safe_speed(
    view: Any, speed: float, braking: float, kept: float, follow_time: float, across: float
) -> float:
    """The highest speed from which the driver can stop behind the car ahead [m/s].

    Both brake as hard: v^2 / 2b <= gap + u^2 / 2b (the safe distance of Shalev-Shwartz, Shammah
    and Shashua, "On a formal model of safe and scalable self-driving cars", 2017, definition 1).
    Who is on his way past needs no more than not to catch the car before he is out of its way.

    Args:
        view: Of the driver.
        speed: His own [m/s].
        braking: That he can do now [m/s^2].
        kept: Way to the car ahead that he keeps in hand [m], ...
        follow_time: ... and time [s].
        across: Speed across the road towards the lane that he goes for [m/s].
    """
    if view.ahead == NOBODY:
        return 1e9
    gap = view.gap - kept - follow_time * speed
    if view.speed < STANDING:
        gap = view.gap - STANDING_GAP - STANDING_TIME * speed
    if view.clearing < 1e8 and across > LEAST_ACROSS:
        closing = max(0.0, speed - view.speed)
        gap = max(gap, view.gap - PASSING_GAP - closing * view.clearing / across)
    if gap < 0.0:
        return max(0.0, float(view.speed) + 1.5 * float(gap))
    return sqrt(view.speed * view.speed + 2.0 * BRAKING_SHARE * braking * gap)


@compiled
def least_gap(seat: Seat) -> float:
    """Way to the car ahead that a driver keeps in hand besides time [m]."""
    more = HINDERED_GAP * float(seat.who.trust) if seat.seen.hindered != 0 else 0.0
    return LEAST_GAP + more


@compiled
def follow_time(aggression: float, towed: bool, opening: bool, trust: float) -> float:
    """Time behind another car that a driver keeps in hand [s].

    Args:
        aggression: How near he dares to follow, from 0.5 to 1.5 more and more.
        towed: Both are on a straight that goes on for a while.
        opening: It is the first lap.
        trust: In the car ahead, 0..1.
    """
    keen = min(1.0, max(0.0, aggression - 0.5))
    time = (GAP_TIME - KEEN_TIME * keen) * (1.0 - TRUSTED_TIME * trust)
    if opening:
        return OPENING * time
    return TOWED * time if towed else time


@compiled
def room_beside(seat: Seat, lane: float, clear: float) -> bool:
    """Whether a lane is free of others from beside this car to `clear` metres ahead."""
    me = seat.car
    for other in range(len(seat.state)):
        car = seat.state[other]
        if other == seat.row or car.present == 0:
            continue
        way = along(me.distance, car.distance, seat.course.length)
        reach = 0.5 * (seat.spec.length + seat.specs[other].length)
        closing = max(0.0, car.forward_speed - me.forward_speed)
        if way > reach + clear or way < -reach - 2.0 - closing:
            continue
        width = 0.5 * (seat.spec.width + seat.specs[other].width)
        if abs(car.offset - blend(seat.lanes[car.station].offset, lane)) < width + SIDE_ROOM:
            return False
    return True


@compiled
def held_within(lane: float, offset: Any, low: float, high: float) -> float:
    """The lane nearest to `lane` whose offset here lies between low and high."""
    place = blend(offset, lane)
    if low > high:
        return lane_of(offset, 0.5 * (low + high))
    if place < low:
        return lane_of(offset, low)
    if place > high:
        return lane_of(offset, high)
    return lane


@compiled
def lane_room(offset: Any, lane: float) -> float:
    """Way between the racing line and the edge lane on the side of a lane [m]."""
    side = LEFT if lane > 0.0 else RIGHT
    return abs(float(offset[side] - offset[LINE]))
