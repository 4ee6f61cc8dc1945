"""The spectator's timing tower: all that a timing screen on the wall shows."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Final

import pygame

from game.hud.facts import HudFacts, Mark, Standing
from game.hud.row_panel import RowPanel
from game.hud.theme import Colour
from game.hud.widgets.standings import chosen_rows, gap_words
from game.hud.widgets.timing import SIGNS, mark_colour
from game.hud.words import gap, lap_time

ROW: Final = 28.0
HEAD: Final = 52.0
FOOT: Final = 8.0
WIDTH: Final = 656.0

NAME, GAINED, GAP_AT, INTERVAL, LAST, BEST, SECTORS, STOPS, WEAR = (
    58.0, 198.0, 296.0, 366.0, 450.0, 534.0, 548.0, 608.0, 646.0,
)  # fmt: skip
"""Left edge of the name and the sectors, right edges of the other columns."""


class Tower(RowPanel):
    """Instead of the driver's own standings."""

    name = "standings"
    size = (WIDTH, HEAD + FOOT + 20 * ROW)
    anchor = (0.0, 0.0)
    offset = (20.0, 20.0)
    rooms = tuple(HEAD + FOOT + count * ROW for count in (20, 17, 14, 11))
    period = 12
    together = True
    tower = True
    head = HEAD
    row_height = ROW

    def extent(self, facts: HudFacts) -> tuple[float, float]:
        """Width and height just now, in units."""
        return WIDTH, HEAD + FOOT + min(len(facts.standings), self._most_rows) * ROW

    @property
    def _most_rows(self) -> int:
        return min(self.look.options.rows, round((self.room - HEAD - FOOT) / ROW))

    def key(self, facts: HudFacts) -> Hashable:
        """What the panel shows; see `Widget.key`."""
        return (facts.standings, *self.head_key(facts))

    def rows(self, facts: HudFacts) -> list[Standing]:
        """The first places and those around the car that is followed."""
        return chosen_rows(facts.standings, facts.row, self._most_rows)

    def head_key(self, facts: HudFacts) -> tuple[Hashable, ...]:
        """The lap of the leader, the track and the kind of session."""
        info = facts.session
        return info.leader_lap, info.laps, info.title, info.kind

    def paint_head(self, surface: pygame.Surface, facts: HudFacts) -> None:
        """The track, the lap, and what the columns are."""
        look, theme, info = self.look, self.look.theme, facts.session
        laps = f"LAP {min(info.leader_lap, info.laps)}/{info.laps}" if info.laps else ""
        look.text(surface, info.title.upper(), 14, 18, 22, theme.text, "narrow_bold", width=400)
        look.text(surface, laps, WIDTH - 12, 18, 22, theme.accent, "narrow_bold", "right")
        heads = (
            ("GAP", GAP_AT), ("INT", INTERVAL), ("LAST", LAST), ("BEST", BEST),
            ("PIT", STOPS + 4), ("TYRE", WEAR),
        )  # fmt: skip
        for word, x in heads:
            look.text(surface, word, x, 42, 14, theme.faint, "narrow_bold", "right")
        look.text(surface, "SECT", SECTORS, 42, 14, theme.faint, "narrow_bold")

    def paint_row(
        self, surface: pygame.Surface, facts: HudFacts, standing: Standing, number: int, y: float
    ) -> None:
        """All that is known of a car."""
        self._row(surface, standing, y, number, facts.session.kind == "race")

    def _row(
        self, surface: pygame.Surface, standing: Standing, y: float, number: int, is_race: bool
    ) -> None:
        look, theme = self.look, self.look.theme
        if standing.own:
            look.box(surface, theme.accent_dark, 5, y, WIDTH - 10, ROW, 3)
        elif number % 2:
            look.box(surface, theme.panel_light, 5, y, WIDTH - 10, ROW, 3, 110)
        middle = y + ROW / 2 + 0.5
        out = standing.status == "out"
        ink = theme.faint if out else theme.text
        look.figures(surface, str(standing.position), 38, middle, 21, ink)
        look.swatch(surface, standing.colour, 45, y + 5, 6, ROW - 10)
        look.text(surface, standing.name, NAME, middle, 21, ink, "narrow_bold", width=104)
        self._gained(surface, standing, middle)
        words = standing.status.upper() if standing.status in ("pit", "out", "slow") else ""
        if words:
            colour = theme.cold if words == "PIT" else theme.warn if words == "SLOW" else ink
            look.text(surface, words, GAP_AT, middle, 19, colour, "narrow_bold", "right")
        else:
            look.figures(surface, gap_words(standing, is_race), GAP_AT, middle, 19, ink, "narrow")
        if standing.position > 1 and not out:
            close = standing.interval is not None and 0.0 <= standing.interval < 1.0 and is_race
            interval = gap(standing.interval, 0, 2 if is_race else 3)
            if standing.interval is None:
                interval = ""
            tint = theme.warn if close else theme.dim
            look.figures(surface, interval, INTERVAL, middle, 19, tint, "narrow")
        self._times(surface, standing, middle)

    def _gained(self, surface: pygame.Surface, standing: Standing, middle: float) -> None:
        if not standing.gained:
            return
        look, theme = self.look, self.look.theme
        up = standing.gained > 0
        colour: Colour = theme.good if up else theme.bad
        look.icon(surface, "up" if up else "down", GAINED - 22, middle, 10, colour)
        count = str(abs(standing.gained))
        look.text(surface, count, GAINED, middle, 16, colour, "narrow_bold", "right")

    def _times(self, surface: pygame.Surface, standing: Standing, middle: float) -> None:
        look, theme = self.look, self.look.theme
        for time, mark, x in (
            (standing.last, standing.last_mark, LAST),
            (standing.best, standing.best_mark, BEST),
        ):
            if time <= 0.0:
                continue
            plain = mark is Mark.SLOWER or (x == BEST and mark is Mark.PERSONAL)
            colour = theme.dim if plain else mark_colour(theme, mark)
            look.figures(surface, lap_time(time), x, middle, 19, colour, "narrow")
        for number, mark in enumerate(standing.sectors):
            x = SECTORS + 14 * number
            look.box(surface, theme.panel_light, x, middle - 7, 12, 14, 2)
            if mark is not Mark.NONE:
                look.box(surface, mark_colour(theme, mark), x, middle - 7, 12, 14, 2)
                look.icon(surface, SIGNS[mark], x + 6, middle, 8, theme.black)
        if standing.pit_stops:
            look.figures(surface, str(standing.pit_stops), STOPS, middle, 18, theme.dim, "narrow")
        left = 1.0 - standing.wear
        tint = theme.dim if left > 0.4 else theme.warn if left > 0.2 else theme.bad
        look.figures(surface, f"{100 * left:.0f}", WEAR, middle, 18, tint, "narrow")
        if standing.drive_through or standing.penalty > 0.0:
            words = "DT" if standing.drive_through else f"+{standing.penalty:.0f}s"
            look.box(surface, theme.bad, 202, middle - 9, 30, 18, 2)
            look.text(surface, words, 217, middle, 14, theme.black, "narrow_bold", "centre")
