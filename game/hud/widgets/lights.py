"""The start lights."""

from __future__ import annotations

from collections.abc import Hashable

import pygame

from game.hud.facts import HudFacts
from game.hud.layout import Place
from game.hud.shapes import disc
from game.hud.widget import Widget


def shows_lights(facts: HudFacts) -> bool:
    """Whether the start lights are on the screen."""
    info = facts.session
    return info.phase in ("lights", "formation") or info.green_light


class StartLights(Widget):
    """Five columns that light one by one and go out together."""

    name = "lights"
    size = (430.0, 104.0)
    anchor = (0.5, 0.0)
    offset = (0.0, 236.0)
    period = 1
    together = True
    tower = False

    def wanted(self, facts: HudFacts) -> bool:
        """Whether there is anything to show."""
        return shows_lights(facts)

    def key(self, facts: HudFacts) -> Hashable:
        """What the panel shows; see `Widget.key`."""
        info = facts.session
        return (info.red_lights, info.green_light, info.phase)

    def paint(self, surface: pygame.Surface, facts: HudFacts) -> None:
        """Draw the panel."""
        look, theme, info = self.look, self.look.theme, facts.session
        look.panel(surface)
        if info.phase == "formation":
            look.text(surface, "FORMATION", 215, 40, 40, theme.warn, "heavy", "centre")
            words = "hold your place to the line"
            look.text(surface, words, 215, 76, 20, theme.dim, "regular", "centre")
            return
        for column in range(5):
            x = 20 + column * 80
            lit = column < info.red_lights
            off = disc(look.px(70), theme.panel_light, theme.line)
            surface.blit(off, (look.px(x), look.px(17)))
            if lit or info.green_light:
                colour = theme.green if info.green_light else theme.red
                surface.blit(disc(look.px(62), colour), (look.px(x + 4), look.px(21)))
            if info.green_light and column == 2:
                look.text(surface, "GO", x + 35, 52, 40, theme.black, "heavy", "centre")


class SpectatorLights(StartLights):
    """Below the lap times, wherever these are."""

    tower = True
    places = (Place(StartLights.anchor, StartLights.offset), Place((1.0, 0.0), (-20.0, 290.0)))
