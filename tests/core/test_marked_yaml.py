"""A model's faults are told all at once, each at its place, in words."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field

from game.core.errors import DataError
from game.core.marked_yaml import read_model


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False)
    width_left: float = Field(5.0, ge=4, le=30, json_schema_extra={"unit": "m"})
    side: Literal["left", "right"] = "left"
    count: int = 1


class Whole(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False)
    title: str
    parts: Annotated[list[Part], Field(max_length=5)] = []
    lane: Part | Literal["none"] | None = None
    named: dict[str, Part] = {}


def problems(text: str) -> list[str]:
    with pytest.raises(DataError) as caught:
        read_model(Path("w.yaml"), Whole, text)
    return [str(problem) for problem in caught.value.problems]


def test_a_good_file_becomes_the_model() -> None:
    whole, _ = read_model(Path("w.yaml"), Whole, "title: T\nlane: none\nparts: [{count: 2}]")
    assert whole == Whole(title="T", lane="none", parts=[Part(count=2)])


def test_all_faults_come_at_once_in_the_order_of_the_file() -> None:
    assert problems("titel: T\nparts:\n  - {width_left: 3.1}\n  - {side: lft, count: 1.5}\n") == [
        "w.yaml:1:1: title: is required and missing",
        "w.yaml:1:1: unknown key 'titel', did you mean 'title'?",
        "w.yaml:3:18: parts.0.width_left: 3.1 m, must be within 4-30 m",
        "w.yaml:4:12: parts.1.side: 'lft', must be 'left' or 'right', did you mean 'left'?",
        "w.yaml:4:24: parts.1.count: 1.5, must be a whole number",
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("lane: 5", "w.yaml:1:7: lane: 5, must be a block of keys and values or 'none'"),
        ("lane: {widht_left: 5}", "unknown key 'lane.widht_left', did you mean 'width_left'?"),
        ("lane: {count: many}", "w.yaml:1:15: lane.count: 'many', must be a whole number"),
        ("named: {a: {width_left: true}}", "named.a.width_left: true, must be a number"),
        ("parts: {}", "w.yaml:1:8: parts, must be a list"),
        ("parts: [{}, {}, {}, {}, {}, {}]", "parts, must have at most 5 entries, has 6"),
        ("parts: [{width_left: 1e999}]", "parts.0.width_left: inf m, must be a finite number"),
        ("parts: [{width_left: '5'}]", "parts.0.width_left: '5', must be a number"),
    ],
)
def test_each_fault_is_one_sentence(text: str, message: str) -> None:
    found = problems(f"{text}\ntitle: T")
    assert len(found) == 1
    assert message in found[0]


def test_an_empty_file_is_told_so() -> None:
    assert problems("") == ["w.yaml:1:1: the file: empty, must be a block of keys and values"]
