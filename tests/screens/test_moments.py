"""Moments of races look as their pictures do, in every camera, in every process alike.

The pictures are taken anew with `python -m tests.screens.moments tests/screens/references`.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pygame
import pytest

from game.core.paths import ROOT
from game.hud.fonts import forget_fonts
from game.hud.text import forget_texts
from tests.screens.moments import SIZE, fingerprint, moments
from tests.screens.test_pictures import TOLERANCE, difference

REFERENCES: Final = Path(__file__).parent / "references"

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def seen() -> Iterator[dict[str, pygame.Surface]]:
    """Every moment as it is drawn now."""
    pygame.display.init()
    pygame.display.set_mode(SIZE)
    yield dict(moments())
    pygame.display.quit()
    forget_texts()
    forget_fonts()


def test_every_moment_looks_like_its_picture(seen: dict[str, pygame.Surface]) -> None:
    assert sorted(seen) == sorted(path.stem for path in REFERENCES.glob("*.jpg"))
    away = {name: difference(picture, REFERENCES / f"{name}.jpg") for name, picture in seen.items()}
    assert {name: far for name, far in away.items() if far > TOLERANCE} == {}


def test_every_moment_is_told_apart_from_all_others(seen: dict[str, pygame.Surface]) -> None:
    for name, picture in seen.items():
        for other in seen:
            if other != name:
                assert difference(picture, REFERENCES / f"{other}.jpg") > TOLERANCE, (name, other)


def test_another_process_draws_every_pixel_alike(seen: dict[str, pygame.Surface]) -> None:
    words = [sys.executable, "-m", "tests.screens.moments"]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True)
    there = dict(line.split() for line in done.stdout.splitlines() if line.count(" ") == 1)
    assert there == {name: fingerprint(picture) for name, picture in seen.items()}
