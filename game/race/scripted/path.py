"""Where a driver's way lies: his lane, the pits, his box; where it turns; how fast he may be."""

from __future__ import annotations

from math import sqrt
from typing import Final

from game.core.compiled import compiled
from game.core.exact import arctangent
from game.race.scripted.lanes import LINE
from game.race.scripted.line_following import (
    learn_understeer,
    path_curvature,
    steering,
)
from game.race.scripted.memory import IN_PIT
from game.race.scripted.pit import TURN_IN, box_share, pit_speed
from game.race.scripted.planning import planned_speed
from game.race.scripted.recovery import beside_road
from game.race.scripted.seat import Seat
from game.race.scripted.traffic import along, lane_room, on_path, through_pits
from game.sim.limits import at_speed

BEND: Final = 0.5
"""A corner is where the car's speed would take this part of its cornering limit."""
FAR_BOX: Final = 1e9

PUSHED_WIDE: Final = 0.8
"""Who brakes as hard as he can at the cornering limit would run wide by this much, and aims as
far inside [m] ..."""
MOST_INSIDE: Final = 0.3
"""... but not farther than this [m]."""

ON_LINE: Final = 0.05
"""Nearer to the racing line than this a driver is on it, in the coordinate of lanes."""
LIFTING: Final = 4.0
"""Only in a corner with more acceleration across the road does running wide matter [m/s^2]."""
WIDE: Final = 0.3
"""Farther outside of it than this a driver lifts [m], ..."""
WIDE_BESIDE: Final = 0.8
"""... when beside the racing line or another car than this [m], ..."""
LIFTED: Final = 0.1
"""... by this part of his speed per metre ..."""
MOST_LIFTED: Final = 0.12
"""... and by this at most; ..."""
FAR_WIDE: Final = 0.7
"""... from so much more on he takes his foot off, and at twice that it is off [m]."""


@compiled
def next_bend(seat: Seat, time: float) -> float:
    """Curvature with which a corner begins within a time ahead [s], 0 when none does [1/m]."""
    count = len(seat.lanes)
    reach = int(time * max(seat.car.forward_speed, 8.0) / seat.course.spacing)
    speed = max(seat.car.forward_speed, 8.0)
    limit = at_speed(seat.limits.lateral, seat.limits.speed_step, speed)
    for ahead in range(0, reach, 4):
        curvature = seat.lanes[(seat.car.station + ahead) % count].curvature[LINE]
        if abs(curvature) * speed * speed > BEND * limit:
            return float(curvature)
    return 0.0


@compiled
def way_to_box(seat: Seat) -> float:
    """Way to the middle of his box, negative beyond it; far when he has none [m]."""
    box = seat.brief.pit_box
    if box < 0 or not through_pits(seat.memory):
        return FAR_BOX
    return along(seat.car.distance, seat.course.box_distance[box], seat.course.length)


@compiled
def follow_path(seat: Seat, grip: float, aside: bool) -> float:
    """Steer along the way, or beside the road if he lets others by: -1 right .. 1 left."""
    car, count = seat.car, len(seat.lanes)
    speed = max(car.forward_speed, 0.0)
    place = car.distance / seat.course.spacing
    below = int(place) % count
    part = place - int(place)
    here, then = seat.lanes[below], seat.lanes[(below + 1) % count]
    offset = on_path(here.offset, seat.memory)
    offset += part * (on_path(then.offset, seat.memory) - offset)
    slope = on_path(here.slope, seat.memory)
    slope += part * (on_path(then.slope, seat.memory) - slope)
    offset, slope = around_box(seat, offset, slope)
    if aside:
        offset, slope = beside_road(car, here)
    elif not through_pits(seat.memory):
        slope += seat.memory.lane_rate * lane_room(here.offset, seat.memory.lane) / max(speed, 5.0)
    ahead = place + speed * seat.who.technique.steering_delay / seat.course.spacing
    below = int(ahead) % count
    part = ahead - int(ahead)
    bend = on_path(seat.lanes[below].curvature, seat.memory)
    bend += part * (on_path(seat.lanes[(below + 1) % count].curvature, seat.memory) - bend)
    offset += aimed_inside(seat, bend)
    direction = arctangent(slope / max(0.2, 1.0 - here.bend * offset))
    technique, trim = seat.who.technique, seat.memory.trim
    curvature = path_curvature(car, technique, offset, direction, bend)
    learn_understeer(seat.memory, car, technique, offset, bend, seat.time)
    return steering(car, seat.spec, seat.limits, technique, curvature, trim, grip)


@compiled
def aimed_inside(seat: Seat, bend: float) -> float:
    """How far to the left of his way a driver aims who brakes into a corner [m].

    The front tyres that slow the car down have less grip left to turn it.
    """
    if seat.memory.pedal >= 0.0 or through_pits(seat.memory):
        return 0.0
    speed = max(seat.car.forward_speed, 0.0)
    limit = at_speed(seat.limits.lateral, seat.limits.speed_step, speed)
    used = min(1.0, abs(speed * seat.car.yaw_rate) / limit)
    inside = min(MOST_INSIDE, -PUSHED_WIDE * seat.memory.pedal * used)
    return float(inside if bend > 0.0 else -inside)


@compiled
def around_box(seat: Seat, offset: float, slope: float) -> tuple[float, float]:
    """Offset and slope of the way with its turn into the box and out of it."""
    to_box = way_to_box(seat)
    if abs(to_box) > TURN_IN + 4.0:
        return offset, slope
    aside = seat.course.box_offset[seat.brief.pit_box] - offset
    ahead = 2.0
    now = box_share(to_box)
    soon = box_share(to_box - ahead)
    return offset + now * aside, slope + (soon - now) / ahead * aside


@compiled
def speed_at(seat: Seat, place: float, grip: float) -> float:
    """Speed at a place of the way, in stations, that grip allows [m/s]."""
    planned = planned_speed(seat.plan, place, seat.memory.lane, through_pits(seat.memory))
    return planned * sqrt(grip)


@compiled
def run_wide(seat: Seat) -> float:
    """How far outside of his way a driver is in a corner, beyond what does not matter [m].

    Beside the racing line, or beside somebody, he lets more of it happen: he is changing his way
    there, and would be in that of who follows.
    """
    car, lane = seat.car, seat.lanes[seat.car.station]
    bend = float(lane.curvature[LINE])
    turning = abs(bend) * car.forward_speed * car.forward_speed > LIFTING
    if not turning or through_pits(seat.memory):
        return 0.0
    beside = abs(seat.memory.lane) > ON_LINE or seat.seen.overlap != 0
    aside = on_path(lane.offset, seat.memory) - car.offset
    wide: float = (aside if bend > 0.0 else -aside) - (WIDE_BESIDE if beside else WIDE)
    return max(0.0, wide)


@compiled
def lift(wide: float) -> float:
    """The part of his speed that a driver keeps who has run wide, 0..1."""
    return 1.0 - min(MOST_LIFTED, LIFTED * wide)


@compiled
def throttle_left(wide: float) -> float:
    """The part of the throttle that he dares to use, 0..1: front wheels that drive do not turn."""
    return 1.0 - min(1.0, max(0.0, (wide - FAR_WIDE) / FAR_WIDE))


@compiled
def box_speed(seat: Seat) -> float:
    """The highest speed that still stops in the box [m/s]."""
    if seat.memory.mode != IN_PIT:
        return FAR_BOX
    return pit_speed(way_to_box(seat))
