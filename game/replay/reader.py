"""Reading a replay without trusting a byte of it.

Every length is checked before anything is read or unpacked, checksums before anything is believed;
nothing in a file is ever executed. What stands after the last whole chunk does not count.
"""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from game.race.events import Event
from game.replay.chunk_index import ChunkIndex, Place, find
from game.replay.codec import decode_numbers, decode_rows
from game.replay.errors import ReplayError
from game.replay.event_lines import read_events
from game.replay.format import (
    CHUNK,
    CHUNK_TICKS,
    FORMAT,
    MAX_CARS,
    POSE_TICKS,
    PREAMBLE,
    SIGNATURE,
    ChunkHead,
    Kind,
    checksum,
    read_chunk_head,
    unpack,
)
from game.replay.header import Header, first_problem
from game.replay.pose import POSE
from game.replay.strict_json import parse
from game.sim.controls import CONTROLS


class Ending(BaseModel):
    """What the last chunk of a finished recording says."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    ticks: int
    state_hash: str = Field(max_length=128)
    results: list[dict[str, Any]] = Field(max_length=MAX_CARS)


class Replay:
    """A replay file, opened; its contents are read when asked for, a second at a time."""

    def __init__(self, path: Path, header: Header, index: ChunkIndex, damage: str | None) -> None:
        self.path = path
        self.header = header
        self.damage = damage
        """Why reading stopped before the end of the file, if it did."""
        self._index = index
        self.hashes: dict[int, bytes] = {}
        """Recorded state hashes by tick."""
        for place in index.hashes:
            self.hashes[place.head.tick] = self._content(place)
        self.ending = self._read_ending()
        self.voids = [
            f"from tick {place.head.tick}: {self._content(place).decode(errors='replace')}"
            for place in index.voids
        ]
        """Why it cannot be re-driven from some tick on."""

    @property
    def ticks(self) -> int:
        """How many ticks of controls there are."""
        return self._index.ticks

    @property
    def seconds(self) -> int:
        """How many chunks of controls there are, the last perhaps shorter than a second."""
        return len(self._index.controls)

    @property
    def cars(self) -> int:
        """How many cars took part."""
        return len(self.header.entrants)

    @property
    def complete(self) -> bool:
        """Whether the recording was ended, not cut short."""
        return self.ending is not None and self.damage is None

    @property
    def keyframe_ticks(self) -> list[int]:
        """Ticks with a keyframe, ascending."""
        return [place.head.tick for place in self._index.keyframes]

    @property
    def traced_ticks(self) -> int:
        """How many ticks have traces."""
        return sum(place.head.raw for place in self._index.traces) // self.cars

    @property
    def last_pose_tick(self) -> int:
        """Of the last recorded poses; negative where there are none."""
        return self._index.pose_tick

    @property
    def posed_to_the_end(self) -> bool:
        """Whether there are poses up to the last tick that should have them."""
        return self.last_pose_tick == self.ticks // POSE_TICKS * POSE_TICKS

    @property
    def pose_chunks(self) -> int:
        """How many chunks of poses there are; the first holds the start alone."""
        return len(self._index.poses)

    def controls(self, second: int) -> NDArray[Any]:
        """CONTROLS of one second, shape (ticks, cars)."""
        place = self._index.controls[second]
        try:
            return decode_rows(self._content(place), place.head.rows, (self.cars,), CONTROLS)
        except ValueError as error:
            raise ReplayError(self.path, f"CTRL chunk: {error}", place.offset) from None

    def traces(self, second: int) -> NDArray[np.uint8] | None:
        """Traces of one second, shape (ticks, cars); None where there are none."""
        place = find(self._index.traces, second * CHUNK_TICKS)
        if place is None:
            return None
        content = self._content(place)
        return np.frombuffer(content, np.uint8).reshape(-1, self.cars)

    def keyframe(self, tick: int) -> bytes:
        """What the session saved at a tick of `keyframe_ticks`."""
        place = find(self._index.keyframes, tick)
        if place is None:
            raise ReplayError(self.path, f"has no keyframe at tick {tick}")
        return self._content(place)

    def pose_content(self, chunk: int) -> bytes:
        """The poses of a chunk as they were encoded."""
        return self._content(self._index.poses[chunk])

    def poses(self, chunk: int) -> tuple[int, NDArray[Any]]:
        """First tick and POSE rows of a chunk, shape (frames, cars)."""
        place = self._index.poses[chunk]
        head, content = place.head, self._content(place)
        try:
            return head.tick, decode_numbers(content, head.rows, (self.cars,), POSE)
        except ValueError as error:
            raise ReplayError(self.path, f"POSE chunk: {error}", place.offset) from None

    def event_lines(self, tick: int) -> bytes:
        """The lines that were written at the end of the second that ended with `tick`."""
        place = find(self._index.events, tick)
        return self._content(place) if place else b""

    def events(self) -> Iterator[Event]:
        """Everything that happened, in order."""
        for place in self._index.events:
            try:
                yield from read_events(self._content(place), self.cars)
            except ValueError as error:
                raise ReplayError(self.path, f"events: {error}", place.offset) from None

    def _read_ending(self) -> Ending | None:
        place = self._index.ending
        if place is None:
            return None
        try:
            return Ending.model_validate(parse(self._content(place)))
        except ValidationError as error:
            raise ReplayError(self.path, f"ending: {first_problem(error)}", place.offset) from None
        except ValueError as error:
            raise ReplayError(self.path, f"ending: {error}", place.offset) from None

    def _content(self, place: Place) -> bytes:
        """The unpacked bytes of a chunk, checked again."""
        try:
            with self.path.open("rb") as stream:
                stream.seek(place.offset)
                _, stored = _read_chunk(stream)
            return unpack(stored, place.head.raw)
        except OSError as error:
            raise ReplayError(self.path, f"cannot be read: {error.strerror or error}") from error
        except ValueError as error:
            kind = place.head.kind.value.decode()
            raise ReplayError(self.path, f"{kind} chunk: {error}", place.offset) from None


def read_replay(path: Path | str) -> Replay:
    """Open a replay.

    Raises:
        ReplayError: It is none, or nothing of it can be used; one line.
    """
    path = Path(path)
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise ReplayError(path, "is not a file")
        with path.open("rb") as stream:
            return _read(path, stream)
    except OSError as error:
        raise ReplayError(path, f"cannot be read: {error.strerror or error}") from error


def _read(path: Path, stream: BinaryIO) -> Replay:
    _check_preamble(path, stream.read(PREAMBLE.size))
    try:
        header = _read_header(stream)
    except (EOFError, ValueError) as error:
        reason = str(error) or "the file ends before it"
        raise ReplayError(path, f"header: {reason}", PREAMBLE.size) from None
    index = ChunkIndex(len(header.entrants))
    return Replay(path, header, index, _fill(index, stream))


def _read_header(stream: BinaryIO) -> Header:
    head, stored = _read_chunk(stream)
    if head.kind is not Kind.HEADER or head.tick:
        raise ValueError("the first chunk is not the header")
    return Header.from_bytes(unpack(stored, head.raw))


def _check_preamble(path: Path, found: bytes) -> None:
    if len(found) < PREAMBLE.size or not found.startswith(SIGNATURE):
        raise ReplayError(path, "is not a replay: it does not begin with the signature of one", 0)
    _, version = PREAMBLE.unpack(found)
    if not 1 <= version <= FORMAT:
        raise ReplayError(
            path, f"has format {version}, this game reads 1 to {FORMAT}", len(SIGNATURE)
        )


def _fill(index: ChunkIndex, stream: BinaryIO) -> str | None:
    """Index all whole chunks; returns why it stopped before the end of the file, if it did."""
    while True:
        offset = stream.tell()
        try:
            head, _ = _read_chunk(stream)
            index.add(Place(offset, head))
        except EOFError:
            return None
        except ValueError as error:
            return f"byte {offset}: {error}"


def _read_chunk(stream: BinaryIO) -> tuple[ChunkHead, bytes]:
    """The next chunk, packed.

    Raises:
        EOFError: The file ends before it.
        ValueError: It is not whole, or not as it was written.
    """
    start = stream.read(CHUNK.size)
    if not start:
        raise EOFError
    if len(start) < CHUNK.size:
        raise ValueError("the file ends in the middle of a chunk")
    head = read_chunk_head(start)
    stored = stream.read(head.stored)
    if len(stored) < head.stored:
        raise ValueError("the file ends in the middle of a chunk")
    if checksum(start, stored) != head.checksum:
        raise ValueError(f"{head.kind.value.decode()} chunk: its checksum is wrong")
    return head, stored
