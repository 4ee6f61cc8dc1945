"""The theatre shows a recording at any moment, from any car, in any way."""

from __future__ import annotations

from pathlib import Path

import pygame
import pytest

from game.screens.dialogs import Dialog
from game.screens.replays import ReplaysScreen
from game.screens.theatre import TheatreScreen
from game.screens.theatre_moments import MomentsScreen
from game.screens.theatre_transport import BEFORE, STEP, MomentKind
from game.screens.title import TitleScreen
from tests.screens.filled import fill
from tests.screens.player import Player


@pytest.fixture
def theatre(game: Player, tmp_path: Path) -> TheatreScreen:
    """The recording of a race of three cars, paused at its start."""
    path = fill(tmp_path)[1]
    screen = TheatreScreen(game.app, path)
    game.app.push(screen)
    game.wait(lambda: screen.scene is not None)
    screen.transport.toggle()
    assert not screen.transport.playing
    return screen


def test_time_passes_while_it_plays_and_stands_while_it_does_not(
    game: Player, theatre: TheatreScreen
) -> None:
    here = theatre.transport.seconds
    game.frames(0.5)
    assert theatre.transport.seconds == here
    game.press(pygame.K_RETURN)
    game.frames(1.0)
    assert theatre.transport.seconds == pytest.approx(here + 1.0, abs=0.1)
    for key in (pygame.K_SPACE, pygame.K_SPACE, pygame.K_k):
        before = theatre.transport.playing
        game.press(key)
        assert theatre.transport.playing is not before


def test_arrows_go_through_time_and_keys_through_pictures(
    game: Player, theatre: TheatreScreen
) -> None:
    game.press(pygame.K_RIGHT)
    moved = theatre.transport.seconds
    assert moved > 0.0
    game.press(pygame.K_l)
    assert moved < theatre.transport.seconds <= moved + STEP + 1e-9
    game.press(pygame.K_j, pygame.K_j)
    assert theatre.transport.seconds < moved
    game.press(pygame.K_LEFT)
    assert theatre.transport.seconds == 0.0


def test_the_cars_stand_where_they_were_at_that_moment(
    game: Player, theatre: TheatreScreen
) -> None:
    scene = theatre.scene
    assert scene is not None
    for seconds in (12.0, 3.0, 12.0, 0.0):
        theatre.transport.seek(seconds)
        game.frame()
        shown = scene.film.player.at(seconds)
        for name in ("x", "y", "yaw", "forward_speed"):
            assert scene.views[name].tolist() == shown[name].tolist()


def test_every_camera_and_car_can_be_followed(game: Player, theatre: TheatreScreen) -> None:
    scene = theatre.scene
    assert scene is not None
    seen = set()
    for _ in range(5):
        seen.add(scene.next_camera())
        game.frame()
    assert len(seen) == 5
    theatre.transport.seek(10.0)
    game.frame()
    followed = {scene.follow_next(1) for _ in range(3)}
    assert followed == {"Ada", "Rival 1", "Rival 2"}
    game.frame()
    car = scene.film.player.at(10.0)[scene.row]
    assert abs(scene.camera.frame.x - float(car["x"])) < 100.0


def test_moments_are_jumped_to_from_the_list(game: Player, theatre: TheatreScreen) -> None:
    assert theatre.scene is not None
    laps = [m for m in theatre.scene.film.moments if m.kind is MomentKind.LAP]
    assert len(laps) == 3
    game.press(pygame.K_m)
    moments = game.see(MomentsScreen)
    moments.tabs.step(3)
    game.press(pygame.K_DOWN)
    game.press(pygame.K_RETURN)
    game.see(TheatreScreen)
    chosen = laps[1]
    assert theatre.transport.playing
    assert theatre.transport.seconds == pytest.approx(chosen.seconds - BEFORE, abs=0.5)
    assert theatre.scene.row == chosen.car


def test_the_bar_goes_while_the_film_runs_and_comes_back(
    game: Player, theatre: TheatreScreen
) -> None:
    assert theatre.bar_shown
    game.press(pygame.K_RETURN)
    game.frames(5.0)
    assert not theatre.bar_shown
    game.press(pygame.K_DOWN)
    assert theatre.bar_shown


def test_a_photo_is_a_large_picture_without_displays(
    game: Player, theatre: TheatreScreen, tmp_path: Path
) -> None:
    assert theatre.scene is not None
    track = theatre.scene.film.track.name
    theatre.transport.seek(6.0)
    game.frame()
    game.press(pygame.K_F12, pygame.K_F12)
    folder = tmp_path / "pictures"
    game.wait(lambda: len(list(folder.glob(f"{track}-00-06-00-*.png"))) == 2)
    sizes = [pygame.image.load(str(path)).get_size() for path in folder.glob("*.png")]
    assert sizes == [(3840, 2160)] * 2


def test_a_recording_that_was_cut_short_plays_up_to_there(game: Player, tmp_path: Path) -> None:
    path = fill(tmp_path)[0]
    cut = tmp_path / "cut.undercut"
    cut.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    screen = TheatreScreen(game.app, cut)
    game.app.push(screen)
    game.wait(lambda: screen.scene is not None)
    assert 5.0 < screen.transport.duration < 40.0
    screen.transport.seek(screen.transport.duration)
    game.frames(0.2)
    assert any("cut short" in message.words for message in game.app.messages.shown)


def test_what_is_no_recording_is_said_and_left(game: Player, tmp_path: Path) -> None:
    game.title()
    path = tmp_path / "letter.undercut"
    path.write_text("dear reader")
    game.app.push(TheatreScreen(game.app, path))
    game.wait(lambda: game.app.top.title == "That does not work")
    refusal = game.see(Dialog)
    assert "letter.undercut" in refusal.words
    game.press(pygame.K_RETURN)
    assert isinstance(game.app.top, TitleScreen)


def test_replays_are_listed_watched_kept_and_deleted(game: Player, tmp_path: Path) -> None:
    fill(tmp_path)
    game.title()
    library = ReplaysScreen(game.app)
    game.app.push(library)
    game.wait(lambda: len(library.facts) == 2)
    game.frame()
    assert [row[1].words for row in library.table.rows] == ["Test Oval", "Test Oval"]  # type: ignore[union-attr]
    game.press(pygame.K_RETURN)
    game.come_to(TheatreScreen)
    game.press(pygame.K_ESCAPE)
    game.see(ReplaysScreen)
    library.keep_button.action()
    assert [entry.kept for entry in library.entries] == [True, False]
    game.app.records.library.prune(0)
    library.enter()
    assert [entry.kept for entry in library.entries] == [True]
