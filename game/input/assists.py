"""Assists as the player chooses them: presets, and each alone."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, Field

from game.vehicle.model import Assists as CarAssists


class LineHelp(StrEnum):
    """How much of the racing line lies on the road."""

    OFF = "off"
    BRAKING = "braking"
    """Only where the car should slow down."""
    FULL = "full"


class Assists(BaseModel):
    """What helps the player; `None` leaves it to the car's own set-up."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    abs: bool | None = None
    traction_control: int | None = Field(None, ge=0, le=3, description="0 off, 1 late .. 3 early.")
    stability: bool | None = None
    automatic_gears: bool = True
    steering_help: bool = False
    racing_line: LineHelp = LineHelp.OFF

    def fit(self, car: Any) -> CarAssists:
        """The set-up of a `game.vehicle.reader.Car` under these assists."""
        own = car.record
        return CarAssists(
            abs=bool(own["abs"]) if self.abs is None else self.abs,
            traction_control=int(
                own["traction_control"] if self.traction_control is None else self.traction_control
            ),
            stability=bool(own["stability"]) if self.stability is None else self.stability,
            automatic_gears=self.automatic_gears,
            steering_help=self.steering_help,
        )

    def within(self, allowed: Assists) -> Assists:
        """The same, where a race does not allow everything: less of each, never more."""
        both = {
            "abs": _less(self.abs, allowed.abs),
            "traction_control": _less(self.traction_control, allowed.traction_control),
            "stability": _less(self.stability, allowed.stability),
            "automatic_gears": self.automatic_gears and allowed.automatic_gears,
            "steering_help": self.steering_help and allowed.steering_help,
            "racing_line": min(self.racing_line, allowed.racing_line, key=list(LineHelp).index),
        }
        return Assists.model_validate(both)


def _less(wanted: int | None, allowed: int | None) -> int | None:
    """The weaker of two set-ups, where `None` is the car's own."""
    if wanted is not None and allowed is not None:
        return min(wanted, allowed)
    chosen = allowed if wanted is None else wanted
    return None if chosen else chosen


ASSIST_PRESETS: Final = {
    "beginner": Assists(
        abs=True,
        traction_control=3,
        stability=True,
        automatic_gears=True,
        steering_help=True,
        racing_line=LineHelp.FULL,
    ),
    "intermediate": Assists(
        abs=True, traction_control=2, stability=False, racing_line=LineHelp.BRAKING
    ),
    "expert": Assists(automatic_gears=False),
}
"""Presets by name, from the most help to the least."""


def preset_name(assists: Assists) -> str | None:
    """The preset that these assists are, None for a choice of one's own."""
    found = [name for name, preset in ASSIST_PRESETS.items() if preset == assists]
    return found[0] if found else None
