"""Results: the classification with penalties applied, points, and every entrant's facts."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from game.core.clock import TICK
from game.race.books import LapRecord
from game.race.entrant import DriverIdentity
from game.race.race_control import RaceControl
from game.race.state import Status


@dataclass(frozen=True)
class Result:
    """One entrant's session."""

    row: int
    name: str
    team: str | None
    driver: DriverIdentity
    car: str
    position: int
    status: str
    """`finished`, `retired`, `not_classified` or `running`."""
    reason: str
    """Why a car did not finish, empty where it did."""
    grid_place: int
    laps: tuple[LapRecord, ...]
    best_lap_s: float | None
    time_s: float | None
    """Of the whole race, penalties included; none in timed sessions or without a finish."""
    penalty_s: float
    """Added to the time."""
    gap_s: float | None
    """Behind the winner, where on the same lap."""
    laps_behind: int
    points: float
    off_track_count: int
    off_track_s: float
    contacts: int
    contacts_at_fault: int
    wall_hits: int
    pit_stops: int
    recoveries: int
    penalties: tuple[dict[str, Any], ...]
    overtakes_made: int
    overtakes_lost: int

    def to_json(self) -> dict[str, Any]:
        """The facts that headless races write."""
        facts = asdict(self)
        facts["laps"] = [
            {"time_s": lap.time_s, "sectors_s": list(lap.sectors_s), "valid": lap.valid}
            for lap in self.laps
        ]
        facts["driver"] = self.driver.to_json()
        facts["penalties"] = list(self.penalties)
        return facts


def results(control: RaceControl) -> list[Result]:
    """Everybody's results, winner first."""
    rows = sorted(range(len(control.race)), key=lambda row: _rank(control, row))
    return [_result(control, row, place, rows[0]) for place, row in enumerate(rows, start=1)]


def _total(control: RaceControl, row: int) -> float:
    """Race time from the start, open penalties included [s]."""
    car = control.race[row]
    start = float(control.clock.go_tick) * TICK
    return float(car.finish_time) - start + float(car.open_seconds)


def _rank(control: RaceControl, row: int) -> tuple[float, ...]:
    """What the classification is sorted by, best first."""
    car = control.race[row]
    if not control.is_race:
        best = float(car.best_lap)
        return (0.0 if best > 0 else 1.0, best, float(car.position), row)
    if car.status == Status.FINISHED and classified(control, row):
        return (0.0, -float(car.laps), _total(control, row), row)
    running = car.status == Status.RUNNING
    return (1.0 if running else 2.0, -float(car.progress), float(car.position), row)


def classified(control: RaceControl, row: int) -> bool:
    """Whether a car has completed enough of the winner's laps."""
    most = int(control.race.laps.max())
    return bool(control.race[row].laps >= control.settings.classified_share * most)


def _status(control: RaceControl, row: int) -> str:
    status = Status(int(control.race[row].status))
    if status is Status.FINISHED and control.is_race and not classified(control, row):
        return "not_classified"
    return {
        Status.RUNNING: "running",
        Status.FINISHED: "finished",
        Status.RETIRED: "retired",
        Status.FLAGGED_OFF: "not_classified" if control.is_race else "finished",
    }[status]


def _reason(control: RaceControl, row: int, status: str) -> str:
    if status == "retired":
        return control.books.reasons[row]
    if status != "not_classified":
        return ""
    if control.race[row].status == Status.FLAGGED_OFF:
        return "still on the road when the session was over"
    return "completed too few laps"


def _result(control: RaceControl, row: int, place: int, winner_row: int) -> Result:
    car, entrant, settings = control.race[row], control.entrants[row], control.settings
    status, winner = _status(control, row), control.race[winner_row]
    scored = control.is_race and status == "finished" and place <= len(settings.points)
    timed = control.is_race and status == "finished"
    total = _total(control, row) if timed else None
    same_lap = timed and winner.status == Status.FINISHED and car.laps == winner.laps
    return Result(
        row=row,
        name=entrant.name,
        team=entrant.team,
        driver=entrant.driver,
        car=entrant.car.id,
        position=place,
        status=status,
        reason=_reason(control, row, status),
        grid_place=int(car.grid_place),
        laps=tuple(control.books.laps[row]),
        best_lap_s=float(car.best_lap) or None,
        time_s=total,
        penalty_s=float(car.open_seconds),
        gap_s=total - _total(control, winner_row) if total is not None and same_lap else None,
        laps_behind=int(max(winner.laps - car.laps, 0)),
        points=float(settings.points[place - 1]) if scored else 0.0,
        off_track_count=int(car.off_count),
        off_track_s=float(car.off_ticks) * TICK,
        contacts=int(car.contacts),
        contacts_at_fault=int(car.contacts_at_fault),
        wall_hits=int(car.wall_hits),
        pit_stops=int(car.pit_stops),
        recoveries=int(car.recoveries),
        penalties=tuple(
            {
                "time_s": p.tick * TICK,
                "kind": p.kind,
                "seconds": p.seconds,
                "reason": p.reason,
                "served": p.served,
            }
            for p in control.books.penalties
            if p.car == row
        ),
        overtakes_made=int(car.overtakes_made),
        overtakes_lost=int(car.overtakes_lost),
    )
