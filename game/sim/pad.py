"""A flat sheet of asphalt without walls or end, for measuring cars."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Final

import numpy as np

from game.core.surface import Surface
from game.sim.arena import Arena, Damage, Slipstream, WorldSettings
from game.sim.world import World
from game.track.track import BANDS, STATION, GridSlot, Track
from game.vehicle.reader import Car

RADIUS: Final = 1_000_000.0
"""Of the circle that the centre line is; the pad lies where it starts [m]."""
HALF_WIDTH: Final = 400_000.0
"""[m]"""
STATIONS: Final = 256
APART: Final = 1000.0
"""Between two cars, side by side [m]."""
SLOTS: Final = 300


@cache
def pad_track() -> Track:
    """The pad as a track: a huge circle with one wide band of asphalt."""
    stations = np.zeros(STATIONS, STATION)
    angle = 2 * np.pi * np.arange(STATIONS) / STATIONS
    stations["x"], stations["y"] = RADIUS * np.sin(angle), RADIUS * (1 - np.cos(angle))
    stations["tangent_x"], stations["tangent_y"] = np.cos(angle), np.sin(angle)
    spacing = 2 * np.pi * RADIUS / STATIONS
    stations["distance"] = spacing * np.arange(STATIONS)
    stations["curvature"] = stations["line_curvature"] = 1 / RADIUS
    stations["line_step"] = spacing
    stations["width_left"] = stations["width_right"] = HALF_WIDTH
    edges = np.full(BANDS + 1, HALF_WIDTH)
    edges[: BANDS // 2 + 1] = -HALF_WIDTH
    stations["band_edge"] = edges
    stations["band_surface"] = int(Surface.ASPHALT)
    stations["pit_offset"] = np.nan
    return Track(
        name="pad",
        title="Pad",
        length=spacing * STATIONS,
        spacing=spacing,
        stations=stations,
        walls=(),
        grid=tuple(GridSlot(0.0, APART * k, 0.0, 0.0, APART * k) for k in range(SLOTS)),
        sectors=(0.0, 2 * RADIUS, 4 * RADIUS),
        pit_lane=None,
        scenery=(),
        source="",
        content_hash="pad",
    )


def open_pad(cars: Sequence[Car], wetness: float = 0.0) -> World:
    """A world on the pad: cars side by side at standstill, nothing is used up or damaged."""
    settings = WorldSettings(
        wetness=wetness,
        fuel_rate=0.0,
        tyre_rate=0.0,
        damage=Damage.NONE,
        slipstream=Slipstream.OFF,
    )
    return World([Arena(pad_track(), cars, settings)])
