"""A car's place on the track and the surfaces under its wheels."""

from __future__ import annotations

import numpy as np
import pytest

from game.core.paths import TRACKS
from game.sim.bearings import find_car
from game.track.projection import project, surface_at
from game.track.reader import load_track
from game.vehicle.reader import load_car
from game.vehicle.state import CAR_STATE, WHEELS

NAMES = sorted(path.stem for path in TRACKS.glob("*.yaml"))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("car", ["kart", "f1"])
def test_wheels_stand_on_what_is_under_each_of_them(name: str, car: str) -> None:
    """Anywhere between the walls, pointing anywhere: the short way gives what projection gives."""
    track, spec = load_track(name), load_car(car).record.reshape(1)
    stations = track.stations
    random = np.random.Generator(np.random.PCG64(7))
    state = np.zeros(1, CAR_STATE)
    seen = {}
    for _ in range(1500):
        section = stations[random.integers(len(stations))]
        low, high = section["band_edge"][0], section["band_edge"][-1]
        aside = random.uniform(low + 1, high - 1) if random.random() < 0.4 else random.normal() * 3
        offset = float(np.clip(aside, low + 1, high - 1))
        x, y = track.position(float(section["distance"] + random.uniform(0, 2)), offset)
        turned = random.normal() * 0.3 if random.random() < 0.7 else random.uniform(-3.1, 3.1)
        yaw = float(np.arctan2(section["tangent_y"], section["tangent_x"]) + turned)
        state["x"], state["y"], state["yaw"] = x, y, yaw
        find_car(state, spec, stations, 0)
        assert state[0]["offset"] == pytest.approx(offset, abs=1e-6)
        for wheel in range(WHEELS):
            forward, left = spec[0]["wheel_x"][wheel], spec[0]["wheel_y"][wheel]
            place_x = float(x + np.cos(yaw) * forward - np.sin(yaw) * left)
            place_y = float(y + np.sin(yaw) * forward + np.cos(yaw) * left)
            place = project(stations, int(state[0]["station"]), place_x, place_y)
            expected = surface_at(stations, *place)
            assert state[0]["surface"][wheel] == expected
            seen[expected] = True
    assert len(seen) > 2


def test_heading_is_continuous_along_a_bend() -> None:
    track, spec = load_track("thimble"), load_car("kart").record.reshape(1)
    state = np.zeros(1, CAR_STATE)
    headings = []
    for distance in np.arange(0.0, track.length, 0.1):
        x, y = track.position(distance, 0.0)
        ahead_x, ahead_y = track.position(distance + 0.01, 0.0)
        state["x"], state["y"] = x, y
        state["yaw"] = np.arctan2(ahead_y - y, ahead_x - x)
        find_car(state, spec, track.stations, 0)
        headings.append(float(state[0]["heading"]))
    assert np.abs(headings).max() < 0.15
