"""Tracks by name or path."""

from __future__ import annotations

from pathlib import Path

from game.core.paths import TRACKS, find_data_file
from game.core.strict_yaml import read_text
from game.track import cache
from game.track.checks import checked_track
from game.track.track import Track


def load_track(name_or_path: str | Path) -> Track:
    """A shipped track ("oval") or a file of one's own.

    Raises:
        UsageError: There is no such track.
        DataError: The file is wrong; all of its problems are named.
    """
    path = find_data_file(str(name_or_path), TRACKS, "track")
    return build_track(read_text(path), path.stem, path)


def build_track(text: str, name: str, path: Path | None = None) -> Track:
    """A track from the text of its file, or what was kept of an equal text.

    Problems are said to be in `path`.

    Raises:
        DataError: The text is wrong; all of its problems are named.
    """
    kept_at = cache.entry(text)
    kept = cache.load(kept_at, name, text)
    if kept is not None:
        return kept
    track = checked_track(text, name, path or Path(f"{name}.yaml"))
    cache.save(kept_at, track)
    return track
