from __future__ import annotations

import json
from pathlib import Path

import pytest

from game.commands.replay import spell_out
from main import main
from tests.replay.races import record


@pytest.fixture(scope="module")
def race(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("replays") / "race.replay"
    record(path, 3.0)
    return path


def test_info_says_what_is_recorded(
    race: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["replay", "info", str(race), "--json", str(tmp_path / "info.json")]) == 0
    facts = json.loads((tmp_path / "info.json").read_text())
    assert (facts["track"], facts["cars"], facts["ticks"]) == ("thimble", 4, 360)
    assert facts["complete"] is True
    printed = capsys.readouterr().out
    assert "thimble" in printed
    assert "Driver 3" in printed


def test_verify_answers_with_its_exit_code(
    race: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["replay", "verify", str(race)]) == 0
    assert "verified" in capsys.readouterr().out
    cut = tmp_path / "cut.replay"
    cut.write_bytes(race.read_bytes()[:-200])
    facts = tmp_path / "verdicts.json"
    assert main(["replay", "verify", str(race), str(cut), "--json", str(facts)]) == 1
    verdicts = json.loads(facts.read_text())["replays"]
    assert [verdict["outcome"] for verdict in verdicts] == ["verified", "incomplete"]


def test_a_file_that_is_no_replay_is_wrong_use(
    race: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other.replay"
    other.write_text("hello")
    assert main(["replay", "info", str(other)]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert main(["replay", "verify", str(other), str(race)]) == 2
    captured = capsys.readouterr()
    assert "other.replay: byte 0: is not a replay" in captured.err
    assert "race.replay: verified" in captured.out


def test_export_writes_a_table(
    race: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.csv"
    assert main(["replay", "export", str(race), "--csv", str(out), "--rate", "20"]) == 0
    assert "re-driven exactly" in capsys.readouterr().out
    assert len(out.read_text().splitlines()) == 1 + 4 * 61


@pytest.mark.parametrize(
    "words",
    [
        ["replay"],
        ["replay", "verify"],
        ["replay", "verify", "a.replay", "--jobs", "0"],
        ["replay", "export", "nothing.replay", "--csv", "out.csv"],
    ],
)
def test_wrong_use_is_one_line(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    try:
        code = main(words)
    except SystemExit as error:
        code = int(error.code or 0)
    assert code == 2
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize(
    ("words", "spelled"),
    [
        (["replay", "race.undercut"], ["replay", "watch", "race.undercut"]),
        (
            ["--data-dir", "x", "replay", "my/race"],
            ["--data-dir", "x", "replay", "watch", "my/race"],
        ),
        (["replay", "info", "race.undercut"], ["replay", "info", "race.undercut"]),
        (["replay", "verfy", "race.undercut"], ["replay", "verfy", "race.undercut"]),
        (["replay", "--help"], ["replay", "--help"]),
        (["replay"], ["replay"]),
    ],
)
def test_a_file_alone_is_to_be_watched(words: list[str], spelled: list[str]) -> None:
    assert spell_out(words) == spelled


def test_what_is_no_recording_opens_no_window(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "letter.undercut"
    path.write_text("no recording")
    assert main(["replay", str(path)]) == 2
    assert "is not a replay" in capsys.readouterr().err
