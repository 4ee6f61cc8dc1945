"""Engine voices: their file, and the waves that are played from them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field

from game.core.marked_yaml import read_model
from game.core.paths import ROOT

VOICES: Final = ROOT / "assets" / "sounds" / "voices.yaml"
TABLE: Final = 2048
"""Samples of a wave that is two turns of the crank long."""
ORDERS: Final = 96
"""Overtones of a wave; at 14000 rpm the highest is 11 kHz."""

Tables = NDArray[np.float32]
"""Waves, shape (2, TABLE): under load, and with the throttle closed."""


class Voice(BaseModel):
    """What one kind of engine sounds like; see `assets/sounds/voices.yaml`."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)

    pulses: int = Field(ge=1, le=16)
    rolloff: float = Field(ge=0.3, le=3.0)
    unevenness: float = Field(ge=0.0, le=1.0)
    roughness: float = Field(ge=0.0, le=1.0)
    formant_hz: float = Field(ge=50.0, le=8000.0)
    formant: float = Field(ge=0.0, le=1.0)
    bright_hz: float = Field(ge=200.0, le=16000.0)
    whine: float = Field(ge=0.0, le=1.0)
    pops: float = Field(ge=0.0, le=1.0)


class VoiceFile(BaseModel):
    """All voices by category."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    voices: dict[str, Voice]


def read_voices(path: Path = VOICES) -> dict[str, Voice]:
    """Voices by category.

    Raises:
        DataError: The file is wrong; all of its problems are named.
    """
    return read_model(path, VoiceFile)[0].voices


@cache
def shipped_voices() -> dict[str, Voice]:
    """The voices that come with the game."""
    return read_voices()


def voice_of(category: str, electric: bool) -> Voice:
    """The voice of a category of cars."""
    voices = shipped_voices()
    return voices.get(category) or voices["other-electric" if electric else "other"]


def waves(voice: Voice) -> Tables:
    """The waves of a voice, as loud as each other.

    The bangs follow each other evenly in time, so the orders that are multiples of their number
    stand out; that no two bangs are alike gives the weaker orders between them.
    """
    digest = hashlib.blake2b(voice.model_dump_json().encode(), digest_size=8).digest()
    random = np.random.default_rng(int.from_bytes(digest, "little"))
    return np.stack([_wave(voice, random, dull) for dull in (0.0, 0.75)]).astype(np.float32)


def _wave(voice: Voice, random: np.random.Generator, dull: float) -> NDArray[np.float64]:
    orders = np.arange(1, ORDERS + 1)
    multiple = orders / voice.pulses
    main = (orders % voice.pulses == 0).astype(float)
    between = voice.unevenness * random.uniform(0.2, 1.0, ORDERS) * (1.0 - main)
    strength = (main + between) * np.maximum(multiple, 0.5) ** -(voice.rolloff + dull)
    phase = random.uniform(0.0, 2.0 * np.pi, ORDERS)
    turn = 2.0 * np.pi * np.arange(TABLE) / TABLE
    wave = (strength[:, None] * np.sin(orders[:, None] * turn + phase[:, None])).sum(axis=0)
    level: NDArray[np.float64] = wave / np.sqrt(np.mean(wave**2)) * 0.35
    return level


def tables_of(voices: Sequence[Voice]) -> tuple[Tables, list[int]]:
    """The waves of several voices, each once, and which of them each voice has."""
    different = list(dict.fromkeys(voices))
    if not different:
        return np.zeros((1, 2, TABLE), np.float32), []
    tables = np.stack([_kept_waves(voice) for voice in different])
    return tables, [different.index(voice) for voice in voices]


@cache
def _kept_waves(voice: Voice) -> Tables:
    return waves(voice)
