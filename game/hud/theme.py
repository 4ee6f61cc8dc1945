"""Colours and fonts that the HUD and the menus share; nothing heavy is imported here.

Every palette tells good from bad by lightness and by hue, and whatever a colour says is said by a
shape or a sign as well, so that no message depends on seeing colours.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, TypeAlias

from game.core.errors import UsageError
from game.core.paths import ROOT, nearest

Colour: TypeAlias = tuple[int, int, int]
"""Red, green, blue, 0 .. 255."""

FONTS: Final = ROOT / "assets" / "fonts"

_DRIVERS: Final[tuple[Colour, ...]] = (
    (86, 180, 233),
    (230, 159, 0),
    (0, 190, 140),
    (240, 228, 66),
    (226, 106, 40),
    (204, 121, 167),
    (90, 120, 230),
    (235, 235, 235),
    (150, 200, 90),
    (180, 140, 255),
    (255, 180, 160),
    (120, 220, 220),
)
"""Okabe and Ito's colours and a few between them."""


@dataclass(frozen=True)
class Theme:
    """A palette by meaning."""

    background: Colour = (10, 12, 16)
    """Behind everything, in menus."""
    panel: Colour = (13, 16, 22)
    panel_light: Colour = (34, 40, 52)
    """Rows, tracks of bars, whatever lies on a panel."""
    line: Colour = (62, 70, 86)
    text: Colour = (244, 247, 251)
    dim: Colour = (166, 176, 192)
    faint: Colour = (102, 112, 130)
    accent: Colour = (255, 92, 40)
    accent_dark: Colour = (150, 48, 18)
    good: Colour = (56, 222, 140)
    bad: Colour = (255, 84, 84)
    warn: Colour = (255, 196, 0)
    best: Colour = (198, 106, 255)
    """The best of all: a sector or a lap."""
    personal: Colour = (56, 222, 140)
    """One's own best."""
    slower: Colour = (255, 205, 60)
    cold: Colour = (74, 150, 255)
    yellow: Colour = (255, 214, 0)
    blue: Colour = (52, 120, 255)
    red: Colour = (236, 40, 50)
    green: Colour = (30, 205, 100)
    white: Colour = (255, 255, 255)
    black: Colour = (0, 0, 0)
    own: Colour = (255, 92, 40)
    """The own car, wherever cars are shown."""
    drivers: tuple[Colour, ...] = _DRIVERS

    @property
    def sectors(self) -> tuple[Colour, Colour, Colour]:
        """Best of all, own best, slower."""
        return self.best, self.personal, self.slower


_STANDARD: Final = Theme()

THEMES: Final[dict[str, Theme]] = {
    "standard": _STANDARD,
    "colour_blind": replace(
        _STANDARD,
        accent=(255, 140, 0),
        accent_dark=(140, 76, 0),
        own=(255, 140, 0),
        good=(64, 176, 255),
        bad=(255, 128, 20),
        warn=(255, 224, 102),
        best=(240, 130, 255),
        personal=(64, 176, 255),
        slower=(255, 224, 102),
        green=(64, 176, 255),
        red=(255, 110, 30),
        cold=(130, 150, 255),
    ),
    "high_contrast": replace(
        _STANDARD,
        background=(0, 0, 0),
        panel=(0, 0, 0),
        panel_light=(44, 44, 44),
        line=(150, 150, 150),
        text=(255, 255, 255),
        dim=(225, 225, 225),
        faint=(175, 175, 175),
        accent=(255, 130, 60),
        good=(90, 255, 170),
        bad=(255, 110, 110),
    ),
}
"""Palette by the name that options know it by."""


def theme_of(palette: str) -> Theme:
    """The theme of a palette.

    Raises:
        UsageError: There is none of that name; names the nearest one.
    """
    if palette not in THEMES:
        raise UsageError(f"no palette called {palette!r}{nearest(palette, THEMES)}")
    return THEMES[palette]


def font_path(weight: str = "regular") -> Path:
    """The file of a font, by one of the weights of `game.hud.fonts`."""
    return FONTS / _FILES[weight]


_FILES: Final = {
    "regular": "BarlowSemiCondensed-Regular.ttf",
    "bold": "BarlowSemiCondensed-SemiBold.ttf",
    "narrow": "BarlowCondensed-Medium.ttf",
    "narrow_bold": "BarlowCondensed-SemiBold.ttf",
    "heavy": "BarlowCondensed-Bold.ttf",
}
WEIGHTS: Final = tuple(_FILES)
"""`regular` and `bold` for sentences, the narrow ones for tables, `heavy` for big figures."""


def mix(first: Colour, second: Colour, share: float) -> Colour:
    """A colour between two: 0 the first, 1 the second."""
    part = min(max(share, 0.0), 1.0)
    r, g, b = (round(a + (z - a) * part) for a, z in zip(first, second, strict=True))
    return r, g, b


def ink_on(colour: Colour) -> Colour:
    """Black or white, whichever is read better on a colour (relative luminance of sRGB)."""
    red, green, blue = colour
    return (0, 0, 0) if 0.2126 * red + 0.7152 * green + 0.0722 * blue > 120 else (255, 255, 255)
