"""What can be wrong with a replay file."""

from __future__ import annotations

from pathlib import Path

from game.core.errors import UndercutError


class ReplayError(UndercutError):
    """A replay file that cannot be read or written; one line with file, place and reason."""

    def __init__(self, path: Path | str, what: str, offset: int | None = None) -> None:
        self.path = Path(path)
        self.what = what
        self.offset = offset
        place = f"{path}" if offset is None else f"{path}: byte {offset}"
        super().__init__(f"{place}: {what}")

    def __reduce__(self) -> tuple[type[ReplayError], tuple[Path, str, int | None]]:
        return ReplayError, (self.path, self.what, self.offset)
