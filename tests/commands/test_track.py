"""The track command: exit codes, files, one line per problem."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import pytest

from game.commands import track as command
from game.core.errors import UsageError
from game.core.paths import DATA_DIR_VARIABLE
from game.track.reader import load_track


@pytest.fixture(autouse=True)
def _own_data_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(DATA_DIR_VARIABLE, str(tmp_path / "data"))


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    command.register(parser.add_subparsers())
    args = parser.parse_args(["track", *words])
    code: int = args.run(args)
    return code


def test_a_new_track_is_a_good_track(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "mine.yaml"
    assert run("new", "Mine", "-o", str(path)) == 0
    first = path.read_text(encoding="utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=track.schema.json"
    assert (tmp_path / "track.schema.json").is_file()
    assert run("check", str(path)) == 0
    assert "good: Mine" in capsys.readouterr().out
    with pytest.raises(UsageError, match="exists already"):
        run("new", "Mine", "-o", str(path))


def test_all_problems_of_all_files_are_listed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good, bad, facts = tmp_path / "good.yaml", tmp_path / "bad.yaml", tmp_path / "facts.json"
    run("new", "Good", "-o", str(good))
    bad.write_text("title: Bad\nwidht: 3\nsegments: [{straight: 1}]\n", encoding="utf-8")
    assert run("check", str(bad), str(good), "--json", str(facts)) == 1
    lines = capsys.readouterr().err.splitlines()
    assert lines == [
        f"{bad}:2:1: unknown key 'widht', did you mean 'width'?",
        f"{bad}:3:11: segments, must have at least 2 entries, has 1",
    ]
    told = json.loads(facts.read_text(encoding="utf-8"))
    assert [fact["ok"] for fact in told] == [False, True]
    assert told[0]["problems"][0]["line"] == 2
    assert told[1]["length_m"] > 1000


def test_a_circuit_is_imported_with_its_widths(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    angle = np.linspace(0, 2 * np.pi, 150, endpoint=False)
    rows = [f"{150 * np.cos(a):.3f},{100 * np.sin(a):.3f},5.0,6.0" for a in angle]
    source, target = tmp_path / "ellipse.csv", tmp_path / "ellipse.yaml"
    source.write_text("# x_m,y_m,w_tr_right_m,w_tr_left_m\n" + "\n".join(rows), encoding="utf-8")
    assert run("import", str(source), "-o", str(target), "--name", "Ellipse") == 0
    assert "the line was moved by at most" in capsys.readouterr().out
    track = load_track(target)
    assert track.title == "Ellipse"
    assert track.stations["width_left"] == pytest.approx(6, abs=0.1)
    with pytest.raises(UsageError, match="--width: 99 m, must be within 6-30 m"):
        run("import", str(source), "-o", str(target), "--width", "99")


def test_the_schema_is_printed_or_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("schema") == 0
    printed = json.loads(capsys.readouterr().out)
    assert run("schema", "-o", str(tmp_path / "schema.json")) == 0
    assert json.loads((tmp_path / "schema.json").read_text(encoding="utf-8")) == printed


def test_an_unknown_track_is_named_with_the_nearest() -> None:
    with pytest.raises(UsageError, match="did you mean 'thimble'"):
        run("check", "thimbel")


def test_a_preview_is_a_picture(tmp_path: Path) -> None:
    assert run("preview", "thimble", "-o", str(tmp_path / "thimble.png")) == 0
    assert (tmp_path / "thimble.png").read_bytes()[:4] == b"\x89PNG"


def test_a_lap_has_sectors_and_medals(tmp_path: Path) -> None:
    path = tmp_path / "lap.json"
    assert run("lap", "thimble", "--car", "gt3", "--json", str(path)) == 0
    facts = json.loads(path.read_text(encoding="utf-8"))
    assert sum(facts["sectors_s"]) == pytest.approx(facts["ideal_lap_s"], abs=0.005)
    gold, silver, bronze = (facts["medals_s"][name] for name in ("gold", "silver", "bronze"))
    assert facts["ideal_lap_s"] <= gold < silver < bronze
