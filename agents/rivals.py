"""Trained rivals for the game: who they are, what drives them, how fast they will be."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from hashlib import blake2b
from pathlib import Path
from time import process_time_ns
from typing import Any, Final

import numpy as np

from agents.driver import INTERFACE, PolicyDriver
from agents.policy import Policy, read_policy
from agents.routine import limits_on, road_use
from agents.technique import learned
from agents.tiers import person_written, written_limits
from game.core.errors import UndercutError
from game.core.seeds import SeedTree
from game.race.choosing import choose_drivers
from game.race.driver_files import NamedDriver, find_tier, load_tiers
from game.race.entrant import DriverIdentity, DriverKind, Entrant
from game.race.ideal_lap import ideal_lap
from game.race.rivals import (
    DecisionCost,
    DriverFacts,
    LapPrediction,
    RivalProvider,
    TierFacts,
    driver_facts,
    tier_facts,
)
from game.race.scripted.driver import ScriptedDriver
from game.race.scripted.personality import Personality
from game.race.scripted_rivals import REACTION, ScriptedRivals
from game.race.session import Session
from game.race.settings import SessionSettings, Start
from game.sim.controls import no_controls
from game.sim.driver import Driver
from game.track.reader import load_track
from game.track.track import Track
from game.vehicle.reader import Car, load_car

POLICIES: Final = Path(__file__).resolve().parent / "policies"

COST_TRACK: Final = "ferro-park"
COST_CAR: Final = "gt3"
COST_REPETITIONS: Final = 200


class TrainedRivals:
    """A provider of rivals that learned to drive.

    Args:
        path: Of their policy.

    Raises:
        UndercutError: The file is no policy for this game.
    """

    trained = True

    def __init__(self, path: Path) -> None:
        self.policy = read_policy(path, INTERFACE)
        digest = blake2b(path.read_bytes(), digest_size=8).hexdigest()
        self.name = f"{self.policy.card.name}-{digest}"
        """Of the policy, with its content's hash, for recordings."""
        self.note: str | None = None

    def tiers(self) -> Sequence[TierFacts]:
        """All tiers, with the pace that the policy's card says they have."""
        measured = self._measured()
        return tier_facts(
            [tier.model_copy(update=measured.get(tier.id, {})) for tier in load_tiers().tiers]
        )

    def drivers(self) -> Sequence[DriverFacts]:
        """All named drivers."""
        return driver_facts()

    def identities(
        self, count: int, tiers: Sequence[str] = (), names: Sequence[str] = (), seed: int = 0
    ) -> list[DriverIdentity]:
        """Drivers for a field, with their limits written down."""
        return [self._identity(driver) for driver in choose_drivers(count, tiers, names, seed)]

    def _identity(self, driver: NamedDriver) -> DriverIdentity:
        facts = driver.facts
        return DriverIdentity(
            DriverKind.POLICY,
            facts.name,
            facts.tier,
            self.name,
            written_limits(facts),
            facts.number,
            (facts.colours.primary, facts.colours.secondary),
        )

    def driver(self, session: Session, rows: Sequence[int], seed: int) -> Driver:
        """Who drives the cars of these rows.

        Raises:
            UndercutError: The session was made for another policy.
        """
        for row in rows:
            wanted = session.entrants[row].driver.policy
            if wanted not in (None, self.name):
                raise UndercutError(f"policy {wanted} is needed, {self.name} is installed")
        return policy_driver(session, rows, self.policy, seed)

    def predict(self, track: Track, car: Car, tier: str, wetness: float = 0.0) -> LapPrediction:
        """A lap of the tier, from the ideal lap and what was measured."""
        if not tier:
            return ScriptedRivals().predict(track, car, tier, wetness)
        facts = {each.id: each for each in self.tiers()}[find_tier(tier).id]
        lap = facts.pace * self._car_factor(car) * ideal_lap(track, car, wetness).time_s
        return LapPrediction(lap, facts.spread * lap)

    def prepare(self, say: Callable[[str], None]) -> None:
        """Compile what the policy drives with."""
        say("rivals")
        self.cost(2, repetitions=1)
        say("")

    def cost(self, cars: int, repetitions: int = COST_REPETITIONS) -> DecisionCost:
        """Processor time of a decision of so many rivals in a race, the median of several."""
        car = load_car(COST_CAR)
        entrants = [Entrant(who.name, car, who) for who in self.identities(cars, seed=1)]
        settings = SessionSettings(laps=50, start=Start.FLYING)
        session = Session(settings, load_track(COST_TRACK), entrants, 1)
        driver = policy_driver(session, range(cars), self.policy, 1)
        controls = no_controls(cars)
        driver.decide(session.scene(), controls)
        session.step(controls)
        decide: list[int] = []
        observe: list[int] = []
        while len(decide) < repetitions:
            if driver.decides(session.tick):
                observe.append(_timed(lambda: driver.glance(session.scene())))
                decide.append(_timed(lambda: driver.decide(session.scene(), controls)))
            else:
                driver.decide(session.scene(), controls)
            session.step(controls)
        return DecisionCost(cars, _microseconds(decide), _microseconds(observe))

    def _car_factor(self, car: Car) -> float:
        """How much longer laps in a car are than in others, where the card says it."""
        cars: Any = self.policy.card.measured.get("cars")
        factor = cars.get(car.id) if isinstance(cars, dict) else None
        return float(factor) if isinstance(factor, int | float) else 1.0

    def _measured(self) -> dict[str, dict[str, float]]:
        """Tier -> pace and spread, where the card says them."""
        found: Any = self.policy.card.measured.get("tiers")
        if not isinstance(found, dict):
            return {}
        keys = {"pace": "lap_over_ideal", "spread": "spread"}
        return {
            tier: {
                name: float(figures[key])
                for name, key in keys.items()
                if isinstance(figures.get(key), int | float)
            }
            for tier, figures in found.items()
            if isinstance(figures, dict)
        }


def policy_driver(session: Session, rows: Sequence[int], policy: Policy, seed: int) -> PolicyDriver:
    """A policy at the wheel of some cars of a session, each as its entrant's identity says.

    Raises:
        UndercutError: An identity's limits are not a driver's.
    """
    identities = [session.entrants[row].driver for row in rows]
    wetness = session.settings.wetness
    cars = [session.entrants[row].car for row in rows]
    limits = [limits_on(car, wetness) for car in cars]
    seeds = SeedTree(seed).child("policy")
    stand_in = ScriptedDriver(
        session.track,
        list(rows),
        np.concatenate(limits),
        [_routine(who, car, wetness) for who, car in zip(identities, cars, strict=True)],
        seeds.child("stand-in"),
        techniques=[learned().of(car).hands for car in cars],
        roads=[road_use(car, learned(), wetness) for car in cars],
    )
    return PolicyDriver(
        session.track,
        list(rows),
        session.world.spec,
        policy,
        [_person(identity) for identity in identities],
        stand_in,
        wetness,
        seeds,
    )


def _person(identity: DriverIdentity) -> Any:
    try:
        return person_written(identity.limits)
    except KeyError as error:
        raise UndercutError(f"{identity.name} has no limit {error}") from None


def _routine(identity: DriverIdentity, car: Car, wetness: float) -> Personality:
    """How the driver drives without thinking, in the pits and out of trouble."""
    return Personality(
        margin=learned().of(car).margin_on(wetness),
        aggression=float(identity.limits["aggression"]),
        consistency=1.0,
        reaction=REACTION + float(identity.limits["reaction_s"]),
    )


def find_rivals(path: Path | None = None) -> RivalProvider:
    """The rivals of this installation.

    Args:
        path: Of the policy that shall drive them; the one that is installed when not given.

    Returns:
        Trained ones; scripted ones and a line that says why where no policy fits.

    Raises:
        UndercutError: The policy of the path is refused.
    """
    return TrainedRivals(path) if path else installed()


@cache
def installed(folder: Path = POLICIES) -> RivalProvider:
    """Rivals by the first policy of a folder that fits; scripted ones where none does."""
    refused = None
    for path in sorted(folder.glob("*.safetensors")):
        try:
            return TrainedRivals(path)
        except UndercutError as error:
            refused = f"{error}: scripted drivers stand in"
    return ScriptedRivals(refused) if refused else ScriptedRivals()


def _timed(what: Callable[[], object]) -> int:
    began = process_time_ns()
    what()
    return process_time_ns() - began


def _microseconds(times: Sequence[int]) -> float:
    return round(float(np.median(times)) / 1000.0, 1)
