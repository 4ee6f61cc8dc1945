"""Scripted drivers in the place of trained rivals: the same names and tiers, by a simpler mind."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Final

import numpy as np

from game.core.seeds import SeedTree
from game.race.choosing import choose_drivers
from game.race.driver_files import NamedDriver, find_tier
from game.race.entrant import DriverIdentity, DriverKind
from game.race.rivals import (
    DecisionCost,
    DriverFacts,
    LapPrediction,
    TierFacts,
    driver_facts,
    tier_facts,
)
from game.race.scripted.driver import ScriptedDriver
from game.race.scripted.personality import (
    DEFAULT_MARGIN,
    LARGEST_MOOD,
    Personality,
)
from game.race.session import Session
from game.race.speed_profile import elapsed, profile
from game.sim.car_limits import car_limits
from game.sim.driver import Driver
from game.track.track import Track
from game.vehicle.reader import Car

NO_POLICY: Final = "no trained rivals are installed: scripted drivers stand in for them"
LOST: Final = 1.015
"""What a scripted driver's lap takes over the pass that plans it."""
MOOD_SPREAD: Final = 0.5 * LARGEST_MOOD / math.sqrt(12.0)
"""Spread of laps of the least consistent, whose grip varies evenly up to `LARGEST_MOOD` [-]."""
REACTION: Final = 0.18
"""Of a driver without limits, at the lights [s]."""


class ScriptedRivals:
    """A provider of rivals that needs no policy.

    Args:
        note: Why there are no trained ones.
    """

    trained = False

    def __init__(self, note: str | None = NO_POLICY) -> None:
        self.note = note

    def tiers(self) -> Sequence[TierFacts]:
        """All tiers, slowest first."""
        return tier_facts()

    def drivers(self) -> Sequence[DriverFacts]:
        """All named drivers."""
        return driver_facts()

    def identities(
        self, count: int, tiers: Sequence[str] = (), names: Sequence[str] = (), seed: int = 0
    ) -> list[DriverIdentity]:
        """Drivers for a field, each with a scripted driver's limits."""
        return [_identity(driver, seed) for driver in choose_drivers(count, tiers, names, seed)]

    def driver(self, session: Session, rows: Sequence[int], seed: int) -> Driver:
        """The scripted driver of these rows."""
        return scripted_driver(session, rows)

    def predict(self, track: Track, car: Car, tier: str, wetness: float = 0.0) -> LapPrediction:
        """A lap as the tier's stand-in plans it."""
        if not tier:
            return scripted_lap(track, car, DEFAULT_MARGIN, wetness, Personality().consistency)
        known = find_tier(tier)
        steady = float(np.mean(known.limits.consistency))
        return scripted_lap(track, car, float(np.mean(known.stand_in)), wetness, steady)

    def prepare(self, say: Callable[[str], None]) -> None:
        """Nothing beyond what every session needs."""

    def cost(self, cars: int) -> DecisionCost | None:
        """Nothing was learned."""
        return None


def scripted_lap(
    track: Track, car: Car, margin: float, wetness: float, consistency: float
) -> LapPrediction:
    """What to expect of a scripted driver who uses this part of the grip."""
    limits = car_limits(car, wetness)[0]
    stations = track.stations
    curvature = np.ascontiguousarray(stations["line_curvature"])
    step = np.ascontiguousarray(stations["line_step"])
    speed, time = np.empty(len(step)), np.empty(len(step))
    profile(speed, curvature, step, limits, margin, True)
    lap = LOST * elapsed(speed, step, time)
    return LapPrediction(lap, MOOD_SPREAD * (1.0 - consistency) * lap)


def _identity(driver: NamedDriver, seed: int) -> DriverIdentity:
    facts = driver.facts
    return DriverIdentity(
        DriverKind.SCRIPTED,
        facts.name,
        facts.tier,
        limits=vars(stand_in(driver, seed)).copy(),
        number=facts.number,
        colours=(facts.colours.primary, facts.colours.secondary),
    )


def stand_in(driver: NamedDriver, seed: int) -> Personality:
    """The scripted driver that is most like a named one; how fast, the seed draws."""
    facts = driver.facts
    random = SeedTree(seed).child(f"stand-in {driver.id}").generator()
    least, most = find_tier(facts.tier).stand_in
    return Personality(
        margin=float(np.round(random.uniform(least, most), 3)),
        aggression=facts.limits.aggression,
        consistency=facts.limits.consistency,
        reaction=round(REACTION + facts.limits.reaction_s, 3),
    )


def scripted_driver(session: Session, rows: Sequence[int]) -> ScriptedDriver:
    """One scripted driver for some cars of a session, each as its identity says."""
    entrants = [session.entrants[row] for row in rows]
    limits = np.concatenate(
        [car_limits(entrant.car, session.settings.wetness) for entrant in entrants]
    )
    personalities = [Personality(**entrant.driver.limits) for entrant in entrants]
    seeds = SeedTree(session.seed).child("scripted")
    return ScriptedDriver(session.track, list(rows), limits, personalities, seeds)
