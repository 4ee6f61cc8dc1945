"""What is to be judged and how much time may be spent on it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from agents.evaluation.flying import Flight, Pair, Seat, fly
from agents.evaluation.pilot import Pilot
from agents.evaluation.races import Outcome, Race, drive
from agents.evaluation.splits import tracks_of
from agents.limits import Limits, rows_of
from agents.policy import Policy
from agents.rivals import TrainedRivals
from agents.tiers import tier_limits
from game.core.errors import UsageError
from game.core.paths import nearest
from game.core.seeds import SeedTree
from game.race.driver_files import load_tiers
from game.sim.world import World
from game.track.track import Track
from game.vehicle.reader import Car, load_car, shipped_cars

FREE: Final = "free"
"""Instead of a tier: the policy without any limits."""


@dataclass(frozen=True)
class Case:
    """A policy before the judges."""

    path: Path
    tier: str
    track_words: tuple[str, ...] = ()
    """As on the command line; empty for all shipped ones."""
    car_words: tuple[str, ...] = ()
    """Names or files; empty for all shipped ones."""
    quick: bool = False
    """Whether a rough answer will do."""
    seed: int = 1
    folder: Path = Path()
    """Of the report."""
    replays: bool = False
    """Whether its races are recorded."""
    say: Callable[[str], None] = field(default=lambda line: None, compare=False)

    @cached_property
    def rivals(self) -> TrainedRivals:
        """The policy as the game has it drive."""
        return TrainedRivals(self.path)

    @property
    def policy(self) -> Policy:
        """The policy itself."""
        return self.rivals.policy

    @cached_property
    def tracks(self) -> list[Track]:
        """All tracks that were asked for."""
        return tracks_of(self.track_words)

    @cached_property
    def cars(self) -> list[Car]:
        """All cars that were asked for."""
        return [load_car(word) for word in self.car_words or shipped_cars()]

    @cached_property
    def pairs(self) -> list[Pair]:
        """Every car on every track; a sample of them where a rough answer will do."""
        pairs = [Pair(track, car) for track in self.tracks for car in self.cars]
        return pairs[::5] if self.quick and len(pairs) > 30 else pairs

    def seeds(self, name: str) -> SeedTree:
        """Of one part of the judging."""
        return SeedTree(self.seed).child(name)

    def seat(self, tiers: Sequence[str], name: str) -> Seat:
        """Takes the wheels of cars with a driver of a tier for each pair, drawn from its band."""
        seeds = self.seeds(name)
        rows = np.concatenate(
            [limits_row(tier, seeds.child(f"{number}")) for number, tier in enumerate(tiers)]
        )

        def take(world: World, numbers: Sequence[int]) -> Pilot:
            drawn = seeds.child(f"minds {numbers[0]}")
            return Pilot(world, self.policy, rows[list(numbers)], drawn)

        return take

    def fly(
        self, pairs: Sequence[Pair], tiers: Sequence[str], name: str, laps: int, wetness: float
    ) -> list[Flight]:
        """Flying laps of pairs, each with a driver of a tier."""
        return fly(pairs, self.seat(tiers, name), laps, wetness, self.say)

    def race(self, race: Race) -> Outcome:
        """Drive a race whose learned drivers are those that are judged."""
        name = f"{race.kind}-{race.seed}-{race.track.name}.undercut"
        recording = self.folder / "replays" / name if self.replays else None
        outcome = drive(race, self.rivals, recording)
        winner = outcome.results[0]
        self.say(f"{race.track.name}, {winner.car}: {winner.name} won ({outcome.wall_s:.0f} s)")
        return outcome


def limits_row(tier: str, seeds: SeedTree) -> NDArray[Any]:
    """The limits of a driver of a tier, one LIMIT row."""
    return rows_of([Limits() if tier == FREE else tier_limits(tier, seeds)])


def tier_names() -> list[str]:
    """All tiers, the slowest first."""
    return [tier.id for tier in load_tiers().tiers]


def require_tier(tier: str) -> None:
    """Refuse a tier that does not exist.

    Raises:
        UsageError: Names the nearest one.
    """
    known = (FREE, *tier_names())
    if tier not in known:
        raise UsageError(f"--tier {tier}: there is no such tier{nearest(tier, known)}")
