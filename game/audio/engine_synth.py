"""The sound of an engine: waves of its cycle, filtered as throttle and exhaust let them out.

Wave tables with linear interpolation and phase carried over, so that revs may change without a
click; formant by a state-variable filter (Chamberlin, Musical Applications of Microprocessors,
section 14: two integrators in a loop).
"""

from __future__ import annotations

from math import pi, sin
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from game.audio.noise import next_noise, next_seed
from game.core.compiled import compiled

STUTTER_HZ: Final = 17.0
"""How often the limiter cuts in."""
GRAIN: Final = 0.25
"""Share of new noise in a sample of combustion noise: a low-pass at about 2 kHz."""
DEEPEST_HZ: Final = 55.0
"""Below it a pipe's end radiates less and less: idling is heard by its overtones."""


@compiled
def engine_block(
    out: NDArray[np.float32],
    tables: NDArray[np.float32],
    aim: Any,
    memory: Any,
    seed: Any,
    rate: float,
) -> Any:
    """Add the next block of an engine's sound.

    Args:
        out: Shape (samples, 2), added to.
        tables: Waves, shape (voices, 2, length).
        aim: ENGINE row: what is reached at the end of the block.
        memory: ENGINE_MEMORY row.
        seed: Of the noise.
        rate: Samples per second.

    Returns:
        The seed to go on with.
    """
    if memory.running == 0:
        memory.running = 1
        memory.cycle_hz, memory.load = aim.cycle_hz, aim.load
        memory.whine, memory.whine_hz = aim.whine, aim.whine_hz
        memory.left, memory.right = 0.0, 0.0
    count, length = out.shape[0], tables.shape[2]
    loud, soft = tables[aim.table, 0], tables[aim.table, 1]
    opening = min(2.0 * pi * aim.cutoff / rate, 0.9)
    tune = 2.0 * sin(min(pi * aim.formant_hz / rate, 0.5))
    sinking = 2.0 * pi * DEEPEST_HZ / rate
    for index in range(count):
        part = (index + 1.0) / count
        cycle = memory.cycle_hz + (aim.cycle_hz - memory.cycle_hz) * part
        load = memory.load + (aim.load - memory.load) * part
        memory.phase += cycle / rate
        memory.phase -= np.floor(memory.phase)
        place = memory.phase * length
        first = int(place)
        between = place - first
        then = (first + 1) % length
        under_load = loud[first] + between * (loud[then] - loud[first])
        coasting = soft[first] + between * (soft[then] - soft[first])
        wave = coasting + (under_load - coasting) * load
        seed = next_seed(seed)
        memory.grain += GRAIN * (next_noise(seed) - memory.grain)
        wave += aim.roughness * memory.grain * (0.25 + load) * (0.4 + abs(under_load))
        memory.low += opening * (wave - memory.low)
        memory.low2 += opening * (memory.low - memory.low2)
        memory.band_low += tune * memory.band
        memory.band += tune * (wave - memory.band_low - 0.35 * memory.band)
        sound = memory.low2 + aim.formant * memory.band * (0.35 + 0.4 * load)
        memory.stutter_phase += STUTTER_HZ / rate
        memory.stutter_phase -= np.floor(memory.stutter_phase)
        memory.deep += sinking * (sound - memory.deep)
        sound -= memory.deep
        if memory.stutter_phase > 0.5:
            sound *= 1.0 - 0.8 * aim.stutter
        whine = memory.whine + (aim.whine - memory.whine) * part
        whine_hz = memory.whine_hz + (aim.whine_hz - memory.whine_hz) * part
        memory.whine_phase += whine_hz / rate
        memory.whine_phase -= np.floor(memory.whine_phase)
        sound += whine * sin(2.0 * pi * memory.whine_phase)
        out[index, 0] += sound * (memory.left + (aim.left - memory.left) * part)
        out[index, 1] += sound * (memory.right + (aim.right - memory.right) * part)
    memory.cycle_hz, memory.load = aim.cycle_hz, aim.load
    memory.left, memory.right = aim.left, aim.right
    memory.whine, memory.whine_hz = aim.whine, aim.whine_hz
    return seed
