"""The life of all devices: who is plugged in, who reads them, what they ask for together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from game.input.action_state import ActionState
from game.input.actions import COMMANDS, Action, Command
from game.input.backends import Backends
from game.input.control_names import is_axis
from game.input.feel import Feel
from game.input.key_names import MenuKeys, menu_keys
from game.input.keyboard import Keyboard
from game.input.live import LiveControl, live_controls
from game.input.motors import Motors
from game.input.navigation import Navigation
from game.input.navigator import Navigator
from game.input.presets import keyboard_profile, profile_for
from game.input.profile import KEYBOARD, DeviceProfile
from game.input.raw import Device, RawEvent
from game.input.settings import InputSettings

PRESSED: Final = 0.5
"""A button that says more than this is down."""
DRIVING: Final = (
    Action.STEER,
    Action.STEER_LEFT,
    Action.STEER_RIGHT,
    Action.THROTTLE,
    Action.BRAKE,
    Action.CLUTCH,
)
"""Whoever is bound to one of these is missed when it is gone."""


class DeviceChange(StrEnum):
    """What became of a device."""

    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True)
class DeviceEvent:
    """A device came or went; `message` is one line for the player."""

    change: DeviceChange
    device: Device
    message: str
    known: bool
    """Whether its controls are bound to something, by its owner or by a preset."""
    was_driving: bool = False
    """It went while it was what the player drove with."""
    returned: bool = False
    """It came back after it had gone while driving."""


class Devices:
    """All devices and what they ask for."""

    def __init__(self, settings: InputSettings, backends: Backends | None = None) -> None:
        """Begin to read.

        Args:
            settings: Bindings and all else that the player has set.
            backends: Who reads wheels and pads; as the settings say, when not given.
        """
        self.actions = ActionState()
        self._keyboard = Keyboard()
        self._backends = backends or Backends(settings.backend)
        self._motors = Motors(self._backends)
        self._navigator = Navigator()
        self._devices: dict[str, Device] = {KEYBOARD: self._keyboard.device}
        self._driven_with: set[str] = set()
        self._missed: set[str] = set()
        self._in_hand = KEYBOARD
        self._raw: list[RawEvent] = []
        self._known: dict[str, bool] = {}
        self.configure(settings)

    @property
    def connected(self) -> list[Device]:
        """Devices that are plugged in, the keyboard first."""
        return list(self._devices.values())

    @property
    def notes(self) -> list[str]:
        """Why a backend does without something, one line each."""
        return [*self._backends.notes, *([self._motors.note] if self._motors.note else [])]

    def configure(self, settings: InputSettings) -> None:
        """Use other settings from now on."""
        self.settings = settings
        self._profiles = {key: self._profile_of(device) for key, device in self._devices.items()}
        self.actions.bind(self._profiles)
        self._navigator.forget()

    @property
    def profiles(self) -> dict[str, DeviceProfile]:
        """What every connected device is used for, by its key."""
        return dict(self._profiles)

    def profile(self, key: str) -> DeviceProfile:
        """What a connected device is used for."""
        return self._profiles[key]

    def _profile_of(self, device: Device) -> DeviceProfile:
        """The player's own profile of a device, or the one it comes with."""
        kept = self.settings.profiles.get(device.key)
        if device.key == KEYBOARD:
            return _with_fixed_keys(kept or keyboard_profile())
        usual, known = profile_for(device.identity, device.name, device.is_pad)
        self._known[device.key] = known or kept is not None
        profile = kept or usual
        device.kind = profile.kind
        return profile

    def poll(self, events: Iterable[Any], seconds: float) -> list[DeviceEvent]:
        """Read everything; call it once per frame.

        Args:
            events: All of pygame's events of this frame.
            seconds: Length of the frame, for keys that repeat [s].

        Returns:
            Devices that came and went.
        """
        events = list(events)
        came, gone, said = self._backends.read(events, seconds)
        changes = [self._remove(device) for device in gone]
        changes += [self._add(device) for device in came]
        self._hear([*self._keyboard.read(events), *said])
        self._navigator.advance(self.actions, seconds)
        return changes

    def refresh(self) -> None:
        """Take in what devices with a thread of their own have said since; cheap."""
        self._hear(self._backends.newest())

    def _hear(self, said: Sequence[RawEvent]) -> None:
        for event in said:
            self.actions.feed(event)
            if event.value > PRESSED and not is_axis(event.control):
                self._in_hand = event.device
        self._raw += said
        del self._raw[:-256]

    def _add(self, device: Device) -> DeviceEvent:
        self._devices[device.key] = device
        self.configure_one(device)
        known = self._known[device.key]
        returned = device.key in self._missed
        self._missed.discard(device.key)
        words = "is back" if returned else "is ready" if known else "needs to be set up"
        return DeviceEvent(
            DeviceChange.ADDED, device, f"{device.name} {words}", known, returned=returned
        )

    def configure_one(self, device: Device) -> None:
        """Bind a device that has just come, without letting go of what the others hold."""
        self._profiles[device.key] = self._profile_of(device)
        self.actions.add(device.key, self._profiles[device.key])

    def _remove(self, device: Device) -> DeviceEvent:
        self._devices.pop(device.key, None)
        profile = self._profiles.pop(device.key)
        self.actions.remove(device.key)
        drove = device.key in self._driven_with and any(
            action in profile.bindings for action in DRIVING
        )
        self._driven_with.discard(device.key)
        if drove:
            self._missed.add(device.key)
        message = f"{device.name} was unplugged"
        if drove:
            message += ": plug it in again, or go on with another device"
        return DeviceEvent(
            DeviceChange.REMOVED, device, message, self._known[device.key], was_driving=drove
        )

    def note_driving(self) -> None:
        """A car is driven now with whatever device asks for anything."""
        self._driven_with.update(self.actions.asking(DRIVING))

    def navigation(self) -> list[Navigation]:
        """Steps through menus since the last call."""
        return self._navigator.take()

    def commands(self) -> list[Command]:
        """Presses for the screen to answer since the last call, in their order."""
        return [COMMANDS[action] for action in self.actions.take(COMMANDS)]

    def held(self, command: Command) -> bool:
        """Whether a button for the screen is down."""
        return self.actions.held(Action(command.value))

    def forget(self) -> None:
        """Let go of all buttons and drop presses not taken; when one screen follows another."""
        self._motors.rest()
        self.actions.forget()
        self._navigator.forget()
        self._raw.clear()

    def raw_events(self) -> list[RawEvent]:
        """What controls have said since the last call; for the wizard and for rebinding."""
        said, self._raw = self._raw, []
        return said

    def live(self) -> list[LiveControl]:
        """Every control that has said something: raw and shaped values, by device."""
        devices = self._devices.items()
        return [bar for key, one in devices for bar in live_controls(one, self._profiles[key])]

    @property
    def driven_with(self) -> list[Device]:
        """Devices in the player's hands, by what they have asked for since they came."""
        return [device for key, device in self._devices.items() if key in self._driven_with]

    @property
    def menu_keys(self) -> MenuKeys:
        """What menus are walked with, on the device that was pressed last."""
        return menu_keys(self._profiles.get(self._in_hand) or self._profiles[KEYBOARD])

    def rumble(self, low: float, high: float, seconds: float) -> None:
        """Shake whatever the player drives with, both motors 0 .. 1."""
        self._motors.shake(low, high, seconds, self.driven_with, self.settings.feedback)

    def give_back(self, feel: Feel, seconds: float) -> None:
        """Let motors move as the car feels in a frame of `seconds`."""
        steer = -self.actions.value(Action.STEER, of_pads=False)
        self._motors.follow(feel, steer, self.driven_with, self.settings.feedback, seconds)

    def close(self) -> None:
        """Stop reading, and let go of all motors."""
        self._motors.release()
        self._backends.close()


def _with_fixed_keys(profile: DeviceProfile) -> DeviceProfile:
    """Menus can always be walked with the usual keys, whatever else is bound."""
    usual = keyboard_profile()
    bindings = dict(profile.bindings)
    for action, keys in usual.bindings.items():
        if action.value.startswith("menu_"):
            own = bindings.get(action, [])
            bindings[action] = [*own, *(key for key in keys if key not in own)]
    return profile.model_copy(update={"bindings": bindings})
