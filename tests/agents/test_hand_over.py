"""Who is at the wheel, and when it changes hands."""

from __future__ import annotations

from typing import Any

import numpy as np

from agents.hand_over import POLICY, STAND_IN, fresh_wheels, hand_over
from game.race.scripted.lanes import build_lanes
from game.race.scripted.memory import IN_PIT, REVERSING, fresh_memory
from game.sim.driver import BRIEF
from game.track.reader import load_track
from game.vehicle.state import CAR_STATE
from tests.agents.rivals import OVAL

LANES = build_lanes(load_track(OVAL))[None]


class Wheel:
    """One car on the oval's first straight, under green, its driver awake."""

    def __init__(self) -> None:
        self.wheels, self.memories = fresh_wheels(1), fresh_memory(1)
        self.memories["reacted"] = 1.0
        self.state = np.zeros(1, CAR_STATE)
        self.state["present"], self.state["forward_speed"] = 1, 30.0
        self.brief = np.zeros(1, BRIEF)
        self.brief["green"], self.brief["give_back"] = 1, -1
        self.after(0.1)
        assert self.by == POLICY

    @property
    def by(self) -> int:
        return int(self.wheels["by"][0])

    def after(self, seconds: float) -> int:
        """Who drives after some time in this situation."""
        for _ in range(max(round(10 * seconds), 1)):
            hand_over(
                np.array([0]),
                self.wheels,
                self.memories,
                np.array([0.3]),
                self.state,
                self.brief,
                LANES,
                np.array([0]),
                0.1,
            )
        return self.by


def becomes(name: str, field: str, value: Any) -> int:
    wheel = Wheel()
    getattr(wheel, name)[field] = value
    return wheel.after(0.1)


def test_whatever_is_not_racing_is_the_stand_ins() -> None:
    assert becomes("brief", "green", 0) == STAND_IN
    assert becomes("brief", "in_pit_lane", 1) == STAND_IN
    assert becomes("brief", "wrong_way", 1) == STAND_IN
    assert becomes("state", "held", 1) == STAND_IN
    assert becomes("memories", "mode", IN_PIT) == STAND_IN
    assert becomes("memories", "mode", REVERSING) == STAND_IN


def test_a_policy_that_stands_is_given_a_moment_and_then_helped() -> None:
    wheel = Wheel()
    wheel.state["forward_speed"] = 0.2
    assert wheel.after(1.0) == POLICY
    assert wheel.after(1.0) == STAND_IN
    assert wheel.wheels["rescue"][0] == 1


def test_after_a_rescue_the_policy_goes_on_when_the_car_is_on_its_way() -> None:
    wheel = Wheel()
    wheel.state["forward_speed"] = 0.0
    assert wheel.after(3.0) == STAND_IN
    wheel.state["forward_speed"], wheel.state["heading"] = 15.0, 2.0
    assert wheel.after(3.0) == STAND_IN, "it still points the wrong way"
    wheel.state["heading"], wheel.state["offset"] = 0.0, 30.0
    assert wheel.after(3.0) == STAND_IN, "it is still beside the road"
    wheel.state["offset"] = 0.0
    assert wheel.after(0.1) == POLICY


def test_who_has_to_be_rescued_again_and_again_is_driven_for_longer() -> None:
    def rescued(wheel: Wheel) -> float:
        wheel.state["forward_speed"] = 0.0
        assert wheel.after(3.0) == STAND_IN
        wheel.state["forward_speed"] = 15.0
        waited = 0.0
        while wheel.after(0.1) == STAND_IN:
            waited += 0.1
        return waited

    wheel = Wheel()
    first, second, third = rescued(wheel), rescued(wheel), rescued(wheel)
    assert first < second < third
    wheel.after(60.0)
    assert rescued(wheel) < second, "way made is forgiven"


def test_a_stand_in_begins_where_the_policy_drove() -> None:
    wheel = Wheel()
    wheel.state["offset"], wheel.state["throttle"] = 4.0, 0.8
    wheel.memories["lane"] = -1.0
    wheel.after(0.1)
    assert wheel.memories["lane"][0] == -1.0, "the routine goes on as it means to"
    wheel.brief["green"] = 0
    wheel.after(0.1)
    assert wheel.memories["lane"][0] > 0.0
    assert wheel.memories["pedal"][0] == 0.8
