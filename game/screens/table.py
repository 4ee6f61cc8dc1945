"""Tables and tabs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from game.input.navigation import Navigation
from game.screens import style
from game.screens.paint import Align, Paint, Rect
from game.screens.style import Colour
from game.screens.widgets import Widget, inside


@dataclass(frozen=True)
class Column:
    """A column: its heading, how wide it is, and where its words stand."""

    heading: str
    width: float
    align: Align = "left"


@dataclass(frozen=True)
class Cell:
    """What stands in a cell, where it is more than plain words."""

    words: str
    colour: Colour | None = None
    bold: bool = False


TableRow = Sequence[str | Cell]


class Table(Widget):
    """Rows to look through, and to choose from where something comes of it."""

    HEAD = 24.0

    def __init__(
        self,
        rect: Rect,
        columns: Sequence[Column],
        rows: Sequence[TableRow],
        selected: int = 0,
        moved: Callable[[int], None] | None = None,
        chosen: Callable[[int], None] | None = None,
        row_height: float = 28.0,
        marked: int = -1,
    ) -> None:
        super().__init__(rect)
        self.columns, self.rows = list(columns), list(rows)
        self.selected, self.moved, self.chosen = selected, moved, chosen
        self.row_height, self.marked = row_height, marked
        self.first = 0

    @property
    def shown(self) -> int:
        """How many rows there is room for."""
        return max(int((self.rect[3] - self.HEAD) / self.row_height), 1)

    def draw(self, paint: Paint, focused: bool) -> None:
        """Show the rows that fit."""
        x, y, width, _ = self.rect
        self._keep_in_view()
        headings = [column.heading for column in self.columns]
        self._draw_row(paint, y + self.HEAD / 2, headings, True)
        paint.line((x, y + self.HEAD), (x + width, y + self.HEAD), style.EDGE)
        for place, index in enumerate(
            range(self.first, min(self.first + self.shown, len(self.rows)))
        ):
            top = y + self.HEAD + place * self.row_height
            here = (x, top + 1, width, self.row_height - 2)
            if focused and index == self.selected:
                paint.box(here, style.FOCUS, radius=3)
                paint.box((x, top + 1, 3, self.row_height - 2), style.ACCENT, radius=1.5)
            elif index == self.marked or (index == self.selected and self.chosen):
                paint.box(here, style.RAISED, radius=3)
            self._draw_row(paint, top + self.row_height / 2, self.rows[index], False)
        self._draw_bar(paint)

    def _keep_in_view(self) -> None:
        self.selected = min(max(self.selected, 0), max(len(self.rows) - 1, 0))
        self.first = min(self.first, max(len(self.rows) - self.shown, 0))

    def _draw_row(self, paint: Paint, middle: float, cells: TableRow, head: bool) -> None:
        left = self.rect[0] + 12
        for column, cell in zip(self.columns, cells, strict=False):
            cell = cell if isinstance(cell, Cell) else Cell(cell)
            across = {"left": 0.0, "centre": column.width / 2, "right": column.width - 12}
            place = (left + across[column.align], middle)
            size = style.TINY if head else style.BODY
            colour = style.FAINT if head else cell.colour
            words = cell.words.upper() if head else cell.words
            paint.text(words, place, size, colour, column.align, cell.bold, column.width - 8)
            left += column.width

    def _draw_bar(self, paint: Paint) -> None:
        if len(self.rows) <= self.shown:
            return
        x, y, width, _ = self.rect
        whole = self.shown * self.row_height
        part = self.shown / len(self.rows)
        top = y + self.HEAD + whole * self.first / len(self.rows)
        paint.box((x + width - 4, top, 4, whole * part), style.EDGE, radius=2)

    def select(self, index: int) -> None:
        """Move to a row and bring it into view."""
        index = min(max(index, 0), len(self.rows) - 1)
        if index < 0:
            return
        self.first = min(max(self.first, index - self.shown + 1), index)
        if index != self.selected:
            self.selected = index
            if self.moved:
                self.moved(index)

    def navigate(self, navigation: Navigation) -> bool:
        """Up, down, by pages, and choosing."""
        by = {Navigation.UP: -1, Navigation.DOWN: 1}.get(navigation)
        if by is not None:
            if not 0 <= self.selected + by < len(self.rows):
                return False
            self.select(self.selected + by)
            return True
        if navigation is Navigation.ACCEPT and self.chosen and self.rows:
            self.chosen(self.selected)
            return True
        return False

    def press(self, x: float, y: float) -> None:
        """Choose the row under the mouse; the first press on another row only moves there."""
        index = self.first + int((y - self.rect[1] - self.HEAD) // self.row_height)
        if y < self.rect[1] + self.HEAD or not 0 <= index < len(self.rows):
            return
        again = index == self.selected
        self.select(index)
        if self.chosen and (again or self.moved is None):
            self.chosen(index)

    def scroll(self, steps: int) -> bool:
        """Move the view."""
        self.first = min(max(self.first - 3 * steps, 0), max(len(self.rows) - self.shown, 0))
        return True


class Tabs(Widget):
    """One of several parts of a page."""

    def __init__(
        self, rect: Rect, names: Sequence[str], index: int, changed: Callable[[int], None]
    ) -> None:
        super().__init__(rect)
        self.names, self.index, self.changed = list(names), index, changed
        self._places: list[Rect] = []

    def draw(self, paint: Paint, focused: bool) -> None:
        """Show the names, the chosen one underlined."""
        x, y, width, height = self.rect
        self._places = []
        for index, name in enumerate(self.names):
            wide = paint.measure(name, style.BODY, True) + 28
            here = index == self.index
            ink = style.INK if here else style.FAINT
            paint.text(name, (x + wide / 2, y + height / 2), style.BODY, ink, "centre", bold=here)
            if here:
                colour = style.ACCENT if focused else style.DIM
                paint.box((x + 10, y + height - 3, wide - 20, 3), colour, radius=1.5)
            self._places.append((x, y, wide, height))
            x += wide
        paint.line((self.rect[0], y + height), (self.rect[0] + width, y + height), style.RAISED)

    def step(self, by: int) -> None:
        """To the next or the one before."""
        self.index = (self.index + by) % len(self.names)
        self.changed(self.index)

    def navigate(self, navigation: Navigation) -> bool:
        """Left and right, also from elsewhere on the page by the tab steps."""
        by = {
            Navigation.LEFT: -1,
            Navigation.RIGHT: 1,
            Navigation.TAB_LEFT: -1,
            Navigation.TAB_RIGHT: 1,
        }.get(navigation)
        if by is None:
            return False
        self.step(by)
        return True

    def press(self, x: float, y: float) -> None:
        """Go to the part under the mouse."""
        for index, place in enumerate(self._places):
            if inside(place, x, y) and index != self.index:
                self.index = index
                self.changed(index)
                return
