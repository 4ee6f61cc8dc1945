"""Reports tell how long it will take, and a continued run tells one story."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

from agents.training.progress import Progress, duration


class Clock:
    """A time that passes when told."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_the_line_counts_down_and_names_each_term(tmp_path: Path) -> None:
    clock, lines = Clock(), []
    progress = Progress(tmp_path, 1000, lines.append, clock=clock)
    clock.now += 50.0
    progress.report(100, 2_500_000, {"episodes/return": 3.0, "reward/wall": -1.5})
    clock.now += 10.0
    progress.report(200, 5_000_000, {})
    progress.close()
    assert "100/1000 updates" in lines[0]
    assert "2.0 updates/s" in lines[0]
    assert "8 min left" in lines[0]
    assert "(wall -1.50)" in lines[0]
    assert "80 s left" in lines[1]
    assert progress.seconds == 60.0


def test_what_a_cut_off_run_wrote_after_its_checkpoint_is_dropped(tmp_path: Path) -> None:
    clock = Clock()
    first = Progress(tmp_path, 1000, lambda line: None, clock=clock)
    for updates in (100, 200, 300):
        first.report(updates, updates, {"loss": updates})
    first.close()
    second = Progress(tmp_path, 1000, lambda line: None, updates=200, seconds=7.0, clock=clock)
    second.report(300, 301, {"loss": -1.0, "late": 2.0})
    second.close()
    with (tmp_path / "progress.csv").open() as stream:
        rows = list(csv.DictReader(stream))
    assert [row["updates"] for row in rows] == ["100", "200", "300"]
    assert [row["loss"] for row in rows] == ["100", "200", "-1"]
    assert [row["late"] for row in rows] == ["", "", "2"]
    assert rows[-1]["seconds"] == "7.0"


def test_tensorboard_has_every_figure(tmp_path: Path) -> None:
    progress = Progress(tmp_path, 10, lambda line: None, clock=Clock())
    progress.report(5, 50, {"reward/progress": 1.25})
    progress.close()
    curves = EventAccumulator(str(tmp_path / "tensorboard"))
    curves.Reload()
    (point,) = curves.Scalars("reward/progress")
    assert (point.step, point.value) == (5, 1.25)


@pytest.mark.parametrize(
    ("seconds", "text"), [(45.4, "45 s"), (720.0, "12 min"), (11100.0, "3 h 05 min")]
)
def test_durations_are_for_people(seconds: float, text: str) -> None:
    assert duration(seconds) == text
