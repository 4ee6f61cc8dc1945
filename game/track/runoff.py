"""Run-off where cars leave the road: gravel outside of corners, grass everywhere else."""

from __future__ import annotations

from typing import Final

from game.track.centre_line import CentreLine
from game.track.corners import Corner
from game.track.model import Runoff, Side

GRASS_BEFORE_GRAVEL: Final = 4.0
GRAVEL_WIDTH: Final = 14.0
_AFTER_EXIT: Final = 50.0
_SHARP: Final = 0.6
"""Corners that turn by less need no trap [rad]."""


def generated_runoff(line: CentreLine, corners: list[Corner]) -> list[Runoff]:
    """Gravel traps outside of corners, behind a strip of grass."""
    return [
        strip
        for corner in corners
        if corner.angle > _SHARP and corner.radius > 18.0
        for strip in _trap(line, corner)
    ]


def _trap(line: CentreLine, corner: Corner) -> list[Runoff]:
    outside: Side = "right" if corner.direction > 0 else "left"
    start = (corner.start * line.spacing) % line.length
    end = (corner.end * line.spacing + _AFTER_EXIT) % line.length
    place = {"side": outside, "from": start, "to": end}
    return [
        Runoff.model_validate({**place, "surface": "grass", "width": GRASS_BEFORE_GRAVEL}),
        Runoff.model_validate({**place, "surface": "gravel", "width": GRAVEL_WIDTH}),
    ]
