"""What a process of the crew does: it compiles the parts that it is asked for.

It reads the name of a part from each line of its input, and writes `compiled N` after every
function and `done NAME` when a part is on the disk. It ends with its input, so it does not outlive
the game by more than a part.
"""

from __future__ import annotations

import os
import sys
from typing import Final

from game.core.compiling import counting
from game.screens.parts import PARTS, MakeRivals

KINDNESS: Final = 5
"""Menus are drawn meanwhile, and come first."""


def main(make_rivals: MakeRivals) -> None:
    """Serve until there is no more input."""
    if hasattr(os, "nice"):
        os.nice(KINDNESS)
    parts = {part.name: part for part in PARTS}
    with counting(lambda count: _tell(f"compiled {count}")):
        for line in sys.stdin:
            name = line.strip()
            parts[name].run(make_rivals)
            _tell(f"done {name}")


def _tell(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
