"""A small road to test on."""

from __future__ import annotations

from functools import cache

from game.track.reader import build_track
from game.track.track import Track

OVAL = """\
title: Test oval
width: 12
start_line: 150
segments:
  - {straight: 400, free: true}
  - {turn: left, radius: 80, angle_deg: 180}
  - {straight: 400, free: true}
  - {turn: left, radius: 80, angle_deg: 180}
"""


@cache
def oval() -> Track:
    """Two straights and two bends, 12 m wide."""
    return build_track(OVAL, "test-oval")
