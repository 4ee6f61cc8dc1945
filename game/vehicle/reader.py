"""Cars by name or path."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from game.core.marked_yaml import read_model
from game.core.paths import CARS, find_data_file
from game.vehicle.build import build_record
from game.vehicle.model import CarFile, Targets


@dataclass(frozen=True)
class Car:
    """A car as a driver can choose it."""

    id: str
    """Short name, as on the command line."""
    title: str
    category: str
    description: str
    length: float
    """[m]"""
    width: float
    """[m]"""
    targets: Targets
    """Published figures that it is measured against."""
    source: str
    """The YAML text that this was built from, to be kept in a replay."""
    content_hash: str
    """Of all its parameters."""
    record: NDArray[Any]
    """Its parameters: `CAR_SPEC`, shape ()."""


def load_car(name_or_path: str | Path) -> Car:
    """A shipped car ("gt3") or a file of one's own.

    Raises:
        UsageError: There is no such car.
        DataError: The file is wrong; all of its problems are named.
    """
    path = find_data_file(str(name_or_path), CARS, "car")
    return build_car(path.read_text(encoding="utf-8"), path.stem, path)


def build_car(text: str, name: str, path: Path | None = None) -> Car:
    """A car from the text of its file; `path` is where problems are said to be.

    Raises:
        DataError: The text is wrong; all of its problems are named.
    """
    file, _ = read_model(path or Path(f"{name}.yaml"), CarFile, text)
    record = build_record(file)
    record.setflags(write=False)
    return Car(
        id=name,
        title=file.title,
        category=file.category,
        description=file.description,
        length=file.body.length_m,
        width=file.body.width_m,
        targets=file.targets,
        source=text,
        content_hash=hashlib.blake2b(record.tobytes(), digest_size=16).hexdigest(),
        record=record,
    )


def shipped_cars() -> list[str]:
    """Short names of the cars that come with the game."""
    return sorted(path.stem for path in CARS.glob("*.yaml"))


def spec_rows(cars: list[Car]) -> NDArray[Any]:
    """`CAR_SPEC` rows of cars, one each."""
    return np.array([car.record for car in cars])
