"""What menus are walked with, in short words, for the device that the player has in hand."""

from __future__ import annotations

from typing import Final, NamedTuple

from game.input.actions import Action
from game.input.control_names import label
from game.input.profile import DeviceKind, DeviceProfile

PAD: Final = {"a": "A", "b": "B", "x": "X", "y": "Y", "start": "Start", "back": "Back"}


class MenuKeys(NamedTuple):
    """Names of what moves, accepts, and goes back."""

    move: str
    accept: str
    back: str


KEYBOARD_KEYS: Final = MenuKeys("Arrows", "Enter", "Esc")


def menu_keys(profile: DeviceProfile) -> MenuKeys:
    """The names on a device; those of the keyboard, which always work, where it has none."""
    if profile.kind is DeviceKind.KEYBOARD:
        return KEYBOARD_KEYS
    return MenuKeys(
        _name(profile, Action.MENU_UP) or KEYBOARD_KEYS.move,
        _name(profile, Action.MENU_ACCEPT) or KEYBOARD_KEYS.accept,
        _name(profile, Action.MENU_BACK) or KEYBOARD_KEYS.back,
    )


def _name(profile: DeviceProfile, action: Action) -> str:
    bindings = profile.bindings.get(action, [])
    if not bindings:
        return ""
    control = bindings[0].control
    if control.startswith("dp"):
        return "D-pad"
    return PAD.get(control) or label(control).removesuffix(" up")
