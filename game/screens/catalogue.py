"""Which tracks and cars there are to choose from, by name and title, without reading them whole."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Final

from game.core.paths import CARS, TRACKS

_TITLE: Final = re.compile(r"^title:\s*(.+?)\s*$", re.MULTILINE)
_HEAD: Final = 4000
"""Letters of a file in which its title is looked for."""

Choice = tuple[str, str]
"""What it is known by, and what it is called."""


def tracks(data_dir: Path) -> list[Choice]:
    """Shipped tracks and those in the player's own folder."""
    return [*_shipped(TRACKS), *_own(data_dir / "tracks")]


def cars(data_dir: Path) -> list[Choice]:
    """Shipped cars and those in the player's own folder."""
    return [*_shipped(CARS), *_own(data_dir / "cars")]


def with_current(choices: list[Choice], current: str) -> list[Choice]:
    """The choices, and one that is a file somewhere else."""
    if all(name != current for name, _ in choices):
        return [*choices, (current, title_of(Path(current)))]
    return choices


def _shipped(folder: Path) -> list[Choice]:
    return sorted(
        ((path.stem, title_of(path)) for path in folder.glob("*.yaml")), key=lambda each: each[1]
    )


def _own(folder: Path) -> list[Choice]:
    return sorted((str(path), title_of(path)) for path in folder.glob("*.yaml"))


def title_of(path: Path) -> str:
    """The title in a file; its name where there is none."""
    try:
        return _title(path, path.stat().st_mtime_ns)
    except OSError:
        return path.stem


@lru_cache(256)
def _title(path: Path, _changed: int) -> str:
    with path.open(encoding="utf-8", errors="replace") as stream:
        found = _TITLE.search(stream.read(_HEAD))
    return found.group(1).strip("'\"") if found else path.stem
