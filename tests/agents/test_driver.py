"""A policy drives a real world through the same door as everybody else."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from agents.driver import INTERFACE, PolicyDriver
from agents.policy import Policy, PolicyCard, tensor_shapes
from game.core.errors import UndercutError
from game.sim.controls import PEDAL_STEPS, no_controls
from game.sim.driver import BRIEF, Scene
from game.sim.world import Arena, World
from game.track.reader import load_track
from game.vehicle.reader import load_car

OVAL = load_track(Path(__file__).parents[1] / "track" / "data" / "oval.yaml")
CARS = [load_car(name) for name in ("gt3", "gt3", "gt3")]
DRIVEN = (0, 2)


def untrained_policy() -> Policy:
    """Weights from a seed, and a foot on the throttle."""
    card = PolicyCard(
        name="untrained",
        observation_version=INTERFACE.observation_version,
        observations=INTERFACE.observations,
        actions=INTERFACE.actions,
        hidden=(16, 16),
        clip=10.0,
    )
    generator = np.random.default_rng(1)
    tensors = {
        name: (0.1 * generator.standard_normal(shape)).astype(np.float32)
        for name, shape in tensor_shapes(card).items()
    }
    tensors["scale"][:] = 1.0
    tensors["bias.2"][1] = 0.7
    return Policy(card, tensors)


class Drive:
    """A world whose cars 0 and 2 a policy drives, under green or before."""

    def __init__(self, green: bool = True) -> None:
        self.world = World([Arena(OVAL, CARS)])
        self.driver = PolicyDriver(OVAL, DRIVEN, self.world.spec, untrained_policy())
        self.brief = np.zeros(len(CARS), BRIEF)
        self.brief["green"], self.brief["give_back"] = green, -1
        self.controls = no_controls(len(CARS))

    def run(self, ticks: int) -> list[bytes]:
        driven = []
        for _ in range(ticks):
            world = self.world
            scene = Scene(world.tick, OVAL, world.spec, world.state, self.brief)
            self.driver.decide(scene, self.controls)
            world.controls[:] = self.controls
            world.step()
            driven.append(self.controls.tobytes())
        return driven


def test_only_its_own_cars_drive_off() -> None:
    drive = Drive()
    drive.run(240)
    speed = drive.world.state["forward_speed"]
    assert (speed[list(DRIVEN)] > 3.0).all()
    assert abs(speed[1]) < 0.1
    assert not drive.controls[1]["throttle"]


def test_it_holds_the_brake_until_the_green() -> None:
    drive = Drive(green=False)
    drive.run(60)
    assert (drive.controls["brake"][list(DRIVEN)] == PEDAL_STEPS).all()
    assert (drive.controls["throttle"] == 0).all()


def test_a_driver_goes_on_from_its_memory_to_the_same_controls() -> None:
    drive, other = Drive(), Drive()
    drive.run(37)
    other.run(37)
    other.driver = PolicyDriver(OVAL, DRIVEN, other.world.spec, untrained_policy())
    other.driver.load(drive.driver.save())
    assert other.run(30) == drive.run(30)


def test_a_memory_of_another_session_is_refused() -> None:
    drive = Drive()
    with pytest.raises(UndercutError, match="for 3 cars"):
        drive.driver.load(drive.driver.save()[:-1])
