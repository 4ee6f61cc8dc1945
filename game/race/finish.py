"""Laps completed, the chequered flag, and the end of a session."""

from __future__ import annotations

from game.core.clock import ticks
from game.race.books import LapRecord
from game.race.events import EventKind
from game.race.race_control import RaceControl
from game.race.state import NEVER, Phase, Status
from game.race.timing import faster, sort_by_best_lap
from game.race.track_limits import delete_lap


def clock_time(seconds: float) -> str:
    """A lap time as people write it: 1:23.456."""
    minutes, rest = divmod(round(seconds * 1000), 60_000)
    return f"{minutes}:{rest / 1000:06.3f}" if minutes else f"{rest / 1000:.3f}"


def on_lap(control: RaceControl, row: int, other: int, value: float) -> None:
    """A lap is complete: book it, then see whether it was the last."""
    car = control.race[row]
    sectors = tuple(float(time) for time in car.last_sectors)
    lap = LapRecord(
        number=int(car.laps),
        time_s=float(value),
        sectors_s=sectors,
        valid=bool(car.last_valid),
        tick=control.tick,
    )
    control.books.laps[row].append(lap)
    control.emit(
        EventKind.LAP,
        row,
        f"{control.name(row)} completes lap {lap.number} in {clock_time(lap.time_s)}"
        + ("" if lap.valid else " (deleted)"),
        lap=lap.number,
        time_s=lap.time_s,
        valid=lap.valid,
    )
    if car.off:
        delete_lap(control, row)
    _note_best(control, row, lap)
    _overdue(control, row)
    _flag(control, row, bool(control.settings.laps and car.laps >= control.settings.laps))


def on_lap_not_counted(control: RaceControl, row: int, other: int, value: float) -> None:
    """A car came to the line with a checkpoint missing."""
    control.emit(
        EventKind.LAP_NOT_COUNTED,
        row,
        f"lap of {control.name(row)} not counted: part of the track was left out",
    )
    _flag(control, row, False)


def on_out_lap(control: RaceControl, row: int, other: int, value: float) -> None:
    """A car crosses the line for the first time; after the flag that is its finish."""
    if not control.is_race:
        _flag(control, row, False)


def _note_best(control: RaceControl, row: int, lap: LapRecord) -> None:
    clock = control.clock
    if lap.valid and faster(lap.time_s, clock.best_lap):
        clock.best_lap, clock.best_car = lap.time_s, row
        control.emit(
            EventKind.BEST_LAP,
            row,
            f"fastest lap: {control.name(row)}, {clock_time(lap.time_s)}",
            time_s=lap.time_s,
        )
    if not control.is_race:
        sort_by_best_lap(control.order, control.race)


def _overdue(control: RaceControl, row: int) -> None:
    """A drive-through that was not served in time becomes time."""
    car = control.race[row]
    if car.drive_throughs > 0 and car.laps >= car.drive_through_lap:
        _convert(control, row, "drive-through not served in time")


def _convert(control: RaceControl, row: int, reason: str) -> None:
    car = control.race[row]
    missing = int(car.drive_throughs)
    car.drive_throughs = 0
    control.penalise(row, missing * control.settings.penalties.drive_through, reason)


def _flag(control: RaceControl, row: int, last: bool) -> None:
    """A car crosses the line: whether the flag is out for it."""
    clock = control.clock
    if control.is_race:
        late = control.tick >= clock.end_tick and control.race[row].position == 1
        if clock.phase == Phase.GREEN and (last or late):
            control.enter(Phase.CHEQUERED, f"chequered flag: {control.name(row)} wins on the road")
    if clock.phase == Phase.CHEQUERED or (last and not control.is_race):
        finish(control, row)


def finish(control: RaceControl, row: int) -> None:
    """A car takes the flag."""
    car, clock = control.race[row], control.clock
    _convert_open_drive_throughs(control, row)
    car.status = Status.FINISHED.value
    car.finish_time = car.lap_start
    car.end_tick = control.tick
    car.give_back = -1
    if control.is_race:
        car.progress = car.laps * control.track.length
    clock.finishers += 1
    clock.brief_due = 1
    if clock.winner_tick == NEVER:
        clock.winner_tick = control.tick
        if clock.phase == Phase.CHEQUERED:
            clock.next_tick = control.ticks_from_now(control.settings.finish_time)
    control.emit(EventKind.FINISHED, row, f"{control.name(row)} finishes", laps=int(car.laps))


def _convert_open_drive_throughs(control: RaceControl, row: int) -> None:
    if control.race[row].drive_throughs > 0:
        _convert(control, row, "drive-through not served before the finish")


def time_is_up(control: RaceControl) -> None:
    """The session's time is over: the lap begun may be finished."""
    clock = control.clock
    overdue = control.tick - clock.go_tick >= ticks(60.0 * control.settings.max_minutes)
    if overdue:
        end_session(control)
    elif control.is_race:
        clock.next_tick = clock.go_tick + ticks(60.0 * control.settings.max_minutes)
    else:
        clock.next_tick = control.ticks_from_now(control.settings.finish_time)
        control.enter(Phase.CHEQUERED, "chequered flag: the time is up")


def end_session(control: RaceControl) -> None:
    """Whoever is still out is flagged off."""
    for row in range(len(control.race)):
        if control.race[row].status == Status.RUNNING:
            control.race[row].status = Status.FLAGGED_OFF.value
            control.race[row].end_tick = control.tick
            control.emit(
                EventKind.NOT_CLASSIFIED,
                row,
                f"{control.name(row)} is flagged off: the session's time is over",
            )


def close_if_over(control: RaceControl) -> None:
    """The session is finished when nobody is running any more."""
    over = not (control.race.status == Status.RUNNING).any()
    if over and control.clock.phase != Phase.FINISHED:
        control.enter(Phase.FINISHED, "the session is over")
