"""Cameras: the world's axes on the screen, and how they follow."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.render.camera import Camera, CameraKind, Frame
from game.track.reader import load_track
from tests.render.stage import SIZE, camera_on, views_on

TRACK = load_track("thimble")
KINDS = list(CameraKind)


@given(
    st.floats(-3000, 3000),
    st.floats(-3000, 3000),
    st.floats(-7, 7),
    st.floats(0.2, 60),
    st.floats(-500, 500),
)
def test_a_place_on_the_screen_leads_back_to_its_place_in_the_world(
    x: float, y: float, up: float, scale: float, away: float
) -> None:
    frame = Frame(x, y, up, scale, (1280, 720))
    place = np.array([[x + away, y - 0.3 * away]])
    np.testing.assert_allclose(frame.to_world(frame.to_screen(place)), place, atol=1e-6)


def test_north_is_up_and_east_is_right() -> None:
    frame = Frame(10.0, 20.0, np.pi / 2, 4.0, (200, 100))
    np.testing.assert_allclose(frame.to_screen(np.array([10.0, 20.0])), [100, 50])
    np.testing.assert_allclose(frame.to_screen(np.array([15.0, 20.0])), [120, 50])
    np.testing.assert_allclose(frame.to_screen(np.array([10.0, 25.0])), [100, 30])


def test_a_way_in_the_world_is_the_difference_of_two_places() -> None:
    frame = Frame(3.0, -4.0, 1.1, 7.0, (640, 360))
    here, there = np.array([5.0, 6.0]), np.array([8.0, 4.0])
    way = frame.to_screen(there) - frame.to_screen(here)
    np.testing.assert_allclose(frame.on_screen(3.0, -2.0), way, atol=1e-9)


@pytest.mark.parametrize("kind", KINDS)
def test_every_camera_has_its_car_in_the_picture(kind: CameraKind) -> None:
    for s in np.linspace(0.0, TRACK.length, 23):
        views = views_on(TRACK, [float(s)], speed=40.0)
        camera = Camera(kind, SIZE, TRACK)
        camera.update(views, 0.0)
        place = camera.world_to_screen(np.array([views["x"][0], views["y"][0]]))
        assert (place > 0).all()
        assert (place < np.array(SIZE)).all()


def test_with_the_heading_up_the_road_ahead_is_above_the_car() -> None:
    views = views_on(TRACK, [150.0])
    camera = camera_on(TRACK, views, CameraKind.HEADING_UP)
    yaw = float(views["yaw"][0])
    here = np.array([views["x"][0], views["y"][0]])
    ahead = here + 5.0 * np.array([np.cos(yaw), np.sin(yaw)])
    below, above = camera.world_to_screen(np.array([here, ahead]))
    assert above[0] == pytest.approx(below[0], abs=1e-6)
    assert above[1] < below[1]
    assert below[1] > SIZE[1] / 2


def test_looking_back_shows_what_is_behind() -> None:
    views = views_on(TRACK, [150.0])
    camera = Camera(CameraKind.HEADING_UP, SIZE, TRACK)
    camera.look_back = True
    camera.update(views, 0.0)
    yaw = float(views["yaw"][0])
    here = np.array([views["x"][0], views["y"][0]])
    ahead = here + 5.0 * np.array([np.cos(yaw), np.sin(yaw)])
    places = camera.world_to_screen(np.array([here, ahead]))
    assert places[1][1] > places[0][1]


def test_the_chasing_camera_sees_more_and_looks_further_ahead_at_speed() -> None:
    slow, fast = views_on(TRACK, [150.0], speed=5.0), views_on(TRACK, [150.0], speed=70.0)
    cameras = [camera_on(TRACK, views) for views in (slow, fast)]
    assert cameras[1].scale < 0.7 * cameras[0].scale
    ahead = [
        np.hypot(camera.frame.x - slow["x"][0], camera.frame.y - slow["y"][0]) for camera in cameras
    ]
    assert ahead[1] > 3 * ahead[0]


def test_the_whole_track_is_seen_between_the_displays() -> None:
    camera = camera_on(TRACK, views_on(TRACK, [0.0]), CameraKind.WHOLE_TRACK)
    for end in (0, -1):
        edge = TRACK.position(TRACK.stations["distance"], TRACK.stations["band_edge"][:, end])
        x, y = (camera.world_to_screen(edge) / np.array(SIZE)).T
        assert x.min() > 0.16
        assert x.max() < 0.84
        assert y.min() > 0.05
        assert y.max() < 0.84


def test_zoom_is_followed_smoothly_until_it_is_told_to_snap() -> None:
    camera = camera_on(TRACK, views_on(TRACK, [150.0], speed=5.0))
    near = camera.scale
    fast = views_on(TRACK, [150.0], speed=70.0)
    camera.update(fast, 1 / 60)
    assert 0.9 * near < camera.scale < near
    camera.snap()
    camera.update(fast, 1 / 60)
    assert camera.scale == pytest.approx(camera_on(TRACK, fast).scale)


def test_short_cars_are_shown_from_nearer() -> None:
    views = views_on(TRACK, [150.0])
    kart = Camera(CameraKind.CHASE, SIZE, TRACK, car_length=1.95)
    kart.update(views, 0.0)
    assert kart.scale > camera_on(TRACK, views).scale
