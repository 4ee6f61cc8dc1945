"""Text from a cache: words whole, changing figures digit by digit in cells of one width."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

import pygame

from game.hud.fonts import font
from game.hud.theme import Colour

KEPT_WORDS: Final = 2048
KEPT_DIGITS: Final = 2048

SIGNS: Final = "+-\u2212"
"""As wide as a digit; the last is the true minus sign."""
_NARROW: Final = frozenset(".,:' ")
_UNIT: Final = re.compile(r"(?<=\d) (?=(?:s|m|kg|km/h|m/s|%)(?:\W|$))")
"""The space between a number and its unit."""


@lru_cache(KEPT_WORDS)
def rendered(text: str, size: int, weight: str, colour: Colour) -> pygame.Surface:
    """A text as a picture with a transparent ground; not to be drawn into."""
    return font(size, weight).render(text, True, colour)


@lru_cache(KEPT_WORDS)
def text_width(text: str, size: int, weight: str = "regular") -> int:
    """Width of a text [px]."""
    return font(size, weight).size(text)[0]


@lru_cache(KEPT_WORDS)
def fitted(text: str, width: int, size: int, weight: str) -> str:
    """A text, cut with an ellipsis where it is wider than `width` [px]."""
    if text_width(text, size, weight) <= width:
        return text
    while text and text_width(text + "…", size, weight) > width:
        text = text[:-1]
    return text.rstrip() + "…"


@lru_cache(256)
def wrapped(text: str, width: int, size: int, weight: str, most: int = 3) -> tuple[str, ...]:
    """A text in lines no wider than `width` [px], the last one cut where there are too many.

    A number and its unit stay together.
    """
    lines: list[str] = []
    line = ""
    for word in _UNIT.sub("\u00a0", text).split(" "):
        longer = f"{line} {word}".strip()
        if line and text_width(longer, size, weight) > width:
            lines.append(line)
            line = word
        else:
            line = longer
    lines.append(line)
    if len(lines) > most:
        lines = [*lines[: most - 1], " ".join(lines[most - 1 :])]
    return tuple(fitted(part, width, size, weight) for part in lines)


def draw_text(
    surface: pygame.Surface,
    text: str,
    place: tuple[float, float],
    size: int,
    colour: Colour,
    weight: str = "regular",
    align: str = "left",
) -> int:
    """Draw a line of text.

    Args:
        surface: To draw into.
        text: One line.
        place: x of the left edge, middle or right edge as `align` says; y of the line's middle.
        size: Of the font [px].
        colour: Of the letters.
        weight: One of `game.hud.theme.WEIGHTS`.
        align: `left`, `centre` or `right`.

    Returns:
        The width drawn [px].
    """
    if not text:
        return 0
    picture = rendered(text, size, weight, colour)
    width, height = picture.get_size()
    x = place[0] - {"left": 0.0, "centre": 0.5, "right": 1.0}[align] * width
    surface.blit(picture, (round(x), round(place[1] - 0.5 * height)))
    return width


@lru_cache(256)
def digit_width(size: int, weight: str) -> int:
    """Width of the cell that every digit gets [px]."""
    return max(font(size, weight).size(digit)[0] for digit in "0123456789")


def _cell(character: str, size: int, weight: str) -> int:
    if character.isdigit() or character in SIGNS:
        return digit_width(size, weight)
    if character in _NARROW:
        return round(0.62 * digit_width(size, weight))
    return font(size, weight).size(character)[0]


def figures_width(text: str, size: int, weight: str) -> int:
    """Width of figures drawn by `draw_figures` [px]."""
    return sum(_cell(character, size, weight) for character in text)


def draw_figures(
    surface: pygame.Surface,
    text: str,
    place: tuple[float, float],
    size: int,
    colour: Colour,
    weight: str = "narrow_bold",
    align: str = "left",
) -> int:
    """Draw a number or a time whose digits stay where they are while they change.

    Arguments as for `draw_text`. Returns the width drawn [px].
    """
    cells = _layout(text, size, weight)
    width = cells[-1] if cells else 0
    x = place[0] - {"left": 0.0, "centre": 0.5, "right": 1.0}[align] * width
    glyphs = _glyphs(size, weight, colour)
    parts, begin = [], int(x + 0.5)
    top = int(place[1] - 0.5 * font_height(size, weight) + 0.5)
    for index, character in enumerate(text):
        if character not in glyphs:
            glyphs[character] = _glyph(character, size, weight, colour)
        picture, inset = glyphs[character]
        parts.append((picture, (begin + cells[index] + inset, top)))
    surface.blits(parts, False)
    return width


def _glyph(character: str, size: int, weight: str, colour: Colour) -> tuple[pygame.Surface, int]:
    """A character's picture, and how far it lies within its cell [px]."""
    picture = rendered(character, size, weight, colour)
    return picture, round(0.5 * (_cell(character, size, weight) - picture.get_width()))


@lru_cache(256)
def _glyphs(size: int, weight: str, colour: Colour) -> dict[str, tuple[pygame.Surface, int]]:
    """Pictures of characters in one size and colour, filled as they are needed."""
    return {}


@lru_cache(256)
def font_height(size: int, weight: str) -> int:
    """Height of a line [px]."""
    return font(size, weight).get_height()


@lru_cache(KEPT_DIGITS)
def _pattern_layout(pattern: str, size: int, weight: str) -> tuple[int, ...]:
    edges = [0]
    for character in pattern:
        edges.append(edges[-1] + _cell(character, size, weight))
    return tuple(edges)


_SAME_DIGIT: Final = str.maketrans("123456789", "000000000")


def _layout(text: str, size: int, weight: str) -> tuple[int, ...]:
    """Edges of the cells of a text, which are the same whatever its digits are [px]."""
    return _pattern_layout(text.translate(_SAME_DIGIT), size, weight)


def forget_texts() -> None:
    """Drop all pictures of text."""
    for kept in (
        rendered,
        text_width,
        fitted,
        wrapped,
        digit_width,
        _pattern_layout,
        _glyphs,
        font_height,
    ):
        kept.cache_clear()
