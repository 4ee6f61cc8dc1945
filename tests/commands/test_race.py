"""`main.py race` without a window: who takes part, and what the facts say of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from main import main
from tests.race.puppets import OVAL


def race(tmp_path: Path, *words: str) -> dict[str, Any]:
    facts = tmp_path / "race.json"
    record = tmp_path / "race.undercut"
    common = ["race", "--headless", "--track", str(OVAL), "--car", "kart", "--minutes", "0.2"]
    common += ["--json", str(facts), "--record", str(record), "--overwrite", "--seed", "3"]
    assert main([*common, *words]) == 0
    found: dict[str, Any] = json.loads(facts.read_text())
    return found


def test_rivals_of_a_tier_race_with_scripted_drivers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    facts = race(tmp_path, "--rivals", "2", "--tier", "club", "--scripted", "1", "--laps", "1")
    entrants = {entrant["name"]: entrant["driver"] for entrant in facts["entrants"]}
    assert entrants["Scripted 1"]["tier"] is None
    others = [driver for name, driver in entrants.items() if name != "Scripted 1"]
    assert [driver["tier"] for driver in others] == ["club", "club"]
    assert all(driver["limits"] and driver["number"] for driver in others)
    assert "Scripted 1" in capsys.readouterr().out
    assert len({entrant["car_hash"] for entrant in facts["entrants"]}) == 1
    assert len({entrant["physics_hash"] for entrant in facts["entrants"]}) == 1


def test_named_drivers_take_part(tmp_path: Path) -> None:
    facts = race(tmp_path, "--drivers", "ilka-varn,maris-quell", "--rivals", "2", "--laps", "1")
    assert {entrant["name"] for entrant in facts["entrants"]} == {"Ilka Varn", "Maris Quell"}


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--tier", "alein"], "did you mean 'alien'"),
        (["--drivers", "ilka-van"], "did you mean 'ilka-varn'"),
        (["--rivals", "80"], "--rivals 80: must be 0-64"),
        (["--rivals", "0"], "0 rivals in all: must be 1-64"),
        (["--rivals", "1", "--drivers", "ilka-varn,maris-quell"], "--rivals 1: must be 2-64"),
    ],
)
def test_wrong_fields_are_refused_in_a_line(
    words: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["race", "--headless", "--track", str(OVAL), *words]) == 2
    said = capsys.readouterr().err
    assert message in said
    assert said.count("\n") == 1


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["--track", "thimbel"], "did you mean 'thimble'"),
        (["--track", "thimble", "--car", "karts"], "did you mean 'kart'"),
        (["--track", "thimble", "--tier", "alein"], "did you mean 'alien'"),
        (["--track", "thimble", "--drivers", "ilka-van"], "did you mean 'ilka-varn'"),
        (["--track", "thimble", "--rivals", "40"], "19"),
    ],
    ids=lambda each: each[-1] if isinstance(each, list) else "",
)
def test_a_race_that_cannot_be_opens_no_window(
    words: list[str], complaint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["race", *words]) == 2
    said = capsys.readouterr().err.strip()
    assert complaint in said
    assert len(said.splitlines()) == 1


def test_options_for_programs_need_a_race_without_a_window(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["race", "--track", str(OVAL), "--json", "facts.json"]) == 2
    assert "--json: needs --headless" in capsys.readouterr().err


def test_a_recording_that_is_there_is_not_replaced_unasked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record = tmp_path / "race.undercut"
    record.write_text("dear")
    assert main(["race", "--track", str(OVAL), "--record", str(record)]) == 2
    assert "--overwrite" in capsys.readouterr().err
    assert record.read_text() == "dear"
