"""What is freed goes back to the system."""

from __future__ import annotations

import gc
import subprocess
import sys
import weakref
from pathlib import Path

import pytest

from game.core.heap import rest_heap, settle_heap, tidy_heap

LINUX = pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="needs Linux")

USE_AND_FREE = """
import os, sys, threading
from pathlib import Path
from game.core.heap import settle_heap

def resident():
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20

def work(kept):
    # Something small that stays beside much that is large and goes.
    for size in range(1, 25):
        large = bytes(size * 2**20)
        kept.append(bytes(2000 + size))
        del large

if sys.argv[1] == "settled":
    assert settle_heap()
before, kept = resident(), []
for _ in range(6):
    thread = threading.Thread(target=work, args=(kept,))
    thread.start()
    thread.join()
sys.stdout.write(str(resident() - before))
"""


def grown_mb(how: str) -> float:
    """Memory that a process holds after threads have used much and freed it [MB]."""
    words = [sys.executable, "-c", USE_AND_FREE, how]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    return float(done.stdout)


@LINUX
def test_what_threads_have_used_and_freed_is_not_held() -> None:
    assert grown_mb("settled") < 12.0


@LINUX
def test_tidying_frees_what_only_refers_to_itself() -> None:
    class Large:
        def __init__(self) -> None:
            self.me = self
            self.picture = bytearray(64 * 2**20)

    def resident() -> float:
        return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 2**20

    settle_heap()
    Large()
    before = resident()
    tidy_heap()
    assert before - resident() > 50.0


class Knot:
    """Holds itself."""

    def __init__(self) -> None:
        self.itself = self


def test_what_was_there_at_rest_is_looked_through_when_it_is_tidied() -> None:
    knot = Knot()
    seen = weakref.ref(knot)
    rest_heap()
    try:
        del knot
        gc.collect()
        assert seen() is not None
    finally:
        tidy_heap()
    assert seen() is None


def test_resting_anew_frees_what_was_kept_the_last_time() -> None:
    knot = Knot()
    seen = weakref.ref(knot)
    rest_heap()
    try:
        del knot
        rest_heap()
        assert seen() is None
    finally:
        tidy_heap()
