"""A rival drives a lap for the player to race against."""

from __future__ import annotations

import numpy as np
import pytest

from game.race.entrant import Entrant
from game.race.scripted_rivals import ScriptedRivals
from game.records.rival_lap import rival_ghost
from game.track.reader import load_track
from game.vehicle.reader import load_car
from tests.race.puppets import OVAL


def test_a_rival_alone_drives_a_whole_lap() -> None:
    rivals = ScriptedRivals()
    track, car = load_track(OVAL), load_car("gt3")
    tier = rivals.tiers()[-1].id
    identity = rivals.identities(1, [tier])[0]
    said: list[str] = []
    ghost = rival_ghost(track, Entrant(identity.name, car, identity), rivals, say=said.append)
    assert ghost is not None
    assert ghost.track_hash == track.content_hash
    predicted = rivals.predict(track, car, tier)
    assert ghost.lap_time == pytest.approx(predicted.time_s, rel=0.1)
    steps = np.hypot(np.diff(ghost.poses["x"]), np.diff(ghost.poses["y"]))
    assert steps.max() < 6.0
    assert ghost.poses["distance"][-1] == pytest.approx(track.length)
    assert identity.name in said[0]
