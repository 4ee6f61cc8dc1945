"""Pixels are those of the picture, and nobody is locked out of it."""

from __future__ import annotations

import gc
import weakref

import numpy as np
import pygame

from game.core.pixels import pixels_of


def test_what_is_written_is_seen_in_the_picture_and_the_other_way_round() -> None:
    surface = pygame.Surface((7, 5), 0, 32)
    pixels = pixels_of(surface)
    assert pixels.shape == (5, 7)
    pixels[3, 6] = 0x123456
    assert surface.get_at((6, 3))[:3] == (0x12, 0x34, 0x56)
    surface.fill((1, 2, 3))
    assert np.all(pixels & 0xFFFFFF == 0x010203)


def test_the_upper_part_of_a_picture_has_its_lines() -> None:
    surface = pygame.Surface((9, 6), 0, 32)
    pixels_of(surface.subsurface((0, 0, 4, 3)))[2, 3] = 0xABCDEF
    assert surface.get_at((3, 2))[:3] == (0xAB, 0xCD, 0xEF)


def test_the_picture_can_be_drawn_on_while_somebody_keeps_its_pixels() -> None:
    surface, other = pygame.Surface((8, 8), 0, 32), pygame.Surface((2, 2), 0, 32)
    other.fill((200, 100, 50))
    kept = pixels_of(surface)
    surface.blits([(other, (3, 3))], False)
    assert not surface.get_locked()
    assert kept[4, 4] & 0xFFFFFF == 0xC86432


def test_the_picture_lives_as_long_as_its_pixels() -> None:
    surface = pygame.Surface((640, 480), 0, 32)
    gone, pixels = weakref.ref(surface), pixels_of(surface)
    del surface
    gc.collect()
    pixels[:] = 7
    assert gone() is not None
    del pixels
    assert gone() is None
