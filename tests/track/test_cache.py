"""What is kept of a track is the track, and a damaged entry is as good as none."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.core.paths import TRACKS
from game.track import cache
from game.track.reader import build_track
from game.track.track import Track

TEXT = (Path(__file__).parent / "data" / "oval.yaml").read_text(encoding="utf-8")


def assert_same(one: Track, other: Track) -> None:
    for name in ("title", "length", "spacing", "grid", "sectors", "pit_lane", "scenery"):
        assert getattr(one, name) == getattr(other, name)
    assert one.metadata == other.metadata
    assert one.content_hash == other.content_hash
    assert one.stations.tobytes() == other.stations.tobytes()
    assert [wall.kind for wall in one.walls] == [wall.kind for wall in other.walls]
    for wall, same in zip(one.walls, other.walls, strict=True):
        assert (wall.points == same.points).all()
        assert wall.closed == same.closed
    assert one.stations.dtype.isalignedstruct == other.stations.dtype.isalignedstruct


def test_a_kept_track_is_the_built_one() -> None:
    path = cache.entry(TEXT)
    path.unlink(missing_ok=True)
    built = build_track(TEXT, "one")
    kept = cache.load(path, "other", TEXT)
    assert kept is not None
    assert (kept.name, built.name) == ("other", "one")
    assert kept.source == TEXT
    assert_same(built, kept)
    assert_same(built, build_track(TEXT, "one"))


def test_shipped_tracks_are_kept_too() -> None:
    for path in sorted(TRACKS.glob("*.yaml"))[:3]:
        text = path.read_text(encoding="utf-8")
        built = build_track(text, path.stem)
        kept = cache.load(cache.entry(text), path.stem, text)
        assert kept is not None
        assert_same(built, kept)


def test_a_track_that_is_in_use_is_not_made_twice() -> None:
    track = build_track(TEXT, "oval")
    assert build_track(TEXT, "oval") is track
    assert build_track(TEXT, "other").name == "other"
    assert build_track(TEXT + "\n# a word\n", "oval") is not track


@settings(max_examples=50)
@given(st.integers(0, 10**9), st.binary(max_size=8), st.booleans())
def test_a_damaged_entry_counts_as_absent_or_is_unharmed(
    place: int, bytes_: bytes, cut: bool
) -> None:
    built = build_track(TEXT, "oval")
    path = cache.entry(TEXT)
    sound = path.read_bytes()
    at = place % len(sound)
    damaged = sound[:at] if cut else sound[:at] + bytes_ + sound[at + len(bytes_) :]
    try:
        path.write_bytes(damaged)
        found = cache.load(path, "oval", TEXT)
        assert found is None or found.content_hash == built.content_hash
    finally:
        path.write_bytes(sound)


def test_nothing_in_an_entry_is_executed(tmp_path: Path) -> None:
    path = tmp_path / "entry.track"
    stream = io.BytesIO()
    np.savez(stream, stations=np.array([print], dtype=object))
    content = stream.getvalue()
    path.write_bytes(hashlib.blake2b(content, digest_size=cache.DIGEST).digest() + content)
    assert cache.load(path, "x", "") is None


def test_a_folder_that_cannot_be_written_to_does_no_harm(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    monkeypatch.setenv("UNDERCUT_DATA_DIR", str(blocked))
    assert build_track(TEXT, "oval").title == "Test Oval"


def test_old_entries_are_forgotten(tmp_path: Path) -> None:
    track = build_track(TEXT, "oval")
    for number in range(cache.MAX_ENTRIES + 5):
        (tmp_path / f"{number:03}.track").touch()
    cache.save(tmp_path / "new.track", track)
    assert len(list(tmp_path.glob("*.track"))) == cache.MAX_ENTRIES
    assert cache.load(tmp_path / "new.track", "oval", TEXT) is not None
