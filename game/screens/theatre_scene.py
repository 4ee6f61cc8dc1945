"""A recording made visible: its track, its cars, the same displays as while it was driven."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
import pygame

from game.audio.sound import Sound
from game.core.errors import UndercutError
from game.core.heap import rest_heap
from game.hud.hud import Hud, Shown
from game.hud.options import HudOptions
from game.hud.replay_facts import ReplayReporter, facts_of_replay
from game.race.entrant import DriverKind, Entrant
from game.render.camera import Camera, CameraKind
from game.render.car_view import from_shown
from game.render.renderer import Renderer, RenderOptions
from game.replay.player import Player
from game.replay.reader import Replay, read_replay
from game.replay.restore import recorded_track
from game.screens.stage import CAMERAS, LEAST_ZOOM, MOST_ZOOM, look_of_entrant
from game.screens.theatre_transport import Moment, moments_of
from game.track.track import Track

if TYPE_CHECKING:
    from game.screens.work import Say

Size = tuple[int, int]

SETTLED_S: Final = 0.12
"""After a jump the whole picture is made sharp at once when nothing is sought for so long [s]."""
FAR_BACK_S: Final = 20.0
"""A jump farther back than this takes the skid marks of what then was to come off the road [s]."""
LONGEST_STEP: Final = 0.12
"""A longer step of time leaves no skid marks: cars would draw straight lines [s]."""
PHOTO_SIZE: Final = (3840, 2160)
DISPLAYS: Final = (
    ("Driver", Shown.ALL, False),
    ("Essentials", Shown.ESSENTIAL, False),
    ("Timing tower", Shown.ALL, True),
    ("Nothing", Shown.NOTHING, False),
)
"""What the displays show: how much, and whether for a spectator."""


@dataclass(frozen=True)
class Film:
    """A recording, read and understood; nothing of it needs a window."""

    replay: Replay
    player: Player
    track: Track
    entrants: tuple[Entrant, ...]
    moments: tuple[Moment, ...]

    @property
    def human(self) -> int | None:
        """Row of the car that a human drove."""
        rows = range(len(self.entrants))
        return next(
            (row for row in rows if self.entrants[row].driver.kind is DriverKind.HUMAN), None
        )

    @property
    def wetness(self) -> float:
        """Of the road."""
        return float(self.replay.header.settings.get("wetness", 0.0))


def read_film(path: Path, say: Say) -> Film:
    """Read a recording whole enough to watch it.

    Raises:
        UndercutError: It cannot be read, or its track or a car is refused.
    """
    say("reading the recording")
    replay = read_replay(path)
    if replay.last_pose_tick <= 0:
        raise UndercutError(f"{path}: ends before anything could be seen")
    say("building its track")
    track = recorded_track(replay.header)
    entrants = []
    for record in replay.header.entrants:
        try:
            entrants.append(Entrant.from_json(record.model_dump()))
        except (KeyError, TypeError, ValueError) as error:
            raise UndercutError(f"{path}: entrant {record.name!r}: {error}") from error
    moments = moments_of(list(replay.events()))
    return Film(replay, Player(replay), track, tuple(entrants), moments)


class Scene:
    """Shows a film at any moment.

    Attributes:
        film: What is shown.
        camera: Looks at it.
        hud: The displays.
        row: Of the car that is followed.
        display: Which of `DISPLAYS` is shown.
        views: CAR_VIEW rows of the moment that is shown.
    """

    def __init__(
        self,
        film: Film,
        size: Size,
        hud: HudOptions,
        picture: RenderOptions,
        sound: Sound | None,
        say: Say,
    ) -> None:
        """Prepare pictures and displays; takes a second or two."""
        self.film, self.sound = film, sound
        say("pictures of the track")
        looks = [look_of_entrant(each, row) for row, each in enumerate(film.entrants)]
        self.renderer = Renderer(size, film.track, looks, picture, film.wetness)
        self.row = film.human if film.human is not None else 0
        self.display = 0 if film.human is not None else 2
        self.camera = Camera(CameraKind.CHASE, size, film.track, self.row)
        self.hud = Hud(size, hud)
        say("the way of every car")
        cars = [entrant.car for entrant in film.entrants]
        self.reporter = ReplayReporter(
            film.player, film.track, cars, [look.primary for look in looks]
        )
        self.reporter.bends(self.row)
        self.views = from_shown(film.player.at(0.0))
        self._specs = np.array([car.record for car in cars])
        self._seconds = 0.0
        self._since_jump: float | None = 0.0
        """None when the picture is as sharp as it gets."""

    def begin(self) -> None:
        """Be heard from now on."""
        if self.sound is not None:
            categories = [entrant.car.category for entrant in self.film.entrants]
            self.sound.begin(self._specs, categories, self.film.wetness)
        rest_heap()

    def end(self) -> None:
        """Be silent again."""
        if self.sound is not None:
            self.sound.end()

    def show(self, seconds: float, step: float, frame: float) -> None:
        """Move on to a moment.

        Args:
            seconds: Of the film.
            step: Of the film since the last time; 0 while paused, anything after a jump.
            frame: In front of the screen since the last time [s].
        """
        shown = self.film.player.at(seconds)
        self.views = from_shown(shown)
        self._seconds = seconds
        if 0.0 < step <= LONGEST_STEP:
            self.renderer.after_tick(self.views, step)
        self.camera.row = self.row
        self.camera.update(self.views, frame)
        if self.sound is not None and step > 0.0:
            view = self.camera.frame
            self.sound.update(shown, self.row, (view.x, view.y), view.up, frame, inside=False)

    def jumped(self, seconds: float) -> None:
        """The moment is another one altogether: nothing of before is in the air."""
        self.renderer.forget_effects(skids=seconds < self._seconds - FAR_BACK_S)
        self._look_anew()

    def _look_anew(self) -> None:
        """The picture has nothing to do with the one before."""
        self.camera.snap()
        self._since_jump = 0.0

    def next_display(self, by: int = 1) -> str:
        """Show other displays; gives their name."""
        self.display = (self.display + by) % len(DISPLAYS)
        return self.display_name

    @property
    def display_name(self) -> str:
        """Of the displays that are shown."""
        return DISPLAYS[self.display][0]

    def follow(self, row: int) -> str:
        """Look at another car; gives its driver's name."""
        self.row = row % len(self.film.entrants)
        self._look_anew()
        return self.film.entrants[self.row].name

    def follow_next(self, by: int) -> str:
        """Look at the car that is so many places behind; gives its driver's name."""
        order = np.argsort(self.film.player.at(self._seconds)["position"], kind="stable").tolist()
        place = (order.index(self.row) + by) % len(order)
        return self.follow(order[place])

    def set_camera(self, kind: CameraKind) -> None:
        """Look in another way."""
        self.camera.kind = kind
        self._look_anew()

    def next_camera(self, by: int = 1) -> str:
        """Look in the next way; gives its name."""
        kinds = [kind for kind, _ in CAMERAS]
        place = (kinds.index(self.camera.kind) + by) % len(CAMERAS)
        self.set_camera(CAMERAS[place][0])
        return CAMERAS[place][1]

    @property
    def camera_name(self) -> str:
        """Of the way in which the cars are looked at."""
        return dict(CAMERAS)[self.camera.kind]

    def zoom(self, by: float) -> None:
        """Nearer or farther."""
        self.camera.zoom = min(max(self.camera.zoom * by, LEAST_ZOOM), MOST_ZOOM)

    def draw(self, surface: pygame.Surface, foot: int, frame: float) -> None:
        """The world, and the displays over it.

        Args:
            surface: The window's.
            foot: Where the part begins that something else covers [px].
            frame: Since the last time [s].
        """
        whole, open_part = surface.get_size(), (surface.get_width(), foot)
        above = surface.subsurface((0, 0, *open_part))
        all_seen = self.camera.kind is CameraKind.WHOLE_TRACK
        size, target = (open_part, above) if all_seen else (whole, surface)
        if self.renderer.size != size:
            self.renderer.resize(size)
            self.camera.size = size
        _, self.hud.shown, spectating = DISPLAYS[self.display]
        facts = facts_of_replay(self.reporter, self._seconds, self.row, spectating)
        self.renderer.show_lights(facts.session.red_lights, facts.session.green_light)
        if self._since_jump is not None:
            self._since_jump += frame
        if self._since_jump is not None and self._since_jump > SETTLED_S:
            self._since_jump = None
            target.blit(self.renderer.photograph(self.views, self.camera, size), (0, 0))
        else:
            self.renderer.draw(target, self.views, self.camera, frame)
        self.hud.resize(open_part)
        self.hud.draw(above, facts)

    def photograph(self) -> pygame.Surface:
        """What the camera sees, without displays, as good as it can be."""
        return self.renderer.photograph(self.views, self.camera, PHOTO_SIZE)

    @property
    def moment_name(self) -> str:
        """Of the track and the moment that is shown, for a file."""
        minutes, rest = divmod(self._seconds, 60.0)
        stem = f"{self.film.track.name}-{int(minutes):02d}-{rest:05.2f}"
        return stem.replace(".", "-")
