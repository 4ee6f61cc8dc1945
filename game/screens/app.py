"""The window's life: frames, the stack of screens, messages, and what screens share."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pygame

from game.core.clock import TICK
from game.core.errors import UndercutError
from game.core.heap import settle_heap, tidy_heap
from game.core.paths import data_dir as chosen_data_dir
from game.hud.fonts import forget_fonts
from game.hud.shapes import forget_shapes
from game.hud.text import forget_texts
from game.input.navigation import Navigation
from game.screens import style
from game.screens.messages import Messages
from game.screens.paint import Paint, forget_pictures, keep_for
from game.screens.pictures import Album
from game.screens.screen import Screen
from game.screens.services import Services
from game.screens.window import Window

if TYPE_CHECKING:
    from game.audio.sound import Sound
    from game.input.devices import Devices
    from game.input.settings import InputSettings
    from game.race.rivals import RivalProvider
    from game.race.setup import RaceSetup
    from game.records.records import Records
    from game.records.settings import Settings

MakeRivals = Callable[[], "RivalProvider"]

MakeDevices = Callable[["InputSettings"], "Devices"]

LEFT_ALONE: Final = 0.25
"""Another window that has the keyboard for this long is meant; full screen takes it shortly [s]."""
HIDDEN_FPS: Final = 30
"""Frames a second while nobody can see them."""
LONGEST_FRAME: Final = 0.25
"""Time that passed in a longer frame is forgotten, as after the machine slept [s]."""

_LOG = logging.getLogger(__name__)


class App:
    """Everything that screens need of each other.

    Attributes:
        window: To draw in.
        services: Settings, records, devices, sound: each made when it is first needed.
        paint: The page of the frame being drawn.
        album: Where pictures go that the player takes.
        alone: For how long another window has had the keyboard [s].
        untidy: Whether something large has gone, and memory is worth tidying after this frame.
    """

    def __init__(self, services: Services, window: Window) -> None:
        self.services = services
        self.window = window
        self.messages = Messages()
        self.screens: list[Screen] = []
        self.paint = Paint(window.surface)
        self._drawn_at = (0, 0)
        self.album = Album(services.data_dir / "pictures", self.say)
        self.running = True
        self.untidy = False
        self.frames = 0
        self.mouse_seen = 0.0
        self.alone = 0.0

    # -- what screens share

    @property
    def settings(self) -> Settings:
        """The settings as they are kept."""
        return self.services.settings

    @property
    def records(self) -> Records:
        """Laps, results and replays."""
        return self.services.records

    @property
    def devices(self) -> Devices:
        """Keyboard, pads, wheels."""
        return self.services.devices

    @property
    def sound(self) -> Sound:
        """What is heard."""
        return self.services.sound

    @property
    def rivals(self) -> RivalProvider:
        """Who drives against the player."""
        return self.services.rivals

    @property
    def data_dir(self) -> Path:
        """Where the game keeps everything."""
        return self.services.data_dir

    def say(self, words: str, kind: str = "note", about: str = "") -> None:
        """Show a line for a while; `kind` is note, warning or error; see `Message.about`."""
        self.messages.say(words, kind, about)

    def quit(self) -> None:
        """Leave after this frame."""
        self.running = False

    @property
    def is_left_alone(self) -> bool:
        """Whether the player has gone to another window, and wants races to wait then."""
        return self.alone >= LEFT_ALONE and self.services.game.pause_when_left

    # -- the stack

    @property
    def top(self) -> Screen:
        """The screen that is used."""
        return self.screens[-1]

    def push(self, screen: Screen) -> None:
        """Put a screen over the others."""
        if self.screens:
            self.top.leave()
        self.screens.append(screen)
        self._enter()

    def pop(self) -> None:
        """Leave the uppermost screen; a frame that ends without any ends the game."""
        self._drop()
        if self.screens:
            self._enter()

    def replace(self, screen: Screen) -> None:
        """Put a screen where the uppermost is."""
        self._drop()
        self.screens.append(screen)
        self._enter()

    def home(self) -> None:
        """Back to the first screen."""
        while len(self.screens) > 1:
            self._drop()
        self._enter()

    def _drop(self) -> None:
        gone = self.screens.pop()
        gone.leave()
        gone.close()
        self.untidy = self.untidy or gone.large

    def _enter(self) -> None:
        self.services.forget_presses()
        self.top.enter()

    # -- frames

    def run(self) -> int:
        """Frames until somebody has had enough; returns the exit code."""
        clock = pygame.time.Clock()
        try:
            while self.running:
                fps = HIDDEN_FPS if self.window.hidden else self.window.fps_limit
                seconds = clock.tick(fps) / 1000.0
                self.frame(pygame.event.get(), min(seconds, LONGEST_FRAME))
        finally:
            self.close()
        return 0

    def close(self) -> None:
        """Close every screen and what they share, keeping all that is to be kept."""
        while self.screens:
            self._drop()
        self._keep_size()
        self.album.close()
        self.services.close()

    def frame(self, events: Sequence[pygame.event.Event], seconds: float) -> None:
        """One frame: events, time, picture."""
        self.paint = Paint(self.window.surface, self.services.text_scale)
        try:
            self._hear(events, seconds)
            if self.running and self.screens:
                self.top.update(seconds)
        except UndercutError as error:
            _LOG.info("%s", error)
            self.say(str(error), "error")
        self.album.update()
        self.messages.update(seconds)
        if not self.screens:
            self.quit()
        if self.running and not self.window.hidden:
            self.draw()
            self.window.flip()
            self.frames += 1
        if self.untidy:
            self.untidy = False
            self._forget_words()
            tidy_heap()

    def draw(self) -> None:
        """Draw what can be seen, from the lowest visible screen up."""
        self._forget_other_sizes()
        self.paint = Paint(self.window.surface, self.services.text_scale)
        first = len(self.screens) - 1
        while first > 0 and not self.screens[first].opaque:
            first -= 1
        for screen in self.screens[first:]:
            screen.draw(self.paint)
        self.messages.draw(self.paint, self.top.messages_top)

    def _forget_other_sizes(self) -> None:
        """Words and shapes made for a window of another size are not needed again."""
        if self.window.size != self._drawn_at:
            self._drawn_at = self.window.size
            self._forget_words()

    def _forget_words(self) -> None:
        """Drop words, shapes and letters; those that are needed still are made anew."""
        keep_for(self.window.surface)
        forget_pictures()
        forget_shapes()
        forget_texts()
        forget_fonts()

    def _hear(self, events: Sequence[pygame.event.Event], seconds: float) -> None:
        """Window, devices, then the uppermost screen."""
        for event in events:
            if event.type == pygame.QUIT:
                self.quit()
            elif event.type == pygame.VIDEORESIZE:
                self.window.resized()
            elif event.type == pygame.KEYDOWN and event.key == pygame.K_F11:
                self._toggle_fullscreen()
            elif event.type == pygame.KEYDOWN and event.key == pygame.K_F9:
                self._keep_picture()
        self._notice_others(events, seconds)
        self._show_mouse(events, seconds)
        self.services.poll(self, events, seconds)
        typing = self.screens[-1].typing if self.screens else True
        for event in events:
            if self.screens and self.running:
                self.top.handle(event)
        typing = typing or not self.screens or self.top.typing
        for navigation in self.services.navigation():
            if not typing and self.screens and self.running:
                self._navigate(navigation)

    def _navigate(self, navigation: Navigation) -> None:
        before = self.top
        self.top.navigate(navigation)
        self.services.click(navigation, bool(self.screens) and self.screens[-1] is not before)

    def _keep_size(self) -> None:
        """Open as large as it was left the next time."""
        video, (width, height) = self.services.video, self.window.plain_size
        if (video.width, video.height) != (width, height):
            changed = {"width": width, "height": height}
            self.services.put("video", video.model_copy(update=changed))

    def _toggle_fullscreen(self) -> None:
        """Cover the screen or no longer, and keep it so."""
        self.window.toggle_fullscreen()
        changed = {"fullscreen": self.window.fullscreen}
        self.services.put("video", self.services.video.model_copy(update=changed))

    def _notice_others(self, events: Sequence[pygame.event.Event], seconds: float) -> None:
        """See whether the player has gone to another window."""
        before = self.alone
        self.alone += seconds if before > 0.0 else 0.0
        for event in events:
            if event.type == pygame.WINDOWFOCUSLOST:
                self.alone = max(self.alone, TICK)
            elif event.type == pygame.WINDOWFOCUSGAINED:
                self.alone = 0.0
        if before < LEFT_ALONE and self.screens and self.is_left_alone:
            self.top.left_alone()

    def _show_mouse(self, events: Sequence[pygame.event.Event], seconds: float) -> None:
        """Hide the pointer when it has not been moved for a while."""
        self.mouse_seen += seconds
        if any(event.type in (pygame.MOUSEMOTION, pygame.MOUSEBUTTONDOWN) for event in events):
            self.mouse_seen = 0.0
        pygame.mouse.set_visible(self.mouse_seen < 3.0)

    def _keep_picture(self) -> None:
        self.album.keep(self.window.surface.copy(), "screen")

    def key_hints(self) -> list[tuple[str, str]]:
        """What keys to name at the foot of a page: key, what it does."""
        keys = self.services.menu_keys
        return [(keys.move, "move"), (keys.accept, "choose"), (keys.back, "back")]

    @property
    def accept_key(self) -> str:
        """What to call that which chooses."""
        return self.services.menu_keys.accept

    def fade(self, paint: Paint, alpha: int = 190) -> None:
        """Darken what lies below a dialog."""
        paint.box(paint.whole, style.NIGHT, alpha=alpha)


def open_app(
    make_rivals: MakeRivals, data: Path | None = None, make_devices: MakeDevices | None = None
) -> App:
    """The window, with nothing in it yet.

    Args:
        make_rivals: Gives the rivals when they are first asked for.
        data: Where everything is kept; the usual folder when not given.
        make_devices: Gives the devices; those of this machine when not given.
    """
    settle_heap()
    pygame.display.init()
    pygame.font.init()
    services = Services(make_rivals, data or chosen_data_dir(), make_devices)
    video = services.video
    size = (video.width, video.height)
    window = Window(size, video.fullscreen, video.vsync, video.fps_limit)
    style.use(services.palette)
    return App(services, window)


def main(make_rivals: MakeRivals, data: Path | None = None) -> int:
    """The game, from its first screen; returns the exit code."""
    from game.screens.title import TitleScreen

    app = open_app(make_rivals, data)
    app.push(TitleScreen(app))
    return app.run()


def open_race(
    make_rivals: MakeRivals,
    setup: RaceSetup,
    *,
    spectate: bool = False,
    record: Path | None = None,
    data: Path | None = None,
) -> int:
    """The window on one race, a copy of whose recording may be wanted; the first screen follows."""
    from game.screens.race_flow import start_race
    from game.screens.title import TitleScreen

    app = open_app(make_rivals, data)
    app.push(TitleScreen(app))
    start_race(app, setup, "race", spectate=spectate, record=record)
    return app.run()


def open_theatre(make_rivals: MakeRivals, path: Path, data: Path | None = None) -> int:
    """The window on one recording."""
    from game.screens.theatre import TheatreScreen

    app = open_app(make_rivals, data)
    app.push(TheatreScreen(app, path))
    return app.run()
