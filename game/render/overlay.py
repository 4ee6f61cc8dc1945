"""Drawn over the road each frame: the racing line, grip at the wheels, markers, the gantry."""

from __future__ import annotations

from math import cos, sin
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from game.core.compiled import compiled
from game.render.camera import Frame
from game.render.car_look import CarLook
from game.render.kernels import BOX, see_boxes
from game.track.track import Floats, SceneryItem, Track

_FREE, _LIFT, _BRAKE = 0x66D9E8, 0xFFC14D, 0xFF5038
_LIFTS: Final = -0.8
_BRAKES: Final = -2.6
"""Change of speed from which the line says lift, and brake [m/s^2]."""
_DASH_EVERY: Final = 2
"""Stations from dash to dash."""
_LATERAL: Final = 15.0
_SLOWING: Final = 9.0
_FASTEST: Final = 75.0

MARKER_SCALE: Final = 3.6
"""Below this scale cars are too small to be seen and get markers [px/m]."""
_NEARLY: Final = 0.82
"""Slip from which a wheel says that it is near its limit."""
_AMBER, _RED, _WHITE = 0xFFC23C, 0xFF4A2E, 0xFFFFFF
_LOCKED: Final = -0.5
_LAMPS: Final = 5
_DARK_LAMP, _RED_LAMP, _GREEN_LAMP = 0x1A1B1F, 0xFF2A2A, 0x2BE05A
"""Colours of the lamps over the start line."""


class RacingLine:
    """Dashes on the road along the racing line; where to brake they are wide as well as red."""

    def __init__(self, track: Track) -> None:
        """A line whose colours follow from its curvature until speeds are set."""
        self._track = track
        stations = track.stations[::_DASH_EVERY]
        points = track.position(stations["distance"], stations["line_offset"])
        ahead = np.roll(points, -1, axis=0) - np.roll(points, 1, axis=0)
        self._dashes = np.zeros(len(points), BOX)
        self._dashes["x"], self._dashes["y"] = points.T
        length = np.hypot(ahead[:, 0], ahead[:, 1])
        self._dashes["cosine"], self._dashes["sine"] = ahead[:, 0] / length, ahead[:, 1] / length
        self._dashes["half_length"], self._dashes["round"] = 0.95, 0.08
        self._dashes["soft"] = 1.2
        self._seen = np.zeros(len(points), BOX)
        self.set_speeds(_guessed_speeds(track))

    def set_speeds(self, speeds: Floats) -> None:
        """Colour it by the speeds at all stations, shape (n,) [m/s]."""
        change = np.roll(speeds, -1) - speeds
        slowing = (speeds * change / self._track.spacing)[::_DASH_EVERY]
        level = (slowing < _LIFTS).astype(int) + (slowing < _BRAKES)
        self._dashes["half_width"] = np.array([0.11, 0.17, 0.30])[level]
        self._dashes["colour"] = np.array([_FREE, _LIFT, _BRAKE])[level]
        self._dashes["cover"] = np.array([0.42, 0.62, 0.72])[level]
        self._braking = self._dashes[level > 0]

    def boxes(self, frame: Frame, whole: bool) -> NDArray[Any]:
        """BOX rows of the dashes that a frame sees; those without braking only if `whole`."""
        return _seen(self._dashes if whole else self._braking, frame, self._seen)


def _seen(boxes: NDArray[Any], frame: Frame, found: NDArray[Any]) -> NDArray[Any]:
    """Those of the BOX rows that a frame sees, as they lie in the picture.

    Args:
        boxes: Rows in the world: places and sizes in metres, directions from the x axis.
        frame: Where the picture is taken from.
        found: Room for as many rows, overwritten by the next call.
    """
    view = frame.x, frame.y, cos(frame.up), sin(frame.up), frame.scale
    return found[: see_boxes(boxes, view, frame.size, found)]


def _guessed_speeds(track: Track) -> Floats:
    """Speeds of a middling car: as fast as bends allow, slowing down in time for them."""
    bend = np.abs(track.stations["line_curvature"])
    speeds = np.minimum(np.sqrt(_LATERAL / np.maximum(bend, 1e-6)), _FASTEST)
    for index in range(2 * len(speeds) - 1, -1, -1):
        here, then = index % len(speeds), (index + 1) % len(speeds)
        reach = np.sqrt(speeds[then] ** 2 + 2 * _SLOWING * track.spacing)
        speeds[here] = min(speeds[here], reach)
    return np.asarray(speeds)


@compiled
def _put_grip(
    car: Any, wheels: Floats, view: tuple[float, float, float, float, float], boxes: NDArray[Any]
) -> int:
    """Write the BOX rows of `grip_marks` around the middle of a picture; gives how many."""
    x, y, cosine, sine, scale = view
    count = 0
    for wheel in range(4):
        locked = car.slip_ratio[wheel] < _LOCKED
        slip = max(car.slip[wheel], 1.3 if locked else 0.0)
        if slip <= _NEARLY:
            continue
        side = 0.42 if wheel % 2 == 0 else -0.42
        away_x = wheels[wheel, 0] - side * sin(car.yaw) - x
        away_y = wheels[wheel, 1] + side * cos(car.yaw) - y
        turn = car.yaw + car.steer_angle[wheel]
        over = min(slip, 2.0)
        for crossed in range(2 if locked else 1):
            box = boxes[count]
            box.x = scale * (away_x * sine - away_y * cosine)
            box.y = -scale * (away_x * cosine + away_y * sine)
            ahead_x, ahead_y = cos(turn), sin(turn)
            if crossed:
                ahead_x, ahead_y = -ahead_y, ahead_x
            box.cosine = ahead_x * sine - ahead_y * cosine
            box.sine = -ahead_x * cosine - ahead_y * sine
            box.half_length = (0.22 if crossed else 0.12 + 0.30 * (over - _NEARLY)) * scale
            box.half_width, box.round = max(1.0, 0.055 * scale), 0.05 * scale
            box.soft = 1.2
            box.colour = _WHITE if locked else _RED if over > 1.0 else _AMBER
            box.cover = min(max(0.35 + 2.0 * (over - _NEARLY), 0.0), 0.9)
            count += 1
    return count


def grip_marks(car: Any, wheels: Floats, frame: Frame) -> NDArray[Any]:
    """BOX rows beside the wheels of a car that show how much each tyre slides.

    The bar grows with the slip: amber near the limit, red beyond it, white and crossed when locked.

    Args:
        car: A CAR_VIEW row.
        wheels: Where its wheels are, shape (4, 2) [m].
        frame: Where the picture is taken from.
    """
    boxes = np.zeros(8, BOX)
    view = frame.x, frame.y, cos(frame.up), sin(frame.up), frame.scale
    boxes = boxes[: _put_grip(car, wheels, view, boxes)]
    boxes["x"] += frame.size[0] / 2
    boxes["y"] += frame.size[1] / 2
    return boxes


def markers(
    views: NDArray[Any], looks: tuple[CarLook, ...], own: int, frame: Frame
) -> NDArray[Any]:
    """BOX rows that show where cars are on a small picture; the followed one is a diamond."""
    rows = np.flatnonzero(views["present"] == 1)
    boxes = np.zeros((3, len(rows)), BOX)
    places = frame.to_screen(np.column_stack([views["x"][rows], views["y"][rows]]))
    unit = max(frame.size[1] / 1080.0, 0.6)
    for layer, size in zip(boxes, (8.2, 6.8, 3.2), strict=True):
        layer["x"], layer["y"] = places[:, 0], places[:, 1]
        layer["cosine"], layer["sine"], layer["soft"] = 1.0, 0.0, 1.2
        layer["half_length"] = layer["half_width"] = layer["round"] = size * unit
        layer["cover"] = 1.0
    boxes[0]["colour"] = 0x101216
    boxes[1]["colour"] = [_number(looks[row].primary) for row in rows]
    boxes[2]["colour"] = [_number(looks[row].secondary) for row in rows]
    for place in np.flatnonzero(rows == own):
        half = np.sqrt(0.5)
        for layer in boxes:
            layer["cosine"][place], layer["sine"][place] = half, half
            layer["round"][place] = 0.0
            layer["half_length"][place] *= 1.25
            layer["half_width"][place] *= 1.25
        boxes[0]["colour"][place] = _WHITE
    order = np.argsort(rows == own, kind="stable")
    return np.ascontiguousarray(boxes[:, order].T).ravel()


def _number(colour: tuple[int, int, int]) -> int:
    return (colour[0] << 16) | (colour[1] << 8) | colour[2]


class Gantry:
    """The beam with the lights over the start line; cars pass below it."""

    def __init__(self, track: Track) -> None:
        """The track's own, if it has one."""
        items = [item for item in track.scenery if item.kind == "gantry"]
        parts = [_beam(item) for item in items]
        self._parts = np.concatenate(parts) if parts else np.zeros(0, BOX)
        self._seen = np.zeros(len(self._parts), BOX)
        each = np.arange(len(self._parts)).reshape(len(items), -1) if items else np.zeros((0, 0))
        self._lamps = each[:, -_LAMPS:].astype(np.int64)

    def light(self, red: int, green: bool) -> None:
        """Have so many of its lamps red, or all of them green."""
        rest = _GREEN_LAMP if green else _DARK_LAMP
        lamps = np.where(np.arange(_LAMPS) < red, _RED_LAMP, rest)
        self._parts["colour"][self._lamps] = lamps

    def boxes(self, frame: Frame) -> NDArray[Any]:
        """BOX rows of what a frame sees of it."""
        return _seen(self._parts, frame, self._seen)


def _beam(item: SceneryItem) -> NDArray[Any]:
    """BOX rows of a gantry, in the world."""
    ahead = np.array([np.cos(item.yaw), np.sin(item.yaw)])
    left = np.array([-ahead[1], ahead[0]])
    half = item.width / 2
    parts: list[tuple[float, float, float, float, int]] = [
        (0.0, 0.0, 0.70, half, 0x2A2D34),
        (0.45, 0.0, 0.10, half, 0x646A75),
        (-0.45, 0.0, 0.10, half, 0x646A75),
        (0.0, 0.0, 0.38, min(half, 4.6), 0xE8E9EA),
    ]
    parts += [(0.0, side * (half - 0.5), 0.95, 0.6, 0x3A3E47) for side in (1.0, -1.0)]
    parts += [
        (0.0, (lamp - (_LAMPS - 1) / 2) * 1.5, 0.28, 0.5, _DARK_LAMP) for lamp in range(_LAMPS)
    ]
    boxes = np.zeros(len(parts), BOX)
    rows = np.array(parts)
    places = np.array([item.x, item.y]) + rows[:, :1] * ahead + rows[:, 1:2] * left
    boxes["x"], boxes["y"] = places[:, 0], places[:, 1]
    boxes["cosine"], boxes["sine"] = ahead
    boxes["half_length"], boxes["half_width"] = rows[:, 2], rows[:, 3]
    boxes["soft"], boxes["cover"], boxes["colour"] = 1.0, 1.0, rows[:, 4]
    return boxes
