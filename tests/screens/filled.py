"""A data folder in which something has been driven already."""

from __future__ import annotations

from pathlib import Path

from game.records.keeper import Keeper
from game.records.records import Records
from tests.records.driven import drive, new_session


def fill(data_dir: Path) -> list[Path]:
    """A time trial of two laps and a race of three cars; gives their recordings."""
    records = Records(data_dir)
    trial = new_session(1)
    first = records.keep(trial, player=0, label="Time trial")
    drive(trial, first, 2)
    race = new_session(3, kind="race", laps=1)
    second = records.keep(race, player=0, label="Quick race")
    drive(race, second, 99)
    return [_closed(first), _closed(second, records)]


def _closed(keeper: Keeper, records: Records | None = None) -> Path:
    keeper.finish()
    if records is not None:
        records.close()
    assert keeper.path is not None
    return keeper.path
