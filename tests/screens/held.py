"""What a process holds, told apart from the pages that it lies in.

The C library keeps pages of which a few bytes are in use; whatever ran last decides how many those
are. Resident memory therefore moves by ten megabytes from one look to the next, in steps, while
what the game holds stays the same to one or two: a leak shows in the latter first.
"""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path
from typing import Final

_SMALL_BLOCK: Final = 72
"""Bytes of one of Python's own small blocks, about; they are not handed out by the C library."""
_FIELDS: Final = (
    *("arena", "ordblks", "smblks", "hblks", "hblkhd"),
    *("usmblks", "fsmblks", "uordblks", "fordblks", "keepcost"),
)


class _Mallinfo2(ctypes.Structure):
    _fields_ = tuple((name, ctypes.c_size_t) for name in _FIELDS)


def resident_mb() -> float:
    """Memory of this process [MB]."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def held_mb() -> float:
    """What is handed out and not given back [MB]; all of it where the C library does not say."""
    say = getattr(ctypes.CDLL(None), "mallinfo2", None)
    if say is None:
        return resident_mb()
    say.restype = _Mallinfo2
    info = say()
    small = _SMALL_BLOCK * sys.getallocatedblocks()
    return float(info.uordblks + info.hblkhd + small) / 2**20
