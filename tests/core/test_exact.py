"""The exact functions agree with numpy's to their stated error, and are exactly symmetric."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.core import exact
from game.core.compiled import uncompiled

Function = Callable[[float], float]

ANGLES = np.concatenate([np.linspace(-20.0, 20.0, 20001), np.linspace(-1e6, 1e6, 10007)])
WIDE = np.concatenate([np.linspace(-3.0, 3.0, 20001), np.geomspace(1e-9, 1e9, 2000)])
EXPONENTS = np.linspace(-600.0, 600.0, 20001)
POSITIVE = np.geomspace(1e-300, 1e300, 20001)

CASES = [
    (exact.sine, np.sin, ANGLES, 1e-13, 0.0),
    (exact.cosine, np.cos, ANGLES, 1e-13, 0.0),
    (exact.arctangent, np.arctan, WIDE, 1e-14, 0.0),
    (exact.exponential, np.exp, EXPONENTS, 0.0, 1e-14),
    (exact.logarithm, np.log, POSITIVE, 1e-13, 1e-13),
    (exact.logarithm, np.log, np.linspace(0.5, 2.0, 5001), 1e-13, 0.0),
    (exact.hyperbolic_tangent, np.tanh, WIDE, 1e-14, 0.0),
]


@pytest.mark.parametrize(("function", "reference", "points", "absolute", "relative"), CASES)
def test_error_is_within_what_is_stated(
    function: Function,
    reference: Callable[[np.ndarray], np.ndarray],
    points: np.ndarray,
    absolute: float,
    relative: float,
) -> None:
    ours = np.array([function(x) for x in points.tolist()])
    np.testing.assert_allclose(ours, reference(points), atol=absolute, rtol=relative)


@pytest.mark.parametrize("function", [case[0] for case in CASES])
def test_the_compiled_and_the_plain_function_give_the_same_bits(function: Function) -> None:
    plain = uncompiled(function)
    for x in (1e-12, 0.1, 0.7853, 1.0, 2.5, 17.3, 350.0):
        assert function(x) == plain(x)


@given(st.floats(-1e6, 1e6))
def test_odd_functions_are_odd_and_even_ones_even_to_the_last_bit(x: float) -> None:
    assert exact.sine(-x) == -exact.sine(x)
    assert exact.cosine(-x) == exact.cosine(x)
    assert exact.arctangent(-x) == -exact.arctangent(x)
    assert exact.hyperbolic_tangent(-x) == -exact.hyperbolic_tangent(x)


@given(st.floats(-1e6, 1e6))
def test_sine_and_cosine_are_the_two_functions(x: float) -> None:
    assert exact.sine_and_cosine(x) == (exact.sine(x), exact.cosine(x))


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6))
def test_arctangent2_is_the_angle_of_the_vector(y: float, x: float) -> None:
    angle = exact.arctangent2(y, x)
    assert exact.arctangent2(-y, x) == -angle or y == 0.0
    if y != 0.0:
        assert angle == pytest.approx(math.atan2(y, x), abs=1e-14)


def test_arctangent2_on_the_axes() -> None:
    assert exact.arctangent2(0.0, 0.0) == 0.0
    assert exact.arctangent2(0.0, 1.0) == 0.0
    assert exact.arctangent2(0.0, -1.0) == exact.PI
    assert exact.arctangent2(1.0, 0.0) == exact.HALF_PI
    assert exact.arctangent2(-1.0, 0.0) == -exact.HALF_PI


def test_the_ends_of_the_ranges() -> None:
    assert exact.exponential(0.0) == 1.0
    assert 0.0 < exact.exponential(-1e9) < 1e-290
    assert 1e290 < exact.exponential(1e9) < math.inf
    assert exact.logarithm(1.0) == 0.0
    assert exact.logarithm(0.0) == -math.inf
    assert math.isnan(exact.logarithm(-1.0))
    assert exact.logarithm(math.inf) == math.inf
    assert exact.hyperbolic_tangent(1e9) == 1.0
