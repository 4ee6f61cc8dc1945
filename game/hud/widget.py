"""A widget: a panel that is drawn when it must be, and a living part drawn in every frame."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import replace
from typing import ClassVar

import pygame

from game.core.pixels import Pixels
from game.hud.blend import layer_of
from game.hud.facts import Bend, HudFacts
from game.hud.layout import Panel, Place, Spot
from game.hud.look import Look
from game.hud.options import WidgetOptions


class Widget:
    """One thing on the screen.

    A widget is placed by its anchor: 0 left or top, 1 right or bottom, of the screen and of itself.
    """

    name: ClassVar[str]
    """As in `game.hud.options.WIDGETS`."""
    size: ClassVar[tuple[float, float]]
    """Width and height in units."""
    anchor: ClassVar[tuple[float, float]]
    offset: ClassVar[tuple[float, float]] = (0.0, 0.0)
    """From the anchored place, in units."""
    places: ClassVar[tuple[Place, ...]] = ()
    """Where it can be; its anchor and offset where nothing else is said."""
    rooms: ClassVar[tuple[float, ...]] = ()
    """Heights that it can do with, where it is large or many; in units."""
    together: ClassVar[bool] = False
    """Whether it grows with the other essential panels."""
    period: ClassVar[int] = 6
    """Least number of frames between two drawings of the panel."""
    tower: ClassVar[bool | None] = None
    """Shown only to spectators (true), only to drivers (false), or to both."""

    def __init__(self, look: Look, options: WidgetOptions, screen: tuple[int, int]) -> None:
        self.look = replace(look, unit=look.unit * options.scale)
        self.options = options
        self.room = self.size[1]
        """The greatest height that it may have, in units."""
        self._screen = screen
        self._anchor = self.anchor
        self._offset = self.offset[0] * look.unit, self.offset[1] * look.unit
        self._key: Hashable = None
        self._drawn = -(2**30)
        self.layer: Pixels | None = None
        self.surface: pygame.Surface | None = None
        self.place = (0, 0)

    @classmethod
    def panel(cls, options: WidgetOptions) -> Panel:
        """What is known of it before anything is shown."""
        places = cls.places or (Place(cls.anchor, cls.offset),)
        return Panel(cls.name, cls.size, places, options.scale, cls.rooms, cls.together)

    def settle(self, spot: Spot) -> None:
        """Be where there is room."""
        self.look = replace(self.look, unit=spot.unit)
        self.room = spot.room
        self._anchor, self._offset = spot.anchor, spot.offset

    def wanted(self, facts: HudFacts) -> bool:
        """Whether there is anything to show."""
        return True

    def extent(self, facts: HudFacts) -> tuple[float, float]:
        """Width and height just now, in units."""
        return self.size

    def key(self, facts: HudFacts) -> Hashable:
        """What the panel depends on; it is drawn anew when this changes."""
        raise NotImplementedError

    def paint(self, surface: pygame.Surface, facts: HudFacts) -> None:
        """Draw the panel on a transparent ground."""
        raise NotImplementedError

    def repaint(self, surface: pygame.Surface, facts: HudFacts) -> list[tuple[int, int]] | None:
        """Draw only what has changed, over what was drawn last.

        Returns:
            The lines that have changed, each from and to [px]; none where all must be drawn.
        """
        return None

    def live(self, target: pygame.Surface, facts: HudFacts) -> None:
        """Draw what moves in every frame, over the panel at `place`."""

    def due(self, facts: HudFacts, frame: int) -> bool:
        """Whether the panel must be drawn anew."""
        if self.surface is None:
            return True
        return frame - self._drawn >= self.period and self.key(facts) != self._key

    @property
    def waiting_since(self) -> int:
        """The frame in which the panel was last drawn."""
        return self._drawn

    def rect(self, facts: HudFacts) -> pygame.Rect:
        """Where the widget is on the screen just now."""
        size = self._pixels(facts)
        return pygame.Rect(self._place(size), size)

    def _pixels(self, facts: HudFacts) -> tuple[int, int]:
        width, height = self.extent(facts)
        return max(self.look.px(width), 1), max(self.look.px(height), 1)

    def foresee(self, bends: Sequence[Bend]) -> None:
        """Get ready for corners that will be shown some time."""

    def redraw(self, facts: HudFacts, frame: int, layered: bool) -> None:
        """Draw the panel.

        Args:
            facts: To be shown.
            frame: Number of this frame.
            layered: Whether it will be laid over the picture by `blend_all`.
        """
        size = self._pixels(facts)
        bands = None
        if self.surface is None or self.surface.get_size() != size:
            self.surface = pygame.Surface(size, pygame.SRCALPHA, 32)
        else:
            bands = self.repaint(self.surface, facts)
        if bands is None:
            self.surface.fill((0, 0, 0, 0))
            self.paint(self.surface, facts)
        if not layered:
            self.layer = None
        elif bands is None or self.layer is None:
            self.layer = layer_of(self.surface)
        else:
            for top, bottom in bands:
                self.layer[top:bottom] = layer_of(self.surface, top, bottom)
        self.place = self._place(size)
        self._key, self._drawn = self.key(facts), frame

    def _place(self, size: tuple[int, int]) -> tuple[int, int]:
        """Where it is; wherever the player wants it, it stays in the window."""
        moved = self.options.dx, self.options.dy
        x, y = (
            min(max(round(part * free + offset + move * whole), 0), max(free, 0))
            for part, free, offset, move, whole in zip(
                self._anchor,
                (self._screen[0] - size[0], self._screen[1] - size[1]),
                self._offset,
                moved,
                self._screen,
                strict=True,
            )
        )
        return x, y

    def x(self, units: float) -> int:
        """A place on the screen, from the widget's left edge."""
        return self.place[0] + self.look.px(units)

    def y(self, units: float) -> int:
        """A place on the screen, from the widget's upper edge."""
        return self.place[1] + self.look.px(units)
