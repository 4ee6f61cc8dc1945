"""The replays of the data folder: every session is there by itself, as long as the disk allows.

What the player asks to keep lies in a folder of its own, so that no list has to say so.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from game.core.errors import UndercutError, UsageError

SUFFIX: Final = ".undercut"
FOLDER: Final = "replays"
KEPT: Final = "kept"


@dataclass(frozen=True)
class ReplayEntry:
    """A recording that lies in the library."""

    path: Path
    size: int
    """[bytes]"""
    modified: int
    """When it was last written to [ns since 1970]."""
    kept: bool
    """Whether the player has asked to keep it."""

    @property
    def name(self) -> str:
        """Of its file."""
        return self.path.name


class ReplayLibrary:
    """The folder of replays."""

    def __init__(self, data_dir: Path) -> None:
        self.folder = data_dir / FOLDER
        self.kept_folder = self.folder / KEPT

    def entries(self) -> list[ReplayEntry]:
        """All recordings, the latest first."""
        found = [
            *_entries(self.folder, kept=False),
            *_entries(self.kept_folder, kept=True),
        ]
        return sorted(found, key=lambda entry: (-entry.modified, entry.name))

    def find(self, name: str | None) -> Path | None:
        """A recording by the name of its file, wherever it lies now."""
        places = [] if name is None else [self.folder / name, self.kept_folder / name]
        return next((path for path in places if path.is_file()), None)

    def keep(self, path: Path) -> Path:
        """Keep a recording for good; gives its new place.

        Raises:
            UsageError: There is one of this name among those kept already.
            UndercutError: It cannot be moved.
        """
        return self._move(path, self.kept_folder)

    def release(self, path: Path) -> Path:
        """Let a recording go when the disk is needed; gives its new place.

        Raises:
            UsageError: There is one of this name already.
            UndercutError: It cannot be moved.
        """
        return self._move(path, self.folder)

    def delete(self, path: Path) -> None:
        """Remove a recording of the library.

        Raises:
            UsageError: It does not lie in the library.
            UndercutError: It cannot be removed.
        """
        if path.parent not in (self.folder, self.kept_folder):
            raise UsageError(f"{path} does not lie in {self.folder}")
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise UndercutError(f"{path}: cannot be removed: {error.strerror or error}") from error

    def prune(self, budget: int, spared: Collection[str] = ()) -> list[str]:
        """Remove the oldest recordings that nobody asked to keep, until the rest fits.

        Args:
            budget: Bytes that they may take up.
            spared: Names of files that are still being written.

        Returns:
            Names of the files removed; one that cannot be removed stays.
        """
        loose = [entry for entry in self.entries() if not entry.kept]
        total = sum(entry.size for entry in loose)
        gone: list[str] = []
        for entry in reversed(loose):
            if total <= budget:
                break
            if entry.name in spared:
                continue
            try:
                entry.path.unlink()
            except OSError:
                continue
            total -= entry.size
            gone.append(entry.name)
        return gone

    def _move(self, path: Path, folder: Path) -> Path:
        target = folder / path.name
        if path.parent == folder:
            return path
        if target.exists():
            raise UsageError(f"{target} exists already")
        try:
            folder.mkdir(parents=True, exist_ok=True)
            return path.rename(target)
        except OSError as error:
            raise UndercutError(f"{path}: cannot be moved: {error.strerror or error}") from error


def _entries(folder: Path, kept: bool) -> list[ReplayEntry]:
    found = []
    try:
        paths = sorted(folder.glob(f"*{SUFFIX}"))
    except OSError:
        return []
    for path in paths:
        try:
            facts = path.stat()
        except OSError:
            continue
        found.append(ReplayEntry(path, facts.st_size, facts.st_mtime_ns, kept))
    return found
