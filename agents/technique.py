"""The technique that rivals were trained to, from its file."""

from __future__ import annotations

from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Final

import yaml
from pydantic import BaseModel, ConfigDict, Field

from game.core.errors import DataError, UsageError
from game.core.files import write_atomically
from game.core.marked_yaml import read_model
from game.core.paths import ROOT, nearest
from game.race.scripted.personality import LEAST_MARGIN, MOST_MARGIN
from game.race.scripted.technique import Technique

TECHNIQUE_FILE: Final = ROOT / "assets" / "technique.yaml"
HEAD: Final = "# How rivals work wheel and pedals, as `main.py train --technique` found it.\n"


class _Part(BaseModel):
    """Strict: no unknown keys, no text for numbers, no infinities."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, allow_inf_nan=False)


class Learned(_Part):
    """What was learned before any policy is."""

    margin: float = Field(
        ge=LEAST_MARGIN, le=MOST_MARGIN, description="Part of the grip that is planned with."
    )
    technique: dict[str, float]

    @property
    def hands(self) -> Technique:
        """The technique itself."""
        return Technique(**self.technique)


@cache
def learned(path: Path = TECHNIQUE_FILE) -> Learned:
    """What the rivals of this installation have learned.

    Raises:
        DataError: The file is wrong.
    """
    found, marked = read_model(path, Learned)
    known = {field.name for field in fields(Technique)}
    wrong = [
        marked.problem(
            ("technique", name), f"technique.{name}: there is no such part{nearest(name, known)}"
        )
        for name in found.technique
        if name not in known
    ]
    try:
        if not wrong:
            _ = found.hands
    except UsageError as error:
        wrong.append(marked.problem(("technique",), str(error)))
    if wrong:
        raise DataError(wrong)
    return found


def write_technique(path: Path, margin: float, technique: Technique) -> None:
    """Write a technique's file.

    Raises:
        UndercutError: It cannot be written.
    """
    values = {name: float(f"{value:.4g}") for name, value in vars(technique).items()}
    body = yaml.safe_dump({"margin": round(margin, 3), "technique": values}, sort_keys=False)
    write_atomically(path, (HEAD + body).encode())
