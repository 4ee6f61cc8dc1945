"""Turned pictures: folded texels are found again, and spare tiles fill what is missing."""

from __future__ import annotations

import numpy as np
import pytest

from game.render.camera import Frame
from game.render.ground import Ground
from game.render.sampler import POINT, ROWS, SQUARED, STRIDE, TILE, in_squares
from game.render.squares import Squares, fold
from game.render.tiling import density, keys_in_view, level_for, overlapping, tiles_in_view
from game.track.reader import load_track

SIZE = (320, 180)
HERE = 300.0


@pytest.fixture(scope="module")
def ground() -> Ground:
    return Ground(load_track("fenwick-hollow"))


def frame_at(ground: Ground, scale: float, up: float) -> Frame:
    x, y = (float(value) for value in ground.track.position(HERE, 0.0))
    return Frame(x, y, up, scale, SIZE)


def shown(ground: Ground, frame: Frame, effort: int | None = None) -> np.ndarray:
    picture = np.zeros((SIZE[1], SIZE[0]), np.uint32)
    ground.draw(picture, frame, effort=effort)
    return np.stack([(picture >> shift) & 255 for shift in (16, 8, 0)], axis=-1).astype(int)


def test_every_texel_of_a_folded_tile_is_found_again() -> None:
    tile = np.arange(ROWS * STRIDE, dtype=np.uint32)
    folded = np.zeros(SQUARED, np.uint32)
    fold(tile, folded, 0, ROWS)
    rows, columns = np.mgrid[0:TILE, 0:TILE].astype(np.uint32)
    places = in_squares(columns << POINT, rows << POINT)
    assert np.array_equal(folded[places], rows * STRIDE + columns)
    assert len(np.unique(places)) == TILE * TILE


def test_only_the_rows_that_have_changed_are_folded_again() -> None:
    tile = np.ones(ROWS * STRIDE, np.uint32)
    folded = np.zeros(SQUARED, np.uint32)
    fold(tile, folded, 100, 103)
    rows, columns = np.mgrid[0:TILE, 0:TILE].astype(np.uint32)
    found = folded[in_squares(columns << POINT, rows << POINT)]
    assert found[100:103].all()
    assert not found[:100].any()
    assert not found[104:].any()


def test_a_picture_with_more_tiles_than_room_says_which_have_none() -> None:
    squares, tile = Squares(), np.ones(ROWS * STRIDE, np.uint32)
    squares.reserve(2)
    slots = [squares.show((8, column, 0), tile, (0, ROWS), 1) for column in range(3)]
    assert slots == [0, 1, -1]
    assert squares.show((8, 2, 0), tile, (0, ROWS), 2) in (0, 1), "the next picture has new tiles"


@pytest.mark.parametrize("up", [0.3, 1.2, 2.8, 4.0])
def test_a_turned_picture_is_the_smooth_one_but_for_its_smoothness(
    ground: Ground, up: float
) -> None:
    frame = frame_at(ground, 15.9, up)
    picture, smooth = shown(ground, frame), np.zeros((SIZE[1], SIZE[0]), np.uint32)
    Ground(ground.track).draw(smooth, frame, smooth=True)
    parts = np.stack([(smooth >> shift) & 255 for shift in (16, 8, 0)], axis=-1).astype(int)
    assert np.abs(picture - parts).mean() < 6.0


@pytest.mark.parametrize("up", [np.pi / 2, 0.7])
def test_the_level_before_is_shown_until_the_new_one_is_painted(up: float) -> None:
    ground = Ground(load_track("fenwick-hollow"))
    near, far = frame_at(ground, 16.0, up), frame_at(ground, 10.0, up)
    assert level_for(near.scale) != level_for(far.scale)
    shown(ground, frame_at(ground, 16.0 * 0.4, up))
    shown(ground, near)
    change, best = shown(ground, far, effort=1), shown(Ground(ground.track), far)
    middle = slice(40, 140), slice(70, 250)
    assert np.abs(change[middle] - best[middle]).mean() < 9.0
    for _ in range(400):
        change = shown(ground, far, effort=4)
    assert np.array_equal(change, best), "in the end all of it is of the level that is wanted"


def test_a_level_is_kept_while_the_camera_hovers_between_two() -> None:
    scales = 13.9 * (1.0 + 0.02 * np.sin(np.arange(60)))
    level, changes = level_for(13.9), 0
    for scale in scales:
        following = level_for(float(scale), before=level)
        changes += following != level
        level = following
    assert changes == 0


def test_the_tiles_of_another_level_that_touch_one_cover_all_of_it() -> None:
    for key in [(8, 5, -7), (7, -3, 2)]:
        for level in (key[0] - 1, key[0] + 1, key[0] + 2):
            side, other = TILE / density(key[0]), TILE / density(level)
            found = overlapping(key, level)
            columns, rows = {one[1] for one in found}, {one[2] for one in found}
            assert min(columns) * other <= key[1] * side
            assert (max(columns) + 1) * other >= (key[1] + 1) * side
            assert min(rows) * other <= key[2] * side
            assert (max(rows) + 1) * other >= (key[2] + 1) * side


def test_the_box_of_a_frame_holds_all_tiles_that_it_sees() -> None:
    frame = Frame(100.0, 50.0, 0.6, 9.0, SIZE)
    box = tiles_in_view(frame, density(6))
    for _, column, row in keys_in_view(6, box, frame):
        assert box[0] <= column <= box[2]
        assert box[1] <= row <= box[3]
