"""Drawing something small once, so that everything is compiled before a race."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pygame

from game.render.camera import Camera, CameraKind
from game.render.car_look import look_of
from game.render.car_view import between, from_state
from game.render.overlay import grip_marks
from game.render.renderer import Renderer
from game.track.reader import load_track
from game.vehicle.reader import load_car, spec_rows
from game.vehicle.state import fresh_state

_TRACK, _CAR = "thimble", "kart"
_SIZE = (96, 54)


def rehearse(progress: Callable[[str], None]) -> None:
    """Draw a kart on the shortest track in every way there is."""
    progress("the picture")
    track, car = load_track(_TRACK), load_car(_CAR)
    renderer = Renderer(_SIZE, track, [look_of(car)], wetness=0.5)
    spec = spec_rows([car])
    views = from_state(fresh_state(spec), spec)
    views = between(views, views, 0.5)
    views["x"], views["y"], views["present"] = track.grid[0].x, track.grid[0].y, 1
    surface = pygame.Surface(_SIZE, 0, 32)
    views["slip"], views["velocity_x"] = 3.0, 10.0
    for kind in CameraKind:
        camera = Camera(kind, _SIZE, track)
        views["x"] += 1.0
        camera.update(views, 0.0)
        renderer.after_tick(views, 1 / 120)
        renderer.draw(surface, views, camera, 1 / 60)
    renderer.photograph(views, camera, _SIZE)
    grip_marks(views[0], np.zeros((4, 2)), camera.frame)
    progress("")
