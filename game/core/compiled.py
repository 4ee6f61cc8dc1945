"""The one way in which a function of the hot path is compiled."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

import numba

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")


def compiled(function: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
    """Compile `function` with numba, once per machine (the result is kept beside the source).

    No fast maths and no threads: the same inputs give the same bits. Division by zero follows
    IEEE 754, as in numpy. The plain function stays reachable through `uncompiled`.
    """
    result: Callable[Parameters, Result] = numba.njit(
        cache=True, fastmath=False, error_model="numpy", nogil=True
    )(function)
    return result


def inlined(function: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
    """Compile a small helper that other compiled functions call; never called on its own."""
    result: Callable[Parameters, Result] = numba.njit(
        fastmath=False, error_model="numpy", nogil=True
    )(function)
    return result


def uncompiled(function: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
    """The plain Python function behind a compiled one."""
    plain: Any = getattr(function, "py_func", function)
    result: Callable[Parameters, Result] = plain
    return result
