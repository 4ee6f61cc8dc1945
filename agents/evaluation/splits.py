"""Three kinds of tracks that never meet: trained on, chosen by, reported on.

* Training: random tracks of a run's own seed.
* Validation: random tracks of `VALIDATION_SEED`; checkpoints are chosen by laps on them.
* Test: the shipped tracks, real circuits that somebody names, random tracks of `TEST_SEED`.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from game.core.errors import UsageError
from game.core.paths import TRACKS
from game.core.seeds import SeedTree
from game.track.importers import import_track
from game.track.random_track import random_track
from game.track.reader import build_track, load_track
from game.track.track import Track

VALIDATION_SEED: Final = 20_000_003
TEST_SEED: Final = 30_000_001
"""No run is trained under these."""

SHIPPED: Final = "shipped"
"""The word for all shipped tracks."""

_FOREIGN: Final = {".csv", ".txt"}
"""Files that are imported and not read as tracks."""


def shipped_tracks() -> list[str]:
    """Names of the shipped tracks."""
    return sorted(path.stem for path in TRACKS.glob("*.yaml"))


def track_of(word: str) -> Track:
    """A track by what stands on the command line.

    Args:
        word: A shipped name, a track file, a surveyed circuit as CSV, or `random:N` for the Nth
            random track of the test.

    Raises:
        UsageError, DataError: There is no such track, or it is not valid.
    """
    if word.startswith("random:"):
        return _random(word)
    path = Path(word)
    if path.suffix.lower() in _FOREIGN:
        imported = import_track(path, path.stem)
        return build_track(imported.text, path.stem, path)
    return load_track(word)


def tracks_of(words: Sequence[str]) -> list[Track]:
    """The named tracks, each once; `shipped` names all shipped ones, and so does no word."""
    named = [
        name
        for word in words or [SHIPPED]
        for name in (shipped_tracks() if word == SHIPPED else [word])
    ]
    return [track_of(name) for name in dict.fromkeys(named)]


def random_test_tracks(count: int) -> list[Track]:
    """Random tracks that no policy was trained on or chosen by."""
    return [track_of(f"random:{number}") for number in range(count)]


def _random(word: str) -> Track:
    number = word.removeprefix("random:")
    if not number.isdecimal():
        raise UsageError(f"{word}: must be random:N, with N a number counted from 0")
    return random_track(SeedTree(TEST_SEED).child(number), f"test-{number}")
