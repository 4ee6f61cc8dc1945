"""The replay theatre: everything that was driven, seen again in every way."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import pygame

from game.core.errors import UndercutError
from game.input.actions import Command
from game.input.navigation import Navigation
from game.screens import style
from game.screens.dialogs import refusal
from game.screens.page import MARGIN, Page
from game.screens.paint import PAGE_HEIGHT, PAGE_WIDTH, Paint
from game.screens.race_words import BELOW_LAP_TIME
from game.screens.theatre_transport import Moment, MomentKind, Transport
from game.screens.theatre_widgets import SignButton, Spinner, Timeline
from game.screens.work import Say, Work, draw_progress

if TYPE_CHECKING:
    from game.screens.app import App
    from game.screens.theatre_scene import Scene

BAR: Final = 120.0
"""Height of the bar at the foot."""
HIDE_AFTER: Final = 4.0
"""The bar goes when nobody has touched anything for so long while the film runs [s]."""
ZOOM: Final = 1.12
KINDS: Final[tuple[tuple[str, tuple[MomentKind, ...]], ...]] = (
    ("Incidents", (MomentKind.INCIDENT,)),
    ("Overtakes", (MomentKind.OVERTAKE,)),
    ("Laps", (MomentKind.LAP,)),
    ("Everything", tuple(MomentKind)),
)
"""What is jumped to."""
LEGEND: Final = (
    ("J K L", "picture back, play, picture on"),
    ("B N", "moments"),
    ("M", "list"),
    (", .", "car"),
    ("C", "camera"),
    ("+ \u2212", "zoom"),
    ("H", "displays"),
    ("F12", "photo"),
)
"""What the keyboard does beside the bar."""
KEYS: Final = {
    pygame.K_k: "toggle",
    pygame.K_l: "forth",
    pygame.K_j: "back",
    pygame.K_n: "after",
    pygame.K_b: "before",
    pygame.K_m: "list",
}


class TheatreScreen(Page):
    """One replay."""

    large = True
    messages_top = BELOW_LAP_TIME

    def __init__(self, app: App, path: Path, begin: float = 0.0) -> None:
        """Watch a recording, from so many seconds after its start."""
        super().__init__(app, path.stem)
        self.path, self._begin = path, begin
        self.scene: Scene | None = None
        self.transport = Transport(0.0)
        self.kind = 0
        self._work: Work[Scene] | None = None
        self._waited = 0.0
        self._idle = 0.0
        self._frame = 0.0
        self._jumps = 0
        self._bar_top = PAGE_HEIGHT - BAR
        self._name, self._name_left = "", 0.0
        self._play: SignButton | None = None
        self._timeline: Timeline | None = None

    # -- beginning and ending

    def enter(self) -> None:
        """Read the recording, the first time."""
        if self.scene is None and self._work is None:
            self._work = Work(self._build)
        self._idle = 0.0

    def close(self) -> None:
        """Be silent again."""
        if self.scene is not None:
            self.scene.end()

    def _build(self, say: Say) -> Scene:
        services = self.app.services
        services.ready(say)
        from game.screens.theatre_scene import Scene, read_film

        film = read_film(self.path, say)
        options = services.picture_options()
        size = self.app.window.size
        return Scene(film, size, services.hud_options(), options, services.sound, say)

    def _take_work(self) -> None:
        if self._work is None or not self._work.done:
            return
        work, self._work = self._work, None
        try:
            self.scene = work.result()
        except UndercutError as error:
            self.app.replace(refusal(self.app, str(error)))
            return
        self.transport = Transport(self.scene.film.player.duration)
        if self._begin > 0.0:
            self.transport.seek(self._begin)
        self.scene.begin()
        self._add_widgets(self.scene)
        damage = self.scene.film.replay.damage
        if not self.scene.film.replay.complete:
            words = damage or "the session was not ended"
            self.app.say(f"This recording was cut short: {words}.", "warning")

    def _add_widgets(self, scene: Scene) -> None:
        """The bar: the timeline, then everything else in one row."""
        transport, top = self.transport, self._bar_top
        width = PAGE_WIDTH - 2 * MARGIN
        place = (MARGIN, top + 10, width, 32.0)
        self._timeline = Timeline(place, transport, scene.film.moments, transport.toggle)
        self._timeline.hint = "Left and right: through time. Enter: play, pause. Down: more"
        self.add(self._timeline)
        x, y, height = MARGIN, top + 50, 42.0
        signs = (
            ("before", lambda: self._jump(-1), "To the moment before"),
            ("back", lambda: transport.step(-1), "One picture back"),
            ("play", transport.toggle, "Play, pause"),
            ("forth", lambda: transport.step(1), "One picture on"),
            ("after", lambda: self._jump(1), "To the next moment"),
        )
        for sign, action, hint in signs:
            button = self.add(SignButton((x, y, 48, height), sign, action, hint))
            self._play = button if sign == "play" else self._play
            x += 54
        spinners = (
            ("Jump to", 122.0, lambda: KINDS[self.kind][0], self._next_kind),
            ("Speed", 84.0, self._speed_words, self._faster),
            ("Car", 192.0, self._car_words, self._next_car),
            ("Camera", 130.0, lambda: scene.camera_name, self._next_camera),
            ("Displays", 134.0, lambda: scene.display_name, self._next_display),
        )
        x += 6
        for label, wide, words, step in spinners:
            self.add(Spinner((x, y, wide, height), label, words, step))
            x += wide + 8
        rest = (PAGE_WIDTH - MARGIN - x - 8) / 2
        buttons = (
            ("List", self._open_list, "Everything that happened, to choose from"),
            ("Photo", self._photograph, "What is seen, without displays, in 4K"),
        )
        for label, action, hint in buttons:
            self.add(SignButton((x, y, rest, height), label, action, hint))
            x += rest + 8

    # -- what can be done

    def _jump(self, by: int) -> None:
        if self.scene is None:
            return
        wanted = KINDS[self.kind][1]
        row, laps = self.scene.row, (MomentKind.LAP,)
        moments = [
            moment
            for moment in self.scene.film.moments
            if moment.kind in wanted and (wanted != laps or moment.car == row)
        ]
        moment = self.transport.jump(moments, by)
        if moment is None:
            self._say(f"No {'more' if by > 0 else 'earlier'} {KINDS[self.kind][0].lower()}")
        else:
            self.look_at(moment)

    def look_at(self, moment: Moment) -> None:
        """Follow the car that a moment is about, and say what it is."""
        if self.scene is not None and moment.car >= 0:
            self.scene.follow(moment.car)
        self._say(moment.words)

    def go_to(self, moment: Moment) -> None:
        """Jump to a moment of the list."""
        self.transport.jump([moment], 1) or self.transport.jump([moment], -1)
        self.transport.playing = True
        self.look_at(moment)

    def _next_kind(self, by: int) -> None:
        self.kind = (self.kind + by) % len(KINDS)

    def _faster(self, by: int) -> None:
        self.transport.faster(by)

    def _speed_words(self) -> str:
        return f"\u00d7{self.transport.speed:g}".replace("-", "\u2212")

    def _next_car(self, by: int) -> None:
        if self.scene is not None:
            self.scene.follow_next(by)

    def _car_words(self) -> str:
        if self.scene is None:
            return ""
        return self.scene.film.entrants[self.scene.row].name

    def _next_camera(self, by: int = 1) -> None:
        if self.scene is not None:
            self.scene.next_camera(by)

    def _next_display(self, by: int = 1) -> None:
        if self.scene is not None:
            self.scene.next_display(by)

    def _photograph(self) -> None:
        if self.scene is not None:
            self.app.album.keep(self.scene.photograph(), self.scene.moment_name)

    def _open_list(self) -> None:
        from game.screens.theatre_moments import MomentsScreen

        if self.scene is not None:
            self.app.push(MomentsScreen(self.app, self, self.scene.film.moments))

    def _say(self, words: str) -> None:
        self._name, self._name_left = words, 2.5

    def _obey(self, command: Command) -> None:
        """Buttons of a wheel or pad, and keys that mean the same while driving."""
        scene = self.scene
        if scene is None:
            return
        if command is Command.CAMERA_NEXT:
            self._say(scene.next_camera())
        elif command in (Command.CAR_NEXT, Command.CAR_PREVIOUS):
            self._say(scene.follow_next(1 if command is Command.CAR_NEXT else -1))
        elif command in (Command.ZOOM_IN, Command.ZOOM_OUT):
            scene.zoom(ZOOM if command is Command.ZOOM_IN else 1.0 / ZOOM)
        elif command is Command.HUD_TOGGLE:
            self._say(f"Displays: {scene.next_display().lower()}")
        elif command is Command.PHOTO:
            self._photograph()

    # -- input

    @property
    def bar_shown(self) -> bool:
        """Whether the bar can be seen."""
        return not self.transport.playing or self._idle < HIDE_AFTER

    def navigate(self, navigation: Navigation) -> None:
        """The first step shows the bar; back from its row leads to the timeline."""
        shown, self._idle = self.bar_shown, 0.0
        if self.scene is None:
            if navigation is Navigation.BACK:
                self.app.pop()
            return
        if navigation is Navigation.BACK and self.focus is not self._timeline:
            self.focus = self._timeline
        elif navigation in (Navigation.TAB_LEFT, Navigation.TAB_RIGHT):
            self._jump(1 if navigation is Navigation.TAB_RIGHT else -1)
        elif not shown and navigation in (Navigation.UP, Navigation.DOWN):
            self.focus = self._timeline
        else:
            super().navigate(navigation)

    def handle(self, event: pygame.event.Event) -> None:
        """Mouse, and the keys of a player."""
        if event.type in (pygame.MOUSEMOTION, pygame.MOUSEBUTTONDOWN, pygame.KEYDOWN):
            self._idle = 0.0
        if self.scene is None:
            return
        if event.type == pygame.KEYDOWN and event.key in KEYS:
            self._press(KEYS[event.key])
        elif event.type == pygame.MOUSEWHEEL and not self._over_bar():
            self.scene.zoom(ZOOM**event.y)
        else:
            super().handle(event)

    def _over_bar(self) -> bool:
        _, y = self.app.paint.unit(pygame.mouse.get_pos())
        return self.bar_shown and y > self._bar_top

    def _press(self, what: str) -> None:
        {
            "toggle": self.transport.toggle,
            "forth": lambda: self.transport.step(1),
            "back": lambda: self.transport.step(-1),
            "after": lambda: self._jump(1),
            "before": lambda: self._jump(-1),
            "list": self._open_list,
        }[what]()

    # -- each frame

    def update(self, seconds: float) -> None:
        """Time passes, in front of the screen and on it."""
        self._waited += seconds
        self._frame = seconds
        self._take_work()
        scene = self.scene
        if scene is None:
            return
        for command in self.app.services.commands():
            self._idle = 0.0
            self._obey(command)
        self._idle += seconds
        self._name_left -= seconds
        step = self.transport.advance(seconds)
        if self.transport.jumps != self._jumps:
            self._jumps, step = self.transport.jumps, 0.0
            scene.jumped(self.transport.seconds)
        scene.show(self.transport.seconds, step, seconds)
        if self._play is not None:
            self._play.sign = "pause" if self.transport.playing else "play"
        if self._timeline is not None:
            self._timeline.only = scene.row

    def draw(self, paint: Paint) -> None:
        """The world, the displays, the bar."""
        scene, surface = self.scene, paint.surface
        if scene is None:
            what = self._work.what if self._work is not None else ""
            share = self.app.services.compiled_share
            draw_progress(paint, "Replay theatre", what, self._waited, share)
            return
        below = self.app.top is not self
        self._stand_at_the_foot(paint)
        foot = paint.pixel((0.0, self._bar_top))[1] if self.bar_shown else surface.get_height()
        scene.draw(surface, foot, 0.0 if below else self._frame)
        if self.bar_shown and not below:
            self._draw_bar(paint)
        if self._name_left > 0.0 and not below:
            self._draw_name(paint)

    def _draw_name(self, paint: Paint) -> None:
        """What has just been chosen or jumped to, below the times."""
        width = min(paint.measure(self._name, style.BODY, True) + 36, 900.0)
        x, y = (PAGE_WIDTH - width) / 2, paint.top + 166.0
        paint.box((x, y, width, 34), style.NIGHT, radius=5, alpha=225)
        place = (PAGE_WIDTH / 2, y + 17)
        paint.text(self._name, place, style.BODY, align="centre", bold=True, width=width - 24)

    def _stand_at_the_foot(self, paint: Paint) -> None:
        """Move the bar to the foot of the window, which may be higher than a page."""
        top = paint.top + paint.whole[3] - BAR
        moved, self._bar_top = top - self._bar_top, top
        for widget in self.widgets if moved else ():
            x, y, width, height = widget.rect
            widget.rect = (x, y + moved, width, height)

    def _draw_bar(self, paint: Paint) -> None:
        left, _, whole, _ = paint.whole
        paint.box((left, self._bar_top, whole, BAR + 1), style.NIGHT, alpha=232)
        paint.box((left, self._bar_top, whole, 1), style.EDGE)
        for widget in self.widgets:
            widget.draw(paint, widget is self.focus)
        x, y = MARGIN, self._bar_top + BAR - 13
        for key, what in LEGEND:
            x += paint.text(key, (x, y), style.TINY, style.DIM, bold=True) + 6
            x += paint.text(what, (x, y), style.TINY, style.FAINT) + 20
