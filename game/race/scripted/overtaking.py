"""Which lane a driver goes for: the racing line, or one beside the car that holds him up.

Behind a car he learns how it takes the corners, thinks both cars ahead to the end of the next one,
each on its own lane, and pulls out where that brings him near enough to be left room there.
"""

from __future__ import annotations

from math import sqrt
from typing import Any, Final

from game.core.compiled import compiled
from game.race.scripted.lanes import LINE, blend
from game.race.scripted.memory import NOBODY
from game.race.scripted.path import next_bend
from game.race.scripted.planning import planned_speed
from game.race.scripted.seat import Seat
from game.race.scripted.traffic import (
    GAP_TIME,
    LEAST_GAP,
    RACING_SHARE,
    TOUCHING,
    along,
    held_within,
    lane_room,
    room_beside,
    trusted,
)
from game.sim.limits import at_speed

LANE_SPEED: Final = 3.5
"""Across the road, when a driver changes lanes on a straight [m/s]."""
SWERVE_SPEED: Final = 5.0
"""Across the road at most, to leave room to somebody alongside [m/s] ..."""
SWERVE_ANGLE: Final = 0.1
"""... for which he turns no farther from his way than this [rad] ..."""
SLOW_SWERVE: Final = 0.5
"""... unless he crawls [m/s]."""
LEAST_LANE_SPEED: Final = 0.4
"""The same at the cornering limit [m/s]."""
LANE_TIME: Final = 0.7
"""In which a lane change begins and ends [s]."""
PATIENCE: Final = 1.6
"""Held up for this long, the least aggressive driver looks for a way past [s]."""
PULL_OUT_TIME: Final = 1.0
"""Only nearer in time than this to the car ahead does a driver pull out [s]."""
SETTLING: Final = 0.8
"""A driver stays with his choice of lane at least for this time [s]."""
BUSY: Final = 0.8
"""Using more of the cornering limit than this, a driver stays in his lane."""
ROOM_TIME: Final = 0.9
"""How far ahead a driver leaves their room to those alongside [s] ..."""
ROOM_LOOKS: Final = 3
"""... and at how many places he thinks of it."""
OUTSIDE_PRICE: Final = 4.0
"""What the outside of the next corner costs, in metres across the road."""


PREVIEW: Final = 4.5
"""How far ahead a driver thinks both cars [s] ..."""
PREVIEW_STEP: Final = 0.2
"""... and in which steps [s]."""
TURNING: Final = 0.6
"""A corner is where a car uses this part of its cornering limit."""
OTHERS: Final = 0.985
"""Speed in corners of a car ahead over his own plan, at most: a driver trusts in himself."""
SLOWEST: Final = 0.8
"""The same at least."""
ENOUGH: Final = 6.0
"""More overlap than this is worth no more [m]."""
PRICE: Final = 0.5
"""Overlap that a metre across the road is worth [-]."""
STUDY_TIME: Final = 0.7
"""Time spent there in which a driver learns how fast the car ahead brakes and corners [s]."""
APEX_WAY: Final = 6.0
"""Over which his own plan tells him where one brakes and where the apex is [m] ..."""
BRAKES: Final = -3.0
"""... one brakes where it asks for this, or for more [m/s^2] ..."""
EVEN: Final = 1.0
"""... and from where it asks for more, engines and not drivers decide [m/s^2]."""
BRAKE_LIGHT: Final = 0.05
"""Brake pedal that lights the lamps [-]."""
NEAR_ENOUGH: Final = 0.3
"""Overlap expected for which the keenest driver goes [m]."""
SHYNESS: Final = 1.0
"""How much more of it the least keen wants [m]."""
TRUSTED_OVERLAP: Final = 1.2
"""How much less of it is enough beside a car that he trusts in fully [m]."""
BESIDE: Final = 1.0
"""Overlap with which a driver comes back towards the racing line as far as he is left room [m]."""
CRAWLING: Final = 2.0
"""Slower than this behind another car a driver looks for a way past anew, and does not wait
with it behind one that is so slow [m/s]."""
FICKLE: Final = 3.5
"""How much of it may be lost before a driver gives up [m]."""
CONCEDED: Final = 0.5
"""Middle to middle, so far ahead on the inside a car has the corner of the keenest driver [m];
of one who waits for a free road when it is level."""
CORNER_TIME: Final = 0.6
"""Corners that begin within this are thought of [s]."""
LOOKS: Final = 3
"""At how many places."""
LET_GO: Final = 2.0
"""Slower than who is let go a driver is [m/s] ..."""
LEAST_LETTING_GO: Final = 4.0
"""... but not slower than this [m/s]."""


@compiled
def choose_lane(seat: Seat, grip: float) -> None:
    """Set the lane that the driver goes for.

    Args:
        seat: His own.
        grip: The part of the measured grip that there is today.
    """
    memory, seen = seat.memory, seat.seen
    memory.settled += seat.time
    study(seat, grip)
    if memory.aim != 0.0 and beside_rival(seat):
        aim_for(memory, 0.0)
    if seen.overlap != 0 or lateral_use(seat) > BUSY or memory.settled < SETTLING:
        return
    blocked = seen.ahead != NOBODY and seat.car.forward_speed < CRAWLING
    if memory.aim != 0.0 and not blocked:
        if given_up(seat, grip) and room_beside(seat, 0.0, 4.0):
            aim_for(memory, 0.0)
        return
    patience = PATIENCE * (1.1 - seat.who.aggression)
    near = seen.ahead != NOBODY and seen.gap < PULL_OUT_TIME * seat.car.forward_speed
    standing = seen.speed < CRAWLING
    if near and (standing or memory.held_up >= patience):
        pull_out(seat, grip)


@compiled
def given_up(seat: Seat, grip: float) -> bool:
    """Whether a driver beside the line has passed his rival, or will not any more."""
    memory = seat.memory
    if memory.studied == NOBODY or seat.state[memory.studied].present == 0:
        return True
    gap = gap_to_rival(seat)
    if gap < 0.0 or gap > PULL_OUT_TIME * max(seat.car.forward_speed, 5.0):
        return True
    return overlap_expected(seat, memory.aim, grip) < overlap_wanted(seat) - FICKLE


@compiled
def beside_rival(seat: Seat) -> bool:
    """Whether the driver is so far alongside that all of the road but his rival's is his."""
    if seat.seen.overlap == 0 or seat.memory.studied == NOBODY:
        return False
    return bool(gap_to_rival(seat) < -BESIDE)


@compiled
def conceding_speed(seat: Seat) -> float:
    """The speed with which a driver lets go whoever is ahead of him on the inside of a corner.

    Round the outside he would only lose more, or be run out of road.

    Returns:
        [m/s]; far more than any car has when there is nobody.
    """
    seen, speed = seat.seen, max(seat.car.forward_speed, 5.0)
    if seen.overlap == 0 or seen.lead < CONCEDED * seat.who.aggression:
        return 1e9
    if seen.lead_speed < RACING_SHARE * speed:
        return 1e9
    for look in range(LOOKS):
        way = CORNER_TIME * speed * look / (LOOKS - 1)
        place = (seat.car.distance + way) / seat.course.spacing
        if in_corner(seat, place, speed):
            bend = seat.lanes[int(place) % len(seat.lanes)].curvature[LINE]
            if bend * seen.lead_side > 0.0:
                return max(LEAST_LETTING_GO, float(seen.lead_speed) - LET_GO)
            return 1e9
    return 1e9


@compiled
def gap_to_rival(seat: Seat) -> float:
    """From the driver's nose to the tail of the car whose pace he knows, along the road [m]."""
    other = seat.memory.studied
    way = along(seat.car.distance, seat.state[other].distance, seat.course.length)
    return float(way - 0.5 * (seat.spec.length + seat.specs[other].length))


@compiled
def study(seat: Seat, grip: float) -> None:
    """Learn how the car ahead brakes, and how fast it is in corners."""
    memory, seen = seat.memory, seat.seen
    if seen.ahead == NOBODY:
        return
    if memory.aim == 0.0:
        memory.studied = seen.ahead
    elif seen.ahead != memory.studied:
        return
    there = (seat.car.distance + seen.gap + seat.spec.length) / seat.course.spacing
    mine = sqrt(grip) * planned_speed(seat.plan, there, 0.0, False)
    learned = min(1.0, seat.time / STUDY_TIME)
    pace = max(SLOWEST, min(OTHERS, seen.speed / mine))
    asked = plan_acceleration(seat, there)
    if asked < BRAKES:
        if seat.state[seen.ahead].brake > BRAKE_LIGHT:
            memory.rival_braking += (pace - memory.rival_braking) * learned
    elif asked < EVEN and in_corner(seat, there, mine):
        memory.rival_pace += (pace - memory.rival_pace) * learned


@compiled
def plan_acceleration(seat: Seat, place: float) -> float:
    """What the driver's plan for the racing line asks for at a place, in stations [m/s^2]."""
    here = planned_speed(seat.plan, place, 0.0, False)
    then = planned_speed(seat.plan, place + APEX_WAY / seat.course.spacing, 0.0, False)
    return float((then * then - here * here) / (2.0 * APEX_WAY))


@compiled
def in_corner(seat: Seat, place: float, speed: float) -> bool:
    """Whether the car would turn hard on the racing line at a place, in stations."""
    bend = seat.lanes[int(place) % len(seat.lanes)].curvature[LINE]
    limit = at_speed(seat.limits.lateral, seat.limits.speed_step, speed)
    return bool(abs(bend) * speed * speed > TURNING * limit)


@compiled
def overlap_wanted(seat: Seat) -> float:
    """Overlap to be expected before the driver tries to pass [m], negative for a gap."""
    shy: float = min(max(1.5 - seat.who.aggression, 0.0), 1.0)
    return NEAR_ENOUGH + SHYNESS * shy - TRUSTED_OVERLAP * trusted(seat)


@compiled
def overlap_expected(seat: Seat, lane: float, grip: float) -> float:
    """Overlap with the car ahead in the middle of the next corner, or after a while [m].

    Both cars go as fast as their engines and plans allow, the other one on the racing line and at
    the pace that was seen of it. A lane on the inside is shorter; one that comes near the racing
    line leads nowhere before the other car is passed.

    Args:
        seat: Of the driver.
        lane: On which he would drive.
        grip: The part of the measured grip that there is today.
    """
    spacing, count, share = seat.course.spacing, len(seat.lanes), sqrt(grip)
    mine, rival = max(seat.car.forward_speed, 5.0), seat.state[seat.memory.studied]
    theirs = float(rival.forward_speed)
    place = seat.car.distance / spacing
    ahead = place + (gap_to_rival(seat) + seat.spec.length) / spacing
    before, turned, time = 1e9, False, 0.0
    while time < PREVIEW:
        time += PREVIEW_STEP
        mine = faster(seat, mine, share * planned_speed(seat.plan, place, lane, False))
        braking = plan_acceleration(seat, ahead) < BRAKES
        pace = seat.memory.rival_braking if braking else seat.memory.rival_pace
        limit = share * pace * planned_speed(seat.plan, ahead, 0.0, False)
        theirs = faster(seat, theirs, limit)
        gap = (ahead - place) * spacing - seat.spec.length
        if 0.0 < gap < LEAST_GAP + GAP_TIME * mine:
            offset = seat.lanes[int(ahead) % count].offset
            if abs(blend(offset, lane) - offset[LINE]) < seat.spec.width + TOUCHING:
                mine = min(mine, theirs)
        place += mine * PREVIEW_STEP / blend(seat.lanes[int(place) % count].step, lane)
        ahead += theirs * PREVIEW_STEP / blend(seat.lanes[int(ahead) % count].step, 0.0)
        turning = in_corner(seat, place, mine)
        if (turned and not turning) or (turning and mine > before - 0.05):
            break
        turned, before = turning, mine
    overlap: float = (place - ahead) * spacing + seat.spec.length
    return overlap


@compiled
def faster(seat: Seat, speed: float, limit: float) -> float:
    """The speed one step later, of a car like the driver's that may be at most so fast [m/s]."""
    gain = at_speed(seat.limits.acceleration, seat.limits.speed_step, speed)
    return min(speed + gain * PREVIEW_STEP, limit)


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
def pull_out(seat: Seat, grip: float) -> None:
    """Go for the most promising lane that is free past the car ahead, if there is one."""
    turning = next_bend(seat, PREVIEW)
    best, most = 0.0, -1e9
    for lane in (-1.0, -0.7, 0.7, 1.0):
        expected = min(overlap_expected(seat, lane, grip), ENOUGH)
        worth = expected - PRICE * lane_price(seat, lane, turning)
        enough = expected > overlap_wanted(seat) and worth > most
        if enough and room_beside(seat, lane, seat.seen.gap + 8.0):
            best, most = lane, worth
    if best != 0.0:
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
        then = look * ROOM_TIME / ROOM_LOOKS
        low = seen.low if then <= seen.low_time else -1e9
        high = seen.high if then <= seen.high_time else 1e9
        lane = held_within(lane, seat.lanes[station].offset, low, high)
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
        most = (
            min(SWERVE_SPEED, SLOW_SWERVE + SWERVE_ANGLE * max(seat.car.forward_speed, 0.0)) / room
        )
        memory.lane_rate = max(-most, min(most, (held - memory.lane) / seat.time))
        held = memory.lane + memory.lane_rate * seat.time
    memory.lane = held


@compiled
def speed_across(seat: Seat) -> float:
    """Speed across the road towards the lane he goes for, negative when away from it [m/s]."""
    memory = seat.memory
    towards = 1.0 if memory.aim > memory.lane else -1.0
    room = lane_room(seat.lanes[seat.car.station].offset, memory.aim)
    return float(towards * memory.lane_rate * room)
