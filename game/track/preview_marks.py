"""The map's marks: racing line, start and grid, sectors, arrows, corner names."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

import numpy as np

from game.track.canvas import Canvas, Colour, View, blend
from game.track.preview_ground import rectangle
from game.track.track import Floats, Track

SPEED_RAMP: Final[list[Colour]] = [
    (214, 40, 96),
    (250, 128, 60),
    (252, 214, 92),
    (120, 220, 190),
    (80, 190, 255),
]
"""From the slowest to the fastest place."""

_WHITE: Final[Colour] = (250, 250, 248)
_BLACK: Final[Colour] = (18, 20, 24)
_SECTOR: Final[Colour] = (124, 58, 190)
_LINE_PIECE: Final = 3
_CELL: Final = 4
"""Side of a cell of the map of what is taken [px]."""


def draw_racing_line(canvas: Canvas, view: View, track: Track, speed: Floats | None) -> None:
    """The line, coloured by speed [m/s] where that is known."""
    offset = track.stations["line_offset"]
    points = view.pixels(track.position(track.stations["distance"], offset))
    points = np.concatenate([points, points[:1]])
    width = max(min(2.4, 1.2 + view.scale), 0.6 * view.scale)
    if speed is None:
        canvas.line(points, _WHITE, width)
        return
    span = max(float(np.ptp(speed)), 1e-9)
    colours = blend(SPEED_RAMP, (speed - speed.min()) / span)
    for first in range(0, len(speed), _LINE_PIECE):
        red, green, blue = (int(channel) for channel in colours[first])
        canvas.line(points[first : first + _LINE_PIECE + 2], (red, green, blue), width)


def across(track: Track, s: float, beyond: float) -> Floats:
    """Ends of a line across the road and `beyond` its edges, right then left, (2, 2) [m]."""
    here = track.stations[int(s / track.spacing) % len(track.stations)]
    offset = np.array([-here["width_right"] - beyond, here["width_left"] + beyond])
    return track.position(np.full(2, s), offset)


def draw_start(canvas: Canvas, view: View, track: Track) -> None:
    """Chequers across the road and the slots of the grid behind."""
    right, left = view.pixels(across(track, 0.0, 0.0))
    count = max(6, round(float(np.hypot(*(left - right))) / max(2.0, 0.8 * view.scale)))
    side = (left - right) / count
    along = np.array([-side[1], side[0]])
    for row in range(2):
        for square in range(count):
            corner = right + side * square + along * (row - 1)
            shape = np.array([corner, corner + side, corner + side + along, corner + along])
            canvas.polygon(shape, _WHITE if (row + square) % 2 else _BLACK)
    for slot in track.grid:
        shape = view.pixels(rectangle(slot.x, slot.y, slot.yaw, 4.8, 2.2))
        canvas.line(shape[[1, 0, 3, 2]], _WHITE, max(0.8, 0.15 * view.scale))


def draw_arrows(canvas: Canvas, view: View, track: Track, spacing: float) -> None:
    """Arrows beside the road, away from the pits, about `spacing` apart [px]."""
    side, key = 1.0, "width_left"
    if track.pit_lane and track.pit_lane.side > 0:
        side, key = -1.0, "width_right"
    count = max(4, round(track.length * view.scale / spacing))
    for place in np.arange(count) * track.length / count + 0.4 * track.length / count:
        s = _straightest(track, float(place), 0.3 * track.length / count)
        here = track.stations[int(s / track.spacing) % len(track.stations)]
        aside = side * (here[key] + max(2.0, 11.0 / view.scale))
        middle = view.pixels(track.position(s, aside))
        ahead = view.pixels(track.position(s + 1.0, aside)) - middle
        ahead = ahead / max(float(np.hypot(*ahead)), 1e-9) * 6.5
        left = np.array([-ahead[1], ahead[0]])
        tip, tail = middle + ahead, middle - 0.8 * ahead
        shape = np.array([tip, tail + 0.8 * left, tail + 0.4 * ahead, tail - 0.8 * left])
        canvas.polygon(shape, _WHITE, _BLACK)


def _straightest(track: Track, s: float, reach: float) -> float:
    """The place of least curvature within `reach` of `s` [m]."""
    tried = s + np.linspace(-reach, reach, 9)
    index = (tried / track.spacing).astype(int) % len(track.stations)
    return float(tried[np.argmin(np.abs(track.stations["curvature"][index]))] % track.length)


@dataclass
class Labels:
    """Text on the map that keeps clear of the road and of other text."""

    canvas: Canvas
    view: View
    taken: np.ndarray = field(init=False)

    def __post_init__(self) -> None:
        self.taken = np.zeros(
            (self.canvas.height // _CELL + 1, self.canvas.width // _CELL + 1), bool
        )

    def keep_clear_of(self, track: Track) -> None:
        """Take the room of the road itself."""
        stations = track.stations
        for part in np.linspace(-1.0, 1.0, 7):
            width = stations["width_left"] if part > 0 else stations["width_right"]
            points = self.view.pixels(track.position(stations["distance"], part * (width + 2.0)))
            column = np.clip(points[:, 0] // _CELL, 0, self.taken.shape[1] - 1).astype(int)
            row = np.clip(points[:, 1] // _CELL, 0, self.taken.shape[0] - 1).astype(int)
            self.taken[row, column] = True

    def take(self, box: tuple[float, float, float, float]) -> None:
        """Take the room of a box (left, top, right, bottom) [px]."""
        left, top, right, bottom = (int(value // _CELL) for value in box)
        self.taken[max(top, 0) : bottom + 1, max(left, 0) : right + 1] = True

    def is_free(self, box: tuple[float, float, float, float]) -> bool:
        """Whether a box lies in the picture and on nothing."""
        left, top, right, bottom = box
        inside = left > 2 and top > 2 and right < self.canvas.width - 2
        if not (inside and bottom < self.canvas.height - 2):
            return False
        rows = slice(int(top // _CELL), int(bottom // _CELL) + 1)
        columns = slice(int(left // _CELL), int(right // _CELL) + 1)
        return not self.taken[rows, columns].any()

    def place(
        self, at: Floats, away: Floats, text: str, colour: Colour, size: float = 15.0
    ) -> None:
        """A label near a point of the picture, preferably in direction `away`, with a leader."""
        half = np.array([self.canvas.text_width(text, size) / 2 + 5, 0.62 * size + 2])
        centre = self._free_place(at, away, half)
        box = (*(centre - half), *(centre + half))
        left, top, right, bottom = (float(value) for value in box)
        nearest = np.clip(at, centre - half + 2, centre + half - 2)
        self.canvas.line(np.array([at, nearest]), colour, 1.2)
        self.canvas.rectangle((left, top, right, bottom), colour)
        self.canvas.text(float(centre[0]), float(centre[1]), text, size, _WHITE, "mm")
        self.take((left - 2, top - 2, right + 2, bottom + 2))

    def _free_place(self, at: Floats, away: Floats, half: Floats) -> Floats:
        wanted = float(np.arctan2(away[1], away[0]))
        best, least = at + away * 30, np.inf
        for reach in (10.0, 18.0, 28.0, 42.0, 60.0, 84.0, 115.0):
            for turn in np.linspace(-np.pi, np.pi, 25):
                direction = np.array([np.cos(wanted + turn), np.sin(wanted + turn)])
                extent = float(np.abs(direction) @ half)
                centre = at + direction * (reach + extent)
                cost = reach + 14.0 * abs(float(turn))
                if cost < least and self.is_free((*(centre - half), *(centre + half))):
                    best, least = centre, cost
        return np.asarray(best)


def draw_sectors(labels: Labels, track: Track) -> None:
    """Lines where sectors begin, with their numbers."""
    for number, s in enumerate(track.sectors, start=1):
        ends = labels.view.pixels(across(track, s, 5.0 / labels.view.scale + 1.0))
        if number > 1:
            labels.canvas.line(ends, _SECTOR, 2.6)
        away = ends[1] - ends[0]
        away = away / max(float(np.hypot(*away)), 1e-9)
        name = "START" if number == 1 else f"SECTOR {number}"
        labels.place(ends[1], away, name, _SECTOR if number > 1 else _BLACK, 12.0)


def draw_corner_names(labels: Labels, track: Track) -> None:
    """Number and name of each corner, on its outside."""
    for number, (name, s) in enumerate(track.metadata.get("corners", []), start=1):
        here = track.stations[int(s / track.spacing) % len(track.stations)]
        side = -1.0 if here["curvature"] > 0 else 1.0
        width = float(here["width_left"] if side > 0 else here["width_right"])
        edge = labels.view.pixels(track.position(s, side * width))
        middle = labels.view.pixels(track.position(s, 0.0))
        away = edge - middle
        away = away / max(float(np.hypot(*away)), 1e-9)
        labels.place(edge, away, f"{number}  {name}", (38, 44, 56))
