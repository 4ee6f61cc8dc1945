"""Where the chunks of a replay lie, and whether they can follow one another."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from game.replay.format import (
    CHUNK_TICKS,
    DIGEST_BYTES,
    MAX_CHUNKS,
    MAX_EVENT_BYTES,
    POSE_TICKS,
    ChunkHead,
    Kind,
)

MAX_VOIDS: Final = 1000


class Place(NamedTuple):
    """One whole chunk in the file."""

    offset: int
    head: ChunkHead


def find(places: list[Place], tick: int) -> Place | None:
    """The chunk at a tick among chunks in order, if there is one."""
    at = bisect_left(places, tick, key=lambda place: place.head.tick)
    return places[at] if at < len(places) and places[at].head.tick == tick else None


def _rows(head: ChunkHead, most: int) -> int:
    """How many rows a table has."""
    if not 1 <= head.rows <= most:
        raise ValueError(f"a table of {head.rows} rows, must be 1 to {most}")
    return head.rows


@dataclass
class ChunkIndex:
    """All whole chunks after the header. Only what follows in order gets in."""

    cars: int
    ticks: int = 0
    """Ticks whose controls are there."""
    chunks: int = 0
    controls: list[Place] = field(default_factory=list)
    traces: list[Place] = field(default_factory=list)
    hashes: list[Place] = field(default_factory=list)
    keyframes: list[Place] = field(default_factory=list)
    poses: list[Place] = field(default_factory=list)
    events: list[Place] = field(default_factory=list)
    voids: list[Place] = field(default_factory=list)
    ending: Place | None = None
    pose_tick: int = -POSE_TICKS
    """Of the last pose."""
    event_bytes: int = 0

    def add(self, place: Place) -> None:
        """Take in the next chunk.

        Raises:
            ValueError: It cannot stand there; the message says why.
        """
        self.chunks += 1
        if self.chunks > MAX_CHUNKS:
            raise ValueError(f"more than {MAX_CHUNKS} chunks")
        if self.ending is not None:
            raise ValueError("a chunk after the ending")
        _TAKERS[place.head.kind](self, place)

    def _take_header(self, place: Place) -> None:
        raise ValueError("a second header")

    def _take_controls(self, place: Place) -> None:
        head = place.head
        if head.tick != self.ticks or self.ticks % CHUNK_TICKS:
            raise ValueError(f"controls of tick {head.tick} follow those up to {self.ticks}")
        self.ticks += _rows(head, CHUNK_TICKS)
        self.controls.append(place)

    def _take_traces(self, place: Place) -> None:
        head, before = place.head, self.controls[-1:]
        if not before or before[0].head.tick != head.tick:
            raise ValueError(f"traces of tick {head.tick} without its controls")
        if head.rows != before[0].head.rows or head.raw != head.rows * self.cars:
            raise ValueError("traces of another number of ticks than the controls")
        self._take_in_order(self.traces, place)

    def _take_hash(self, place: Place) -> None:
        if place.head.raw != DIGEST_BYTES:
            raise ValueError(f"a state hash of {place.head.raw} bytes, not {DIGEST_BYTES}")
        self._take_in_order(self.hashes, place)

    def _take_keyframe(self, place: Place) -> None:
        self._take_in_order(self.keyframes, place)

    def _take_poses(self, place: Place) -> None:
        head = place.head
        if head.tick != self.pose_tick + POSE_TICKS:
            raise ValueError(f"poses of tick {head.tick} follow those of {self.pose_tick}")
        frames = _rows(head, CHUNK_TICKS // POSE_TICKS)
        last = self.pose_tick + frames * POSE_TICKS
        if last > self.ticks:
            raise ValueError(f"poses of tick {last} after {self.ticks} ticks of controls")
        self.pose_tick = last
        self.poses.append(place)

    def _take_events(self, place: Place) -> None:
        self.event_bytes += place.head.raw
        if self.event_bytes > MAX_EVENT_BYTES:
            raise ValueError(f"more than {MAX_EVENT_BYTES} bytes of events")
        self._take_in_order(self.events, place)

    def _take_void(self, place: Place) -> None:
        if len(self.voids) >= MAX_VOIDS:
            raise ValueError(f"declared void more than {MAX_VOIDS} times")
        self.voids.append(place)

    def _take_ending(self, place: Place) -> None:
        if place.head.tick != self.ticks:
            raise ValueError(f"ends at tick {place.head.tick} with {self.ticks} ticks of controls")
        self.ending = place

    def _take_in_order(self, places: list[Place], place: Place) -> None:
        tick = place.head.tick
        if tick > self.ticks or (places and tick <= places[-1].head.tick):
            raise ValueError(f"{place.head.kind.value.decode()} of tick {tick} out of order")
        places.append(place)


_TAKERS: Final[dict[Kind, Callable[[ChunkIndex, Place], None]]] = {
    Kind.HEADER: ChunkIndex._take_header,
    Kind.CONTROLS: ChunkIndex._take_controls,
    Kind.TRACES: ChunkIndex._take_traces,
    Kind.HASH: ChunkIndex._take_hash,
    Kind.KEYFRAME: ChunkIndex._take_keyframe,
    Kind.POSES: ChunkIndex._take_poses,
    Kind.EVENTS: ChunkIndex._take_events,
    Kind.VOID: ChunkIndex._take_void,
    Kind.ENDING: ChunkIndex._take_ending,
}
