"""Which lane a driver goes for: the racing line, or one beside the car that holds him up."""

from __future__ import annotations

from typing import Any, Final

from game.core.compiled import compiled
from game.race.scripted.lanes import blend
from game.race.scripted.memory import NOBODY
from game.race.scripted.path import next_bend
from game.race.scripted.seat import Seat
from game.race.scripted.traffic import held_within, lane_room, room_beside

LANE_SPEED: Final = 3.2
"""Across the road, when a driver changes lanes [m/s]."""
LANE_TIME: Final = 0.45
"""In which a lane change begins and ends [s]."""
WORTH: Final = 1.0
"""Faster by this much than the car ahead makes it worth an attempt [m/s]."""
PULL_OUT_TIME: Final = 1.4
"""Nearer in time than this to the car ahead, a faster driver pulls out [s]."""
OUTSIDE_PRICE: Final = 4.0
"""What the outside of the next corner costs, in metres across the road."""


@compiled
def choose_lane(seat: Seat, free_speed: float, braking: bool) -> None:
    """Set the lane that the driver goes for.

    Args:
        seat: His own.
        free_speed: That he could drive here without the others [m/s].
        braking: He is on the brake.
    """
    memory, seen = seat.memory, seat.seen
    if braking:
        return
    if seen.ahead == NOBODY:
        if seen.overlap == 0 and room_beside(seat, 0.0, 3.0):
            memory.aim = 0.0
            memory.passing = NOBODY
        return
    faster = free_speed - seen.speed > WORTH * (2.0 - seat.who.aggression)
    near = seen.gap < PULL_OUT_TIME * max(seat.car.forward_speed, 5.0)
    if faster and near:
        pull_out(seat)
    else:
        memory.aim = 0.0


@compiled
def pull_out(seat: Seat) -> None:
    """Go for the cheapest lane that is free past the car ahead, if there is one."""
    turning = next_bend(seat)
    best, cost = seat.memory.aim, 1e9
    for step in range(-2, 3):
        lane = 0.5 * step
        price = lane_price(seat, lane, turning)
        if price < cost and room_beside(seat, lane, seat.seen.gap + 8.0):
            best, cost = lane, price
    if cost < 1e9:
        seat.memory.aim = best
        seat.memory.passing = seat.seen.ahead


@compiled
def lane_price(seat: Seat, lane: float, turning: float) -> float:
    """What going to a lane costs a driver, in metres across the road."""
    price = abs(blend(seat.lanes[seat.car.station].offset, lane) - seat.car.offset)
    price += 1.5 * abs(lane - seat.memory.aim) + 0.3 * abs(lane)
    if lane * turning < 0.0:
        price += OUTSIDE_PRICE
    if lane * seat.who.side < 0.0:
        price += 0.2
    return price


@compiled
def change_lane(memory: Any, view: Any, offset: Any, time: float) -> None:
    """Move smoothly towards the aim, within what the others leave.

    Args:
        memory: Of the driver.
        view: What he sees.
        offset: Of the lanes where he is [m].
        time: Since the last decision [s].
    """
    aim = held_within(memory.aim, offset, view.low, view.high)
    fastest = LANE_SPEED / max(lane_room(offset, aim + memory.lane), 0.8)
    wish = max(-fastest, min(fastest, (aim - memory.lane) / LANE_TIME))
    memory.lane_rate += (wish - memory.lane_rate) * min(1.0, time / (0.4 * LANE_TIME))
    memory.lane = max(-1.0, min(1.0, memory.lane + memory.lane_rate * time))
