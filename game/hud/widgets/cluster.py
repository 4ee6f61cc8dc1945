"""Speed, gear, revs with shift lights, and the lamps of the assists."""

from __future__ import annotations

from collections.abc import Hashable
from math import pi
from typing import Any, Final

import pygame

from game.hud.facts import CarInfo, HudFacts
from game.hud.shapes import disc, rounded
from game.hud.theme import Colour, mix
from game.hud.widget import Widget
from game.hud.words import KMH, MPH

LAMPS: Final = 15
FIRST_LAMP: Final = 0.80
"""Of the speed to shift at, where the first lamp lights."""
FLASH: Final = 12.0
"""Changes of the lamps beyond it [1/s]."""
RPM: Final = 30 / pi
BAR: Final = (20.0, 34.0, 440.0, 12.0)


class Cluster(Widget):
    """The dashboard."""

    name = "cluster"
    size = (480.0, 146.0)
    anchor = (0.5, 1.0)
    offset = (0.0, -20.0)
    period = 4
    together = True

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._strips: dict[int, pygame.Surface] = {}

    def key(self, facts: HudFacts) -> Hashable:
        """What the panel shows; see `Widget.key`."""
        car = facts.car
        return (
            car.shift_speed,
            car.limiter_speed,
            car.abs_active,
            car.traction_active,
            car.stability_active,
            car.pit_limiter,
            car.slipstream > 0.06,
        )

    def paint(self, surface: pygame.Surface, facts: HudFacts) -> None:
        """Draw the panel."""
        look, theme, car = self.look, self.look.theme, facts.car
        look.panel(surface)
        for lamp in range(LAMPS):
            self._lamp(surface, lamp, theme.panel_light)
        x, y, width, height = BAR
        look.box(surface, theme.panel_light, x, y, width, height, 2)
        shift = min(car.shift_speed / car.limiter_speed, 1.0)
        look.box(surface, theme.red, x + width * shift, y + height - 3, width * (1 - shift), 3)
        thousands = car.limiter_speed * RPM / 1000
        step = 1 if thousands <= 12 else 2
        for number in range(0, int(thousands) + 1, step):
            place = x + width * number / thousands
            look.box(surface, theme.line, place, y + height + 2, 1, 4)
            if number % (2 * step) == 0 or thousands < 9:
                look.text(
                    surface, str(number), place, y + height + 13, 13, theme.faint, align="centre"
                )
        unit = "MPH" if look.options.units == "mph" else "KM/H"
        look.text(surface, unit, 100, 134, 14, theme.dim, "narrow_bold", "centre")
        look.text(surface, "RPM", 352, 134, 14, theme.dim, "narrow_bold", "centre")
        self._assists(surface, car)

    def _assists(self, surface: pygame.Surface, car: CarInfo) -> None:
        theme = self.look.theme
        lamps = (
            ("ABS", car.abs_active, theme.warn),
            ("TC", car.traction_active, theme.warn),
            ("ESC", car.stability_active, theme.warn),
            ("PIT", car.pit_limiter, theme.cold),
            ("TOW", car.slipstream > 0.06, theme.good),
        )
        for number, (word, lit, colour) in enumerate(lamps):
            y = 69.0 + 14.6 * number
            ground = colour if lit else theme.panel_light
            ink = theme.black if lit else theme.faint
            self.look.box(surface, ground, 432, y, 36, 12.6, 2)
            self.look.text(surface, word, 450, y + 6.4, 12.5, ink, "narrow_bold", "centre")

    def _lamp(self, surface: pygame.Surface, lamp: int, colour: Colour) -> None:
        look = self.look
        picture = disc(look.px(15), colour)
        surface.blit(picture, (look.px(22 + lamp * 30.1 - 0.5), look.px(10)))

    def live(self, target: pygame.Surface, facts: HudFacts) -> None:
        """Draw what moves in every frame."""
        look, theme, car = self.look, self.look.theme, facts.car
        self._lamps(target, facts)
        x, y, width, height = BAR
        share = min(car.engine_speed / car.limiter_speed, 1.0)
        over = car.engine_speed >= car.shift_speed
        colour = theme.red if over else mix(theme.text, theme.accent, (share - 0.5) * 2)
        if share > 0.02:
            bar = rounded((look.px(width), look.px(height)), look.px(2), colour)
            clip = (0, 0, max(look.px(width * share), 1), look.px(height))
            target.blit(bar, (self.x(x), self.y(y)), clip)
        gear = {-1: "R", 0: "N"}.get(car.gear, str(car.gear))
        self._gear(target, gear, theme.red if over else theme.text)
        factor = MPH if look.options.units == "mph" else KMH
        look.figures(
            target, f"{car.speed * factor:.0f}", 100, 94, 66, weight="narrow_bold", align="centre",
            origin=self.place,
        )  # fmt: skip
        rpm = f"{car.engine_speed * RPM / 10:.0f}0" if car.engine_speed > 5.0 else "0"
        look.figures(
            target, rpm, 352, 99, 44, theme.dim, "narrow_bold", "centre", origin=self.place
        )

    def _gear(self, target: pygame.Surface, gear: str, colour: Colour) -> None:
        place = self.x(222), self.y(67)
        size = self.look.px(64), self.look.px(70)
        target.blit(rounded(size, self.look.px(5), self.look.theme.panel_light), place)
        self.look.figures(target, gear, 254, 102, 76, colour, "heavy", "centre", origin=self.place)

    def _lamps(self, target: pygame.Surface, facts: HudFacts) -> None:
        """Green, then yellow, then red; all together when it is time to shift."""
        look, car = self.look, facts.car
        first = FIRST_LAMP * car.shift_speed
        lit = int((car.engine_speed - first) / max(car.shift_speed - first, 1.0) * LAMPS)
        if lit < 0:
            return
        late = lit >= LAMPS
        if late and not look.options.reduced_motion and int(facts.time * FLASH) % 2:
            return
        count = LAMPS + 1 if late else min(lit + 1, LAMPS)
        if count not in self._strips:
            self._strips[count] = self._strip(count)
        target.blit(self._strips[count], (self.x(20), self.y(8)))

    def _strip(self, count: int) -> pygame.Surface:
        """So many lit lamps in one picture; one more than there are: time to shift."""
        look, theme = self.look, self.look.theme
        strip = pygame.Surface((look.px(444), look.px(20)), pygame.SRCALPHA)
        for lamp in range(min(count, LAMPS)):
            colour = (theme.green, theme.yellow, theme.red)[lamp // 5]
            picture = disc(look.px(15), theme.cold if count > LAMPS else colour)
            strip.blit(picture, (look.px(1.5 + lamp * 30.1), look.px(2)))
        return strip
