from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from game.core.seeds import SeedTree
from game.track.checks import checked_track
from game.track.random_track import CHARACTERS, draft, random_track, scattered, uncrossed


def crossings(places: np.ndarray) -> int:
    """Sides of a closed way that cross."""

    def turns_left(a: np.ndarray, b: np.ndarray, c: np.ndarray) -> bool:
        return bool((b[0] - a[0]) * (c[1] - a[1]) > (b[1] - a[1]) * (c[0] - a[0]))

    found, count = 0, len(places)
    for first in range(count):
        for second in range(first + 2, count - (first == 0)):
            a, b = places[first], places[first + 1]
            c, d = places[second], places[(second + 1) % count]
            apart = turns_left(a, c, d) != turns_left(b, c, d)
            found += apart and turns_left(a, b, c) != turns_left(a, b, d)
    return found


@pytest.mark.parametrize("seed", range(5))
def test_an_uncrossed_tour_passes_all_places_and_never_itself(seed: int) -> None:
    places = scattered(np.random.default_rng(seed), 14)
    tour = uncrossed(places)
    assert crossings(tour) == 0
    assert sorted(map(tuple, tour)) == sorted(map(tuple, places))


def test_every_character_is_drawn_and_its_tracks_pass_the_check() -> None:
    found: dict[str, str] = {}
    for seed in range(400):
        text = draft(SeedTree(seed).generator(), f"seed-{seed}")
        for character in CHARACTERS:
            if text is not None and f'"{character.name}"' in text:
                found.setdefault(character.name, text)
        if len(found) == len(CHARACTERS):
            break
    assert sorted(found) == sorted(character.name for character in CHARACTERS)
    for name in ("kart track", "street circuit", "fast, flowing"):
        assert checked_track(found[name], "x", Path("x.yaml")).length > 500


def test_a_seed_is_a_track_and_another_seed_another() -> None:
    one, same, other = (random_track(SeedTree(seed), "r") for seed in (3, 3, 4))
    assert one.source == same.source
    assert one.content_hash == same.content_hash != other.content_hash
