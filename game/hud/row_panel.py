"""Panels of many rows, of which only those are drawn anew that have changed, a few in a frame."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any, ClassVar, Final

import pygame

from game.hud.facts import HudFacts, Standing
from game.hud.widget import Widget

Bands = list[tuple[int, int]]
"""First line and the one after the last, of parts of a panel [px]."""


ROWS_PER_FRAME: Final = 5
"""Most rows that are drawn anew in a frame; the others wait for the next ones."""


class RowPanel(Widget):
    """A head and rows, one for each of some cars."""

    head: ClassVar[float]
    """Height of the head, in units."""
    row_height: ClassVar[float]

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._drawn_head: Hashable = None
        self._drawn_rows: list[Hashable] = []
        self._waiting = False

    def rows(self, facts: HudFacts) -> list[Standing]:
        """Whose rows are shown."""
        raise NotImplementedError

    def row_key(self, facts: HudFacts, standing: Standing) -> Hashable:
        """What a row depends on."""
        return standing

    def head_key(self, facts: HudFacts) -> Hashable:
        """What the head depends on, and everything else beside the rows."""
        raise NotImplementedError

    def paint_head(self, surface: pygame.Surface, facts: HudFacts) -> None:
        """Draw the head."""

    def paint_row(
        self, surface: pygame.Surface, facts: HudFacts, standing: Standing, number: int, y: float
    ) -> None:
        """Draw a row whose upper edge is at `y`."""
        raise NotImplementedError

    def due(self, facts: HudFacts, frame: int) -> bool:
        """Whether the panel must be drawn anew, or rows wait for that."""
        return self._waiting or super().due(facts, frame)

    def paint(self, surface: pygame.Surface, facts: HudFacts) -> None:
        """Draw the panel."""
        self.look.panel(surface)
        self.paint_head(surface, facts)
        rows = self.rows(facts)
        for number, standing in enumerate(rows):
            self.paint_row(surface, facts, standing, number, self.head + number * self.row_height)
        self._drawn_head = self.head_key(facts)
        self._drawn_rows = [self.row_key(facts, standing) for standing in rows]
        self._waiting = False

    def repaint(self, surface: pygame.Surface, facts: HudFacts) -> Bands | None:
        """Draw the rows that have changed; none where the whole panel must be drawn."""
        rows = self.rows(facts)
        if self.head_key(facts) != self._drawn_head or len(rows) != len(self._drawn_rows):
            return None
        look, bands = self.look, []
        ground = (*look.theme.panel, round(255 * look.options.opacity))
        keys = [self.row_key(facts, standing) for standing in rows]
        changed = [number for number, key in enumerate(keys) if key != self._drawn_rows[number]]
        self._waiting = len(changed) > ROWS_PER_FRAME
        for number in changed[:ROWS_PER_FRAME]:
            y = self.head + number * self.row_height
            top, bottom = look.px(y), look.px(y + self.row_height)
            area = pygame.Rect(0, top, surface.get_width(), bottom - top)
            surface.set_clip(area)
            surface.fill(ground, area)
            self.paint_row(surface, facts, rows[number], number, y)
            surface.set_clip(None)
            bands.append((top, bottom))
            self._drawn_rows[number] = keys[number]
        return bands
