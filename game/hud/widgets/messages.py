"""What race control says, with its reasons, for as long as one needs to read it."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Final

import pygame

from game.hud.facts import HudFacts, Level, Message
from game.hud.layout import Place
from game.hud.text import wrapped
from game.hud.theme import Colour
from game.hud.widget import Widget

WIDTH: Final = 344.0
MOST: Final = 4
SHOWN: Final = {Level.NOTE: 5.0, Level.GOOD: 6.0, Level.WARNING: 7.0, Level.BAD: 10.0}
"""How long a message stays [s]."""
TEXT: Final = 19.0
LINE: Final = 22.0
HEAD: Final = 30.0
GAP: Final = 5.0

SIGNS: Final = {
    Level.NOTE: "diamond",
    Level.GOOD: "up",
    Level.WARNING: "down",
    Level.BAD: "cross",
}


class Messages(Widget):
    """Between the lap times and the session panel, where nothing is driven."""

    name = "messages"
    size = (WIDTH, MOST * 91.0)
    anchor = (1.0, 0.0)
    offset = (-330.0, 20.0)
    places = (
        Place(anchor, offset),
        Place(anchor, (-20.0, 0.0), below="session"),
        Place(anchor, (-20.0, 0.0), below="lights"),
    )
    rooms = (MOST * 91.0, 182.0, 113.0)
    period = 4

    def current(self, facts: HudFacts) -> list[Message]:
        """Those that are still to be read, the latest first."""
        fresh = [
            message
            for message in reversed(facts.messages)
            if 0.0 <= facts.time - message.time < SHOWN[message.level]
        ]
        fresh.sort(key=lambda message: not message.about_own)
        return self._fitting(fresh[:MOST])

    def _fitting(self, messages: list[Message]) -> list[Message]:
        """As many of them as there is room for, at least one."""
        height = 0.0
        for number, message in enumerate(messages):
            height += self._height(message) + GAP
            if number and height > self.room:
                return messages[:number]
        return messages

    def wanted(self, facts: HudFacts) -> bool:
        """Whether there is anything to show."""
        return bool(self.current(facts))

    def _lines(self, message: Message) -> tuple[str, ...]:
        look = self.look
        return wrapped(message.text, look.px(WIDTH - 28), look.px(TEXT), "regular", 4)

    def _height(self, message: Message) -> float:
        return HEAD + LINE * len(self._lines(message)) + 6

    def extent(self, facts: HudFacts) -> tuple[float, float]:
        """Width and height just now, in units."""
        heights = [self._height(message) + GAP for message in self.current(facts)]
        return WIDTH, max(sum(heights), 1.0)

    def key(self, facts: HudFacts) -> Hashable:
        """What the panel shows; see `Widget.key`."""
        return tuple(self.current(facts))

    def _colour(self, level: Level) -> Colour:
        theme = self.look.theme
        return {
            Level.NOTE: theme.dim,
            Level.GOOD: theme.good,
            Level.WARNING: theme.warn,
            Level.BAD: theme.bad,
        }[level]

    def paint(self, surface: pygame.Surface, facts: HudFacts) -> None:
        """Draw the panel."""
        look, theme = self.look, self.look.theme
        y = 0.0
        for message in self.current(facts):
            height = self._height(message)
            colour = self._colour(message.level)
            look.box(
                surface, theme.panel, 0, y, WIDTH, height, 5, round(255 * look.options.opacity)
            )
            look.box(surface, colour, 0, y, 4, height)
            look.icon(surface, SIGNS[message.level], 20, y + 17, 13, colour)
            look.text(
                surface, message.title.upper(), 34, y + 17.5, 18, colour, "narrow_bold",
                width=WIDTH - 46,
            )  # fmt: skip
            for number, line in enumerate(self._lines(message)):
                look.text(
                    surface, line, 15, y + HEAD + LINE * (number + 0.5), TEXT, theme.text, "regular"
                )
            y += height + GAP
