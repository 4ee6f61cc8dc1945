"""What rivals' hands and feet were trained to, in each kind of car; a file of numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Final

import yaml
from pydantic import BaseModel, ConfigDict, Field

from agents.likeness import most_like
from game.core.errors import DataError, UsageError
from game.core.files import write_atomically
from game.core.marked_yaml import read_model
from game.core.paths import ROOT, nearest
from game.race.scripted.personality import LEAST_MARGIN, MOST_MARGIN
from game.race.scripted.technique import Technique
from game.vehicle.reader import Car, shipped_cars

TECHNIQUE_FILE: Final = ROOT / "assets" / "technique.yaml"
HEAD: Final = "# How rivals work wheel and pedals, as `main.py train --technique` found it.\n"
STRANGE: Final = 0.03
"""Margin that is kept in a car that nobody practised in."""
WET: Final = 0.04
"""Margin that is kept where the road is fully wet: nobody practised there."""
CLEARANCE: Final = 0.1
LEEWAY: Final = 0.8
"""Of who begins to search [m]."""


class _Part(BaseModel):
    """Strict: no unknown keys, no text for numbers, no infinities."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, allow_inf_nan=False)


class Kind(_Part):
    """What was learned in one kind of car."""

    margin: float = Field(
        ge=LEAST_MARGIN, le=MOST_MARGIN, description="Part of the grip that is planned with."
    )
    technique: dict[str, float]

    @property
    def hands(self) -> Technique:
        """The technique itself."""
        return Technique(**self.technique)

    def margin_on(self, wetness: float) -> float:
        """The part of the grip that is planned with on a road of some wetness, 0..1."""
        return max(self.margin - WET * wetness, LEAST_MARGIN)


class Learned(_Part):
    """What was learned before any policy is."""

    clearance_m: float = Field(
        ge=0.0, le=1.0, description="From the car's side to the edge of asphalt and kerb."
    )
    leeway_m: float = Field(
        ge=0.2, le=2.0, description="How far inside the white line the inner wheels stay."
    )
    kinds: dict[str, Kind] = Field(
        min_length=1, description="By the shipped car that a kind of car is named after."
    )

    def of(self, car: Car) -> Kind:
        """What fits a car: what was learned in the one that it is most like, with more care."""
        name = most_like(car, tuple(self.kinds))
        kind = self.kinds[name]
        if name == car.id:
            return kind
        return kind.model_copy(update={"margin": max(kind.margin - STRANGE, LEAST_MARGIN)})


@cache
def learned(path: Path = TECHNIQUE_FILE) -> Learned:
    """What the rivals of this installation have learned.

    Raises:
        DataError: The file is wrong.
    """
    found, marked = read_model(path, Learned)
    wrong = [
        marked.problem(place, f"{'.'.join(place)}: {words}")
        for name, kind in found.kinds.items()
        for place, words in _mistakes(name, kind)
    ]
    if wrong:
        raise DataError(wrong)
    return found


def _mistakes(name: str, kind: Kind) -> Iterator[tuple[tuple[str, ...], str]]:
    """Where in the file something is wrong in a kind of car, and what."""
    parts, cars = {field.name for field in fields(Technique)}, shipped_cars()
    if name not in cars:
        yield ("kinds", name), f"there is no such car{nearest(name, cars)}"
    unknown = [part for part in kind.technique if part not in parts]
    for part in unknown:
        yield ("kinds", name, "technique", part), f"there is no such part{nearest(part, parts)}"
    if not unknown:
        try:
            _ = kind.hands
        except UsageError as error:
            yield ("kinds", name, "technique"), str(error)


def write_technique(path: Path, found: Learned) -> None:
    """Write a technique's file.

    Raises:
        UndercutError: It cannot be written.
    """
    kinds = {
        name: {
            "margin": round(kind.margin, 3),
            "technique": {part: float(f"{value:.4g}") for part, value in kind.technique.items()},
        }
        for name, kind in found.kinds.items()
    }
    file = {"clearance_m": found.clearance_m, "leeway_m": found.leeway_m, "kinds": kinds}
    write_atomically(path, (HEAD + yaml.safe_dump(file, sort_keys=False)).encode())
