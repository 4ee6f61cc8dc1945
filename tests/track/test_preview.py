"""The picture of a track shows what is driven on."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from game.core.errors import UndercutError
from game.core.surface import Surface
from game.track.canvas import Canvas, view_of
from game.track.preview import WIDTH, draw_preview, own_facts
from game.track.preview_ground import LAND, RUNOFF_ASPHALT, SURFACE_COLOURS, draw_ground
from game.track.reader import load_track


def test_a_preview_is_a_picture_of_the_stated_width(tmp_path: Path) -> None:
    track = load_track("thimble")
    speed = np.linspace(10.0, 50.0, len(track.stations))
    draw_preview(track, tmp_path / "thimble.png", speed, [("ideal lap kart", "0:48.1")])
    with Image.open(tmp_path / "thimble.png") as picture:
        assert picture.width == WIDTH
        assert picture.height > 600
        assert len(picture.convert("RGB").getcolors(1 << 24) or []) > 200


def test_a_preview_needs_no_speed(tmp_path: Path) -> None:
    draw_preview(load_track("cauldron"), tmp_path / "folder" / "cauldron.png")
    assert (tmp_path / "folder" / "cauldron.png").stat().st_size > 20_000


def test_what_is_drawn_is_what_is_driven_on() -> None:
    track = load_track("ferro-park")
    near = slice(0, 120)
    points = track.position(track.stations["distance"][near], 0.0)
    canvas = Canvas(1400, 1400, LAND)
    view = view_of(points, (150, 150, 1250, 1250))
    draw_ground(canvas, view, track)
    picture = np.asarray(canvas.finished())
    seen = set()
    for station in range(2, 118):
        row = track.stations[station]
        for band in range(len(row["band_surface"])):
            low, high = row["band_edge"][band : band + 2]
            surface = int(row["band_surface"][band])
            if high - low < 3.0 / view.scale + 1.0 or surface == Surface.KERB:
                continue
            x, y = view.pixels(track.position(station * track.spacing, (low + high) / 2))
            if not (4 < x < 1396 and 4 < y < 1396):
                continue
            colour = tuple(int(channel) for channel in picture[int(y), int(x)])
            allowed = {SURFACE_COLOURS[surface]}
            if surface == Surface.ASPHALT:
                allowed.add(RUNOFF_ASPHALT)
            assert colour in allowed, (station, band, surface)
            seen.add(surface)
    assert {Surface.ASPHALT, Surface.GRASS} <= seen


def test_the_map_has_north_up_and_east_right() -> None:
    view = view_of(np.array([[0.0, 0.0], [100.0, 100.0]]), (0, 0, 200, 200))
    np.testing.assert_allclose(view.pixels(np.array([0.0, 0.0])), [0, 200])
    np.testing.assert_allclose(view.pixels(np.array([100.0, 100.0])), [200, 0])


def test_facts_tell_length_direction_and_places() -> None:
    facts = dict(own_facts(load_track("lantern-quay")))
    assert facts["length"] == "3.24 km"
    assert facts["direction"] == "anticlockwise"
    assert facts["grid"] == "20 cars"


def test_missing_pillow_is_said_with_the_command_that_helps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "PIL", None)
    with pytest.raises(UndercutError, match=r"pip install 'undercut\[export\]'"):
        draw_preview(load_track("thimble"), tmp_path / "thimble.png")


def test_a_picture_that_cannot_be_written_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(UndercutError, match="cannot be written"):
        draw_preview(load_track("thimble"), tmp_path / "file" / "thimble.png")
