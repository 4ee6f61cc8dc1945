"""Moments of races: a fixed seed, a fixed tick, a fixed picture.

`python -m tests.screens.moments tests/screens/references` takes the pictures anew that
`test_moments` compares with; without a folder it writes the fingerprint of every picture.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
os.environ.setdefault("SDL_AUDIODRIVER", "dummy")

import pygame

from game.core.clock import TICK_RATE
from game.hud.options import HudOptions
from game.race.scripted_rivals import ScriptedRivals, scripted_driver
from game.race.setup import GridPlace, RaceSetup
from game.render.camera import CameraKind
from game.render.renderer import LineShown, RenderOptions, blank_picture
from game.screens.plan import RacePlan, plan_race
from game.screens.runner import SessionRunner, line_up
from game.screens.stage import CAMERAS, Stage
from game.sim.controls import PEDAL_STEPS

SIZE: Final = (1280, 720)
KEPT_SIZE: Final = (480, 270)
"""Of the pictures that are kept."""
FRAME: Final = 1.0 / 60.0
LOOKED_AT: Final = 120
"""Frames of one moment, until the ground is sharp and every display has been drawn."""
DRY: Final = RaceSetup(
    track="fenwick-hollow", car="gt3", laps=3, rivals=11, grid=GridPlace.MIDDLE, seed=3
)
WET: Final = RaceSetup(
    track="sablemoor", car="gt4", laps=3, rivals=7, grid=GridPlace.MIDDLE, seed=8, wetness=0.9
)
START_S: Final = 4.0
"""A moment with red lights on [s]."""
RACING_S: Final = 36.0
OFF_S: Final = 2.6
"""For so long before the dry race's last moment the player steers no more [s]."""


class Nobody:
    """Keeps nothing of a session."""

    def after_tick(self, session: Any, controls: Any) -> None: ...

    def finish(self) -> None: ...


class Player:
    """Drives the player's car as the scripted driver would, or straight on."""

    def __init__(self, session: Any, row: int) -> None:
        self._mind = scripted_driver(session, [row])
        self.cars, self.period, self.row = self._mind.cars, self._mind.period, row
        self.astray = False

    def decide(self, scene: Any, controls: Any) -> None:
        self._mind.decide(scene, controls)
        if self.astray:
            controls["steer"][self.row] = controls["brake"][self.row] = 0
            controls["throttle"][self.row] = PEDAL_STEPS


def open_stage(setup: RaceSetup) -> tuple[Stage, SessionRunner, Player]:
    """A race on the grid, and what shows it."""
    rivals = ScriptedRivals()
    plan: RacePlan = plan_race(setup, rivals, "You")
    lineup = line_up(plan, rivals)
    player = Player(lineup.session, plan.human or 0)
    keeper: Any = Nobody()
    hands: Any = player
    runner = SessionRunner(plan, lineup, keeper, hands)
    options = RenderOptions(racing_line=LineShown.FULL)
    stage = Stage(SIZE, plan, HudOptions(), options, None)
    stage.begin(runner)
    return stage, runner, player


def drive(stage: Stage, runner: SessionRunner, until: float) -> None:
    """Drive to a moment [s], the camera following."""
    while runner.session.tick < round(until * TICK_RATE):
        runner.tick()
        runner.tick()
        stage.camera.update(runner.shown(), FRAME)


def picture(stage: Stage, runner: SessionRunner) -> pygame.Surface:
    """What is seen of a moment when one looks at it for a while."""
    surface = blank_picture(SIZE)
    for _ in range(LOOKED_AT):
        stage.draw(surface, runner, 0.0)
    return surface


def each_camera(stage: Stage, runner: SessionRunner) -> Iterator[tuple[str, pygame.Surface]]:
    """The same moment in every camera, then looking back."""
    for kind, _ in CAMERAS:
        stage.camera.kind = kind
        stage.camera.snap()
        yield kind.value.replace("_", "-"), picture(stage, runner)
    for kind in (CameraKind.CHASE, CameraKind.HEADING_UP):
        stage.camera.kind = kind
        stage.look_back(True)
        stage.camera.snap()
        yield f"{kind.value}-looking-back".replace("_", "-"), picture(stage, runner)
    stage.look_back(False)
    stage.camera.kind = CameraKind.CHASE
    stage.camera.snap()


def moments() -> Iterator[tuple[str, pygame.Surface]]:
    """All of them, by name."""
    stage, runner, player = open_stage(DRY)
    drive(stage, runner, START_S)
    yield "start-lights", picture(stage, runner)
    drive(stage, runner, RACING_S)
    yield from each_camera(stage, runner)
    player.astray = True
    drive(stage, runner, RACING_S + OFF_S)
    yield "off-the-road", picture(stage, runner)
    stage, runner, player = open_stage(WET)
    drive(stage, runner, RACING_S)
    yield "wet", picture(stage, runner)


def fingerprint(surface: pygame.Surface) -> str:
    """Of every pixel of a picture."""
    return hashlib.blake2b(surface.get_view("2").raw, digest_size=8).hexdigest()


def main(folder: Path | None) -> None:
    """Write pictures, or fingerprints."""
    pygame.display.init()
    pygame.display.set_mode(SIZE)
    for name, surface in moments():
        if folder is None:
            sys.stdout.write(f"{name} {fingerprint(surface)}\n")
        else:
            folder.mkdir(parents=True, exist_ok=True)
            small = pygame.transform.smoothscale(surface.convert(24), KEPT_SIZE)
            pygame.image.save(small, str(folder / f"{name}.jpg"))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
