"""Foreign data become a track file: centre lines with widths (CSV), map lines (GeoJSON)."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import numpy as np

from game.core.errors import DataError, Problem, UsageError
from game.core.strict_yaml import MAX_BYTES
from game.track.centre_line import CentreLine, spline_line
from game.track.crossings import find_meetings
from game.track.extents import free_room
from game.track.ring import limit_slope
from game.track.roadside import WALL_GAP
from game.track.smoothing import STEP, resampled, smoothed
from game.track.track import Floats
from game.track.writer import track_text

TUMFTM_HEADER: Final = "# x_m,y_m,w_tr_right_m,w_tr_left_m"
TUMFTM_LICENCE: Final = "GNU LGPL-3.0; centre line ODbL"
TUMFTM_ATTRIBUTION: Final = (
    "Racetrack database of TUMFTM (github.com/TUMFTM/racetrack-database); "
    "centre line from OpenStreetMap contributors"
)
UNKNOWN_LICENCE: Final = "unknown: ask whoever made the data before you pass this on"

CSV_TOLERANCE: Final = 0.4
"""A surveyed centre line is moved by at most this much [m]."""

MAP_TOLERANCE: Final = 2.0
"""A line drawn on a map is moved by at most this much [m]."""

EARTH_RADIUS: Final = 6_371_008.8
"""Mean radius (IUGG 1980) [m]."""

_BEND_WIDTH: Final = 0.8
"""Inside a bend the road takes up at most this part of the radius."""

_WIDTH_SLOPE: Final = 0.3
_ROUNDING: Final = 0.12
"""Widths in the file are rounded, and points lie apart [m]."""

MIN_POINTS: Final = 4
MAX_POINTS: Final = 20_000
MAX_IMPORT_BYTES: Final = 16 * MAX_BYTES


@dataclass(frozen=True)
class Survey:
    """A closed line as it was measured; no point is given twice."""

    points: Floats
    """Shape (n, 2) [m]."""
    left: Floats
    right: Floats
    licence: str
    attribution: str
    tolerance: float


@dataclass(frozen=True)
class Imported:
    """A track file's text and what was done to get there."""

    text: str
    moved: float
    """Largest distance by which the line was moved [m]."""
    radius_before: float
    radius_after: float
    """Smallest radius of the centre line [m]."""
    narrowed: str
    """Where the inside of a bend had to be made narrower; empty where it had not."""


def import_track(path: Path, title: str, width: float | None = None) -> Imported:
    """Read foreign data and lay a smooth centre line through them.

    Args:
        path: A CSV file of `x, y, width to the right, width to the left` [m], or GeoJSON.
        title: The circuit's name.
        width: Of the road, for data without widths [m].

    Raises:
        UsageError: The kind of file is not known, or a width is missing or superfluous.
        DataError: The data are wrong; all problems are named.
    """
    if path.suffix.lower() in {".csv", ".txt"}:
        if width is not None:
            raise UsageError(f"{path} has its own widths: leave --width out")
        survey = read_csv(path)
    elif path.suffix.lower() in {".geojson", ".json"}:
        if width is None:
            raise UsageError(f"{path} has no widths: give the road's, such as --width 12")
        survey = read_geojson(path, width)
    else:
        raise UsageError(f"{path}: only .csv and .geojson can be imported")
    return _finish(survey, title)


def read_csv(path: Path) -> Survey:
    """A centre line of the TUMFTM racetrack database, or one in its columns."""
    text = _read(path)
    rows: list[list[float]] = []
    problems: list[Problem] = []
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip() and not line.lstrip().startswith("#"):
            row = _csv_row(line)
            if isinstance(row, str):
                problems.append(Problem(str(path), number, 1, row))
            else:
                rows.append(row)
    if problems:
        raise DataError(problems[:100])
    table = np.array(rows, float).reshape(-1, 4)
    points, keep = _without_repeats(path, table[:, :2])
    known = text.lstrip().startswith(TUMFTM_HEADER)
    return Survey(
        points,
        table[keep, 3],
        table[keep, 2],
        TUMFTM_LICENCE if known else UNKNOWN_LICENCE,
        TUMFTM_ATTRIBUTION if known else f"Imported from {path.name}",
        CSV_TOLERANCE,
    )


def _csv_row(line: str) -> list[float] | str:
    """The numbers of a row, or what is wrong with it."""
    cells = [cell.strip() for cell in line.replace(";", ",").split(",")]
    if len(cells) != 4:
        return f"{len(cells)} columns, must be 4: x_m, y_m, w_tr_right_m, w_tr_left_m"
    try:
        row = [float(cell) for cell in cells]
    except ValueError:
        return f"{line.strip()[:60]!r}, must be four numbers"
    if not np.isfinite(row).all() or max(abs(row[0]), abs(row[1])) > 50_000:
        return f"{line.strip()[:60]!r}, x and y must be within 50 km of the origin"
    if not all(1 <= width <= 25 for width in row[2:]):
        return f"widths {row[2]:g} m and {row[3]:g} m, must be within 1-25 m"
    return row


def read_geojson(path: Path, width: float) -> Survey:
    """The first line of a GeoJSON file (RFC 7946), flattened around its middle."""
    try:
        data = json.loads(_read(path))
    except (ValueError, RecursionError) as error:
        message = str(error).splitlines()[0]
        raise DataError([Problem(str(path), 0, 0, f"not valid JSON: {message}")]) from error
    coordinates, properties = _first_line(data)
    if coordinates is None:
        raise DataError([Problem(str(path), 0, 0, "holds no LineString and no Polygon")])
    degrees = _degrees(path, coordinates)
    east, north = np.radians(degrees - degrees.mean(axis=0)).T * EARTH_RADIUS
    flat = np.column_stack([east * np.cos(np.radians(degrees[:, 1].mean())), north])
    if np.abs(flat).max() > 50_000:
        raise DataError([Problem(str(path), 0, 0, "is more than 50 km across")])
    points, _ = _without_repeats(path, flat)
    half = np.full(len(points), width / 2)
    licence = str(properties.get("licence") or properties.get("license") or UNKNOWN_LICENCE)
    attribution = str(properties.get("attribution") or f"Imported from {path.name}")
    return Survey(points, half, half, licence[:300], attribution[:1000], MAP_TOLERANCE)


def _first_line(data: Any, depth: int = 0) -> tuple[Any, dict[str, Any]]:
    """Coordinates and properties of the first line in a GeoJSON object."""
    if not isinstance(data, dict) or depth > 4:
        return None, {}
    properties = data.get("properties")
    properties = properties if isinstance(properties, dict) else {}
    kind, coordinates = data.get("type"), data.get("coordinates")
    if kind == "LineString":
        return coordinates, properties
    if kind in {"Polygon", "MultiLineString"} and isinstance(coordinates, list) and coordinates:
        return coordinates[0], properties
    inner = data.get("features") or data.get("geometries") or [data.get("geometry")]
    for part in inner if isinstance(inner, list) else []:
        found, own = _first_line(part, depth + 1)
        if found is not None:
            return found, {**properties, **own}
    return None, {}


def _degrees(path: Path, coordinates: Any) -> Floats:
    """Longitudes and latitudes, shape (n, 2)."""
    try:
        degrees = np.array([(float(place[0]), float(place[1])) for place in coordinates])
    except (TypeError, ValueError, IndexError, KeyError, OverflowError) as error:
        problem = Problem(str(path), 0, 0, "coordinates must be pairs of numbers")
        raise DataError([problem]) from error
    degrees = degrees.reshape(-1, 2)
    if not (np.isfinite(degrees).all() and (np.abs(degrees) <= (180, 89)).all()):
        message = "coordinates must be longitude (within 180) and latitude (within 89) in degrees"
        raise DataError([Problem(str(path), 0, 0, message)])
    return degrees


def _read(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            content = stream.read(MAX_IMPORT_BYTES + 1)
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror or error}") from error
    if len(content) > MAX_IMPORT_BYTES:
        raise DataError([Problem(str(path), 0, 0, f"larger than {MAX_IMPORT_BYTES} bytes")])
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DataError([Problem(str(path), 0, 0, "not UTF-8 text")]) from error


def _without_repeats(path: Path, points: Floats) -> tuple[Floats, Any]:
    """Points that differ from the one before, and which ones they are."""
    if not MIN_POINTS <= len(points) <= MAX_POINTS:
        message = f"{len(points)} points, must be {MIN_POINTS} to {MAX_POINTS}"
        raise DataError([Problem(str(path), 0, 0, message)])
    step = np.hypot(*(points - np.roll(points, 1, axis=0)).T)
    keep = np.flatnonzero(step > 0.05)
    if len(keep) < MIN_POINTS:
        raise DataError([Problem(str(path), 0, 0, "its points all lie at one place")])
    length = float(step.sum())
    if not 150 <= length <= 40_000:
        message = f"the lap is {length:.0f} m long, must be within 150-40000 m"
        raise DataError([Problem(str(path), 0, 0, message)])
    return points[keep], keep


def _finish(survey: Survey, title: str) -> Imported:
    raw = spline_line(survey.points, survey.left, survey.right, 0.0)
    widths = np.column_stack([survey.left, survey.right])
    points, widths = resampled(survey.points, widths, STEP)
    moved = smoothed(points, survey.tolerance)
    ahead = np.roll(moved, -1, axis=0) - np.roll(moved, 1, axis=0)
    shift = moved - points
    left_by = (ahead[:, 0] * shift[:, 1] - ahead[:, 1] * shift[:, 0]) / np.hypot(*ahead.T)
    if survey.tolerance == CSV_TOLERANCE:
        widths = np.maximum(1.0, widths + np.column_stack([-left_by, left_by]))
    line = spline_line(moved, widths[:, 0], widths[:, 1], 0.0)
    line, narrowed = _fit_widths(line)
    return Imported(
        track_text(title, line, survey.licence, survey.attribution, bool(find_meetings(line))),
        float(np.hypot(*shift.T).max()),
        1 / float(np.abs(raw.curvature).max()),
        1 / float(np.abs(line.curvature).max()),
        narrowed,
    )


def _fit_widths(line: CentreLine) -> tuple[CentreLine, str]:
    """Narrow the road inside bends tighter than it is wide, and beside other parts of the lap."""
    room = free_room(line, find_meetings(line))
    left, right = (
        limit_slope(np.minimum(width, _width_limit(line, side, free)), _WIDTH_SLOPE, line.spacing)
        for side, width, free in (
            (1, line.width_left, room.left),
            (-1, line.width_right, room.right),
        )
    )
    cut = np.maximum(line.width_left - left, line.width_right - right)
    if cut.max() <= 0.01:
        return line, ""
    message = f"; the road was narrowed by up to {cut.max():.1f} m where it had no room"
    return replace(line, width_left=left, width_right=right), message


def _width_limit(line: CentreLine, side: int, free: Floats) -> Floats:
    """The widest that one side may be at each station [m]."""
    bend = _BEND_WIDTH / np.maximum(side * line.curvature, 1e-6)
    return np.maximum(1.0, np.minimum(bend, free - WALL_GAP - _ROUNDING))
