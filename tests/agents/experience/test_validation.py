from __future__ import annotations

import numpy as np
import pytest

from agents.training.experience.tally import TALLY
from agents.training.experience.validation import UNCLEAN, UNFINISHED, Laps, Validation
from game.core.seeds import SeedTree


def test_laps_are_timed_between_decisions_and_only_what_is_off_in_them_counts() -> None:
    laps = Laps(np.array([35.0]), np.array([100.0]))
    tally = np.zeros(1, TALLY)
    tally["moved"] = 10.0
    for decision in range(20):
        tally["off_time"] = 0.1 if decision in (0, 7) else 0.0
        laps.add(tally)
    assert laps.times[0] == pytest.approx(1.0)
    assert laps.off_time[0] == pytest.approx(0.1)
    assert laps.over(np.array([1e9]), np.zeros(1, bool))


def test_a_car_that_stands_completes_nothing_and_ends_the_wait() -> None:
    validation = Validation.on_random_tracks(1, SeedTree(2))
    figures = validation(lambda seen: np.full((len(seen), 2), (0.0, -1.0), np.float32))
    assert figures["completed"] == figures["clean"] == 0.0
    assert figures["cost"] == pytest.approx(UNFINISHED + UNCLEAN)
