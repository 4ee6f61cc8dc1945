"""What a page is drawn with holds little memory, however long it is used."""

from __future__ import annotations

import pygame
import pytest

from game.hud.fonts import font
from game.screens.paint import Kept, Paint
from game.screens.screen import Screen
from game.screens.work import draw_progress
from tests.screens.conftest import Opened


def grey(size: tuple[int, int]) -> pygame.Surface:
    return pygame.Surface(size, pygame.SRCALPHA)


def test_no_more_is_kept_than_allowed_and_the_longest_unused_goes_first() -> None:
    kept = Kept(most=3 * 4 * 100)
    for name in "abc":
        kept.put(name, grey((10, 10)))
    assert kept.get("a") is not None
    kept.put("d", grey((10, 10)))
    assert [name for name in "abcd" if kept.get(name) is None] == ["b"]
    assert kept.size <= 3 * 4 * 100
    kept.forget()
    assert kept.size == 0
    assert kept.get("d") is None


def test_something_larger_than_all_that_is_kept_is_still_drawn() -> None:
    kept = Kept(most=100)
    large = grey((50, 50))
    assert kept.put("large", large) is large


@pytest.mark.parametrize("place", [(100.0, 50.0, 400.0, 300.0), (-400.0, -10.0, 4000.0, 4000.0)])
def test_a_veil_lets_through_what_is_below_everywhere_alike(
    place: tuple[float, float, float, float],
) -> None:
    pygame.display.init()
    surface = pygame.Surface((640, 360))
    surface.fill((200, 200, 200))
    paint = Paint(surface)
    paint.box(place, (0, 0, 0), alpha=128)
    inside = paint.pixels(place).clip(surface.get_rect())
    seen = pygame.surfarray.array3d(surface.subsurface(inside))
    assert seen.min() == seen.max()
    assert seen.min() == pytest.approx(100, abs=2)
    assert inside.size == (640, 360) or surface.get_at((0, 0))[:3] == (200, 200, 200)


def test_letters_of_another_size_of_the_window_are_forgotten(open_game: Opened) -> None:
    player = open_game(size=(1280, 720))
    player.title()
    before = font(22, "bold")
    player.app.window.surface = pygame.display.set_mode((640, 360))
    player.frame()
    assert font(22, "bold") is not before


class Race(Screen):
    """Something large."""

    large = True


def test_letters_of_a_race_are_forgotten_when_it_has_gone(open_game: Opened) -> None:
    player = open_game(size=(1280, 720))
    player.title()
    player.app.push(Race(player.app))
    player.frame()
    before = font(22, "bold")
    player.app.pop()
    player.frame()
    assert font(22, "bold") is not before


def test_a_small_window_keeps_no_more_than_its_pages_need(open_game: Opened) -> None:
    player = open_game(size=(640, 360))
    player.title()
    paint, made = player.app.paint, []

    def make() -> pygame.Surface:
        made.append(grey((400, 100)))
        return made[-1]

    for number in (*range(100), *reversed(range(100))):
        paint.kept(number, make)
    assert 5 < 200 - len(made) <= 3 * (640 * 360) / (400 * 100)


@pytest.mark.parametrize(("share", "stands"), [(None, False), (0.5, True)])
def test_what_is_waited_for_shows_how_far_it_is_where_that_is_known(
    share: float | None, stands: bool
) -> None:
    pygame.display.init()
    pygame.font.init()
    seen = []
    for seconds in (1.0, 1.2):
        surface = pygame.Surface((640, 360))
        draw_progress(Paint(surface), "To the grid", "compiling", seconds, share)
        seen.append(surface.get_view("2").raw)
    assert (seen[0] == seen[1]) == stands
