"""Editing files while driving: built anew, refused with their lines, marked unverified."""

from __future__ import annotations

import shutil
from pathlib import Path

import pygame
import pytest

from game.core.paths import CARS, ROOT
from game.input.navigation import Navigation
from game.race.setup import RaceSetup
from game.replay.reader import read_replay
from game.screens.place_screen import PlaceScreen
from game.screens.race_screen import RaceScreen
from game.screens.reload import REASON
from game.screens.workshop import WorkshopChoices, WorkshopScreen
from tests.screens.player import Player

OVAL = ROOT / "tests" / "track" / "data" / "oval.yaml"


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """A track and a car of one's own."""
    track, car = tmp_path / "mine.yaml", tmp_path / "mycar.yaml"
    shutil.copy(OVAL, track)
    shutil.copy(CARS / "kart.yaml", car)
    return track, car


@pytest.fixture
def race(game: Player, files: tuple[Path, Path]) -> RaceScreen:
    """A race on one's own track in one's own car, under way."""
    setup = RaceSetup(track=str(files[0]), car=str(files[1]), rivals=2, laps=3)
    race = game.to_the_grid(setup, lambda: game.press(pygame.K_RETURN))
    game.frames(9.0)
    return race


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_track_that_is_saved_is_driven_within_a_second_with_every_car_in_its_place(
    game: Player, race: RaceScreen, files: tuple[Path, Path]
) -> None:
    runner = race.runner
    assert runner is not None
    before = runner.session.world.state[["x", "y"]].copy()
    text = files[0].read_text(encoding="utf-8")
    files[0].write_text(text + "\ndescription: edited\n", encoding="utf-8")
    game.wait(lambda: race.runner is not runner)
    assert race.runner is not None
    assert race.plan.track.metadata["description"] == "edited"
    for name in ("x", "y"):
        assert abs(race.runner.session.world.state[name] - before[name]).max() < 60.0
    assert race.plan.unverified == REASON
    game.frames(11.0)
    path = race.runner.keeper.path
    assert path is not None
    game.app.home()
    assert read_replay(path).header.unverifiable == REASON


def test_a_mistake_is_shown_with_its_line_while_the_old_track_stays(
    game: Player, race: RaceScreen, files: tuple[Path, Path]
) -> None:
    runner = race.runner
    assert race.reload is not None
    assert runner is not None
    text = files[0].read_text(encoding="utf-8")
    files[0].write_text(text + "\nbananas: 3\n", encoding="utf-8")
    reload = race.reload
    game.wait(lambda: reload.problem != "")
    line = text.count("\n") + 2
    assert f"mine.yaml:{line}:1" in reload.problem
    assert "bananas" in reload.problem
    assert race.runner is runner
    tick = runner.session.tick
    game.frames(0.5)
    assert runner.session.tick > tick
    files[0].write_text(text, encoding="utf-8")
    game.wait(lambda: reload.problem == "")
    assert race.runner is runner


def test_a_car_that_is_saved_is_driven_as_it_now_is(
    game: Player, race: RaceScreen, files: tuple[Path, Path]
) -> None:
    runner = race.runner
    assert runner is not None
    mass = float(runner.session.world.spec["mass_empty"][0])
    edit(files[1], f"mass_kg: {mass:g}", f"mass_kg: {mass + 20:g}")
    game.wait(lambda: race.runner is not runner)
    assert race.runner is not None
    assert race.runner.session.world.spec["mass_empty"][0] == pytest.approx(mass + 20)


@pytest.mark.parametrize(("distance", "found"), [(400.0, 400.0), (4000.0, 0.0)])
def test_the_workshop_puts_a_car_anywhere(
    game: Player, files: tuple[Path, Path], distance: float, found: float
) -> None:
    """What is left from a longer track is the end of this one."""
    choices = WorkshopChoices(track=str(files[0]), car="kart", distance=distance)
    game.app.services.put("workshop", choices)
    game.title()
    game.app.push(WorkshopScreen(game.app))
    workshop = game.see(WorkshopScreen)
    game.wait(lambda: workshop.track is not None)
    drive = next(w for w in workshop.widgets if getattr(w, "text", "") == "Drive")
    drive.navigate(Navigation.ACCEPT)
    race = game.come_to(RaceScreen)
    game.wait(lambda: race.runner is not None)
    assert race.runner is not None
    length = race.runner.session.track.length
    away = (race.runner.session.world.state["distance"][0] - found + 50.0) % length - 50.0
    assert away == pytest.approx(0.0, abs=2.0)


def test_a_tier_drives_from_any_point(game: Player, files: tuple[Path, Path]) -> None:
    choices = WorkshopChoices(track=str(files[0]), car="kart", distance=300.0, driver="club")
    game.app.services.put("workshop", choices)
    game.title()
    game.app.push(WorkshopScreen(game.app))
    workshop = game.see(WorkshopScreen)
    game.wait(lambda: workshop.track is not None)
    drive = next(w for w in workshop.widgets if getattr(w, "text", "") == "Drive")
    drive.navigate(Navigation.ACCEPT)
    race = game.come_to(RaceScreen)
    game.wait(lambda: race.runner is not None)
    assert race.runner is not None
    game.frames(6.0)
    assert race.runner.session.world.state["distance"][0] > 330.0


def test_a_car_is_put_somewhere_from_the_pause_menu(game: Player, race: RaceScreen) -> None:
    race.pause()
    game.app.push(PlaceScreen(game.app, race))
    place = game.see(PlaceScreen)
    place.map.distance = 500.0
    put = next(w for w in place.widgets if getattr(w, "text", "") == "Put it there")
    put.navigate(Navigation.ACCEPT)
    game.see(RaceScreen)
    assert race.runner is not None
    assert race.stage is not None
    here = float(race.runner.session.world.state["distance"][race.stage.row])
    assert here == pytest.approx(500.0, abs=2.0)
