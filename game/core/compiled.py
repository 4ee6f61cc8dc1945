"""The one way in which a function of the hot path is compiled."""

from __future__ import annotations

import hashlib
import os
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

KEPT_BUILDS: Final = 12
"""Compiled builds of other sources that stay on the disk, the newest first."""


def compiled(function: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
    """Compile `function` with numba, once per machine and source.

    No fast maths and no threads: the same inputs give the same bits. Division by zero follows
    IEEE 754, as in numpy. The plain function stays reachable through `uncompiled`.
    """
    _keep_builds_apart()
    result: Callable[Parameters, Result] = numba.njit(
        cache=True, fastmath=False, error_model="numpy", nogil=True
    )(function)
    return result


def uncompiled(function: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
    """The plain Python function behind a compiled one."""
    plain: Any = getattr(function, "py_func", function)
    result: Callable[Parameters, Result] = plain
    return result


@cache
def _keep_builds_apart() -> None:
    """Give each state of the source its own folder of compiled code.

    numba looks only at the file of the function that is called: after a change in a file that it
    calls into, it would go on running the old physics.
    """
    if os.environ.get("NUMBA_CACHE_DIR"):
        return
    builds = platformdirs.user_cache_path("undercut", appauthor=False) / "compiled"
    build = builds / _source_hash()
    numba.config.CACHE_DIR = str(build)  # type: ignore[attr-defined]
    if not build.is_dir():
        _forget_old_builds(builds)


def _source_hash() -> str:
    """Of every source file that holds compiled functions."""
    digest = hashlib.blake2b(numba.__version__.encode(), digest_size=12)
    for folder in ("game", "agents"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            content = path.read_bytes()
            if b"compiled" in content:
                digest.update(path.relative_to(ROOT).as_posix().encode())
                digest.update(content)
    return digest.hexdigest()


def _forget_old_builds(builds: Path) -> None:
    try:
        found = sorted(builds.iterdir(), key=lambda path: path.stat().st_mtime, reverse=True)
    except OSError:
        return
    for path in found[KEPT_BUILDS - 1 :]:
        shutil.rmtree(path, ignore_errors=True)
