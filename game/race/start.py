"""The start: the lights, who jumps them, and the line that releases a formation."""

from __future__ import annotations

from typing import Final

import numpy as np

from game.core.clock import ticks
from game.race.events import EventKind
from game.race.finish import end_session, time_is_up
from game.race.race_control import RaceControl
from game.race.settings import Start
from game.race.state import Phase
from game.sim.driver import Lights

GRID_TIME: Final = 2.0
"""Held on the grid before the red lights [s]."""
RED_TIME: Final = 3.0
"""Red lights before the hold that nobody knows [s]."""
LEAST_HOLD: Final = 0.5
MOST_HOLD: Final = 2.5
GO_TIME: Final = 3.0
"""How long the lights show green [s]."""
FORMATION_TIME: Final = 90.0
"""A formation that has not reached the line by then is released [s]."""


def open_session(control: RaceControl) -> None:
    """Begin: hold the grid, roll the formation, or open the track at once."""
    start = control.settings.start
    if start is Start.STANDING:
        for row in range(len(control.race)):
            control.world.hold(row, True)
        control.clock.next_tick = ticks(GRID_TIME)
        control.enter(Phase.GRID, "the cars are on the grid")
    elif start is Start.ROLLING:
        control.clock.lights = Lights.FORMATION
        control.clock.next_tick = ticks(FORMATION_TIME)
        control.enter(Phase.FORMATION, "the formation rolls to the line")
    else:
        go(control, "the track is open")


def on_schedule(control: RaceControl, row: int, other: int, value: float) -> None:
    """What was due at this tick: the next light, the next phase, the end."""
    clock = control.clock
    if clock.phase == Phase.GRID:
        _red(control)
    elif clock.phase in (Phase.LIGHTS, Phase.FORMATION):
        go(control, "lights out" if clock.phase == Phase.LIGHTS else "the formation is released")
    elif clock.phase == Phase.GREEN and clock.lights == Lights.GO:
        clock.lights = Lights.OFF
        clock.brief_due = 1
        clock.next_tick = clock.end_tick
    elif clock.phase == Phase.GREEN:
        time_is_up(control)
    else:
        end_session(control)


def _red(control: RaceControl) -> None:
    """Red lights, for a time that is drawn from the seed."""
    for row in range(len(control.race)):
        control.world.hold(row, False)
    hold = control.seeds.child("lights").generator().uniform(LEAST_HOLD, MOST_HOLD)
    control.clock.lights = Lights.RED
    control.clock.next_tick = control.ticks_from_now(RED_TIME + hold)
    control.enter(Phase.LIGHTS, "red lights")


def go(control: RaceControl, reason: str) -> None:
    """The session is on: times count from here."""
    clock, settings = control.clock, control.settings
    clock.lights = Lights.GO
    clock.go_tick = control.tick
    clock.next_tick = control.ticks_from_now(GO_TIME)
    clock.target_speed = np.inf
    minutes = settings.max_minutes if settings.minutes is None else settings.minutes
    clock.end_tick = control.ticks_from_now(60.0 * min(minutes, settings.max_minutes))
    control.race.anchor_tick = control.tick
    if control.is_race:
        control.race.lap_start = control.race.sector_start = control.time
    control.enter(Phase.GREEN, reason)


def on_moved(control: RaceControl, row: int, other: int, value: float) -> None:
    """A jump start."""
    ahead = control.clock.phase == Phase.FORMATION
    how = "ahead of the first car before the line" if ahead else "before the lights went out"
    reason = f"{control.name(row)} was {value:.2f} m {how}"
    control.emit(EventKind.JUMP_START, row, reason, distance=value)
    control.penalise(row, control.settings.penalties.jump_start, f"jump start: {reason}")


def on_line(control: RaceControl, row: int, other: int, value: float) -> None:
    """A car crosses the line for the first time: the first one releases the formation."""
    if control.clock.phase == Phase.FORMATION and row == control.order[0]:
        go(control, f"{control.name(row)} leads the formation over the line")
