"""The standings of a replay."""

from __future__ import annotations

from collections.abc import Sequence

from game.hud.entry_list import EntryList
from game.hud.facts import Mark, Standing
from game.hud.marks import mark_of
from game.hud.replay_book import CarNotes, SessionNotes
from game.hud.replay_laps import LapsSoFar, Progress, ReplayLap, laps_so_far
from game.replay.pose import PoseFlag

PIT = PoseFlag.IN_PIT_LANE.value
PRESENT = PoseFlag.PRESENT.value


def standings_at(
    progress: Progress,
    laps: Sequence[Sequence[ReplayLap]],
    entries: EntryList,
    notes: SessionNotes,
    seconds: float,
    own: int,
    wear: Sequence[float],
    is_race: bool,
) -> tuple[Standing, ...]:
    """The standings at a moment, the leader first.

    Args:
        progress: Of all cars.
        laps: Of each car.
        entries: Names and colours.
        notes: What the events said by then.
        seconds: The moment.
        own: Row of the car that is followed.
        wear: Of each car's most worn tyre.
        is_race: Whether the order on the road decides.
    """
    frame = progress.frame(seconds)
    position = progress.position[frame]
    order = sorted(range(len(entries.names)), key=lambda row: (int(position[row]), row))
    known = [laps_so_far(of_car, seconds) for of_car in laps]
    best = min((k.best.time for k in known if k.best), default=0.0)
    of_all = [
        min((k.best_sectors[n] for k in known if k.best_sectors[n] > 0.0), default=0.0)
        for n in range(3)
    ]
    grid = progress.position[0]
    made, before = [], order[0]
    for row in order:
        gaps = (
            _race_gaps(progress, notes, seconds, row, order[0], before)
            if is_race
            else _timed_gaps(known, row, order[0], before)
        )
        gained = int(grid[row] - position[row]) if is_race else 0
        flags = int(progress.flags[frame, row])
        made.append(
            _standing(entries, known[row], notes.cars[row], row, int(position[row]), own, gaps,
                      best, gained, flags, wear[row], of_all)
        )  # fmt: skip
        before = row
    return tuple(made)


def _race_gaps(
    progress: Progress, notes: SessionNotes, seconds: float, row: int, leader: int, before: int
) -> tuple[float | None, float | None, int]:
    """To the leader, to the car ahead, whole laps behind."""
    if row == leader:
        return 0.0, 0.0, 0
    here = progress.at(seconds)
    behind = max(int((here[leader] - here[row]) / progress.length), 0)

    def gap_to(other: int) -> float | None:
        mine, its = notes.cars[row].finished_at, notes.cars[other].finished_at
        if mine > 0.0 and its > 0.0:
            return mine - its
        passed = progress.when(other, float(here[row]))
        return max(seconds - passed, 0.0) if passed is not None and here[row] > 0.0 else None

    return gap_to(leader), gap_to(before), behind


def _timed_gaps(
    known: Sequence[LapsSoFar], row: int, leader: int, before: int
) -> tuple[float | None, float | None, int]:
    """Differences of best laps."""
    own, first, ahead = known[row].best, known[leader].best, known[before].best
    if own is None:
        return None, None, 0
    return (
        own.time - first.time if first else None,
        own.time - ahead.time if ahead else None,
        0,
    )


def _standing(
    entries: EntryList,
    laps: LapsSoFar,
    notes: CarNotes,
    row: int,
    position: int,
    own: int,
    gaps: tuple[float | None, float | None, int],
    best: float,
    gained: int,
    flags: int,
    wear: float,
    of_all: Sequence[float],
) -> Standing:
    last, own_best = laps.last, laps.best.time if laps.best else 0.0
    status = notes.status
    if status == "running":
        status = "pit" if flags & PIT else "running" if flags & PRESENT else "slow"
    return Standing(
        row=row,
        position=position,
        name=entries.names[row],
        code=entries.codes[row],
        colour=entries.colours[row],
        category=entries.categories[row],
        tier=entries.tiers[row],
        gap=gaps[0],
        interval=gaps[1],
        laps_behind=gaps[2],
        laps=len(laps.done),
        last=last.time if last else 0.0,
        last_mark=mark_of(last.time, own_best, best, last.valid) if last else Mark.NONE,
        best=own_best,
        best_mark=mark_of(own_best, own_best, best),
        sectors=tuple(
            mark_of(time, mine, first)
            for time, mine, first in zip(last.sectors, laps.best_sectors, of_all, strict=True)
        )
        if last
        else (Mark.NONE,) * 3,
        status=status,
        gained=gained,
        pit_stops=notes.pit_stops,
        penalty=notes.penalty,
        drive_through=notes.drive_throughs > 0,
        wear=wear,
        own=row == own,
    )
