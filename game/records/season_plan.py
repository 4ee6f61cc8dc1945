"""Championships and race weekends as they are planned: plain data, kept as YAML files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from game.race.settings import Kind, SessionSettings, Start
from game.race.setup import GridPlace, RaceSetup

MOST_ROUNDS: Final = 30
POINTS: Final[tuple[float, ...]] = tuple(SessionSettings.model_fields["points"].default)
"""Those of a single race."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Round(_Part):
    """A meeting at one track."""

    track: str = Field(min_length=1, description="A shipped name or a YAML file.")
    practice_minutes: float | None = Field(
        None, ge=1.0, le=240.0, description="Length of the practice; none: no practice [min]."
    )
    qualifying_minutes: float | None = Field(
        None, ge=1.0, le=240.0, description="Length of the qualifying; none: no qualifying [min]."
    )
    laps: int | None = Field(5, ge=1, le=1000, description="Of the race; none where time counts.")
    minutes: float | None = Field(None, gt=0.0, le=1500.0, description="Of the race [min].")
    start: Start = Field(Start.STANDING, description="How the race begins.")
    wetness: float = Field(0.0, ge=0.0, le=1.0, description="Of the road: 0 dry, 1 wet.")

    @model_validator(mode="after")
    def _race_has_an_end(self) -> Round:
        if self.laps is None and self.minutes is None:
            raise ValueError("a race needs laps or minutes")
        return self


class SeasonPlan(_Part):
    """A championship of several rounds, or a weekend, which is one round."""

    title: str = Field(min_length=1, max_length=60, description="Its name.")
    description: str = Field("", max_length=400, description="What kind of season it is.")
    kind: Literal["championship", "weekend"] = Field("championship", description="Which of them.")
    race: RaceSetup = Field(
        RaceSetup(),
        description="What all rounds share: cars, rivals, rules. Its track is not used.",
    )
    points: tuple[float, ...] = Field(
        POINTS, min_length=1, max_length=64, description="For each place of a race."
    )
    fastest_lap_point: float = Field(
        0.0, ge=0.0, le=100.0, description="For the fastest lap of a race."
    )
    rounds: tuple[Round, ...] = Field(
        min_length=1, max_length=MOST_ROUNDS, description="In the order in which they are driven."
    )


@dataclass(frozen=True)
class Stage:
    """One session of a season."""

    number: int
    """Counted from 0 through the whole season."""
    round: int
    """Counted from 0."""
    kind: Kind
    setup: RaceSetup


def stages(plan: SeasonPlan) -> tuple[Stage, ...]:
    """All sessions of a season, in order."""
    found: list[Stage] = []
    for number, each in enumerate(plan.rounds):
        for kind in kinds(each):
            found.append(Stage(len(found), number, kind, _setup(plan.race, each, kind)))
    return tuple(found)


def kinds(meeting: Round) -> list[Kind]:
    """The sessions of one round."""
    found = [Kind.PRACTICE] if meeting.practice_minutes is not None else []
    found += [Kind.QUALIFYING] if meeting.qualifying_minutes is not None else []
    return [*found, Kind.RACE]


def _setup(shared: RaceSetup, meeting: Round, kind: Kind) -> RaceSetup:
    """What is raced in one session."""
    changes: dict[str, object] = {
        "track": meeting.track,
        "wetness": meeting.wetness,
        "kind": kind,
        "laps": meeting.laps,
        "minutes": meeting.minutes,
        "start": meeting.start,
    }
    if kind is not Kind.RACE:
        minutes = meeting.practice_minutes
        if kind is Kind.QUALIFYING:
            minutes = meeting.qualifying_minutes
        changes |= {"laps": None, "minutes": minutes, "start": Start.PIT, "grid": GridPlace.LAST}
    return shared.model_copy(update=changes)
