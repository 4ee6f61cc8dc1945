"""Silhouettes of cars from above (`assets/looks/cars.yaml`)."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Final, Literal

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, model_validator

from game.core.marked_yaml import read_model
from game.core.paths import ROOT
from game.track.track import Floats

SHAPES: Final = ROOT / "assets" / "looks" / "cars.yaml"
PAINTS: Final = (
    "primary",
    "secondary",
    "accent",
    "glass",
    "black",
    "carbon",
    "silver",
    "light",
    "paper",
    "ink",
)
"""What a part can be painted with; the first three are the livery's."""

_SMOOTHNESS: Final = 6
"""Points between two corners of a smooth outline."""
_DISC_CORNERS: Final = 20

Pair = Annotated[list[float], Field(min_length=2, max_length=2)]
Corners = Annotated[list[Pair], Field(min_length=3, max_length=40)]
Paint = Literal["primary", "secondary", "accent", "glass", "black", "carbon", "silver", "light"]


class Part(BaseModel):
    """One thing on a car; exactly one of the first six fields says what."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    hull: Corners | None = None
    poly: Corners | None = None
    box: Annotated[list[float], Field(min_length=4, max_length=4)] | None = None
    bar: Annotated[list[float], Field(min_length=5, max_length=5)] | None = None
    disc: Annotated[list[float], Field(min_length=3, max_length=3)] | None = None
    number: Annotated[list[float], Field(min_length=3, max_length=3)] | None = None
    paint: Paint = "black"
    height: float = Field(ge=0, le=4)
    bevel: float = Field(0.0, ge=0, le=1)
    mirrored: bool = False

    @model_validator(mode="after")
    def _one_form(self) -> Part:
        forms = [self.hull, self.poly, self.box, self.bar, self.disc, self.number]
        if sum(form is not None for form in forms) != 1:
            raise ValueError("give exactly one of hull, poly, box, bar, disc, number")
        return self

    def outlines(self, length: float, width: float) -> list[Floats]:
        """Its polygons on a car of this size [m]: x forward from the rear end, y left."""
        scale = np.array([length, width / 2])
        outline = self._outline(length, width)
        if self.mirrored:
            return [outline * scale, outline * (1.0, -1.0) * scale]
        return [outline * scale]

    def _outline(self, length: float, width: float) -> Floats:
        """In shares of length and half-width."""
        if self.hull is not None:
            left = np.array(self.hull)
            return _smooth(np.concatenate([left, left[::-1] * (1.0, -1.0)]))
        if self.poly is not None:
            return np.array(self.poly)
        if self.box is not None:
            rear, front, right, left_side = self.box
            return np.array([[rear, right], [front, right], [front, left_side], [rear, left_side]])
        aspect: Floats = np.array([length, width / 2])
        if self.bar is not None:
            ends = np.array([self.bar[:2], self.bar[2:4]]) * aspect
            along = (ends[1] - ends[0]) / max(float(np.hypot(*(ends[1] - ends[0]))), 1e-9)
            aside = np.array([-along[1], along[0]]) * self.bar[4] * width / 4
            corners: Floats = np.array(
                [ends[0] + aside, ends[1] + aside, ends[1] - aside, ends[0] - aside]
            )
            corners /= aspect
            return corners
        disc = self.disc or [0.5, 0.0, 0.1]
        angle = np.linspace(0, 2 * np.pi, _DISC_CORNERS, endpoint=False)
        ring: Floats = np.column_stack([np.cos(angle), np.sin(angle)]) * disc[2] * width / 2
        ring = ring / aspect + np.array(disc[:2])
        return ring


class Shape(BaseModel):
    """A silhouette."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    wheels: Literal["open", "covered"]
    brake_lights: Annotated[list[float], Field(min_length=3, max_length=3)] = Field(
        description="Along, across, and width of each in half-widths."
    )
    parts: list[Part] = Field(min_length=1)


class ShapeFile(BaseModel):
    """All silhouettes, by category of car."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    shapes: dict[str, Shape] = Field(min_length=1)


@cache
def shapes() -> dict[str, Shape]:
    """All silhouettes that the game has."""
    return read_model(SHAPES, ShapeFile)[0].shapes


def shape_of(category: str) -> Shape:
    """The silhouette of a category of cars; of the first one where it has none of its own."""
    known = shapes()
    return known.get(category, next(iter(known.values())))


def _smooth(corners: Floats) -> Floats:
    """A closed Catmull-Rom curve through corners, shape (n, 2)."""
    before, after = np.roll(corners, 1, axis=0), np.roll(corners, -1, axis=0)
    beyond = np.roll(corners, -2, axis=0)
    part = (np.arange(_SMOOTHNESS) / _SMOOTHNESS)[None, :, None]
    one, two, three, four = (array[:, None, :] for array in (before, corners, after, beyond))
    curve = 0.5 * (
        2 * two
        + (three - one) * part
        + (2 * one - 5 * two + 4 * three - four) * part**2
        + (3 * two - one - 3 * three + four) * part**3
    )
    smooth: Floats = curve.reshape(-1, 2)
    return smooth
