"""Compiles the synthesiser once, before it is needed."""

from __future__ import annotations

import numpy as np

from game.audio.synth import Synth
from game.audio.wires import engine_rows, ground_row


def warm_up() -> None:
    """Render a short block of everything; compiled code is kept on the disk."""
    synth = Synth()
    synth.set_tables(np.zeros((1, 2, 2048), np.float32))
    aims = engine_rows()
    aims["left"] = 0.1
    synth.aim(aims, ground_row())
    synth.render(64)
