"""Track files as text: imported ones and the beginning of a new one."""

from __future__ import annotations

import json
from typing import Final

import numpy as np

from game.track.centre_line import CentreLine
from game.track.ring import limit_slope
from game.track.track import Floats

SCHEMA_LINE: Final = "# yaml-language-server: $schema={schema}\n"

_CLOSEST: Final = 3.0
_FURTHEST: Final = 12.0
"""Control points lie this far apart: close in tight bends, far on straights [m]."""


def track_text(title: str, line: CentreLine, licence: str, attribution: str, crossing: bool) -> str:
    """A track file with a centre line and nothing else; all around it is generated."""
    at = _control_places(line)
    rows = np.column_stack(
        [_between(values, at) for values in (line.x, line.y, line.width_left, line.width_right)]
    )
    points = "".join(
        f"  - [{x:.3f}, {y:.3f}, {left:.2f}, {right:.2f}]\n" for x, y, left, right in rows
    )
    return (
        f"title: {_quoted(title)}\n"
        f"licence: {_quoted(licence)}\n"
        f"attribution: {_quoted(attribution)}\n"
        f"crossings: {'bridge' if crossing else 'none'}\n"
        f"centre_line: # x, y, width_left, width_right\n{points}"
    )


def _quoted(text: str) -> str:
    """A double-quoted scalar; JSON strings are YAML strings."""
    return json.dumps(text, ensure_ascii=True)


def _control_places(line: CentreLine) -> Floats:
    """Indices (with fractions) of stations where control points are put."""
    radius = 1 / np.maximum(np.abs(line.curvature), 1e-6)
    gap = limit_slope(np.clip(radius / 4, _CLOSEST, _FURTHEST), 0.15, line.spacing)
    passed = np.concatenate([[0.0], np.cumsum(line.spacing / gap)])
    count = max(8, round(passed[-1]))
    wanted = np.arange(count) * (passed[-1] / count)
    places: Floats = np.interp(wanted, passed, np.arange(len(passed)))
    return places


def _between(values: Floats, at: Floats) -> Floats:
    """Values between stations, by a periodic cubic through the four around (Catmull-Rom)."""
    first = np.floor(at).astype(int)
    part = at - first
    before, here, then, after = (np.take(values, first + k, mode="wrap") for k in (-1, 0, 1, 2))
    slope_here, slope_then = (then - before) / 2, (after - here) / 2
    bend = 3 * (then - here) - 2 * slope_here - slope_then
    twist = 2 * (here - then) + slope_here + slope_then
    found: Floats = here + part * (slope_here + part * (bend + part * twist))
    return found


NEW_TRACK: Final = """\
title: {title}
description: ""
author: ""
licence: ""

width: 12                       # of the road [m]
start_line: 150                 # from the beginning of the first segment [m]

# Straights and turns in driving order. The lap must turn by 360 degrees in all; straights with
# `free: true` are adjusted a little so that the end meets the beginning.
segments:
  - {{straight: 320, free: true}}
  - {{turn: right, radius: 60, angle_deg: 90}}
  - {{straight: 120, free: true}}
  - {{turn: right, radius: 35, angle_deg: 120}}
  - {{straight: 60}}
  - {{turn: left, radius: 45, angle_deg: 60}}
  - {{straight: 120, free: true}}
  - {{turn: right, radius: 80, angle_deg: 120}}
  - {{straight: 100, free: true}}
  - {{turn: right, radius: 70, angle_deg: 90}}

# Everything else is generated well: kerbs, run-off, walls, pit lane, grid, sectors, scenery.
# `main.py track check FILE` says what is wrong, `main.py track preview FILE -o PNG` shows it,
# docs/FORMATS.md names every key.
"""
"""The file that `track new` writes; `{title}` is put in as a quoted text."""


def new_track_text(title: str, schema: str) -> str:
    """A small complete track to start from."""
    return SCHEMA_LINE.format(schema=schema) + NEW_TRACK.format(title=_quoted(title))
