"""A picture of a piece of the world: drawn large in Pillow, then scaled down to smooth edges."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from game.core.errors import UndercutError
from game.track.track import Floats

if TYPE_CHECKING:
    from PIL import Image, ImageDraw

Colour: TypeAlias = tuple[int, int, int]

SUPERSAMPLING: Final = 3
"""Pixels drawn for each pixel of the finished picture, along each side."""

_PILLOW_HINT: Final = (
    "pictures need Pillow, which is not installed; get it with: pip install 'undercut[export]'"
)


@dataclass(frozen=True)
class View:
    """Which part of the world lies where in the picture; the turned world's y points up."""

    scale: float
    """Pixels per metre."""
    left: float
    """Turned world's x at the left border of the picture [m]."""
    top: float
    """Turned world's y at its upper border [m]."""
    turn: float = 0.0
    """By which the world is turned, anticlockwise [rad]."""

    def pixels(self, points: Floats) -> Floats:
        """Where world points, shape (..., 2) [m], lie in the picture [px]."""
        turned = _turned(points, self.turn)
        x = (turned[..., 0] - self.left) * self.scale
        y = (self.top - turned[..., 1]) * self.scale
        return np.stack([x, y], axis=-1)


def _turned(points: Floats, angle: float) -> Floats:
    cosine, sine = np.cos(angle), np.sin(angle)
    x, y = points[..., 0], points[..., 1]
    return np.stack([cosine * x - sine * y, sine * x + cosine * y], axis=-1)


def view_of(points: Floats, box: tuple[float, float, float, float], turn: float = 0.0) -> View:
    """The view that centres `points`, shape (n, 2), in a box (left, top, right, bottom) [px]."""
    turned = _turned(points, turn)
    low, high = turned.min(axis=0), turned.max(axis=0)
    size = np.maximum(high - low, 1.0)
    scale = float(min((box[2] - box[0]) / size[0], (box[3] - box[1]) / size[1]))
    middle = (low + high) / 2
    return View(
        scale,
        float(middle[0] - (box[0] + box[2]) / 2 / scale),
        float(middle[1] + (box[1] + box[3]) / 2 / scale),
        turn,
    )


class Canvas:
    """Shapes and text in pixels of the finished picture, from its upper left corner.

    Raises:
        UndercutError: Pillow is not installed.
    """

    def __init__(self, width: int, height: int, colour: Colour) -> None:
        try:
            from PIL import Image, ImageDraw, ImageFont
        except ImportError as error:
            raise UndercutError(_PILLOW_HINT) from error
        self.width, self.height = width, height
        self._font = ImageFont.load_default
        self._resampling = Image.Resampling.LANCZOS
        self.image: Image.Image = Image.new(
            "RGB", (width * SUPERSAMPLING, height * SUPERSAMPLING), colour
        )
        self._draw: ImageDraw.ImageDraw = ImageDraw.Draw(self.image)

    def polygon(self, points: Floats, colour: Colour, outline: Colour | None = None) -> None:
        """A filled polygon, shape (n, 2) [px]."""
        self._draw.polygon(self._large(points), fill=colour, outline=outline)

    def line(self, points: Floats, colour: Colour, width: float) -> None:
        """A chain of lines with round joints, shape (n, 2) [px]."""
        if len(points) > 1:
            large = max(1, round(width * SUPERSAMPLING))
            self._draw.line(self._large(points), fill=colour, width=large, joint="curve")

    def circle(
        self, x: float, y: float, radius: float, colour: Colour, outline: Colour | None = None
    ) -> None:
        """A filled circle."""
        box = [SUPERSAMPLING * v for v in (x - radius, y - radius, x + radius, y + radius)]
        self._draw.ellipse(box, fill=colour, outline=outline, width=SUPERSAMPLING)

    def rectangle(self, box: tuple[float, float, float, float], colour: Colour) -> None:
        """A filled rectangle (left, top, right, bottom)."""
        self._draw.rectangle([SUPERSAMPLING * v for v in box], fill=colour)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        colour: Colour,
        anchor: str = "lm",
    ) -> None:
        """A line of text; `anchor` as in Pillow."""
        self._draw.text(
            (x * SUPERSAMPLING, y * SUPERSAMPLING),
            text,
            fill=colour,
            font=self._font(size * SUPERSAMPLING),
            anchor=anchor,
        )

    def text_width(self, text: str, size: float) -> float:
        """How wide a line of text is [px]."""
        return float(self._font(size).getlength(text))

    def paste(self, other: Canvas, left: int, top: int) -> None:
        """Put another canvas onto this one, its upper left corner at (left, top)."""
        self.image.paste(other.image, (left * SUPERSAMPLING, top * SUPERSAMPLING))

    def finished(self) -> Any:
        """The picture in its final size, a Pillow image."""
        return self.image.resize((self.width, self.height), self._resampling)

    def save(self, path: Path) -> None:
        """Write the picture as PNG.

        Raises:
            UndercutError: The file cannot be written.
        """
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self.finished().save(path, format="PNG")
        except OSError as error:
            reason = error.strerror or str(error)
            raise UndercutError(f"{path}: cannot be written: {reason}") from error

    @staticmethod
    def _large(points: Floats) -> list[tuple[float, float]]:
        return [(float(x), float(y)) for x, y in np.asarray(points) * SUPERSAMPLING]


def blend(stops: list[Colour], part: Floats) -> NDArray[np.uint8]:
    """Colours along an even ramp of stops for parts 0..1, shape (n, 3)."""
    at = np.clip(part, 0.0, 1.0) * (len(stops) - 1)
    channels = np.array(stops, float).T
    places = np.arange(len(stops))
    mixed = np.column_stack([np.interp(at, places, channel) for channel in channels])
    return mixed.round().astype(np.uint8)
