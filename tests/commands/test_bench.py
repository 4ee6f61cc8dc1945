"""`main.py bench`: its figures for programs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from agents.policy import write_policy
from main import main
from tests.agents.rivals import untrained_policy


def test_it_measures_what_a_field_of_rivals_costs(tmp_path: Path) -> None:
    policy, facts = tmp_path / "rival.safetensors", tmp_path / "bench.json"
    write_policy(policy, untrained_policy())
    words = ["bench", "--only", "policy", "--policy", str(policy), "--json", str(facts)]
    assert main(words) == 0
    found = json.loads(facts.read_text())["policy"]
    assert found["cars"] == 19
    assert 0.0 < found["observe_us"] < found["decide_us"]


def test_a_policy_that_is_none_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "none.safetensors"
    assert main(["bench", "--only", "policy", "--policy", str(path)]) == 2
    assert "does not exist" in capsys.readouterr().err


def test_it_measures_the_first_frame(tmp_path: Path) -> None:
    facts = tmp_path / "bench.json"
    assert main(["bench", "--only", "startup", "--json", str(facts)]) == 0
    found = json.loads(facts.read_text())["startup"]
    assert found["first_frame_s"] > 0.0
    assert 10 < found["rss_mb"] < 2000
