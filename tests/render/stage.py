"""Cars to be drawn, without a session."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pygame
from numpy.typing import NDArray

from game.render.camera import Camera, CameraKind
from game.render.car_look import look_of
from game.render.car_view import CAR_VIEW
from game.render.renderer import Renderer, RenderOptions, blank_picture
from game.track.reader import load_track
from game.track.track import Track
from game.vehicle.reader import load_car

REFERENCES = Path(__file__).parent / "references"
SIZE = (320, 180)


def views_on(track: Track, s: Sequence[float], d: float = 0.0, speed: float = 30.0) -> NDArray[Any]:
    """CAR_VIEW rows of cars that drive along the road."""
    views = np.zeros(len(s), CAR_VIEW)
    for view, at in zip(views, s, strict=True):
        here, ahead = track.position(at, d), track.position(at + 1.0, d)
        view["x"], view["y"] = here
        way = (ahead - here) / np.hypot(*(ahead - here))
        view["yaw"] = np.arctan2(way[1], way[0])
        view["velocity_x"], view["velocity_y"] = way * speed
        view["forward_speed"], view["distance"] = speed, at % track.length
        view["present"], view["drag_factor"] = 1, 1.0
        view["load_share"] = 0.25
    return views


def renderer_on(
    track: Track, cars: Sequence[str] = ("gt3",), size: tuple[int, int] = SIZE, **options: Any
) -> Renderer:
    wetness = options.pop("wetness", 0.0)
    looks = [look_of(load_car(name), row=row) for row, name in enumerate(cars)]
    return Renderer(size, track, looks, RenderOptions(**options), wetness)


def camera_on(
    track: Track, views: NDArray[Any], kind: CameraKind = CameraKind.CHASE, zoom: float = 1.0
) -> Camera:
    camera = Camera(kind, SIZE, track)
    camera.zoom = zoom
    camera.update(views, 0.0)
    return camera


def pixels(surface: pygame.Surface) -> NDArray[np.int64]:
    """Red, green and blue, shape (height, width, 3)."""
    return pygame.surfarray.array3d(surface).transpose(1, 0, 2).astype(np.int64)


def photographed(
    track_name: str, s: float, kind: CameraKind = CameraKind.CHASE, **options: Any
) -> NDArray[np.int64]:
    """A photograph of cars of four kinds on a track."""
    track = load_track(track_name)
    cars = ("gt3", "f1", "kart", "tcr")
    renderer = renderer_on(track, cars, **options)
    views = views_on(track, [s - 9.0 * row for row in range(len(cars))])
    return pixels(renderer.photograph(views, camera_on(track, views, kind, 2.0), SIZE))


def drawn(renderer: Renderer, views: NDArray[Any], camera: Camera) -> NDArray[np.int64]:
    """A frame as the game draws it."""
    surface = blank_picture(SIZE)
    renderer.draw(surface, views, camera, 1 / 60)
    return pixels(surface)
