"""Kerbs where cars want them: inside at the apex, outside at the exit."""

from __future__ import annotations

from typing import Final

from game.track.centre_line import CentreLine
from game.track.corners import Corner
from game.track.model import Kerb, Side

APEX_WIDTH: Final = 1.2
EXIT_WIDTH: Final = 1.5
EXIT_LENGTH: Final = 40.0
"""How far the kerb outside a corner goes on after its end [m]."""


def generated_kerbs(line: CentreLine, corners: list[Corner]) -> list[Kerb]:
    """Kerbs of all corners, in driving order."""
    return [kerb for corner in corners for kerb in _kerbs_of(line, corner)]


def _kerbs_of(line: CentreLine, corner: Corner) -> list[Kerb]:
    count = len(line.x)
    inside: Side = "left" if corner.direction > 0 else "right"
    outside: Side = "right" if corner.direction > 0 else "left"
    before = (corner.apex - corner.start) % count * line.spacing
    after = (corner.end - corner.apex) % count * line.spacing
    apex = corner.apex * line.spacing
    reach = min(EXIT_LENGTH, 1.5 * after + 10)
    spans: list[tuple[Side, float, float, float]] = [
        (inside, apex - 0.6 * before - 4, apex + 0.6 * after + 4, APEX_WIDTH),
        (outside, apex + 0.6 * after, apex + after + reach, EXIT_WIDTH),
    ]
    return [
        Kerb.model_validate(
            {"side": side, "from": start % line.length, "to": end % line.length, "width": width}
        )
        for side, start, end, width in spans
    ]
