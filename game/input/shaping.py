"""From what an axis says to what is meant: calibration, dead zone, saturation, linearity.

Raw values are -1 .. 1 on every device. A pedal's shaped value is 0 (released) .. 1, steering's is
-1 (left) .. 1 (right). A combined axis, on which one pedal pushes up and the other down, is two
pedals that each use a half of it.
"""

from __future__ import annotations

from typing import Final, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

LEAST_SPAN: Final = 0.05
"""Of the raw axis that must lie between both ends of a calibration."""


class Shape(BaseModel):
    """How one axis is read."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)

    low: float = Field(-1.0, ge=-1, le=1, description="Raw value at one end.")
    high: float = Field(1.0, ge=-1, le=1, description="Raw value at the other end.")
    centre: float | None = Field(None, ge=-1, le=1, description="Steering: raw value at rest.")
    inverted: bool = False
    dead_zone: float = Field(0.0, ge=0, le=0.5, description="Share at rest that does nothing.")
    saturation: float = Field(1.0, ge=0.2, le=1, description="Share of the way that gives all.")
    linearity: float = Field(1.0, ge=0.3, le=3, description="Exponent: above 1 finer at rest.")

    @model_validator(mode="after")
    def _ends_are_apart(self) -> Self:
        if self.high - self.low < LEAST_SPAN:
            raise ValueError(f"high {self.high}: must be at least {LEAST_SPAN} above low")
        if self.centre is not None and not self.low < self.centre < self.high:
            raise ValueError(f"centre {self.centre}: must be between low and high")
        if self.saturation - self.dead_zone < LEAST_SPAN:
            raise ValueError(f"saturation {self.saturation}: must be well above the dead zone")
        return self

    def pedal(self, raw: float) -> float:
        """A pedal 0 .. 1 from a raw value."""
        share = (raw - self.low) / (self.high - self.low)
        return self._bend(1.0 - share if self.inverted else share)

    def steering(self, raw: float) -> float:
        """Steering -1 .. 1, positive to the right, from a raw value."""
        centre = 0.5 * (self.low + self.high) if self.centre is None else self.centre
        way = raw - centre
        share = way / (self.high - centre) if way > 0.0 else way / (centre - self.low)
        bent = self._bend(abs(share))
        return bent if (share > 0.0) != self.inverted else -bent

    def _bend(self, share: float) -> float:
        """Dead zone, saturation and linearity of a share 0 .. 1 of the way."""
        used = (share - self.dead_zone) / (self.saturation - self.dead_zone)
        return float(min(max(used, 0.0), 1.0) ** self.linearity)


PEDAL: Final = Shape()
"""An axis that rests at -1."""
STICK: Final = Shape(centre=0.0, dead_zone=0.08, linearity=1.5)
WHEEL: Final = Shape(centre=0.0)
