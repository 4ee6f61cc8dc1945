"""Tracks that the scripted driver is tried on: all that ship, and the surveyed ones at hand."""

from __future__ import annotations

from typing import Final

from game.core.paths import ROOT, TRACKS
from game.track.importers import import_track
from game.track.reader import build_track, load_track
from game.track.track import Track

CIRCUITS: Final = ROOT.parent / "shared" / "reference" / "circuits"
NAMES: Final = [path.stem for path in sorted(TRACKS.glob("*.yaml"))] + [
    path.name for path in sorted(CIRCUITS.glob("*.csv"))
]


def track_of(name: str) -> Track:
    """A shipped track, or a surveyed circuit by the name of its file."""
    if name.endswith(".csv"):
        imported = import_track(CIRCUITS / name, name.removesuffix(".csv"))
        return build_track(imported.text, name.removesuffix(".csv"))
    return load_track(name)
