from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from agents.driver import INTERFACE
from agents.evaluation.card import write_measured
from agents.evaluation.case import FREE, Case, tier_names
from agents.evaluation.chapter import Bar, Chapter, Picture, Table
from agents.evaluation.fields import rivals
from agents.evaluation.judging import SUITES, judge
from agents.evaluation.report import markdown
from agents.evaluation.suites import speed
from agents.policy import read_policy
from game.core.paths import DATA_DIR_VARIABLE
from tests.agents.evaluation.roads import oval_file, policy_file
from tests.agents.rivals import handmade_policy


@pytest.fixture
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Case:
    """A policy that keeps to the middle of the road at a steady speed, on the oval in a GT3."""
    monkeypatch.setenv(DATA_DIR_VARIABLE, str(tmp_path / "data"))
    return Case(
        path=policy_file(tmp_path, handmade_policy(28.0)),
        tier=FREE,
        track_words=(oval_file(tmp_path),),
        car_words=("gt3",),
        quick=True,
        folder=tmp_path / "report",
    )


def test_what_was_found_survives_a_file() -> None:
    chapter = Chapter(
        "speed",
        "Speed",
        ["A sentence."],
        [Bar("laps", 0.5, 0.9, behind="2 laps", percent=True), Bar("nothing", None, 1.0)],
        [Table("Cars", ["car"], [["kart"]])],
        [Picture("a.png", "A lap.")],
        {"laps": [1.5]},
        3.0,
    )
    read = Chapter.from_json(json.loads(json.dumps(chapter.to_json())))
    assert read == chapter
    assert not any(bar.met for bar in read.bars)


def test_bars_are_met_from_either_side() -> None:
    assert Bar("pace", 1.01, 1.02, at_most=True).met
    assert not Bar("pace", 1.03, 1.02, at_most=True).met
    assert Bar("clean", 0.95, 0.95).met


def test_a_suite_is_driven_once_for_the_same_question(case: Case) -> None:
    said: list[str] = []
    first = judge(Case(**{**vars(case), "say": said.append}), ["cost"])
    again = judge(Case(**{**vars(case), "say": said.append}), ["cost"])
    assert again == first
    assert said[-1] == "cost: known from before"
    other = Case(**{**vars(case), "say": said.append, "seed": 2})
    judge(other, ["cost"])
    assert said[-1].startswith("cost: done")


def test_a_damaged_file_of_a_suite_is_no_answer(case: Case) -> None:
    first = judge(case, ["cost"])
    kept = case.folder / "suites" / "cost.json"
    kept.write_text(kept.read_text()[:100])
    again = judge(case, ["cost"])
    assert len(again[0].bars) == len(first[0].bars)
    assert json.loads(kept.read_text())["name"] == "cost"


def test_laps_of_a_slow_and_careful_policy_are_told_as_they_are(case: Case) -> None:
    chapter = speed.judge_dry(case)
    bars = {bar.what: bar for bar in chapter.bars}
    assert bars["laps completed"].met
    assert bars["laps strictly clean"].met
    over = bars["median lap over the ideal lap"]
    assert over.measured is not None
    assert over.measured > 1.02
    assert not over.met
    (facts,) = chapter.facts["pairs"]
    assert facts["laps"][0]["time_s"] == pytest.approx(over.measured * facts["ideal_s"])
    text = markdown(case, [chapter])
    assert "| Speed | laps completed | 100.00 % | at least 100.00 % | yes | 1 lap |" in text


def test_a_field_has_the_tiers_that_were_asked_for(case: Case) -> None:
    names = [*tier_names(), "club", FREE]
    field = rivals(case, names, case.cars[0], seed=5)
    assert [entrant.driver.tier for entrant in field] == [*tier_names(), "club", None]
    assert len({entrant.name for entrant in field}) == len(field)


def test_all_suites_are_named_on_the_command_line() -> None:
    from agents.commands.evaluate import SUITES as NAMED

    assert list(NAMED) == list(SUITES)


def test_what_was_measured_goes_onto_the_card_and_nothing_of_the_policy_changes(
    case: Case, tmp_path: Path
) -> None:
    chapters = judge(case, ["cost"])
    write_measured(tmp_path / "told.safetensors", case, chapters)
    told = read_policy(tmp_path / "told.safetensors", INTERFACE)
    evaluation = told.card.measured["evaluation"]
    assert isinstance(evaluation, dict)
    assert evaluation["cost"] == {bar.what: bar.measured for bar in chapters[0].bars}
    seen = np.random.default_rng(0).standard_normal((5, INTERFACE.observations))
    observation = seen.astype(np.float32)
    assert (told.act(observation) == case.policy.act(observation)).all()
