"""What to expect of a race: ideal lap, medals, every tier's lap, and the player's place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.race.ideal_lap import ideal_lap
from game.race.setup import RaceSetup
from game.track.reader import load_track
from game.track.track import Track
from game.vehicle.reader import Car, load_car

if TYPE_CHECKING:
    from game.race.rivals import LapPrediction, RivalProvider, TierFacts
    from game.records.pace import Pace
    from game.records.records import Records


@dataclass(frozen=True)
class TierForecast:
    """A tier, on one track in one car."""

    tier: TierFacts
    lap: LapPrediction
    places: tuple[int, int] | None
    """Best and worst place to expect for the player; none without laps to go by."""


@dataclass(frozen=True)
class Forecast:
    """What is known before a race."""

    track: Track
    car: Car
    ideal_s: float
    tiers: tuple[TierForecast, ...]
    pace: Pace | None
    """The player's own, from laps driven there."""
    places: tuple[int, int] | None
    """To expect against the field that was chosen."""


def forecast(setup: RaceSetup, rivals: RivalProvider, records: Records) -> Forecast:
    """Predict; takes a moment where a track or a car is new.

    Raises:
        UndercutError: A track or a car that does not exist or is refused.
    """
    from game.records.conditions import Conditions

    track, car = load_track(setup.track), load_car(setup.car)
    ideal = ideal_lap(track, car, setup.wetness).time_s
    pace = records.pace(Conditions.of(track, car, setup.wetness))
    tiers = []
    for tier in rivals.tiers():
        lap = rivals.predict(track, car, tier.id, setup.wetness)
        tiers.append(TierForecast(tier, lap, _places(pace, [lap] * setup.rivals)))
    chosen = [each for each in tiers if each.tier.id in setup.tiers] or tiers
    field = [chosen[index % len(chosen)].lap for index in range(setup.rivals)] if chosen else []
    return Forecast(track, car, ideal, tuple(tiers), pace, _places(pace, field))


def _places(pace: Pace | None, field: Sequence[LapPrediction]) -> tuple[int, int] | None:
    from game.records.pace import expected_places

    if pace is None:
        return None
    return expected_places(pace, [(lap.time_s, lap.spread_s) for lap in field])
