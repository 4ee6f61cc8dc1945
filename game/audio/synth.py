"""The synthesiser: from aims to samples, block by block, with or without a sound card."""

from __future__ import annotations

from threading import Lock
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from game.audio.engine_synth import engine_block
from game.audio.ground_synth import ground_block
from game.audio.wires import (
    LEVELS,
    RATE,
    engine_memories,
    engine_rows,
    ground_memory,
    ground_row,
)
from game.core.compiled import compiled

MOST_SAMPLES: Final = 24
"""Sounds from a store that are played at once; the oldest give way."""

Samples = NDArray[np.float32]


@compiled
def mix_block(
    out: NDArray[np.float32],
    tables: NDArray[np.float32],
    engines: NDArray[Any],
    memories: NDArray[Any],
    ground: NDArray[Any],
    ground_memories: NDArray[Any],
    rate: float,
) -> None:
    """Fill a block with engines, road and air."""
    out[:] = 0.0
    ground_block(out, ground[0], ground_memories[0], rate)
    seed = ground_memories[0].seed
    for row in range(len(engines)):
        aim, memory = engines[row], memories[row]
        if aim.left + aim.right + memory.left + memory.right > 1e-5:
            seed = engine_block(out, tables, aim, memory, seed, rate)
        else:
            memory.running = 0
    ground_memories[0].seed = seed


def soft_clip(block: Samples) -> Samples:
    """Louder than full is bent, not cut: x / (1 + |x|^3)^(1/3), a line where it is soft."""
    return np.asarray(block / np.cbrt(1.0 + np.abs(block) ** 3), np.float32)


class Synth:
    """Renders what it was last told; may be told from another thread."""

    def __init__(self, rate: int = RATE) -> None:
        self.rate = rate
        self._lock = Lock()
        self._tables = np.zeros((1, 2, 2048), np.float32)
        self._engines, self._next_engines = engine_rows(), engine_rows()
        self._ground, self._next_ground = ground_row(), ground_row()
        self._memories = engine_memories()
        self._ground_memories = ground_memory()
        self._playing: list[tuple[Samples, int, float, float]] = []

    def set_tables(self, tables: NDArray[np.float32]) -> None:
        """Use these waves from now on, shape (voices, 2, length)."""
        with self._lock:
            self._tables = np.ascontiguousarray(tables, np.float32)
            self._memories[:] = engine_memories()
            self._next_engines[:] = engine_rows()

    def aim(self, engines: NDArray[Any], ground: NDArray[Any]) -> None:
        """What is to be heard by the end of the next block (ENGINE rows, one GROUND row)."""
        with self._lock:
            self._next_engines[:] = engines
            self._next_ground[:] = ground

    def hush(self) -> None:
        """Let engines, road and air fade within a block."""
        with self._lock:
            self._next_engines["left"] = self._next_engines["right"] = 0.0
            for field in LEVELS:
                self._next_ground[field] = 0.0

    def play(self, samples: Samples, left: float, right: float) -> None:
        """Add a sound from a store, shape (n,)."""
        with self._lock:
            self._playing.append((samples, 0, left, right))
            del self._playing[:-MOST_SAMPLES]

    def render(self, samples: int) -> Samples:
        """The next block, shape (samples, 2), within -1 .. 1."""
        with self._lock:
            self._engines[:] = self._next_engines
            self._ground[:] = self._next_ground
            playing, self._playing = self._playing, []
            tables = self._tables
        out = np.empty((samples, 2), np.float32)
        mix_block(
            out,
            tables,
            self._engines,
            self._memories,
            self._ground,
            self._ground_memories,
            float(self.rate),
        )
        self._ground_memories["aim"] = self._ground
        left_over = [part for part in (_add(out, *one) for one in playing) if part is not None]
        with self._lock:
            self._playing = left_over + self._playing
        return soft_clip(out)


def _add(
    out: Samples, sound: Samples, begun: int, left: float, right: float
) -> tuple[Samples, int, float, float] | None:
    """Add the part of a sound that falls into a block; what is left of it."""
    part = sound[begun : begun + len(out)]
    out[: len(part), 0] += left * part
    out[: len(part), 1] += right * part
    done = begun + len(part)
    return (sound, done, left, right) if done < len(sound) else None
