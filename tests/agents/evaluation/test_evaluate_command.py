from __future__ import annotations

import argparse
import json
from pathlib import Path

import pytest

from agents.commands.evaluate import register
from agents.evaluation import pictures
from game.core.errors import UndercutError, UsageError
from game.core.paths import DATA_DIR_VARIABLE
from tests.agents.evaluation.roads import oval_file, policy_file
from tests.agents.rivals import handmade_policy


@pytest.fixture(autouse=True)
def _own_data_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(DATA_DIR_VARIABLE, str(tmp_path / "data"))


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    register(parser.add_subparsers())
    parsed = parser.parse_args(["evaluate", *words])
    return int(parsed.run(parsed))


def test_a_report_is_written_with_its_pictures_and_facts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    policy = policy_file(tmp_path, handmade_policy(28.0))
    folder, facts = tmp_path / "report", tmp_path / "facts.json"
    words = ["--policy", str(policy), "--suite", "speed", "--tracks", oval_file(tmp_path)]
    words += ["--cars", "gt3", "--quick", "-o", str(folder), "--json", str(facts)]
    assert run(*words) == 0
    written = json.loads(facts.read_text())
    assert written == json.loads((folder / "report.json").read_text())
    assert written["suites"]["speed"]["facts"]["pairs"][0]["car"] == "gt3"
    report = (folder / "report.md").read_text()
    assert "laps strictly clean" in report
    assert "laps strictly clean" in capsys.readouterr().out
    if pictures.possible():
        assert (folder / "pictures" / "speed-lines.png").is_file()
        assert "pictures/speed-lines.png" in report


def test_what_does_not_exist_is_refused_before_anything_is_driven(tmp_path: Path) -> None:
    policy = str(policy_file(tmp_path, handmade_policy()))
    with pytest.raises(UsageError, match="did you mean 'speed'"):
        run("--policy", policy, "--suite", "sped")
    with pytest.raises(UsageError, match="did you mean 'alien'"):
        run("--policy", policy, "--tier", "aliens")
    with pytest.raises(UsageError, match="no car called 'gt33'"):
        run("--policy", policy, "--cars", "gt33")
    with pytest.raises(UndercutError, match="does not exist"):
        run("--policy", str(tmp_path / "none.safetensors"))
