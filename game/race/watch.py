"""The watch: one compiled pass over all cars in every tick, which notes what officials must see.

Nothing here decides; Python runs only in a tick in which something was noted.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from game.core.clock import TICK, ticks
from game.core.compiled import compiled
from game.core.exact import cosine, sine
from game.race.briefing import fill_brief
from game.race.limits import LEFT, RETURNED, watch_limits, wheels_beyond
from game.race.motion import (
    STANDSTILL,
    watch_direction,
    watch_hazard,
    watch_reset,
    watch_stuck,
)
from game.race.notes import note
from game.race.pit_lane import NOTHING, watch_pit
from game.race.rules import Rules
from game.race.state import (
    HISTORY_LENGTH,
    HISTORY_PERIOD,
    NEVER,
    Note,
    Phase,
    PitState,
    RaceState,
    Rows,
    Status,
)
from game.race.surroundings import SURVEY_TICKS, settle, survey_blue, survey_yellow
from game.race.timing import (
    PASSED_LAP,
    PASSED_NONE,
    PASSED_START,
    PASSED_UNCOUNTED,
    advance,
    sort_by_progress,
    update_gaps,
)
from game.race.touches import watch_touches
from game.sim.controls import Button
from game.track.track import Floats

BUTTON_RESET: Final = int(Button.RESET)
BUTTON_PIT: Final = int(Button.PIT_REQUEST)

JUMP_DISTANCE: Final = 0.3
"""A car that has moved further than this before the start has jumped it [m]."""
FORMATION_LEAD: Final = 2.0
"""Being this far ahead of the first car before a rolling start is a jump start [m]."""
REMOVE_FINISHED: Final = ticks(25.0)
REMOVE_STANDING: Final = ticks(5.0)
REMOVE_RETIRED: Final = ticks(15.0)


@compiled
def watch(
    tick: int,
    contacts: Rows,
    state: Rows,
    spec: Rows,
    controls: Rows,
    stations: Rows,
    race: Rows,
    brief: Rows,
    clock_rows: Rows,
    rules_rows: Rows,
    notes: Rows,
    history: Rows,
    places: Floats,
    sector: NDArray[np.int64],
    boxes: Floats,
    order: NDArray[np.int64],
    settled: NDArray[np.int64],
    pair_tick: NDArray[np.int64],
) -> int:
    """Watch all cars through one tick; returns how many notes were written.

    Args:
        tick: Ticks made, this one included.
        contacts: CONTACT rows of this tick.
        state: CAR_STATE rows after the step.
        spec: CAR_SPEC rows.
        controls: CONTROLS rows of this tick.
        stations: Of the track.
        race: RACE_STATE rows.
        brief: BRIEF rows.
        clock_rows: CLOCK, one row.
        rules_rows: RULES, one row.
        notes: NOTE rows to write into.
        history: HISTORY rows, shape (HISTORY_LENGTH, cars).
        places: Of the checkpoints [m].
        sector: That begins at each checkpoint, -1: none.
        boxes: s and d of the pit boxes, shape (2, boxes) [m].
        order: Rows in the order of the standing.
        settled: Rows in the order in which places were won.
        pair_tick: When each pair of cars last touched.
    """
    clock, rules = clock_rows[0], rules_rows[0]
    clock.notes = 0
    _watch_clock(tick, notes, clock)
    for row in range(len(race)):
        _advance_car(race[row], state[row], tick, places, sector, rules)
    racing = clock.phase == Phase.GREEN or clock.phase == Phase.CHEQUERED
    if rules.race == 1 and racing:
        sort_by_progress(order, race)
        settle(settled, race, notes, clock, tick)
    for row in range(len(race)):
        if race[row].status == Status.RUNNING:
            _watch_car(
                row,
                race,
                state[row],
                spec[row],
                controls[row],
                stations,
                order,
                len(places),
                boxes,
                tick,
                rules,
                notes,
                clock,
            )
        else:
            _watch_ended(row, race[row], state[row], tick, notes, clock)
    if len(contacts) > 0:
        watch_touches(contacts, pair_tick, race, notes, clock, tick)
    if tick % HISTORY_PERIOD == 0:
        _remember(history[(tick // HISTORY_PERIOD) % HISTORY_LENGTH], race, state)
    if tick % SURVEY_TICKS == 0:
        survey_yellow(race, state["present"], rules, notes, clock)
        if rules.watch_blue == 1:
            survey_blue(race, state["present"], rules, notes, clock, tick)
        fill_brief(brief, race, state, order, clock, rules)
    return int(clock.notes)


@compiled
def _watch_car(
    row: int,
    race: Rows,
    car: Any,
    spec: Any,
    controls: Any,
    stations: Rows,
    order: NDArray[np.int64],
    marks: int,
    boxes: Floats,
    tick: int,
    rules: Rules,
    notes: Rows,
    clock: Any,
) -> None:
    """Everything about one car that is still in the running."""
    entry = race[row]
    racing = clock.phase == Phase.GREEN or clock.phase == Phase.CHEQUERED
    if entry.passed != PASSED_NONE:
        _note_passing(race, row, order, marks, car, rules, notes, clock)
    _watch_pit(row, entry, car, stations, controls, boxes, tick, rules, notes, clock)
    if racing:
        _watch_running(row, entry, car, spec, controls, stations, tick, rules, notes, clock)
    else:
        _watch_start(row, entry, car, race[order[0]], notes, clock)
    _watch_buttons(row, entry, controls, racing, notes, clock)
    if tick == entry.held_until:
        note(notes, clock, Note.RELEASE.value, row, -1, 0.0)


@compiled
def _watch_clock(tick: int, notes: Rows, clock: Any) -> None:
    """What is due at this tick whatever the cars do."""
    if tick >= clock.next_tick:
        note(notes, clock, Note.LIGHTS.value, -1, -1, 0.0)
    if tick >= clock.verdict_tick:
        note(notes, clock, Note.VERDICT.value, -1, -1, 0.0)


@compiled
def _advance_car(
    race: RaceState, car: Any, tick: int, places: Floats, sector: NDArray[np.int64], rules: Rules
) -> None:
    """Speed and progress of one car."""
    race.speed = np.sqrt(car.forward_speed * car.forward_speed + car.left_speed * car.left_speed)
    race.passed = PASSED_NONE
    if race.status == Status.RUNNING:
        race.passed = advance(race, car.distance, tick * TICK, TICK, places, sector, rules.length)
    else:
        race.distance = car.distance


@compiled
def _note_passing(
    race: Rows,
    row: int,
    order: NDArray[np.int64],
    marks: int,
    car: Any,
    rules: Rules,
    notes: Rows,
    clock: Any,
) -> None:
    """What a car's passing of a checkpoint means."""
    entry = race[row]
    update_gaps(race, row, order, marks, rules.length)
    if entry.off_mark >= 0 or entry.time_debt > 0.0:
        note(notes, clock, Note.SECTION.value, row, -1, 0.0)
    if entry.passed == PASSED_LAP:
        entry.fuel_per_lap = max(entry.lap_fuel - car.fuel, 0.0)
        entry.lap_fuel = car.fuel
        note(notes, clock, Note.LAP.value, row, -1, entry.last_lap)
    elif entry.passed == PASSED_START:
        entry.lap_fuel = car.fuel
        note(notes, clock, Note.OUT_LAP.value, row, -1, entry.lap_start)
    elif entry.passed == PASSED_UNCOUNTED:
        note(notes, clock, Note.LAP_NOT_COUNTED.value, row, -1, 0.0)


@compiled
def _watch_running(
    row: int,
    race: RaceState,
    car: Any,
    spec: Any,
    controls: Any,
    stations: Rows,
    tick: int,
    rules: Rules,
    notes: Rows,
    clock: Any,
) -> None:
    """A car on the road: track limits, direction, stuck, fuel, damage."""
    watch_hazard(race, car, tick - clock.go_tick)
    if watch_direction(race):
        note(notes, clock, Note.WRONG_WAY.value, row, -1, race.speed)
    if rules.watch_limits == 1:
        outside = race.pit_state == PitState.OUTSIDE and tick >= race.held_until
        beyond = outside and wheels_beyond(car, spec, stations[car.station])
        change = watch_limits(race, beyond, tick)
        if change == LEFT:
            note(notes, clock, Note.OFF.value, row, -1, race.speed)
        elif change == RETURNED:
            note(notes, clock, Note.BACK.value, row, -1, race.speed)
    if race.give_back >= 0 and tick % SURVEY_TICKS == 0:
        note(notes, clock, Note.GIVE_BACK_DUE.value, row, race.give_back, 0.0)
    if watch_stuck(race, car, stations[car.station], controls, tick, rules):
        note(notes, clock, Note.STUCK.value, row, -1, 0.0)
    if race.recover_since != NEVER and tick % SURVEY_TICKS == 0:
        note(notes, clock, Note.RECOVER.value, row, -1, 0.0)
    if car.fuel <= 0.0 and race.speed < STANDSTILL and race.pit_state != PitState.SERVICE:
        note(notes, clock, Note.OUT_OF_FUEL.value, row, -1, 0.0)
    if car.engine_damage >= 1.0 or abs(car.alignment_damage) >= 1.0:
        note(notes, clock, Note.BROKEN.value, row, -1, 0.0)


@compiled
def _watch_start(
    row: int, race: RaceState, car: Any, first: RaceState, notes: Rows, clock: Any
) -> None:
    """Who moves before the lights, or passes the first car before the line."""
    if race.jumped == 1:
        return
    east, north = car.x - race.start_x, car.y - race.start_y
    moved = np.sqrt(east * east + north * north)
    early = clock.phase == Phase.LIGHTS and moved > JUMP_DISTANCE
    if clock.phase == Phase.FORMATION and race.travelled > first.travelled + FORMATION_LEAD:
        early, moved = True, race.travelled - first.travelled
    if early:
        race.jumped = 1
        note(notes, clock, Note.MOVED.value, row, -1, moved)


@compiled
def _watch_pit(
    row: int,
    race: RaceState,
    car: Any,
    stations: Rows,
    controls: Any,
    boxes: Floats,
    tick: int,
    rules: Rules,
    notes: Rows,
    clock: Any,
) -> None:
    """A car in or near the pit lane."""
    if rules.pit_side == 0:
        return
    wants = controls.pit_service != 0 or race.open_seconds > 0.0
    code = watch_pit(race, car, stations[car.station], wants, tick, boxes[0], boxes[1], rules)
    if code != NOTHING:
        note(notes, clock, code, row, -1, race.pit_excess)


@compiled
def _watch_buttons(
    row: int, race: RaceState, controls: Any, racing: bool, notes: Rows, clock: Any
) -> None:
    """Buttons that are the session's to answer."""
    buttons = np.int64(controls.buttons)
    pressed = buttons & ~race.buttons
    race.buttons = buttons
    if racing and watch_reset(race, buttons & BUTTON_RESET != 0):
        note(notes, clock, Note.RESET.value, row, -1, 0.0)
    if pressed & BUTTON_PIT:
        note(notes, clock, Note.PIT_REQUEST.value, row, -1, 0.0)


@compiled
def _watch_ended(row: int, race: RaceState, car: Any, tick: int, notes: Rows, clock: Any) -> None:
    """A car that has finished or retired: a hazard while it stands there, taken away in time."""
    watch_hazard(race, car, tick - clock.go_tick)
    race.yellow = 0
    race.blue = 0
    if car.present == 0:
        return
    since = tick - race.end_tick
    wait = REMOVE_FINISHED if race.status == Status.FINISHED else REMOVE_RETIRED
    standing = race.speed < STANDSTILL and since > REMOVE_STANDING
    if since > wait or standing:
        note(notes, clock, Note.TAKE_AWAY.value, row, -1, 0.0)


@compiled
def _remember(entries: Rows, race: Rows, state: Rows) -> None:
    """Keep what the stewards may ask for."""
    for row in range(len(race)):
        entry, car = entries[row], state[row]
        entry.travelled = race[row].travelled
        entry.offset = car.offset
        entry.speed = race[row].speed
        entry.heading = car.heading
        entry.left_rate = car.forward_speed * sine(car.heading) + car.left_speed * cosine(
            car.heading
        )
        entry.brake = car.brake
        entry.off = race[row].off
