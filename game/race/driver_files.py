"""Tiers and named drivers as YAML: bands of a driver's limits, and people who lie within them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Final, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from game.core.errors import DataError, Problem, UsageError
from game.core.marked_yaml import read_model
from game.core.paths import DRIVERS, ROOT, find_data_file, nearest
from game.core.strict_yaml import MarkedYaml

TIERS: Final = ROOT / "assets" / "tiers.yaml"

Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,39}$")]
Name = Annotated[str, Field(min_length=1, max_length=40)]
Share = Annotated[float, Field(ge=0, le=1)]
Colour = Annotated[str, Field(pattern=r"^#[0-9a-f]{6}$")]
PAIR: Final = Field(min_length=2, max_length=2)


def _limit(least: float, most: float, what: str, unit: str) -> Any:
    return Field(ge=least, le=most, description=what, json_schema_extra={"unit": unit})


Reaction = Annotated[float, _limit(0.0, 0.2, "From deciding to acting, beyond 0.1 s.", "s")]
Reach = Annotated[float, _limit(2.0, 6.0, "How far ahead the road is seen.", "s")]
Hands = Annotated[float, _limit(1.0, 3.0, "Times a second across what is useful to steer.", "Hz")]
Feet = Annotated[float, _limit(2.0, 8.0, "Times a second to the floor.", "Hz")]


class _Part(BaseModel):
    """Strict: no unknown keys, no text for numbers, no infinities."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, allow_inf_nan=False)


class DriverLimits(_Part):
    """What a driver can do and wants; `agents/limits.py` says how each acts."""

    reaction_s: Reaction
    reach_s: Reach
    sharpness: Share = Field(description="1 judges distances and places exactly.")
    hand_speed_hz: Hands
    foot_speed_hz: Feet
    noise: Share = Field(description="0 does what is meant, 1 has unsteady hands and feet.")
    margin: Share = Field(description="0 uses all grip and road, 1 keeps a good deal in hand.")
    consistency: Share = Field(description="1 is always the same, 0 has moods and lapses.")
    aggression: Share = Field(description="How much a place is worth.")
    patience: Share = Field(description="How much a contact is dreaded.")


class Bands(_Part):
    """Least and most of each limit."""

    reaction_s: Annotated[list[Reaction], PAIR]
    reach_s: Annotated[list[Reach], PAIR]
    sharpness: Annotated[list[Share], PAIR]
    hand_speed_hz: Annotated[list[Hands], PAIR]
    foot_speed_hz: Annotated[list[Feet], PAIR]
    noise: Annotated[list[Share], PAIR]
    margin: Annotated[list[Share], PAIR]
    consistency: Annotated[list[Share], PAIR]
    aggression: Annotated[list[Share], PAIR]
    patience: Annotated[list[Share], PAIR]

    @model_validator(mode="after")
    def _rise(self) -> Self:
        for name, (least, most) in self:
            if least > most:
                raise ValueError(f"{name}: {least:g} to {most:g}, must rise")
        return self


class Tier(_Part):
    """A band of drivers."""

    id: Id
    title: Name
    description: str = Field(max_length=200)
    limits: Bands
    pace: float = Field(ge=1.0, le=2.0, description="A clean lap over the ideal lap.")
    spread: float = Field(ge=0.0, le=0.1, description="From lap to lap, as a part of the lap.")
    stand_in: Annotated[list[Annotated[float, Field(ge=0.5, le=1.0)]], PAIR] = Field(
        description="Part of the grip that a scripted stand-in uses."
    )


class Guests(_Part):
    """Names of drivers who fill a field when the named ones of a tier are all in it."""

    given: list[Name] = Field(min_length=8)
    family: list[Name] = Field(min_length=8)


class TierFile(_Part):
    """All tiers, slowest first."""

    tiers: list[Tier] = Field(min_length=1)
    guests: Guests


class Colours(_Part):
    """Of the car."""

    primary: Colour
    secondary: Colour


class Character(_Part):
    """How a driver's limits change with what happens."""

    nerves: Share = Field(description="1 stays calm under pressure, 0 grows unsteady.")
    wet_skill: Share = Field(description="1 drives in the wet as in the dry.")
    defence: Share = Field(description="1 fights for a place, 0 lets go.")


class DriverFile(_Part):
    """A named driver."""

    name: Name
    short: str = Field(pattern=r"^[A-Z]{3}$", description="On the timing screen.")
    number: int = Field(ge=1, le=999)
    tier: Id
    biography: str = Field(min_length=10, max_length=200)
    colours: Colours
    limits: DriverLimits
    character: Character


class NamedDriver(_Part):
    """A driver and the name of the file."""

    id: str
    facts: DriverFile


@cache
def load_tiers(path: Path = TIERS) -> TierFile:
    """The tiers of the game.

    Raises:
        DataError: The file is wrong; all of its problems are named.
    """
    file, marked = read_model(path, TierFile)
    ids = [tier.id for tier in file.tiers]
    problems = [
        marked.problem(("tiers", place, "id"), f"tiers.{place}.id: {name!r} is given twice")
        for place, name in enumerate(ids)
        if name in ids[:place]
    ]
    if problems:
        raise DataError(problems)
    return file


def find_tier(name: str) -> Tier:
    """A tier by its id.

    Raises:
        DataError: As `load_tiers`.
        UsageError: There is none such.
    """
    tiers = {tier.id: tier for tier in load_tiers().tiers}
    if name not in tiers:
        raise UsageError(f"no tier called {name!r}{nearest(name, tiers)}")
    return tiers[name]


def load_driver(name_or_path: str) -> NamedDriver:
    """A shipped driver by name or a file of one's own.

    Raises:
        UsageError: There is no such driver.
        DataError: The file is wrong; all of its problems are named.
    """
    path = find_data_file(name_or_path, DRIVERS, "driver")
    file, marked = read_model(path, DriverFile)
    problems = _beyond_tier(file, marked)
    if problems:
        raise DataError(problems)
    return NamedDriver(id=path.stem, facts=file)


@cache
def shipped_drivers() -> tuple[NamedDriver, ...]:
    """All drivers that come with the game, in the order of their names.

    Raises:
        DataError: A file is wrong, or two drivers share a number or a short name.
    """
    drivers = tuple(load_driver(path.stem) for path in sorted(DRIVERS.glob("*.yaml")))
    require_distinct(drivers)
    return drivers


def require_distinct(drivers: Iterable[NamedDriver]) -> None:
    """Refuse drivers who cannot be told apart.

    Raises:
        DataError: Two share a name, a number or a short name.
    """
    problems: list[Problem] = []
    known: dict[tuple[str, object], str] = {}
    for driver in drivers:
        for key in ("name", "short", "number"):
            value = getattr(driver.facts, key)
            other = known.setdefault((key, value), driver.id)
            if other != driver.id:
                message = f"{key}: {value!r} is that of {other} already"
                problems.append(Problem(f"{driver.id}.yaml", 0, 0, message))
    if problems:
        raise DataError(problems)


def _beyond_tier(file: DriverFile, marked: MarkedYaml) -> list[Problem]:
    """Whatever does not fit the driver's tier."""
    tiers = {tier.id: tier for tier in load_tiers().tiers}
    if file.tier not in tiers:
        return [marked.problem(("tier",), f"tier: {file.tier!r}{nearest(file.tier, tiers)}")]
    found = []
    for name, (least, most) in tiers[file.tier].limits:
        value = getattr(file.limits, name)
        if not least <= value <= most:
            message = f"limits.{name}: {value:g}, must be within {least:g}-{most:g} as {file.tier}"
            found.append(marked.problem(("limits", name), message))
    return found
