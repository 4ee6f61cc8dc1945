"""Tracks by name or path."""

from __future__ import annotations

from pathlib import Path
from typing import Final
from weakref import WeakValueDictionary

from game.core.paths import TRACKS, find_data_file
from game.core.strict_yaml import read_text
from game.track import cache
from game.track.checks import checked_track
from game.track.track import Track

_IN_USE: Final[WeakValueDictionary[tuple[Path, str], Track]] = WeakValueDictionary()
"""Every track that somebody holds, by where it is kept and its name.

A session of many races asks for the same few tracks again and again, and what is remembered of
them (drivers' lines) holds a track for long: it must not be another copy each time.
"""


def load_track(name_or_path: str | Path) -> Track:
    """A shipped track ("oval") or a file of one's own.

    Raises:
        UsageError: There is no such track.
        DataError: The file is wrong; all of its problems are named.
    """
    path = find_data_file(str(name_or_path), TRACKS, "track")
    return build_track(read_text(path), path.stem, path)


def build_track(text: str, name: str, path: Path | None = None) -> Track:
    """A track from the text of its file: the one in use, or what was kept of an equal text.

    Problems are said to be in `path`.

    Raises:
        DataError: The text is wrong; all of its problems are named.
    """
    kept_at = cache.entry(text)
    track = _IN_USE.get((kept_at, name)) or cache.load(kept_at, name, text)
    if track is None:
        track = checked_track(text, name, path or Path(f"{name}.yaml"))
        cache.save(kept_at, track)
    return _IN_USE.setdefault((kept_at, name), track)
