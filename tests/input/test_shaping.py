"""From what an axis says to what is meant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from game.input.shaping import Shape

RAW = st.floats(-1.0, 1.0)
SHAPES = st.builds(
    Shape,
    low=st.floats(-1.0, -0.3),
    high=st.floats(0.3, 1.0),
    centre=st.floats(-0.2, 0.2) | st.none(),
    inverted=st.booleans(),
    dead_zone=st.floats(0.0, 0.3),
    saturation=st.floats(0.5, 1.0),
    linearity=st.floats(0.3, 3.0),
)


@given(SHAPES, RAW, RAW)
def test_more_raw_is_never_less_shaped(shape: Shape, one: float, other: float) -> None:
    low, high = sorted((one, other))
    sign = -1.0 if shape.inverted else 1.0
    assert sign * (shape.pedal(high) - shape.pedal(low)) >= 0.0
    assert sign * (shape.steering(high) - shape.steering(low)) >= 0.0


@given(SHAPES, RAW)
def test_shaped_values_stay_within_their_ends(shape: Shape, raw: float) -> None:
    assert 0.0 <= shape.pedal(raw) <= 1.0
    assert -1.0 <= shape.steering(raw) <= 1.0


@given(SHAPES)
def test_both_ends_are_reached_and_rest_is_nothing(shape: Shape) -> None:
    ends = (shape.high, shape.low) if shape.inverted else (shape.low, shape.high)
    assert (shape.pedal(ends[0]), shape.pedal(ends[1])) == (0.0, 1.0)
    assert (shape.steering(ends[0]), shape.steering(ends[1])) == (-1.0, 1.0)
    middle = 0.5 * (shape.low + shape.high) if shape.centre is None else shape.centre
    assert shape.steering(middle) == 0.0


def test_a_dead_zone_does_nothing_and_what_follows_begins_at_nothing() -> None:
    shape = Shape(centre=0.0, dead_zone=0.1)
    assert shape.steering(0.1) == 0.0
    assert shape.steering(0.11) == pytest.approx(0.0111, abs=1e-3)
    assert shape.steering(1.0) == 1.0


def test_saturation_gives_all_before_the_end_of_the_way() -> None:
    assert Shape(saturation=0.5).pedal(0.0) == 1.0


def test_linearity_above_one_is_finer_at_rest() -> None:
    assert Shape(linearity=2.0).pedal(0.0) == pytest.approx(0.25)
    assert Shape(centre=0.0, linearity=2.0).steering(-0.5) == pytest.approx(-0.25)


def test_two_pedals_share_a_combined_axis() -> None:
    throttle, brake = Shape(low=0.0, high=1.0), Shape(low=-1.0, high=0.0, inverted=True)
    assert [throttle.pedal(raw) for raw in (-1.0, 0.0, 1.0)] == [0.0, 0.0, 1.0]
    assert [brake.pedal(raw) for raw in (-1.0, 0.0, 1.0)] == [1.0, 0.0, 0.0]


@pytest.mark.parametrize(
    ("values", "word"),
    [
        ({"low": 0.5, "high": 0.5}, "high"),
        ({"centre": 1.0}, "centre"),
        ({"dead_zone": 0.4, "saturation": 0.4}, "saturation"),
        ({"linearity": 0.0}, "linearity"),
        ({"low": float("nan")}, "low"),
    ],
)
def test_a_shape_that_makes_no_sense_is_refused_by_name(
    values: dict[str, float], word: str
) -> None:
    with pytest.raises(ValidationError, match=word):
        Shape(**values)  # type: ignore[arg-type]
