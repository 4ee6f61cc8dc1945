"""What a driver learns of his car on his way round."""

from __future__ import annotations

import numpy as np
import pytest

from game.race.scripted.line_following import SATURATED, learn_understeer
from game.race.scripted.memory import fresh_memory
from game.race.scripted.technique import Technique, technique_row
from game.vehicle.state import CAR_STATE, FL

BEND = 0.02


def trim_after(wide: float, slip: float, bend: float = BEND) -> float:
    """Learnt in a second of driving so far outside of a line [m], with so much slip in front."""
    memory, car = fresh_memory(1)[0], np.zeros(1, CAR_STATE)[0]
    car["forward_speed"], car["offset"] = 20.0, -np.sign(bend) * wide
    car["slip"][FL] = slip
    for _ in range(50):
        learn_understeer(memory, car, technique_row(Technique()), 0.0, bend, 0.02)
    return float(memory["trim"])


@pytest.mark.parametrize("bend", [BEND, -BEND])
def test_who_runs_wide_learns_to_steer_more_and_who_cuts_less(bend: float) -> None:
    rate = Technique().learning_rate
    assert trim_after(0.5, 0.4, bend) == pytest.approx(0.5 * rate)
    assert trim_after(-0.5, 0.4, bend) == pytest.approx(-0.5 * rate)


def test_front_tyres_that_slide_do_not_teach_to_steer_more() -> None:
    assert trim_after(0.5, SATURATED + 0.01) == 0.0
    assert trim_after(-0.5, SATURATED + 0.01) < 0.0


def test_on_a_straight_nothing_is_learnt() -> None:
    assert trim_after(0.5, 0.4, 0.001) == 0.0
