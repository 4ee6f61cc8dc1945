"""What screens share beside the window: each thing is made when it is first needed.

The first frame needs settings alone; devices, sound, records and rivals follow while it is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Lock
from time import sleep
from typing import TYPE_CHECKING, TypeVar

import pygame
from pydantic import BaseModel

from game.input.actions import Command
from game.input.navigation import Navigation
from game.records.options import GameOptions, VideoOptions
from game.records.settings import Settings
from game.screens import style
from game.screens.work import Say, Work

if TYPE_CHECKING:
    from game.audio.sound import Sound
    from game.hud.options import HudOptions
    from game.input.assists import Assists
    from game.input.devices import DeviceEvent, Devices
    from game.input.key_names import MenuKeys
    from game.input.pilot import Pilot
    from game.input.settings import InputSettings
    from game.race.rivals import RivalProvider
    from game.race.session import Session
    from game.records.keeper import Keeper
    from game.records.records import Records
    from game.render.renderer import RenderOptions
    from game.screens.app import App
    from game.screens.plan import RacePlan
    from game.screens.preparing import Preparation
    from game.screens.stage import Stage
    from game.screens.widgets import Action

Model = TypeVar("Model", bound=BaseModel)


class Services:
    """Settings, records, rivals, devices and sound of one run of the game."""

    def __init__(
        self,
        make_rivals: Callable[[], RivalProvider],
        data_dir: Path,
        make_devices: Callable[[InputSettings], Devices] | None = None,
    ) -> None:
        """Read the settings, and nothing else yet.

        Args:
            make_rivals: Gives the rivals when they are first asked for.
            data_dir: Where the game keeps everything.
            make_devices: Gives the devices; those of this machine when not given.
        """
        self.data_dir = data_dir
        self.settings = Settings.of(data_dir)
        self._make_rivals, self._make_devices = make_rivals, make_devices
        self._rivals: RivalProvider | None = None
        self._records: Records | None = None
        self._opening = Lock()
        self._devices: Devices | None = None
        self._sound: Sound | None = None
        self._tuning = Lock()
        self._options: dict[str, BaseModel] = {}
        self._told: set[str] = set()
        self._recovering: Work[int] | None = None
        self._preparing: Work[None] | None = None
        self._preparation: Preparation | None = None

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

    @property
    def palette(self) -> str:
        """Of menus and dashboards."""
        return self.hud_options().palette

    def apply(self, section: str, app: App) -> None:
        """Let a section of the settings act where it is not read anew each time."""
        if section == "video":
            video = self.video
            size = (video.width, video.height)
            app.window.configure(size, video.fullscreen, video.vsync, video.fps_limit)
        elif section == "game" and self._records is not None:
            self._records.replay_budget = self.game.replay_budget_mb * 1024**2
        elif section == "hud":
            style.use(self.palette)
        elif section == "audio" and self._sound is not None:
            from game.audio.options import SoundOptions

            self._sound.options = self.options("audio", SoundOptions)
        elif section == "input" and self._devices is not None:
            from game.input.settings import InputSettings

            self._devices.configure(self.options("input", InputSettings))

    @property
    def silent_because(self) -> str:
        """Why nothing can be heard, empty where something can."""
        return (self.sound.silent or "") if self.has_sound or self.prepared else ""

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
        with self._opening:
            if self._records is not None:
                return self._records
            from game.records.records import Records

            records = Records(self.data_dir)
            records.replay_budget = self.game.replay_budget_mb * 1024**2
            self._records = records
            return records

    @property
    def devices(self) -> Devices:
        """Keyboard, pads, wheels."""
        if self._devices is None:
            from game.input.devices import Devices
            from game.input.settings import InputSettings

            make = self._make_devices or Devices
            self._devices = make(self.options("input", InputSettings))
        return self._devices

    @property
    def sound(self) -> Sound:
        """What is heard; a silent machine has one too."""
        with self._tuning:
            if self._sound is None:
                from game.audio.options import SoundOptions
                from game.audio.sound import Sound

                self._sound = Sound(self.options("audio", SoundOptions))
            return self._sound

    @property
    def has_sound(self) -> bool:
        """Whether sound has been started."""
        return self._sound is not None

    # -- a session

    def prepare(self) -> None:
        """Begin to load or compile what a race needs, while menus are shown."""
        if self._preparing is None:
            from game.screens.preparing import Preparation

            preparation = self._preparation = Preparation(lambda: self.rivals)
            self._preparing = Work(preparation.run)
            self._recovering = Work(self._recover)

    def _recover(self, say: Say) -> int:
        """Save what a session left that did not end, once what reads recordings is compiled."""
        if self._preparing is not None:
            self._preparing.wait()
        if self._preparation is not None and self._preparation.stopped:
            return 0
        return self.records.recover()

    @property
    def prepared(self) -> bool:
        """Whether everything is compiled and loaded."""
        return self._preparing is not None and self._preparing.done

    @property
    def preparing_what(self) -> str:
        """What is being compiled or loaded now, if anything is."""
        return "" if self._preparing is None or self._preparing.done else self._preparing.what

    @property
    def compiled_share(self) -> float | None:
        """How much is compiled of what must be, 0 .. 1; none where nothing must."""
        if self._preparation is None or self.prepared:
            return None
        return self._preparation.share

    def ready(self, say: Say) -> None:
        """Wait until everything is compiled; for a thread that makes a race."""
        self.prepare()
        while self._preparing is not None and not self._preparing.done:
            say(self._preparing.what)
            sleep(0.05)
        if self._preparing is not None:
            self._preparing.result()

    @property
    def assists(self) -> Assists:
        """What helps the player."""
        from game.input.assists import ASSIST_PRESETS, Assists

        kept = self.options("assists", Assists)
        return kept if kept != Assists() else ASSIST_PRESETS["intermediate"]

    def stage(self, size: tuple[int, int], plan: RacePlan) -> Stage:
        """What shows a session."""
        from game.screens.stage import Stage

        return Stage(size, plan, self.hud_options(), self.picture_options(plan), self.sound)

    def hud_options(self) -> HudOptions:
        """The dashboard's."""
        from game.hud.options import HudOptions

        return self.options("hud", HudOptions)

    def picture_options(self, plan: RacePlan | None = None) -> RenderOptions:
        """The picture's, with the racing line that the player's assists lay on the road."""
        from game.screens.picture import picture_options

        return picture_options(self, plan)

    def keep(self, session: Session, plan: RacePlan, notify: Callable[[str], None]) -> Keeper:
        """Begin to keep a session."""
        return self.records.keep(
            session,
            plan.human,
            plan.label,
            season=plan.season,
            unverified=plan.unverified,
            notify=notify,
        )

    def pilot(self, plan: RacePlan) -> Pilot | None:
        """The player's hands; none where one only watches."""
        if plan.human is None:
            return None
        from game.input.pilot import Pilot

        return Pilot(self.devices, plan.human)

    # -- each frame

    def poll(self, app: App, events: Sequence[pygame.event.Event], seconds: float) -> None:
        """Let the devices have the events, and say what came or went."""
        for event in self.devices.poll(list(events), seconds):
            app.say(event.message, about=event.device.key)
            if app.screens:
                app.top.device(event)
                self._offer_wizard(app, event)
        said = [*self.settings.messages, *(self._records.messages if self._records else [])]
        said += [each.note for each in (self._rivals, self._preparation) if each and each.note]
        for words in said:
            if words not in self._told:
                self._told.add(words)
                app.say(words, "warning")

    def _offer_wizard(self, app: App, event: DeviceEvent) -> None:
        """A device that nobody knows yet can be set up at once, but not while somebody drives."""
        from game.input.devices import DeviceChange
        from game.screens.page import Page

        if event.change is not DeviceChange.ADDED or event.known or not isinstance(app.top, Page):
            return
        from game.screens.dialogs import Dialog
        from game.screens.wizard_screen import WizardScreen

        words = f"{event.device.name} is new here. Setting it up takes a minute: move each axis, "
        words += "press each button. Later it is under Settings, Controls."
        answers: list[tuple[str, Action]] = [
            ("Set it up", lambda: app.push(WizardScreen(app))),
            ("Later", lambda: None),
        ]
        app.push(Dialog(app, "A new device", words, answers))

    def navigation(self) -> list[Navigation]:
        """Steps through menus since the last frame."""
        return self.devices.navigation()

    @property
    def menu_keys(self) -> MenuKeys:
        """What menus are walked with, by the device in the player's hands."""
        from game.input.key_names import KEYBOARD_KEYS

        return self._devices.menu_keys if self._devices is not None else KEYBOARD_KEYS

    def commands(self) -> list[Command]:
        """What else was asked of screens since the last frame."""
        return self.devices.commands()

    def forget_presses(self) -> None:
        """What was pressed for one screen is not for the next."""
        if self._devices is not None:
            self._devices.forget()

    def click(self, navigation: Navigation, changed: bool) -> None:
        """The sound of a step through a menu, as soon as what makes sounds is compiled."""
        if self._sound is None and not self.prepared:
            return
        from game.audio.cues import Cue

        cue = Cue.MENU_MOVE
        if navigation is Navigation.ACCEPT:
            cue = Cue.MENU_ACCEPT
        elif navigation is Navigation.BACK:
            cue = Cue.MENU_BACK
        self.sound.play(cue, volume=1.0 if changed else 0.7)

    def close(self) -> None:
        """Put everything away, keeping what is to be kept."""
        if self._preparation is not None:
            self._preparation.stop()
        for thing in (self._devices, self._sound, self._records):
            if thing is not None:
                thing.close()
