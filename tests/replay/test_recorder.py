from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from game.core.paths import ROOT
from game.race.events import EventKind
from game.replay.errors import ReplayError
from game.replay.player import Player
from game.replay.pose import UNITS
from game.replay.reader import read_replay
from game.replay.recorder import Recorder
from game.replay.verify import Outcome, verify
from tests.replay.races import CARS, SECONDS, drawn_controls, new_session, record


def test_a_recording_holds_the_controls_and_the_states(recorded: Path) -> None:
    replay, player = read_replay(recorded), Player(read_replay(recorded))
    assert replay.complete
    assert replay.ticks == round(SECONDS * 120)
    assert replay.header.names == [f"Driver {row}" for row in range(len(CARS))]
    session = new_session()
    for tick, controls in enumerate(drawn_controls(len(CARS), SECONDS), 1):
        session.step(controls)
        second, row = divmod(tick - 1, 120)
        if row == 0:
            found = replay.controls(second)
        assert (found[row] == controls).all()
        if tick % 6 == 0:
            shown = player.frame(tick // 6)
            for field, unit in UNITS.items():
                assert np.abs(shown[field] - session.world.state[field]).max() <= unit * 0.51
        if tick % 120 == 0:
            assert replay.hashes[tick].hex() == session.state_hash()
        if tick % session.world.keyframe_ticks == 0:
            assert replay.keyframe(tick) == session.save()
    assert list(replay.events()) == session.events
    assert replay.ending is not None
    assert replay.ending.state_hash == session.state_hash()
    assert replay.ending.results == [result.to_json() for result in session.results()]


def test_the_recorded_race_has_contacts(recorded: Path) -> None:
    kinds = {event.kind for event in read_replay(recorded).events()}
    assert {EventKind.CONTACT, EventKind.WALL} <= kinds


def test_a_file_that_is_there_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "mine.replay"
    path.write_text("precious")
    with pytest.raises(ReplayError, match="exists already"):
        Recorder(path, new_session())
    assert path.read_text() == "precious"
    Recorder(path, new_session(), overwrite=True).close()
    assert read_replay(path).ticks == 0


def test_a_place_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ReplayError, match="cannot be written"):
        Recorder(tmp_path / "file" / "a.replay", new_session())


def test_recording_begins_at_the_start(tmp_path: Path) -> None:
    session = new_session()
    session.step(next(drawn_controls(len(CARS), 1)))
    with pytest.raises(ValueError, match="tick 0"):
        Recorder(tmp_path / "a.replay", session)


def test_a_session_that_was_left_keeps_all_whole_seconds(tmp_path: Path) -> None:
    path, session = tmp_path / "a.replay", new_session()
    with Recorder(path, session) as recorder:
        for controls in drawn_controls(len(CARS), 3.4):
            session.step(controls)
            recorder.after_tick(session, controls)
    replay = read_replay(path)
    assert not replay.complete
    assert replay.ticks == 360
    verdict = verify(path)
    assert verdict.outcome is Outcome.INCOMPLETE
    assert verdict.compared == 360


def test_a_session_that_was_declared_void_is_not_verified(tmp_path: Path) -> None:
    path, session = tmp_path / "a.replay", new_session()
    recorder = Recorder(path, session)
    for controls in drawn_controls(len(CARS), 1):
        session.step(controls)
        recorder.after_tick(session, controls)
    recorder.void(session, "the track was edited")
    recorder.finish(session)
    assert read_replay(path).voids == ["from tick 120: the track was edited"]
    verdict = verify(path)
    assert verdict.outcome is Outcome.VOID
    assert "the track was edited" in verdict.reason


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the platform has no /dev/full")
def test_a_full_disk_is_told_at_once_where_nothing_fits(tmp_path: Path) -> None:
    told: list[str] = []
    session = new_session()
    recorder = Recorder("/dev/full", session, overwrite=True, notify=told.append)
    controls = next(drawn_controls(len(CARS), 1))
    for _ in range(250):
        session.step(controls)
        recorder.after_tick(session, controls)
    recorder.finish(session)
    assert session.tick == 250
    assert recorder.failure is not None
    assert len(told) == 1
    assert "/dev/full: cannot be written: No space left on device" in told[0]


def test_a_disk_that_fills_up_keeps_what_fitted(tmp_path: Path) -> None:
    told: list[str] = []
    path, session = tmp_path / "a.replay", new_session()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    recorder = Recorder(path, session, notify=told.append)
    resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, hard))
    try:
        for controls in drawn_controls(len(CARS), 9):
            session.step(controls)
            recorder.after_tick(session, controls)
        recorder.finish(session)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert len(told) == 1
    replay = read_replay(path)
    assert replay.damage is None
    assert 0 < replay.ticks < session.tick
    assert verify(path).outcome is Outcome.INCOMPLETE


RECORD = """
import sys, hashlib
from pathlib import Path
from tests.replay.races import record
record(Path(sys.argv[1]), 6.0)
print(hashlib.sha256(Path(sys.argv[1]).read_bytes()).hexdigest())
"""


@pytest.mark.slow
def test_two_processes_record_the_same_bytes(tmp_path: Path) -> None:
    found = []
    for seed in ("1", "22"):
        done = subprocess.run(
            [sys.executable, "-c", RECORD, str(tmp_path / f"{seed}.replay")],
            cwd=ROOT,
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        )
        found.append(done.stdout)
    record(tmp_path / "here.replay", 6.0)
    assert found[0] == found[1]
    here, there = tmp_path / "here.replay", tmp_path / "1.replay"
    assert here.read_bytes() == there.read_bytes()
