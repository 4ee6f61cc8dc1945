"""Pictures of what was measured. They need matplotlib, which is imported only here."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from agents.evaluation.flying import Flight
from agents.evaluation.races import Outcome
from agents.evaluation.words import counted
from game.core.files import write_atomically
from game.track.track import Floats, Track

HINT: Final = "no pictures: they need matplotlib; get it with: pip install 'undercut[export]'"
INK: Final = "#20242c"
FAINT: Final = "#c9ced8"
SERIES: Final = ("#2a6fdb", "#e07b1a", "#1d9a6c", "#b23a8e", "#6b7280")
MARKS: Final = {
    "off": ("#2a6fdb", "."),
    "wall": ("#6b4bd6", "s"),
    "contact": ("#e07b1a", "o"),
    "fault": ("#c81e3c", "X"),
}
WORDS: Final = {
    "off": "off the track",
    "wall": "into a wall",
    "contact": "contact",
    "fault": "contact, somebody blamed",
}
_NEAR: Final = 8.0
"""A trace has a point at least this near to every place that was passed [m]."""


@cache
def possible() -> bool:
    """Whether pictures can be drawn here."""
    try:
        import matplotlib
    except ImportError:
        return False
    matplotlib.use("Agg")
    return True


def new_figure(width: float, height: float, rows: int = 1, columns: int = 1) -> Any:
    """A figure [inches] and its panels, shape (rows, columns)."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height), dpi=110, layout="constrained")
    return figure, figure.subplots(rows, columns, squeeze=False)


def write(figure: Any, path: Path) -> None:
    """Write a figure as PNG, atomically."""
    content = io.BytesIO()
    figure.savefig(content, format="png", metadata={"Software": None})
    write_atomically(path, content.getvalue())


def edges(track: Track) -> tuple[Floats, Floats]:
    """Left and right edge of the road, closed, each of shape (n + 1, 2) [m]."""
    stations = track.stations
    place = np.append(stations["distance"], track.length)
    left = np.append(stations["width_left"], stations["width_left"][0])
    right = np.append(stations["width_right"], stations["width_right"][0])
    return track.position(place, left), track.position(place, -right)


def draw_road(axes: Any, track: Track) -> None:
    """The road's edges and the start line, seen from above."""
    for edge in edges(track):
        axes.plot(edge[:, 0], edge[:, 1], color=FAINT, linewidth=0.8, zorder=1)
    left, right = (edge[0] for edge in edges(track))
    axes.plot([left[0], right[0]], [left[1], right[1]], color=INK, linewidth=1.5, zorder=2)
    axes.set_aspect("equal")
    axes.set_axis_off()


def lap_of(flight: Flight, lap: int | None = None) -> NDArray[Any]:
    """TRACE rows of one lap; of the fastest when none is named."""
    if lap is None:
        times = [each.time_s for each in flight.laps]
        lap = int(np.argmin(times)) if times else 0
    chosen: NDArray[Any] = flight.trace[flight.trace["lap"] == lap]
    return chosen


def draw_line(
    axes: Any,
    trace: NDArray[Any],
    colours: Floats,
    limits: tuple[float, float],
    ramp: str = "turbo_r",
) -> Any:
    """A driven line in the colours of a ramp."""
    from matplotlib.collections import LineCollection

    points = np.stack([trace["x"], trace["y"]], axis=1)
    if len(points) < 2:
        return None
    pieces = np.stack([points[:-1], points[1:]], axis=1)
    line = LineCollection(list(pieces), array=colours[:-1], cmap=ramp, linewidth=1.6)
    line.set_clim(*limits)
    axes.add_collection(line)
    return line


def lines_by_speed(path: Path, flights: Sequence[Flight], titles: Sequence[str]) -> None:
    """The fastest laps of some flights, coloured by speed; where things went wrong is marked."""
    columns = min(len(flights), 2)
    rows = -(-len(flights) // columns)
    figure, axes = new_figure(7.0 * columns, 4.6 * rows, rows, columns)
    for spot in axes.flat[len(flights) :]:
        spot.set_axis_off()
    for spot, flight, title in zip(axes.flat, flights, titles, strict=False):
        draw_road(spot, flight.pair.track)
        trace = lap_of(flight)
        speed = 3.6 * trace["speed"]
        limits = (float(speed.min()), float(speed.max())) if len(speed) else (0.0, 1.0)
        line = draw_line(spot, trace, speed, limits)
        if line is not None:
            figure.colorbar(line, ax=spot, shrink=0.6, label="km/h")
        for place in troubles(flight):
            x, y = spot_of(flight, place)
            spot.plot(x, y, "x", color=MARKS["fault"][0], markersize=10, zorder=4)
        spot.set_title(title, color=INK, fontsize=10)
    write(figure, path)


def troubles(flight: Flight) -> list[float]:
    """Where a flight went wrong [m]."""
    found = [lap.trouble_m for lap in flight.laps if lap.trouble_m is not None]
    return found if flight.lost_m is None else [*found, flight.lost_m]


def spot_of(flight: Flight, distance: float) -> tuple[float, float]:
    """Where the car was at a distance, in the pass that led it farthest from the middle [m]."""
    track, trace = flight.pair.track, flight.trace
    away = np.abs((trace["distance"] - distance + track.length / 2) % track.length)
    away = np.abs(away - track.length / 2)
    if not len(trace) or away.min() > _NEAR:
        x, y = track.position(distance, 0.0)
        return float(x), float(y)
    near = trace[away <= _NEAR]
    row = near[np.abs(near["offset"]).argmax()]
    return float(row["x"]), float(row["y"])


def heat(
    path: Path,
    title: str,
    down: Sequence[str],
    across: Sequence[str],
    values: Floats,
    marked: NDArray[np.bool_],
    span: tuple[float, float],
) -> None:
    """A field of figures; a frame around those that are marked.

    Args:
        path: Of the picture.
        title: Above it.
        down: Names of the rows.
        across: Names of the columns.
        values: Shape (rows, columns); NaN where there is none.
        marked: Which of them get a frame.
        span: Values of the first and of the last colour.
    """
    width, height = 2.6 + 0.72 * len(across), 1.6 + 0.42 * len(down)
    figure, axes = new_figure(width, height)
    spot = axes[0, 0]
    spot.imshow(np.ma.masked_invalid(values), cmap="RdYlGn_r", vmin=span[0], vmax=span[1])
    for row, column in np.ndindex(values.shape):
        text = f"{values[row, column]:.3f}" if np.isfinite(values[row, column]) else "-"
        weight = "bold" if marked[row, column] else "normal"
        spot.text(column, row, text, ha="center", va="center", fontsize=7.5, weight=weight)
        if marked[row, column]:
            corner = (column - 0.46, row - 0.46)
            spot.add_patch(_frame(corner))
    spot.set_xticks(range(len(across)), across, rotation=40, ha="right", fontsize=8)
    spot.set_yticks(range(len(down)), down, fontsize=8)
    spot.set_title(title, color=INK, fontsize=10)
    write(figure, path)


def _frame(corner: tuple[float, float]) -> Any:
    from matplotlib.patches import Rectangle

    return Rectangle(corner, 0.92, 0.92, fill=False, edgecolor=MARKS["fault"][0], linewidth=1.4)


def spreads(
    path: Path, title: str, label: str, values: Mapping[str, Sequence[float]], bar: float | None
) -> None:
    """Every value as a dot beside those of the other groups; a line at what is asked for."""
    height = 1.4 + 0.36 * max(len(values), 1)
    figure, axes = new_figure(8.5, height)
    spot = axes[0, 0]
    random = np.random.default_rng(0)
    for place, (name, group) in enumerate(values.items()):
        finite = np.array([value for value in group if np.isfinite(value)])
        away = place + random.uniform(-0.22, 0.22, len(finite))
        spot.plot(finite, away, "o", markersize=3, alpha=0.6, color=SERIES[0])
        if len(finite):
            spot.plot([np.median(finite)] * 2, [place - 0.34, place + 0.34], color=INK, lw=2)
        del name
    if bar is not None:
        spot.axvline(bar, color=MARKS["fault"][0], linestyle="--", linewidth=1)
    spot.set_yticks(range(len(values)), list(values), fontsize=8)
    spot.invert_yaxis()
    spot.set_xlabel(label)
    spot.grid(axis="x", color=FAINT, linewidth=0.5)
    spot.set_title(title, color=INK, fontsize=10)
    write(figure, path)


def happenings(path: Path, outcomes: Sequence[Outcome], title: str) -> None:
    """Where things went wrong in races, a map for each track."""
    tracks = {outcome.race.track.name: outcome.race.track for outcome in outcomes}
    columns = min(len(tracks), 3)
    rows = -(-len(tracks) // columns)
    figure, axes = new_figure(max(5.2 * columns, 7.0), 4.6 * rows + 0.6, rows, columns)
    for spot in axes.flat:
        spot.set_axis_off()
    for spot, (name, track) in zip(axes.flat, tracks.items(), strict=False):
        draw_road(spot, track)
        driven = [outcome for outcome in outcomes if outcome.race.track.name == name]
        _mark(spot, driven)
        title_of_track = f"{name}, {counted(len(driven), 'race')}"
        spot.set_title(title_of_track, color=INK, fontsize=9)
    handles, labels = axes.flat[0].get_legend_handles_labels()
    figure.legend(handles, labels, loc="outside lower center", ncols=len(labels), fontsize=9)
    figure.suptitle(title, color=INK, fontsize=11)
    write(figure, path)


def _mark(axes: Any, outcomes: Sequence[Outcome]) -> None:
    for kind, (colour, mark) in MARKS.items():
        found = [each for outcome in outcomes for each in outcome.happenings if each.kind == kind]
        axes.plot(
            [each.x for each in found],
            [each.y for each in found],
            mark,
            color=colour,
            markersize=6 if kind == "fault" else 4,
            linestyle="",
            label=WORDS[kind],
            zorder=5 if kind == "fault" else 3,
        )
