"""Colours of the ground and of what stands on it, by circuit (`assets/looks/moods.yaml`)."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Any, Final

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field

from game.core.marked_yaml import read_model
from game.core.paths import ROOT

MOODS: Final = ROOT / "assets" / "looks" / "moods.yaml"

Channel = Annotated[int, Field(ge=0, le=255)]
Colour = Annotated[list[Channel], Field(min_length=3, max_length=3)]
Share = Annotated[float, Field(ge=0, le=1)]


class Mood(BaseModel):
    """Colours around one kind of circuit."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    asphalt: Colour
    runoff: Colour
    concrete: Colour
    paint: Colour
    kerb_one: Colour
    kerb_two: Colour
    grass_one: Colour
    grass_two: Colour
    gravel: Colour
    land_one: Colour
    land_two: Colour
    dirt: Colour
    leaf_one: Colour
    leaf_two: Colour
    roof_one: Colour
    roof_two: Colour
    water: Colour
    rock: Colour
    fields: Share = Field(description="How much of the land is cut into fields.")
    dunes: Share = Field(description="How much of it lies in dunes.")
    paving: Share = Field(description="How much of it is paved.")


class MoodFile(BaseModel):
    """All moods, and which circuit has which."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    moods: dict[str, Mood] = Field(min_length=1)
    tracks: dict[str, str]


COLOURS: Final = tuple(
    name for name in Mood.model_fields if name not in ("fields", "dunes", "paving")
)
_ROWS: Final[tuple[Any, ...]] = tuple(np.int64(row) for row in range(len(COLOURS)))
"""As numpy's numbers: for Python's own, a function would be compiled once for each value."""
(
    ASPHALT,
    RUNOFF,
    CONCRETE,
    PAINT,
    KERB_ONE,
    KERB_TWO,
    GRASS_ONE,
    GRASS_TWO,
    GRAVEL,
    LAND_ONE,
    LAND_TWO,
    DIRT,
    LEAF_ONE,
    LEAF_TWO,
    ROOF_ONE,
    ROOF_TWO,
    WATER,
    ROCK,
) = _ROWS
"""Rows of `mood_table`; its last row holds fields, dunes and paving."""


@cache
def _mood_file() -> MoodFile:
    return read_model(MOODS, MoodFile)[0]


def mood_of(track: str) -> Mood:
    """The mood of a circuit, given by its short name."""
    file = _mood_file()
    first = next(iter(file.moods))
    return file.moods[file.tracks.get(track, first)]


def mood_table(mood: Mood) -> NDArray[np.float32]:
    """The mood as numbers, shape (len(COLOURS) + 1, 3), 0..255."""
    rows = [getattr(mood, name) for name in COLOURS]
    rows.append([mood.fields, mood.dunes, mood.paving])
    return np.array(rows, np.float32)
