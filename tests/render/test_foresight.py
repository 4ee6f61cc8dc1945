"""What the camera is about to see is known before it sees it."""

from __future__ import annotations

from math import cos, pi, sin

import pytest

from game.render.camera import Frame
from game.render.foresight import Turning, coming
from game.render.tiling import density, keys_in_view, tiles_in_view

SIZE = (1280, 720)
LEVEL = 6
SPEED, RATE = 30.0, 0.6
"""Of a camera that drives round a bend [m/s], [rad/s]."""


def in_bend(seconds: float) -> Frame:
    """Where that camera is, its way up the screen."""
    turned, radius = RATE * seconds, SPEED / RATE
    x, y = radius * sin(turned), radius * (1.0 - cos(turned))
    return Frame(x, y, turned, density(LEVEL), SIZE)


def test_a_camera_in_a_bend_knows_what_it_will_see_a_second_later() -> None:
    here, then = in_bend(0.0), in_bend(1.0)
    seen = keys_in_view(LEVEL, tiles_in_view(here, density(LEVEL)), here)
    ahead = coming(LEVEL, here, (SPEED, 0.0), RATE, None, seen, set())
    known = {*seen, *(key for keys in ahead for key in keys)}
    assert set(keys_in_view(LEVEL, tiles_in_view(then, density(LEVEL)), then)) <= known


def test_a_steady_turn_is_soon_believed() -> None:
    turning = Turning()
    rates = [turning.follow(pi - 0.3 + RATE * frame / 60.0) for frame in range(60)]
    assert rates[0] == 0.0
    assert rates[-1] == pytest.approx(RATE, rel=0.01)


def test_a_cut_is_no_turn() -> None:
    turning = Turning()
    turning.follow(0.0)
    assert turning.follow(2.0) == 0.0
