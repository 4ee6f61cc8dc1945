"""What is driven is on record: laps, bests, ghosts, results, ratings, medals."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from game.core.errors import UndercutError
from game.records.conditions import Conditions, Weather, weather_of
from game.records.database import VERSION, Database
from game.records.medals import MEDALS, Target
from game.records.records import FILE_NAME, Records
from game.replay.ghost import best_lap, ghost_of_lap
from game.replay.player import Player
from game.replay.reader import read_replay
from tests.records.driven import drive, driven, new_session


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Records]:
    opened = Records(tmp_path)
    yield opened
    opened.close()


def conditions_of_driven() -> Conditions:
    session = new_session(1)
    return Conditions.of(session.track, session.entrants[0].car)


def test_laps_are_on_record_as_soon_as_they_are_driven(records: Records) -> None:
    session = new_session(1)
    keeper = records.keep(session, player=0, label="Time trial")
    drive(session, keeper, 2)
    records.flush()
    laps = records.laps_of_session(keeper.id)
    books = session.control.books.laps[0]
    assert [lap.time_s for lap in laps] == [lap.time_s for lap in books]
    assert [lap.sectors_s for lap in laps] == [lap.sectors_s for lap in books]
    assert all(lap.player and lap.name == "Ada" and lap.car == "gt3" for lap in laps)
    keeper.finish()


def test_the_best_lap_is_the_fastest_valid_one_of_these_conditions(records: Records) -> None:
    slow, fast = driven(records, 1, 60.0), driven(records, 2, 80.0)
    best = records.best_lap(conditions_of_driven())
    assert best is not None
    assert best.session == fast.id
    assert best.time_s == min(lap.time_s for lap in records.laps_of_session(fast.id))
    assert [lap.time_s for lap in records.laps(conditions_of_driven())] == sorted(
        lap.time_s for each in (slow, fast) for lap in records.laps_of_session(each.id)
    )
    damp = Conditions(*conditions_of_driven().key[:2], Weather.DAMP)
    assert records.best_lap(damp) is None
    assert [lap.id for lap in records.best_laps()] == [best.id]


def test_only_a_faster_lap_is_a_new_best(records: Records) -> None:
    assert len(driven(records, 1, 70.0).new_bests) == 1
    assert driven(records, 1, 60.0).new_bests == []
    assert len(driven(records, 1, 80.0).new_bests) == 1


def test_the_ghost_of_the_best_lap_is_where_the_replay_says(records: Records) -> None:
    keeper = driven(records, 2, 70.0)
    ghost = records.ghost(conditions_of_driven())
    assert ghost is not None
    assert ghost.lap_time == min(keeper.new_bests)
    assert keeper.path is not None
    player = Player(read_replay(keeper.path))
    lap = best_lap(player, 0)
    assert lap is not None
    other = ghost_of_lap(player, lap)
    for seconds in np.linspace(0.0, ghost.lap_time, 60):
        own, theirs = ghost.at(seconds), other.at(seconds)
        assert np.hypot(own[0] - theirs[0], own[1] - theirs[1]) < 0.4
    assert np.all(np.diff(ghost.times) >= 0.0)


def test_a_slower_lap_leaves_the_ghost(records: Records) -> None:
    driven(records, 1, 80.0)
    first = records.ghost(conditions_of_driven())
    driven(records, 1, 60.0)
    again = records.ghost(conditions_of_driven())
    assert first is not None
    assert again is not None
    assert again.lap_time == first.lap_time


def test_a_session_left_at_once_leaves_nothing(records: Records) -> None:
    session = new_session(1)
    keeper = records.keep(session, player=0)
    drive(session, keeper, 1, seconds=2.0)
    keeper.finish()
    assert records.sessions() == []
    assert records.library.entries() == []


def test_a_session_left_later_stays_with_how_it_stood(records: Records) -> None:
    session = new_session(2)
    keeper = records.keep(session, player=0, label="Practice")
    drive(session, keeper, 5, seconds=15.0)
    keeper.finish()
    (row,) = records.sessions()
    assert (row.state, row.label, row.cars, row.ticks) == ("left", "Practice", 2, session.tick)
    assert len(records.results(row.id)) == 2
    assert records.ratings() == []
    assert row.replay is not None
    found = records.library.find(row.replay)
    assert found is not None
    assert read_replay(found).complete


def test_a_race_moves_the_ratings_once(records: Records) -> None:
    session = new_session(3, kind="race", laps=1)
    keeper = records.keep(session, player=0, label="Quick race")
    drive(session, keeper, 99)
    keeper.finish()
    keeper.finish()
    ratings = records.ratings()
    assert [rating.name for rating in ratings] == ["Ada", "Rival 1", "Rival 2"]
    assert ratings[0].rating > 1500.0 > ratings[-1].rating
    assert all(rating.races == 1 for rating in ratings)
    own = records.rating("human", "Ada")
    assert own == ratings[0]
    (row,) = records.sessions()
    assert (row.state, row.position) == ("finished", 1)


def test_laps_on_an_edited_track_count_in_no_ranking(records: Records) -> None:
    session = new_session(1)
    keeper = records.keep(session, player=0)
    drive(session, keeper, 1)
    keeper.void("the track was edited")
    drive(session, keeper, 2, 95.0)
    keeper.finish()
    assert len(records.laps_of_session(keeper.id)) == 2
    assert records.best_lap(conditions_of_driven()) is None
    assert records.pace(conditions_of_driven()) is None


def test_the_pace_is_that_of_the_latest_laps(records: Records) -> None:
    driven(records, 3, 70.0)
    pace = records.pace(conditions_of_driven())
    times = [lap.time_s for lap in records.laps(conditions_of_driven())]
    assert pace is not None
    assert pace.laps == 3
    assert pace.best_s == min(times)
    assert min(times) <= pace.typical_s <= max(times)


def test_a_medal_once_won_stays_won(records: Records) -> None:
    where = conditions_of_driven()
    wanted = [Target(name, 50.0 - 5.0 * k, "") for k, name in enumerate(MEDALS)]
    assert [each.medal for each in records.award(where, wanted, 44.0, None)] == ["bronze", "silver"]
    records.flush()
    assert records.award(where, wanted, 46.0, None) == []
    assert [each.medal for each in records.award(where, wanted, 30.0, None)] == ["gold", "ace"]
    records.flush()
    assert records.medals(where) == {"bronze": 44.0, "silver": 44.0, "gold": 30.0, "ace": 30.0}
    assert records.medal_counts() == dict.fromkeys(MEDALS, 1)


@pytest.mark.parametrize(
    ("wetness", "weather"), [(0.0, "dry"), (0.09, "dry"), (0.1, "damp"), (0.5, "wet"), (1.0, "wet")]
)
def test_laps_are_told_apart_by_how_wet_it_was(wetness: float, weather: str) -> None:
    assert weather_of(wetness) == weather


def test_a_file_that_is_no_database_is_kept_and_made_anew_from_the_replays(tmp_path: Path) -> None:
    first = Records(tmp_path)
    keeper = driven(first, 2)
    times = [lap.time_s for lap in first.laps_of_session(keeper.id)]
    first.close()
    for path in tmp_path.glob(f"{FILE_NAME}*"):
        path.write_bytes(b"no database at all" * 300)
    second = Records(tmp_path)
    assert "kept as records.kept-1.sqlite" in second.messages[0]
    assert second.recover() == 1
    (row,) = second.sessions()
    assert [lap.time_s for lap in second.laps_of_session(row.id)] == times
    assert second.best_lap(conditions_of_driven()) is not None
    assert (row.track_title, row.state) == ("Test Oval", "left")
    second.close()
    assert (tmp_path / "records.kept-1.sqlite").read_bytes().startswith(b"no database")


def test_a_database_of_a_newer_game_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / FILE_NAME
    Database(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    connection.close()
    with pytest.raises(UndercutError, match="written by a newer one"):
        Database(path)
    records = Records(tmp_path)
    assert "not kept" in records.messages[0]
    assert driven(records, 1).new_bests
    records.close()
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT count(*) FROM sessions").fetchone() == (0,)


def test_a_disk_that_cannot_be_written_stops_no_session(tmp_path: Path) -> None:
    (tmp_path / "replays").write_text("a file where the folder should be")
    said: list[str] = []
    records = Records(tmp_path)
    session = new_session(1)
    keeper = records.keep(session, player=0, notify=said.append)
    drive(session, keeper, 1)
    keeper.finish()
    assert keeper.path is None
    assert "not recorded" in said[0]
    assert len(records.laps_of_session(keeper.id)) == 1
    records.close()
