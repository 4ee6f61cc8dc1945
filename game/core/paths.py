"""Where the game's own data lie, and where it keeps what belongs to the player."""

from __future__ import annotations

import os
from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path
from typing import Final

import platformdirs

from game.core.errors import UsageError

ROOT: Final = Path(__file__).resolve().parents[2]
TRACKS: Final = ROOT / "tracks"
CARS: Final = ROOT / "assets" / "cars"
DRIVERS: Final = ROOT / "assets" / "drivers"

DATA_DIR_VARIABLE: Final = "UNDERCUT_DATA_DIR"


def data_dir(chosen: str | None = None) -> Path:
    """The folder of everything the game keeps: `chosen`, the environment's, or the platform's."""
    path = chosen or os.environ.get(DATA_DIR_VARIABLE)
    return Path(path) if path else platformdirs.user_data_path("undercut", appauthor=False)


def nearest(name: str, known: Iterable[str]) -> str:
    """A hint with the nearest known name, as ", did you mean 'x'?", or with all of them."""
    names = sorted(known)
    close = get_close_matches(name, names, n=1, cutoff=0.6)
    return f", did you mean {close[0]!r}?" if close else f"; known: {', '.join(names)}"


def find_data_file(name: str, folder: Path, kind: str) -> Path:
    """The file of a shipped name ("gt3") or of a path ("my/car.yaml").

    Raises:
        UsageError: There is neither; names the nearest shipped name.
    """
    path = Path(name)
    if path.suffix in {".yaml", ".yml"} or len(path.parts) > 1:
        if not path.is_file():
            raise UsageError(f"{kind} file {name} does not exist")
        return path
    shipped = folder / f"{name}.yaml"
    if not shipped.is_file():
        known = [entry.stem for entry in folder.glob("*.yaml")]
        raise UsageError(f"no {kind} called {name!r}{nearest(name, known)}")
    return shipped
