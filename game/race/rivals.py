"""Rivals, as the game asks for them: who there is, who drives, how fast they will be.

The game never sees what is behind it: scripted drivers are, or trained ones that whoever puts the
program together hands in.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from game.race.driver_files import NamedDriver, Tier, load_tiers, shipped_drivers
from game.race.entrant import DriverIdentity, DriverKind
from game.race.session import Session
from game.sim.driver import Driver
from game.track.track import Track
from game.vehicle.reader import Car


@dataclass(frozen=True)
class TierFacts:
    """A tier, as a menu shows it."""

    id: str
    title: str
    description: str
    level: int
    """0 is the slowest."""
    pace: float
    """A clean lap over the ideal lap, usually."""
    spread: float
    """From lap to lap, as a part of the lap."""


@dataclass(frozen=True)
class DriverFacts:
    """A named driver, as a menu shows him."""

    id: str
    name: str
    short: str
    number: int
    tier: str
    colours: tuple[str, str]
    """Primary and secondary, as "#rrggbb"."""
    biography: str
    character: dict[str, float] = field(default_factory=dict)
    """Word -> how much of it, 0..1: steadiness, aggression, patience, nerves, wet, defence."""


@dataclass(frozen=True)
class LapPrediction:
    """What a lap of a driver of a tier will take."""

    time_s: float
    spread_s: float
    """Standard deviation from lap to lap."""


@dataclass(frozen=True)
class DecisionCost:
    """What rivals cost: for one decision of all of them."""

    cars: int
    decide_us: float
    """Everything from what is seen to the controls [us]."""
    observe_us: float
    """The part of it that goes into seeing [us]."""


class RivalProvider(Protocol):
    """Where rivals come from."""

    trained: bool
    """Whether they learned to drive, or scripted drivers stand in for them."""
    note: str | None
    """Why they are not what was wished for, in one line."""

    def tiers(self) -> Sequence[TierFacts]:
        """All tiers, slowest first."""

    def drivers(self) -> Sequence[DriverFacts]:
        """All named drivers."""

    def identities(
        self, count: int, tiers: Sequence[str] = (), names: Sequence[str] = (), seed: int = 0
    ) -> list[DriverIdentity]:
        """Drivers for a field: those named, then others of the tiers in turn, nobody twice."""

    def driver(self, session: Session, rows: Sequence[int], seed: int) -> Driver:
        """Who drives the cars of these rows, each as its entrant's identity says."""

    def predict(self, track: Track, car: Car, tier: str, wetness: float = 0.0) -> LapPrediction:
        """What to expect of a tier on a track in a car; of a scripted driver where it is empty."""

    def prepare(self, say: Callable[[str], None]) -> None:
        """Compile what rivals need, so that no race waits for it; `say` is told what it is."""

    def cost(self, cars: int) -> DecisionCost | None:
        """What a decision for so many rivals takes here; none where nothing was learned."""


def field_drivers(session: Session, rivals: RivalProvider) -> list[Driver]:
    """Drivers for all cars of a session that no human drives.

    Raises:
        UndercutError: A policy that the session needs is not there.
    """
    from game.race.scripted_rivals import scripted_driver

    drivers: list[Driver] = []
    if rows := rows_of(session, DriverKind.SCRIPTED):
        drivers.append(scripted_driver(session, rows))
    if rows := rows_of(session, DriverKind.POLICY):
        drivers.append(rivals.driver(session, rows, session.seed))
    return drivers


def rows_of(session: Session, kind: DriverKind) -> list[int]:
    """Rows of the entrants with this kind of driver."""
    return [row for row, entrant in enumerate(session.entrants) if entrant.driver.kind is kind]


def tier_facts(tiers: Sequence[Tier] | None = None) -> list[TierFacts]:
    """The tiers for menus, slowest first."""
    known = load_tiers().tiers if tiers is None else tiers
    return [
        TierFacts(tier.id, tier.title, tier.description, level, tier.pace, tier.spread)
        for level, tier in enumerate(known)
    ]


def driver_facts(drivers: Sequence[NamedDriver] | None = None) -> list[DriverFacts]:
    """The named drivers for menus."""
    return [_facts_of(driver) for driver in (shipped_drivers() if drivers is None else drivers)]


def _facts_of(driver: NamedDriver) -> DriverFacts:
    facts = driver.facts
    return DriverFacts(
        driver.id,
        facts.name,
        facts.short,
        facts.number,
        facts.tier,
        (facts.colours.primary, facts.colours.secondary),
        facts.biography,
        {
            "steadiness": facts.limits.consistency,
            "aggression": facts.limits.aggression,
            "patience": facts.limits.patience,
            "nerves": facts.character.nerves,
            "wet": facts.character.wet_skill,
            "defence": facts.character.defence,
        },
    )
