"""Who races: an entry list from the words of the command line, and the drivers for it."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence

import numpy as np

from game.core.errors import UsageError
from game.core.paths import CARS
from game.core.seeds import SeedTree
from game.race.entrant import DriverIdentity, DriverKind, Entrant
from game.race.rivals import (
    DecisionCost,
    DriverFacts,
    LapPrediction,
    RivalProvider,
    TierFacts,
    rows_of,
)
from game.race.scripted.driver import ScriptedDriver
from game.race.scripted.personality import Personality
from game.race.scripted_rivals import ScriptedRivals
from game.race.scripted_rivals import scripted_driver as stand_ins_of
from game.race.session import Session
from game.sim.driver import Driver
from game.track.track import Track
from game.vehicle.reader import Car, load_car

MIXED = "mixed"
"""The word for one car of each shipped kind after another."""


def choose_cars(words: str, count: int) -> list[Car]:
    """Cars for `count` entrants from "gt3", "gt3,f3,my/car.yaml" or "mixed", repeated in turn.

    Raises:
        UsageError: A name that is not shipped, or a file that is not there.
        DataError: A file that is no valid car.
    """
    cars = [load_car(name) for name in car_names(words)]
    return [cars[index % len(cars)] for index in range(count)]


def car_names(words: str) -> list[str]:
    """The cars that the words of a command line name."""
    if words == MIXED:
        return sorted(path.stem for path in CARS.glob("*.yaml"))
    return [name.strip() for name in words.split(",")]


def scripted_personalities(count: int, seed: int) -> list[Personality]:
    """Characters that differ a little from each other, drawn from the seed."""
    random = SeedTree(seed).child("personalities").generator()
    return [
        Personality(
            aggression=float(np.round(random.uniform(0.3, 0.8), 2)),
            consistency=float(np.round(random.uniform(0.6, 0.95), 2)),
            reaction=float(np.round(random.uniform(0.18, 0.35), 3)),
        )
        for _ in range(count)
    ]


def chosen_rivals(arguments: argparse.Namespace) -> RivalProvider:
    """Where rivals come from: what the program was put together with, else scripted drivers.

    Raises:
        UndercutError: The policy that the command line names is refused.
    """
    make = getattr(arguments, "make_rivals", None)
    if make is None and arguments.policy:
        raise UsageError("--policy: this program was put together without trained rivals")
    path = (arguments.policy,) if arguments.policy else ()
    rivals: RivalProvider = make(*path) if make else ScriptedRivals()
    return rivals


def scripted_identities(personalities: Sequence[Personality]) -> list[DriverIdentity]:
    """Scripted drivers with numbers for names, their limits written down."""
    return [
        DriverIdentity(DriverKind.SCRIPTED, f"Scripted {number}", limits=vars(who).copy())
        for number, who in enumerate(personalities, start=1)
    ]


def scripted_entrants(cars: Sequence[Car], personalities: Sequence[Personality]) -> list[Entrant]:
    """An entry list of scripted drivers."""
    drivers = scripted_identities(personalities)
    return [Entrant(who.name, car, who) for who, car in zip(drivers, cars, strict=True)]


class WithScripted:
    """Rivals of whom the last few are scripted drivers, for fields that mix both.

    Args:
        rivals: Where the others come from.
        scripted: How many are scripted.
    """

    def __init__(self, rivals: RivalProvider, scripted: int) -> None:
        self._rivals, self._scripted = rivals, scripted
        self.trained, self.note = rivals.trained, rivals.note

    def tiers(self) -> Sequence[TierFacts]:
        """All tiers, slowest first."""
        return self._rivals.tiers()

    def drivers(self) -> Sequence[DriverFacts]:
        """All named drivers."""
        return self._rivals.drivers()

    def identities(
        self, count: int, tiers: Sequence[str] = (), names: Sequence[str] = (), seed: int = 0
    ) -> list[DriverIdentity]:
        """Drivers for a field, scripted ones last."""
        scripted = min(self._scripted, count)
        others = self._rivals.identities(count - scripted, tiers, names, seed)
        return others + scripted_identities(scripted_personalities(scripted, seed))

    def driver(self, session: Session, rows: Sequence[int], seed: int) -> Driver:
        """Who drives the rows of the others."""
        return self._rivals.driver(session, rows, seed)

    def predict(self, track: Track, car: Car, tier: str, wetness: float = 0.0) -> LapPrediction:
        """What to expect of a tier."""
        return self._rivals.predict(track, car, tier, wetness)

    def prepare(self, say: Callable[[str], None]) -> None:
        """Compile what the others need."""
        self._rivals.prepare(say)

    def cost(self, cars: int) -> DecisionCost | None:
        """What the others take."""
        return self._rivals.cost(cars)


def rival_entrants(
    rivals: RivalProvider,
    words: str,
    count: int,
    tiers: Sequence[str],
    names: Sequence[str],
    seed: int,
) -> list[Entrant]:
    """An entry list of rivals: drivers as chosen, cars as the words say, in turn.

    Raises:
        UsageError: A name, a tier or a car that there is not.
        DataError: A file that is wrong.
    """
    drivers = rivals.identities(count, tiers, names, seed)
    return [
        Entrant(driver.name, car, driver)
        for driver, car in zip(drivers, choose_cars(words, count), strict=True)
    ]


def scripted_driver(session: Session) -> ScriptedDriver:
    """One driver for all scripted entrants of a session, each as its identity says.

    Raises:
        UsageError: The session has none.
    """
    rows = rows_of(session, DriverKind.SCRIPTED)
    if not rows:
        raise UsageError("no scripted driver in this session")
    return stand_ins_of(session, rows)
