"""Compiling beside: only on a machine that has a core for it and has not compiled yet."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from game.core.paths import ROOT
from game.screens.beside import free_cores

_ASK = """
from game.render.rehearsal import is_rehearsed
from game.screens.beside import Beside
beside = Beside()
print(is_rehearsed(), beside.works)
"""


def asked(cache: Path) -> list[str]:
    """Whether the picture is compiled and whether a process compiles it, on a machine."""
    variables = {name: value for name, value in os.environ.items() if name != "NUMBA_CACHE_DIR"}
    words = [sys.executable, "-c", _ASK]
    environment = {**variables, "XDG_CACHE_HOME": str(cache), "SDL_VIDEODRIVER": "dummy"}
    done = subprocess.run(
        words, cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout.splitlines()[-1].split()


def test_a_fresh_machine_compiles_beside_where_it_has_a_core_for_that(tmp_path: Path) -> None:
    assert asked(tmp_path) == ["False", str(free_cores() > 1)]
