"""What the feet and the hands did in the last seconds."""

from __future__ import annotations

from collections import deque
from collections.abc import Hashable
from typing import Any, Final

import pygame

from game.hud.facts import HudFacts
from game.hud.widget import Widget

SPAN: Final = 8.0
"""Shown [s]."""
LEFT, TOP, WIDTH, HEIGHT = 10.0, 10.0, 300.0, 76.0


class PedalTrace(Widget):
    """Throttle, brake and steering over time."""

    name = "trace"
    size = (320.0, 96.0)
    anchor = (0.5, 1.0)
    offset = (0.0, -176.0)
    period = 3

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._past: deque[tuple[float, float, float, float]] = deque(maxlen=400)

    def key(self, facts: HudFacts) -> Hashable:
        """What the panel shows; see `Widget.key`."""
        return facts.time

    def paint(self, surface: pygame.Surface, facts: HudFacts) -> None:
        """Draw the panel."""
        look, theme, past, car = self.look, self.look.theme, self._past, facts.car
        if past and not 0.0 <= facts.time - past[-1][0] < SPAN:
            past.clear()
        past.append((facts.time, car.throttle, car.brake, 0.5 - 0.5 * car.steer))
        while facts.time - past[0][0] > SPAN:
            past.popleft()
        look.panel(surface)
        look.box(surface, theme.line, LEFT, TOP + HEIGHT / 2, WIDTH, 1)
        if len(past) < 2:
            return
        for column, colour in ((3, theme.faint), (1, theme.good), (2, theme.bad)):
            points = [
                (
                    look.px(LEFT + WIDTH * (1 - (facts.time - moment[0]) / SPAN)),
                    look.px(TOP + HEIGHT * (1 - moment[column])),
                )
                for moment in past
            ]
            pygame.draw.lines(surface, colour, False, points, look.thick(2))
