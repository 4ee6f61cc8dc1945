"""Pictures that the player takes, written while the game goes on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pygame

from game.core.errors import UndercutError
from game.screens.work import Work


class Album:
    """A folder of PNG files; a picture in 4K takes seconds to be packed into one."""

    def __init__(self, folder: Path, say: Callable[[str, str], None]) -> None:
        """Keep pictures in a folder, telling `say` of each: words, kind of message."""
        self.folder = folder
        self._say = say
        self._writing: dict[Path, Work[None]] = {}

    def keep(self, picture: pygame.Surface, name: str) -> Path:
        """Begin to write a picture that nobody draws into any more; gives where it will be."""
        path = self._free(name)
        self._writing[path] = Work(lambda say: write_picture(picture, path))
        return path

    def _free(self, name: str) -> Path:
        number = 1
        while (path := self.folder / f"{name}-{number:04d}.png").exists() or path in self._writing:
            number += 1
        return path

    def update(self) -> None:
        """Say what has been written since."""
        for path, work in list(self._writing.items()):
            if work.done:
                del self._writing[path]
                try:
                    work.result()
                    self._say(f"picture kept in {path}", "note")
                except UndercutError as error:
                    self._say(str(error), "error")

    def close(self) -> None:
        """Wait for what is being written."""
        for work in self._writing.values():
            work.wait()


def write_picture(picture: pygame.Surface, path: Path) -> None:
    """Write a picture, whole or not at all.

    Raises:
        UndercutError: It cannot be written.
    """
    part = path.with_name(f".{path.stem}.part.png")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            pygame.image.save(picture, str(part))
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    except (OSError, pygame.error) as error:
        raise UndercutError(f"{path}: the picture cannot be written: {error}") from error
