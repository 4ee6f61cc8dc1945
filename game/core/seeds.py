"""One seed a run, with named children: who draws a number never changes what another draws."""

from __future__ import annotations

import secrets
import zlib

import numpy as np


class SeedTree:
    """A seed and its named children; the same path always gives the same generator."""

    def __init__(self, seed: int, path: tuple[str, ...] = ()) -> None:
        self.seed = seed
        self.path = path

    def child(self, name: str) -> SeedTree:
        """The branch called `name`."""
        return SeedTree(self.seed, (*self.path, name))

    def generator(self) -> np.random.Generator:
        """A fresh generator for this branch, always starting at the same place."""
        words = [zlib.crc32(name.encode()) for name in self.path]
        sequence = np.random.SeedSequence(self.seed, spawn_key=words)
        return np.random.Generator(np.random.PCG64(sequence))


def fresh_seed() -> int:
    """A seed nobody chose, 32 bits, to be printed and recorded so that it can be used again."""
    return secrets.randbits(32)
