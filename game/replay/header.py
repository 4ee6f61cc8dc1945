"""The header of a replay: everything that a session was made from, and with what."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from game.replay.format import MAX_CARS
from game.replay.strict_json import canonical, parse
from game.vehicle.model import Assists


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)


class TrackRecord(_Record):
    """The track itself, not its name alone."""

    name: str = Field(max_length=200)
    source: str
    content_hash: str = Field(max_length=128)


class CarRecord(_Record):
    """A car itself; named as in `Entrant.to_json`."""

    id: str = Field(max_length=200)
    source: str
    hash: str = Field(max_length=128)


class DriverRecord(_Record):
    """Who drove, and under which limits."""

    kind: str = Field(max_length=40)
    name: str = Field(max_length=200)
    tier: str | None = Field(max_length=200)
    policy: str | None = Field(max_length=1000)
    limits: dict[str, Any]
    number: int | None = Field(None, ge=0, le=999)
    colours: list[Annotated[str, Field(max_length=40)]] = Field([], max_length=4)


class EntrantRecord(_Record):
    """One row of the entry list."""

    name: str = Field(max_length=200)
    team: str | None = Field(max_length=200)
    driver: DriverRecord
    car: CarRecord
    assists: Assists | None = None
    """That the driver chose; the car's own when not given."""


class Header(_Record):
    """What the first chunk of a replay holds."""

    game_version: str = Field(max_length=40)
    sim_version: int = Field(ge=0, le=2**31)
    tick_rate: int = Field(ge=1, le=100_000)
    keyframe_ticks: int = Field(ge=1, le=1_000_000)
    seed: int = Field(ge=0, lt=2**64)
    settings: dict[str, Any]
    track: TrackRecord
    entrants: list[EntrantRecord] = Field(min_length=1, max_length=MAX_CARS)
    libraries: dict[str, str]
    created: str | None = Field(max_length=64)
    """When, as the caller of the recorder had it; the simulation knows no clock."""
    unverifiable: str | None = Field(max_length=1000)
    """Why this session cannot be re-driven (a track edited while driving on it), if so."""

    @property
    def names(self) -> list[str]:
        """Of the entrants, by row."""
        return [entrant.name for entrant in self.entrants]

    def to_bytes(self) -> bytes:
        """As it stands in the file, before packing."""
        return canonical(self.model_dump(mode="json"))

    @staticmethod
    def from_bytes(content: bytes) -> Header:
        """Read what `to_bytes` wrote.

        Raises:
            ValueError: It is no header; the message is one line.
        """
        try:
            return Header.model_validate(parse(content))
        except ValidationError as error:
            raise ValueError(first_problem(error)) from None


def first_problem(error: ValidationError) -> str:
    """The first thing a model refuses, in one line."""
    details = error.errors(include_url=False, include_context=False, include_input=False)[0]
    place = ".".join(str(part)[:80] for part in details["loc"])
    return f"{place}: {details['msg']}" if place else str(details["msg"])
