"""Drawing something small once, so that everything is compiled before a race."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pygame

from game.render.camera import Camera, CameraKind
from game.render.car_look import look_of
from game.render.car_view import CAR_VIEW
from game.render.renderer import Renderer
from game.render.sampler import draw_ground
from game.track.reader import load_track
from game.vehicle.reader import load_car

_TRACK, _CAR = "thimble", "kart"
_SIZE = (96, 54)


def rehearse(progress: Callable[[str], None]) -> None:
    """Draw a kart on the shortest track in every way there is."""
    progress("the picture")
    track, car = load_track(_TRACK), load_car(_CAR)
    renderer = Renderer(_SIZE, track, [look_of(car)], wetness=0.5)
    views = np.zeros(1, CAR_VIEW)
    views["x"], views["y"], views["present"] = track.grid[0].x, track.grid[0].y, 1
    surface = pygame.Surface(_SIZE, 0, 32)
    for kind in CameraKind:
        camera = Camera(kind, _SIZE, track)
        camera.update(views, 0.0)
        renderer.after_tick(views, 1 / 120)
        renderer.draw(surface, views, camera, 1 / 60)
    renderer.photograph(views, camera, _SIZE)
    progress("")


def is_rehearsed() -> bool:
    """Whether what draws a picture is on the disk already, compiled from today's source."""
    last: Any = draw_ground
    return any(Path(last.stats.cache_path).glob("*draw_ground*.nbi"))
