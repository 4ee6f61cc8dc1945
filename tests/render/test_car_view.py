"""Views of cars between two moments, from a session and from a replay."""

from __future__ import annotations

import numpy as np
import pytest

from game.render.car_view import CAR_VIEW, between, from_shown, from_state
from game.replay.player import SHOWN
from game.vehicle.reader import load_car, spec_rows
from game.vehicle.state import fresh_state


def pair() -> tuple[np.ndarray, np.ndarray]:
    before, after = np.zeros(1, CAR_VIEW), np.zeros(1, CAR_VIEW)
    before["present"] = after["present"] = 1
    after["x"], after["yaw"], after["distance"] = 2.0, 0.4, 2.0
    after["steer_angle"][:, 0] = 0.2
    return before, after


@pytest.mark.parametrize("part", [0.0, 0.25, 0.5, 1.0])
def test_between_two_moments_everything_moves_evenly(part: float) -> None:
    before, after = pair()
    views = between(before, after, part)
    assert views["x"][0] == pytest.approx(2.0 * part)
    assert views["yaw"][0] == pytest.approx(0.4 * part)
    assert views["distance"][0] == pytest.approx(2.0 * part)
    assert views["steer_angle"][0, 0] == pytest.approx(0.2 * part)


def test_a_turn_past_half_a_circle_takes_the_short_way() -> None:
    before, after = pair()
    before["yaw"], after["yaw"] = 3.1, -3.1
    middle = float(between(before, after, 0.5)["yaw"][0])
    assert np.cos(middle) == pytest.approx(-1.0, abs=1e-3)


def test_a_car_that_was_put_elsewhere_jumps() -> None:
    before, after = pair()
    after["x"] = 300.0
    assert between(before, after, 0.1)["x"][0] == 300.0


def test_a_car_that_has_just_appeared_does_not_come_from_nowhere() -> None:
    before, after = pair()
    before["present"] = 0
    assert between(before, after, 0.1)["x"][0] == 2.0


def test_the_start_line_is_crossed_without_running_back() -> None:
    before, after = pair()
    before["distance"], after["distance"] = 4999.0, 1.0
    assert between(before, after, 0.5)["distance"][0] == 1.0


def test_a_standing_car_rests_on_its_wheels() -> None:
    spec = spec_rows([load_car("gt3"), load_car("kart")])
    views = from_state(fresh_state(spec), spec)
    np.testing.assert_allclose(views["load_share"].sum(axis=1), 1.0, rtol=1e-9)
    assert (views["present"] == 1).all()
    assert ((views["engine_load"] > 0) & (views["engine_load"] < 1)).all()


def test_a_replay_gives_velocities_in_the_world() -> None:
    shown = np.zeros(1, SHOWN)
    shown["yaw"], shown["forward_speed"], shown["flags"] = np.pi / 2, 20.0, 1
    views = from_shown(shown)
    assert views["velocity_y"][0] == pytest.approx(20.0)
    assert views["velocity_x"][0] == pytest.approx(0.0, abs=1e-9)
    assert views["present"][0] == 1


def test_sliding_wheels_under_braking_are_shown_as_locking() -> None:
    shown = np.zeros(2, SHOWN)
    shown["slip"], shown["brake"] = 1.8, [1.0, 0.0]
    views = from_shown(shown)
    assert (views["slip_ratio"][0] < -0.5).all()
    assert (views["slip_ratio"][1] > 0.0).all()
