"""Whole pictures: every track and car, what cars leave behind, the same every time."""

from __future__ import annotations

import gc
import tracemalloc

import numpy as np
import pygame
import pytest

from game.core.clock import TICK
from game.core.paths import TRACKS
from game.render.camera import Camera, CameraKind
from game.render.car_shape import shape_of, shapes
from game.render.renderer import LineShown, RenderOptions, blank_picture
from game.track.reader import load_track
from game.vehicle.reader import load_car, shipped_cars
from tests.render.stage import SIZE, camera_on, drawn, pixels, renderer_on, views_on

TRACK = load_track("thimble")


def slide(views: np.ndarray, ticks: int, step: float = 0.25) -> list[np.ndarray]:
    """The same cars with sliding wheels, a little further on at each tick."""
    found = []
    for tick in range(ticks):
        one = views.copy()
        one["x"] += step * tick * np.cos(views["yaw"])
        one["y"] += step * tick * np.sin(views["yaw"])
        one["slip"], one["slip_ratio"], one["brake"] = 2.0, -0.9, 1.0
        found.append(one)
    return found


@pytest.mark.parametrize("name", sorted(path.stem for path in TRACKS.glob("*.yaml")))
def test_every_shipped_track_draws_in_every_camera(name: str) -> None:
    track = load_track(name)
    renderer = renderer_on(track, ("gt3",), racing_line=LineShown.FULL)
    views = views_on(track, [120.0])
    for kind in CameraKind:
        camera = Camera(kind, SIZE, track)
        camera.update(views, 0.0)
        picture = pixels(renderer.photograph(views, camera, SIZE))
        assert picture.std() > 8, f"{kind}: nothing to be seen"


def test_every_shipped_car_has_a_silhouette_of_its_own() -> None:
    masks = {}
    for name in shipped_cars():
        assert load_car(name).category in shapes(), f"{name} has no shape"
        renderer = renderer_on(TRACK, (name,), shadows=False)
        views = views_on(TRACK, [30.0])
        camera = Camera(CameraKind.NORTH_UP, SIZE, TRACK)
        camera.zoom = 6.0
        camera.update(views, 0.0)
        with_car = pixels(renderer.photograph(views, camera, SIZE))
        views["present"] = 0
        without = pixels(renderer.photograph(views, camera, SIZE))
        masks[name] = np.abs(with_car - without).sum(axis=-1) > 30
        assert masks[name].sum() > 200, f"{name} cannot be seen"
    names = list(masks)
    for index, one in enumerate(names):
        for other in names[index + 1 :]:
            different = (masks[one] ^ masks[other]).sum() / (masks[one] | masks[other]).sum()
            assert different > 0.04, f"{one} and {other} look alike"


def test_a_category_without_a_shape_is_drawn_all_the_same() -> None:
    assert shape_of("hovercraft").parts


def test_the_same_ticks_give_the_same_picture() -> None:
    pictures = []
    for _ in range(2):
        renderer = renderer_on(TRACK, ("gt3", "f1"), wetness=0.4)
        views = views_on(TRACK, [60.0, 50.0])
        for one in slide(views, 40):
            renderer.after_tick(one, TICK)
        pictures.append(pixels(renderer.photograph(views, camera_on(TRACK, views), SIZE)))
    np.testing.assert_array_equal(*pictures)


def test_sliding_tyres_leave_marks_that_stay_until_they_are_forgotten() -> None:
    renderer = renderer_on(TRACK, ("gt3",), effects=0.0)
    views = views_on(TRACK, [60.0])
    absent = views.copy()
    absent["present"] = 0
    camera = camera_on(TRACK, views)
    clean = pixels(renderer.photograph(absent, camera, SIZE)).astype(float)
    for one in slide(views, 60):
        renderer.after_tick(one, TICK)
    marked = pixels(renderer.photograph(absent, camera, SIZE))
    assert (clean - marked).max() > 12
    renderer.forget_effects()
    np.testing.assert_array_equal(pixels(renderer.photograph(absent, camera, SIZE)), marked)
    renderer.forget_effects(skids=True)
    np.testing.assert_array_equal(pixels(renderer.photograph(absent, camera, SIZE)), clean)


def test_marks_laid_under_a_painted_tile_equal_those_painted_with_it() -> None:
    views = views_on(TRACK, [60.0])
    absent = views.copy()
    absent["present"] = 0
    camera = camera_on(TRACK, views)
    seen_before, seen_after = (renderer_on(TRACK, ("gt3",), effects=0.0) for _ in range(2))
    seen_before.photograph(absent, camera, SIZE)
    for one in slide(views, 60):
        seen_before.after_tick(one, TICK)
        seen_after.after_tick(one, TICK)
    first = pixels(seen_before.photograph(absent, camera, SIZE))
    second = pixels(seen_after.photograph(absent, camera, SIZE))
    assert np.abs(first - second).max() <= 40
    assert (first != second).any(axis=-1).mean() < 0.01, "only what stands above marks may differ"


def test_smoke_rises_and_is_gone_after_a_while() -> None:
    renderer = renderer_on(TRACK, ("gt3",))
    views = views_on(TRACK, [60.0])
    for one in slide(views, 60):
        renderer.after_tick(one, TICK)
    puffs, _ = renderer.air_seen(camera_on(TRACK, views).frame)
    assert len(puffs) > 5
    views["present"] = 0
    for _ in range(300):
        renderer.after_tick(views, TICK)
    puffs, _ = renderer.air_seen(camera_on(TRACK, views).frame)
    assert len(puffs) == 0


def test_spray_in_the_wet_dust_on_grass_sparks_from_contacts() -> None:
    contacts = np.zeros(1, [("x", "f8"), ("y", "f8"), ("closing_speed", "f8")])
    for wetness, surface, hit in ((1.0, 0, 0.0), (0.0, 4, 0.0), (0.0, 0, 9.0)):
        renderer = renderer_on(TRACK, ("gt3",), wetness=wetness)
        views = views_on(TRACK, [60.0], speed=40.0)
        views["surface"] = surface
        contacts["x"], contacts["y"] = views["x"], views["y"]
        contacts["closing_speed"] = hit
        for tick in range(30):
            views["x"] += 0.1
            renderer.after_tick(views, TICK, contacts if tick > 25 else None)
        puffs, streaks = renderer.air_seen(camera_on(TRACK, views).frame)
        assert len(streaks if hit else puffs) > 0


def test_a_wet_road_is_darker() -> None:
    views = views_on(TRACK, [60.0])
    views["present"] = 0
    camera = camera_on(TRACK, views)
    means = [
        pixels(renderer_on(TRACK, wetness=wetness).photograph(views, camera, SIZE)).mean()
        for wetness in (0.0, 1.0)
    ]
    assert means[1] < 0.93 * means[0]


def test_brake_lights_glow() -> None:
    renderer = renderer_on(TRACK, ("gt3",), grip_marks=False)
    views = views_on(TRACK, [60.0])
    camera = camera_on(TRACK, views, CameraKind.NORTH_UP, 6.0)
    off = pixels(renderer.photograph(views, camera, SIZE))
    views["brake"] = 1.0
    on = pixels(renderer.photograph(views, camera, SIZE))
    assert (on[..., 0] - off[..., 0]).max() > 60


def test_pictures_of_any_size_and_form_are_drawn() -> None:
    renderer = renderer_on(TRACK, ("gt3",))
    views = views_on(TRACK, [60.0])
    camera = camera_on(TRACK, views)
    plain = drawn(renderer, views, camera)
    other = pygame.Surface(SIZE, 0, 24)
    renderer.draw(other, views, camera, 1 / 60)
    np.testing.assert_array_equal(pixels(other), plain)
    for size in ((640, 360), (200, 300)):
        renderer.resize(size)
        surface = blank_picture(size)
        renderer.draw(surface, views, camera, 1 / 60)
        assert camera.size == size
        assert pixels(surface).std() > 8
    assert renderer.photograph(views, camera, (400, 300)).get_size() == (400, 300)


def test_the_line_shows_more_when_all_of_it_is_wanted() -> None:
    views = views_on(TRACK, [60.0])
    camera = camera_on(TRACK, views)
    renderer = renderer_on(TRACK)
    found = []
    for shown in LineShown:
        renderer.set_options(RenderOptions(racing_line=shown))
        found.append(pixels(renderer.photograph(views, camera, SIZE)))
    assert (found[2] != found[0]).any(axis=-1).sum() > (found[1] != found[0]).any(axis=-1).sum()


def test_the_lamps_over_the_start_line_show_the_lights() -> None:
    renderer = renderer_on(TRACK)
    views = views_on(TRACK, [-6.0], speed=0.0)
    camera = camera_on(TRACK, views)

    def lamps(red: int, green: bool) -> tuple[int, int]:
        """How many pixels shine red and green."""
        renderer.show_lights(red, green)
        colours = pixels(renderer.photograph(views, camera, (960, 540)))
        least, most = 170, 90
        reds = (colours[..., 0] > least) & (colours[..., 1:].max(axis=-1) < most)
        greens = (colours[..., 1] > least) & (colours[..., [0, 2]].max(axis=-1) < 120)
        return int(reds.sum()), int(greens.sum())

    ground, _ = lamps(0, False)
    seen = [lamps(red, False)[0] - ground for red in range(6)]
    assert seen == sorted(seen)
    assert seen[5] == pytest.approx(5 * seen[1], rel=0.3)
    assert seen[1] > 4
    assert lamps(0, True)[1] > 20 > lamps(0, False)[1]
    assert lamps(0, False)[0] == ground


def test_a_window_made_much_smaller_gives_back_the_ground_of_the_large_one() -> None:
    renderer, views = renderer_on(TRACK, ("kart",)), views_on(TRACK, [30.0])
    camera = Camera(CameraKind.HEADING_UP, SIZE, TRACK)
    camera.update(views, 0.0)

    def look(size: tuple[int, int]) -> int:
        """Draw a picture; gives what is held then [bytes]."""
        renderer.resize(size)
        surface = blank_picture(size)
        renderer.draw(surface, views, camera, TICK)
        gc.collect()
        return tracemalloc.get_traced_memory()[0]

    tracemalloc.start()
    try:
        small, large, again = (look(size) for size in (SIZE, (1600, 900), SIZE))
    finally:
        tracemalloc.stop()
    assert large > small + 5_000_000
    assert again < small + 1_000_000


def test_a_large_photograph_leaves_no_more_than_there_was() -> None:
    renderer, views = renderer_on(TRACK, ("kart",)), views_on(TRACK, [30.0])
    camera = camera_on(TRACK, views)
    tracemalloc.start()
    try:
        renderer.draw(blank_picture(SIZE), views, camera, TICK)
        before = tracemalloc.get_traced_memory()[0]
        renderer.photograph(views, camera, (1600, 900))
        renderer.draw(blank_picture(SIZE), views, camera, TICK)
        after = tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()
    assert after < before + 1_000_000
