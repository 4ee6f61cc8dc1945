"""What the Linux kernel says of an event device: names, capabilities, ranges, values."""

from __future__ import annotations

import contextlib
import struct
from pathlib import Path
from typing import Final

from game.input.evdev_layout import Layout, Range, layout_of

SYS: Final = Path("/sys/class/input")
BY_ID: Final = (Path("/dev/input/by-id"), Path("/dev/input/by-path"))
ABSINFO: Final = struct.Struct("6i")
"""Value, minimum, maximum, fuzz, flat, resolution."""
_EVIOCGABS: Final = 0x80184540


def axis_info(file: int, code: int) -> tuple[int, Range] | None:
    """Value and range of an axis of an open device, None where the kernel knows none."""
    try:
        from fcntl import ioctl
    except ImportError:  # not on this system
        return None
    try:
        answer = ioctl(file, _EVIOCGABS + code, bytes(ABSINFO.size))
    except OSError:
        return None
    value, low, high, *_ = ABSINFO.unpack(answer)
    return value, Range(low, high)


def event_links(folders: tuple[Path, ...] = BY_ID) -> list[Path]:
    """Links to the joysticks and wheels that are plugged in, one for each event device."""
    found: dict[Path, Path] = {}
    for folder in folders:
        for link in sorted(folder.glob("*-event-joystick")):
            found.setdefault(link.resolve(), link)
    return list(found.values())


def identity_of(event: Path) -> str:
    """Vendor and product of an event device, as "046d:c24f"; empty when not known."""
    try:
        parts = [_read(event, f"id/{part}") for part in ("vendor", "product")]
    except OSError:
        return ""
    return ":".join(part.lower().zfill(4) for part in parts)


def name_of(event: Path) -> str:
    """As the device calls itself."""
    with contextlib.suppress(OSError):
        return _read(event, "name")
    return "Controller"


def read_layout(event: Path, file: int) -> Layout:
    """All controls of an open event device, with the ranges that the kernel knows."""
    keys = bits_of(_capability(event, "key"))
    ranges: dict[int, Range] = {}
    for code in bits_of(_capability(event, "abs")):
        info = axis_info(file, code)
        if info is not None:
            ranges[code] = info[1]
    return layout_of(keys, ranges, identity_of(event).partition(":")[0])


def bits_of(words: str) -> list[int]:
    """Numbers of the bits in a mask as sysfs writes it: words of a long, the highest first."""
    size = 8 * struct.calcsize("l")
    mask = 0
    for word in words.split():
        mask = mask << size | int(word, 16)
    return [bit for bit in range(mask.bit_length()) if mask >> bit & 1]


def _capability(event: Path, kind: str) -> str:
    with contextlib.suppress(OSError):
        return _read(event, f"capabilities/{kind}")
    return "0"


def _read(event: Path, what: str) -> str:
    return (SYS / event.resolve().name / "device" / what).read_text(encoding="utf-8").strip()
