"""Pictures are written while the game goes on, whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pygame
import pytest

from game.core.errors import UndercutError
from game.screens.pictures import Album, write_picture
from tests.screens.player import Player


@pytest.fixture
def said() -> list[tuple[str, str]]:
    return []


@pytest.fixture
def album(tmp_path: Path, said: list[tuple[str, str]]) -> Album:
    return Album(tmp_path / "pictures", lambda words, kind: said.append((words, kind)))


def picture(colour: int = 7) -> pygame.Surface:
    surface = pygame.Surface((80, 60), 0, 32)
    surface.fill((colour, 100, 200))
    return surface


def test_pictures_of_one_name_are_numbered_and_each_is_told_of(
    album: Album, said: list[tuple[str, str]]
) -> None:
    paths = [album.keep(picture(colour), "photo") for colour in (1, 2)]
    album.close()
    album.update()
    assert [path.name for path in paths] == ["photo-0001.png", "photo-0002.png"]
    assert [pygame.image.load(str(path)).get_at((5, 5))[0] for path in paths] == [1, 2]
    assert sorted(said) == [(f"picture kept in {path}", "note") for path in paths]
    assert sorted(album.folder.iterdir()) == paths


def test_where_nothing_can_be_written_that_is_said_and_nothing_is_left(
    album: Album, said: list[tuple[str, str]]
) -> None:
    album.folder.write_text("in the way")
    path = album.keep(picture(), "photo")
    album.close()
    album.update()
    assert [kind for _, kind in said] == ["error"]
    assert str(path) in said[0][0]


def test_a_picture_that_cannot_be_finished_is_not_there(tmp_path: Path) -> None:
    path = tmp_path / "photo.png"
    path.mkdir()
    with pytest.raises(UndercutError, match="cannot be written"):
        write_picture(picture(), path)
    assert list(tmp_path.iterdir()) == [path]


def test_a_key_takes_a_picture_of_the_window(game: Player) -> None:
    game.title()
    shown = game.app.window.surface.copy()
    game.press(pygame.K_F9)
    path = game.app.data_dir / "pictures" / "screen-0001.png"
    game.wait(path.exists)
    kept = pygame.image.load(str(path))
    assert kept.get_size() == shown.get_size()
