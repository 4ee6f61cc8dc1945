"""Bars of what a device's controls say, raw, and of what is made of it, shaped."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from game.input.actions import ACTIONS, Kind
from game.screens import style
from game.screens.paint import Paint, Rect

if TYPE_CHECKING:
    from game.input.devices import Devices
    from game.input.live import LiveControl

STEP: Final = 23.0
QUIET: Final = 1e-3


def draw_live(paint: Paint, rect: Rect, devices: Devices, key: str) -> None:
    """The controls of a device that say something, most telling first."""
    x, y, width, height = rect
    paint.box(rect, style.PANEL, radius=6)
    paint.text("RAW", (x + width * 0.55, y + 14), style.TINY, style.FAINT, "centre")
    paint.text("SHAPED", (x + width * 0.83, y + 14), style.TINY, style.FAINT, "centre")
    live = [one for one in devices.live() if one.device == key]
    live.sort(key=lambda one: (not _axis(one), one.raw == 0.0))
    most = int((height - 30) / STEP)
    if not live:
        words = "Move the controls of this device to see them here."
        paint.text(words, (x + 16, y + 40), style.SMALL, style.DIM, width=width - 32)
    for index, control in enumerate(live[:most]):
        _draw(paint, (x, y + 28 + index * STEP, width, STEP), control)


def _axis(control: LiveControl) -> bool:
    return control.action is not None and ACTIONS[control.action].kind is not Kind.BUTTON


def _draw(paint: Paint, rect: Rect, control: LiveControl) -> None:
    x, y, width, height = rect
    middle = y + height / 2
    title = ACTIONS[control.action].title if control.action is not None else "bound to nothing"
    moved = abs(control.raw) > QUIET
    ink = style.INK if moved else style.DIM
    paint.text(f"{control.label}", (x + 16, middle), style.SMALL, ink, width=width * 0.2)
    paint.text(title, (x + 16 + width * 0.21, middle), style.SMALL, style.FAINT, width=width * 0.17)
    both = control.action is not None and ACTIONS[control.action].kind is Kind.STEERING
    _bar(paint, (x + width * 0.42, middle, width * 0.26), control.raw, True, style.DIM)
    _bar(paint, (x + width * 0.71, middle, width * 0.25), control.shaped, both, style.ACCENT)


def _bar(
    paint: Paint, place: tuple[float, float, float], value: float, both: bool, colour: style.Colour
) -> None:
    x, y, width = place
    paint.box((x, y - 3, width, 6), style.RAISED, radius=2)
    if both:
        middle = x + width / 2
        end = middle + min(max(value, -1.0), 1.0) * width / 2
        paint.box((min(middle, end), y - 3, max(abs(end - middle), 1.0), 6), colour, radius=2)
        paint.line((middle, y - 6), (middle, y + 6), style.EDGE)
    elif value > 0.0:
        paint.box((x, y - 3, max(width * min(value, 1.0), 1.0), 6), colour, radius=2)
