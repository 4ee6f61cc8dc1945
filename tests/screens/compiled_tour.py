"""A race from the start into the grass, in every camera, then its recording.

`python -m tests.screens.compiled_tour` names the compiled functions that all of this needs beside
what has been compiled before the first race: they would be compiled while somebody drives.
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import pygame

from agents.rivals import find_rivals
from game.race.setup import RaceSetup
from game.records.options import VideoOptions
from game.records.settings import Settings
from game.screens.app import open_app
from game.screens.parts import PARTS
from game.screens.stage import CAMERAS
from game.screens.theatre import TheatreScreen
from tests.screens.player import Player

SETUP: Final = RaceSetup(track="thimble", car="kart", laps=2, rivals=5, seed=5)


def loaded() -> list[str]:
    """All functions of the game that have been compiled or loaded in this process, with types."""
    found: list[str] = []
    for name in sorted(sys.modules):
        if name.split(".")[0] in ("game", "agents"):
            for thing in vars(sys.modules[name]).values():
                if hasattr(thing, "py_func") and thing.py_func.__module__ == name:
                    found += [f"{name}.{thing.__name__}{types}" for types in thing.signatures]
    return found


def tour(folder: Path) -> list[str]:
    """What is needed beyond the parts."""
    for part in PARTS:
        part.run(find_rivals)
    before = loaded()
    Settings.of(folder).put("video", VideoOptions(width=640, height=360, vsync=False))
    player = Player(open_app(find_rivals, folder))
    race = player.to_the_grid(SETUP, lambda: player.press(pygame.K_RETURN))
    player.down(pygame.K_UP)
    player.frames(15.0)
    for _ in CAMERAS:
        player.press(pygame.K_c)
        player.frames(0.5)
    path = race.runner.keeper.path if race.runner is not None else None
    player.app.home()
    assert path is not None
    theatre = TheatreScreen(player.app, path)
    player.app.push(theatre)
    player.wait(lambda: theatre.scene is not None)
    player.frames(2.0)
    player.app.close()
    return sorted(set(loaded()) - set(before))


if __name__ == "__main__":
    with TemporaryDirectory() as data:
        for function in tour(Path(data)):
            sys.stdout.write(function + "\n")
