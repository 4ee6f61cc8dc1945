"""What a player asks for: a whole race in plain words, to be kept as a preset."""

from __future__ import annotations

from enum import StrEnum
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from game.race.settings import GridOrder, Kind, PenaltyRules, SessionSettings, Start

MOST_RIVALS: Final = 19


class GridPlace(StrEnum):
    """Where the player starts."""

    FIRST = "first"
    MIDDLE = "middle"
    LAST = "last"
    RANDOM = "random"
    QUALIFYING = "qualifying"
    """Where qualifying, driven before the race, puts everybody."""
    REVERSED = "reversed"
    """The quickest by prediction last; the player behind those who are slower."""


class AssistsAllowed(StrEnum):
    """How much help drivers may have."""

    ANY = "any"
    FACTORY = "factory"
    """What the car comes with; no steering help, no racing line."""
    NONE = "none"
    """No electronics at all, gears by hand."""


class RaceSetup(BaseModel):
    """A race as it is chosen; names of tracks, cars and drivers are those of their files."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    track: str = Field("sablemoor", min_length=1, description="A shipped name or a YAML file.")
    car: str = Field("gt3", min_length=1, description="The player's: a shipped name or a file.")
    kind: Kind = Field(Kind.RACE, description="Practice, qualifying, race or time trial.")
    laps: int | None = Field(5, ge=1, le=1000, description="Laps; none where time counts.")
    minutes: float | None = Field(None, gt=0.0, le=1500.0, description="Length in time [min].")
    start: Start = Field(Start.STANDING, description="How it begins.")
    grid: GridPlace | int = Field(
        GridPlace.MIDDLE, union_mode="left_to_right", description="The player's place, or a number."
    )
    rivals: int = Field(11, ge=0, le=MOST_RIVALS, description="How many.")
    tiers: tuple[str, ...] = Field((), description="Of the rivals, in turn; none: all tiers.")
    drivers: tuple[str, ...] = Field((), description="Named drivers who take part in any case.")
    rival_cars: Literal["same", "class"] | tuple[str, ...] = Field(
        "same", description="The player's car, cars of about its pace, or these in turn."
    )
    wetness: float = Field(0.0, ge=0.0, le=1.0, description="Of the road: 0 dry, 1 wet.")
    fuel_rate: float = Field(1.0, ge=0.0, le=20.0, description="Times the real use; 0: none.")
    tyre_rate: float = Field(1.0, ge=0.0, le=20.0, description="Times the real wear; 0: none.")
    initial_fuel: float = Field(0.5, ge=0.02, le=1.0, description="In the tank, 1 is full.")
    damage: Literal["none", "light", "full"] = Field("light", description="What contacts break.")
    slipstream: Literal["real", "strong", "off"] = Field("real", description="Reach of a wake.")
    penalties: bool = Field(True, description="Whether stewards impose anything.")
    track_limits: bool = Field(True, description="Whether leaving the track has consequences.")
    blue_flags: bool = Field(True, description="Whether lapped cars are told to let pass.")
    assists_allowed: AssistsAllowed = Field(AssistsAllowed.ANY, description="Help for drivers.")
    qualifying_minutes: float = Field(5.0, ge=1.0, le=60.0, description="Before the race [min].")
    seed: int | None = Field(None, ge=0, lt=2**63, description="Decides all that is drawn.")

    @model_validator(mode="after")
    def _has_an_end(self) -> RaceSetup:
        if self.kind is Kind.RACE and self.laps is None and self.minutes is None:
            raise ValueError("a race needs laps or minutes")
        return self

    @property
    def cars(self) -> int:
        """On the grid, the player's included."""
        return self.rivals + 1

    def settings(self, grid: tuple[int, ...] = ()) -> SessionSettings:
        """The session's settings.

        Args:
            grid: Rows of the entrants by grid place; as they are entered when empty.
        """
        return SessionSettings(
            kind=self.kind,
            laps=self.laps,
            minutes=self.minutes,
            start=self.start,
            grid_order=GridOrder.CHOSEN if grid else GridOrder.ENTRY,
            grid=grid,
            wetness=self.wetness,
            fuel_rate=self.fuel_rate,
            tyre_rate=self.tyre_rate,
            initial_fuel=self.initial_fuel,
            damage=self.damage,
            slipstream=self.slipstream,
            track_limits=self.track_limits,
            blue_flags=self.blue_flags,
            penalties=PenaltyRules(enabled=self.penalties),
        )

    def qualifying(self) -> RaceSetup:
        """The session that decides the grid of this race."""
        changes = {
            "kind": Kind.QUALIFYING,
            "laps": None,
            "minutes": self.qualifying_minutes,
            "start": Start.FLYING,
            "grid": GridPlace.LAST,
        }
        return self.model_copy(update=changes)


def player_place(setup: RaceSetup, predicted: tuple[float, ...], drawn: float) -> int:
    """The player's place on the grid, counted from 0.

    Args:
        setup: What was chosen.
        predicted: Lap time of each rival, in order of entry [s].
        drawn: From 0 to 1, for a random place.
    """
    rivals = len(predicted)
    if isinstance(setup.grid, int):
        return min(max(setup.grid - 1, 0), rivals)
    return {
        GridPlace.FIRST: 0,
        GridPlace.MIDDLE: (rivals + 1) // 2,
        GridPlace.LAST: rivals,
        GridPlace.RANDOM: min(int(drawn * (rivals + 1)), rivals),
        GridPlace.QUALIFYING: rivals,
        GridPlace.REVERSED: rivals,
    }[setup.grid]


def grid_rows(setup: RaceSetup, predicted: tuple[float, ...], drawn: float) -> tuple[int, ...]:
    """Rows of the entrants by grid place, the player being row 0 and rivals following.

    Rivals stand in the order of their predicted laps, the quickest first; with `reversed` last.
    """
    order = sorted(range(len(predicted)), key=lambda rival: (predicted[rival], rival))
    if setup.grid is GridPlace.REVERSED:
        order.reverse()
    rows = [rival + 1 for rival in order]
    rows.insert(player_place(setup, predicted, drawn), 0)
    return tuple(rows)
