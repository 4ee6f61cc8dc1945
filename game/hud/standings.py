"""The standings of a live session."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from game.core.clock import TICK
from game.hud.entry_list import EntryList
from game.hud.facts import Standing
from game.hud.marks import best_sectors, mark_of
from game.race.session import Session
from game.race.state import PitState, Status

RUNNING: Final = int(Status.RUNNING)
FINISHED: Final = int(Status.FINISHED)
OUTSIDE: Final = int(PitState.OUTSIDE)
"""As plain numbers: looking up a member of an enumeration costs a microsecond."""

_COLUMNS: Final = (
    "status", "position", "grid_place", "finish_time", "marks", "laps", "last_lap", "best_lap",
    "last_valid", "gap_ahead", "gap_leader", "laps_behind", "open_seconds", "drive_throughs",
    "pit_state", "pit_stops", "hazard", "sector_times", "best_sectors", "mark_time", "mark_lap",
)  # fmt: skip

Columns = dict[str, list[Any]]
"""Fields of RACE_STATE as lists by row, which are read ten times faster than the array."""


def statuses(race: Any, present: Any) -> tuple[str, ...]:
    """Where each car stands, in the words of `Standing.status`."""
    columns = (race["status"], race["pit_state"], race["hazard"], present)
    return tuple(_status(*values) for values in zip(*(c.tolist() for c in columns), strict=True))


def _status(status: int, pit_state: int, hazard: int, present: int) -> str:
    if status != RUNNING:
        return "finished" if status == FINISHED else "out"
    if pit_state != OUTSIDE:
        return "pit"
    return "slow" if hazard or not present else "running"


def standings(session: Session, entries: EntryList, own: int) -> tuple[Standing, ...]:
    """All rows, the leader first."""
    race, state = session.race_state, session.world.state
    columns: Columns = {name: race[name].tolist() for name in _COLUMNS}
    columns["word"] = list(statuses(race, state["present"]))
    columns["wear"] = state["tyre_wear"].max(axis=1).tolist()
    best = float(session.control.clock["best_lap"])
    of_all = best_sectors(race).tolist()
    order = session.order.tolist()
    now, count = session.tick * TICK, len(session.control.checkpoints.places)
    made = []
    for place, row in enumerate(order):
        leader, before = order[0], order[max(place - 1, 0)]
        if session.control.is_race:
            gap, interval, behind = _race_gaps(columns, row, leader, before)
            if columns["status"][row] == RUNNING:
                gap = _at_least(gap, _overdue(columns, row, leader, count, now))
                interval = _at_least(interval, _overdue(columns, row, before, count, now))
        else:
            gap, interval, behind = _timed_gaps(columns, row, leader, before)
        made.append(_standing(entries, columns, row, own, gap, interval, behind, best, of_all))
    if session.control.is_race:
        return tuple(made)
    return tuple(replace(standing, gained=0) for standing in made)


def _race_gaps(
    columns: Columns, row: int, leader: int, before: int
) -> tuple[float | None, float | None, int]:
    """To the leader, to the car ahead, whole laps behind."""
    if row == leader:
        return 0.0, 0.0, 0
    finish, ahead = columns["finish_time"], columns["gap_ahead"][row]
    if finish[row] > 0.0 and finish[leader] > 0.0:
        if finish[before] > 0.0:
            ahead = finish[row] - finish[before]
        laps = columns["laps"]
        return finish[row] - finish[leader], ahead, laps[leader] - laps[row]
    gap, started = columns["gap_leader"][row], columns["marks"][row] > 0
    return (
        gap if gap >= 0.0 and started else None,
        ahead if ahead >= 0.0 and started else None,
        columns["laps_behind"][row],
    )


def _at_least(gap: float | None, overdue: float) -> float | None:
    return None if gap is None else max(gap, overdue)


def _overdue(columns: Columns, row: int, other: int, count: int, now: float) -> float:
    """For how long a car has passed the checkpoint that another, behind it, comes to next [s].

    Gaps are taken at checkpoints: between two of them a car that stopped would keep its old one.

    Args:
        columns: Of RACE_STATE.
        row: The car behind.
        other: The car ahead.
        count: Checkpoints of a lap.
        now: Time of the session [s].

    Returns:
        0 where the car ahead has not passed it either, or is a lap further.
    """
    if row == other:
        return 0.0
    lap, mark = divmod(columns["marks"][row], count)
    if columns["mark_lap"][other][mark] != lap:
        return 0.0
    return float(now - columns["mark_time"][other][mark])


def _timed_gaps(
    columns: Columns, row: int, leader: int, before: int
) -> tuple[float | None, float | None, int]:
    """Differences of best laps."""
    best = columns["best_lap"]
    own, first, ahead = best[row], best[leader], best[before]
    if own <= 0.0:
        return None, None, 0
    return (own - first if first > 0.0 else None), (own - ahead if ahead > 0.0 else None), 0


def _standing(
    entries: EntryList,
    columns: Columns,
    row: int,
    own: int,
    gap: float | None,
    interval: float | None,
    laps_behind: int,
    best: float,
    best_of_sectors: list[float],
) -> Standing:
    def of(name: str) -> Any:
        return columns[name][row]

    last, own_best = of("last_lap"), of("best_lap")
    times = zip(of("sector_times"), of("best_sectors"), best_of_sectors, strict=True)
    return Standing(
        row=row,
        position=of("position"),
        name=entries.names[row],
        code=entries.codes[row],
        colour=entries.colours[row],
        category=entries.categories[row],
        tier=entries.tiers[row],
        gap=gap,
        interval=interval,
        laps_behind=laps_behind,
        laps=of("laps"),
        last=last,
        last_mark=mark_of(last, own_best, best, bool(of("last_valid"))),
        best=own_best,
        best_mark=mark_of(own_best, own_best, best),
        sectors=tuple(mark_of(time, mine, of_all) for time, mine, of_all in times),
        status=of("word"),
        gained=of("grid_place") - of("position"),
        pit_stops=of("pit_stops"),
        penalty=of("open_seconds"),
        drive_through=of("drive_throughs") > 0,
        wear=of("wear"),
        own=row == own,
    )
