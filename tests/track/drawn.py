"""Tracks drawn by hypothesis: closed curves around a middle, never crossing themselves."""

from __future__ import annotations

import json
from dataclasses import dataclass

import numpy as np
from hypothesis import strategies as st

from game.track.reader import build_track
from game.track.track import Floats, Track


@dataclass(frozen=True)
class Drawing:
    """Control points and half-widths."""

    points: Floats
    left: Floats
    right: Floats

    def text(self) -> str:
        rows = np.column_stack([self.points, self.left, self.right]).round(4).tolist()
        return f"title: Drawn\ncentre_line: {json.dumps(rows)}\n"

    def track(self) -> Track:
        return build_track(self.text(), "drawn")

    def mirrored(self) -> Drawing:
        return Drawing(self.points * (1.0, -1.0), self.right, self.left)

    def driven_backwards(self) -> Drawing:
        order = -np.arange(len(self.points))
        return Drawing(self.points[order], self.right[order], self.left[order])


@st.composite
def drawings(draw: st.DrawFn) -> Drawing:
    size = draw(st.floats(120, 400))
    angle = np.linspace(0, 2 * np.pi, 48, endpoint=False)
    radius = np.ones(48)
    for wave in (2, 3, 4):
        height = draw(st.floats(0, 0.5 / wave**2))
        radius += height * np.cos(wave * angle + draw(st.floats(0, 6.3)))
    points = size * radius[:, None] * np.column_stack([np.cos(angle), np.sin(angle)])
    left, right = draw(st.floats(3, 8)), draw(st.floats(3, 8))
    return Drawing(points.round(4), np.full(48, round(left, 2)), np.full(48, round(right, 2)))
