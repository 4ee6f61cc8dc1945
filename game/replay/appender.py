"""Appending to a replay beside the session: packing and writing never hold up a frame."""

from __future__ import annotations

from collections.abc import Callable
from io import FileIO
from pathlib import Path
from queue import Queue
from threading import Thread
from typing import Final, NamedTuple

from game.replay.errors import ReplayError
from game.replay.format import Kind, pack_chunk, preamble


class Part(NamedTuple):
    """A chunk to be."""

    kind: Kind
    tick: int
    make: Callable[[], bytes]
    """Gives its content, called when it is its turn."""
    rows: int = 0

    def pack(self) -> bytes:
        """The chunk."""
        return pack_chunk(self.kind, self.tick, self.make(), self.rows)


MAX_WAITING: Final = 60
"""Batches that may wait for a slow disk; then the session waits for it."""


class Appender:
    """Writes batches of chunks in order from a thread of its own; each reaches the system whole.

    After the first failure nothing more is written; `failure` says why, and what has been written
    stays a valid replay up to its last whole chunk.
    """

    def __init__(self, path: Path, overwrite: bool = False) -> None:
        """Create the file.

        Raises:
            ReplayError: It exists already and `overwrite` is not set, or cannot be written.
        """
        self.path = path
        self.failure: ReplayError | None = None
        self._file = _create(path, overwrite)
        self._waiting: Queue[list[Part] | None] = Queue(MAX_WAITING)
        self._write(preamble())
        self._thread = Thread(target=self._work, name="replay", daemon=True)
        self._thread.start()

    def append(self, parts: list[Part]) -> None:
        """Hand over chunks that belong together."""
        if self.failure is None:
            self._waiting.put(parts)

    def close(self) -> None:
        """Write what is waiting, then close the file."""
        if self._file.closed:
            return
        self._waiting.put(None)
        self._thread.join()
        try:
            self._file.close()
        except OSError as error:
            self._fail(error)

    def _work(self) -> None:
        while (parts := self._waiting.get()) is not None:
            if self.failure is None:
                self._write(b"".join(part.pack() for part in parts))

    def _write(self, content: bytes) -> None:
        whole = self._file.tell()
        try:
            view = memoryview(content)
            while view:
                view = view[self._file.write(view) :]
        except OSError as error:
            self._fail(error)
            self._cut(whole)

    def _cut(self, size: int) -> None:
        """Take back what was written of a batch that did not fit; readers cope where this fails."""
        try:
            self._file.truncate(size)
        except OSError:
            return

    def _fail(self, error: OSError) -> None:
        reason = error.strerror or str(error)
        self.failure = ReplayError(
            self.path, f"cannot be written: {reason}; the session goes on, recorded up to here"
        )


def _create(path: Path, overwrite: bool) -> FileIO:
    if path.exists() and not overwrite:
        raise ReplayError(path, "exists already; choose another name or remove it")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return path.open("wb" if overwrite else "xb", buffering=0)
    except OSError as error:
        raise ReplayError(path, f"cannot be written: {error.strerror or error}") from error
