"""Takes a picture of every screen and of a race in every camera.

`python -m tests.screens.gallery docs/screens` writes the pictures that the documents show and that
`test_pictures` compares with.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
os.environ.setdefault("SDL_AUDIODRIVER", "dummy")

import pygame

from agents.rivals import find_rivals
from game.input.backends import Backends
from game.input.devices import Devices
from game.input.settings import Backend
from game.race.setup import GridPlace, RaceSetup
from game.records.options import VideoOptions
from game.records.settings import Settings
from game.screens.app import open_app
from game.screens.pause import PauseMenu
from game.screens.pit_choice import PitPage
from game.screens.place_screen import PlaceScreen
from game.screens.race_screen import RaceScreen
from game.screens.results_screen import PARTS, ResultsScreen
from game.screens.settings_screen import PARTS as SETTINGS
from game.screens.settings_screen import SettingsScreen
from game.screens.setup_screen import CustomRaceScreen
from game.screens.stage import CAMERAS
from game.screens.theatre import TheatreScreen
from tests.screens.chauffeur import Chauffeur, KeyHands
from tests.screens.player import Player

Take = Callable[[str], None]
"""Takes a picture under a name."""

SIZE: Final = (1280, 720)
PAGES: Final = {
    "quick-race": "setup_screen.QuickRaceScreen",
    "watch-a-race": "setup_screen.WatchScreen",
    "race-weekend": "weekend.WeekendScreen",
    "championship": "championship.ChampionshipScreen",
    "time-trial": "time_trial.TimeTrialScreen",
    "replays": "replays.ReplaysScreen",
    "records": "medals.MedalsScreen",
    "workshop": "workshop.WorkshopScreen",
}
"""Picture -> screen."""
AFTER_A_RACE: Final = ("replays", "records")
RACE: Final = RaceSetup(
    track="fenwick-hollow",
    car="gt3",
    laps=2,
    rivals=15,
    grid=GridPlace.MIDDLE,
    seed=3,
    damage="none",
)
SETTLE_S: Final = 1.0
FILM_BEGINS: Final = 32.0
"""Moment of the recording from which it is watched [s]."""


def open_player(folder: Path) -> Player:
    """The window on an empty data folder."""
    Settings.of(folder).put("video", VideoOptions(width=SIZE[0], height=SIZE[1], vsync=False))
    make = lambda settings: Devices(settings, Backends(Backend.SDL))  # noqa: E731
    return Player(open_app(find_rivals, folder, make))


def settle(player: Player, seconds: float = SETTLE_S) -> None:
    """Frames until what is made in threads is there."""
    player.wait(lambda: player.app.services.prepared)
    for _ in range(round(seconds * 60)):
        player.frame()
        pygame.time.wait(8)


def menus(player: Player, take: Take) -> None:
    """The first screen, and every page that it leads to."""
    title = player.title()
    player.app.services.prepare()
    player.wait(lambda: title.backdrop is not None and title.backdrop.seen)
    player.frames(6.0)
    take("title")
    for name in PAGES:
        if name not in AFTER_A_RACE:
            page(player, take, name)
    custom = CustomRaceScreen(player.app)
    player.app.push(custom)
    settle(player)
    for part, name in enumerate(custom.PARTS):
        custom.open_part(part)
        player.frames(0.2)
        take(f"custom-race-{name.lower()}")
    player.app.pop()
    settings = SettingsScreen(player.app)
    player.app.push(settings)
    for part, (name, _) in enumerate(SETTINGS):
        settings.open_part(part)
        player.frames(0.2)
        take(f"settings-{name.lower()}")
    player.app.pop()


def page(player: Player, take: Take, name: str) -> None:
    """One page."""
    module, kind = PAGES[name].rsplit(".", 1)
    player.app.push(getattr(import_module(f"game.screens.{module}"), kind)(player.app))
    settle(player)
    take(name)
    player.app.pop()


def race(player: Player, take: Take) -> None:
    """A race in every camera, its menus, its results."""
    player.app.home()
    screen = player.to_the_grid(RACE, lambda: player.press(pygame.K_RETURN))
    player.frames(4.0)
    take("race-start-lights")
    chauffeur = Chauffeur(player, screen, KeyHands(player))
    chauffeur.drive(24.0)
    assert screen.stage is not None
    assert screen.runner is not None
    for kind, _ in CAMERAS:
        screen.stage.camera.kind = kind
        screen.stage.camera.snap()
        chauffeur.drive(0.8)
        take(f"race-{kind.value.replace('_', '-')}")
    screen.stage.camera.kind = CAMERAS[0][0]
    screen.pause()
    player.frames(0.2)
    take("pause")
    assert screen.runner.pilot is not None
    for name, over in (
        ("pit-stop", PitPage(player.app, screen.runner, screen.runner.pilot)),
        ("put-the-car-somewhere", PlaceScreen(player.app, screen)),
    ):
        player.app.push(over)
        player.frames(0.2)
        take(name)
        player.app.pop()
    player.see(PauseMenu).back()
    player.see(RaceScreen)
    chauffeur.drive(240.0)
    player.frames(0.3)
    take("race-finished")
    player.press(pygame.K_RETURN)
    results = player.come_to(ResultsScreen)
    for part, name in enumerate(PARTS):
        results.open_part(part)
        player.frames(0.2)
        take(f"results-{name.lower().replace(' ', '-')}")
    assert results.outcome.keeper.path is not None
    player.app.push(TheatreScreen(player.app, results.outcome.keeper.path, FILM_BEGINS))
    settle(player, 6.0)
    take("replay-theatre")
    player.app.pop()
    for name in AFTER_A_RACE:
        page(player, take, name)


def main(folder: Path) -> None:
    """Take them all."""
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as data:
        player = open_player(Path(data))

        def take(name: str) -> None:
            player.app.messages.shown.clear()
            player.app.draw()
            pygame.image.save(player.app.window.surface, str(folder / f"{name}.jpg"))

        menus(player, take)
        race(player, take)
        player.app.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
