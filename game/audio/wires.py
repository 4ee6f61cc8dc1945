"""What the synthesiser is told, and what it remembers between two blocks of sound."""

from __future__ import annotations

from typing import Final

import numpy as np

RATE: Final = 44100
"""Samples per second."""
GOLDEN: Final = 0.6180339887
"""Multiples of it, without their whole parts, lie nowhere near each other."""
ENGINES: Final = 8
"""Engines heard at a time: the own one and the nearest others."""

ENGINE: Final = np.dtype(
    [
        ("table", "i8"),  # index of its waves
        ("cycle_hz", "f8"),  # two turns of the crank [1/s]
        ("load", "f8"),  # 0 coasting .. 1 full throttle
        ("left", "f8"),  # loudness in each ear
        ("right", "f8"),
        ("cutoff", "f8"),  # of the low-pass [Hz]
        ("formant_hz", "f8"),
        ("formant", "f8"),  # 0 .. 1
        ("roughness", "f8"),
        ("stutter", "f8"),  # of the limiter, 0 .. 1
        ("whine_hz", "f8"),
        ("whine", "f8"),
    ],
    align=True,
)
"""Aims of one engine: reached by the end of the next block."""

ENGINE_MEMORY: Final = np.dtype(
    [
        ("phase", "f8"),  # 0 .. 1 of the cycle
        ("whine_phase", "f8"),
        ("stutter_phase", "f8"),
        ("low", "f8"),  # low-pass
        ("low2", "f8"),
        ("band_low", "f8"),  # state-variable filter of the formant
        ("band", "f8"),
        ("grain", "f8"),  # filtered noise
        ("deep", "f8"),  # what lies too deep to leave the exhaust
        ("cycle_hz", "f8"),  # aims reached by the last block
        ("load", "f8"),
        ("left", "f8"),
        ("right", "f8"),
        ("whine", "f8"),
        ("whine_hz", "f8"),
        ("running", "i8"),  # 0: silent so far; takes the first aims at once
    ],
    align=True,
)

GROUND: Final = np.dtype(
    [
        ("wind", "f8"),
        ("wind_hz", "f8"),
        ("roll", "f8"),  # tyres on the road
        ("roll_hz", "f8"),
        ("squeal_front", "f8"),
        ("front_hz", "f8"),
        ("squeal_rear", "f8"),
        ("rear_hz", "f8"),
        ("loose", "f8"),  # grass and gravel
        ("loose_hz", "f8"),  # stones that hit the car [1/s]
        ("kerb", "f8"),
        ("kerb_hz", "f8"),  # ridges driven over [1/s]
        ("spray", "f8"),
        ("scrape", "f8"),  # of bodywork along a wall or another car
        ("side", "f8"),  # balance of what the tyres do, -1 left .. 1 right
    ],
    align=True,
)
"""Aims of what road and air do."""

LEVELS: Final = ("wind", "roll", "squeal_front", "squeal_rear", "loose", "kerb", "spray", "scrape")
"""Fields of `GROUND` that are loudnesses."""

GROUND_MEMORY: Final = np.dtype(
    [
        ("aim", GROUND),  # reached by the last block
        ("seed", "u8"),
        ("wind_low", "f8"),
        ("wind_low2", "f8"),
        ("roll_low", "f8"),
        ("roll_high", "f8"),
        ("front_low", "f8"),
        ("front_band", "f8"),
        ("front_phase", "f8"),
        ("rear_low", "f8"),
        ("rear_band", "f8"),
        ("rear_phase", "f8"),
        ("loose_low", "f8"),
        ("stone", "f8"),
        ("kerb_phase", "f8"),
        ("kerb_low", "f8"),
        ("kerb_band", "f8"),
        ("spray_high", "f8"),
        ("scrape_low", "f8"),
        ("scrape_band", "f8"),
        ("flutter", "f8"),
    ],
    align=True,
)


def engine_rows() -> np.ndarray[tuple[int], np.dtype[np.void]]:
    """Silent engines."""
    rows = np.zeros(ENGINES, ENGINE)
    rows["cutoff"], rows["formant_hz"], rows["cycle_hz"] = 2000.0, 400.0, 10.0
    return rows


def engine_memories() -> np.ndarray[tuple[int], np.dtype[np.void]]:
    """Nothing heard yet; engines at the same revs are not in step."""
    rows = np.zeros(ENGINES, ENGINE_MEMORY)
    rows["phase"] = np.arange(ENGINES) * GOLDEN % 1.0
    return rows


def ground_row() -> np.ndarray[tuple[int], np.dtype[np.void]]:
    """Silence, shape (1,)."""
    row = np.zeros(1, GROUND)
    row["wind_hz"], row["roll_hz"] = 400.0, 300.0
    row["front_hz"], row["rear_hz"] = 650.0, 900.0
    return row


def ground_memory() -> np.ndarray[tuple[int], np.dtype[np.void]]:
    """Nothing heard yet, shape (1,)."""
    row = np.zeros(1, GROUND_MEMORY)
    row["aim"] = ground_row()
    row["seed"] = 88172645463325252
    return row
