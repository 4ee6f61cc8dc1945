"""Pit stops: when to come in, how to drive through the lane, what to ask of the crew."""

from __future__ import annotations

from math import sqrt
from typing import Any, Final

from game.core.compiled import compiled
from game.race.scripted.lanes import PIT_BLEND
from game.race.scripted.memory import IN_PIT, RACING, SERVED, Memory
from game.race.scripted.traffic import along
from game.sim.controls import PitService
from game.vehicle.state import WHEELS

RESERVE_LAPS: Final = 1.4
"""With fuel for fewer laps than this a driver comes in."""
WORN: Final = 0.80
"""So do worn tyres ..."""
WORTH_CHANGING: Final = 0.30
"""... and with more wear than this they are changed on the occasion."""
BROKEN: Final = 0.45
"""Damage that is worth a stop."""
WORTH_REPAIRING: Final = 0.10
FULL_STEPS: Final = 255
"""`pit_fuel` of a full tank."""

STOP_DECELERATION: Final = 3.0
"""Into the box [m/s^2]."""
TURN_IN: Final = 14.0
"""Before and behind its box, a car moves over to it from the lane [m]."""
IMPATIENCE: Final = 6.0
"""In a box where no crew comes, a driver drives on after this time [s]."""

TYRES: Final = int(PitService.TYRES)
REPAIR: Final = int(PitService.REPAIR)
REFUEL: Final = int(PitService.REFUEL)


@compiled
def most_wear(car: Any) -> float:
    """Of the most worn tyre, 0..1."""
    wear = 0.0
    for wheel in range(WHEELS):
        wear = max(wear, car.tyre_wear[wheel])
    return wear


@compiled
def damage(car: Any) -> float:
    """The worst damage of any kind, 0..1."""
    return float(max(car.aero_damage, abs(car.alignment_damage), car.engine_damage))


@compiled
def count_fuel(memory: Memory, car: Any, lap: int) -> None:
    """Keep the books of the fuel that a lap takes."""
    if lap != memory.lap:
        used = memory.lap_fuel - car.fuel
        if lap == memory.lap + 1 and used > 0.0 and memory.lap_fuel > 0.0:
            memory.fuel_per_lap = used
        memory.lap_fuel = car.fuel
        memory.lap = lap


@compiled
def wants_to_pit(memory: Memory, car: Any, brief: Any) -> bool:
    """Whether there is a reason to come in at the end of this lap."""
    if brief.must_pit != 0:
        return True
    if brief.laps_left < 1 or brief.finished != 0:
        return False
    needed = min(RESERVE_LAPS, brief.laps_left + 0.2) * memory.fuel_per_lap
    long_way = brief.laps_left >= 2
    return bool(
        (memory.fuel_per_lap > 0.0 and car.fuel < needed)
        or (long_way and most_wear(car) > WORN)
        or (long_way and damage(car) > BROKEN)
    )


@compiled
def ask_crew(control: Any, memory: Memory, car: Any, spec: Any, brief: Any) -> None:
    """Say what shall be done at the stop."""
    service = 0
    if most_wear(car) > WORTH_CHANGING:
        service |= TYRES
    if damage(car) > WORTH_REPAIRING:
        service |= REPAIR
    needed = min((brief.laps_left + RESERVE_LAPS) * memory.fuel_per_lap, spec.fuel_capacity)
    if needed > car.fuel:
        service |= REFUEL
    control.pit_service = service
    control.pit_fuel = min(FULL_STEPS, int(FULL_STEPS * needed / spec.fuel_capacity) + 1)


@compiled
def change_pit_mode(memory: Memory, car: Any, brief: Any, course: Any, time: float) -> None:
    """Turn towards the pits, note the end of the service, come back to racing."""
    to_entry = along(car.distance, course.pit_entry, course.length)
    if memory.mode == RACING and course.has_pit != 0:
        if brief.in_pit_lane != 0 and beyond_limit(car, course):
            enter(memory, SERVED)  # a session may begin in the boxes: drive out
        elif PIT_BLEND < to_entry < PIT_BLEND + 80.0 and wants_to_pit(memory, car, brief):
            enter(memory, IN_PIT)
    elif memory.mode == IN_PIT or memory.mode == SERVED:
        past_exit = (car.distance - course.pit_entry) % course.length - course.pit_run
        back = 0.5 * PIT_BLEND < past_exit < 0.5 * course.length
        if back and memory.time_in_mode > 3.0 and not 0.0 < to_entry < PIT_BLEND + 90.0:
            enter(memory, RACING)
    if memory.mode == IN_PIT and brief.pit_box >= 0:
        if car.forward_speed < 0.3 and memory.time_in_mode > 3.0:
            memory.stopped += time
        if car.held != 0:
            memory.was_held = 1
        elif memory.was_held != 0 or memory.stopped > IMPATIENCE:
            enter(memory, SERVED)


@compiled
def beyond_limit(car: Any, course: Any) -> bool:
    """Whether a car in the lane has passed the line where its speed limit begins.

    Who was pushed over the white line of the entry before that comes back to the road.
    """
    return bool((car.distance - course.pit_entry) % course.length > course.limit_start)


@compiled
def enter(memory: Memory, mode: int) -> None:
    """Change the mode of a driver."""
    memory.mode = mode
    memory.time_in_mode = 0.0
    memory.stopped = 0.0
    memory.was_held = 0
    memory.lane = memory.lane_rate = memory.aim = 0.0


@compiled
def box_share(to_box: float) -> float:
    """How far over from the lane towards his box a driver is, 0..1.

    Args:
        to_box: Way to the middle of the box, negative beyond it [m].
    """
    part = max(0.0, min(1.0, (TURN_IN - abs(to_box)) / (TURN_IN - 3.0)))
    return part * part * (3.0 - 2.0 * part)


@compiled
def pit_speed(to_box: float) -> float:
    """The highest speed on the way into the box [m/s]."""
    if to_box < -2.0:
        return 1e9
    return sqrt(2.0 * STOP_DECELERATION * max(0.0, to_box - 0.2))
