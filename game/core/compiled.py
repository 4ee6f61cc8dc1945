"""The one way in which a function of the hot path is compiled."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, Final, ParamSpec, TypeVar

import numba
import platformdirs

from game.core.paths import ROOT

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")

KEPT_BUILDS: Final = 4
"""Compiled builds of a module's other versions that stay on the disk, the newest first."""

_IMPORT: Final = re.compile(rb"^\s*(?:from|import) ((?:game|agents)[\w.]*)", re.MULTILINE)


def compiled(function: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
    """Compile `function` with numba, once per machine and source.

    No fast maths and no threads: the same inputs give the same bits. Division by zero follows
    IEEE 754, as in numpy. Small functions are put into those that call them, which makes a car's
    tick a seventh cheaper. The plain function stays reachable through `uncompiled`.
    """
    _choose_build(function.__module__)
    result: Callable[Parameters, Result] = numba.njit(
        cache=True, fastmath=False, error_model="numpy", nogil=True, forceinline=True
    )(function)
    return result


def uncompiled(function: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
    """The plain Python function behind a compiled one."""
    plain: Any = getattr(function, "py_func", function)
    result: Callable[Parameters, Result] = plain
    return result


def _choose_build(module: str) -> None:
    """Let numba keep the code of a module in a folder of this state of its source.

    numba itself looks only at the file of the function that is called: after a change in a file
    that it calls into, it would go on running the old physics.
    """
    if not os.environ.get("NUMBA_CACHE_DIR"):
        numba.config.CACHE_DIR = str(_build_of(module))  # type: ignore[attr-defined]


@cache
def _build_of(module: str) -> Path:
    digest = hashlib.blake2b(numba.__version__.encode(), digest_size=12)
    for name in sorted(_closure(module)):
        digest.update(name.encode() + b"\0" + _source(name))
    builds = platformdirs.user_cache_path("undercut", appauthor=False) / "compiled" / module
    build = builds / digest.hexdigest()
    if not build.is_dir():
        _forget_old_builds(builds)
    return build


def _closure(module: str) -> list[str]:
    """A module and all of the game's modules that it imports, directly or not."""
    found, waiting = [module], [module]
    while waiting:
        for match in _IMPORT.finditer(_source(waiting.pop())):
            name = match.group(1).decode()
            if name not in found:
                found.append(name)
                waiting.append(name)
    return found


@cache
def _source(module: str) -> bytes:
    """The text of a module of the game; empty for packages and for what is not the game's."""
    try:
        return ROOT.joinpath(*module.split(".")).with_suffix(".py").read_bytes()
    except OSError:
        return b""


def _forget_old_builds(builds: Path) -> None:
    try:
        found = sorted(builds.iterdir(), key=lambda path: path.stat().st_mtime, reverse=True)
    except OSError:
        return
    for path in found[KEPT_BUILDS:]:
        shutil.rmtree(path, ignore_errors=True)
