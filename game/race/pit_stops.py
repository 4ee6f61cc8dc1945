"""Pit stops: entering, speeding, being serviced, serving penalties, leaving."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from game.core.clock import ticks
from game.race.events import EventKind
from game.race.race_control import RaceControl
from game.race.settings import PitRules
from game.race.state import PitState
from game.sim.controls import PitService

FULL: Final = 255
"""`pit_fuel` of a full tank."""
SPEEDING_HEAVY: Final = 5.5
"""This much above the pit limit costs a drive-through [m/s]."""


def on_request(control: RaceControl, row: int, other: int, value: float) -> None:
    """A driver announces a stop, or takes it back."""
    car = control.race[row]
    car.pit_requested = 1 - car.pit_requested
    what = "will come in" if car.pit_requested else "stays out"
    control.emit(EventKind.PIT_REQUEST, row, f"{control.name(row)} {what}")


def on_entry(control: RaceControl, row: int, other: int, value: float) -> None:
    """A car is in the pit lane."""
    control.race[row].pit_requested = 0
    control.clock.brief_due = 1
    control.emit(EventKind.PIT_ENTRY, row, f"{control.name(row)} enters the pit lane")


def on_exit(control: RaceControl, row: int, other: int, value: float) -> None:
    """A car has left the pit lane: was it too fast, did it serve a drive-through?"""
    car, lane = control.race[row], control.track.pit_lane
    control.emit(EventKind.PIT_EXIT, row, f"{control.name(row)} leaves the pit lane")
    control.clock.brief_due = 1
    if car.pit_excess > 0.0 and lane is not None:
        _speeding(control, row, float(car.pit_excess), lane.speed_limit)
    elif car.drive_throughs > 0 and not car.pit_stopped and _whole_lane(control, car):
        car.drive_throughs = 0
        control.served(row, "drive_through")


def _whole_lane(control: RaceControl, car: Any) -> bool:
    """Whether a car that leaves the lane does so at its end."""
    lane = control.track.pit_lane
    if lane is None:
        return False
    length = control.track.length
    into = (car.distance - lane.entry_s) % length
    return bool(into > (lane.limit_end_s - lane.entry_s) % length - 1.0)


def _speeding(control: RaceControl, row: int, excess: float, limit: float) -> None:
    reason = (
        f"{3.6 * (limit + excess):.0f} km/h in the pit lane, {3.6 * limit:.0f} km/h are allowed"
    )
    control.emit(EventKind.PIT_SPEEDING, row, f"{control.name(row)}: {reason}", excess=excess)
    if excess > SPEEDING_HEAVY:
        control.drive_through(row, reason)
    else:
        control.penalise(row, control.settings.penalties.pit_speeding, reason)


def on_stopped(control: RaceControl, row: int, other: int, value: float) -> None:
    """A car stands in its box: penalties first, then the crew."""
    car, world = control.race[row], control.world
    wish = world.controls[row]
    service = PitService(int(wish["pit_service"]) & 7)
    fuel = fuel_wanted(
        float(world.state["fuel"][row]),
        float(world.spec["fuel_capacity"][row]),
        int(wish["pit_fuel"]),
    )
    if not service & PitService.REFUEL:
        fuel = 0.0
    damage = damage_of(world.state[row])
    seconds = service_time(control.settings.pit, service, fuel, damage)
    penalty = sum(p.seconds for p in control.served(row, "time"))
    car.open_seconds = 0.0
    car.service, car.service_fuel = int(service), fuel
    car.pit_state, car.pit_stopped = PitState.SERVICE.value, 1
    car.pit_stops += 1
    car.pit_tick = control.tick + ticks(seconds + penalty)
    world.hold(row, True)
    control.emit(
        EventKind.PIT_STOP,
        row,
        f"{control.name(row)} stops for {seconds + penalty:.1f} s: "
        + describe(service, fuel, penalty),
        seconds=seconds + penalty,
        fuel=fuel,
        tyres=bool(service & PitService.TYRES),
        repair=bool(service & PitService.REPAIR),
        penalty=penalty,
    )


def fuel_wanted(fuel: float, capacity: float, level: int) -> float:
    """Fuel to be filled in for a tank at `level` of `FULL` [kg]."""
    return max(0.0, level / FULL * capacity - fuel)


def damage_of(car: Any) -> float:
    """All damage of a CAR_STATE row, 0 none .. 1 all."""
    parts = (car["aero_damage"], abs(car["alignment_damage"]), car["engine_damage"])
    return float(np.clip(np.mean(parts), 0.0, 1.0))


def service_time(rules: PitRules, service: PitService, fuel: float, damage: float) -> float:
    """How long the crew needs [s].

    Args:
        rules: Of the session.
        service: What is to be done.
        fuel: To be filled in [kg].
        damage: To be repaired, 0..1.
    """
    if not service:
        return 0.0
    flow = fuel / rules.fuel_rate
    tyres = rules.tyre_time if service & PitService.TYRES else 0.0
    repair = rules.repair_time * damage if service & PitService.REPAIR else 0.0
    together = max(flow, tyres) if rules.together else flow + tyres
    return rules.stop_time + together + repair


def describe(service: PitService, fuel: float, penalty: float) -> str:
    """A stop in words."""
    parts = [f"{penalty:.0f} s penalty"] if penalty else []
    parts += ["tyres"] if service & PitService.TYRES else []
    parts += [f"{fuel:.1f} kg of fuel"] if fuel else []
    parts += ["repairs"] if service & PitService.REPAIR else []
    return ", ".join(parts) if parts else "nothing to do"


def on_served(control: RaceControl, row: int, other: int, value: float) -> None:
    """The crew is done."""
    car, world = control.race[row], control.world
    service = PitService(int(car.service))
    if car.service_fuel > 0.0:
        world.refuel(row, float(car.service_fuel))
    if service & PitService.TYRES:
        world.fit_tyres(row)
    if service & PitService.REPAIR:
        world.repair(row)
    world.hold(row, False)
    car.pit_state = PitState.LEAVING.value
    car.lap_fuel = world.state["fuel"][row]
    car.fuel_per_lap = 0.0
    control.clock.brief_due = 1
    control.emit(EventKind.PIT_SERVICE, row, f"{control.name(row)} is released")
