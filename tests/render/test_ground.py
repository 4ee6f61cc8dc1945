"""The ground: what is seen is what is driven on."""

from __future__ import annotations

import numpy as np
import pytest

from game.core.surface import Surface
from game.render.camera import Frame
from game.render.ground import Ground
from game.render.mood import mood_of
from game.render.renderer import EFFORT, TURNED_EFFORT
from game.render.tiling import density, level_for
from game.track.projection import project, surface_at
from game.track.reader import load_track

SIZE = (256, 144)


def seen(
    ground: Ground, x: float, y: float, scale: float = 22.6, up: float = np.pi / 2
) -> np.ndarray:
    """Red, green, blue of what a frame sees, shape (height, width, 3)."""
    picture = np.zeros((SIZE[1], SIZE[0]), np.uint32)
    ground.draw(picture, Frame(x, y, up, scale, SIZE))
    return np.stack([(picture >> shift) & 255 for shift in (16, 8, 0)], axis=-1).astype(int)


@pytest.fixture(scope="module")
def ground() -> Ground:
    return Ground(load_track("fenwick-hollow"))


def test_every_place_has_the_colour_of_the_surface_that_a_tyre_feels(ground: Ground) -> None:
    track = ground.track
    mood = mood_of(track.name)
    wanted = {
        Surface.ASPHALT: [mood.asphalt, mood.runoff],
        Surface.LINE: [mood.paint],
        Surface.KERB: [mood.kerb_one, mood.kerb_two],
        Surface.GRASS: [mood.grass_one, mood.grass_two],
        Surface.GRAVEL: [mood.gravel],
    }
    draw = np.random.default_rng(3)
    checked = dict.fromkeys(wanted, 0)
    for s in draw.uniform(0.0, track.length, 60):
        here = track.stations[int(s / track.spacing) % len(track.stations)]
        edges = here["band_edge"]
        band = draw.choice(np.flatnonzero(np.diff(edges) > 0.12))
        x, y = track.position(s, float(edges[band] + edges[band + 1]) / 2)
        index, distance, offset = project(track.stations, 0, float(x), float(y))
        surface = Surface(surface_at(track.stations, index, distance, offset))
        if surface not in wanted:
            continue
        colour = seen(ground, float(x), float(y))[SIZE[1] // 2, SIZE[0] // 2]
        away = {
            kind: min(
                np.abs(colour / max(colour.sum(), 1) - np.array(one) / sum(one)).sum() * 300
                + 0.35 * abs(colour.sum() - sum(one)) / 3
                for one in colours
            )
            for kind, colours in wanted.items()
        }
        if min(away, key=lambda kind: away[kind]) == surface:
            checked[surface] += 1
        else:
            checked[surface] += 0
            assert away[surface] < 60, f"{surface.name} at s {s:.1f} is drawn as {colour}"
    assert checked[Surface.GRASS] > 5
    assert checked[Surface.ASPHALT] > 5


def test_a_turned_picture_shows_the_same_ground(ground: Ground) -> None:
    x, y = (float(value) for value in ground.track.position(300.0, 0.0))
    upright = seen(ground, x, y)[22:122, 78:178]
    turned = np.rot90(seen(ground, x, y, up=np.pi)[22:122, 78:178], 1)
    difference = np.abs(upright[3:-3, 3:-3] - turned[3:-3, 3:-3]).mean()
    assert difference < 5.0


def test_levels_of_detail_are_near_to_one_texel_per_pixel() -> None:
    for scale in np.geomspace(0.9, 60.0, 40):
        assert 0.72 < density(level_for(float(scale))) / scale < 1.04
        assert 0.83 < density(level_for(float(scale), fine=True)) / scale < 1.2


def test_ground_is_painted_bit_by_bit_until_it_is_all_there(ground: Ground) -> None:
    fresh = Ground(ground.track)
    x, y = (float(value) for value in ground.track.position(900.0, 0.0))
    frame = Frame(x, y, np.pi / 2, 8.0, SIZE)
    whole, part = (np.zeros((SIZE[1], SIZE[0]), np.uint32) for _ in range(2))
    ground.draw(whole, frame)
    far = Frame(-5000.0, -5000.0, np.pi / 2, 8.0, SIZE)
    fresh.draw(part, far, effort=1)
    fresh.draw(part, frame, effort=1)
    assert (whole != part).mean() > 0.3, "one piece of work cannot paint a whole picture"
    for _ in range(200):
        fresh.draw(part, frame, effort=4)
    np.testing.assert_array_equal(whole, part)


def test_far_from_everything_there_is_land_and_no_error(ground: Ground) -> None:
    assert seen(ground, 40_000.0, -40_000.0, scale=4.0).std() > 0


@pytest.mark.parametrize("turned", [False, True])
def test_nothing_is_coarse_in_front_of_a_camera_that_drives_along(turned: bool) -> None:
    track, size, speed = load_track("longmarsh"), (1920, 1080), 45.0
    driven, perfect = Ground(track), Ground(track)
    effort = TURNED_EFFORT if turned else EFFORT
    picture, wanted = (np.zeros((size[1], size[0]), np.uint32) for _ in range(2))
    for number in range(151):
        here, ahead = (track.position(200.0 + speed * number / 60 + more, 0.0) for more in (0, 1))
        way = ahead - here
        up = float(np.arctan2(way[1], way[0])) if turned else np.pi / 2
        frame = Frame(float(here[0]), float(here[1]), up, 12.0, size)
        velocity = (float(way[0]) * speed, float(way[1]) * speed)
        driven.draw(picture, frame, velocity, effort)
        if number % 50 == 0:
            perfect.draw(wanted, frame)
            np.testing.assert_array_equal(picture, wanted)


def test_all_of_a_large_track_is_painted_after_a_cut_from_a_car() -> None:
    track, size = load_track("longmarsh"), (1280, 720)
    cut, best = Ground(track), Ground(track)
    picture, wanted = (np.zeros((size[1], size[0]), np.uint32) for _ in range(2))
    road = track.position(track.stations["distance"], 0.0)
    middle = (road.min(axis=0) + road.max(axis=0)) / 2
    whole = Frame(float(middle[0]), float(middle[1]), np.pi / 2, 0.39, size)
    for number in range(60):
        x, y = track.position(60.0 * number, 0.0)
        near = Frame(float(x), float(y), np.pi / 2, 9.0, size)
        cut.draw(picture, near, effort=400)
    for _ in range(90):
        cut.draw(picture, whole, effort=EFFORT)
    best.draw(wanted, whole)
    np.testing.assert_array_equal(picture, wanted)


@pytest.mark.parametrize("before", [9.0, 0.39])
def test_a_few_frames_after_a_cut_there_is_a_picture_if_not_a_sharp_one(before: float) -> None:
    track, size = load_track("longmarsh"), (1280, 720)
    cut, best = Ground(track), Ground(track)
    picture, wanted = (np.zeros((size[1], size[0]), np.uint32) for _ in range(2))
    frames = [
        Frame(float(x), float(y), np.pi / 2, scale, size)
        for scale, (x, y) in (
            (before, track.position(100.0, 0.0)),
            (9.0, track.position(1500.0, 0.0)),
        )
    ]
    cut.draw(picture, frames[0])
    for _ in range(4):
        cut.draw(picture, frames[1], effort=EFFORT)
    best.draw(wanted, frames[1])
    blocks = [
        ((one >> 8) & 255).reshape(180, 4, 320, 4).mean(axis=(1, 3)) for one in (picture, wanted)
    ]
    assert np.quantile(np.abs(blocks[0] - blocks[1]), 0.95) < 10.0
