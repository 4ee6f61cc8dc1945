"""Controls, as the world and all who drive in it import them; the parts of a car read them too."""

from __future__ import annotations

from game.vehicle.controls import (
    CONTROLS,
    GEAR_NONE,
    PEDAL_STEPS,
    STEER_STEPS,
    Button,
    PitService,
    no_controls,
    quantise_pedal,
    quantise_steer,
)

__all__ = [
    "CONTROLS",
    "GEAR_NONE",
    "PEDAL_STEPS",
    "STEER_STEPS",
    "Button",
    "PitService",
    "no_controls",
    "quantise_pedal",
    "quantise_steer",
]
