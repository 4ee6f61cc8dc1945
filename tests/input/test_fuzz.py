"""Whatever devices say, in whatever order: the car gets controls that make sense."""

from __future__ import annotations

from typing import Any

import numpy as np
import pygame
import pytest

from game.input.actions import ACTIONS, Action
from game.input.devices import Devices
from game.input.pilot import Pilot
from game.input.settings import InputSettings
from game.input.wizard import Wizard
from game.sim.controls import GEAR_NONE, PEDAL_STEPS
from tests.input.drivers import new_session
from tests.input.events import frame, key
from tests.input.virtual_wheel import PAD_TYPE, VirtualWheel

KEYS = (pygame.K_LEFT, pygame.K_RIGHT, pygame.K_UP, pygame.K_DOWN, pygame.K_e, pygame.K_SPACE)


def shake(generator: np.random.Generator, wheel: VirtualWheel, pad: VirtualWheel) -> list[Any]:
    """Move something at random; gives key events."""
    for device, axes, buttons in ((wheel, 4, 25), (pad, 6, 15)):
        if device.plugged_in:
            device.axis(int(generator.integers(axes)), float(generator.uniform(-1.0, 1.0)))
            device.button(int(generator.integers(buttons)), bool(generator.integers(2)))
        if generator.random() < 0.02:
            if device.plugged_in:
                device.pull_out()
            else:
                device.plug_in()
    name = KEYS[int(generator.integers(len(KEYS)))]
    return [key(name, bool(generator.integers(2)))]


def assert_sound(row: Any) -> None:
    for pedal in ("throttle", "brake", "clutch", "handbrake"):
        assert 0 <= row[pedal] <= PEDAL_STEPS
    assert row["gear"] == GEAR_NONE or -1 <= row["gear"] <= 8
    assert row["buttons"] < 128


@pytest.mark.parametrize("seed", range(3))
def test_random_hands_on_everything_never_harm(devices: Devices, seed: int) -> None:
    generator = np.random.default_rng(seed)
    wheel = VirtualWheel()
    pad = VirtualWheel(0x045E, 0x028E, "Xbox 360 Controller", 6, 15, 0, PAD_TYPE)
    session = new_session()
    pilot = Pilot(devices, 0)
    controls = session.world.controls.copy()
    wizard = Wizard(devices)
    for count in range(1500):
        frame(devices, *shake(generator, wheel, pad))
        wizard.feed(devices.raw_events())
        wizard.advance(0.02)
        pilot.decide(session.scene(), controls)
        pilot.feel(session.world.state[0], session.world.spec[0], 0.02)
        assert_sound(controls[0])
        session.step(controls)
        for bar in devices.live():
            steering = bar.action is not None and ACTIONS[bar.action] is ACTIONS[Action.STEER]
            assert (-1.0 if steering else 0.0) <= bar.shaped <= 1.0
        if count % 100 == 99:
            if wizard.optional:
                wizard.skip()
            devices.forget()
    settings = wizard.result()
    assert InputSettings.model_validate(settings.model_dump(mode="json")) == settings
    wheel.pull_out()
    pad.pull_out()
