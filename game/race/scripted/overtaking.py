"""Which lane a driver goes for: the racing line, or one beside the car that holds him up."""

from __future__ import annotations

from typing import Any, Final

from game.core.compiled import compiled
from game.race.scripted.lanes import blend
from game.race.scripted.memory import NOBODY
from game.race.scripted.path import next_bend
from game.race.scripted.seat import Seat
from game.race.scripted.traffic import held_within, lane_room, room_beside
from game.sim.limits import at_speed

LANE_SPEED: Final = 2.2
"""Across the road, when a driver changes lanes on a straight [m/s]."""
SWERVE_SPEED: Final = 5.0
"""Across the road at most, to leave room to somebody alongside [m/s]."""
LEAST_LANE_SPEED: Final = 0.4
"""The same at the cornering limit [m/s]."""
LANE_TIME: Final = 0.7
"""In which a lane change begins and ends [s]."""
PATIENCE: Final = 1.6
"""Held up for this long, the least aggressive driver looks for a way past [s]."""
PULL_OUT_TIME: Final = 1.0
"""Only nearer in time than this to the car ahead does a driver pull out [s]."""
SETTLING: Final = 1.5
"""A driver stays with his choice of lane at least for this time [s]."""
CORNER_TIME: Final = 1.1
"""No new attempt nearer than this to a corner; one without overlap ends there [s]."""
LOOK_TIME: Final = 3.0
"""How far ahead the inside of the next corner counts [s]."""
BUSY: Final = 0.5
"""Using more of the cornering limit than this, a driver stays in his lane."""
ABORT_TIME: Final = 0.7
"""A car ahead within this time is not overlapped yet, but near [s]."""
ROOM_TIME: Final = 0.9
"""How far ahead a driver leaves their room to those alongside [s] ..."""
ROOM_LOOKS: Final = 3
"""... and at how many places he thinks of it."""
OUTSIDE_PRICE: Final = 4.0
"""What the outside of the next corner costs, in metres across the road."""


@compiled
def choose_lane(seat: Seat, braking: bool) -> None:
    """Set the lane that the driver goes for.

    Args:
        seat: His own.
        braking: He is on the brake.
    """
    memory, seen = seat.memory, seat.seen
    memory.settled += seat.time
    corner = next_bend(seat, CORNER_TIME) != 0.0
    if seen.overlap != 0:
        return
    if corner and memory.aim != 0.0 and seen.nearest < ABORT_TIME * seat.car.forward_speed:
        aim_for(memory, 0.0)
    if braking or corner or lateral_use(seat) > BUSY or memory.settled < SETTLING:
        return
    if seen.ahead == NOBODY:
        if memory.aim != 0.0 and room_beside(seat, 0.0, 4.0):
            aim_for(memory, 0.0)
        return
    patience = PATIENCE * (1.1 - seat.who.aggression)
    if memory.held_up > patience and seen.gap < PULL_OUT_TIME * seat.car.forward_speed:
        pull_out(seat)


@compiled
def aim_for(memory: Any, lane: float) -> None:
    """Choose a lane."""
    if memory.aim != lane:
        memory.aim = lane
        memory.settled = 0.0


@compiled
def lateral_use(seat: Seat) -> float:
    """The part of the cornering limit that the car uses now."""
    speed = seat.car.forward_speed
    limit = at_speed(seat.limits.lateral, seat.limits.speed_step, speed)
    return float(abs(speed * seat.car.yaw_rate) / limit)


@compiled
def pull_out(seat: Seat) -> None:
    """Go for the cheapest lane that is free past the car ahead, if there is one."""
    turning = next_bend(seat, LOOK_TIME)
    best, cost = seat.memory.aim, 1e9
    for step in range(-2, 3):
        lane = 0.5 * step
        price = lane_price(seat, lane, turning)
        if price < cost and room_beside(seat, lane, seat.seen.gap + 8.0):
            best, cost = lane, price
    if cost < 1e9:
        aim_for(seat.memory, best)


@compiled
def lane_price(seat: Seat, lane: float, turning: float) -> float:
    """What going to a lane costs a driver, in metres across the road."""
    price: float = abs(blend(seat.lanes[seat.car.station].offset, lane) - seat.car.offset)
    price += 1.5 * abs(lane - seat.memory.aim) + 0.3 * abs(lane)
    if lane * turning < 0.0:
        price += OUTSIDE_PRICE
    if lane * seat.who.side < 0.0:
        price += 0.2
    return price


@compiled
def leave_room(seat: Seat, lane: float) -> float:
    """The lane nearest to `lane` that leaves their room to cars alongside, now and soon."""
    seen, count = seat.seen, len(seat.lanes)
    if seen.overlap == 0:
        return lane
    stride = ROOM_TIME / ROOM_LOOKS * max(seat.car.forward_speed, 5.0) / seat.course.spacing
    for look in range(ROOM_LOOKS + 1):
        station = (seat.car.station + int(look * stride)) % count
        lane = held_within(lane, seat.lanes[station].offset, seen.low, seen.high)
    return lane


@compiled
def change_lane(seat: Seat) -> None:
    """Move smoothly towards the aim, within what the others leave and the tyres hold."""
    memory, offset = seat.memory, seat.lanes[seat.car.station].offset
    aim = leave_room(seat, memory.aim)
    room = max(lane_room(offset, aim + memory.lane), 0.8)
    across = max(LEAST_LANE_SPEED, LANE_SPEED * (1.0 - lateral_use(seat)))
    fastest = across / room
    wish = max(-fastest, min(fastest, (aim - memory.lane) / LANE_TIME))
    memory.lane_rate += (wish - memory.lane_rate) * min(1.0, seat.time / (0.4 * LANE_TIME))
    lane = max(-1.0, min(1.0, memory.lane + memory.lane_rate * seat.time))
    held = leave_room(seat, lane)
    if held != lane:
        most = SWERVE_SPEED / room
        memory.lane_rate = max(-most, min(most, (held - memory.lane) / seat.time))
        held = memory.lane + memory.lane_rate * seat.time
    memory.lane = held
