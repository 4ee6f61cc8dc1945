"""Who races: an entry list from the words of the command line, and the drivers for it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from game.core.errors import UsageError
from game.core.paths import CARS
from game.core.seeds import SeedTree
from game.race.entrant import DriverIdentity, DriverKind, Entrant
from game.race.rivals import RivalProvider, rows_of
from game.race.scripted.driver import ScriptedDriver
from game.race.scripted.personality import Personality
from game.race.scripted_rivals import scripted_driver as stand_ins_of
from game.race.session import Session
from game.vehicle.reader import Car, load_car

MIXED = "mixed"
"""The word for one car of each shipped kind after another."""


def choose_cars(words: str, count: int) -> list[Car]:
    """Cars for `count` entrants from "gt3", "gt3,f3,my/car.yaml" or "mixed", repeated in turn.

    Raises:
        UsageError: A name that is not shipped, or a file that is not there.
        DataError: A file that is no valid car.
    """
    names = (
        sorted(path.stem for path in CARS.glob("*.yaml")) if words == MIXED else words.split(",")
    )
    cars = [load_car(name.strip()) for name in names]
    return [cars[index % len(cars)] for index in range(count)]


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


def scripted_entrants(cars: Sequence[Car], personalities: Sequence[Personality]) -> list[Entrant]:
    """An entry list of scripted drivers, their limits written down."""
    return [
        Entrant(
            f"Scripted {number}",
            car,
            DriverIdentity(DriverKind.SCRIPTED, f"Scripted {number}", limits=vars(who).copy()),
        )
        for number, (car, who) in enumerate(zip(cars, personalities, strict=True), start=1)
    ]


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
