"""What a driver learns of his car on his way round."""

from __future__ import annotations

import numpy as np
import pytest

from game.race.scripted.line_following import SATURATED, SLIDING, learn_understeer, within_grip
from game.race.scripted.memory import fresh_memory
from game.race.scripted.technique import Technique, technique_row
from game.vehicle.reader import load_car
from game.vehicle.state import CAR_STATE, FL, RL, RR

BEND = 0.02
ROOM = 0.1
SPEED = 30.0
INTO_THE_CORNER = 0.5


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


def held_angle(rear_slip: float, side: float) -> tuple[float, float]:
    """Angle of the wheels of who steers far into a corner with its rear hanging out [rad].

    Args:
        rear_slip: Combined slip of the rear tyres, relative to the peak.
        side: 1 to the left, -1 to the right.

    Returns:
        The angle, and that in which the front axle moves.
    """
    car, spec = np.zeros(1, CAR_STATE)[0], load_car("gt3").record
    car["left_speed"], car["yaw_rate"] = -4.0 * side, 0.5 * side
    car["slip"][[RL, RR]] = rear_slip
    angle = within_grip(car, spec, SPEED, ROOM, INTO_THE_CORNER * side)
    moves = np.arctan2(float(car["left_speed"] + spec["cg_to_front"] * car["yaw_rate"]), SPEED)
    return float(angle), float(moves)


@pytest.mark.parametrize("side", [1.0, -1.0])
def test_front_tyres_are_turned_into_a_corner_as_far_as_they_grip(side: float) -> None:
    angle, moves = held_angle(SLIDING, side)
    assert angle == pytest.approx(moves + ROOM * side)


@pytest.mark.parametrize("side", [1.0, -1.0])
def test_who_slides_far_at_the_rear_gives_opposite_lock(side: float) -> None:
    angle, moves = held_angle(SLIDING + 1.0, side)
    assert angle == pytest.approx(moves)
    assert angle * side < 0.0


def test_more_sliding_takes_more_of_the_lock_away() -> None:
    angles = [held_angle(slip, 1.0)[0] for slip in np.linspace(SLIDING, SLIDING + 1.0, 9)]
    assert angles == sorted(angles, reverse=True)
