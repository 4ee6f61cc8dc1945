"""Road and air: wind, rolling, squealing tyres, kerbs, stones, spray.

All of it is filtered noise, but for the ridges of a kerb and the note of a sliding tyre: sliding
rubber sticks and slips at a few hundred hertz, a little unsteadily.
"""

from __future__ import annotations

from math import pi, sin
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from game.audio.noise import next_noise, next_seed
from game.core.compiled import compiled

NARROW: Final = 0.10
"""Damping of the tyres' resonance."""
KERB_TONE: Final = 95.0
"""Of the body on its springs [Hz]."""
SCRAPE_TONE: Final = 2300.0
"""Of bodywork that is dragged along something [Hz]."""
FLUTTER: Final = 0.0008
"""How fast a tyre's note wanders."""


@compiled
def ramp(before: float, after: float, part: float) -> float:
    """Between two aims."""
    return before + (after - before) * part


@compiled
def tune_of(hertz: float, rate: float) -> float:
    """Coefficient of a state-variable filter at a frequency."""
    return 2.0 * sin(min(pi * hertz / rate, 0.5))


@compiled
def ground_block(out: NDArray[np.float32], aim: Any, memory: Any, rate: float) -> None:
    """Add the next block of what road and air do.

    Args:
        out: Shape (samples, 2), added to.
        aim: GROUND row: what is reached at the end of the block.
        memory: GROUND_MEMORY row.
        rate: Samples per second.
    """
    was, seed, count = memory.aim, memory.seed, out.shape[0]
    wind_open = min(2.0 * pi * aim.wind_hz / rate, 0.8)
    roll_open = min(2.0 * pi * aim.roll_hz / rate, 0.8)
    front_tune, rear_tune = tune_of(aim.front_hz, rate), tune_of(aim.rear_hz, rate)
    kerb_tune, scrape_tune = tune_of(KERB_TONE, rate), tune_of(SCRAPE_TONE, rate)
    left, right = 1.0 - 0.6 * max(aim.side, 0.0), 1.0 + 0.6 * min(aim.side, 0.0)
    for index in range(count):
        part = (index + 1.0) / count
        seed = next_seed(seed)
        white = next_noise(seed)
        memory.flutter += FLUTTER * (white * 18.0 - memory.flutter)
        memory.wind_low += wind_open * (white - memory.wind_low)
        memory.wind_low2 += wind_open * (memory.wind_low - memory.wind_low2)
        memory.roll_low += roll_open * (white - memory.roll_low)
        memory.roll_high += 0.012 * (memory.roll_low - memory.roll_high)
        wander = 1.0 + 0.05 * memory.flutter
        front = _squeal_front(memory, white, front_tune, aim.front_hz * wander / rate)
        rear = _squeal_rear(memory, white, rear_tune, aim.rear_hz * wander / rate)
        tyres = front * ramp(was.squeal_front, aim.squeal_front, part)
        tyres += rear * ramp(was.squeal_rear, aim.squeal_rear, part)
        tyres += 2.4 * (memory.roll_low - memory.roll_high) * ramp(was.roll, aim.roll, part)
        tyres += _loose(memory, white, seed, aim.loose_hz / rate) * ramp(was.loose, aim.loose, part)
        tyres += _kerb(memory, kerb_tune, aim.kerb_hz / rate) * ramp(was.kerb, aim.kerb, part)
        memory.scrape_low += scrape_tune * memory.scrape_band
        memory.scrape_band += scrape_tune * (white - memory.scrape_low - 0.5 * memory.scrape_band)
        tyres += memory.scrape_band * ramp(was.scrape, aim.scrape, part)
        memory.spray_high += 0.3 * (white - memory.spray_high)
        air = 3.0 * memory.wind_low2 * ramp(was.wind, aim.wind, part)
        air += 0.5 * (white - memory.spray_high) * ramp(was.spray, aim.spray, part)
        out[index, 0] += air + tyres * left
        out[index, 1] += air + tyres * right
    memory.seed = seed


@compiled
def _squeal_front(memory: Any, white: float, tune: float, step: float) -> float:
    memory.front_low += tune * memory.front_band
    memory.front_band += tune * (white - memory.front_low - NARROW * memory.front_band)
    memory.front_phase += step
    memory.front_phase -= np.floor(memory.front_phase)
    tone = sin(2.0 * pi * memory.front_phase) + 0.4 * sin(4.0 * pi * memory.front_phase)
    return float(0.16 * memory.front_band + 0.45 * tone)


@compiled
def _squeal_rear(memory: Any, white: float, tune: float, step: float) -> float:
    memory.rear_low += tune * memory.rear_band
    memory.rear_band += tune * (white - memory.rear_low - NARROW * memory.rear_band)
    memory.rear_phase += step
    memory.rear_phase -= np.floor(memory.rear_phase)
    tone = sin(2.0 * pi * memory.rear_phase) + 0.4 * sin(4.0 * pi * memory.rear_phase)
    return float(0.16 * memory.rear_band + 0.45 * tone)


@compiled
def _loose(memory: Any, white: float, seed: Any, chance: float) -> float:
    """A rumble, and stones that come at random."""
    memory.loose_low += 0.03 * (white - memory.loose_low)
    memory.stone *= 0.985
    if next_noise(next_seed(seed)) > 1.0 - 2.0 * chance:
        memory.stone = 0.5 + 0.5 * abs(white)
    return float(5.0 * memory.loose_low + memory.stone * white)


@compiled
def _kerb(memory: Any, tune: float, step: float) -> float:
    """Ridges that strike a body on springs."""
    memory.kerb_phase += step
    strike = 0.0
    if memory.kerb_phase >= 1.0:
        memory.kerb_phase -= np.floor(memory.kerb_phase)
        strike = 38.0
    memory.kerb_low += tune * memory.kerb_band
    memory.kerb_band += tune * (strike - memory.kerb_low - 0.3 * memory.kerb_band)
    return float(memory.kerb_band)
