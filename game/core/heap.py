"""How the C library hands out memory in a long session.

What glibc does by itself suits neither pictures nor threads: it keeps what was once large among
what is small, apart for every thread, and a session of an hour with a dozen races came to hold
three times what it used. With large blocks mapped by themselves, and few arenas, what is given
back is given back.
"""

from __future__ import annotations

import ctypes
import gc
import sys
from typing import Final

LARGE: Final = 1024 * 1024
"""Blocks from this size on are mapped by themselves, and gone when they are freed [bytes]."""
KEPT: Final = 8 * 1024 * 1024
"""Free memory at the end of the heap that is kept for what comes next [bytes]."""
ARENAS: Final = 2

_TRIM_THRESHOLD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -3, -8
"""Numbers of glibc's `mallopt`."""


def settle_heap() -> bool:
    """Have memory handed out in this way from now on; gives whether this machine's C library can.

    To be called early: what has been handed out stays as it is.
    """
    if not sys.platform.startswith("linux"):
        return False
    set_option = getattr(ctypes.CDLL(None), "mallopt", None)
    if set_option is None:
        return False
    options = ((_MMAP_THRESHOLD, LARGE), (_TRIM_THRESHOLD, KEPT), (_ARENA_MAX, ARENAS))
    return all(set_option(name, value) == 1 for name, value in options)


def rest_heap() -> None:
    """Take all that there is now for needed until `tidy_heap`: nobody looks through it meanwhile.

    Python looks through everything now and then for what nobody can reach; with all of a race that
    takes longer than a frame.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def tidy_heap() -> None:
    """Free what nobody can reach and give free memory back; takes some hundredths of a second."""
    gc.unfreeze()
    gc.collect()
    if sys.platform.startswith("linux"):
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)
