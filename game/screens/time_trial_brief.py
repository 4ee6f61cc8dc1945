"""What there is to know before a time trial: what to beat, and how fast one has been."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pydantic import BaseModel, ConfigDict, Field

from game.race.entrant import Entrant
from game.race.ideal_lap import ideal_lap
from game.race.settings import Kind, Start
from game.race.setup import RaceSetup
from game.records.conditions import Conditions
from game.records.medals import Target, TierTime, targets
from game.records.rival_lap import rival_ghost
from game.track.reader import load_track
from game.track.track import Track
from game.vehicle.reader import Car, load_car

if TYPE_CHECKING:
    from game.race.rivals import RivalProvider, TierFacts
    from game.records.records import Records
    from game.records.rows import Lap
    from game.replay.ghost import Ghost
    from game.screens.work import Say

MOST_LAPS: Final = 8
"""Best laps that are listed."""


class TrialOptions(BaseModel):
    """What was last chosen."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    track: str = Field("fenwick-hollow", min_length=1, description="A shipped name or a file.")
    car: str = Field("gt3", min_length=1, description="A shipped name or a file.")
    wetness: float = Field(0.0, ge=0.0, le=1.0, description="Of the road: 0 dry, 1 wet.")
    own_ghost: bool = Field(True, description="Whether the own best lap drives along.")
    rival_ghost: str = Field("", description="Tier whose lap drives along; empty: none.")

    def setup(self) -> RaceSetup:
        """The session: one flying lap after the other, in conditions that never change."""
        return RaceSetup(
            track=self.track,
            car=self.car,
            kind=Kind.TIME_TRIAL,
            laps=None,
            minutes=None,
            start=Start.FLYING,
            rivals=0,
            wetness=self.wetness,
            fuel_rate=0.0,
            tyre_rate=0.0,
            initial_fuel=0.3,
            damage="none",
        )


@dataclass(frozen=True)
class TierLap:
    """What a tier does here."""

    tier: TierFacts
    time_s: float
    spread_s: float


@dataclass(frozen=True)
class TrialBrief:
    """Everything about one track in one car."""

    options: TrialOptions
    track: Track
    car: Car
    conditions: Conditions
    ideal_s: float
    tiers: tuple[TierLap, ...]
    targets: tuple[Target, ...]
    laps: tuple[Lap, ...]
    """The player's best."""
    medals: dict[str, float]
    """Won so far, with the time of the lap that won each [s]."""
    ghost: Ghost | None
    """The player's best lap."""

    @property
    def best_s(self) -> float | None:
        """The player's best lap [s]."""
        return self.laps[0].time_s if self.laps else None


def brief_of(options: TrialOptions, records: Records, rivals: RivalProvider) -> TrialBrief:
    """Look everything up; takes a moment where a track or a car is new.

    Raises:
        UndercutError: A track or a car that does not exist or is refused.
    """
    track, car = load_track(options.track), load_car(options.car)
    conditions = Conditions.of(track, car, options.wetness)
    ideal = ideal_lap(track, car, options.wetness).time_s
    tiers = []
    for tier in rivals.tiers():
        lap = rivals.predict(track, car, tier.id, options.wetness)
        tiers.append(TierLap(tier, lap.time_s, lap.spread_s))
    wanted = targets([TierTime(t.tier.title, t.time_s, t.spread_s) for t in tiers], ideal)
    laps = tuple(records.laps(conditions, player=True, limit=MOST_LAPS))
    if laps:
        records.award(conditions, wanted, laps[0].time_s, laps[0].session)
        records.flush()
    return TrialBrief(
        options=options,
        track=track,
        car=car,
        conditions=conditions,
        ideal_s=ideal,
        tiers=tuple(tiers),
        targets=wanted,
        laps=laps,
        medals=records.medals(conditions),
        ghost=records.ghost(conditions),
    )


def ghosts_for(
    brief: TrialBrief, records: Records, rivals: RivalProvider, say: Say
) -> tuple[Ghost, ...]:
    """The ghosts that were asked for, the player's own first; a rival's lap is driven if need be.

    Raises:
        UndercutError: The rival cannot drive.
    """
    found = [brief.ghost] if brief.options.own_ghost and brief.ghost is not None else []
    tier = brief.options.rival_ghost
    if any(tier == each.tier.id for each in brief.tiers):
        ghost = _rival(brief, tier, records, rivals, say)
        found += [ghost] if ghost is not None else []
    return tuple(found)


def _rival(
    brief: TrialBrief, tier: str, records: Records, rivals: RivalProvider, say: Say
) -> Ghost | None:
    identity = rivals.identities(1, [tier], seed=1)[0]
    who = f"{tier} {identity.policy or identity.kind} {identity.name}"
    kept = records.ghosts.load(brief.conditions, who)
    if kept is None:
        entrant = Entrant(identity.name, brief.car, identity)
        kept = rival_ghost(brief.track, entrant, rivals, brief.options.wetness, say)
        if kept is not None:
            records.ghosts.save(brief.conditions, kept, who)
    return kept
