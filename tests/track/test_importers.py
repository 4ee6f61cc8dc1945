"""Foreign data become tracks: surveyed centre lines, map lines."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings

from game.core.errors import DataError, UsageError
from game.track.importers import CSV_TOLERANCE, TUMFTM_HEADER, import_track
from game.track.reader import build_track
from game.track.smoothing import smoothed
from tests.track.drawn import Drawing, drawings

CIRCUITS = Path(__file__).resolve().parents[3] / "shared" / "reference" / "circuits"


def csv(points: np.ndarray, right: float, left: float, header: str = TUMFTM_HEADER) -> str:
    rows = "".join(f"{x:.4f},{y:.4f},{right},{left}\n" for x, y in points)
    return f"{header}\n{rows}"


def circle(radius: float, count: int) -> np.ndarray:
    angle = np.linspace(0, 2 * np.pi, count, endpoint=False)
    return radius * np.column_stack([np.cos(angle), np.sin(angle)])


@pytest.mark.parametrize("path", sorted(CIRCUITS.glob("*.csv")), ids=lambda path: path.stem)
def test_real_circuits_become_tracks(path: Path) -> None:
    imported = import_track(path, path.stem)
    track = build_track(imported.text, path.stem)
    survey = np.loadtxt(path, delimiter=",")
    length = np.hypot(*(np.roll(survey[:, :2], -1, axis=0) - survey[:, :2]).T).sum()
    assert track.length == pytest.approx(length, rel=1e-3)
    assert imported.moved <= CSV_TOLERANCE
    assert imported.radius_after > imported.radius_before
    assert track.stations["width_left"].mean() == pytest.approx(survey[:, 3].mean(), rel=0.02)
    assert track.stations["width_right"].mean() == pytest.approx(survey[:, 2].mean(), rel=0.02)
    centre = np.column_stack([track.stations["x"], track.stations["y"]])
    for x, y in survey[::10, :2]:
        assert np.hypot(*(centre - (x, y)).T).min() < CSV_TOLERANCE + track.spacing
    assert "OpenStreetMap" in track.metadata["attribution"]
    assert "LGPL" in track.metadata["licence"]
    assert len(track.grid) == 20


def test_there_were_circuits_to_import() -> None:
    if not CIRCUITS.is_dir():
        pytest.skip(f"{CIRCUITS} is not here")
    assert len(list(CIRCUITS.glob("*.csv"))) >= 4


def test_a_circle_stays_a_circle(tmp_path: Path) -> None:
    source = tmp_path / "circle.csv"
    source.write_text(csv(circle(100, 120), 5, 6))
    imported = import_track(source, "Circle")
    assert imported.radius_after == pytest.approx(100, rel=0.02)
    assert imported.moved < 0.05
    track = build_track(imported.text, "circle")
    assert track.length == pytest.approx(200 * np.pi, rel=1e-3)
    assert track.stations["width_left"] == pytest.approx(6, abs=0.06)


@settings(max_examples=15)
@given(drawings())
def test_smoothing_moves_no_point_further_than_allowed(drawing: Drawing) -> None:
    noise = np.random.default_rng(0).normal(0, 0.5, drawing.points.shape)
    points = drawing.points + noise
    for tolerance in (0.2, 1.0):
        assert np.hypot(*(smoothed(points, tolerance) - points).T).max() <= tolerance * 1.001


def test_columns_without_a_known_header_get_no_licence(tmp_path: Path) -> None:
    source = tmp_path / "mine.csv"
    source.write_text(csv(circle(100, 120), 5, 6, "# my own"))
    assert "unknown: ask" in import_track(source, "Mine").text


def test_a_line_on_a_map_is_flattened_without_distortion(tmp_path: Path) -> None:
    latitude, longitude = 47.2, 14.76
    flat = circle(300, 60)
    degrees = np.degrees(flat / 6_371_008.8)
    longitudes = longitude + degrees[:, 0] / np.cos(np.radians(latitude))
    line = np.column_stack([longitudes, latitude + degrees[:, 1]]).tolist()
    data = {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {"licence": "ODbL", "attribution": "somebody's map"},
                "geometry": {"type": "LineString", "coordinates": [*line, line[0]]},
            }
        ],
    }
    source = tmp_path / "map.geojson"
    source.write_text(json.dumps(data))
    track = build_track(import_track(source, "Map", 12).text, "map")
    assert track.length == pytest.approx(600 * np.pi, rel=2e-3)
    assert track.stations["curvature"] == pytest.approx(1 / 300, rel=0.05)
    assert track.stations["width_left"] == pytest.approx(6)
    assert track.metadata["licence"] == "ODbL"
    assert track.metadata["attribution"] == "somebody's map"


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("a.csv", "1,2,3\n", "a.csv:1:1: 3 columns, must be 4"),
        ("a.csv", "# head\n1,2,x,4\n", "a.csv:2:1: '1,2,x,4', must be four numbers"),
        ("a.csv", "1,2,0.1,4\n", "a.csv:1:1: widths 0.1 m and 4 m, must be within 1-25 m"),
        ("a.csv", "1e9,nan,5,5\n", "must be within 50 km of the origin"),
        ("a.csv", "", "a.csv: 0 points, must be 4 to 20000"),
        ("a.csv", "1,1,5,5\n" * 9, "its points all lie at one place"),
        ("a.geojson", "{", "not valid JSON"),
        ("a.geojson", "[1, 2]", "holds no LineString"),
        ("a.geojson", '{"type": "LineString", "coordinates": [1, 2]}', "pairs of numbers"),
        ("a.geojson", '{"type": "LineString", "coordinates": [[500, 2]]}', "longitude"),
        ("a.geojson", "[" * 100_000, "not valid JSON"),
    ],
)
def test_wrong_data_are_refused_in_one_line(
    tmp_path: Path, name: str, text: str, message: str
) -> None:
    source = tmp_path / name
    source.write_text(text)
    with pytest.raises(DataError) as caught:
        import_track(source, "A", 12 if name.endswith("json") else None)
    assert message in str(caught.value)


def test_what_is_asked_wrongly_is_a_wrong_use(tmp_path: Path) -> None:
    for name, width, message in (
        ("a.gpx", None, "only .csv and .geojson"),
        ("a.csv", 12.0, "has its own widths"),
        ("a.geojson", None, "give the road's"),
    ):
        (tmp_path / name).write_text("")
        with pytest.raises(UsageError, match=message):
            import_track(tmp_path / name, "A", width)
