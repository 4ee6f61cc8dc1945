"""Panels of many rows, of which only those are drawn anew that have changed."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any, ClassVar

import pygame

from game.hud.facts import HudFacts, Standing
from game.hud.widget import Widget

Bands = list[tuple[int, int]]
"""First line and the one after the last, of parts of a panel [px]."""


class RowPanel(Widget):
    """A head and rows, one for each of some cars."""

    head: ClassVar[float]
    """Height of the head, in units."""
    row_height: ClassVar[float]

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._drawn_head: Hashable = None
        self._drawn_rows: list[Hashable] = []

    def rows(self, facts: HudFacts) -> list[Standing]:
        """Whose rows are shown."""
        raise NotImplementedError

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

    def paint(self, surface: pygame.Surface, facts: HudFacts) -> None:
        """Draw the panel."""
        self.look.panel(surface)
        self.paint_head(surface, facts)
        rows = self.rows(facts)
        for number, standing in enumerate(rows):
            self.paint_row(surface, facts, standing, number, self.head + number * self.row_height)
        self._drawn_head, self._drawn_rows = self.head_key(facts), list(rows)

    def repaint(self, surface: pygame.Surface, facts: HudFacts) -> Bands | None:
        """Draw the rows that have changed; none where the whole panel must be drawn."""
        rows = self.rows(facts)
        if self.head_key(facts) != self._drawn_head or len(rows) != len(self._drawn_rows):
            return None
        look, bands = self.look, []
        ground = (*look.theme.panel, round(255 * look.options.opacity))
        for number, (standing, drawn) in enumerate(zip(rows, self._drawn_rows, strict=True)):
            if standing == drawn:
                continue
            y = self.head + number * self.row_height
            top, bottom = look.px(y), look.px(y + self.row_height)
            area = pygame.Rect(0, top, surface.get_width(), bottom - top)
            surface.set_clip(area)
            surface.fill(ground, area)
            self.paint_row(surface, facts, standing, number, y)
            surface.set_clip(None)
            bands.append((top, bottom))
        self._drawn_rows = list(rows)
        return bands
