"""What a backend tells of its devices: who they are and what their controls say."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from game.input.profile import DeviceKind


class RawEvent(NamedTuple):
    """A control of a device says something new."""

    device: str
    """Key of the device."""
    control: str
    value: float
    """Axes -1 .. 1, buttons 0 or 1."""


@dataclass(eq=False)
class Device:
    """A device that is plugged in."""

    key: str
    """Vendor and product; the second of two equal ones ends in "#2"."""
    name: str
    kind: DeviceKind
    backend: str
    """Who owns it: "keyboard", "inputs" or "sdl"."""
    is_pad: bool = False
    path: str = ""
    """Of the event device, where the system has one."""
    values: dict[str, float] = field(default_factory=dict)
    """What the controls last said; controls that have said nothing yet are absent."""

    @property
    def identity(self) -> str:
        """Vendor and product, without the count."""
        return self.key.partition("#")[0]


def free_key(identity: str, taken: list[str]) -> str:
    """The first key of this identity that no other device has.

    Two equal pads are told apart by their count alone; one that is plugged in again gets its old
    count back, because that is the one that is free.
    """
    count = 1
    while _key(identity, count) in taken:
        count += 1
    return _key(identity, count)


def _key(identity: str, count: int) -> str:
    return identity if count == 1 else f"{identity}#{count}"
