"""The bytes of a replay file: a signature, then chunks that are only ever appended.

    signature   8 bytes, spoiled by anything that treats the file as text
    version     u32 little endian, `FORMAT`
    chunks      each: kind (4 ASCII letters), tick u32, rows u32, stored u32, raw u32,
                checksum u32, then `stored` bytes that zlib unpacks to `raw` bytes

The checksum is CRC-32 over the rest of the chunk. The first chunk is `HEAD`; a file whose last
chunk is not `ENDS` was cut short and is good up to its last whole chunk.
docs/FORMATS.md has the details.
"""

from __future__ import annotations

import struct
import zlib
from enum import Enum
from typing import Final, NamedTuple

from game.core.clock import TICK_RATE

SIGNATURE: Final = b"\x89UCR\r\n\x1a\n"
FORMAT: Final = 1
"""Version of this layout; a reader refuses a newer one."""

PREAMBLE: Final = struct.Struct("<8sI")
CHUNK: Final = struct.Struct("<4sIIIII")
_CHECKED: Final = struct.Struct("<4sIIII")

CHUNK_TICKS: Final = TICK_RATE
"""Ticks of controls in a whole chunk: one second."""
POSE_TICKS: Final = TICK_RATE // 20
"""Ticks from one recorded pose to the next: 20 a second."""
DIGEST_BYTES: Final = 16
"""Of a state hash in the file."""

MAX_CARS: Final = 1024
MAX_TICKS: Final = 60 * 3600 * TICK_RATE
MAX_CHUNKS: Final = 1_000_000
MAX_HEADER_BYTES: Final = 8 * 1024**2
MAX_EVENT_BYTES: Final = 16 * 1024**2
"""Of all events of a file together."""

_LEVEL: Final = 1
"""Of compression: the fastest."""


class Kind(Enum):
    """Kinds of chunks."""

    HEADER = b"HEAD"
    CONTROLS = b"CTRL"
    TRACES = b"TRAC"
    HASH = b"HASH"
    KEYFRAME = b"KEYF"
    POSES = b"POSE"
    EVENTS = b"EVNT"
    VOID = b"VOID"
    ENDING = b"ENDS"


MAX_RAW: Final = {
    Kind.HEADER: MAX_HEADER_BYTES,
    Kind.CONTROLS: 4 * 1024**2,
    Kind.TRACES: 1024**2,
    Kind.HASH: DIGEST_BYTES,
    Kind.KEYFRAME: 16 * 1024**2,
    Kind.POSES: 8 * 1024**2,
    Kind.EVENTS: 1024**2,
    Kind.VOID: 4096,
    Kind.ENDING: 4 * 1024**2,
}
"""Most unpacked bytes of a chunk by its kind."""

_STRATEGY: Final = dict.fromkeys(Kind, zlib.Z_DEFAULT_STRATEGY) | {
    Kind.CONTROLS: zlib.Z_RLE,
    Kind.POSES: zlib.Z_RLE,
}
"""What zlib looks for: planes of changes hold runs and little else; traces nothing at all."""

_SLACK: Final = 1024
"""How many bytes zlib may need more than it is given."""


class ChunkHead(NamedTuple):
    """What stands before a chunk's bytes."""

    kind: Kind
    tick: int
    rows: int
    """Of a table, one for each tick; else 0."""
    stored: int
    raw: int
    checksum: int


def preamble() -> bytes:
    """The first bytes of a file."""
    return PREAMBLE.pack(SIGNATURE, FORMAT)


def pack_chunk(kind: Kind, tick: int, content: bytes, rows: int = 0) -> bytes:
    """A whole chunk, ready to be appended."""
    level = 0 if kind is Kind.TRACES else _LEVEL
    packer = zlib.compressobj(level, zlib.DEFLATED, strategy=_STRATEGY[kind])
    stored = packer.compress(content) + packer.flush()
    checked = _CHECKED.pack(kind.value, tick, rows, len(stored), len(content))
    return b"".join((checked, struct.pack("<I", checksum(checked, stored)), stored))


def checksum(head: bytes, stored: bytes) -> int:
    """CRC-32 over the first 20 bytes of a chunk and its content."""
    return zlib.crc32(stored, zlib.crc32(head[: _CHECKED.size]))


def read_chunk_head(head: bytes) -> ChunkHead:
    """What the first 24 bytes of a chunk say.

    Raises:
        ValueError: With the reason, when no reader should go on: unknown kind, or too large.
    """
    letters, tick, rows, stored, raw, check = CHUNK.unpack(head)
    try:
        kind = Kind(letters)
    except ValueError:
        raise ValueError(f"unknown chunk kind {letters!r}") from None
    most = MAX_RAW[kind]
    if raw > most or stored > most + _SLACK:
        raise ValueError(f"{letters.decode()} chunk of {max(raw, stored)} bytes, at most {most}")
    if tick > MAX_TICKS:
        raise ValueError(f"{letters.decode()} chunk at tick {tick}, at most {MAX_TICKS}")
    return ChunkHead(kind, tick, rows, stored, raw, check)


def unpack(stored: bytes, raw: int) -> bytes:
    """The content of a chunk; never makes more than `raw` + 1 bytes of it.

    Raises:
        ValueError: It does not unpack to exactly `raw` bytes.
    """
    stream = zlib.decompressobj()
    try:
        content = stream.decompress(stored, raw + 1)
    except zlib.error as error:
        raise ValueError(f"cannot be unpacked: {error}") from error
    if len(content) != raw or not stream.eof or stream.unused_data:
        raise ValueError(f"does not unpack to the {raw} bytes that it claims")
    return content
