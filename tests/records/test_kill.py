"""A process that is killed at any moment loses nothing that was on record, and no replay."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from game.core.clock import TICK_RATE
from game.core.paths import ROOT
from game.core.strict_yaml import read_marked
from game.records.options import GameOptions
from game.records.records import Records
from game.records.settings import Settings
from game.replay.reader import read_replay

DRIVE = "from pathlib import Path; from tests.records.driven import leave_running; "
WRITE = """
from pathlib import Path
from game.records.options import GameOptions
from game.records.settings import Settings
settings = Settings(Path({path!r}))
print("writing", flush=True)
number = 0
while True:
    number += 1
    settings.put("game", GameOptions(player=f"Ada {{number}}"))
"""


def killed(code: str, word: str, after: float) -> None:
    """Run Python code in a process, wait for a word from it, then for a time, and kill it."""
    process = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE)
    assert process.stdout is not None
    line = process.stdout.readline().decode()
    assert line.startswith(word), line
    time.sleep(after)
    process.kill()
    process.wait()
    process.stdout.close()


@pytest.mark.parametrize("after", [0.0, 0.05, 0.31])
def test_a_kill_in_a_session_loses_no_lap(tmp_path: Path, after: float) -> None:
    killed(DRIVE + f"leave_running(Path({str(tmp_path)!r}), 2)", "lap 2", after)
    records = Records(tmp_path)
    assert records.messages == []
    assert records.recover() == 1
    (row,) = records.sessions()
    laps = records.laps_of_session(row.id)
    assert len(laps) >= 2
    assert [lap.number for lap in laps] == list(range(1, len(laps) + 1))
    assert row.state == "recovered"
    path = records.library.find(row.replay)
    assert path is not None
    replay = read_replay(path)
    assert not replay.complete
    assert replay.ticks >= laps[-1].tick - TICK_RATE
    assert row.ticks == replay.ticks
    assert records.recover() == 0
    records.close()


def test_a_session_of_a_living_process_is_left_to_it(tmp_path: Path) -> None:
    code = DRIVE + f"leave_running(Path({str(tmp_path)!r}), 1)"
    process = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline()
    records = Records(tmp_path)
    assert records.recover() == 0
    process.kill()
    process.wait()
    process.stdout.close()
    assert records.recover() == 1
    records.close()


@pytest.mark.parametrize("after", [0.0, 0.02, 0.13])
def test_a_kill_while_settings_are_written_leaves_them_whole(tmp_path: Path, after: float) -> None:
    path = tmp_path / "settings.yaml"
    Settings(path).put("game", GameOptions(player="Ada 0"))
    killed(WRITE.format(path=str(path)), "writing", after)
    settings = Settings(path)
    assert settings.game.player.startswith("Ada ")
    assert settings.messages == []
    assert read_marked(path).data["version"] == 1
