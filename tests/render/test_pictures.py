"""Pictures against references that somebody has looked at.

`python -m tests.render.test_pictures` writes the references anew, after a change that was meant.
"""

from __future__ import annotations

import numpy as np
import pygame
import pytest

from game.render.camera import CameraKind
from tests.render.stage import REFERENCES, photographed, pixels

MEAN, MOST = 3.0, 0.02
"""Mean difference of a channel, and share of pixels that may differ by more than 40 of 255."""

SHOTS = {
    "fenwick-hollow": (700.0, CameraKind.CHASE, 0.0),
    "khamsin": (60.0, CameraKind.HEADING_UP, 0.0),
    "lantern-quay": (900.0, CameraKind.NORTH_UP, 0.8),
    "thimble": (0.0, CameraKind.WHOLE_TRACK, 0.0),
}


@pytest.mark.parametrize("name", SHOTS)
def test_a_picture_is_like_its_reference(name: str) -> None:
    s, kind, wetness = SHOTS[name]
    reference = pixels(pygame.image.load(REFERENCES / f"{name}.png"))
    picture = photographed(name, s, kind, wetness=wetness)
    difference = np.abs(picture - reference)
    assert difference.mean() < MEAN
    assert (difference.max(axis=-1) > 40).mean() < MOST


def test_a_picture_of_another_place_is_not() -> None:
    reference = pixels(pygame.image.load(REFERENCES / "khamsin.png"))
    assert np.abs(photographed("khamsin", 700.0) - reference).mean() > MEAN


def _write_references() -> None:
    for name, (s, kind, wetness) in SHOTS.items():
        picture = photographed(name, s, kind, wetness=wetness)
        surface = pygame.surfarray.make_surface(picture.transpose(1, 0, 2))
        pygame.image.save(surface, REFERENCES / f"{name}.png")


if __name__ == "__main__":
    _write_references()
