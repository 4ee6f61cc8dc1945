"""Compiling the simulation once, before anybody would have to wait for it in a race."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from game.core.clock import TICK
from game.sim.bearings import find_car
from game.sim.contacts import contact_rows, recent_rows
from game.sim.controls import no_controls
from game.sim.levels import CROSSING, level_at
from game.sim.tick import ARENA, after_step, before_step, find_levels, settle_contacts
from game.track.track import BANDS, STATION
from game.vehicle.environment import FORCE, standard_environment
from game.vehicle.fuel import update_masses
from game.vehicle.spec import CAR_SPEC
from game.vehicle.state import CAR_STATE


def warm_up(progress: Callable[[str], None]) -> None:
    """Call each compiled entry point of a tick with nothing to do.

    Args:
        progress: Told what is being compiled; seconds pass after each call the first time on a
            machine, milliseconds from then on.
    """
    arenas, spec, state = np.zeros(0, ARENA), np.zeros(0, CAR_SPEC), np.zeros(0, CAR_STATE)
    none = np.zeros(0, np.int64)
    progress("vehicle physics")
    before_step(
        arenas,
        state,
        spec,
        no_controls(0),
        standard_environment(0),
        np.zeros(0, FORCE),
        none,
        np.zeros((0, 3)),
        TICK,
    )
    update_masses(state, spec)
    progress("places on the track")
    stations = straight_road()
    after_step(arenas, stations, np.zeros(0, CROSSING), state, spec, none, np.zeros((0, 6)))
    level_at(np.zeros(0, CROSSING), 0.0)
    find_levels(arenas, np.zeros(0, CROSSING), state, none)
    find_car(np.zeros(1, CAR_STATE), np.zeros(1, CAR_SPEC), stations, 0)
    progress("contacts")
    settle_contacts(
        arenas,
        state,
        contact_rows(0),
        recent_rows(0),
        np.zeros((0, 3), np.int64),
        np.zeros((0, 8)),
        none,
        none,
        0,
    )


def straight_road() -> NDArray[Any]:
    """STATION rows of some metres of road; the search for a place on no road would leave it."""
    stations = np.zeros(8, STATION)
    stations["distance"] = stations["x"] = np.arange(len(stations))
    stations["tangent_x"] = 1.0
    stations["band_edge"] = np.linspace(-8.0, 8.0, BANDS + 1)
    return stations
