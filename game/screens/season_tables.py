"""The tables of a season: points of a championship, sessions of a weekend."""

from __future__ import annotations

from typing import Final

from game.race.settings import Kind
from game.records.seasons import Placing, Season, Standing
from game.screens import style
from game.screens.paint import Rect
from game.screens.table import Cell, Column, Table, TableRow
from game.screens.times import lap_time

MOST_ROUNDS_SHOWN: Final = 8
"""Columns of points beside the names; of a longer season the latest are shown."""
HEIGHT: Final = 532.0


def season_table(season: Season, rect: Rect) -> Table:
    """How everybody stands."""
    if season.plan.kind == "weekend":
        columns, rows, marked = _weekend(season, rect[2])
    else:
        columns, rows, marked = _championship(season, rect[2])
    height = min(28.0, (rect[3] - Table.HEAD) / max(len(rows), 1))
    made = Table(rect, columns, rows, marked, row_height=height, marked=marked)
    made.focusable = len(rows) > made.shown
    return made


def _names(season: Season, place: int, row: int) -> list[str | Cell]:
    """Place, name and tier of an entrant."""
    seat, own = season.seats[row], row == 0
    tier = "You" if own else str(seat.driver.get("tier") or "").capitalize()
    return [
        Cell(str(place), bold=True),
        Cell(seat.name, style.ACCENT if own else None, bold=own),
        Cell(tier, style.DIM),
    ]


def _heads() -> list[Column]:
    return [Column("", 40, "right"), Column("Driver", 210), Column("Tier", 96)]


def _championship(season: Season, width: float) -> tuple[list[Column], list[TableRow], int]:
    table = season.standings()
    races = list(range(len(season.plan.rounds)))
    begin = max(min(season.rounds_driven, len(races)) - MOST_ROUNDS_SHOWN, 0)
    races = races[begin : begin + MOST_ROUNDS_SHOWN]
    columns = _heads() + [Column(f"R{number + 1}", 38, "right") for number in races]
    columns.append(Column("Points", width - 354 - 38 * len(races), "right"))
    rows = [_points(season, each, races) for each in table]
    return columns, rows, next(n for n, each in enumerate(table) if each.row == 0)


def _points(season: Season, standing: Standing, races: list[int]) -> TableRow:
    row = _names(season, standing.place, standing.row)
    for number in races:
        points = standing.by_round[number]
        words = "" if points is None else f"{points:g}"
        row.append(Cell(words, style.INK if points else style.FAINT))
    row.append(Cell(f"{standing.points:g}", bold=True))
    return row


def _weekend(season: Season, width: float) -> tuple[list[Column], list[TableRow], int]:
    """Everybody in the order of the latest session, with what each session brought."""
    stages = season.stages
    wide = (width - 354) / len(stages)
    columns = _heads() + [Column(str(stage.kind).capitalize(), wide, "right") for stage in stages]
    latest = season.driven[max(season.driven)] if season.driven else ()
    order = [placing.row for placing in latest] or list(range(len(season.seats)))
    rows: list[TableRow] = []
    for place, row in enumerate(order, start=1):
        cells = _names(season, place, row)
        for stage in stages:
            cells.append(_brought(season.driven.get(stage.number, ()), row, stage.kind))
        rows.append(cells)
    return columns, rows, order.index(0)


def _brought(result: tuple[Placing, ...], row: int, kind: Kind) -> str | Cell:
    """What a session brought to one entrant."""
    placing = next((each for each in result if each.row == row), None)
    if placing is None:
        return ""
    if kind is not Kind.RACE:
        best = placing.position == 1 and placing.best_lap_s is not None
        words = lap_time(placing.best_lap_s)
        return Cell(words, style.BEST if best else None, bold=best)
    if placing.status != "finished":
        return Cell(placing.status.replace("_", " "), style.FAINT)
    return Cell(f"P{placing.position}", bold=True)
