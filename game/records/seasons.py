"""Seasons under way: who takes part, what has been driven, who leads, what comes next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from game.core.errors import UndercutError
from game.race.entrant import DriverIdentity, DriverKind, Entrant
from game.race.settings import Kind
from game.records.records import Records
from game.records.season_plan import SeasonPlan, Stage, stages
from game.records.session_facts import fresh_id
from game.replay.header import first_problem
from game.vehicle.reader import Car

FINISHED: Final = "finished"


class Seat(BaseModel):
    """One of those who take part, the same in every round."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    car: str
    """Short name or path."""
    driver: dict[str, Any]
    """As `DriverIdentity` says it."""

    @staticmethod
    def of(entrant: Entrant, car: str) -> Seat:
        """Of an entrant whose car is known by a name or path."""
        return Seat(name=entrant.name, car=car, driver=entrant.to_json()["driver"])

    def entrant(self, car: Car) -> Entrant:
        """On the entry list again.

        Raises:
            UndercutError: What was kept is no driver.
        """
        try:
            facts = {**self.driver, "kind": DriverKind(self.driver["kind"])}
            if "colours" in facts:
                facts["colours"] = tuple(facts["colours"])
            return Entrant(self.name, car, DriverIdentity(**facts))
        except (KeyError, TypeError, ValueError) as error:
            raise UndercutError(f"driver {self.name!r}: {error}") from error


class _State(BaseModel):
    """A season as it lies in the database; its results are those of its sessions."""

    model_config = ConfigDict(extra="forbid")

    plan: SeasonPlan
    seats: tuple[Seat, ...]
    skipped: list[int] = Field(default_factory=list)


@dataclass(frozen=True)
class Placing:
    """What one driver made of one session."""

    row: int
    position: int
    status: str
    best_lap_s: float | None

    @staticmethod
    def of(facts: Mapping[str, Any]) -> Placing:
        """From a stored result."""
        return Placing(
            int(facts["row"]), int(facts["position"]), str(facts["status"]), facts["best_lap_s"]
        )


@dataclass(frozen=True)
class Standing:
    """One driver's season so far."""

    place: int
    row: int
    points: float
    by_round: tuple[float | None, ...]
    """Points of each round; none where it has not been driven."""
    wins: int
    podiums: int


@dataclass
class Season:
    """A championship or a weekend that is under way."""

    number: int
    plan: SeasonPlan
    seats: tuple[Seat, ...]
    skipped: set[int] = field(default_factory=set)
    """Stages that the player does without."""
    driven: dict[int, tuple[Placing, ...]] = field(default_factory=dict)
    """Stage -> its result, winner first."""

    @property
    def stages(self) -> tuple[Stage, ...]:
        """All sessions, in order."""
        return stages(self.plan)

    @property
    def next_stage(self) -> Stage | None:
        """What is to be driven next; none when the season is over."""
        over = [*self.driven, *self.skipped]
        return next((stage for stage in self.stages if stage.number not in over), None)

    @property
    def rounds_driven(self) -> int:
        """How many races are over."""
        return sum(s.kind is Kind.RACE and s.number in self.driven for s in self.stages)

    @property
    def begun(self) -> bool:
        """Whether anything has been driven."""
        return bool(self.driven)

    def grid(self, stage: Stage) -> tuple[int, ...]:
        """Rows by grid place as this round's qualifying has them; empty where there was none."""
        for other in self.stages:
            same = other.round == stage.round and other.kind is Kind.QUALIFYING
            if same and stage.kind is Kind.RACE and other.number in self.driven:
                return tuple(placing.row for placing in self.driven[other.number])
        return ()

    def standings(self) -> list[Standing]:
        """Everybody's points, the leader first.

        Of equal points those with the better places are ahead: most wins, then most seconds, and
        so on.
        """
        races = [stage for stage in self.stages if stage.kind is Kind.RACE]
        scores = {row: [self._score(race, row) for race in races] for row in range(len(self.seats))}
        places = {row: self._places(races, row) for row in scores}
        order = sorted(
            scores, key=lambda row: (-_total(scores[row]), *(-n for n in places[row]), row)
        )
        return [
            Standing(
                place,
                row,
                _total(scores[row]),
                tuple(scores[row]),
                places[row][0],
                sum(places[row][:3]),
            )
            for place, row in enumerate(order, start=1)
        ]

    def _score(self, race: Stage, row: int) -> float | None:
        result = self.driven.get(race.number)
        if result is None:
            return None
        placing = next((each for each in result if each.row == row), None)
        if placing is None or placing.status != FINISHED:
            return 0.0
        points = self.plan.points
        scored = points[placing.position - 1] if placing.position <= len(points) else 0.0
        if self.plan.fastest_lap_point and row == _fastest(result):
            scored += self.plan.fastest_lap_point
        return float(scored)

    def _places(self, races: Sequence[Stage], row: int) -> list[int]:
        """How often a driver finished first, second, third, ..."""
        counts = [0] * max(len(self.seats), 3)
        for race in races:
            for placing in self.driven.get(race.number, ()):
                if placing.row == row and placing.status == FINISHED:
                    counts[placing.position - 1] += 1
        return counts


def _total(scores: Iterable[float | None]) -> float:
    return float(sum(score for score in scores if score is not None))


def _fastest(result: Sequence[Placing]) -> int:
    """Row of the driver of the fastest lap, -1: nobody has one."""
    timed = [(each.best_lap_s, each.row) for each in result if each.best_lap_s]
    return min(timed)[1] if timed else -1


def begin(records: Records, plan: SeasonPlan, seats: Sequence[Seat]) -> Season:
    """A new season, on record from now on."""
    season = Season(fresh_id(), plan, tuple(seats))
    save(records, season)
    return season


def save(records: Records, season: Season) -> None:
    """Keep what is not in the results of its sessions."""
    state = _State(plan=season.plan, seats=season.seats, skipped=sorted(season.skipped))
    records.save_season(
        season.number, season.plan.kind, season.plan.title, state.model_dump(mode="json")
    )


def refresh(records: Records, season: Season) -> Season:
    """The season with what has been driven since."""
    records.flush()
    driven = {
        stage: tuple(Placing.of(facts) for facts in records.results(session))
        for stage, session in records.finished_stages(season.number).items()
    }
    season.driven = {stage: result for stage, result in driven.items() if result}
    return season


def all_seasons(records: Records, kind: str | None = None) -> list[Season]:
    """All seasons on record, the latest first; what cannot be read is left out, with a message."""
    found = []
    for number, text in records.season_states():
        try:
            state = _State.model_validate_json(text)
        except ValidationError as error:
            message = f"season {number} cannot be read: {first_problem(error)}"
            if message not in records.messages:
                records.messages.append(message)
            continue
        if kind is None or state.plan.kind == kind:
            season = Season(number, state.plan, state.seats, set(state.skipped))
            found.append(refresh(records, season))
    return found
