"""The standings beside the road: places, names, gaps."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Final

import pygame

from game.hud.facts import HudFacts, Standing
from game.hud.row_panel import RowPanel
from game.hud.words import gap, lap_time

ROW: Final = 27.0
HEAD: Final = 8.0
WIDTH: Final = 312.0
TOP_ROWS: Final = 3
"""The first places are always shown."""


def chosen_rows(standings: tuple[Standing, ...], own: int, most: int) -> list[Standing]:
    """The first places and those around the own car, where there is no room for all."""
    if len(standings) <= most:
        return list(standings)
    place = next((k for k, standing in enumerate(standings) if standing.row == own), 0)
    top = min(TOP_ROWS, most)
    room = most - top
    first = min(max(place - room // 2, top), len(standings) - room)
    return [*standings[:top], *standings[first : first + room]]


def gap_words(standing: Standing, is_race: bool) -> str:
    """The gap to the leader, or the best lap of the leader of a timed session."""
    if standing.status == "out":
        return "OUT"
    if standing.position == 1:
        leading = lap_time(standing.best) if standing.best > 0.0 else "NO TIME"
        return "LEADER" if is_race else leading
    if standing.gap is None and standing.laps_behind == 0 and is_race:
        return ""
    if not is_race:
        return gap(standing.gap, 0, 3) if standing.best > 0.0 else "NO TIME"
    return gap(standing.gap, standing.laps_behind, 1)


class Standings(RowPanel):
    """Everybody, the leader first."""

    name = "standings"
    size = (WIDTH, HEAD * 2 + 20 * ROW)
    anchor = (0.0, 0.0)
    offset = (20.0, 20.0)
    rooms = tuple(2 * HEAD + count * ROW for count in (20, 17, 14, 11))
    period = 12
    tower = False
    head = HEAD
    row_height = ROW

    def wanted(self, facts: HudFacts) -> bool:
        """Whether there is anything to show."""
        return len(facts.standings) > 1

    def extent(self, facts: HudFacts) -> tuple[float, float]:
        """Width and height just now, in units."""
        return WIDTH, 2 * HEAD + min(len(facts.standings), self._most_rows) * ROW

    @property
    def _most_rows(self) -> int:
        return min(self.look.options.rows, round((self.room - 2 * HEAD) / ROW))

    def key(self, facts: HudFacts) -> Hashable:
        """What the panel shows; see `Widget.key`."""
        return facts.standings

    def rows(self, facts: HudFacts) -> list[Standing]:
        """The first places and those around the own car."""
        return chosen_rows(facts.standings, facts.row, self._most_rows)

    def row_key(self, facts: HudFacts, standing: Standing) -> Hashable:
        """What is written in a row: what is measured finer than that changes all the time."""
        return (
            standing.position,
            standing.name,
            standing.colour,
            standing.own,
            standing.status,
            standing.drive_through,
            standing.penalty,
            standing.gained,
            gap_words(standing, facts.session.kind == "race"),
        )

    def head_key(self, facts: HudFacts) -> Hashable:
        """There is no head, but gaps are written by the kind of session."""
        return facts.session.kind

    def paint_row(
        self, surface: pygame.Surface, facts: HudFacts, standing: Standing, number: int, y: float
    ) -> None:
        """Place, name, tags and gap; a line where places are left out before it."""
        if standing.position > number + 1 and number == TOP_ROWS:
            self.look.box(surface, self.look.theme.line, 10, y, WIDTH - 20, 1)
        self._row(surface, standing, y, facts.session.kind == "race")

    def _row(self, surface: pygame.Surface, standing: Standing, y: float, is_race: bool) -> None:
        look, theme = self.look, self.look.theme
        middle = y + ROW / 2 + 0.5
        ink = theme.text
        if standing.own:
            look.box(surface, theme.own, 5, y + 1, WIDTH - 10, ROW - 2, 3)
            ink = theme.black
        elif standing.status == "out":
            ink = theme.faint
        look.figures(surface, str(standing.position), 36, middle, 20, ink, align="right")
        look.swatch(surface, standing.colour, 43, y + 5, 5, ROW - 10)
        tag = self._tag(surface, standing, middle, ink)
        look.text(surface, standing.name, 56, middle, 20, ink, "narrow_bold", width=tag - 62)
        dim = ink if standing.own else theme.dim
        words = gap_words(standing, is_race)
        look.figures(surface, words, WIDTH - 12, middle, 19, dim, "narrow")

    def _tag(
        self, surface: pygame.Surface, standing: Standing, middle: float, ink: tuple[int, int, int]
    ) -> float:
        """Pit, finish, penalties or places won; returns where it begins."""
        look, theme = self.look, self.look.theme
        right = WIDTH - 84
        tags = []
        if standing.status == "pit":
            tags.append(("PIT", theme.cold, theme.black))
        elif standing.status == "finished":
            tags.append(("FIN", theme.white, theme.black))
        if standing.drive_through:
            tags.append(("DT", theme.bad, theme.black))
        elif standing.penalty > 0.0:
            tags.append((f"+{standing.penalty:.0f}s", theme.bad, theme.black))
        for words, ground, letters in tags:
            width = look.width_of(words, 15, "narrow_bold") + 8
            look.box(surface, ground, right - width, middle - 9, width, 17, 2)
            look.text(
                surface, words, right - width / 2, middle, 15, letters, "narrow_bold", "centre"
            )
            right -= width + 4
        if not tags and standing.gained and standing.status == "running":
            up = standing.gained > 0
            colour = ink if standing.own else theme.good if up else theme.bad
            look.icon(surface, "up" if up else "down", right - 6, middle, 10, colour)
            look.text(
                surface, str(abs(standing.gained)), right - 14, middle, 15, colour,
                "narrow_bold", "right",
            )  # fmt: skip
            right -= 34
        return right
