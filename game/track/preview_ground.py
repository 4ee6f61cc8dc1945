"""The map's ground: every surface from the very bands that cars drive on, kerbs, walls, scenery."""

from __future__ import annotations

from typing import Final

import numpy as np

from game.core.surface import Surface
from game.track.canvas import Canvas, Colour, View
from game.track.track import BANDS, Floats, SceneryItem, Stations, Track

LAND: Final[Colour] = (120, 146, 92)
"""Beyond the walls."""

SURFACE_COLOURS: Final[dict[int, Colour]] = {
    Surface.ASPHALT: (70, 73, 80),
    Surface.LINE: (240, 240, 236),
    Surface.KERB: (205, 52, 48),
    Surface.CONCRETE: (168, 168, 162),
    Surface.GRASS: (146, 178, 104),
    Surface.GRAVEL: (221, 203, 160),
}
RUNOFF_ASPHALT: Final[Colour] = (112, 116, 124)
"""Asphalt beside the road, to tell it from the road itself."""

WALL_COLOURS: Final[dict[str, Colour]] = {
    "concrete": (226, 226, 220),
    "armco": (52, 66, 88),
    "tyres": (20, 20, 22),
}
_KERB_WHITE: Final[Colour] = (244, 244, 240)
_PIECE: Final = 40
"""Stations of a band that are drawn as one polygon."""

SCENERY_COLOURS: Final[dict[str, Colour]] = {
    "tree": (62, 98, 54),
    "bush": (84, 122, 62),
    "building": (186, 176, 160),
    "grandstand": (156, 164, 178),
    "garage": (206, 206, 204),
    "gantry": (40, 44, 52),
    "tent": (238, 232, 214),
    "tower": (196, 190, 178),
    "hill": (132, 154, 96),
    "water": (122, 168, 196),
    "rock": (150, 144, 134),
}
_EDGE_SHADE: Final = 0.72
_ROUND: Final = frozenset({"tree", "bush", "rock", "hill", "water"})


def edge_points(stations: Stations) -> Floats:
    """World positions of all band edges, the first station repeated, (n + 1, BANDS + 1, 2) [m]."""
    offset = stations["band_edge"][..., None]
    centre = np.column_stack([stations["x"], stations["y"]])[:, None, :]
    normal = np.column_stack([-stations["tangent_y"], stations["tangent_x"]])[:, None, :]
    points: Floats = centre + normal * offset
    return np.concatenate([points, points[:1]])


def draw_ground(canvas: Canvas, view: View, track: Track) -> None:
    """All bands of the lap, outside to inside of the road."""
    stations = track.stations
    edges = view.pixels(edge_points(stations))
    width = np.diff(np.concatenate([stations["band_edge"], stations["band_edge"][:1]]), axis=1)
    shown = (width[:-1] > 0) | (width[1:] > 0)
    middle = (stations["band_edge"][:, :-1] + stations["band_edge"][:, 1:]) / 2
    on_road = (middle < stations["width_left"][:, None]) & (
        middle > -stations["width_right"][:, None]
    )
    for band in range(BANDS):
        for surface in Surface:
            here = shown[:, band] & (stations["band_surface"][:, band] == surface)
            for first, last in _pieces(here):
                colour = SURFACE_COLOURS[surface]
                if surface == Surface.ASPHALT and not on_road[first, band]:
                    colour = RUNOFF_ASPHALT
                _strip(canvas, edges[first : last + 2, band : band + 2], colour)
    _draw_kerbs(canvas, view, track, edges, shown)
    _draw_lines(canvas, view, track)


def _pieces(here: np.ndarray) -> list[tuple[int, int]]:
    """Runs of true entries that do not pass the end, cut into pieces; first and last included."""
    starts = np.flatnonzero(here & ~np.roll(here, 1) | here & (np.arange(len(here)) == 0))
    found = []
    for start in starts:
        gap = np.flatnonzero(~here[start:])
        end = int(start + (gap[0] if len(gap) else len(here) - start) - 1)
        found += [(at, min(at + _PIECE - 1, end)) for at in range(int(start), end + 1, _PIECE)]
    return found


def _strip(canvas: Canvas, edges: Floats, colour: Colour) -> None:
    """The quadrilaterals between two edges, shape (n, 2, 2) [px]."""
    canvas.polygon(np.concatenate([edges[:, 0], edges[::-1, 1]]), colour)


def _draw_kerbs(canvas: Canvas, view: View, track: Track, edges: Floats, shown: np.ndarray) -> None:
    """White blocks on the red of the kerbs; never shorter than can be told apart."""
    block = max(1, round(max(3.0, 3.2 / view.scale) / track.spacing))
    kerb = shown & (track.stations["band_surface"] == Surface.KERB)
    for band in range(BANDS):
        white = kerb[:, band] & (np.arange(len(kerb)) // block % 2 == 0)
        for first, last in _pieces(white):
            _strip(canvas, edges[first : last + 2, band : band + 2], _KERB_WHITE)


def _draw_lines(canvas: Canvas, view: View, track: Track) -> None:
    """The white lines, a pixel wide where they would be thinner."""
    distance = np.append(track.stations["distance"], track.length)
    for side, key in ((1.0, "width_left"), (-1.0, "width_right")):
        width = track.stations[key]
        offset = side * (np.append(width, width[0]) - 0.07)
        points = view.pixels(track.position(distance, offset))
        canvas.line(
            points, SURFACE_COLOURS[Surface.LINE], max(min(0.9, view.scale), 0.15 * view.scale)
        )


def draw_walls(canvas: Canvas, view: View, track: Track) -> None:
    """All walls in the colour of their kind."""
    for wall in track.walls:
        points = np.concatenate([wall.points, wall.points[:1]]) if wall.closed else wall.points
        colour = WALL_COLOURS.get(wall.kind, (60, 60, 60))
        canvas.line(view.pixels(points), colour, max(1.3, 0.5 * view.scale))


def draw_pit_lane(canvas: Canvas, view: View, track: Track) -> None:
    """The pit boxes and the lines where the speed limit begins and ends."""
    pit = track.pit_lane
    if pit is None:
        return
    for box in pit.boxes:
        corners = rectangle(box.x, box.y, box.yaw, 4.6, 2.2)
        canvas.polygon(view.pixels(corners), (232, 196, 70))
    lane = track.stations["pit_offset"]
    for s in (pit.limit_start_s, pit.limit_end_s):
        middle = lane[int(s / track.spacing) % len(lane)]
        if np.isfinite(middle):
            across = middle + pit.width / 2 * np.array([-1.0, 1.0])
            points = view.pixels(track.position(np.full(2, s), across))
            canvas.line(points, (90, 200, 250), max(1.6, 0.6 * view.scale))


def rectangle(x: float, y: float, yaw: float, length: float, width: float) -> Floats:
    """Corners of a rectangle about its centre, shape (4, 2) [m]."""
    ahead = np.array([np.cos(yaw), np.sin(yaw)]) * length / 2
    left = np.array([-np.sin(yaw), np.cos(yaw)]) * width / 2
    centre = np.array([x, y])
    return np.array(
        [centre + ahead + left, centre - ahead + left, centre - ahead - left, centre + ahead - left]
    )


def draw_scenery(canvas: Canvas, view: View, items: tuple[SceneryItem, ...]) -> None:
    """Trees, stands and houses; the largest first, so that small ones stay visible."""
    for item in sorted(items, key=lambda one: -one.length * one.width):
        colour = SCENERY_COLOURS.get(item.kind, (150, 150, 150))
        shade = tuple(int(_EDGE_SHADE * channel) for channel in colour)
        edge: Colour = (shade[0], shade[1], shade[2])
        if item.kind in _ROUND:
            _draw_blob(canvas, view, item, colour, edge)
            continue
        corners = view.pixels(rectangle(item.x, item.y, item.yaw, item.length, item.width))
        canvas.polygon(corners, colour, edge)
        if item.kind == "grandstand":
            _draw_rows(canvas, view, item, edge)


def _draw_blob(canvas: Canvas, view: View, item: SceneryItem, colour: Colour, edge: Colour) -> None:
    angle = np.linspace(0.0, 2 * np.pi, 14, endpoint=False)
    ahead, left = np.cos(angle) * item.length / 2, np.sin(angle) * item.width / 2
    x = item.x + ahead * np.cos(item.yaw) - left * np.sin(item.yaw)
    y = item.y + ahead * np.sin(item.yaw) + left * np.cos(item.yaw)
    canvas.polygon(view.pixels(np.column_stack([x, y])), colour, edge)


def _draw_rows(canvas: Canvas, view: View, item: SceneryItem, colour: Colour) -> None:
    """The rows of seats of a stand, along its length."""
    for part in (-0.25, 0.0, 0.25):
        x = item.x - part * item.width * np.sin(item.yaw)
        y = item.y + part * item.width * np.cos(item.yaw)
        ends = rectangle(x, y, item.yaw, item.length, 0.0)[:2]
        canvas.line(view.pixels(ends), colour, 0.5)
