"""What could not be written is told once, by its first reason."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from game.core.errors import UndercutError
from game.records.database import Database


def fail_with(words: str) -> object:
    def work(base: sqlite3.Connection) -> None:
        raise UndercutError(words)

    return work


def test_the_first_reason_is_told_once(tmp_path: Path) -> None:
    database = Database(tmp_path / "records.sqlite")
    assert database.take_failure() is None
    for words in ("the disk is full", "what it refers to is missing"):
        database.submit(fail_with(words))
    database.flush()
    assert "the disk is full" in (database.take_failure() or "")
    assert database.take_failure() is None
    database.submit(lambda base: base.execute("DELETE FROM laps"))
    database.flush()
    assert database.take_failure() is None
    database.submit(fail_with("again"))
    database.flush()
    assert "again" in (database.take_failure() or "")
    database.close()
