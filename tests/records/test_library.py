"""Replays are pruned by age and size, and what is kept on request stays."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from game.core.errors import UsageError
from game.records.library import ReplayLibrary


@pytest.fixture
def library(tmp_path: Path) -> ReplayLibrary:
    """Five recordings of 1000 bytes, the fifth the latest."""
    made = ReplayLibrary(tmp_path)
    made.folder.mkdir()
    for number in range(1, 6):
        path = made.folder / f"race-{number}.undercut"
        path.write_bytes(bytes(1000))
        os.utime(path, (1000 + number, 1000 + number))
    return made


def names(library: ReplayLibrary) -> list[str]:
    return [entry.path.stem for entry in library.entries()]


def path_of(library: ReplayLibrary, number: int) -> Path:
    found = library.find(f"race-{number}.undercut")
    assert found is not None
    return found


def test_the_latest_comes_first(library: ReplayLibrary) -> None:
    assert names(library) == ["race-5", "race-4", "race-3", "race-2", "race-1"]


def test_the_oldest_go_when_the_disk_is_needed(library: ReplayLibrary) -> None:
    assert library.prune(3500) == ["race-1.undercut", "race-2.undercut"]
    assert names(library) == ["race-5", "race-4", "race-3"]
    assert library.prune(3500) == []


def test_what_is_kept_on_request_stays_and_counts_for_nothing(library: ReplayLibrary) -> None:
    kept = library.keep(path_of(library, 1))
    assert kept.parent.name == "kept"
    library.prune(1000)
    assert names(library) == ["race-5", "race-1"]
    assert [entry.kept for entry in library.entries()] == [False, True]
    library.release(kept)
    library.prune(1000)
    assert names(library) == ["race-5"]


def test_what_is_being_recorded_stays(library: ReplayLibrary) -> None:
    library.prune(0, spared=["race-1.undercut"])
    assert names(library) == ["race-1"]


def test_only_what_lies_in_the_library_is_deleted(library: ReplayLibrary, tmp_path: Path) -> None:
    library.delete(path_of(library, 3))
    assert "race-3" not in names(library)
    other = tmp_path / "thesis.undercut"
    other.write_bytes(b"")
    with pytest.raises(UsageError, match="does not lie in"):
        library.delete(other)
    assert other.exists()


def test_two_of_one_name_are_not_mixed_up(library: ReplayLibrary) -> None:
    kept = library.keep(path_of(library, 2))
    (library.folder / kept.name).write_bytes(b"another")
    with pytest.raises(UsageError, match="exists already"):
        library.release(kept)
    assert kept.stat().st_size == 1000
