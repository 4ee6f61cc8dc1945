"""Picking several of many: drivers by who they are, cars by what they can."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.screens import catalogue, style
from game.screens.page import MARGIN, TOP, Page
from game.screens.paint import PAGE_WIDTH, Paint, Rect
from game.screens.table import Cell, Column, Table
from game.screens.widgets import Button, Custom
from game.vehicle.reader import load_car

if TYPE_CHECKING:
    from game.screens.app import App

LIST_WIDTH = 560.0
Done = Callable[[tuple[str, ...]], None]


@dataclass(frozen=True)
class Pick:
    """Something that can be picked."""

    id: str
    title: str
    note: str
    words: str
    """Said about it while it is looked at."""
    bars: tuple[tuple[str, float], ...] = ()
    """What it is made of, each 0 .. 1."""
    colours: tuple[style.Colour, ...] = ()


class PickScreen(Page):
    """A list to tick things in."""

    def __init__(
        self,
        app: App,
        heading: tuple[str, str],
        none: str,
        picks: Sequence[Pick],
        chosen: Sequence[str],
        done: Done,
    ) -> None:
        super().__init__(app, *heading)
        self.picks, self.done = list(picks), done
        self.chosen = [each for each in chosen if any(pick.id == each for pick in picks)]
        columns = [Column("", 34), Column("Name", 300), Column("", 200, "right")]
        place = (MARGIN, TOP, LIST_WIDTH, 470.0)
        self.table = self.add(Table(place, columns, [], chosen=self._tick, moved=lambda _: None))
        self._write()
        self.add(Button((MARGIN, 604, 220, 44), "Done", self.back, primary=True))
        self.add(Button((MARGIN + 232, 604, 220, 44), none, self._none))
        right = MARGIN + LIST_WIDTH + 40
        self.add(Custom((right, TOP, PAGE_WIDTH - MARGIN - right, 528), self._draw_pick))

    def _write(self) -> None:
        self.table.rows = [
            [
                Cell("\u2022" if pick.id in self.chosen else "", style.ACCENT, bold=True),
                Cell(pick.title, bold=pick.id in self.chosen),
                Cell(pick.note, style.DIM),
            ]
            for pick in self.picks
        ]

    def _tick(self, index: int) -> None:
        here = self.picks[index].id
        if here in self.chosen:
            self.chosen.remove(here)
        else:
            self.chosen.append(here)
        self._write()

    def _none(self) -> None:
        self.chosen.clear()
        self._write()

    def back(self) -> None:
        """What is ticked is taken."""
        self.app.pop()
        self.done(tuple(self.chosen))

    def _draw_pick(self, paint: Paint, rect: Rect) -> None:
        if not self.picks:
            return
        pick = self.picks[self.table.selected]
        x, y, width, _ = rect
        paint.box(rect, style.PANEL, radius=6)
        for index, colour in enumerate(pick.colours):
            paint.box((x + 24 + 46 * index, y + 24, 40, 10), colour, radius=3)
        paint.text(pick.title, (x + 24, y + 64), 30.0, bold=True, width=width - 48)
        paint.text(pick.note, (x + 24, y + 94), style.BODY, style.DIM)
        high = paint.lines(pick.words, (x + 24, y + 118), width - 48, style.BODY, style.INK)
        top = y + 146 + high
        for label, part in pick.bars:
            paint.text(label.capitalize(), (x + 24, top), style.BODY, style.DIM)
            paint.box((x + 160, top - 3, width - 190, 6), style.RAISED, radius=3)
            wide = max((width - 190) * min(max(part, 0.0), 1.0), 2.0)
            paint.box((x + 160, top - 3, wide, 6), style.ACCENT, radius=3)
            top += 28


def pick_drivers(app: App, chosen: Sequence[str], done: Done) -> PickScreen:
    """Named drivers, by who they are."""
    from game.screens.stage import colour_of

    titles = {tier.id: tier.title for tier in app.rivals.tiers()}
    picks = [
        Pick(
            driver.id,
            driver.name,
            f"{titles.get(driver.tier, driver.tier)}  #{driver.number}",
            driver.biography,
            tuple(driver.character.items()),
            tuple(colour_of(word) for word in driver.colours),
        )
        for driver in app.rivals.drivers()
    ]
    key = app.accept_key
    heading = ("Rivals by name", f"{key} ticks; those who are ticked are in any case there")
    return PickScreen(app, heading, "Nobody by name", picks, chosen, done)


def pick_cars(app: App, chosen: Sequence[str], done: Done) -> PickScreen:
    """Cars, by what was published of them."""
    picks = []
    for name, title in catalogue.cars(app.data_dir):
        car = load_car(name)
        seconds, top = car.targets.zero_to_100_s, car.targets.top_speed_kmh
        note = f"0-100 in {seconds:g} s, {top:g} km/h"
        picks.append(Pick(name, title, note, car.description))
    key = app.accept_key
    heading = ("Cars of the rivals", f"{key} ticks; the rivals share out those that are ticked")
    return PickScreen(app, heading, "None of these", picks, chosen, done)
