"""The lap chart: everybody's place at the end of every lap."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from game.screens import style
from game.screens.paint import Paint, Point, Rect

if TYPE_CHECKING:
    from game.race.results import Result
    from game.screens.race_screen import RaceOutcome

NAMES: Final = 180.0
"""Room for the names on both sides."""


def places_by_lap(results: tuple[Result, ...]) -> dict[int, list[int]]:
    """Row of each car -> its place on the grid and after each lap that it completed.

    Whoever completed a lap first is first in it; others of that lap follow in the order of time.
    """
    history = {result.row: [result.grid_place] for result in results}
    most = max((len(result.laps) for result in results), default=0)
    for lap in range(most):
        there = [result for result in results if len(result.laps) > lap]
        there.sort(key=lambda result: (result.laps[lap].tick, result.row))
        for place, result in enumerate(there, start=1):
            history[result.row].append(place)
    return history


def add_results(results: tuple[Result, ...], places: dict[int, list[int]]) -> bool:
    """Add the places of the result where they are not those on the road: there were penalties.

    Args:
        results: Of everybody.
        places: `places_by_lap` of them; those who drove all laps get one place more.

    Returns:
        Whether they differ.
    """
    most = max((len(each) for each in places.values()), default=0)
    home = [result for result in results if most > 1 and len(places[result.row]) == most]
    differ = any(places[result.row][-1] != result.position for result in home)
    for result in home if differ else []:
        places[result.row].append(result.position)
    return differ


class LapChart:
    """Lines from the grid to the flag, and to the result."""

    def __init__(self, outcome: RaceOutcome) -> None:
        from game.screens.stage import look_of_entrant

        self.outcome = outcome
        self.history = places_by_lap(outcome.results)
        self.judged = outcome.finished and add_results(outcome.results, self.history)
        self.colours = [
            _readable(look_of_entrant(entrant, row).primary)
            for row, entrant in enumerate(outcome.plan.entrants)
        ]

    def draw(self, paint: Paint, rect: Rect) -> None:
        """A line for every car, the player's last and thickest."""
        x, y, width, height = rect
        laps = max((len(places) for places in self.history.values()), default=1) - 1
        if laps < 1:
            middle = (x + width / 2, y + height / 2)
            paint.text("No lap was completed.", middle, style.BODY, style.DIM, "centre")
            return
        left, right = x + NAMES, x + width - NAMES
        step = (height - 30) / max(len(self.history), 1)
        across = (right - left) / laps
        every = max(laps // 20, 1)
        marked = dict.fromkeys([*range(0, laps + 1, every), *([laps] if self.judged else [])])
        for lap in marked:
            at = left + lap * across
            paint.line((at, y), (at, y + height - 28), style.RAISED)
            words = "Result" if self.judged and lap == laps else "Grid" if lap == 0 else str(lap)
            paint.text(words, (at, y + height - 12), style.TINY, style.FAINT, "centre")
        rows = sorted(self.history, key=lambda row: row == self.outcome.plan.human)
        for row in rows:
            points = [
                (left + lap * across, y + (place - 0.5) * step)
                for lap, place in enumerate(self.history[row])
            ]
            self._draw_car(paint, row, points, (x, right))

    def _draw_car(
        self, paint: Paint, row: int, points: list[Point], sides: tuple[float, float]
    ) -> None:
        mine = row == self.outcome.plan.human
        colour = style.ACCENT if mine else self.colours[row]
        paint.polyline(points, colour, 3.5 if mine else 1.8)
        for point in points:
            paint.circle(point, 4.0 if mine else 2.6, colour)
        name = self.outcome.plan.entrants[row].name
        ink = style.INK if mine else style.DIM
        start = (sides[0] + NAMES - 14, points[0][1])
        paint.text(name, start, style.SMALL, ink, "right", mine, NAMES - 30)
        end = (points[-1][0] + 14, points[-1][1])
        paint.text(name, end, style.SMALL, ink, "left", mine, NAMES - 30)


def _readable(colour: style.Colour) -> style.Colour:
    """A colour that can be seen on a dark ground."""
    light = 0.2126 * colour[0] + 0.7152 * colour[1] + 0.0722 * colour[2]
    return colour if light > 70 else style.mix(colour, (255, 255, 255), 0.5)
