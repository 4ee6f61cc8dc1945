"""What a session is to be: chosen before it starts, kept with its recording, never changed."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator


class Kind(StrEnum):
    """The kinds of session; all run through the same phases."""

    PRACTICE = "practice"
    QUALIFYING = "qualifying"
    RACE = "race"
    TIME_TRIAL = "time_trial"


class Start(StrEnum):
    """How a session begins."""

    STANDING = "standing"
    """From the grid, by the lights."""
    ROLLING = "rolling"
    """Two by two behind the line, released when the leader crosses it."""
    PIT = "pit"
    """From the pit boxes, whenever the driver likes."""
    FLYING = "flying"
    """One by one, far apart, already at speed: for timed laps."""


class GridOrder(StrEnum):
    """Who starts where."""

    ENTRY = "entry"
    """As the entrants are listed."""
    REVERSED = "reversed"
    """The list from its end."""
    CHOSEN = "chosen"
    """As `grid` says."""
    RANDOM = "random"
    """Drawn from the session's seed."""


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class PitRules(_Frozen):
    """What a pit stop takes."""

    fuel_rate: float = Field(2.5, ge=0.1, le=50.0, description="Fuel that flows [kg/s].")
    tyre_time: float = Field(4.0, ge=0.5, le=120.0, description="Changing four tyres [s].")
    repair_time: float = Field(
        20.0, ge=0.0, le=300.0, description="Repairing a car whose every damage is full [s]."
    )
    stop_time: float = Field(
        0.5, ge=0.0, le=30.0, description="Jacking up and letting down, at every service [s]."
    )
    together: bool = Field(True, description="Fuel flows while the tyres are changed.")


class PenaltyRules(_Frozen):
    """What the stewards impose."""

    enabled: bool = Field(True, description="Whether anything is imposed at all.")
    warnings: int = Field(
        3, ge=0, le=20, description="Track limit warnings before the first time penalty."
    )
    track_limits: float = Field(
        5.0, ge=0.0, le=60.0, description="For each further breach of the track limits [s]."
    )
    jump_start: float = Field(5.0, ge=0.0, le=60.0, description="For a jump start [s].")
    contact_light: float = Field(5.0, ge=0.0, le=60.0, description="For causing a contact [s].")
    contact_heavy: float = Field(
        10.0, ge=0.0, le=60.0, description="For causing a heavy contact [s]."
    )
    give_back_time: float = Field(
        12.0, ge=2.0, le=60.0, description="To return a place gained off the track [s]."
    )
    place_kept: float = Field(
        5.0, ge=0.0, le=60.0, description="For keeping a place gained off the track [s]."
    )
    pit_speeding: float = Field(5.0, ge=0.0, le=60.0, description="For speeding in the pits [s].")
    drive_through: float = Field(
        20.0, ge=0.0, le=120.0, description="Added for a drive-through that was not served [s]."
    )
    drive_through_laps: int = Field(
        3, ge=1, le=20, description="Laps within which a drive-through must be served."
    )
    reset: float = Field(
        3.0, ge=0.0, le=60.0, description="Standstill after being put back on the track [s]."
    )


class SessionSettings(_Frozen):
    """Everything that is decided before a session, besides track, entrants and seed."""

    kind: Kind = Field(Kind.RACE, description="Practice, qualifying, race or time trial.")
    laps: int | None = Field(
        5, ge=1, le=1000, description="Laps to complete; none where only the time counts."
    )
    minutes: float | None = Field(
        None, gt=0.0, le=1500.0, description="Length in time; the lap begun is finished [min]."
    )
    start: Start = Field(Start.STANDING, description="How it begins.")
    grid_order: GridOrder = Field(GridOrder.ENTRY, description="Who starts where.")
    grid: tuple[int, ...] = Field(
        (), description="With order chosen: the entrant of each place, counted from 0."
    )
    rolling_speed: float = Field(
        25.0, ge=5.0, le=90.0, description="In formation before a rolling start [m/s]."
    )
    wetness: float = Field(0.0, ge=0.0, le=1.0, description="Of the road: 0 dry, 1 wet.")
    fuel_rate: float = Field(1.0, ge=0.0, le=20.0, description="Times the real use; 0: none.")
    tyre_rate: float = Field(1.0, ge=0.0, le=20.0, description="Times the real wear; 0: none.")
    initial_fuel: float = Field(1.0, ge=0.02, le=1.0, description="In the tank, 1 is full.")
    damage: Literal["none", "light", "full"] = Field("light", description="What contacts break.")
    slipstream: Literal["real", "strong", "off"] = Field(
        "real", description="How far a wake reaches."
    )
    track_limits: bool = Field(True, description="Whether leaving the track has consequences.")
    blue_flags: bool = Field(True, description="Whether lapped cars are told to let pass.")
    recovery_time: float = Field(
        6.0, ge=2.0, le=60.0, description="Until a stuck car is put back on the track [s]."
    )
    finish_time: float = Field(
        180.0,
        ge=5.0,
        le=3600.0,
        description="After the winner's finish, until those still out are flagged off [s].",
    )
    classified_share: float = Field(
        0.5, ge=0.0, le=1.0, description="Of the winner's laps, needed to be classified."
    )
    max_minutes: float = Field(
        1500.0, gt=0.0, le=3000.0, description="When the session ends, whatever happens [min]."
    )
    points: tuple[float, ...] = Field(
        (25, 18, 15, 12, 10, 8, 6, 4, 2, 1), description="For each place of a race, from the first."
    )
    pit: PitRules = Field(PitRules(), description="What a pit stop takes.")
    penalties: PenaltyRules = Field(PenaltyRules(), description="What the stewards impose.")

    @model_validator(mode="after")
    def _race_has_an_end(self) -> SessionSettings:
        if self.kind is Kind.RACE and self.laps is None and self.minutes is None:
            raise ValueError("a race needs laps or minutes")
        return self

    @property
    def timed(self) -> bool:
        """Whether best laps decide and not the order on the road."""
        return self.kind is not Kind.RACE
