"""Short sounds: beeps, knocks, gear changes; each is computed once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from game.audio.wires import RATE

Samples = NDArray[np.float32]


class Cue(StrEnum):
    """Sounds by what they say."""

    LIGHT = "light"
    """One more red light."""
    GO = "go"
    SHIFT = "shift"
    POP = "pop"
    """Fuel that burns in the exhaust."""
    KNOCK = "knock"
    """A touch."""
    CRASH = "crash"
    SPOT_LEFT = "spot_left"
    SPOT_RIGHT = "spot_right"
    SPOT_CLEAR = "spot_clear"
    FLAG = "flag"
    BLUE = "blue"
    PENALTY = "penalty"
    BEST = "best"
    MENU_MOVE = "menu_move"
    MENU_ACCEPT = "menu_accept"
    MENU_BACK = "menu_back"


GROUP: Final[dict[Cue, str]] = {
    **dict.fromkeys(
        (Cue.LIGHT, Cue.GO, Cue.SHIFT, Cue.POP, Cue.KNOCK, Cue.CRASH, Cue.FLAG, Cue.BLUE), "effects"
    ),
    **dict.fromkeys((Cue.PENALTY, Cue.BEST), "effects"),
    **dict.fromkeys((Cue.SPOT_LEFT, Cue.SPOT_RIGHT, Cue.SPOT_CLEAR), "spotter"),
    **dict.fromkeys((Cue.MENU_MOVE, Cue.MENU_ACCEPT, Cue.MENU_BACK), "interface"),
}
"""The group of volumes that each belongs to."""


def _time(seconds: float) -> NDArray[np.float64]:
    return np.arange(int(seconds * RATE)) / RATE


def beep(hertz: float, seconds: float, loud: float = 0.35) -> Samples:
    """A note with soft edges and a little of its octave."""
    time = _time(seconds)
    edge = np.minimum(np.minimum(time, seconds - time) / 0.006, 1.0).clip(0.0)
    note = np.sin(2 * np.pi * hertz * time) + 0.25 * np.sin(4 * np.pi * hertz * time)
    return (loud * edge * note).astype(np.float32)


def _row(parts: Sequence[tuple[float, float]], loud: float = 0.3, pause: float = 0.03) -> Samples:
    """Notes one after another: hertz and seconds of each."""
    gap = np.zeros(int(pause * RATE), np.float32)
    notes: list[Samples] = []
    for hertz, seconds in parts:
        notes += [beep(hertz, seconds, loud), gap]
    return np.concatenate(notes)


def _strike(
    hertz: Sequence[float], seconds: float, noise: float, loud: float, seed: int
) -> Samples:
    """Something hit: a few tones and noise that die away."""
    time = _time(seconds)
    random = np.random.default_rng(seed)
    fall = np.exp(-time / (seconds / 5))
    tones = sum(np.sin(2 * np.pi * h * time) * np.exp(-time * h / 400) for h in hertz)
    grit = random.uniform(-1.0, 1.0, len(time))
    smooth = np.convolve(grit, np.ones(6) / 6, "same")
    return (loud * fall * (tones / max(len(hertz), 1) + noise * smooth)).astype(np.float32)


_MAKERS: Final[dict[Cue, Callable[[], Samples]]] = {
    Cue.LIGHT: lambda: beep(660.0, 0.16, 0.4),
    Cue.GO: lambda: beep(1320.0, 0.55, 0.45),
    Cue.SHIFT: lambda: _strike((170.0, 320.0), 0.09, 1.2, 0.35, 1),
    Cue.POP: lambda: _strike((95.0, 140.0), 0.12, 2.4, 0.5, 2),
    Cue.KNOCK: lambda: _strike((120.0, 260.0, 410.0), 0.25, 1.6, 0.7, 3),
    Cue.CRASH: lambda: _strike((60.0, 95.0, 210.0), 0.8, 2.6, 0.9, 4),
    Cue.SPOT_LEFT: lambda: _row(((740.0, 0.06), (740.0, 0.06))),
    Cue.SPOT_RIGHT: lambda: _row(((980.0, 0.06), (980.0, 0.06))),
    Cue.SPOT_CLEAR: lambda: _row(((880.0, 0.07), (587.0, 0.10)), 0.2),
    Cue.FLAG: lambda: _row(((523.0, 0.09), (523.0, 0.09), (523.0, 0.09)), 0.28),
    Cue.BLUE: lambda: _row(((392.0, 0.12), (523.0, 0.12)), 0.25),
    Cue.PENALTY: lambda: _row(((330.0, 0.18), (247.0, 0.28)), 0.35),
    Cue.BEST: lambda: _row(((784.0, 0.08), (988.0, 0.08), (1175.0, 0.16)), 0.22),
    Cue.MENU_MOVE: lambda: beep(880.0, 0.03, 0.15),
    Cue.MENU_ACCEPT: lambda: _row(((784.0, 0.05), (1175.0, 0.08)), 0.2, 0.0),
    Cue.MENU_BACK: lambda: _row(((784.0, 0.05), (523.0, 0.08)), 0.2, 0.0),
}


@cache
def samples_of(cue: Cue) -> Samples:
    """The samples of a sound at `RATE`, shape (n,)."""
    samples = _MAKERS[cue]()
    samples.setflags(write=False)
    return samples
