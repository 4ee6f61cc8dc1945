"""Whether the process that began something still lives: a lock that the system lets go with it."""

from __future__ import annotations

import secrets
import sys
from pathlib import Path
from typing import IO, Final

from game.core.errors import UndercutError

SUFFIX: Final = ".owner"


class Owner:
    """A lock file that is held as long as this process lives, however it ends.

    Attributes:
        token: Its name, to be written down with what is begun.
    """

    def __init__(self, folder: Path) -> None:
        """Make a lock file of a fresh name and hold it.

        Raises:
            UndercutError: The folder cannot be written to.
        """
        self.folder = folder
        self.token = secrets.token_hex(8)
        self._path = folder / f"{self.token}{SUFFIX}"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._file = self._path.open("wb")
        except OSError as error:
            raise UndercutError(f"{self._path}: {error.strerror or error}") from error
        _hold(self._file)

    def lives(self, token: str) -> bool:
        """Whether the owner of a token still lives; the lock file of a dead one is removed."""
        if token == self.token:
            return True
        path = self.folder / f"{token}{SUFFIX}"
        try:
            with path.open("r+b") as file:
                free = _hold(file)
        except OSError:
            return False
        if free:
            path.unlink(missing_ok=True)
        return not free

    def close(self) -> None:
        """Let go, and remove the lock file."""
        self._file.close()
        self._path.unlink(missing_ok=True)


def _hold(file: IO[bytes]) -> bool:
    """Lock a file for this process; whether it was free."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
