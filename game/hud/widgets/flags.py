"""Flags and orders: what counts now, the most urgent first, each with a sign of its own."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Final

import pygame

from game.hud.facts import FlagInfo, HudFacts
from game.hud.theme import Colour, Theme
from game.hud.widget import Widget

ROW: Final = 40.0
WIDTH: Final = 540.0
MOST: Final = 3

Order = tuple[str, str, str, Colour]
"""Pattern of the flag, words, details, colour."""


def orders(flags: FlagInfo, theme: Theme) -> list[Order]:
    """What the driver is told now, the most urgent first."""
    told: list[Order] = []
    if flags.give_back:
        detail = f"{flags.give_back_left:.0f} s"
        told.append(("down", f"LET {flags.give_back.upper()} PAST AGAIN", detail, theme.bad))
    if flags.blue:
        told.append(("stripe", f"BLUE FLAG: LET {flags.blue.upper()} PAST", "", theme.blue))
    if flags.yellow:
        told.append(("plain", "YELLOW FLAG: DANGER AHEAD", "no overtaking", theme.yellow))
    if flags.drive_throughs:
        left = f"within {flags.drive_through_laps} laps"
        told.append(("square", "DRIVE-THROUGH PENALTY", left, theme.bad))
    if flags.time_debt > 0.0:
        told.append(("down", "HAND BACK THE TIME GAINED", f"{flags.time_debt:.2f} s", theme.warn))
    if flags.penalty > 0.0:
        told.append(("square", "TIME PENALTY OPEN", f"+{flags.penalty:.0f} s", theme.bad))
    if flags.must_pit and not flags.in_pit_lane:
        told.append(("square", "BOX THIS LAP", "", theme.warn))
    elif flags.pit_requested and not flags.in_pit_lane:
        told.append(("square", "PIT STOP ANNOUNCED", "", theme.cold))
    if flags.lap_deleted:
        told.append(("cross", "LAP DELETED", "track limits", theme.bad))
    if flags.chequered:
        told.append(("check", "CHEQUERED FLAG", "", theme.white))
    elif flags.last_lap:
        told.append(("plain", "LAST LAP", "", theme.white))
    if flags.warnings:
        count = f"{min(flags.warnings, flags.warnings_allowed)}/{flags.warnings_allowed}"
        told.append(("cross", "TRACK LIMIT WARNINGS", count, theme.warn))
    return told


class Flags(Widget):
    """Below the lap times."""

    name = "flags"
    size = (WIDTH, ROW)
    anchor = (0.5, 0.0)
    offset = (0.0, 164.0)
    period = 3

    def wanted(self, facts: HudFacts) -> bool:
        return bool(orders(facts.flags, self.look.theme)) and not facts.tower

    def extent(self, facts: HudFacts) -> tuple[float, float]:
        count = min(len(orders(facts.flags, self.look.theme)), MOST)
        return WIDTH, max(count, 1) * (ROW + 4) - 4

    def key(self, facts: HudFacts) -> Hashable:
        return tuple(orders(facts.flags, self.look.theme)[:MOST])

    def paint(self, surface: pygame.Surface, facts: HudFacts) -> None:
        look, theme = self.look, self.look.theme
        for number, order in enumerate(orders(facts.flags, theme)[:MOST]):
            y = number * (ROW + 4)
            alpha = round(255 * look.options.opacity)
            look.box(surface, theme.panel, 0, y, WIDTH, ROW, 5, alpha)
            pattern, words, detail, colour = order
            self._flag(surface, pattern, colour, 8, y + 7)
            look.text(surface, words, 66, y + ROW / 2 + 0.5, 23, colour, "narrow_bold")
            look.text(
                surface, detail, WIDTH - 14, y + ROW / 2 + 0.5, 21, theme.text, "narrow", "right"
            )

    def _flag(
        self, surface: pygame.Surface, pattern: str, colour: Colour, x: float, y: float
    ) -> None:
        """A flag whose pattern tells it from the others without its colour."""
        look, theme = self.look, self.look.theme
        look.box(surface, colour, x, y, 44, 26, 2)
        if pattern == "check":
            for column in range(6):
                for row in range(3):
                    if (column + row) % 2:
                        left, top = x + column * 44 / 6, y + row * 26 / 3
                        look.box(surface, theme.black, left, top, 44 / 6, 26 / 3)
        elif pattern == "stripe":
            for k in range(3):
                look.icon(surface, "right", x + 10 + 12 * k, y + 13, 14, theme.white)
        elif pattern == "square":
            look.box(surface, theme.black, x + 14, y + 5, 16, 16)
        elif pattern in ("down", "cross"):
            look.icon(surface, pattern, x + 22, y + 13, 16, theme.black)
