"""Figures as they stand in a report."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def number(value: float | None, digits: int = 3) -> str:
    """With so many digits after the point, or a dash."""
    return "-" if value is None else f"{value:.{digits}f}"


def percent(value: float | None, digits: int = 1) -> str:
    """A part of one in per cent."""
    return "-" if value is None else f"{100.0 * value:.{digits}f} %"


def spread_words(figures: Mapping[str, Any], digits: int = 3) -> str:
    """What stands behind a median."""
    if not figures["count"]:
        return "nothing measured"
    low, high = number(figures["low"], digits), number(figures["high"], digits)
    least, most = number(figures["least"], digits), number(figures["most"], digits)
    return f"{figures['count']} laps, half within {low}-{high}, all {least}-{most}"


def counted(count: int, word: str) -> str:
    """A count and its word, which gets an s where there are several."""
    return f"{count} {word}" if count == 1 else f"{count} {word}s"
