"""Arrays come back from files as they were written, whatever else is done at the time."""

from __future__ import annotations

import gc
import io
import sys
from collections.abc import Iterator
from threading import Event, Thread

import numba
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.core.npz import read_npz

STATE = np.dtype([("speed", "<f8"), ("lateral", "<f8", (24,)), ("braking", "<f8", (24,))])


def archive(*, compressed: bool) -> bytes:
    """A file with two arrays in it."""
    stream = io.BytesIO()
    save = np.savez_compressed if compressed else np.savez
    save(stream, state=np.ones(3, STATE), times=np.arange(40.0))
    return stream.getvalue()


@pytest.mark.parametrize("compressed", [False, True])
def test_arrays_come_back(compressed: bool) -> None:
    arrays = read_npz(io.BytesIO(archive(compressed=compressed)))
    assert sorted(arrays) == ["state", "times"]
    assert np.array_equal(arrays["state"], np.ones(3, STATE))
    assert np.array_equal(arrays["times"], np.arange(40.0))


@given(st.booleans(), st.integers(0, 10**6), st.binary(min_size=1, max_size=8), st.booleans())
def test_a_damaged_file_is_a_value_error_or_still_makes_sense(
    compressed: bool, place: int, bytes_: bytes, cut: bool
) -> None:
    sound = archive(compressed=compressed)
    at = place % len(sound)
    damaged = sound[:at] if cut else sound[:at] + bytes_ + sound[at + len(bytes_) :]
    try:
        arrays = read_npz(io.BytesIO(damaged))
    except (ValueError, OSError):
        return
    assert all(isinstance(array, np.ndarray) for array in arrays.values())


class Rubbish:
    """Is collected, not merely let go; and Python runs while it is."""

    def __init__(self) -> None:
        self.itself = self

    def __del__(self) -> None:
        for _ in range(200):
            pass


@pytest.fixture
def busy_collector() -> Iterator[None]:
    """Memory is looked through all the time, and threads take turns as fast as they can."""
    before, turns = gc.get_threshold(), sys.getswitchinterval()
    gc.set_threshold(50)
    sys.setswitchinterval(1e-6)
    yield
    gc.set_threshold(*before)
    sys.setswitchinterval(turns)


@pytest.mark.usefixtures("busy_collector")
def test_two_threads_read_arrays_at_the_same_time() -> None:
    sound, read = archive(compressed=False), list[int]()

    def read_on() -> None:
        for _ in range(600):
            Rubbish()
            read.append(len(read_npz(io.BytesIO(sound))))

    others = [Thread(target=read_on) for _ in range(2)]
    for other in others:
        other.start()
    for other in others:
        other.join()
    assert read == [2] * 1200


@pytest.mark.usefixtures("busy_collector")
def test_arrays_are_read_while_another_thread_compiles() -> None:
    sound, enough, compiled = archive(compressed=False), Event(), list[float]()

    def compile_on() -> None:
        while not enough.is_set():
            compiled.append(numba.njit(lambda x: x + 1.0)(1.0))

    other = Thread(target=compile_on)
    other.start()
    try:
        assert [len(read_npz(io.BytesIO(sound))) for _ in range(100)] == [2] * 100
    finally:
        enough.set()
        other.join()
    assert set(compiled) == {2.0}
