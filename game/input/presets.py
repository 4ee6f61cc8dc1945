"""Profiles that the game brings along, chosen by a device's vendor and product."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field

from game.core.marked_yaml import read_model
from game.core.paths import ROOT
from game.input.actions import Action
from game.input.profile import Binding, DeviceKind, DeviceProfile

FOLDER: Final = ROOT / "assets" / "devices"
WHEEL_WORDS: Final = ("wheel", "racing", "driving force", "t300", "t150", "t248", "csl", "moza")
"""In the name of a device that steers."""

Identity = Annotated[str, Field(pattern="^[0-9a-f]{4}:[0-9a-f]{4}$")]


class Preset(BaseModel):
    """A file in `assets/devices`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(max_length=200)
    kind: DeviceKind
    match: list[Identity] = []
    bindings: dict[Action, list[Binding]]
    windows: dict[Action, list[Binding]] = {}
    """Where the controls of the same device are counted otherwise."""

    def profile(self, name: str | None = None) -> DeviceProfile:
        """The profile that it stands for, on this system."""
        own = self.windows if sys.platform == "win32" else {}
        return DeviceProfile(
            name=name or self.name, kind=self.kind, bindings={**self.bindings, **own}
        )


@cache
def read_preset(path: Path) -> Preset:
    """A preset file.

    Raises:
        DataError: The file is wrong; all of its problems are named.
    """
    return read_model(path, Preset)[0]


@cache
def presets() -> dict[str, Preset]:
    """Presets by the name of their file, in alphabetical order."""
    return {path.stem: read_preset(path) for path in sorted(FOLDER.glob("*.yaml"))}


def keyboard_profile() -> DeviceProfile:
    """The keyboard as it comes."""
    return presets()["keyboard"].profile()


def profile_for(identity: str, name: str, is_pad: bool) -> tuple[DeviceProfile, bool]:
    """What a device is used for before its owner says otherwise.

    Args:
        identity: Vendor and product, as "046d:c24f".
        name: As the device calls itself.
        is_pad: Whether the layout of its buttons and sticks is known.

    Returns:
        The profile, and whether the device is known so well that nothing need be asked.
    """
    for preset in presets().values():
        if identity in preset.match:
            return preset.profile(name), True
    if is_pad:
        return presets()["gamepad"].profile(name), True
    wheel = any(word in name.lower() for word in WHEEL_WORDS)
    return presets()["wheel" if wheel else "other"].profile(name), False
