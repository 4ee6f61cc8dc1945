"""Presets: what a player has set up and named, one plain YAML file each."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import Final, TypeVar

from pydantic import BaseModel

from game.core.errors import UndercutError, UsageError
from game.core.files import write_atomically
from game.core.marked_yaml import read_model
from game.core.paths import nearest
from game.records.plain_yaml import plain_yaml

Model = TypeVar("Model", bound=BaseModel)

SUFFIX: Final = ".yaml"
MOST_LETTERS: Final = 60
_REST: Final = re.compile(r"[^a-z0-9]+")


def file_name(title: str) -> str:
    """A title as a name of a file: lower case, words joined by hyphens.

    Raises:
        UsageError: Nothing of the title can stand in a file's name.
    """
    simple = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    name = _REST.sub("-", simple).strip("-")[:MOST_LETTERS].strip("-")
    if not name:
        raise UsageError(f"{title!r} is no name for a preset: it needs a letter or a number")
    return name


class Presets:
    """A folder of the player's presets, and one of those that come with the game."""

    def __init__(self, folder: Path, shipped: Path | None = None) -> None:
        self.folder = folder
        self.shipped = shipped

    def names(self) -> list[str]:
        """Of all presets, those of the player's own first, each kind in order."""
        own = _names(self.folder)
        known = [name for name in _names(self.shipped) if name not in own]
        return [*own, *known]

    def is_own(self, name: str) -> bool:
        """Whether a preset is the player's and can be deleted."""
        return self._own_path(name).is_file()

    def path(self, name: str) -> Path:
        """The file of a preset.

        Raises:
            UsageError: There is none of this name; names the nearest.
        """
        own = self._own_path(name)
        found = own if own.is_file() else (self.shipped or self.folder) / own.name
        if not found.is_file():
            raise UsageError(f"no preset called {name!r}{nearest(name, self.names())}")
        return found

    def load(self, name: str, model: type[Model]) -> Model:
        """A preset.

        Raises:
            UsageError: There is none of this name.
            DataError: The file is wrong; all of its problems are named with their lines.
        """
        return read_model(self.path(name), model)[0]

    def save(self, title: str, preset: BaseModel) -> str:
        """Keep a preset, in the place of one of the same name; gives its name.

        Raises:
            UsageError: The title is no name.
            UndercutError: The file cannot be written.
        """
        name = file_name(title)
        content = plain_yaml(preset.model_dump(mode="json", exclude_defaults=True), title.strip())
        write_atomically(self._own_path(name), content)
        return name

    def delete(self, name: str) -> None:
        """Remove one of the player's own presets.

        Raises:
            UsageError: It is not the player's own.
            UndercutError: It cannot be removed.
        """
        if not self.is_own(name):
            raise UsageError(f"{name!r} is none of your own presets")
        try:
            self._own_path(name).unlink()
        except OSError as error:
            raise UndercutError(f"{name}: cannot be removed: {error.strerror or error}") from error

    def _own_path(self, name: str) -> Path:
        return self.folder / f"{name}{SUFFIX}"


def _names(folder: Path | None) -> list[str]:
    if folder is None or not folder.is_dir():
        return []
    return sorted(path.stem for path in folder.glob(f"*{SUFFIX}") if not path.stem.startswith("."))
