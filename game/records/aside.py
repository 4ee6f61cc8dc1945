"""Putting a file that cannot be used out of the way, so that nothing in it is lost."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from game.core.errors import UndercutError

MOST: Final = 1000
"""Files of one name that are kept; more than so many mistakes nobody makes."""


def free_name(path: Path) -> Path:
    """The first of `name.kept-1.yaml`, `name.kept-2.yaml`, ... that is not there yet.

    Raises:
        UndercutError: There are too many already.
    """
    for number in range(1, MOST + 1):
        candidate = path.with_name(f"{path.stem}.kept-{number}{path.suffix}")
        if not candidate.exists():
            return candidate
    raise UndercutError(f"{path.parent}: {MOST} kept copies of {path.name}, remove some")


def copy_aside(path: Path) -> Path:
    """Keep a copy of a file under another name, and give that name.

    A copy that is there already with the same content is not made again.

    Raises:
        UndercutError: It cannot be copied.
    """
    try:
        content = path.read_bytes()
        for kept in sorted(path.parent.glob(f"{path.stem}.kept-*{path.suffix}")):
            if kept.read_bytes() == content:
                return kept
        target = free_name(path)
        with target.open("xb") as stream:
            stream.write(content)
    except OSError as error:
        raise UndercutError(f"{path}: cannot be copied: {error.strerror or error}") from error
    return target
