"""What the car gives back: weight at the wheel that goes before grip does, and shaking motors."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from game.core.clock import TICK
from game.core.surface import Surface
from game.input.aligning_torque import trail, wheel_force
from game.input.backends import Backends
from game.input.feel import Feel, Feeling
from game.input.force_feedback import EvdevWheel, ForceFeedback, open_wheel
from game.input.motors import Motors
from game.input.profile import DeviceKind
from game.input.raw import Device
from game.input.settings import Backend, FeedbackOptions
from game.sim.controls import quantise_steer
from game.sim.world import Arena, World
from game.track.reader import load_track
from game.vehicle.reader import load_car


@pytest.fixture(scope="module")
def rolling() -> Callable[[float, float], Any]:
    """A car at a speed, its wheel turned for half a second."""

    def roll(speed: float, steer: float) -> tuple[Any, Any]:
        world = World([Arena(load_track("longmarsh"), [load_car("gt3")])])
        world.spec["steering_help"] = 0
        world.place(0, 0.0, 0.0, 0.0, speed)
        world.controls["steer"] = quantise_steer(steer)
        for _ in range(60):
            world.step()
        return world.state[0], world.spec[0]

    return roll


def test_the_wheel_wants_back_to_the_middle(rolling: Any) -> None:
    assert wheel_force(*rolling(40.0, 0.08)) < -0.05
    assert wheel_force(*rolling(40.0, -0.08)) > 0.05
    assert wheel_force(*rolling(40.0, 0.0)) == pytest.approx(0.0, abs=0.02)


def test_the_wheel_goes_light_beyond_the_limit_of_the_tyres(rolling: Any) -> None:
    turned = [abs(wheel_force(*rolling(40.0, steer))) for steer in (0.05, 0.1, 0.2, 0.8)]
    assert turned[0] < turned[1]
    assert turned[3] < 0.7 * max(turned)


def test_the_trail_shrinks_while_the_tyre_comes_to_its_best() -> None:
    trails = [trail(slip) for slip in np.linspace(0.0, 2.0, 20)]
    assert trails == sorted(trails, reverse=True)
    assert trail(1.0) < 0.6 * trail(0.0)


def test_a_standing_car_does_not_turn_its_wheel(rolling: Any) -> None:
    state, spec = rolling(0.0, 1.0)
    assert wheel_force(state, spec) == pytest.approx(0.0, abs=0.02)


@pytest.mark.parametrize("car", ["kart", "city-ev", "f1", "gt3"])
def test_every_car_uses_most_of_a_motor_and_not_more(car: str) -> None:
    world = World([Arena(load_track("longmarsh"), [load_car(car)])])
    world.place(0, 0.0, 0.0, 0.0, 25.0)
    strongest = 0.0
    for steer in np.linspace(0.0, 0.6, 120):
        world.controls["steer"] = quantise_steer(steer)
        world.step()
        strongest = max(strongest, abs(wheel_force(world.state[0], world.spec[0])))
    assert 0.4 < strongest <= 1.0


def test_kerbs_and_grass_shake_and_the_road_does_not(rolling: Any) -> None:
    state, spec = rolling(40.0, 0.0)
    state = state.copy()
    lows = []
    for surface in (Surface.ASPHALT, Surface.KERB, Surface.GRAVEL):
        state["surface"] = int(surface)
        lows.append(Feeling().feel(state, spec, TICK).low)
    assert lows[0] == 0.0
    assert 0.0 < lows[1] < lows[2] <= 1.0


def test_a_blow_is_felt_and_dies_away(rolling: Any) -> None:
    state, spec = rolling(40.0, 0.0)
    state = state.copy()
    feeling = Feeling()
    feeling.feel(state, spec, TICK)
    state["velocity_x"] -= 5.0
    blow = feeling.feel(state, spec, TICK).low
    later = [feeling.feel(state, spec, 0.1).low for _ in range(10)][-1]
    assert blow > 0.5
    assert later < 0.05


def test_force_is_scaled_overcomes_drag_and_can_be_turned_round() -> None:
    options = FeedbackOptions(force=0.5, least_force=0.1, damping=0.0)
    assert ForceFeedback().force(0.5, 0.0, options, TICK) == pytest.approx(0.35)
    assert ForceFeedback().force(0.0, 0.0, options, TICK) == 0.0
    turned = options.model_copy(update={"inverted": True})
    assert ForceFeedback().force(0.5, 0.0, turned, TICK) == pytest.approx(-0.35)


def test_damping_works_against_the_hands() -> None:
    options = FeedbackOptions(force=1.0, least_force=0.0, damping=0.2)
    feedback = ForceFeedback()
    feedback.force(0.0, 0.0, options, 0.01)
    assert feedback.force(0.0, 0.05, options, 0.01) == pytest.approx(-0.2)


class PushedWheel:
    """A motor that notes what it is told."""

    def __init__(self) -> None:
        self.pushed: list[float] = []
        self.closed = False

    def push(self, force: float) -> None:
        self.pushed.append(force)

    def close(self) -> None:
        self.closed = True


def test_the_wheel_in_hand_is_pushed_and_let_go_when_it_is_gone(window: None) -> None:
    wheel = PushedWheel()
    motors = Motors(Backends(Backend.SDL), lambda identity, path: (wheel, ""))
    device = Device("046d:c24f", "G29", DeviceKind.WHEEL, "sdl")
    motors.follow(Feel(0.0, 0.0, -0.5), 0.0, [device], FeedbackOptions(), TICK)
    assert wheel.pushed[-1] < -0.3
    motors.rest()
    assert wheel.pushed[-1] == 0.0
    motors.follow(Feel(0.0, 0.0, 0.0), 0.0, [], FeedbackOptions(), TICK)
    assert wheel.closed


def test_without_the_extra_one_line_says_what_is_missing() -> None:
    motor, why = open_wheel("046d:c24f", "")
    assert motor is None
    assert why.count("\n") == 0
    assert "force" in why


class KernelWheel:
    """A wheel as the kernel offers it, for the real `evdev` to write to."""

    def __init__(self) -> None:
        self.written: list[tuple[int, int, int]] = []
        self.uploaded: list[tuple[int, int]] = []
        self.erased: list[int] = []

    def write(self, kind: int, code: int, value: int) -> None:
        self.written.append((kind, code, value))

    def upload_effect(self, effect: Any) -> int:
        level = effect.u.ff_constant_effect.level
        self.uploaded.append((effect.id, level))
        return 3

    def erase_effect(self, number: int) -> None:
        self.erased.append(number)

    def close(self) -> None:
        pass


def test_one_effect_is_uploaded_once_and_then_changed_in_place() -> None:
    evdev = pytest.importorskip("evdev")
    device = KernelWheel()
    wheel = EvdevWheel(evdev, device)
    for force in np.linspace(0.0, 1.0, 40):
        wheel.push(float(force))
    wheel.close()
    assert [number for number, _ in device.uploaded][:2] == [-1, 3]
    assert {number for number, _ in device.uploaded[1:]} == {3}
    assert device.uploaded[-1] == (3, -32767)
    assert device.erased == [3]
