"""Alarms in the middle of the view: wrong way, waiting to be put back, the crew at work."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Final

import pygame

from game.hud.facts import HudFacts
from game.hud.layout import Place
from game.hud.theme import Colour, Theme
from game.hud.widget import Widget
from game.hud.widgets.lights import shows_lights
from game.hud.words import KMH, MPH

WIDTH, HEIGHT = 480.0, 92.0
BLINK: Final = 3.0
"""[1/s]"""
TOO_FAST: Final = 0.6
"""Above the pit limit [m/s]."""

Alarm = tuple[str, str, str, Colour]
"""Sign, words, details, colour."""


def alarm(facts: HudFacts, theme: Theme, mph: bool) -> Alarm | None:
    """The most urgent alarm."""
    flags = facts.flags
    if flags.status != "running":
        return None
    if flags.wrong_way:
        return "u_turn", "WRONG WAY", "turn round where nobody comes", theme.bad
    if flags.pit_left is not None:
        return "square", f"{flags.pit_left:.1f}", "the crew is at work", theme.good
    if flags.recovering:
        return "up", "BACK ON THE ROAD", f"released in {flags.recovering:.0f} s", theme.warn
    if flags.pit_limit is not None and facts.car.speed > flags.pit_limit + TOO_FAST:
        limit = flags.pit_limit * (MPH if mph else KMH)
        return "down", "TOO FAST IN THE PIT LANE", f"limit {limit:.0f}", theme.bad
    return None


class Warnings(Widget):
    """Not to be overlooked."""

    name = "warning"
    size = (WIDTH, HEIGHT)
    anchor = (0.5, 0.31)
    period = 2
    together = True
    places = (Place(anchor), Place((0.5, 0.0), below="flags"))
    tower = False

    def _alarm(self, facts: HudFacts) -> Alarm | None:
        return alarm(facts, self.look.theme, self.look.options.units == "mph")

    def wanted(self, facts: HudFacts) -> bool:
        """Whether there is anything to show."""
        return self._alarm(facts) is not None and not shows_lights(facts)

    def key(self, facts: HudFacts) -> Hashable:
        """What the panel shows; see `Widget.key`."""
        return (self._alarm(facts), self._bright(facts))

    def _bright(self, facts: HudFacts) -> bool:
        steady = self.look.options.reduced_motion or not facts.flags.wrong_way
        return steady or int(facts.time * BLINK) % 2 == 0

    def paint(self, surface: pygame.Surface, facts: HudFacts) -> None:
        """Draw the panel."""
        found = self._alarm(facts)
        if found is None:
            return
        look, theme = self.look, self.look.theme
        sign, words, detail, colour = found
        bright = self._bright(facts)
        ground = colour if bright else theme.panel
        ink = theme.black if bright else colour
        look.box(surface, ground, 0, 0, WIDTH, HEIGHT, 8, 240)
        look.icon(surface, sign, 52, HEIGHT / 2, 56, ink)
        size = 42 if len(words) < 18 else 32
        look.text(surface, words, 104, 34, size, ink, "heavy")
        look.text(surface, detail, 105, 70, 21, ink, "regular")
