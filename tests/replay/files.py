"""Replay files made by hand, without a simulation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from game.core.clock import TICK_RATE
from game.race.events import Event, EventKind
from game.replay.codec import encode_numbers, encode_rows
from game.replay.event_lines import write_events
from game.replay.format import (
    CHUNK,
    CHUNK_TICKS,
    POSE_TICKS,
    PREAMBLE,
    Kind,
    pack_chunk,
    preamble,
    read_chunk_head,
    unpack,
)
from game.replay.header import CarRecord, DriverRecord, EntrantRecord, Header, TrackRecord
from game.replay.pose import POSE
from game.replay.strict_json import canonical
from game.sim.controls import CONTROLS
from game.version import SIM_VERSION


def sample_header(cars: int = 2, **changes: object) -> Header:
    entrants = [
        EntrantRecord(
            name=f"Driver {row}",
            team=None,
            driver=DriverRecord(
                kind="scripted", name=f"Driver {row}", tier=None, policy=None, limits={}
            ),
            car=CarRecord(id="kart", source="mass_kg: 160\n", hash="abc"),
        )
        for row in range(cars)
    ]
    facts = {
        "game_version": "0.1.0",
        "sim_version": SIM_VERSION,
        "tick_rate": TICK_RATE,
        "keyframe_ticks": 5 * TICK_RATE,
        "seed": 7,
        "settings": {},
        "track": TrackRecord(name="oval", source="points: []\n", content_hash="abc"),
        "entrants": entrants,
        "libraries": {"numpy": "2"},
        "created": None,
        "unverifiable": None,
    }
    return Header(**(facts | changes))  # type: ignore[arg-type]


@dataclass
class SampleFile:
    """A well-formed replay of some seconds, as the parts it is made of."""

    seconds: int = 3
    cars: int = 2
    header: Header = field(init=False)
    controls: list[np.ndarray] = field(init=False)
    poses: list[np.ndarray] = field(init=False)

    def __post_init__(self) -> None:
        generator = np.random.default_rng(self.seconds)
        self.header = sample_header(self.cars)
        self.controls = []
        for _ in range(self.seconds):
            rows = np.zeros((CHUNK_TICKS, self.cars), CONTROLS)
            rows["steer"] = generator.integers(-32767, 32767, rows.shape)
            rows["throttle"] = generator.integers(0, 1023, rows.shape)
            self.controls.append(rows)
        self.poses = [np.zeros((1, self.cars), POSE)]
        for _ in range(self.seconds):
            frames = np.zeros((CHUNK_TICKS // POSE_TICKS, self.cars), POSE)
            frames["x"] = generator.integers(-(2**31), 2**31 - 1, frames.shape)
            self.poses.append(frames)

    def chunks(self) -> list[bytes]:
        parts = [
            pack_chunk(Kind.HEADER, 0, self.header.to_bytes()),
            pack_chunk(Kind.POSES, 0, encode_numbers(self.poses[0]), 1),
            pack_chunk(Kind.HASH, 0, bytes(16)),
            pack_chunk(Kind.KEYFRAME, 0, b"start"),
        ]
        for second in range(self.seconds):
            begin = second * CHUNK_TICKS
            end = begin + CHUNK_TICKS
            frames = self.poses[second + 1]
            event = Event(end, EventKind.LAP, 0, -1, "completed a lap", {"time_s": 1.5})
            parts += [
                pack_chunk(Kind.CONTROLS, begin, encode_rows(self.controls[second]), CHUNK_TICKS),
                pack_chunk(Kind.TRACES, begin, bytes(CHUNK_TICKS * self.cars), CHUNK_TICKS),
                pack_chunk(Kind.POSES, begin + POSE_TICKS, encode_numbers(frames), len(frames)),
                pack_chunk(Kind.EVENTS, end, write_events([event])),
                pack_chunk(Kind.HASH, end, bytes([second]) * 16),
            ]
        ticks = self.seconds * CHUNK_TICKS
        ending = {"ticks": ticks, "state_hash": "00", "results": [{"position": 1}]}
        return [*parts, pack_chunk(Kind.ENDING, ticks, canonical(ending))]

    def to_bytes(self) -> bytes:
        return preamble() + b"".join(self.chunks())


@dataclass
class Chunk:
    """One chunk of a file, unpacked."""

    kind: Kind
    tick: int
    content: bytes
    rows: int

    def pack(self) -> bytes:
        return pack_chunk(self.kind, self.tick, self.content, self.rows)


def read_chunks(path: Path) -> list[Chunk]:
    """All chunks of a well-formed file."""
    data, offset, chunks = path.read_bytes(), PREAMBLE.size, []
    while offset < len(data):
        head = read_chunk_head(data[offset : offset + CHUNK.size])
        offset += CHUNK.size
        content = unpack(data[offset : offset + head.stored], head.raw)
        chunks.append(Chunk(head.kind, head.tick, content, head.rows))
        offset += head.stored
    return chunks


def write_chunks(path: Path, chunks: Iterable[Chunk]) -> Path:
    """A file of these chunks, with right lengths and checksums."""
    path.write_bytes(preamble() + b"".join(chunk.pack() for chunk in chunks))
    return path
