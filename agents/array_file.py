"""Named arrays and a few facts in one safetensors file, written whole or not at all.

No pickle: reading such a file runs no code.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError, safe_open
from safetensors.numpy import save_file

from game.core.errors import UndercutError

FACTS: Final = "facts"
"""The key of the facts, as JSON, among the file's metadata."""


class ArrayFile(NamedTuple):
    """What a file holds."""

    arrays: dict[str, NDArray[Any]]
    facts: dict[str, Any]


def write_arrays(path: Path, arrays: Mapping[str, NDArray[Any]], facts: Mapping[str, Any]) -> None:
    """Write beside the target, then put in its place.

    Raises:
        UndercutError: The file cannot be written; nothing of the old content is lost.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    contiguous = {name: np.asarray(array, order="C") for name, array in arrays.items()}
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        save_file(contiguous, temporary, {FACTS: json.dumps(facts)})
        temporary.replace(path)
    except (OSError, SafetensorError) as error:
        temporary.unlink(missing_ok=True)
        raise UndercutError(f"{path}: cannot be written: {error}") from error


def read_arrays(path: Path) -> ArrayFile:
    """Read what `write_arrays` wrote.

    Raises:
        UndercutError: The file is missing, or not such a file.
    """
    try:
        with safe_open(path, "numpy") as stream:
            arrays = {name: stream.get_tensor(name) for name in stream.keys()}  # noqa: SIM118
            facts = json.loads((stream.metadata() or {})[FACTS])
    except FileNotFoundError as error:
        raise UndercutError(f"{path}: does not exist") from error
    except (OSError, SafetensorError, KeyError, ValueError) as error:
        raise UndercutError(f"{path}: cannot be read: {error}") from error
    if not isinstance(facts, dict):
        raise UndercutError(f"{path}: cannot be read: its facts are not a JSON object")
    return ArrayFile(arrays, facts)


def below(arrays: Mapping[str, NDArray[Any]], prefix: str) -> dict[str, NDArray[Any]]:
    """The arrays whose names begin with a prefix, without it."""
    return {
        name.removeprefix(prefix): array
        for name, array in arrays.items()
        if name.startswith(prefix)
    }
