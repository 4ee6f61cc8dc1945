"""The cross-section of the road at each station, from the right wall to the left wall."""

from __future__ import annotations

import numpy as np

from game.core.surface import Surface
from game.track.centre_line import CentreLine
from game.track.model import TrackFile, surface_of
from game.track.pit_lane import PitPath
from game.track.ring import within
from game.track.roadside import SLOTS, Roadside
from game.track.track import STATION, Stations


def cross_sections(
    file: TrackFile, line: CentreLine, left: Roadside, right: Roadside, pit: PitPath | None
) -> Stations:
    """Stations without the racing line."""
    stations = np.zeros(len(line.x), STATION)
    for name in ("x", "y", "tangent_x", "tangent_y", "curvature", "width_left", "width_right"):
        stations[name] = getattr(line, name)
    stations["distance"] = line.distance
    stations["band_edge"][:, : SLOTS + 1] = -right.edge[:, ::-1]
    stations["band_edge"][:, SLOTS + 1 :] = left.edge
    stations["band_surface"][:, :SLOTS] = right.surface[:, ::-1]
    stations["band_surface"][:, SLOTS] = Surface.ASPHALT
    stations["band_surface"][:, SLOTS + 1 :] = left.surface
    for part in file.surfaces:
        here = within(line.distance, part.start, part.end, line.length)
        stations["band_surface"][here, SLOTS] = surface_of(part.surface)
    stations["pit_offset"] = np.nan
    if pit is not None:
        middle = pit.side * (pit.inner + pit.outer) / 2
        stations["pit_offset"] = np.where(pit.active, middle, np.nan)
    stations["line_curvature"] = line.curvature
    stations["line_step"] = line.spacing
    return stations
