"""One decision of one driver: what he sees becomes a line, a speed, pedals and a steering wheel."""

from __future__ import annotations

from typing import Any, Final

from game.core.compiled import compiled
from game.race.scripted.condition import condition
from game.race.scripted.flags import flag_lane, flag_speed
from game.race.scripted.line_following import lateral_share
from game.race.scripted.memory import RACING, REVERSING
from game.race.scripted.overtaking import (
    BUSY,
    change_lane,
    choose_lane,
    conceding_speed,
    lateral_use,
    speed_across,
)
from game.race.scripted.path import box_speed, follow_path, lift, run_wide, speed_at, throttle_left
from game.race.scripted.pedals import pedal, wanted_acceleration
from game.race.scripted.pit import ask_crew, change_pit_mode, count_fuel
from game.race.scripted.recovery import (
    STOPPING,
    backing_steer,
    change_recovery_mode,
    feel_slides,
    lets_by,
    spinning,
)
from game.race.scripted.seat import Seat
from game.race.scripted.shifting import choose_gear
from game.race.scripted.start import rev_up, waits_for_lights
from game.race.scripted.traffic import (
    TOWED_TIME,
    follow_time,
    least_gap,
    look,
    safe_speed,
    see_nobody,
    through_pits,
    trusted,
)
from game.sim.controls import PEDAL_STEPS, STEER_STEPS
from game.sim.limits import at_speed

HOLD: Final = -0.7
"""Pedal of a car that stands or spins."""
REVERSE_THROTTLE: Final = 0.45
OFF_ROAD: Final = 0.75
"""Part of the planned speed beside the road."""
TURNING_BRAKING: Final = 0.35
"""Braking behind another car, as a part of the straight-line one, he counts on in turns, ..."""
TRUSTED_BRAKING: Final = 1.3
"""... and behind one that he trusts in fully, if not more than all of it: it will not brake as hard
there as he can, ..."""
TRUSTED_MORE: Final = 0.2
"""... nor anywhere, by this part of his braking."""
RESOLVE: Final = 6.0
"""Braking behind another car per speed that is too much [1/s]."""
HELD_UP: Final = 3.0
"""A car ahead that lets him be at most this much faster than he is holds a driver up [m/s]."""
MOST_HELD_UP: Final = 4.0
"""Longer than this makes no difference [s]."""
BRAKING: Final = -0.12
"""Pedal beyond which a driver brakes: no flag makes him change lanes then."""


@compiled
def decide_all(
    rows: Any,
    memories: Any,
    parameters: Any,
    plans: Any,
    limits: Any,
    lanes: Any,
    lanes_of: Any,
    course: Any,
    view: Any,
    state: Any,
    specs: Any,
    briefs: Any,
    controls: Any,
    time: float,
    alone: bool,
) -> None:
    """Decide for all cars of a scripted driver.

    Args:
        rows: Of its cars in the scene, shape (k,).
        memories: MEMORY rows, (k,).
        parameters: PARAMETERS rows, (k,).
        plans: From `plan_speeds`, shape (k, n, LANES).
        limits: LIMITS rows, (k,).
        lanes: LANE_STATION rows, (m, n).
        lanes_of: Which of them each drives on, (k,).
        course: COURSE, one row.
        view: VIEW, one row to work in.
        state: CAR_STATE rows of the scene.
        specs: CAR_SPEC rows of the scene.
        briefs: BRIEF rows of the scene.
        controls: CONTROLS rows of the scene, written here.
        time: Since the last decision [s].
        alone: Every car has the track to itself: the others are not there for it.
    """
    for index in range(len(rows)):
        row = rows[index]
        if state[row].present == 0:
            continue
        seat = Seat(
            row,
            state[row],
            specs[row],
            briefs[row],
            memories[index],
            parameters[index],
            plans[index],
            limits[index],
            lanes[lanes_of[index]],
            course[0],
            view[0],
            state,
            specs,
            time,
        )
        if alone:
            see_nobody(seat.seen)
        else:
            look(seat)
        decide(seat, controls[row])


@compiled
def decide(seat: Seat, control: Any) -> None:
    """Write the controls of one car."""
    car, memory, brief, time = seat.car, seat.memory, seat.brief, seat.time
    control.steer = control.clutch = control.handbrake = control.buttons = 0
    count_fuel(memory, car, brief.lap)
    feel_slides(memory, car, time)
    wait = waits_for_lights(memory, car, brief, seat.who.reaction, time)
    change_recovery_mode(memory, car, wait or through_pits(memory), time)
    change_pit_mode(memory, car, brief, seat.course, time)
    ask_crew(control, memory, car, seat.spec, brief)
    control.gear = choose_gear(memory, car, seat.spec, memory.mode == REVERSING, time)
    if memory.mode == REVERSING:
        control.steer = round(STEER_STEPS * backing_steer(car))
        set_pedals(control, memory, REVERSE_THROTTLE if car.forward_speed < 1.0 else HOLD)
        return
    grip = condition(car, seat.spec, seat.limits) * memory.confidence * mood(seat)
    if memory.mode == RACING:
        choose_way(seat, grip)
    waits = lets_by(memory, car, seat.seen, seat.lanes[car.station], time)
    control.steer = round(STEER_STEPS * follow_path(seat, grip, waits))
    push = push_pedals(seat, grip)
    if wait or spinning(car) or (waits and car.forward_speed < STOPPING):
        push = HOLD
    set_pedals(control, memory, push)
    if wait:
        rev_up(control, car, seat.spec, seat.who.launch)


@compiled
def mood(seat: Seat) -> float:
    """The driver's form in this lap, a factor on the grip he uses."""
    return float(seat.who.mood[seat.brief.lap % len(seat.who.mood)])


@compiled
def choose_way(seat: Seat, grip: float) -> None:
    """Decide where across the road to drive."""
    busy = seat.memory.pedal < BRAKING or lateral_use(seat) > BUSY
    if not flag_lane(seat.memory, seat.brief, seat.lanes[seat.car.station].offset, busy):
        choose_lane(seat, grip)
    change_lane(seat)


@compiled
def push_pedals(seat: Seat, grip: float) -> float:
    """Throttle 0..1 or brake -1..0 for the way ahead and whoever is on it."""
    car, spacing = seat.car, seat.course.spacing
    speed = max(car.forward_speed, 0.0)
    share = flag_speed(seat.brief, car.distance)
    lane = seat.lanes[car.station]
    if car.offset > lane.width_left + 1.0 or car.offset < -lane.width_right - 1.0:
        share *= 1.0 if through_pits(seat.memory) else OFF_ROAD
    wide = run_wide(seat)
    share *= lift(wide)
    technique = seat.who.technique
    place = (car.distance + technique.pace_delay * speed) / spacing
    distance = max(4.0, technique.pace_time * speed)
    here = share * speed_at(seat, place, grip)
    soon = share * speed_at(seat, place + distance / spacing, grip)
    braking = at_speed(seat.limits.braking, seat.limits.speed_step, speed)
    most = min(seat.brief.target_speed, box_speed(seat))
    trust = trusted(seat)
    turning = max(TURNING_BRAKING, min(1.0, TRUSTED_BRAKING * trust))
    left = max(turning, lateral_share(car, seat.limits, grip))
    braking *= grip * seat.who.margin * left * (1.0 + TRUSTED_MORE * trust)
    towed = speed_at(seat, (car.distance + TOWED_TIME * speed) / spacing, grip) > speed
    behind = follow_time(seat.who.aggression, towed, seat.brief.lap == 0, trust)
    kept = least_gap(seat)
    safe = safe_speed(seat.seen, speed, braking, kept, behind, speed_across(seat))
    safe = min(safe, conceding_speed(seat))
    wish = wanted_acceleration(speed, min(here, most), min(soon, most), distance, technique)
    if safe < here:
        wish = min(wish, RESOLVE * (safe - speed))
    seat.memory.held_up = held_up_time(seat, safe < min(here, speed + HELD_UP))
    return min(throttle_left(wide), pedal(car, seat.spec, seat.limits, wish, seat.who, grip))


@compiled
def held_up_time(seat: Seat, held_up: bool) -> float:
    """Time that the driver has been held up by a car ahead, which fades when he is not [s]."""
    change = seat.time if held_up else -0.5 * seat.time
    total: float = seat.memory.held_up + change
    return max(0.0, min(MOST_HELD_UP, total))


@compiled
def set_pedals(control: Any, memory: Any, push: float) -> None:
    """Write both pedals and remember them."""
    memory.pedal = push
    control.throttle = round(PEDAL_STEPS * max(0.0, push))
    control.brake = round(PEDAL_STEPS * max(0.0, -push))
