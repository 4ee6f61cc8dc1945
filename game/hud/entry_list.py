"""Who takes part, as the HUD names and colours them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from game.hud.theme import Colour, Theme
from game.hud.words import short_name


@dataclass(frozen=True)
class EntryList:
    """Names, short names, colours, classes and tiers by row."""

    names: tuple[str, ...]
    codes: tuple[str, ...]
    colours: tuple[Colour, ...]
    categories: tuple[str, ...]
    tiers: tuple[str, ...]


def entry_list(
    names: Sequence[str],
    cars: Sequence[Any],
    tiers: Sequence[str | None],
    liveries: Sequence[Sequence[str]],
    colours: Sequence[Colour] | None = None,
) -> EntryList:
    """The entry list of a session.

    Args:
        names: Of the drivers.
        cars: `game.vehicle.reader.Car` of each.
        tiers: Of each, none for humans.
        liveries: Colours of each as "#rrggbb", perhaps none.
        colours: To be used instead, where given.
    """
    palette = Theme().drivers
    own = [
        parse_colour(livery[0]) if livery else palette[row % len(palette)]
        for row, livery in enumerate(liveries)
    ]
    return EntryList(
        names=tuple(names),
        codes=tuple(short_name(name) for name in names),
        colours=tuple(colours) if colours is not None else tuple(own),
        categories=tuple(str(car.category) for car in cars),
        tiers=tuple(tier or "" for tier in tiers),
    )


def parse_colour(text: str) -> Colour:
    """The colour of "#rrggbb"."""
    digits = text.lstrip("#")
    return int(digits[0:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)
