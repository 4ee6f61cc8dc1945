"""Messages: lines that are shown over everything for a while."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from game.screens import style
from game.screens.paint import PAGE_WIDTH, Paint

SHOWN_FOR: Final = {"note": 4.0, "warning": 7.0, "error": 10.0}
"""[s]"""
MOST: Final = 4
MOST_LINES: Final = 8


@dataclass
class Message:
    """One of them."""

    words: str
    kind: str
    left: float
    """For how much longer it is shown [s]."""
    about: str = ""
    """What it is about, if anything: it goes when something else is said about that."""


class Messages:
    """Those shown now, the newest last."""

    def __init__(self) -> None:
        self.shown: list[Message] = []

    def say(self, words: str, kind: str = "note", about: str = "") -> None:
        """Show a message; one that is shown already stays longer, an older one on this goes."""
        self.shown = [
            message
            for message in self.shown
            if not about or message.about != about or message.words == words
        ]
        for message in self.shown:
            if message.words == words:
                message.left = SHOWN_FOR[kind]
                return
        self.shown.append(Message(words, kind, SHOWN_FOR[kind], about))
        del self.shown[:-MOST]

    def update(self, seconds: float) -> None:
        """Time passes."""
        for message in self.shown:
            message.left -= seconds
        self.shown = [message for message in self.shown if message.left > 0.0]

    def draw(self, paint: Paint, top: float = 16.0) -> None:
        """Below each other from `top` on, each with a mark for its kind."""
        y = paint.top + top
        for message in self.shown:
            lines = paint.wrapped(message.words, style.SMALL, 700.0)[:MOST_LINES]
            height = 12.0 + 19.0 * len(lines)
            width = max(paint.measure(line, style.SMALL) for line in lines) + 54.0
            x = (PAGE_WIDTH - width) / 2
            paint.box((x, y, width, height), style.RAISED, radius=5, alpha=240)
            colour = {"note": style.COOL, "warning": style.WARN, "error": style.BAD}[message.kind]
            mark = {"note": "i", "warning": "!", "error": "\u00d7"}[message.kind]
            paint.circle((x + 20, y + height / 2), 9, colour)
            paint.text(mark, (x + 20, y + height / 2), style.SMALL, style.NIGHT, "centre", True)
            for index, line in enumerate(lines):
                paint.text(line, (x + 40, y + 15.5 + 19.0 * index), style.SMALL)
            y += height + 6.0
