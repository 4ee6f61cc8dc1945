"""Search for a technique in each kind of car: variations of it drive alone, the best are mixed.

The cross-entropy method (Rubinstein, "The cross-entropy method for combinatorial and continuous
optimization", Methodology and Computing in Applied Probability 1, 1999), with smoothed updates as
in de Boer et al., "A tutorial on the cross-entropy method", Annals of Operations Research 134,
2005. Tracks are new in every generation, and shared by all variations in it. From nothing, the
search goes one way for all kinds first, and then its own way in each.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from time import perf_counter
from typing import Final

import numpy as np
from numpy.typing import NDArray

from agents.routine import road_use
from agents.technique import CLEARANCE, LEEWAY, Kind, Learned, learned, write_technique
from game.core.errors import UsageError
from game.core.seeds import SeedTree
from game.race.scripted.personality import DEFAULT_MARGIN, LEAST_MARGIN, MOST_MARGIN
from game.race.scripted.solo import Solo, drive_alone
from game.race.scripted.technique import WIDEST, Technique
from game.track.random_track import random_track
from game.track.track import Track
from game.vehicle.random_car import random_car
from game.vehicle.reader import Car, load_car, shipped_cars

VARIATIONS: Final = 16
"""Of a generation ..."""
BEST: Final = 5
"""... and those that are mixed."""
LAPS: Final = 3
TOGETHER: Final = 0.5
"""Part of the time of a search from nothing in which all kinds are one."""
SPREAD: Final = 0.2
"""First spread of the logarithm of every part ..."""
OWN_SPREAD: Final = 0.12
"""... and that of who goes on from a file."""
MARGIN_SPREAD: Final = 0.012
"""First spread of the margin."""
VARIED: Final = 0.15
"""How much the car that stands for all others of its kind differs from the one it is made from."""
KEPT_CENTRE: Final = 0.4
KEPT_SPREAD: Final = 0.5
LEAST_SPREAD: Final = 0.35
"""What is left of centre and spread after a generation, and the least part of a spread."""
GIVEN_UP: Final = 1.25
"""Cost of a lap that was not driven, or of any slower one, over the ideal lap."""
UNCLEAN: Final = 0.04
"""More for laps that were not clean ..."""
OFF_SECOND: Final = 0.02
"""... and for each second off the track, at most two. A wall is half a second."""

PARTS: Final = tuple(field.name for field in fields(Technique))
Floats = NDArray[np.float64]


@dataclass
class Search:
    """Where the search in one kind is: logarithms of a technique's parts, and last the margin."""

    centre: Floats
    spread: Floats

    def draw(self, random: np.random.Generator) -> list[Floats]:
        """The variations of a generation; the last one is the centre itself."""
        count = len(self.centre)
        drawn = [
            self.centre + self.spread * random.standard_normal(count) for _ in range(VARIATIONS - 1)
        ]
        return [*drawn, self.centre.copy()]

    def learn(self, variations: Sequence[Floats], costs: Sequence[float]) -> None:
        """Move towards the best variations."""
        best = np.array([variations[place] for place in np.argsort(costs)[:BEST]])
        weights = np.linspace(1.5, 0.5, BEST) / BEST
        self.centre = KEPT_CENTRE * self.centre + (1.0 - KEPT_CENTRE) * (weights @ best)
        narrowed = np.maximum(best.std(axis=0), LEAST_SPREAD * self.spread)
        self.spread = KEPT_SPREAD * self.spread + (1.0 - KEPT_SPREAD) * narrowed


def search_from(start: Kind, spread: float = OWN_SPREAD) -> Search:
    """A search around what is known."""
    parts = np.log(list(vars(start.hands).values()))
    return Search(
        np.append(parts, start.margin),
        np.append(np.full(len(parts), spread), MARGIN_SPREAD),
    )


def kind_at(place: Floats) -> Kind:
    """Margin and technique at a place of the search, or the nearest that a driver can have."""
    usual = np.log(list(vars(Technique()).values()))
    reach = np.log(WIDEST) - 1e-6
    parts = np.exp(np.clip(place[:-1], usual - reach, usual + reach))
    return Kind(
        margin=float(np.clip(place[-1], LEAST_MARGIN, MOST_MARGIN)),
        technique=dict(zip(PARTS, parts.tolist(), strict=True)),
    )


def cost_of(runs: Sequence[Solo], laps: int = LAPS) -> float:
    """Mean cost of runs: the mean lap over the ideal one, and more for what was not clean."""
    costs = []
    for run in runs:
        whole = len(run.laps_s) == laps
        pace = float(np.mean(run.laps_s)) / run.ideal_s if whole else GIVEN_UP
        off = run.off_s + 0.5 * run.wall_hits
        dirty = UNCLEAN + OFF_SECOND * min(off, 2.0) if off > 0.0 else 0.0
        costs.append(min(pace, GIVEN_UP) + dirty)
    return float(np.mean(costs))


def from_nothing() -> Learned:
    """What the scripted driver knows, in every kind of car."""
    kind = Kind(margin=DEFAULT_MARGIN, technique=vars(Technique()))
    return Learned(
        clearance_m=CLEARANCE, leeway_m=LEEWAY, kinds=dict.fromkeys(shipped_cars(), kind)
    )


def train_technique(path: Path, minutes: float, seed: int, say: Callable[[str], None]) -> Learned:
    """Search for so long, and write what is found after every generation.

    Args:
        path: Of the file; where there is one, the search goes on from it.
        minutes: After which no generation begins.
        seed: Of tracks, cars and variations.
        say: Told of every generation.

    Raises:
        UsageError: The time is not positive.
        DataError: The file is wrong.
    """
    if not minutes > 0.0:
        raise UsageError(f"--minutes {minutes:g}: must be more than 0")
    known = learned(path) if path.exists() else from_nothing()
    together = 0.0 if path.exists() else TOGETHER
    spread = OWN_SPREAD if path.exists() else SPREAD
    searches = {name: search_from(kind, spread) for name, kind in known.kinds.items()}
    seeds = SeedTree(seed).child("technique")
    began, generation = perf_counter(), 0
    while (passed := (perf_counter() - began) / 60.0 / minutes) < 1.0:
        drawn = seeds.child(f"generation {generation}")
        costs = _generation(searches, known, drawn, passed < together)
        kinds = {name: kind_at(search.centre) for name, search in searches.items()}
        known = known.model_copy(update={"kinds": kinds})
        write_technique(path, known)
        generation += 1
        say(
            f"generation {generation}  {60.0 * minutes * passed:.0f} s  "
            f"centre {costs[:, -1].mean():.4f}  best {costs.min(axis=1).mean():.4f}  "
            f"margin {np.mean([kind.margin for kind in kinds.values()]):.3f}"
        )
    return known


def _generation(
    searches: Mapping[str, Search], known: Learned, seeds: SeedTree, together: bool
) -> Floats:
    """One generation of all kinds.

    Returns:
        Cost of each variation of each kind, shape (kinds, VARIATIONS).
    """
    drawn = {
        name: search.draw(seeds.child("all" if together else name).generator())
        for name, search in searches.items()
    }
    field = [(name, place, kind_at(place)) for name, places in drawn.items() for place in places]
    tracks = [random_track(seeds.child(f"{k}"), f"practice {k}") for k in range(2)]
    varied = {name: random_car(seeds.child(f"car {name}"), name, name, VARIED) for name in searches}
    itself = {name: load_car(name) for name in searches}
    runs = [
        _drive(track, [(cars[name], kind) for name, _, kind in field], known)
        for track, cars in zip(tracks, (itself, varied), strict=True)
    ]
    each = np.array([cost_of(both) for both in zip(*runs, strict=True)])
    costs: Floats = each.reshape(len(searches), VARIATIONS)
    if together:
        costs = np.tile(costs.mean(axis=0), (len(searches), 1))
    for row, (name, search) in enumerate(searches.items()):
        search.learn(drawn[name], costs[row].tolist())
    return costs


def _drive(track: Track, cases: Sequence[tuple[Car, Kind]], known: Learned) -> list[Solo]:
    return drive_alone(
        track,
        [(car, kind.margin) for car, kind in cases],
        LAPS,
        techniques=[kind.hands for _, kind in cases],
        roads=[road_use(car, known, 0.0) for car, _ in cases],
    )
