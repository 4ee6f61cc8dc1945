"""Search for a technique: many variations of it drive alone on random tracks, the best are mixed.

The cross-entropy method (Rubinstein, "The cross-entropy method for combinatorial and continuous
optimization", Methodology and Computing in Applied Probability 1, 1999), with smoothed updates as
in de Boer et al., "A tutorial on the cross-entropy method", Annals of Operations Research 134,
2005. Tracks are new in every generation, and shared by all variations in it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from time import perf_counter
from typing import Final

import numpy as np
from numpy.typing import NDArray

from agents.routine import margin_in
from agents.technique import Learned, learned, write_technique
from game.core.errors import UsageError
from game.core.seeds import SeedTree
from game.race.scripted.personality import LEAST_MARGIN, MOST_MARGIN
from game.race.scripted.solo import Solo, drive_alone
from game.race.scripted.technique import Technique
from game.track.random_track import random_track
from game.track.track import Track
from game.vehicle.reader import Car, load_car, shipped_cars

VARIATIONS: Final = 16
"""Of a generation ..."""
BEST: Final = 5
"""... and those that are mixed."""
TRACKS: Final = 2
"""New ones in every generation."""
LAPS: Final = 2
SPREAD: Final = 0.2
"""First spread of the logarithm of every part."""
MARGIN_SPREAD: Final = 0.012
"""First spread of the margin."""
KEPT_CENTRE: Final = 0.25
KEPT_SPREAD: Final = 0.5
LEAST_SPREAD: Final = 0.35
"""What is left of centre and spread after a generation, and the least part of a spread."""
GIVEN_UP: Final = 1.25
"""Cost of a lap that was not driven, or of any slower one, over the ideal lap."""
UNCLEAN: Final = 0.03
"""More for a lap that was not clean ..."""
OFF_SECOND: Final = 0.02
"""... and for each second off the track, at most two. A wall is half a second."""

Floats = NDArray[np.float64]


@dataclass
class Search:
    """Where the search is: logarithms of the parts of a technique, and last the margin."""

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


def search_from(start: Learned) -> Search:
    """A search around what is known."""
    parts = np.log(list(vars(start.hands).values()))
    spread = np.append(np.full(len(parts), SPREAD), MARGIN_SPREAD)
    return Search(np.append(parts, start.margin), spread)


def technique_of(place: Floats) -> tuple[float, Technique]:
    """Margin and technique at a place of the search.

    Raises:
        UsageError: No driver can be so.
    """
    margin = float(place[-1])
    if not LEAST_MARGIN <= margin <= MOST_MARGIN:
        raise UsageError(f"margin {margin:g} must lie in {LEAST_MARGIN}-{MOST_MARGIN}")
    names = [field.name for field in fields(Technique)]
    parts = {name: float(np.exp(value)) for name, value in zip(names, place, strict=False)}
    return margin, Technique(**parts)


def cost_of(runs: Sequence[Solo], laps: int = LAPS) -> float:
    """Mean cost of runs: the best lap over the ideal one, and more for what was not clean."""
    costs = []
    for run in runs:
        whole = len(run.laps_s) == laps
        pace = min(run.laps_s) / run.ideal_s if whole else GIVEN_UP
        off = run.off_s + 0.5 * run.wall_hits
        dirty = UNCLEAN + OFF_SECOND * min(off, 2.0) if off > 0.0 else 0.0
        costs.append(min(pace, GIVEN_UP) + dirty)
    return float(np.mean(costs))


def train_technique(
    path: Path, minutes: float, seed: int, say: Callable[[str], None]
) -> tuple[float, Technique]:
    """Search for so long, and write what is found after every generation.

    Args:
        path: Of the file; where there is one, the search goes on from it.
        minutes: After which no generation begins.
        seed: Of tracks and variations.
        say: Told of every generation.

    Returns:
        Margin and technique.

    Raises:
        UsageError: The time is not positive.
        DataError: The file is wrong.
    """
    if not minutes > 0.0:
        raise UsageError(f"--minutes {minutes:g}: must be more than 0")
    search = search_from(learned(path) if path.exists() else learned())
    cars = [load_car(name) for name in shipped_cars()]
    seeds = SeedTree(seed).child("technique")
    began, generation = perf_counter(), 0
    while perf_counter() - began < 60.0 * minutes:
        drawn = seeds.child(f"generation {generation}")
        tracks = [random_track(drawn.child(f"{k}"), f"practice {k}") for k in range(TRACKS)]
        variations = search.draw(drawn.generator())
        costs = [_drive(place, tracks, cars) for place in variations]
        search.learn(variations, costs)
        margin, technique = technique_of(search.centre)
        write_technique(path, margin, technique)
        generation += 1
        say(
            f"generation {generation}  {perf_counter() - began:.0f} s  "
            f"centre {costs[-1]:.4f}  best {min(costs):.4f}  margin {margin:.3f}"
        )
    return technique_of(search.centre)


def _drive(place: Floats, tracks: Sequence[Track], cars: Sequence[Car]) -> float:
    try:
        margin, technique = technique_of(place)
    except UsageError:
        return GIVEN_UP + UNCLEAN
    cases = [(car, margin_in(car, margin)) for car in cars]
    runs = [run for track in tracks for run in drive_alone(track, cases, LAPS, 0.0, technique)]
    return cost_of(runs)
