from __future__ import annotations

from agents.evaluation.places import Places
from tests.agents.evaluation.roads import oval


def test_turns_are_counted_from_the_line_with_the_way_to_them() -> None:
    # The line is 150 m into a straight of 300 m; a bend of radius 60 m is 188 m long.
    places = Places(oval())
    assert places.name(60.0) == "after turn 2"
    assert places.name(100.0) == "turn 1 (left, 60 m)"
    assert places.name(240.0) == "turn 1 (left, 60 m)"
    assert places.name(450.0) == "after turn 1"
    assert places.name(700.0) == "turn 2 (left, 60 m)"
