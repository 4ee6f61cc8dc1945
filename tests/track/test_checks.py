"""Each thing that can be wrong with a track is said in plain words, at its line."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.core.errors import DataError
from game.track.reader import build_track

SQUARE = [[0, 0], [100, 0], [200, 0], [300, 0], [300, 200], [200, 200], [100, 200], [0, 200]]


def refusal(**keys: Any) -> str:
    """What is said about a file of these keys (JSON is YAML)."""
    with pytest.raises(DataError) as caught:
        build_track(json.dumps({"title": "T", **keys}, indent=1), "t")
    return str(caught.value)


def oval(**keys: Any) -> dict[str, Any]:
    turn = {"turn": "left", "radius": 60, "angle_deg": 180}
    return {"segments": [{"straight": 400}, turn, {"straight": 400}, turn], **keys}


def test_a_line_is_needed_and_only_one() -> None:
    assert "neither is given" in refusal()
    assert "both are given" in refusal(centre_line=SQUARE, **oval())


def test_an_open_loop_says_how_far_where_to_and_what_to_change() -> None:
    wrong = oval()
    wrong["segments"][2] = {"straight": 360}
    message = refusal(**wrong)
    assert "40.0 m backwards (as seen from the first segment)" in message
    assert "segments.0: 379.9, segments.2: 380.1" in message or "set these straights to" in message


def test_a_loop_that_does_not_turn_by_a_circle_says_by_how_much() -> None:
    wrong = oval()
    wrong["segments"][1] = {"turn": "left", "radius": 60, "angle_deg": 150}
    assert "make 330 degrees, must be 360 or -360: turn 30 degrees more to the left" in refusal(
        **wrong
    )


def test_an_open_line_of_points_is_seen() -> None:
    angle = np.linspace(0, np.pi, 40)
    half = (300 * np.column_stack([np.cos(angle), np.sin(angle)])).round(2).tolist()
    assert "the loop is open: from the last point to the first it is 600 m" in refusal(
        centre_line=half
    )


def test_points_that_repeat_are_named() -> None:
    assert "points 1 and 2 are 0.00 m apart" in refusal(
        centre_line=[*SQUARE[:2], SQUARE[1], *SQUARE[2:]]
    )
    assert "leave it out, the line closes by itself" in refusal(centre_line=[*SQUARE, SQUARE[0]])


def test_a_kink_is_named_with_its_radius() -> None:
    kinked = [*SQUARE[:2], [110, 25], [112, 0], *SQUARE[2:]]
    message = refusal(centre_line=kinked)
    assert "a kink" in message
    assert "must be at least 4 m" in message


def test_a_road_that_crosses_itself_is_named_with_the_place() -> None:
    eight = [
        [200 * np.sin(t), 100 * np.sin(2 * t)] for t in np.linspace(0, 2 * np.pi, 41)[:-1] + 0.05
    ]
    assert "the road crosses itself at x 0 m, y 0 m" in refusal(centre_line=eight)


def test_a_bend_must_be_rounder_than_the_road_is_wide() -> None:
    wide = oval(width=30)
    for segment in (1, 3):
        wide["segments"][segment] = {"turn": "left", "radius": 16, "angle_deg": 180}
    message = refusal(**wide)
    assert "the bend is too tight for the road" in message
    assert "radius 16.0 m and 15.0 m to the left edge" in message


def test_roads_side_by_side_need_room_for_walls() -> None:
    angle = np.linspace(0, 2 * np.pi, 60, endpoint=False)
    x = 300 * np.cos(angle)
    y = np.sin(angle) * (6.3 + 90 * np.cos(angle) ** 2)
    waist = np.column_stack([x, y]).round(3).tolist()
    message = refusal(centre_line=waist, width=12)
    assert "comes too close to itself" in message
    assert "its edges are 0.6 m apart, must be at least 1.1 m" in message


def test_a_narrow_road_and_a_jumping_edge_are_named() -> None:
    narrow = oval()
    narrow["segments"][0] = {"straight": 400, "width_left": 2, "width_right": 2}
    assert "m wide" in refusal(**narrow)
    jump = [[*point, 4, 4] for point in SQUARE]
    jump[1] = [100, 0, 4, 4]
    jump.insert(2, [104, 0, 15, 4])
    assert "the left edge jumps" in refusal(centre_line=jump)


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        ({"start_line": 5000}, "start_line: 5000 m, must be within the lap"),
        ({"sectors": [600, 300]}, "sector 2 would run from 600 m to 300 m and could be skipped"),
        ({"sectors": [300, 2000]}, "within the lap of 1177 m"),
        ({"grid": {"slots": 60, "pitch": 20}}, "the grid does not fit: 60 slots of 20 m"),
        ({"kerbs": [{"side": "left", "from": 0, "to": 2000}]}, "kerbs.0.to: 2000 m"),
        ({"runoff": [{"side": "left", "surface": "grass", "width": 5, "from": 3e3}]}, "runoff.0"),
        (
            {"runoff": [{"side": "left", "surface": "grass", "width": 5}] * 3},
            "a third strip on the left",
        ),
        ({"pit_lane": {"side": "left", "entry": 100, "exit": 110}}, "the pit lane misses"),
        (
            {"pit_lane": {"side": "left", "entry": 100, "exit": 350}},
            "the pit lane is too short",
        ),
        (
            {
                "pit_lane": {"side": "left", "entry": 20, "exit": 380, "gap": 40},
                "walls": [{"side": "left", "distance": 20}],
            },
            "the pit lane has no room",
        ),
    ],
)
def test_what_stands_around_the_road_must_fit(keys: dict[str, Any], message: str) -> None:
    assert message in refusal(**oval(**keys))


def test_a_pit_lane_does_not_go_round_a_hairpin_on_the_inside() -> None:
    tight = oval(pit_lane={"side": "left", "entry": 300, "exit": 560, "boxes": 5})
    for segment in (1, 3):
        tight["segments"][segment] = {"turn": "left", "radius": 22, "angle_deg": 180}
    message = refusal(**tight)
    assert "crosses a corner too tight" in message or "no room" in message


def test_problems_stand_at_the_line_of_the_point() -> None:
    text = "title: T\ncentre_line:\n" + "".join(
        f"  - [{x}, {y}]\n" for x, y in [*SQUARE[:3], SQUARE[2], *SQUARE[3:]]
    )
    with pytest.raises(DataError, match=r"^t\.yaml:5:5: points 2 and 3 are 0\.00 m apart"):
        build_track(text, "t")


NUMBERS = st.one_of(
    st.floats(-1000, 1000), st.integers(-5, 400), st.just(0), st.just(1e18), st.just("x")
)


@settings(max_examples=80)
@given(st.data())
def test_any_numbers_give_a_track_or_a_data_error(data: st.DataObject) -> None:
    keys = oval(
        pit_lane={"side": "left", "entry": 20, "exit": 380, "gap": 4, "boxes": 10},
        grid={"slots": 10, "pitch": 8},
        walls=[{"side": "both", "from": 100, "to": 300, "distance": 3}],
        kerbs=[{"side": "left", "from": 10, "to": 60, "width": 1}],
        runoff=[{"side": "right", "from": 10, "to": 60, "surface": "gravel", "width": 10}],
        sectors=[300, 700],
        start_line=100,
        width=12,
    )
    for _ in range(data.draw(st.integers(1, 3))):
        node: Any = keys
        while isinstance(node, dict | list) and node:
            places = sorted(node) if isinstance(node, dict) else range(len(node))
            place = data.draw(st.sampled_from(list(places)))
            parent, node = node, node[place]
        if isinstance(node, int | float):
            parent[place] = data.draw(NUMBERS)
    with suppress(DataError):
        assert build_track(json.dumps({"title": "T", **keys}), "t").length > 0.0


@settings(max_examples=60)
@given(st.lists(st.tuples(st.floats(-300, 300), st.floats(-300, 300)), min_size=3, max_size=12))
def test_any_points_give_a_track_or_a_data_error(points: list[tuple[float, float]]) -> None:
    with suppress(DataError):
        assert build_track(json.dumps({"title": "T", "centre_line": points}), "t").length > 0.0


def test_a_pit_lane_from_a_place_to_itself_is_refused() -> None:
    assert "the pit lane misses" in refusal(
        **oval(pit_lane={"side": "left", "entry": 50, "exit": 50})
    )
