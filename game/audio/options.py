"""How loud everything is; plain data for the settings file."""

from __future__ import annotations

from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field

Volume = Annotated[float, Field(ge=0.0, le=1.0)]

GROUPS: Final[dict[str, str]] = {
    "master": "Everything",
    "engine": "Own engine",
    "rivals": "Other engines",
    "tyres": "Tyres and road",
    "wind": "Wind",
    "effects": "Contacts, gears and lights",
    "spotter": "Spotter",
    "interface": "Menus",
}
"""Volumes by name, in the order in which a settings screen lists them."""


class SoundOptions(BaseModel):
    """The mixer."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    muted: bool = Field(False, description="No sound at all.")
    master: Volume = Field(0.8, description="Everything.")
    engine: Volume = Field(0.8, description="The own engine.")
    rivals: Volume = Field(0.7, description="Other engines.")
    tyres: Volume = Field(0.8, description="Tyres and road.")
    wind: Volume = Field(0.6, description="Wind.")
    effects: Volume = Field(0.8, description="Contacts, gear changes, lights.")
    spotter: Volume = Field(0.8, description="Beeps for cars alongside.")
    interface: Volume = Field(0.6, description="Menus.")
    spotter_enabled: bool = Field(True, description="Whether the spotter beeps.")

    def loudness(self, group: str) -> float:
        """Factor of a group, the master's included; the ear hears powers, hence the square."""
        if self.muted:
            return 0.0
        level = float(getattr(self, group)) * self.master
        return level * level
