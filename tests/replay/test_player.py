from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from game.core.errors import UndercutError, UsageError
from game.race.events import Event, EventKind
from game.replay.codec import encode_numbers
from game.replay.event_lines import write_events
from game.replay.export import HEADINGS, export_csv
from game.replay.format import Kind
from game.replay.ghost import best_lap, ghost_of_lap
from game.replay.highlights import highlights
from game.replay.player import Player
from game.replay.pose import POSE
from game.replay.reader import read_replay
from game.replay.strict_json import canonical
from tests.replay.files import Chunk, SampleFile, read_chunks, sample_header, write_chunks
from tests.replay.races import CARS, SECONDS, drawn_controls, new_session

SPEED = 40.0
LENGTH = 200.0
LATE = 0.013
"""A car on a circle of 200 m at 40 m/s passes the line so long after the start [s]."""


def circle_file(path: Path) -> Path:
    """Twelve seconds of one car on a circle, two laps of 5 s among them."""
    sample = SampleFile(seconds=12, cars=1)
    for chunk, first in enumerate([0, *range(6, 1440, 120)]):
        poses = sample.poses[chunk]
        time = (first + 6 * np.arange(len(poses))[:, None]) / 120.0 - LATE
        angle = 2 * np.pi * time * SPEED / LENGTH
        poses["x"] = np.rint(LENGTH / 2 / np.pi * np.cos(angle) * 1e3)
        poses["y"] = np.rint(LENGTH / 2 / np.pi * np.sin(angle) * 1e3)
        poses["yaw"] = np.rint((angle + np.pi / 2) * 1e5)
        poses["distance"] = np.rint(time * SPEED % LENGTH * 1e3)
        poses["forward_speed"] = SPEED * 1e3
        poses["gear"] = 3
    path.write_bytes(sample.to_bytes())
    chunks = [chunk for chunk in read_chunks(path) if chunk.kind is not Kind.EVENTS]
    for lap, tick, valid in ((1, 602, True), (2, 1202, False)):
        event = Event(
            tick, EventKind.LAP, 0, -1, "a lap", {"lap": lap, "time_s": 5.0, "valid": valid}
        )
        place = next(n for n, c in enumerate(chunks) if c.kind is Kind.HASH and c.tick >= tick)
        end = chunks[place].tick
        chunks.insert(place, Chunk(Kind.EVENTS, end, write_events([event]), 0))
    return write_chunks(path, chunks)


@pytest.fixture
def circle(tmp_path: Path) -> Player:
    return Player(read_replay(circle_file(tmp_path / "circle.replay")))


@pytest.mark.parametrize("seconds", [0.0, 0.05, 0.333, 1.0, 1.001, 7.77, 11.99, 12.0])
def test_between_poses_a_car_is_where_it_was(circle: Player, seconds: float) -> None:
    shown = circle.at(seconds)[0]
    angle = 2 * np.pi * (seconds - LATE) * SPEED / LENGTH
    sagitta = (SPEED * 0.05) ** 2 / (8 * LENGTH / 2 / np.pi)
    assert shown["x"] == pytest.approx(LENGTH / 2 / np.pi * np.cos(angle), abs=sagitta + 0.002)
    assert shown["yaw"] == pytest.approx(angle + np.pi / 2, abs=1e-4)
    assert shown["gear"] == 3
    assert shown.dtype.names == POSE.names


def test_seeking_beyond_the_ends_stays_at_the_ends(circle: Player) -> None:
    assert circle.duration == 12.0
    assert circle.at(-5.0).tobytes() == circle.at(0.0).tobytes()
    assert circle.at(99.0).tobytes() == circle.frame(240).tobytes()


def test_a_car_that_was_put_elsewhere_jumps(tmp_path: Path) -> None:
    sample = SampleFile(seconds=1, cars=1)
    sample.poses[1][:] = 0
    sample.poses[1]["x"][10:] = 100_000
    path = tmp_path / "a.replay"
    path.write_bytes(sample.to_bytes())
    player = Player(read_replay(path))
    assert player.at(0.54)["x"][0] == 0.0
    assert player.at(0.55)["x"][0] == 100.0


def test_a_ghost_drives_its_lap_from_line_to_line(circle: Player) -> None:
    lap = best_lap(circle, 0)
    assert lap is not None
    assert lap.data["lap"] == 1
    ghost = ghost_of_lap(circle, lap)
    assert ghost.lap_time == 5.0
    assert ghost.times[0] == 0.0
    assert (np.diff(ghost.times) > 0).all()
    for time in (0.0, 1.234, 4.9):
        x, y, yaw = ghost.at(time)
        angle = 2 * np.pi * time * SPEED / LENGTH
        assert (x, y) == pytest.approx(
            (LENGTH / 2 / np.pi * np.cos(angle), LENGTH / 2 / np.pi * np.sin(angle)), abs=0.03
        )
        assert yaw == pytest.approx(angle + np.pi / 2, abs=2e-3)
    for distance in (0.0, 1.0, 100.0, 199.9):
        assert ghost.time_at(distance) == pytest.approx(distance / SPEED, abs=1e-3)


def test_a_car_without_a_valid_lap_has_no_best_lap(tmp_path: Path) -> None:
    path = tmp_path / "a.replay"
    path.write_bytes(SampleFile(seconds=2).to_bytes())
    assert best_lap(Player(read_replay(path)), 1) is None


def test_highlights_are_sorted_by_what_they_are() -> None:
    kinds = (EventKind.LAP, EventKind.OVERTAKE, EventKind.CONTACT, EventKind.PIT_ENTRY)
    events = [Event(tick, kind, 0, -1, "", {}) for tick, kind in enumerate(kinds)]
    found = highlights(events)
    assert [event.tick for event in (*found.laps, *found.overtakes, *found.incidents)] == [0, 1, 2]


def table(path: Path) -> list[dict[str, str]]:
    with path.open(newline="") as stream:
        return list(csv.DictReader(stream))


def test_an_exact_export_holds_the_states(recorded: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    done = export_csv(read_replay(recorded), out, rate=10.0)
    assert done.exact
    rows = table(out)
    assert done.rows == len(rows) == len(CARS) * (int(SECONDS * 10) + 1)
    assert tuple(rows[0]) == HEADINGS
    session = new_session()
    for controls in drawn_controls(len(CARS), 5.0):
        session.step(controls)
    for row in rows[50 * len(CARS) : 51 * len(CARS)]:
        car = session.world.state[int(row["car"])]
        assert float(row["time_s"]) == 5.0
        assert float(row["x_m"]) == car["x"]
        assert float(row["engine_rad_s"]) == car["engine_speed"]
        assert float(row["speed_ms"]) == car["forward_speed"]
        assert row["name"] == f"Driver {row['car']}"


def test_every_tick_is_exported_by_default(recorded: Path, tmp_path: Path) -> None:
    done = export_csv(read_replay(recorded), tmp_path / "out.csv")
    assert done.rows == len(CARS) * (round(SECONDS * 120) + 1)


def test_another_version_is_exported_from_poses(recorded: Path, tmp_path: Path) -> None:
    chunks = read_chunks(recorded)
    header = read_replay(recorded).header
    chunks[0].content = canonical(header.model_dump() | {"sim_version": 999})
    replay = read_replay(write_chunks(tmp_path / "old.replay", chunks))
    done = export_csv(replay, tmp_path / "out.csv")
    exact = export_csv(read_replay(recorded), tmp_path / "exact.csv", rate=20.0)
    assert not done.exact
    assert "simulation 999" in done.reason
    assert done.rows == exact.rows
    for then, now in zip(table(tmp_path / "out.csv"), table(tmp_path / "exact.csv"), strict=True):
        assert float(then["x_m"]) == pytest.approx(float(now["x_m"]), abs=1e-3)
        assert then["lap"] == now["lap"]


@pytest.mark.parametrize("rate", [0.0, -1.0, 7.0, 240.0, float("nan")])
def test_a_rate_that_does_not_fit_is_refused(recorded: Path, tmp_path: Path, rate: float) -> None:
    with pytest.raises(UsageError, match="--rate"):
        export_csv(read_replay(recorded), tmp_path / "out.csv", rate)


def test_a_table_that_cannot_be_written_is_one_error(recorded: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(UndercutError, match="cannot be written"):
        export_csv(read_replay(recorded), tmp_path / "file" / "out.csv", 10.0)


def test_a_recording_without_poses_can_still_be_opened(tmp_path: Path) -> None:
    path = tmp_path / "a.replay"
    write_chunks(path, [Chunk(Kind.HEADER, 0, sample_header().to_bytes(), 0)])
    player = Player(read_replay(path))
    assert player.frames == 0
    assert encode_numbers(np.zeros((1, 2), POSE))
