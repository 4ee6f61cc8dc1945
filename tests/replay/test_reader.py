from __future__ import annotations

import os
import pickle
import struct
import tracemalloc
import zlib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from game.replay.errors import ReplayError
from game.replay.format import CHUNK, PREAMBLE, Kind, checksum, pack_chunk, preamble
from game.replay.pose import POSE
from game.replay.reader import Replay, read_replay
from game.replay.strict_json import canonical
from tests.replay.files import SampleFile, sample_header

FUZZ = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
WHOLE = SampleFile().to_bytes()


def read_all(path: Path) -> Replay:
    """Open a file and look at everything in it."""
    replay = read_replay(path)
    for second in range(replay.seconds):
        replay.controls(second)
        replay.traces(second)
    for chunk in range(replay.pose_chunks):
        replay.poses(chunk)
    for tick in replay.keyframe_ticks:
        replay.keyframe(tick)
    list(replay.events())
    return replay


def try_all(path: Path) -> tuple[Replay | None, str]:
    """The replay, or what is wrong with it; any other failure fails the test."""
    try:
        return read_all(path), ""
    except ReplayError as error:
        return None, str(error)


def write(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def test_what_was_written_is_read(tmp_path: Path) -> None:
    sample = SampleFile()
    replay = read_all(write(tmp_path / "a.replay", WHOLE))
    assert replay.header == sample.header
    assert (replay.ticks, replay.seconds, replay.cars) == (360, 3, 2)
    assert replay.complete
    assert replay.damage is None
    for second, controls in enumerate(sample.controls):
        assert (replay.controls(second) == controls).all()
    for chunk, poses in enumerate(sample.poses):
        assert (replay.poses(chunk)[1] == poses).all()
    assert replay.keyframe(0) == b"start"
    assert replay.hashes[240] == b"\x01" * 16
    assert [event.tick for event in replay.events()] == [120, 240, 360]
    assert replay.ending is not None
    assert replay.ending.results == [{"position": 1}]


@pytest.mark.parametrize("size", range(0, len(WHOLE), 61))
def test_a_truncated_file_is_good_up_to_its_last_whole_chunk(tmp_path: Path, size: int) -> None:
    chunks = SampleFile().chunks()
    path = write(tmp_path / "a.replay", WHOLE[:size])
    if size < len(preamble()) + len(chunks[0]):
        with pytest.raises(ReplayError):
            read_all(path)
        return
    replay = read_all(path)
    assert not replay.complete
    for second in range(replay.seconds):
        assert (replay.controls(second) == SampleFile().controls[second]).all()


@given(st.binary(max_size=2000))
@FUZZ
def test_random_bytes_are_no_replay(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(ReplayError, match=r"not a replay|format|header"):
        read_all(write(tmp_path / "a.replay", content))


@given(st.binary(max_size=500))
@FUZZ
def test_random_bytes_after_the_signature_are_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(ReplayError):
        read_all(write(tmp_path / "a.replay", preamble() + content))


@given(st.integers(0, len(WHOLE) * 8 - 1))
@FUZZ
def test_a_flipped_bit_is_noticed(tmp_path: Path, bit: int) -> None:
    content = bytearray(WHOLE)
    content[bit // 8] ^= 1 << bit % 8
    path = write(tmp_path / "a.replay", bytes(content))
    replay, problem = try_all(path)
    if replay is None:
        assert str(path) in problem
        return
    assert replay.damage is not None
    assert not replay.complete


KINDS = st.sampled_from([kind.value for kind in Kind])
NUMBERS = st.one_of(st.integers(0, 2**32 - 1), st.sampled_from([0, 1, 119, 120, 121, 2**31]))


@st.composite
def odd_chunks(draw: st.DrawFn) -> bytes:
    """A chunk with a right checksum around anything."""
    content = draw(st.binary(max_size=300) | st.sampled_from([b"{}", b"[]", b"null", bytes(3600)]))
    stored = draw(st.sampled_from([zlib.compress(content), content]))
    kind, tick, rows = draw(KINDS), draw(NUMBERS), draw(NUMBERS)
    size = draw(st.sampled_from([len(stored)]) | NUMBERS)
    raw = draw(st.sampled_from([len(content)]) | NUMBERS)
    head = struct.pack("<4sIIII", kind, tick, rows, size, raw)
    return head + struct.pack("<I", checksum(head, stored)) + stored


@given(st.lists(odd_chunks(), max_size=4), st.integers(0, 17))
@FUZZ
def test_chunks_that_lie_do_no_harm(tmp_path: Path, odd: list[bytes], place: int) -> None:
    chunks = SampleFile().chunks()
    content = preamble() + b"".join([*chunks[:place], *odd, *chunks[place:]])
    _, problem = try_all(write(tmp_path / "a.replay", content))
    assert "\n" not in problem


@pytest.mark.parametrize(
    "facts",
    [
        None,
        [],
        {},
        {"entrants": []},
        {"entrants": 3},
        sample_header().model_dump() | {"seed": -1},
        sample_header().model_dump() | {"entrants": []},
        sample_header().model_dump() | {"track": "oval"},
        sample_header().model_dump() | {"tick_rate": 0},
        sample_header().model_dump() | {"more": 1},
        sample_header().model_dump() | {"seed": "7"},
    ],
)
def test_json_that_is_no_header_is_refused(tmp_path: Path, facts: object) -> None:
    content = preamble() + pack_chunk(Kind.HEADER, 0, canonical(facts))
    with pytest.raises(ReplayError, match="header: ") as caught:
        read_all(write(tmp_path / "a.replay", content))
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "line",
    [
        b"{}",
        b"7",
        b'{"tick":1,"kind":"lap","car":5,"other":-1,"reason":"x","data":{}}',
        b'{"tick":1,"kind":"no such","car":0,"other":-1,"reason":"x","data":{}}',
        b'{"tick":-1,"kind":"lap","car":0,"other":-1,"reason":"x","data":{}}',
        b'{"tick":1,"kind":"lap","car":0,"other":-1,"reason":7,"data":{}}',
        b"x" * 70_000,
    ],
)
def test_lines_that_are_no_events_are_refused(tmp_path: Path, line: bytes) -> None:
    content = preamble() + SampleFile().chunks()[0] + pack_chunk(Kind.EVENTS, 0, line)
    with pytest.raises(ReplayError, match="events: line 1"):
        read_all(write(tmp_path / "a.replay", content))


def test_a_newer_format_is_refused_with_both_versions(tmp_path: Path) -> None:
    content = PREAMBLE.pack(WHOLE[:8], 99) + WHOLE[PREAMBLE.size :]
    with pytest.raises(ReplayError, match="format 99, this game reads 1 to"):
        read_replay(write(tmp_path / "a.replay", content))


def test_an_error_is_the_same_in_another_process() -> None:
    for offset in (None, 12):
        error = ReplayError("some.replay", "is odd", offset)
        again = pickle.loads(pickle.dumps(error))
        assert (str(again), again.path, again.offset) == (str(error), error.path, offset)


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReplayError, match="not a file"):
        read_replay(tmp_path)
    with pytest.raises(ReplayError, match="cannot be read"):
        read_replay(tmp_path / "nothing.replay")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the platform has no named pipes")
def test_a_pipe_does_not_hang_the_reader(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(ReplayError, match="not a file"):
        read_replay(tmp_path / "pipe")


def bomb(kind: Kind, size: int, claimed: int) -> bytes:
    """A chunk of a few bytes that unpacks to `size` bytes."""
    stored = zlib.compress(bytes(size), 9)
    head = struct.pack("<4sIIII", kind.value, 0, 120, len(stored), claimed)
    return head + struct.pack("<I", checksum(head, stored)) + stored


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("claimed", [16, 2400, 2**20, 2**32 - 1])
def test_a_bomb_takes_no_memory(tmp_path: Path, kind: Kind, claimed: int) -> None:
    start = b"" if kind is Kind.HEADER else SampleFile().chunks()[0]
    path = write(tmp_path / "a.replay", preamble() + start + bomb(kind, 64 * 1024**2, claimed))
    tracemalloc.start()
    try_all(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 16 * 1024**2


def test_a_pose_chunk_holds_whole_records() -> None:
    assert POSE.itemsize % 4 == 0
    assert np.dtype(POSE).isalignedstruct or POSE.itemsize == sum(
        POSE[name].itemsize for name in POSE.names or ()
    )


def test_a_chunk_head_has_the_documented_size() -> None:
    assert CHUNK.size == 24
    assert PREAMBLE.size == 12
