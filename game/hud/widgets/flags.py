"""Flags and orders: what counts now, the most urgent first, each with a sign of its own."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any, Final

import pygame

from game.hud.facts import FlagInfo, HudFacts
from game.hud.theme import Colour, Theme
from game.hud.widget import Widget
from game.hud.widgets.lights import shows_lights
from game.hud.words import KMH, MPH

ROW: Final = 40.0
WIDTH: Final = 540.0
MOST: Final = 3

Order = tuple[str, str, str, Colour]
"""Pattern of the flag, words, details, colour."""


def orders(flags: FlagInfo, theme: Theme, mph: bool = False) -> list[Order]:
    """What the driver is told now, the most urgent first."""
    told = [
        (bool(flags.give_back), ("down", f"LET {flags.give_back.upper()} PAST AGAIN",
                                 f"{flags.give_back_left:.0f} s", theme.bad)),
        (bool(flags.blue), ("stripe", f"BLUE FLAG: LET {flags.blue.upper()} PAST", "", theme.blue)),
        (flags.yellow, ("plain", "YELLOW FLAG: DANGER AHEAD", "no overtaking", theme.yellow)),
        (flags.drive_throughs > 0, ("square", "DRIVE-THROUGH PENALTY",
                                    f"within {flags.drive_through_laps} laps", theme.bad)),
        (flags.time_debt > 0.0, ("down", "HAND BACK THE TIME GAINED",
                                 f"{flags.time_debt:.2f} s", theme.warn)),
        (flags.penalty > 0.0, ("square", "TIME PENALTY OPEN", f"+{flags.penalty:.0f} s",
                               theme.bad)),
        *_pit_orders(flags, theme, mph),
        (flags.lap_deleted, ("cross", "LAP DELETED", "it does not count", theme.bad)),
        (flags.chequered, ("check", "CHEQUERED FLAG", "", theme.white)),
        (flags.last_lap and not flags.chequered, ("plain", "LAST LAP", "", theme.white)),
        (flags.warnings > 0, ("cross", "TRACK LIMIT WARNINGS", _warnings(flags), theme.warn)),
    ]  # fmt: skip
    return [order for shown, order in told if shown]


def _pit_orders(flags: FlagInfo, theme: Theme, mph: bool) -> list[tuple[bool, Order]]:
    outside = not flags.in_pit_lane
    asked = flags.pit_requested and not flags.must_pit
    return [
        (flags.must_pit and outside, ("square", "BOX THIS LAP", flags.pit_reason, theme.warn)),
        (flags.pit_limit is not None, ("square", "PIT LANE", _limit(flags, mph), theme.cold)),
        (asked and outside, ("square", "PIT STOP ANNOUNCED", "", theme.cold)),
    ]


def _limit(flags: FlagInfo, mph: bool) -> str:
    if flags.pit_limit is None:
        return ""
    return f"{flags.pit_limit * (MPH if mph else KMH):.0f} {'mph' if mph else 'km/h'}"


def _warnings(flags: FlagInfo) -> str:
    return f"{min(flags.warnings, flags.warnings_allowed)}/{flags.warnings_allowed}"


class Flags(Widget):
    """Below the lap times."""

    name = "flags"
    size = (WIDTH, MOST * (ROW + 4) - 4)
    anchor = (0.5, 0.0)
    offset = (0.0, 164.0)
    period = 3
    together = True
    tower = False

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._told: tuple[FlagInfo, list[Order]] | None = None

    def _orders(self, facts: HudFacts) -> list[Order]:
        if self._told is None or self._told[0] is not facts.flags:
            self._told = (
                facts.flags,
                orders(facts.flags, self.look.theme, self.look.options.units == "mph"),
            )
        return self._told[1]

    def _shown(self, facts: HudFacts) -> list[Order]:
        """The most urgent ones; only one above the start lights."""
        return self._orders(facts)[: 1 if shows_lights(facts) else MOST]

    def wanted(self, facts: HudFacts) -> bool:
        """Whether there is anything to show."""
        return bool(self._orders(facts))

    def extent(self, facts: HudFacts) -> tuple[float, float]:
        """Width and height just now, in units."""
        return WIDTH, max(len(self._shown(facts)), 1) * (ROW + 4) - 4

    def key(self, facts: HudFacts) -> Hashable:
        """What the panel shows; see `Widget.key`."""
        return tuple(self._shown(facts))

    def paint(self, surface: pygame.Surface, facts: HudFacts) -> None:
        """Draw the panel."""
        look, theme = self.look, self.look.theme
        for number, order in enumerate(self._shown(facts)):
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
