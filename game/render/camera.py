"""Where the picture is taken from: the one place where the world's axes become the screen's."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import cos, exp, hypot, pi, sin
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from game.track.track import Floats, Track


class CameraKind(StrEnum):
    """How a camera follows its car."""

    CHASE = "chase"
    """North is up; looks ahead and further out the faster the car goes."""
    NORTH_UP = "north_up"
    """North is up; the car stays in the middle."""
    HEADING_UP = "heading_up"
    """The car drives up the screen; looks ahead and further out by speed."""
    WHOLE_TRACK = "whole_track"
    TRACKSIDE = "trackside"
    """From posts along the track, cutting from one to the next."""


@dataclass(frozen=True)
class Frame:
    """A picture's place in the world; nothing in it changes."""

    x: float
    """What the middle of the screen shows [m]."""
    y: float
    up: float
    """World direction that is up on the screen [rad]; pi/2 is north."""
    scale: float
    """[px/m]"""
    size: tuple[int, int]
    """[px]"""

    def to_screen(self, points: Floats) -> Floats:
        """World positions, shape (..., 2) [m], as positions on the screen [px]."""
        away = np.asarray(points, float) - (self.x, self.y)
        cosine, sine = np.cos(self.up), np.sin(self.up)
        right = away[..., 0] * sine - away[..., 1] * cosine
        ahead = away[..., 0] * cosine + away[..., 1] * sine
        return np.stack(
            [self.size[0] / 2 + self.scale * right, self.size[1] / 2 - self.scale * ahead], axis=-1
        )

    def on_screen(self, east: float, north: float) -> tuple[float, float]:
        """A way in the world [m] as a way on the screen [px]."""
        cosine, sine = cos(self.up), sin(self.up)
        right, ahead = east * sine - north * cosine, east * cosine + north * sine
        return self.scale * right, -self.scale * ahead

    def to_world(self, points: Floats) -> Floats:
        """The inverse of `to_screen`."""
        away = (np.asarray(points, float) - (self.size[0] / 2, self.size[1] / 2)) / self.scale
        cosine, sine = np.cos(self.up), np.sin(self.up)
        return np.stack(
            [
                self.x + away[..., 0] * sine - away[..., 1] * cosine,
                self.y - away[..., 0] * cosine - away[..., 1] * sine,
            ],
            axis=-1,
        )


NORTH: Final = pi / 2
_NEAR_M: Final = 56.0
"""Height of the picture at standstill [m]."""
_PER_SPEED_M: Final = 0.75
"""And more per speed [m per m/s]."""
_FAR_M: Final = 118.0
_STEADY_M: Final = 80.0
"""Height of the picture of the camera that looks straight down [m]."""
_LEAD_S: Final = 0.55
"""How far ahead of the car the middle of the picture is, in time [s]."""
_LEAD_SHARE: Final = 0.27
"""And at most, in heights of the picture."""
_SMALL_CAR_M: Final = 4.4
"""Cars shorter than this are shown from nearer."""

_LEAD_FOLLOW_S: Final = 0.45
_ZOOM_S: Final = 0.9
_TURN_S: Final = 0.22
"""Time constants of what follows what [s]."""

_POSTS_M: Final = 170.0
"""Distance between two posts of the trackside camera along the lap [m]."""
_ASIDE, _ABOVE, _BELOW = 0.17, 0.06, 0.17
"""Shares of the picture that stay free beside, above and below the whole track: displays are there.
"""


class Camera:
    """Follows a car, smoothly, in one of several ways."""

    def __init__(
        self,
        kind: CameraKind,
        size: tuple[int, int],
        track: Track,
        row: int = 0,
        car_length: float = _SMALL_CAR_M,
    ) -> None:
        """A camera on the car of a row.

        Args:
            kind: How it follows.
            size: Of the picture [px].
            track: Where it is; its extent is what `WHOLE_TRACK` shows.
            row: Which car it follows.
            car_length: Of that car; short ones are shown from nearer [m].
        """
        self.kind = kind
        self.size = size
        self.row = row
        self.zoom = 1.0
        """The player's own factor; larger is nearer."""
        self.car_length = car_length
        self.look_back = False
        """Whether to look behind the car."""
        self._track = track
        self._x, self._y, self._up = 0.0, 0.0, NORTH
        self._lead = 0.0, 0.0
        self._height = _NEAR_M
        self._fresh = True
        self._post = -1
        self._next: Frame | None = None
        edges = track.position(track.stations["distance"], track.stations["band_edge"][:, 0])
        others = track.position(track.stations["distance"], track.stations["band_edge"][:, -1])
        points = np.concatenate([edges, others])
        self._middle = (points.min(axis=0) + points.max(axis=0)) / 2
        self._extent = np.ptp(points, axis=0)

    def snap(self) -> None:
        """Be in place at once at the next `update`."""
        self._fresh = True

    @property
    def frame(self) -> Frame:
        """What the camera sees now."""
        return Frame(self._x, self._y, self._up, self.scale, self.size)

    @property
    def next_cut(self) -> Frame | None:
        """What the camera will see when it next cuts to another place, as far as is known."""
        return self._next if self.kind == CameraKind.TRACKSIDE else None

    @property
    def scale(self) -> float:
        """How large things are in the picture [px/m]."""
        if self.kind == CameraKind.WHOLE_TRACK:
            free = np.array([1.0 - 2 * _ASIDE, 1.0 - _ABOVE - _BELOW])
            return float((free * self.size / np.maximum(self._extent, 1.0)).min())
        return self.size[1] / self._height * self.zoom

    def world_to_screen(self, points: Floats) -> Floats:
        """World positions, shape (..., 2) [m], as positions on the screen [px]."""
        return self.frame.to_screen(points)

    def screen_to_world(self, points: Floats) -> Floats:
        """The inverse of `world_to_screen`."""
        return self.frame.to_world(points)

    def update(self, views: NDArray[Any], seconds: float) -> None:
        """Follow the car (CAR_VIEW rows), `seconds` after the last time."""
        car = views[min(self.row, len(views) - 1)]
        if self.kind == CameraKind.WHOLE_TRACK:
            lower = (_BELOW - _ABOVE) / 2 * self.size[1] / self.scale
            self._x, self._y = float(self._middle[0]), float(self._middle[1]) - lower
            self._up = NORTH
        elif self.kind == CameraKind.TRACKSIDE:
            self._watch_from_post(car, seconds)
        else:
            self._follow(car, seconds)
        self._fresh = False

    def _follow(self, car: Any, seconds: float) -> None:
        x, y = float(car["velocity_x"]), float(car["velocity_y"])
        speed = hypot(x, y)
        near = min(1.0, self.car_length / _SMALL_CAR_M) ** 0.7
        height = min(_NEAR_M * near + _PER_SPEED_M * speed, _FAR_M)
        wanted = 0.0, 0.0
        if self.kind == CameraKind.NORTH_UP:
            height = _STEADY_M * near
        else:
            reach = min(_LEAD_S * speed, _LEAD_SHARE * height) / max(speed, 0.1)
            reach = -reach if self.look_back else reach
            wanted = reach * x, reach * y
        self._height = self._near(self._height, height, seconds, _ZOOM_S)
        up = NORTH
        if self.kind == CameraKind.HEADING_UP:
            up = float(car["yaw"]) + (pi if self.look_back else 0.0)
        turn = (up - self._up + pi) % (2 * pi) - pi
        self._up += turn * self._share(seconds, _TURN_S)
        if self.kind == CameraKind.HEADING_UP:
            reach = (0.18 + 0.10 * min(speed / 60.0, 1.0)) * self._height
            self._lead = cos(self._up) * reach, sin(self._up) * reach
        else:
            share, (east, north) = self._share(seconds, _LEAD_FOLLOW_S), self._lead
            self._lead = east + (wanted[0] - east) * share, north + (wanted[1] - north) * share
        self._x, self._y = float(car["x"]) + self._lead[0], float(car["y"]) + self._lead[1]

    def _watch_from_post(self, car: Any, seconds: float) -> None:
        """Stand at the nearest post, turn a little towards the car and keep it in the picture."""
        count = max(3, round(self._track.length / _POSTS_M))
        pitch = self._track.length / count
        post = int(float(car["distance"]) / pitch)
        self._up, self._height = NORTH, 96.0
        self._x, self._y = self._aimed(pitch * (post + 0.5), np.array([car["x"], car["y"]]))
        if self._fresh or post != self._post:
            self._post = post
            ahead = self._track.position(pitch * (post + 1), 0.0)
            x, y = self._aimed(pitch * (post + 1.5), np.asarray(ahead, float))
            self._next = Frame(x, y, self._up, self.scale, self.size)

    def _aimed(self, post: float, target: Floats) -> tuple[float, float]:
        """What a camera at a place along the lap looks at to have a target in its picture [m]."""
        place = self._track.position(post % self._track.length, 0.0)
        away = target - place
        room = np.array([0.36 * self.size[0] / self.size[1], 0.34]) * self._height / self.zoom
        middle = place + away - np.clip(away, -room, room)
        return float(middle[0]), float(middle[1])

    def _share(self, seconds: float, time: float) -> float:
        """Which part of the way is gone in this time."""
        return 1.0 if self._fresh else 1.0 - exp(-seconds / time)

    def _near(self, value: float, wanted: float, seconds: float, time: float) -> float:
        return value + (wanted - value) * self._share(seconds, time)
