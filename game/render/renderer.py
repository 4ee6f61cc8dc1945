"""The whole picture: ground, marks, cars, smoke, overlays."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import ceil
from typing import Any, Final

import numpy as np
import pygame
from numpy.typing import NDArray

from game.core.pixels import pixels_of
from game.render.air import Air
from game.render.bridge import Bridges, paste_polygons
from game.render.camera import Camera, Frame
from game.render.car_look import CarLook
from game.render.car_painter import CarPainter
from game.render.ground import Ground
from game.render.kernels import draw_boxes, draw_puffs
from game.render.marks import TyreMarks
from game.render.mood import Mood, mood_of
from game.render.overlay import MARKER_SCALE, Gantry, RacingLine, grip_marks, markers
from game.render.tiling import is_upright
from game.track.track import Track

EFFORT: Final = 8
"""How much ground is painted for one frame of 1080 lines at most; see `Ground.draw`."""
TURNED_EFFORT: Final = 7
"""The same where north is not up: such a picture takes longer by itself."""
_USUAL_PIXELS: Final = 1920 * 1080
_LEFT_ROOM: Final = 0.5
"""Pictures smaller than this part of the largest so far do not need its room for the ground."""


class LineShown(StrEnum):
    """How much of the racing line is shown on the road."""

    OFF = "off"
    BRAKING = "braking"
    FULL = "full"


@dataclass(frozen=True)
class RenderOptions:
    """What the player can choose."""

    effects: float = 1.0
    """How much smoke, dust and spray, 0..1."""
    shadows: bool = True
    racing_line: LineShown = LineShown.OFF
    grip_marks: bool = True
    """Whether the wheels of the followed car show how much they slide."""
    reduced_motion: bool = False
    smooth_ground: bool = False
    """Whether the ground is interpolated between its texels; takes longer."""


class Renderer:
    """Draws one session."""

    def __init__(
        self,
        size: tuple[int, int],
        track: Track,
        looks: Sequence[CarLook],
        options: RenderOptions | None = None,
        wetness: float = 0.0,
    ) -> None:
        """Prepare everything that is the same in all frames; takes up to a second.

        Args:
            size: Of the pictures [px].
            track: Where it is.
            looks: One per car.
            options: What the player has chosen.
            wetness: Of the road, 0..1.
        """
        self.track = track
        self.options = options or RenderOptions()
        self.size = size
        self._room = size[0] * size[1]
        self._cars = CarPainter(looks)
        colours = _ground_colours(mood_of(track.name))
        half_widths = np.array([look.wheel_width for look in looks]) / 2
        self._marks = TyreMarks(half_widths, wetness, (int(colours[0]), int(colours[1])))
        self._air = Air(np.array([[look.length, look.width] for look in looks]), wetness, colours)
        self._ground = Ground(track, wetness, self._marks)
        self._line = RacingLine(track)
        self._gantry = Gantry(track)
        self._bridges = Bridges(track)
        self._own = np.zeros((0, 0), np.uint32)

    def resize(self, size: tuple[int, int]) -> None:
        """Draw pictures of another size from now on; the room of much larger ones is given back."""
        self.size = size
        pixels = size[0] * size[1]
        self._room = max(self._room, pixels)
        if pixels < _LEFT_ROOM * self._room:
            self._room = pixels
            self._ground.shrink()

    def set_options(self, options: RenderOptions) -> None:
        """Draw with other options from now on."""
        self.options = options

    def after_tick(
        self, views: NDArray[Any], seconds: float, contacts: NDArray[Any] | None = None
    ) -> None:
        """Let the cars leave their marks; once per tick.

        Args:
            views: CAR_VIEW rows.
            seconds: Since the last time.
            contacts: CONTACT rows of the tick.
        """
        wheels = self._cars.wheels_on_ground(views)
        self._marks.lay(views, wheels)
        touches = np.zeros((0, 3))
        if contacts is not None and len(contacts):
            touches = np.column_stack([contacts[name] for name in ("x", "y", "closing_speed")])
        much = self.options.effects * (0.5 if self.options.reduced_motion else 1.0)
        self._air.advance(views, wheels, touches, seconds, much)

    def air_seen(self, frame: Frame) -> tuple[NDArray[Any], NDArray[Any]]:
        """PUFF and BOX rows of what a frame sees in the air."""
        return self._air.seen((frame.x, frame.y), frame.up, frame.scale, frame.size)

    def forget_effects(self, skids: bool = False) -> None:
        """Drop what is in the air after a jump in time, and the marks on the road if asked to."""
        self._air.clear()
        self._marks.lift()
        if skids:
            self._marks.count = 0
            self._ground.forget()

    def show_lights(self, red: int, green: bool) -> None:
        """Light so many red lamps over the start line, or the green ones."""
        self._gantry.light(red, green)

    def set_speeds(self, speeds: NDArray[np.float64]) -> None:
        """Speed along the racing line at each station, for its colours [m/s]."""
        self._line.set_speeds(speeds)

    def draw(
        self, surface: pygame.Surface, views: NDArray[Any], camera: Camera, seconds: float
    ) -> None:
        """Draw a frame.

        Args:
            surface: What is drawn into, of `size`.
            views: CAR_VIEW rows, one per look.
            camera: Updated for these views.
            seconds: Since the last frame.
        """
        if camera.size != self.size:
            camera.size = self.size
        usual = EFFORT if is_upright(camera.frame) else TURNED_EFFORT
        effort = ceil(usual * max(1.0, self.size[0] * self.size[1] / _USUAL_PIXELS))
        self._draw_into(surface, views, camera, effort, self.options.smooth_ground)

    def photograph(
        self, views: NDArray[Any], camera: Camera, size: tuple[int, int] = (3840, 2160)
    ) -> pygame.Surface:
        """A picture of any size, as good as it can be."""
        surface = blank_picture(size)
        before = camera.size
        camera.size = size
        try:
            self._draw_into(surface, views, camera, None, True)
        finally:
            camera.size = before
            self._room = max(self._room, size[0] * size[1])
            self.resize(self.size)
        return surface

    def _draw_into(
        self,
        surface: pygame.Surface,
        views: NDArray[Any],
        camera: Camera,
        effort: int | None,
        smooth: bool,
    ) -> None:
        picture, own = self._pixels(surface)
        frame = camera.frame
        car = views[min(camera.row, len(views) - 1)]
        velocity = float(car["velocity_x"]), float(car["velocity_y"])
        self._ground.draw(picture, frame, velocity, effort, smooth, camera.next_cut)
        options = self.options
        if options.racing_line != LineShown.OFF:
            whole = options.racing_line == LineShown.FULL
            draw_boxes(picture, self._line.boxes(frame, whole))
        self._draw_cars(picture, views, frame)
        if options.grip_marks and frame.scale > MARKER_SCALE:
            wheels = self._cars.wheels_on_ground(views)
            draw_boxes(picture, grip_marks(car, wheels[camera.row], frame))
        puffs, streaks = self.air_seen(frame)
        draw_boxes(picture, streaks)
        draw_puffs(picture, puffs)
        draw_boxes(picture, self._gantry.boxes(frame))
        if frame.scale < MARKER_SCALE:
            draw_boxes(picture, markers(views, self._cars.looks, camera.row, frame))
        if own:
            _blit(picture, surface)

    def _draw_cars(self, picture: NDArray[Any], views: NDArray[Any], frame: Frame) -> None:
        """Cars under bridges first, then the bridges over them, then the others."""
        shadows = self.options.shadows
        above = np.ones(len(views), bool)
        decks = self._bridges.seen(frame)
        if len(decks):
            below = self._bridges.below(views)
            ground = picture.copy()
            self._cars.draw(picture, views, below, frame, shadows)
            paste_polygons(picture, ground, decks)
            above = ~below
        self._cars.draw(picture, views, above, frame, shadows)

    def _pixels(self, surface: pygame.Surface) -> tuple[NDArray[Any], bool]:
        """The surface's own pixels where they have the usual form, else a picture to be copied."""
        masks = surface.get_masks()[:3]
        if surface.get_bitsize() == 32 and masks == (0xFF0000, 0xFF00, 0xFF):
            pixels = pixels_of(surface)
            if pixels.shape[1] == surface.get_width():
                return pixels, False
        size = surface.get_height(), surface.get_width()
        if self._own.shape != size:
            self._own = np.zeros(size, np.uint32)
        return self._own, True


def blank_picture(size: tuple[int, int]) -> pygame.Surface:
    """A surface of the form that is drawn into fastest."""
    return pygame.Surface(size, 0, 32)


def _ground_colours(mood: Mood) -> NDArray[np.int64]:
    """Ruts in grass, gravel, dust from grass, bits of grass, stones, as 0xRRGGBB."""
    darker = [[int(0.8 * one) for one in mood.gravel], [int(0.62 * one) for one in mood.gravel]]
    dust = [(one + 2 * other) // 3 for one, other in zip(mood.grass_two, mood.dirt, strict=True)]
    colours = [mood.dirt, darker[0], dust, mood.grass_two, darker[1]]
    found = [(red << 16) | (green << 8) | blue for red, green, blue in colours]
    return np.array(found, np.int64)


def _blit(picture: NDArray[Any], surface: pygame.Surface) -> None:
    """Copy a picture into a surface of any form."""
    height, width = picture.shape
    source = pygame.image.frombuffer(picture.tobytes(), (width, height), "BGRA")
    source.set_alpha(None)
    surface.blit(source, (0, 0))


def warm_up(progress: Callable[[str], None] | None = None) -> None:
    """Compile everything that drawing needs; the first time on a machine it takes a minute."""
    from game.render.rehearsal import rehearse

    rehearse(progress or (lambda _: None))
