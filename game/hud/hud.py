"""The HUD: all widgets, drawn in little time.

Panels are drawn only when what they show has changed, each at its own rate and only so many in a
frame; all of them are laid over the picture in one compiled pass. Only needles move every frame.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import Final

import pygame

from game.hud.blend import blend_all, blends
from game.hud.facts import Bend, HudFacts, LapInfo
from game.hud.layout import arrange
from game.hud.look import Look, unit_of
from game.hud.options import ESSENTIAL, HudOptions
from game.hud.shapes import forget_shapes
from game.hud.text import forget_texts
from game.hud.theme import theme_of
from game.hud.widget import Widget
from game.hud.widgets import WIDGET_CLASSES

DRAWN_PER_FRAME: Final = 0.05
"""Share of the screen whose panels are drawn anew in a frame, beside what has just appeared.

The first one that is due is always drawn.
"""


class Shown(Enum):
    """How much of the HUD is shown."""

    ALL = "everything"
    ESSENTIAL = "the essentials"
    NOTHING = "nothing"


class Hud:
    """Draws facts on a picture."""

    def __init__(self, size: tuple[int, int], options: HudOptions | None = None) -> None:
        """Lay out the widgets for a picture of a size [px]."""
        self._size = size
        self._options = options or HudOptions()
        self._frame = 0
        self._lap: LapInfo | None = None
        self._waited = False
        self._ready: tuple[HudFacts, list[Widget]] | None = None
        self.shown = Shown.ALL
        self._widgets: dict[bool, list[Widget]] = {}
        self._build()

    @property
    def options(self) -> HudOptions:
        """What the player chose; to be replaced whole."""
        return self._options

    @options.setter
    def options(self, options: HudOptions) -> None:
        if options != self._options:
            self._options = options
            self._build()

    def resize(self, size: tuple[int, int]) -> None:
        """Lay out for a picture of another size."""
        if size != self._size:
            self._size = size
            self._build()

    def toggle(self) -> Shown:
        """Show less: everything, the essentials, nothing, everything again."""
        order = list(Shown)
        self.shown = order[(order.index(self.shown) + 1) % len(order)]
        self._ready = None
        return self.shown

    def _build(self) -> None:
        forget_shapes()
        forget_texts()
        self._ready = None
        self._widgets = {tower: self._built(tower) for tower in (False, True)}

    def foresee(self, bends: Sequence[Bend]) -> None:
        """Get ready for the corners of a track, before frames wait for it."""
        for widget in self._widgets[False]:
            widget.foresee(bends)

    def _built(self, tower: bool) -> list[Widget]:
        """All widgets for spectators or for drivers that are wanted and have room."""
        options = self._options
        look = Look(unit_of(self._size, options.scale), theme_of(options.palette), options)
        widgets = [
            kind(look, options.widget(kind.name), self._size)
            for kind in WIDGET_CLASSES
            if options.widget(kind.name).shown and kind.tower in (None, tower)
        ]
        still = [one for one in widgets if not one.options.dx and not one.options.dy]
        panels = [one.panel(one.options) for one in still]
        spots = arrange(panels, self._size, unit_of(self._size, 1.0), options.scale)
        for widget in still:
            if widget.name in spots:
                widget.settle(spots[widget.name])
        return [one for one in widgets if one not in still or one.name in spots]

    def _visible(self, facts: HudFacts) -> list[Widget]:
        if self.shown is Shown.NOTHING:
            return []
        return [
            widget
            for widget in self._widgets[facts.tower]
            if (self.shown is Shown.ALL or widget.name in ESSENTIAL) and widget.wanted(facts)
        ]

    def prepare(self, surface: pygame.Surface, facts: HudFacts) -> None:
        """Draw panels anew that will be laid over a picture; nothing is drawn on it yet.

        Best done before the picture itself is made: after it all that this needs has to be fetched
        from memory again, which takes as long as the drawing.
        """
        self._frame += 1
        visible = self._visible(facts)
        self._redraw(visible, facts, blends(surface))
        self._ready = facts, visible

    def draw(self, surface: pygame.Surface, facts: HudFacts) -> None:
        """Draw over a picture of the size that the HUD was laid out for."""
        if self._ready is None or self._ready[0] is not facts:
            self.prepare(surface, facts)
        (_, visible), self._ready = self._ready or (facts, []), None
        if blends(surface):
            blend_all(
                surface,
                [(widget.layer, *widget.place) for widget in visible if widget.layer is not None],
            )
        else:
            surface.blits(
                [(widget.surface, widget.place) for widget in visible if widget.surface], False
            )
        for widget in visible:
            widget.live(surface, facts)

    def layout(self, facts: HudFacts) -> dict[str, pygame.Rect]:
        """Where each widget is that is shown just now, by name."""
        return {widget.name: widget.rect(facts) for widget in self._visible(facts)}

    def _waits(self, facts: HudFacts) -> bool:
        """Whether panels are drawn in the next frame: this one's time went into finding facts.

        Never twice in a row: where few frames are drawn, each of them has facts of its own.
        """
        fresh, self._lap = facts.lap is not self._lap, facts.lap
        self._waited = fresh and not self._waited
        return self._waited

    def _redraw(self, visible: list[Widget], facts: HudFacts, layered: bool) -> None:
        """Draw those panels anew that have waited longest, and those that have just appeared."""
        due = [widget for widget in visible if widget.due(facts, self._frame)]
        if self._waits(facts):
            due = [widget for widget in due if widget.surface is None]
        due.sort(key=lambda widget: widget.waiting_since)
        room = DRAWN_PER_FRAME * self._size[0] * self._size[1]
        drawn = 0.0
        for widget in due:
            fresh = widget.surface is None
            place = widget.rect(facts)
            if not fresh and drawn and drawn + place.width * place.height > room:
                continue
            widget.redraw(facts, self._frame, layered)
            if not fresh:
                drawn += place.width * place.height
