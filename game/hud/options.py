"""What the player can choose about the HUD; plain data for the settings file."""

from __future__ import annotations

from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, Field

WIDGETS: Final[dict[str, str]] = {
    "cluster": "Speed, gear and revs",
    "inputs": "Pedals and steering",
    "timing": "Lap times, delta and sectors",
    "session": "Position, lap and session",
    "standings": "Standings",
    "relative": "Cars around",
    "map": "Map of the track",
    "corner": "Next corner",
    "tyres": "Tyres and damage",
    "fuel": "Fuel",
    "flags": "Flags and penalties",
    "messages": "Race control",
    "lights": "Start lights",
    "warning": "Wrong way and other alarms",
    "trace": "Trace of the pedals",
}
"""Name -> title, in the order in which a settings screen lists them."""

OFF_BY_DEFAULT: Final = frozenset({"trace"})
ESSENTIAL: Final = ("cluster", "timing", "session", "flags", "lights", "warning")
"""What stays when only the essentials are shown."""


class _Options(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class WidgetOptions(_Options):
    """One widget."""

    shown: bool = Field(True, description="Whether it is shown.")
    scale: float = Field(1.0, ge=0.5, le=2.0, description="Of its size.")
    dx: float = Field(0.0, ge=-1.0, le=1.0, description="To the right, in widths of the screen.")
    dy: float = Field(0.0, ge=-1.0, le=1.0, description="Downwards, in heights of the screen.")


class HudOptions(_Options):
    """The whole HUD."""

    scale: float = Field(1.0, ge=0.5, le=2.0, description="Of everything.")
    palette: Literal["standard", "colour_blind", "high_contrast"] = Field(
        "standard", description="Colours."
    )
    opacity: float = Field(0.9, ge=0.3, le=1.0, description="Of the panels' ground.")
    reduced_motion: bool = Field(False, description="Nothing flashes, slides or fades.")
    units: Literal["kmh", "mph"] = Field("kmh", description="Of speeds.")
    rows: int = Field(20, ge=3, le=64, description="Most rows of the standings.")
    widgets: dict[str, WidgetOptions] = Field(
        default_factory=dict, description="What differs from the default, by widget."
    )

    def widget(self, name: str) -> WidgetOptions:
        """The options of a widget."""
        return self.widgets.get(name) or WidgetOptions(shown=name not in OFF_BY_DEFAULT)

    def with_widget(self, name: str, **changes: bool | float) -> HudOptions:
        """The same with a widget changed.

        Raises:
            ValidationError: A value is outside its range.
        """
        changed = WidgetOptions.model_validate({**self.widget(name).model_dump(), **changes})
        return self.model_copy(update={"widgets": {**self.widgets, name: changed}})
