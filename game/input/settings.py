"""Everything about input that a player may set; plain data, kept with the other settings."""

from __future__ import annotations

from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from game.input.profile import DeviceProfile


class Backend(StrEnum):
    """Who reads wheels and pads."""

    AUTO = "auto"
    """`inputs` for what is plugged in at the start on Linux, SDL for all else."""
    INPUTS = "inputs"
    SDL = "sdl"


class Shifter(StrEnum):
    """How gears are changed by hand."""

    AUTO = "auto"
    """By whichever of paddles and lever was used last."""
    SEQUENTIAL = "sequential"
    H_PATTERN = "h_pattern"


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class KeyOptions(_Part):
    """How fast a held key moves what it stands for."""

    steer_s: float = Field(0.3, ge=0.02, le=2, description="Centre to full, held [s].")
    return_s: float = Field(0.1, ge=0.02, le=2, description="Full to centre, let go [s].")
    throttle_s: float = Field(0.2, ge=0.02, le=2, description="Nothing to full [s].")
    brake_s: float = Field(0.15, ge=0.02, le=2, description="Nothing to full [s].")
    release_s: float = Field(0.08, ge=0.02, le=2, description="Full to nothing [s].")
    speed_sensitivity: float = Field(
        1.0, ge=0, le=1, description="How far full steering shrinks to what the tyres can use."
    )


class StickOptions(_Part):
    """How a thumb steers."""

    speed_sensitivity: float = Field(
        0.8, ge=0, le=1, description="How far full steering shrinks to what the tyres can use."
    )
    steer_s: float = Field(0.12, ge=0, le=1, description="Centre to full at the fastest [s].")


class FeedbackOptions(_Part):
    """What a device gives back."""

    rumble: float = Field(1.0, ge=0, le=1)
    force: float = Field(0.7, ge=0, le=1, description="Of the tyres' aligning torque.")
    least_force: float = Field(0.03, ge=0, le=0.3, description="That overcomes the wheel's drag.")
    damping: float = Field(0.1, ge=0, le=1)
    inverted: bool = False


class InputSettings(_Part):
    """Input, whole."""

    backend: Backend = Field(Backend.AUTO, description="From the next start on.")
    shifter: Shifter = Shifter.AUTO
    keys: KeyOptions = KeyOptions()
    stick: StickOptions = StickOptions()
    feedback: FeedbackOptions = FeedbackOptions()
    profiles: dict[str, DeviceProfile] = {}
    """By the key of the device; a device that is not named has the profile it comes with."""

    def with_profile(self, key: str, profile: DeviceProfile) -> InputSettings:
        """The same with one device's profile set."""
        return self.model_copy(update={"profiles": {**self.profiles, key: profile}})
