"""What a driver asks of the screen and not of the car."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from game.input.actions import Command
from game.screens.pit_choice import next_wish

if TYPE_CHECKING:
    from game.screens.race_screen import RaceScreen

ZOOM: Final = 1.12


def _camera(screen: RaceScreen) -> None:
    if screen.stage is not None:
        screen.name(screen.stage.next_camera())


def _displays(screen: RaceScreen) -> None:
    if screen.stage is not None:
        screen.stage.hud.toggle()


def _line(screen: RaceScreen) -> None:
    if screen.stage is not None:
        screen.name(f"Racing line: {screen.stage.next_line().value}")


def _zoom(by: float) -> Callable[[RaceScreen], None]:
    def zoom(screen: RaceScreen) -> None:
        if screen.stage is not None:
            screen.stage.zoom(by)

    return zoom


def _pit(screen: RaceScreen) -> None:
    if screen.runner is not None and screen.runner.pilot is not None:
        screen.name(next_wish(screen.runner.pilot))


def _photo(screen: RaceScreen) -> None:
    if screen.stage is not None and screen.runner is not None:
        screen.app.album.keep(screen.stage.photograph(screen.runner), "photo")


ANSWERS: Final[dict[Command, Callable[[RaceScreen], None]]] = {
    Command.PAUSE: lambda screen: screen.pause(),
    Command.RESTART: lambda screen: screen.restart(),
    Command.CAMERA_NEXT: _camera,
    Command.HUD_TOGGLE: _displays,
    Command.LINE_TOGGLE: _line,
    Command.ZOOM_IN: _zoom(ZOOM),
    Command.ZOOM_OUT: _zoom(1.0 / ZOOM),
    Command.CAR_NEXT: lambda screen: screen.follow_next(1),
    Command.CAR_PREVIOUS: lambda screen: screen.follow_next(-1),
    Command.PIT_MENU: _pit,
    Command.PHOTO: _photo,
}


def obey(screen: RaceScreen, command: Command) -> None:
    """Do what was asked."""
    if command in ANSWERS:
        ANSWERS[command](screen)
