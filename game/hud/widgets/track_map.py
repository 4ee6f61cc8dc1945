"""The map of the track with everybody on it."""

from __future__ import annotations

from collections.abc import Hashable
from math import cos, pi, sin
from typing import Any, Final

import numpy as np
import pygame

from game.hud.facts import HudFacts, TrackInfo
from game.hud.layout import Place
from game.hud.look import DARK
from game.hud.shapes import FINE, disc, polyline
from game.hud.text import draw_text
from game.hud.theme import Colour, ink_on
from game.hud.widget import Widget

WIDTH: Final = 300.0
MOST_HEIGHT: Final = 330.0
PAD: Final = 20.0
DOT: Final = 13.0
OWN: Final = 15.0
ARROW: Final = ((0.0, 1.0), (0.78 * pi, 0.95), (pi, 0.35), (-0.78 * pi, 0.95))
"""Corners of the own car's arrow: turned from its nose by, and how far from its middle."""
LEADERS: Final = 3
"""Places whose dots carry their number."""


class TrackMap(Widget):
    """North is up."""

    name = "map"
    size = (WIDTH, MOST_HEIGHT)
    anchor = (1.0, 0.0)
    offset = (-20.0, 142.0)
    places = (
        Place(anchor, offset),
        Place(anchor, (-20.0, 0.0), below="messages"),
        Place((0.0, 1.0), (20.0, -20.0)),
    )
    period = 30

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._dots: dict[tuple[Colour, int], tuple[pygame.Surface, float]] = {}
        self._fitted: tuple[TrackInfo, tuple[float, float, float]] | None = None

    def extent(self, facts: HudFacts) -> tuple[float, float]:
        """Width and height just now, in units."""
        _, span = _box(facts.track)
        scale = (WIDTH - 2 * PAD) / max(span[0], 1.0)
        return WIDTH, min(span[1] * scale + 2 * PAD, MOST_HEIGHT)

    def key(self, facts: HudFacts) -> Hashable:
        """What the panel shows; see `Widget.key`."""
        return id(facts.track)

    def _fit(self, facts: HudFacts) -> tuple[float, float, float]:
        """Scale [units per metre] and place of the map's origin in the widget."""
        if self._fitted is None or self._fitted[0] is not facts.track:
            self._fitted = facts.track, self._new_fit(facts)
        return self._fitted[1]

    def _new_fit(self, facts: HudFacts) -> tuple[float, float, float]:
        width, height = self.extent(facts)
        low, span = _box(facts.track)
        scale = min((width - 2 * PAD) / max(span[0], 1.0), (height - 2 * PAD) / max(span[1], 1.0))
        left = (width - scale * span[0]) / 2 - scale * low[0]
        top = (height + scale * span[1]) / 2 + scale * low[1]
        return scale, left, top

    def paint(self, surface: pygame.Surface, facts: HudFacts) -> None:
        """Draw the panel."""
        look, theme, track = self.look, self.look.theme, facts.track
        look.panel(surface)
        size = surface.get_size()
        fine = pygame.Surface((FINE * size[0], FINE * size[1]), pygame.SRCALPHA)
        scale, left, top = self._fit(facts)
        factor = FINE * look.unit

        def on_map(points: np.ndarray) -> list[tuple[float, float]]:
            x = (left + scale * points[:, 0]) * factor
            y = (top - scale * points[:, 1]) * factor
            return list(zip(x.tolist(), y.tolist(), strict=True))

        road = on_map(track.outline)
        if track.pit_lane is not None:
            polyline(fine, on_map(track.pit_lane), 2.5 * factor, theme.faint)
        polyline(fine, road, 9 * factor, theme.black, True)
        polyline(fine, road, 6 * factor, theme.text, True)
        self._sectors(fine, road, facts, factor)
        small = pygame.transform.smoothscale(fine, size)
        surface.blit(small, (0, 0))

    def _sectors(
        self,
        fine: pygame.Surface,
        road: list[tuple[float, float]],
        facts: HudFacts,
        factor: float,
    ) -> None:
        """Lines across the road at the start of each sector."""
        theme, track, count = self.look.theme, facts.track, len(road)
        for number, place in enumerate(track.sectors):
            index = round(place / track.length * count) % count
            (x, y), (u, v) = road[index], road[(index + 1) % count]
            length = max(((u - x) ** 2 + (v - y) ** 2) ** 0.5, 1e-6)
            reach = (10 if number == 0 else 7) * factor
            across = (-(v - y) / length * reach, (u - x) / length * reach)
            ends = [(x - across[0], y - across[1]), (x + across[0], y + across[1])]
            colour = theme.accent if number == 0 else theme.dim
            polyline(fine, ends, (3.5 if number == 0 else 2.5) * factor, colour)

    def live(self, target: pygame.Surface, facts: HudFacts) -> None:
        """Draw what moves in every frame."""
        look, cars = self.look, facts.map
        shown = cars.shown.tolist()
        scale, left, top = self._fit(facts)
        x = self.place[0] + (left + scale * cars.x) * look.unit
        y = self.place[1] + (top - scale * cars.y) * look.unit
        places = list(zip(x.tolist(), y.tolist(), strict=True))
        self._yellow(target, facts, scale, left, top)
        dots = []
        for standing in reversed(facts.standings):
            row = standing.row
            if row == facts.row or not shown[row]:
                continue
            dot, half = self._dot(standing.colour, min(standing.position, LEADERS + 1))
            px, py = places[row]
            dots.append((dot, (int(px - half), int(py - half))))
        target.blits(dots, False)
        if shown[facts.row]:
            self._own(target, places[facts.row], float(cars.yaw[facts.row]))

    def _dot(self, colour: Colour, position: int) -> tuple[pygame.Surface, float]:
        """A car's dot and half its width; those of the leaders carry their place."""
        key = colour, position
        if key not in self._dots:
            leading = position <= LEADERS
            size = self.look.px(DOT + 4 if leading else DOT)
            dot = disc(size, colour, self._edge(colour)).copy()
            if leading:
                ink = ink_on(colour)
                draw_text(
                    dot, str(position), (size / 2, size / 2), self.look.px(14), ink, "heavy",
                    "centre",
                )  # fmt: skip
            self._dots[key] = dot, size / 2 - 0.5
        return self._dots[key]

    def _edge(self, colour: Colour) -> Colour:
        theme = self.look.theme
        return theme.white if max(colour) < DARK else theme.black

    def _yellow(
        self, target: pygame.Surface, facts: HudFacts, scale: float, left: float, top: float
    ) -> None:
        """The road before those who stand on it."""
        track, unit = facts.track, self.look.unit
        count = len(track.outline)
        for place in facts.map.yellow_at:
            part = (int(place / track.length * count) + np.arange(-14, 4)) % count
            x = self.place[0] + (left + scale * track.outline[part, 0]) * unit
            y = self.place[1] + (top - scale * track.outline[part, 1]) * unit
            points = list(zip(x.tolist(), y.tolist(), strict=True))
            pygame.draw.lines(target, self.look.theme.yellow, False, points, self.look.thick(7))

    def _own(self, target: pygame.Surface, place: tuple[float, float], yaw: float) -> None:
        """The own car: an arrow, so that it is told from the others by its shape."""
        theme = self.look.theme
        for reach, colour in ((OWN, theme.black), (0.7 * OWN, theme.own)):
            size = self.look.px(reach) or 1
            arrow = [
                (
                    place[0] + size * far * cos(yaw + turn),
                    place[1] - size * far * sin(yaw + turn),
                )
                for turn, far in ARROW
            ]
            pygame.draw.polygon(target, colour, arrow)


def _box(track: TrackInfo) -> tuple[tuple[float, float], tuple[float, float]]:
    """Least corner and size of the road on the map [m]."""
    low = track.outline.min(axis=0)
    span = track.outline.max(axis=0) - low
    return (float(low[0]), float(low[1])), (float(span[0]), float(span[1]))
