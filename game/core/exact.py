"""Sines and exponentials that give the same bits on every machine.

IEEE 754 fixes `+ - * /` and the square root to the last bit; `sin`, `exp` and their kin it leaves
to each library, which picks a variant by processor. Here they are built from the fixed operations
alone: an argument is reduced to a short range, where a short series meets the stated error.
Odd functions are odd and even ones even to the last bit.

Source of the reductions: Muller, Elementary Functions, 3rd ed., chapters 3 (polynomials),
4 (tables) and 11 (range reduction).
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np

from game.core.compiled import compiled

PI: Final = 3.141592653589793
HALF_PI: Final = 1.5707963267948966
TWO_PI: Final = 6.283185307179586

_HALF_PI_HIGH: Final = 1.570796325802803
"""First 28 bits of a quarter turn, so that small multiples of it are exact."""
_HALF_PI_LOW: Final = 9.920935796805404e-10
_TWO_OVER_PI: Final = 0.6366197723675814

_LN_2_HIGH: Final = 0.6931471675634384
"""First 26 bits of ln 2."""
_LN_2_LOW: Final = 1.2996506893889889e-08
_ONE_OVER_LN_2: Final = 1.4426950408889634
_HALF_ROOT: Final = 0.7071067811865476

_LARGEST_EXPONENT: Final = 1000
_POWERS_OF_TWO: Final = np.array(
    [float.fromhex(f"0x1p{k}") for k in range(-_LARGEST_EXPONENT, _LARGEST_EXPONENT + 1)]
)
_ARCTANGENTS: Final = np.array(
    [
        0.0,
        0.12435499454676144,
        0.24497866312686414,
        0.35877067027057225,
        0.4636476090008061,
        0.5585993153435624,
        0.6435011087932844,
        0.7188299996216245,
        0.7853981633974483,
    ]
)
"""Arctangents of 0, 1/8 .. 8/8."""


@compiled
def _sine_series(x: float) -> float:
    """Sine within an eighth of a turn, error below 3e-14."""
    z = x * x
    w = z * z
    low = 1 / 6 - z * (1 / 120)
    middle = 1 / 5040 - z * (1 / 362880)
    high = 1 / 39916800 - z * (1 / 6227020800)
    return x - x * z * (low + w * (middle + w * high))


@compiled
def _cosine_series(x: float) -> float:
    """Cosine within an eighth of a turn, error below 2e-15."""
    z = x * x
    w = z * z
    low = 0.5 - z * (1 / 24)
    middle = 1 / 720 - z * (1 / 40320)
    high = 1 / 3628800 - z * (1 / 479001600 - z * (1 / 87178291200))
    return 1.0 - z * (low + w * (middle + w * high))


@compiled
def sine(x: float) -> float:
    """Sine of an angle [rad]; absolute error below 1e-13 up to 1e6 rad."""
    magnitude = abs(x)
    quarters = math.floor(magnitude * _TWO_OVER_PI + 0.5)
    rest = magnitude - quarters * _HALF_PI_HIGH - quarters * _HALF_PI_LOW
    quadrant = int(quarters) & 3
    value = _cosine_series(rest) if quadrant & 1 else _sine_series(rest)
    if quadrant & 2:
        value = -value
    return -value if x < 0.0 else value


@compiled
def cosine(x: float) -> float:
    """Cosine of an angle [rad]; absolute error below 1e-13 up to 1e6 rad."""
    magnitude = abs(x)
    quarters = math.floor(magnitude * _TWO_OVER_PI + 0.5)
    rest = magnitude - quarters * _HALF_PI_HIGH - quarters * _HALF_PI_LOW
    quadrant = int(quarters) & 3
    value = _sine_series(rest) if quadrant & 1 else _cosine_series(rest)
    return -value if quadrant in (1, 2) else value


@compiled
def sine_and_cosine(x: float) -> tuple[float, float]:
    """The same as `sine` and `cosine` of an angle [rad], in little more than the time of one."""
    magnitude = abs(x)
    quarters = math.floor(magnitude * _TWO_OVER_PI + 0.5)
    rest = magnitude - quarters * _HALF_PI_HIGH - quarters * _HALF_PI_LOW
    quadrant = int(quarters) & 3
    s, c = _sine_series(rest), _cosine_series(rest)
    if quadrant & 1:
        s, c = c, s
    if quadrant & 2:
        s = -s
    if quadrant in (1, 2):
        c = -c
    return (-s if x < 0.0 else s), c


@compiled
def _arctangent_to_one(x: float) -> float:
    """Arctangent of 0 .. 1: the nearest eighth from a table, the rest as a series."""
    eighths = int(x * 8.0 + 0.5)
    nearest = eighths * 0.125
    rest = (x - nearest) / (1.0 + x * nearest)
    z = rest * rest
    w = z * z
    series = (1 / 3 - z * (1 / 5)) + w * (1 / 7 - z * (1 / 9))
    angle: float = _ARCTANGENTS[eighths]
    return angle + (rest - rest * z * series)


@compiled
def arctangent(x: float) -> float:
    """Arctangent [rad]; absolute error below 1e-14."""
    magnitude = abs(x)
    if magnitude <= 1.0:
        angle = _arctangent_to_one(magnitude)
    else:
        angle = HALF_PI - _arctangent_to_one(1.0 / magnitude)
    return -angle if x < 0.0 else angle


@compiled
def arctangent2(y: float, x: float) -> float:
    """Angle of the vector (x, y) from the x axis, -pi .. pi [rad]; 0 for no vector."""
    across, along = abs(y), abs(x)
    if across == 0.0 and along == 0.0:
        return 0.0
    if across <= along:
        angle = _arctangent_to_one(across / along)
    else:
        angle = HALF_PI - _arctangent_to_one(along / across)
    if x < 0.0:
        angle = PI - angle
    return -angle if y < 0.0 else angle


@compiled
def exponential(x: float) -> float:
    """The number e to the power x, held at -690 .. 690; relative error below 1e-14."""
    power = min(max(x, -690.0), 690.0)
    doublings = math.floor(power * _ONE_OVER_LN_2 + 0.5)
    r = power - doublings * _LN_2_HIGH - doublings * _LN_2_LOW
    tail = 1 / 5040 + r * (1 / 40320 + r * (1 / 362880 + r * (1 / 3628800 + r / 39916800)))
    middle = 1 / 6 + r * (1 / 24 + r * (1 / 120 + r * (1 / 720 + r * tail)))
    scale: float = _POWERS_OF_TWO[int(doublings) + _LARGEST_EXPONENT]
    return (1.0 + (r + r * r * (0.5 + r * middle))) * scale


@compiled
def logarithm(x: float) -> float:
    """Natural logarithm; error below 1e-13, absolute or relative; -inf at 0, NaN below."""
    if x <= 0.0:
        return -math.inf if x == 0.0 else math.nan
    if x == math.inf:
        return x
    mantissa, doublings = math.frexp(x)
    if mantissa < _HALF_ROOT:
        mantissa = mantissa * 2.0
        doublings = doublings - 1
    s = (mantissa - 1.0) / (mantissa + 1.0)
    z = s * s
    tail = 1 / 9 + z * (1 / 11 + z * (1 / 13 + z * (1 / 15 + z / 17)))
    series = 1 / 3 + z * (1 / 5 + z * (1 / 7 + z * tail))
    return doublings * _LN_2_HIGH + (doublings * _LN_2_LOW + 2.0 * (s + s * z * series))


@compiled
def hyperbolic_tangent(x: float) -> float:
    """Hyperbolic tangent; absolute error below 1e-14."""
    if abs(x) > 20.0:
        return -1.0 if x < 0.0 else 1.0
    growth = exponential(2.0 * abs(x))
    value = (growth - 1.0) / (growth + 1.0)
    return -value if x < 0.0 else value
