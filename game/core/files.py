"""Writing files so that a crash or a full disk leaves the old one or the new one, never half."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import Any

from game.core.errors import UndercutError


def write_atomically(path: Path, content: bytes) -> None:
    """Write beside the target, then put in its place.

    Raises:
        UndercutError: The file cannot be written; nothing of the old content is lost.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with temporary.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(path)
    except OSError as error:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise UndercutError(f"{path}: cannot be written: {error.strerror or error}") from error


def write_json(path: Path, facts: Any) -> None:
    """Write `facts` as readable JSON, atomically."""
    write_atomically(path, (json.dumps(facts, indent=2, allow_nan=False) + "\n").encode())
