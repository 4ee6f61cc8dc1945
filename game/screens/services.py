"""What screens share beside the window: each thing is made when it is first needed.

The first frame needs settings alone; devices, sound, records and rivals follow while it is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import pygame
from pydantic import BaseModel

from game.input.actions import Command, Navigation
from game.records.options import GameOptions, VideoOptions
from game.records.settings import Settings

if TYPE_CHECKING:
    from game.audio.sound import Sound
    from game.input.devices import Devices
    from game.race.rivals import RivalProvider
    from game.records.records import Records
    from game.screens.app import App

Model = TypeVar("Model", bound=BaseModel)


class Services:
    """Settings, records, rivals, devices and sound of one run of the game."""

    def __init__(self, make_rivals: Callable[[], RivalProvider], data_dir: Path) -> None:
        self.data_dir = data_dir
        self.settings = Settings.of(data_dir)
        self._make_rivals = make_rivals
        self._rivals: RivalProvider | None = None
        self._records: Records | None = None
        self._devices: Devices | None = None
        self._sound: Sound | None = None
        self._options: dict[str, BaseModel] = {}
        self._told = 0

    # -- settings

    def options(self, name: str, model: type[Model]) -> Model:
        """A section of the settings."""
        kept = self._options.get(name)
        if not isinstance(kept, model):
            kept = self._options[name] = self.settings.section(name, model)
        return kept

    def put(self, name: str, options: BaseModel) -> None:
        """Change a section of the settings, at once and for ever."""
        self._options[name] = options
        self.settings.put(name, options)

    @property
    def game(self) -> GameOptions:
        """Who plays."""
        return self.options("game", GameOptions)

    @property
    def video(self) -> VideoOptions:
        """The window."""
        return self.options("video", VideoOptions)

    @property
    def text_scale(self) -> float:
        """How much larger words are than designed; pages leave room for a fifth."""
        return min(max(self.video.ui_scale, 0.85), 1.2)

    # -- made when needed

    @property
    def rivals(self) -> RivalProvider:
        """Who drives against the player."""
        if self._rivals is None:
            self._rivals = self._make_rivals()
        return self._rivals

    @property
    def records(self) -> Records:
        """Laps, results, replays."""
        if self._records is None:
            from game.records.records import Records

            self._records = Records(self.data_dir)
        return self._records

    @property
    def devices(self) -> Devices:
        """Keyboard, pads, wheels."""
        if self._devices is None:
            from game.input.devices import Devices
            from game.input.settings import InputSettings

            self._devices = Devices(self.options("input", InputSettings))
        return self._devices

    @property
    def sound(self) -> Sound:
        """What is heard; a silent machine has one too."""
        if self._sound is None:
            from game.audio.options import SoundOptions
            from game.audio.sound import Sound

            self._sound = Sound(self.options("audio", SoundOptions))
        return self._sound

    @property
    def has_sound(self) -> bool:
        """Whether sound has been started."""
        return self._sound is not None

    # -- each frame

    def poll(self, app: App, events: Sequence[pygame.event.Event], seconds: float) -> None:
        """Let the devices have the events, and say what came or went."""
        for event in self.devices.poll(list(events), seconds):
            app.say(event.message, "note")
            if app.screens:
                app.top.device(event)
        for words in self.settings.messages[self._told :]:
            app.say(words, "warning")
        self._told = len(self.settings.messages)

    def navigation(self) -> list[Navigation]:
        """Steps through menus since the last frame."""
        return self.devices.navigation()

    def commands(self) -> list[Command]:
        """What else was asked of screens since the last frame."""
        return self.devices.commands()

    def forget_presses(self) -> None:
        """What was pressed for one screen is not for the next."""
        if self._devices is not None:
            self._devices.forget()

    def click(self, navigation: Navigation, changed: bool) -> None:
        """The sound of a step through a menu."""
        if self._sound is None:
            return
        from game.audio.cues import Cue

        cue = Cue.MENU_MOVE
        if navigation is Navigation.ACCEPT:
            cue = Cue.MENU_ACCEPT
        elif navigation is Navigation.BACK:
            cue = Cue.MENU_BACK
        self._sound.play(cue, volume=1.0 if changed else 0.7)

    def close(self) -> None:
        """Put everything away, keeping what is to be kept."""
        for thing in (self._devices, self._sound, self._records):
            if thing is not None:
                thing.close()
