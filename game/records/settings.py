"""The player's settings: one YAML file of sections, each a model of the room it belongs to.

A wrong value falls back to its default, with a sentence; the file as it was is kept beside it. What
this version does not know (a section of a newer one) stays in the file untouched.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any, Final, TypeVar

from pydantic import BaseModel

from game.core.errors import DataError, UndercutError
from game.core.files import write_atomically
from game.core.strict_yaml import read_marked, read_text
from game.records.aside import copy_aside
from game.records.options import GameOptions, VideoOptions
from game.records.plain_yaml import plain_yaml
from game.records.repair import fit, sentences

Model = TypeVar("Model", bound=BaseModel)
Sections = dict[str, Any]

VERSION: Final = 1
"""Of the file's layout."""
FILE_NAME: Final = "settings.yaml"
HEADING: Final = (
    "Settings of Undercut. Edit them while the game is closed, or leave it to its screens.\n"
    "A value that does not fit is replaced, and this file is kept under another name first."
)

MIGRATIONS: Final[dict[int, Callable[[Sections], Sections]]] = {}
"""Version -> what turns sections of that version into those of the next."""

_SECTION: Final = re.compile(r"^[A-Za-z_][A-Za-z0-9_]*:", re.MULTILINE)


class Settings:
    """Sections of settings, read once, written whole whenever one of them changes.

    Attributes:
        path: The file.
        messages: What had to be repaired, in sentences for the player; only ever added to.
    """

    def __init__(self, path: Path) -> None:
        """Read the file, or begin without one.

        A file that cannot be used at all is kept under another name; nothing is raised for it.
        """
        self.path = path
        self.messages: list[str] = []
        self._sections: Sections = {}
        self._text = ""
        self._kept = False
        self._newer: int | None = None
        self._stamp: tuple[int, int] | None = None
        self._read()

    @staticmethod
    def of(data_dir: Path) -> Settings:
        """The settings in the folder of everything that the game keeps."""
        return Settings(data_dir / FILE_NAME)

    @property
    def game(self) -> GameOptions:
        """Who plays, and what is kept."""
        return self.section("game", GameOptions)

    @property
    def video(self) -> VideoOptions:
        """The window."""
        return self.section("video", VideoOptions)

    def section(self, name: str, model: type[Model]) -> Model:
        """A section as its room's model, whose every field has a default.

        Values that do not fit are replaced by their defaults, in the file too.
        """
        options, sound = fit(self._sections.get(name), model)
        if not sound:
            self._repair(name, model, options)
        return options

    def put(self, name: str, options: BaseModel) -> None:
        """Change a section and write the file at once.

        Raises:
            UndercutError: The file cannot be written; the settings hold until the game ends.
        """
        content = options.model_dump(mode="json")
        if self._sections.get(name) != content:
            self._sections[name] = content
            self.write()

    def refresh(self) -> bool:
        """Read the file again if somebody else has changed it; whether that was so."""
        if self._stamp == _stamp(self.path):
            return False
        self._kept = False
        self._read()
        return True

    def write(self) -> None:
        """Write all sections.

        Raises:
            UndercutError: The file cannot be written.
        """
        if self._newer is not None:
            self._keep_aside()
            self._newer = None
        content = plain_yaml({"version": VERSION, **self._sections}, HEADING)
        write_atomically(self.path, content)
        self._text = content.decode()
        self._stamp = _stamp(self.path)

    def _read(self) -> None:
        self._stamp = _stamp(self.path)
        self._sections = {}
        if self._stamp is None:
            return
        try:
            self._text = read_text(self.path)
            data = read_marked(self.path, self._text).data
        except DataError as error:
            data = self._salvage(error)
        if isinstance(data, dict):
            self._sections = self._migrated({str(name): data[name] for name in data})
        elif data is not None:
            self.messages.append(f"{self.path}: holds no sections; kept under another name")
            self._keep_aside()

    def _salvage(self, error: DataError) -> Sections:
        """The sections that can be read for themselves, of a file that cannot be as a whole."""
        whole: Sections = {}
        for text in _split(self._text):
            try:
                data = read_marked(self.path, text).data
            except DataError:
                continue
            if isinstance(data, dict):
                whole |= data
        lost = "the rest has been saved from it" if whole else "the settings begin anew"
        self.messages += [str(problem) for problem in error.problems[:3]]
        self.messages.append(f"{self.path.name} could not be read: {lost}")
        self._keep_aside()
        return whole

    def _migrated(self, sections: Sections) -> Sections:
        version = sections.pop("version", VERSION)
        if not isinstance(version, int) or version < 1:
            self.messages.append(f"{self.path}: version {version!r} is none; read as {VERSION}")
            version = VERSION
        if version > VERSION:
            self._newer = version
            self.messages.append(
                f"{self.path}: written by a newer game (version {version}, this one writes "
                f"{VERSION}); kept under another name before anything is changed"
            )
        while version < VERSION:
            sections = MIGRATIONS[version](sections)
            version += 1
        return sections

    def _repair(self, name: str, model: type[BaseModel], options: BaseModel) -> None:
        self.messages += sentences(self.path, self._text, name, model)
        self._keep_aside()
        self._sections[name] = options.model_dump(mode="json")
        try:
            self.write()
        except UndercutError as error:
            self.messages.append(str(error))

    def _keep_aside(self) -> None:
        """Keep the file as it was, once for each time that it is read."""
        if self._kept or not self.path.exists():
            return
        try:
            kept = copy_aside(self.path)
        except UndercutError as error:
            self.messages.append(str(error))
            return
        self._kept = True
        self.messages.append(f"your {self.path.name} as it was is kept in {kept}")


def _stamp(path: Path) -> tuple[int, int] | None:
    """What changes when a file does."""
    try:
        facts = path.stat()
    except OSError:
        return None
    return facts.st_mtime_ns, facts.st_size


def _split(text: str) -> list[str]:
    """A file's text cut before each key at the beginning of a line."""
    cuts = [match.start() for match in _SECTION.finditer(text)]
    return [text[begin:end] for begin, end in pairwise([*cuts, len(text)])]
