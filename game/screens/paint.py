"""Drawing in units of the page: 1280 x 720 of them always fit the window, text stays crisp."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from typing import Final, Literal, TypeAlias

import pygame

from game.screens import style
from game.screens.style import Colour

Rect: TypeAlias = tuple[float, float, float, float]
"""Left, top, width, height."""
Point: TypeAlias = tuple[float, float]
Align: TypeAlias = Literal["left", "centre", "right"]

PAGE_WIDTH: Final = 1280.0
PAGE_HEIGHT: Final = 720.0
MOST_KEPT: Final = 24 * 2**20
"""Rendered words and boxes that are kept at most [bytes]."""
PICTURES_KEPT: Final = 3
"""And of smaller windows, in pictures of the whole window: a page has fewer words than one."""
STRIP: Final = 64
"""Height of what a large veil is laid with, bit by bit [px]."""
LARGE: Final = 20.0
"""From this size on strong words are set in the heavy face."""
ELLIPSIS: Final = "\u2026"


class Kept:
    """Surfaces by what they show; the longest unused are forgotten first.

    Attributes:
        size: Of all that are kept [bytes].
        most: Of which no more than this are kept when something is added.
    """

    def __init__(self, most: int = MOST_KEPT) -> None:
        """Keep no more than `most` bytes."""
        self.size = 0
        self.most = most
        self._surfaces: OrderedDict[Hashable, pygame.Surface] = OrderedDict()

    def get(self, key: Hashable) -> pygame.Surface | None:
        """The surface kept for a key."""
        surface = self._surfaces.get(key)
        if surface is not None:
            self._surfaces.move_to_end(key)
        return surface

    def put(self, key: Hashable, surface: pygame.Surface) -> pygame.Surface:
        """Keep a surface."""
        self._surfaces[key] = surface
        self.size += _bytes(surface)
        while self.size > self.most and len(self._surfaces) > 1:
            self.size -= _bytes(self._surfaces.popitem(last=False)[1])
        return surface

    def forget(self) -> None:
        """Drop everything, as when all will be drawn at another size."""
        self._surfaces.clear()
        self.size = 0


def _bytes(surface: pygame.Surface) -> int:
    return surface.get_pitch() * surface.get_height()


_KEPT: Final = Kept()


def keep_for(window: pygame.Surface) -> None:
    """Keep as much as pages in a window of this size can use."""
    _KEPT.most = min(MOST_KEPT, PICTURES_KEPT * _bytes(window))


def forget_pictures() -> None:
    """Drop all words and boxes, as when the window has another size."""
    _KEPT.forget()


class Paint:
    """A surface to draw a page on.

    Attributes:
        surface: The window's, or any other.
        scale: Pixels per unit.
        left: Unit at the left border of the surface; negative where it is wider than a page.
        top: Unit at its upper border.
    """

    def __init__(self, surface: pygame.Surface, text_scale: float = 1.0) -> None:
        self.surface = surface
        self.text_scale = text_scale
        width, height = surface.get_size()
        self.scale = max(min(width / PAGE_WIDTH, height / PAGE_HEIGHT), 0.05)
        self.left = -(width / self.scale - PAGE_WIDTH) / 2
        self.top = -(height / self.scale - PAGE_HEIGHT) / 2

    @property
    def whole(self) -> Rect:
        """The whole surface in units."""
        width, height = self.surface.get_size()
        return self.left, self.top, width / self.scale, height / self.scale

    def pixel(self, point: Point) -> tuple[int, int]:
        """Where a place of the page lies on the surface."""
        x, y = point
        return round((x - self.left) * self.scale), round((y - self.top) * self.scale)

    def pixels(self, rect: Rect) -> pygame.Rect:
        """Where a part of the page lies on the surface."""
        x, y = self.pixel(rect[:2])
        right, bottom = self.pixel((rect[0] + rect[2], rect[1] + rect[3]))
        return pygame.Rect(x, y, max(right - x, 1), max(bottom - y, 1))

    def unit(self, pixel: tuple[int, int]) -> Point:
        """The place of the page under a pixel."""
        return pixel[0] / self.scale + self.left, pixel[1] / self.scale + self.top

    def _words(self, words: str, size: float, colour: Colour, bold: bool) -> pygame.Surface:
        face = self._face(size, bold)
        key = ("text", words, face, colour)
        kept = _KEPT.get(key)
        if kept is None:
            kept = _KEPT.put(key, face.render(words, True, colour))
        return kept

    def _face(self, size: float, bold: bool) -> pygame.font.Font:
        height = max(round(size * self.scale * self.text_scale), 6)
        return style.font(height, bold, size >= LARGE)

    def measure(self, words: str, size: float, bold: bool = False) -> float:
        """How wide words are."""
        return self._face(size, bold).size(words)[0] / self.scale

    def fitted(self, words: str, size: float, width: float, bold: bool = False) -> str:
        """The words, shortened where they are wider than allowed."""
        if self.measure(words, size, bold) <= width:
            return words
        low, high = 0, len(words)
        while low < high:
            middle = (low + high + 1) // 2
            if self.measure(words[:middle] + ELLIPSIS, size, bold) <= width:
                low = middle
            else:
                high = middle - 1
        return words[:low].rstrip() + ELLIPSIS

    def text(
        self,
        words: str,
        place: Point,
        size: float = style.BODY,
        colour: Colour | None = None,
        align: Align = "left",
        bold: bool = False,
        width: float | None = None,
    ) -> float:
        """Write one line.

        Args:
            words: What to write.
            place: Where it begins, is centred or ends; y is the middle of the line.
            size: Height of the font.
            colour: Of the words; the ordinary ink when not given.
            align: What `place` means.
            bold: Whether the strong face is used.
            width: Words wider than this are cut short.

        Returns:
            How wide the words came out.
        """
        if width is not None:
            words = self.fitted(words, size, width, bold)
        picture = self._words(words, size, colour or style.INK, bold)
        x, y = self.pixel(place)
        across = {"left": 0, "centre": picture.get_width() // 2, "right": picture.get_width()}
        self.surface.blit(picture, (x - across[align], y - picture.get_height() // 2))
        return picture.get_width() / self.scale

    def lines(
        self,
        words: str,
        place: Point,
        width: float,
        size: float = style.BODY,
        colour: Colour | None = None,
        most: int = 40,
    ) -> float:
        """Write text in lines no wider than `width`; returns how high it came out."""
        x, y = place
        step = size * 1.45 * self.text_scale
        written = self.wrapped(words, size, width)[:most]
        for index, line in enumerate(written):
            self.text(line, (x, y + (index + 0.5) * step), size, colour, width=width)
        return len(written) * step

    def wrapped(self, words: str, size: float, width: float) -> list[str]:
        """Text in lines that are no wider than allowed."""
        result: list[str] = []
        for paragraph in words.splitlines() or [""]:
            line = ""
            for word in paragraph.split(" "):
                longer = f"{line} {word}" if line else word
                if line and self.measure(longer, size) > width:
                    result.append(line)
                    line = word
                else:
                    line = longer
            result.append(line)
        return result

    def box(
        self,
        rect: Rect,
        fill: Colour | None = None,
        edge: Colour | None = None,
        radius: float = 0.0,
        alpha: int = 255,
        thickness: float = 1.0,
    ) -> None:
        """A rectangle, filled and outlined as wanted, translucent as wanted."""
        where, round_by = self.pixels(rect), round(radius * self.scale)
        if fill is not None and alpha == 255:
            pygame.draw.rect(self.surface, fill, where, border_radius=round_by)
        elif fill is not None and round_by == 0:
            self._veil(where, fill, alpha)
        elif fill is not None:
            key = ("box", where.size, fill, round_by, alpha)
            kept = _KEPT.get(key)
            if kept is None:
                kept = pygame.Surface(where.size, pygame.SRCALPHA)
                pygame.draw.rect(kept, (*fill, alpha), kept.get_rect(), border_radius=round_by)
                _KEPT.put(key, kept)
            self.surface.blit(kept, where)
        if edge is not None:
            wide = max(round(thickness * self.scale), 1)
            pygame.draw.rect(self.surface, edge, where, wide, border_radius=round_by)

    def _veil(self, where: pygame.Rect, fill: Colour, alpha: int) -> None:
        """Lay a colour over a part of the surface; a strip serves, however large the part is."""
        where = where.clip(self.surface.get_rect())
        if where.width <= 0:
            return
        strip = pygame.Surface((where.width, min(where.height, STRIP)))
        strip.fill(fill)
        strip.set_alpha(alpha)
        for top in range(where.top, where.bottom, STRIP):
            part = (0, 0, where.width, min(STRIP, where.bottom - top))
            self.surface.blit(strip, (where.left, top), part)

    def line(self, start: Point, end: Point, colour: Colour, thickness: float = 1.0) -> None:
        """A straight line."""
        wide = max(round(thickness * self.scale), 1)
        pygame.draw.line(self.surface, colour, self.pixel(start), self.pixel(end), wide)

    def polyline(
        self, points: Sequence[Point], colour: Colour, thickness: float = 1.5, closed: bool = False
    ) -> None:
        """Joined lines with smooth edges."""
        if len(points) < 2:
            return
        placed = [self.pixel(point) for point in points]
        wide = max(round(thickness * self.scale), 1)
        if wide > 1:
            pygame.draw.lines(self.surface, colour, closed, placed, wide)
            half = wide / 2
            for shift in (-half, half):
                moved = [(x, y + shift) for x, y in placed]
                pygame.draw.aalines(self.surface, colour, closed, moved)
        else:
            pygame.draw.aalines(self.surface, colour, closed, placed)

    def polygon(self, points: Sequence[Point], colour: Colour) -> None:
        """A filled shape with smooth edges."""
        placed = [self.pixel(point) for point in points]
        pygame.draw.polygon(self.surface, colour, placed)
        pygame.draw.aalines(self.surface, colour, True, placed)

    def circle(self, middle: Point, radius: float, colour: Colour) -> None:
        """A filled disc."""
        pygame.draw.circle(self.surface, colour, self.pixel(middle), max(radius * self.scale, 1.0))

    def kept(self, key: Hashable, make: Callable[[], pygame.Surface]) -> pygame.Surface:
        """A picture that is made once, and again when it has been forgotten."""
        return _KEPT.get(key) or _KEPT.put(key, make())

    def image(self, picture: pygame.Surface, place: Point) -> None:
        """A picture made for this scale, its upper left corner at a place."""
        self.surface.blit(picture, self.pixel(place))
