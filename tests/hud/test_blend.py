"""The fast blend is the blend of the textbook."""

from __future__ import annotations

import numpy as np
import pygame
import pytest

from game.core.compiled import uncompiled
from game.hud.blend import blend_all, blend_pixels, blends, layer_of


def panel(seed: int, size: tuple[int, int] = (40, 30)) -> pygame.Surface:
    """Random colours and alphas."""
    random = np.random.default_rng(seed)
    surface = pygame.Surface(size, pygame.SRCALPHA, 32)
    pygame.surfarray.pixels3d(surface)[:] = random.integers(0, 256, (*size, 3))
    pygame.surfarray.pixels_alpha(surface)[:] = random.integers(0, 256, size)
    return surface


def ground(size: tuple[int, int] = (100, 80)) -> pygame.Surface:
    surface = pygame.Surface(size, 0, 32)
    pygame.surfarray.pixels3d(surface)[:] = np.random.default_rng(9).integers(0, 256, (*size, 3))
    return surface


def test_it_gives_what_alpha_means_to_two_levels() -> None:
    target, over = ground(), panel(1)
    below = pygame.surfarray.array3d(target)[20:60, 10:40].astype(float)
    alpha = pygame.surfarray.array_alpha(over)[..., None] / 255.0
    wanted = pygame.surfarray.array3d(over) * alpha + below * (1.0 - alpha)
    assert blends(target)
    blend_all(target, [(layer_of(over), 20, 10)])
    got = pygame.surfarray.array3d(target)[20:60, 10:40]
    assert np.abs(got - wanted).max() <= 2.5


@pytest.mark.parametrize("place", [(-10, -10), (80, 60), (-100, 5), (5, 200), (99, 79)])
def test_what_sticks_out_is_cut_off_and_the_rest_stays(place: tuple[int, int]) -> None:
    target, over = ground(), panel(2)
    before = pygame.surfarray.array3d(target)
    blend_all(target, [(layer_of(over), *place)])
    inside = pygame.Rect(place, over.get_size()).clip(target.get_rect())
    changed = (pygame.surfarray.array3d(target) != before).any(axis=2)
    changed[inside.left : inside.right, inside.top : inside.bottom] = False
    assert not changed.any()


def test_a_layer_that_is_clear_changes_nothing_and_one_that_is_solid_everything() -> None:
    target = ground()
    before = pygame.surfarray.array3d(target)
    clear, solid = (pygame.Surface((10, 10), pygame.SRCALPHA, 32) for _ in range(2))
    solid.fill((12, 34, 56, 255))
    blend_all(target, [(layer_of(clear), 5, 5), (layer_of(solid), 30, 30)])
    after = pygame.surfarray.array3d(target)
    assert np.array_equal(after[5:15, 5:15], before[5:15, 5:15])
    assert np.abs(after[30:40, 30:40].astype(int) - (12, 34, 56)).max() <= 1


def test_the_compiled_pass_is_the_plain_one() -> None:
    layer = layer_of(panel(3, (6, 5)))
    first = np.random.default_rng(4).integers(0, 2**24, (12, 14)).astype(np.uint32)
    second = first.copy()
    blend_pixels(first, layer, 3, 2)
    with np.errstate(over="ignore"):
        uncompiled(blend_pixels)(second, layer, 3, 2)
    assert np.array_equal(first, second)


def test_the_surface_is_unlocked_afterwards() -> None:
    target = ground()
    blend_all(target, [(layer_of(panel(5)), 0, 0)])
    assert not target.get_locked()
    target.blit(panel(6), (0, 0))
