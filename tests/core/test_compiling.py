"""Compiling can be watched, and be refused without being done."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from game.core.paths import ROOT

_FRESH = """
from game.core.compiling import counting, is_on_disk
from game.core.exact import sine
before = is_on_disk(lambda: sine(1.0)), sine.signatures
counts = []
with counting(counts.append):
    sine(1.0)
    between = len(counts)
    after = is_on_disk(lambda: sine(2.0))
print(before, between > 0, after, len(counts) == between)
"""
_AGAIN = """
from game.core.compiling import counting, is_on_disk
from game.core.exact import sine
counts = []
with counting(counts.append):
    print(is_on_disk(lambda: sine(1.0)), counts)
"""


def told(script: str, cache: Path) -> str:
    """What a process with a cache of its own says."""
    variables = {name: value for name, value in os.environ.items() if name != "NUMBA_CACHE_DIR"}
    environment = {**variables, "XDG_CACHE_HOME": str(cache)}
    words = [sys.executable, "-c", script]
    done = subprocess.run(
        words, cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def test_what_is_not_on_the_disk_is_found_out_without_compiling_it(tmp_path: Path) -> None:
    assert told(_FRESH, tmp_path) == "(False, []) True True True"


def test_another_process_finds_on_the_disk_what_one_has_compiled(tmp_path: Path) -> None:
    told(_FRESH, tmp_path)
    assert told(_AGAIN, tmp_path) == "True []"
