"""The next corner before it is on the screen: its shape, how fast it is, how far to the brake."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any, Final

import numpy as np
import pygame

from game.hud.facts import Bend, HudFacts
from game.hud.layout import Place
from game.hud.shapes import FINE, canvas, disc, polyline, smooth
from game.hud.widget import Widget
from game.hud.words import KMH, MPH

WIDTH, HEIGHT = 250.0, 146.0
PICTURE: Final = (8.0, 8.0, 116.0, 130.0)
BAR: Final = (134.0, 118.0, 104.0, 14.0)
LATE: Final = 2.0
"""Faster than the ideal lap by more than this is too fast [m/s]."""
BAR_FROM: Final = 200.0
"""The bar empties over this distance to the braking point [m]."""
KEPT: Final = 32
"""Pictures of corners: more than most tracks have; a race started anew has corners of its own."""


class Corner(Widget):
    """To the left of the dashboard."""

    name = "corner"
    size = (WIDTH, HEIGHT)
    anchor = (0.5, 1.0)
    places = (Place(anchor, (-250.0, -20.0), -WIDTH / 2),)
    period = 2
    tower = False

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._pictures: dict[int, tuple[Bend, pygame.Surface]] = {}

    def wanted(self, facts: HudFacts) -> bool:
        """Whether there is anything to show."""
        return facts.corner is not None

    def key(self, facts: HudFacts) -> Hashable:
        """What the panel shows; see `Widget.key`."""
        corner = facts.corner
        return None if corner is None else id(corner.bend)

    def _fit(self, bend: Bend) -> tuple[float, float, float]:
        """Scale [units per metre] and place of the path's origin."""
        x, y, width, height = PICTURE
        low, high = bend.path.min(axis=0), bend.path.max(axis=0)
        span = np.maximum(high - low, 30.0)
        scale = float(min((width - 16) / span[0], (height - 16) / span[1]))
        left = x + width / 2 - scale * float(low[0] + high[0]) / 2
        top = y + height / 2 + scale * float(low[1] + high[1]) / 2
        return scale, left, top

    def paint(self, surface: pygame.Surface, facts: HudFacts) -> None:
        """Draw the panel."""
        if facts.corner is None:
            return
        look, bend = self.look, facts.corner.bend
        look.panel(surface)
        surface.blit(self._kept(bend), (look.px(PICTURE[0]), look.px(PICTURE[1])))
        self._words(surface, bend)

    def foresee(self, bends: Sequence[Bend]) -> None:
        """Draw the pictures of the first corners of a track before they are driven."""
        for bend in bends[:KEPT]:
            self._kept(bend)

    def _kept(self, bend: Bend) -> pygame.Surface:
        """The picture of a corner, of which the last `KEPT` are kept: each takes a millisecond."""
        kept = self._pictures.get(id(bend))
        if kept is None:
            if len(self._pictures) >= KEPT:
                del self._pictures[next(iter(self._pictures))]
            kept = self._pictures[id(bend)] = bend, self._picture(bend)
        return kept[1]

    def _picture(self, bend: Bend) -> pygame.Surface:
        """The road around a corner, as large as `PICTURE`."""
        look, theme = self.look, self.look.theme
        width, height = look.px(PICTURE[2]), look.px(PICTURE[3])
        fine = canvas((width, height), theme.line)
        scale, left, top = self._fit(bend)
        left, top, factor = left - PICTURE[0], top - PICTURE[1], FINE * look.unit
        road = [
            ((left + scale * x) * factor, (top - scale * y) * factor) for x, y in bend.path.tolist()
        ]
        polyline(fine, road, 13 * factor, theme.line)
        polyline(fine, road, 9 * factor, theme.panel_light)
        polyline(fine, road, 3.5 * factor, theme.good)
        for brakes, stretch in groupby(zip(road, bend.braking, strict=True), itemgetter(1)):
            if brakes:
                polyline(fine, [place for place, _ in stretch], 3.5 * factor, theme.bad)
        return smooth((width, height), fine)

    def _words(self, surface: pygame.Surface, bend: Bend) -> None:
        look, theme = self.look, self.look.theme
        sign = "left" if bend.direction > 0 else "right"
        look.icon(surface, sign, 143, 22, 20, theme.accent)
        look.text(surface, f"T{bend.number}", 160, 22, 26, weight="heavy")
        if bend.gear:
            look.box(surface, theme.panel_light, 206, 10, 32, 25, 3)
            look.text(surface, str(bend.gear), 222, 23, 24, theme.text, "heavy", "centre")
        name = bend.name or f"{bend.radius:.0f} m radius"
        look.text(surface, name, 134, 49, 18, theme.dim, "narrow", width=106)
        if bend.speed > 0.0:
            mph = look.options.units == "mph"
            speed = f"{bend.speed * (MPH if mph else KMH):.0f}"
            shown = look.figures(surface, speed, 134, 81, 42, weight="narrow_bold", align="left")
            unit = "mph" if mph else "km/h"
            look.text(surface, unit, 138 + shown, 87, 17, theme.dim, "narrow_bold")
        look.box(surface, theme.panel_light, *BAR, 2)

    def live(self, target: pygame.Surface, facts: HudFacts) -> None:
        """Draw what moves in every frame."""
        if facts.corner is None:
            return
        look, theme, corner = self.look, self.look.theme, facts.corner
        x, y, width, height = BAR
        left = corner.to_brake
        if left <= 0.0:
            if corner.to_apex > 0.0 and facts.car.speed > corner.bend.speed + LATE:
                target.fill(theme.bad, (self.x(x), self.y(y), look.px(width), look.px(height)))
                look.figures(
                    target, "BRAKE", x + width / 2, y + height / 2, 15, theme.black,
                    "narrow_bold", "centre", origin=self.place,
                )  # fmt: skip
        else:
            share = min(left / BAR_FROM, 1.0)
            near = left < 60.0
            target.fill(
                theme.warn if near else theme.dim,
                (self.x(x), self.y(y), max(look.px(width * share), 1), look.px(height)),
            )
            look.figures(
                target, f"{left:.0f} m", x + width - 4, y - 9, 15, theme.dim, "narrow_bold",
                origin=self.place,
            )  # fmt: skip
        self._dot(target, corner.bend, corner.along)

    def _dot(self, target: pygame.Surface, bend: Bend, along: float) -> None:
        place = along / bend.path_step
        if not 0.0 <= place <= len(bend.path) - 1:
            return
        first = min(int(place), len(bend.path) - 2)
        here = bend.path[first] + (place - first) * (bend.path[first + 1] - bend.path[first])
        scale, left, top = self._fit(bend)
        dot = disc(self.look.px(11), self.look.theme.own, self.look.theme.white)
        half = dot.get_width() / 2
        x = self.place[0] + (left + scale * float(here[0])) * self.look.unit
        y = self.place[1] + (top - scale * float(here[1])) * self.look.unit
        target.blit(dot, (round(x - half), round(y - half)))
