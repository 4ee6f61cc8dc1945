"""Scenery is the same every time and stands on no road."""

from __future__ import annotations

import numpy as np
import pytest

from game.core.paths import TRACKS
from game.track.model import SceneryFile
from game.track.reader import load_track
from game.track.scenery import covering, scenery
from game.track.track import Track

NAMES = sorted(path.stem for path in TRACKS.glob("*.yaml"))


def between_walls(track: Track, points: np.ndarray) -> np.ndarray:
    """Which points lie on a cross-section of their nearest station."""
    stations = track.stations
    centre = np.column_stack([stations["x"], stations["y"]])
    inside = []
    for point in points:
        aside = point - centre
        along = aside[:, 0] * stations["tangent_x"] + aside[:, 1] * stations["tangent_y"]
        offset = -aside[:, 0] * stations["tangent_y"] + aside[:, 1] * stations["tangent_x"]
        edges = stations["band_edge"]
        here = (offset > edges[:, 0]) & (offset < edges[:, -1])
        inside.append(np.any(here & (np.abs(along) < 0.55 * track.spacing)))
    return np.array(inside)


@pytest.mark.parametrize("name", NAMES)
def test_nothing_stands_between_the_walls(name: str) -> None:
    track = load_track(name)
    for item in track.scenery[:: max(1, len(track.scenery) // 60)]:
        if item.kind != "gantry":
            assert not between_walls(track, covering(item, 6.0)).any(), item


@pytest.mark.parametrize("name", NAMES)
def test_the_same_track_gets_the_same_scenery(name: str) -> None:
    track = load_track(name)
    again = scenery(track.stations, track.walls, track.pit_lane, None)
    assert again == scenery(track.stations, track.walls, track.pit_lane, None)
    assert len({(item.kind, item.x, item.y) for item in again}) == len(again)


def test_different_tracks_get_different_woods() -> None:
    first, second = (load_track(name).scenery for name in ("fenwick-hollow", "sablemoor"))
    assert [item.seed for item in first] != [item.seed for item in second]


def test_listed_items_are_taken_as_they_are() -> None:
    track = load_track("copperline")
    listed = [SceneryFile(kind="tower", at=100.0, offset=-30.0, heading_deg=90, length=4, width=3)]
    (item,) = scenery(track.stations, track.walls, track.pit_lane, listed)
    x, y = track.position(100.0, -30.0)
    assert (item.kind, item.length, item.width) == ("tower", 4, 3)
    assert (item.x, item.y) == pytest.approx((x, y), abs=track.spacing)
    ahead = track.stations[int(100.0 / track.spacing)]
    direction = np.array([np.cos(item.yaw), np.sin(item.yaw)])
    assert direction @ [ahead["tangent_x"], ahead["tangent_y"]] == pytest.approx(0, abs=1e-9)


def test_an_empty_list_means_none() -> None:
    track = load_track("copperline")
    assert scenery(track.stations, track.walls, track.pit_lane, []) == ()


def test_a_town_has_houses_and_a_moor_has_trees() -> None:
    town = [item.kind for item in load_track("lantern-quay").scenery]
    moor = [item.kind for item in load_track("sablemoor").scenery]
    assert town.count("building") > 60
    assert moor.count("building") == 0
    assert moor.count("tree") > 100
