"""Cars that cannot go on by themselves: put back on the track, retired, taken away."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from game.core.clock import TICK
from game.core.compiled import uncompiled
from game.race.events import EventKind
from game.race.motion import PUSHING, stays_where_put
from game.race.race_control import RaceControl
from game.race.state import NEVER, Status

MAX_IN_ROW: Final = 4
"""A car that was put back this often without making way retires."""
WAY: Final = 150.0
"""That it has to make between two recoveries [m]."""
BACK_STEPS: Final = (0.0, 10.0, 20.0, 35.0, 50.0)
"""How far behind the place where it stood it may be put back [m]."""
EDGE: Final = 1.6
"""From the middle of the car to the white line [m]."""
ROOM: Final = 9.0
"""Along the road to any other car [m]."""
SIGHT_TIME: Final = 4.0
"""A car that comes within this time is waited for [s]."""
PATIENCE: Final = 6.0
"""After waiting this long the car is put back in any gap [s]."""
CANNOT: Final = "could not get going again"
STANDS: Final = "stood still for too long"
"""Why a car is out that was put back and has made no way since: as its driver tried to, or not."""


def on_stuck(control: RaceControl, row: int, other: int, value: float) -> None:
    """A car has made no way for some time; one that stands where it was put is out of the race."""
    if uncompiled(stays_where_put)(control.race[row]):
        tries = control.world.controls["throttle"][row] >= PUSHING
        _give_up(control, row, CANNOT if tries else STANDS)
    else:
        _wait(control, row)


def on_reset(control: RaceControl, row: int, other: int, value: float) -> None:
    """A driver asks to be put back."""
    _wait(control, row)


def _wait(control: RaceControl, row: int) -> None:
    car = control.race[row]
    near = car.recoveries > 0 and car.progress < car.recovered_at + WAY
    car.recoveries_in_row = car.recoveries_in_row + 1 if near else 1
    if car.recoveries_in_row > MAX_IN_ROW and control.is_race:
        _give_up(control, row, CANNOT)
    else:
        car.recover_since = control.tick


def _give_up(control: RaceControl, row: int, reason: str) -> None:
    control.retire(row, reason)
    control.world.hold(row, True)


def on_recover(control: RaceControl, row: int, other: int, value: float) -> None:
    """Put a waiting car back as soon as there is a safe place."""
    car = control.race[row]
    waited = int(control.tick - car.recover_since) * TICK
    place = safe_place(control, row, waited > PATIENCE)
    if place is None:
        return
    s, d = place
    put_back(control, row, s, d)
    seconds = control.settings.penalties.reset
    control.emit(
        EventKind.RECOVERED,
        row,
        f"{control.name(row)} is put back on the track and waits {seconds:.0f} s",
        distance=s,
        waited=waited,
    )


def safe_place(control: RaceControl, row: int, hurried: bool) -> tuple[float, float] | None:
    """The nearest free place (s, d) at the edge of the road, None where there is none now.

    Args:
        control: The officials' room.
        row: The car.
        hurried: Whether cars that come are no longer waited for.
    """
    track, state = control.track, control.world.state
    for back in BACK_STEPS:
        s = float((control.race[row].distance - back) % track.length)
        station = track.stations[int(s / track.spacing) % len(track.stations)]
        left = state["offset"][row] > 0.0
        width = station["width_left"] if left else station["width_right"]
        d = max(float(width) - EDGE, 0.0) * (1 if left else -1)
        if _free(control, row, s, hurried):
            return s, d
    return None


def _free(control: RaceControl, row: int, s: float, hurried: bool) -> bool:
    """Whether nobody stands at `s` and nobody is about to arrive there."""
    length = control.track.length
    others = np.flatnonzero(control.world.state["present"] == 1)
    others = others[others != row]
    ahead = (s - control.race["distance"][others] + length / 2) % length - length / 2
    if (np.abs(ahead) < ROOM).any():
        return False
    coming = (ahead > 0) & (ahead < ROOM + SIGHT_TIME * control.race["speed"][others])
    return bool(hurried or not coming.any())


def put_back(control: RaceControl, row: int, s: float, d: float) -> None:
    """Place a car along the road at standstill, and keep it there for the price of it."""
    track, car = control.track, control.race[row]
    x, y = (float(value) for value in track.position(s, d))
    station = track.stations[int(s / track.spacing) % len(track.stations)]
    yaw = float(np.arctan2(station["tangent_y"], station["tangent_x"]))
    control.world.place(row, x, y, yaw, 0.0)
    control.world.hold(row, True)
    car.recover_since = NEVER
    car.recovered_at = car.progress
    car.recoveries += 1
    car.held_until = control.ticks_from_now(control.settings.penalties.reset)
    car.lap_valid = 0
    car.off = 0
    car.wrong_ticks = car.wrong_way = 0
    car.anchor = car.travelled
    car.anchor_tick = car.held_until


def on_release(control: RaceControl, row: int, other: int, value: float) -> None:
    """A car that was put back may drive on."""
    control.world.hold(row, False)


def on_out_of_fuel(control: RaceControl, row: int, other: int, value: float) -> None:
    """A car stands with an empty tank."""
    control.retire(row, "out of fuel")


def on_broken(control: RaceControl, row: int, other: int, value: float) -> None:
    """A car is too badly damaged to go on."""
    car: Any = control.world.state[row]
    part = "engine" if car["engine_damage"] >= 1.0 else "suspension"
    control.retire(row, f"{part} destroyed in an accident")


def on_take_away(control: RaceControl, row: int, other: int, value: float) -> None:
    """The marshals clear a car that has ended its session."""
    control.world.take_away(row)
    why = "finished" if control.race[row].status == Status.FINISHED else "retired"
    control.emit(EventKind.REMOVED, row, f"{control.name(row)}, {why}, is taken off the track")


def on_wrong_way(control: RaceControl, row: int, other: int, value: float) -> None:
    """A car drives against the direction."""
    control.clock.brief_due = 1
    control.emit(EventKind.WRONG_WAY, row, f"{control.name(row)} drives the wrong way")
