"""A picture of a track: what is driven on, its marks, its racing line, and its facts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np

from game.core.surface import Surface
from game.track.canvas import Canvas, Colour, View, blend, view_of
from game.track.preview_ground import (
    LAND,
    RUNOFF_ASPHALT,
    SURFACE_COLOURS,
    WALL_COLOURS,
    draw_ground,
    draw_pit_lane,
    draw_scenery,
    draw_walls,
    edge_points,
)
from game.track.preview_marks import (
    SPEED_RAMP,
    Labels,
    draw_arrows,
    draw_corner_names,
    draw_racing_line,
    draw_sectors,
    draw_start,
)
from game.track.track import Floats, Track

Fact = tuple[str, str]
"""What is measured and how much it is, as ("length", "5.5 km")."""

WIDTH: Final = 1600
_HEADER: Final = 112
_FOOTER: Final = 78
_PANEL: Final = 190
"""Height of the strip that shows start and pit lane from near [px]."""

_MARGIN: Final = 90
_LEAST_MAP, _MOST_MAP = 560, 1300
_PAPER: Final[Colour] = (24, 27, 34)
_INK: Final[Colour] = (236, 238, 240)
_DIM: Final[Colour] = (150, 158, 170)
_PANEL_TITLE: Final = "START AND PIT LANE"
_BEHIND, _AHEAD = 215.0, 135.0
"""What the strip shows before and after the start line [m]."""


def draw_preview(
    track: Track, path: Path, speed: Floats | None = None, facts: Sequence[Fact] = ()
) -> None:
    """Draw a track into a PNG.

    Args:
        track: What to draw.
        path: Where to write it.
        speed: Along the racing line at each station, shape (n,) [m/s]; colours the line.
        facts: Shown in the title block after the track's own facts.

    Raises:
        UndercutError: Pillow is not installed, or the file cannot be written.
    """
    canvas, view = _page(track)
    draw_world(canvas, view, track, speed)
    bottom = canvas.height - _FOOTER
    panel = _start_panel(track, speed)
    canvas.paste(panel, 0, bottom - _PANEL)
    labels = Labels(canvas, view)
    labels.keep_clear_of(track)
    labels.take((0, 0, WIDTH, _HEADER + 6))
    labels.take((0, bottom - _PANEL - 6, WIDTH, canvas.height))
    draw_sectors(labels, track)
    draw_corner_names(labels, track)
    _header(canvas, track, facts)
    _footer(canvas, view, bottom, speed)
    canvas.save(path)


def draw_world(canvas: Canvas, view: View, track: Track, speed: Floats | None) -> None:
    """Everything that has a place on the map, without text."""
    draw_ground(canvas, view, track)
    draw_pit_lane(canvas, view, track)
    draw_scenery(canvas, view, track.scenery)
    draw_walls(canvas, view, track)
    draw_racing_line(canvas, view, track, speed)
    draw_start(canvas, view, track)
    draw_arrows(canvas, view, track, 170.0)


def _page(track: Track) -> tuple[Canvas, View]:
    """An empty page as high as the track needs, and the view of the map on it."""
    edges = edge_points(track.stations).reshape(-1, 2)
    size = np.ptp(edges, axis=0)
    inner = (WIDTH - 2 * _MARGIN) * float(size[1] / size[0])
    height = round(min(max(inner + 1.2 * _MARGIN, _LEAST_MAP), _MOST_MAP))
    canvas = Canvas(WIDTH, _HEADER + height + _PANEL + _FOOTER, LAND)
    top, bottom = _HEADER + 0.6 * _MARGIN, _HEADER + height - 0.6 * _MARGIN
    return canvas, view_of(edges, (_MARGIN, top, WIDTH - _MARGIN, bottom))


def _start_panel(track: Track, speed: Floats | None) -> Canvas:
    """Start, grid and pits from near, with the driving direction to the right."""
    canvas = Canvas(WIDTH, _PANEL, LAND)
    ahead = track.stations[0]
    turn = -float(np.arctan2(ahead["tangent_y"], ahead["tangent_x"]))
    reach = min(1.0, 0.45 * track.length / _BEHIND)
    ends = track.position(0.0, 0.0) + np.outer(
        [-_BEHIND * reach, _AHEAD * reach], [ahead["tangent_x"], ahead["tangent_y"]]
    )
    pit = track.pit_lane
    aside = 7.0 * pit.side if pit else 0.0
    ends = ends + aside * np.array([-ahead["tangent_y"], ahead["tangent_x"]])
    draw_world(canvas, view_of(ends, (0, 0, WIDTH, _PANEL), turn), track, speed)
    canvas.rectangle((0, 0, WIDTH, 3), _PAPER)
    canvas.rectangle((10, 10, 24 + canvas.text_width(_PANEL_TITLE, 13), 31), _PAPER)
    canvas.text(17, 21, _PANEL_TITLE, 13, _INK)
    return canvas


def own_facts(track: Track) -> list[Fact]:
    """What the title block says of every track."""
    stations = track.stations
    width = stations["width_left"] + stations["width_right"]
    low, high = float(width.min()), float(width.max())
    turned = float(np.sum(stations["curvature"]) * track.spacing)
    found = [
        ("length", f"{track.length / 1000:.2f} km"),
        ("width", f"{low:.1f} m" if high - low < 0.2 else f"{low:.1f}-{high:.1f} m"),
        ("direction", "anticlockwise" if turned > 0 else "clockwise"),
        ("grid", f"{len(track.grid)} cars"),
    ]
    if track.metadata.get("corners"):
        found.insert(1, ("corners", f"{len(track.metadata['corners'])}"))
    if track.pit_lane:
        found.append(("pit boxes", f"{len(track.pit_lane.boxes)}"))
    return found


def _header(canvas: Canvas, track: Track, facts: Sequence[Fact]) -> None:
    canvas.rectangle((0, 0, WIDTH, _HEADER), _PAPER)
    canvas.text(28, 42, track.title, 40, _INK)
    canvas.text(30, 84, str(track.metadata.get("character", "")), 19, _DIM)
    right = WIDTH - 28.0
    for name, value in reversed([*own_facts(track), *facts]):
        wide = max(canvas.text_width(value, 21), canvas.text_width(name.upper(), 12))
        canvas.text(right - wide, 40, name.upper(), 12, _DIM)
        canvas.text(right - wide, 68, value, 21, _INK)
        right -= wide + 26


def _footer(canvas: Canvas, view: View, top: float, speed: Floats | None) -> None:
    canvas.rectangle((0, top, WIDTH, top + _FOOTER), _PAPER)
    middle = top + _FOOTER / 2
    left = _speed_legend(canvas, 28.0, middle, speed)
    left = _surface_legend(canvas, left, middle)
    _north(canvas, WIDTH - 40.0, middle)
    _scale_bar(canvas, view, WIDTH - 84.0, middle)


def _speed_legend(canvas: Canvas, left: float, middle: float, speed: Floats | None) -> float:
    """The colours of the racing line; returns where the next legend may begin [px]."""
    if speed is None:
        return left
    width = 250
    colours = blend(SPEED_RAMP, np.linspace(0, 1, width))
    for x, (red, green, blue) in enumerate(colours):
        colour = (int(red), int(green), int(blue))
        canvas.rectangle((left + x, middle - 4, left + x + 1, middle + 10), colour)
    canvas.text(left, middle - 18, "RACING LINE, km/h", 12, _DIM)
    for part in (0.0, 0.25, 0.5, 0.75, 1.0):
        value = 3.6 * (float(speed.min()) + part * float(np.ptp(speed)))
        anchor = "lm" if part == 0.0 else "rm" if part == 1.0 else "mm"
        canvas.text(left + part * width, middle + 22, f"{value:.0f}", 13, _INK, anchor)
    return left + width + 46


def _surface_legend(canvas: Canvas, left: float, middle: float) -> float:
    swatches = [
        ("road", SURFACE_COLOURS[Surface.ASPHALT]),
        ("kerb", SURFACE_COLOURS[Surface.KERB]),
        ("asphalt", RUNOFF_ASPHALT),
        ("concrete", SURFACE_COLOURS[Surface.CONCRETE]),
        ("grass", SURFACE_COLOURS[Surface.GRASS]),
        ("gravel", SURFACE_COLOURS[Surface.GRAVEL]),
        *((f"{kind} wall", colour) for kind, colour in WALL_COLOURS.items()),
    ]
    for name, colour in swatches:
        canvas.rectangle((left - 1, middle - 8, left + 17, middle + 8), _DIM)
        canvas.rectangle((left, middle - 7, left + 16, middle + 7), colour)
        canvas.text(left + 23, middle, name, 13, _INK)
        left += 23 + canvas.text_width(name, 13) + 20
    return left


def _scale_bar(canvas: Canvas, view: View, right: float, middle: float) -> None:
    """A bar of a round length, at most 170 pixels long."""
    lengths = [size * 10**power for power in (1, 2, 3) for size in (1, 2, 5)]
    length = max([one for one in lengths if one * view.scale <= 170] or [lengths[0]])
    left = right - length * view.scale
    for part, colour in ((0, _INK), (1, _DIM)):
        start = left + part * (right - left) / 2
        canvas.rectangle((start, middle + 4, start + (right - left) / 2, middle + 9), colour)
    name = f"{length} m" if length < 1000 else f"{length // 1000} km"
    canvas.text((left + right) / 2, middle - 9, name, 14, _INK, "mm")


def _north(canvas: Canvas, x: float, middle: float) -> None:
    shape = np.array(
        [[x, middle - 18], [x + 9, middle + 12], [x, middle + 6], [x - 9, middle + 12]]
    )
    canvas.polygon(shape, _INK)
    canvas.text(x, middle + 24, "N", 13, _INK, "mm")
