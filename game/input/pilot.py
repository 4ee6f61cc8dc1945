"""The human as a driver: what hands and feet ask for, rounded into controls in every tick."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from game.core.clock import TICK
from game.input.actions import Action
from game.input.devices import Devices
from game.input.feel import Feel, Feeling
from game.input.gears import Direction, Lever, paddle_direction
from game.input.pedals import Pedals
from game.input.pulses import BUTTONS, Pulses
from game.input.reach import prepare
from game.input.steering_hands import SteeringHands
from game.sim.controls import GEAR_NONE, PitService, quantise_pedal, quantise_steer
from game.sim.driver import Lights, Scene

WAITING: Final = (int(Lights.RED), int(Lights.FORMATION))
"""Lights under which a car on its brakes is waiting, not turning round."""
FUEL_STEPS: Final = 255
STILL_S: Final = 0.1
"""After this long without a tick the race is paused, and nothing is felt [s]."""
NOTHING: Final = Feel(0.0, 0.0, 0.0)
NOTE_TICKS: Final = 12
"""Between two looks at which devices are in use."""
PEDALS: Final = {
    "throttle": Action.THROTTLE,
    "brake": Action.BRAKE,
    "clutch": Action.CLUTCH,
    "handbrake": Action.HANDBRAKE,
}
"""Fields of the controls and the pedals that they hold."""


class Pilot:
    """Drives one car by what the devices ask for, sampled in the tick in which it acts."""

    period = 1

    def __init__(self, devices: Devices, row: int) -> None:
        """Take a seat.

        Args:
            devices: What is driven with.
            row: Of the car in the scene.
        """
        prepare()
        self.cars = np.array([row], np.int64)
        self.service = PitService.TYRES | PitService.REPAIR | PitService.REFUEL
        """What the crew shall do when the car stops in its box."""
        self.pit_fuel = 1.0
        """Fuel wanted in the tank after the stop, share of a full one."""
        self._devices = devices
        self._row = row
        self._hands: SteeringHands | None = None
        self._spec: NDArray[Any] | None = None
        self._pedals = Pedals()
        self._pulses = Pulses()
        self._lever = Lever()
        self._direction = Direction()
        self._feeling = Feeling()
        self._still_s = 0.0
        """Since the last decision, as long as nobody drives [s]."""

    def decide(self, scene: Scene, controls: NDArray[Any]) -> None:
        """Write the controls of this tick."""
        devices, row = self._devices, self._row
        self._still_s = 0.0
        devices.refresh()
        if scene.tick % NOTE_TICKS == 0:
            devices.note_driving()
        control = controls[row]
        hands = self._hands_for(scene)
        pedals = self._pedals.press(devices.actions, devices.settings.keys)
        pressed = devices.actions.take(BUTTONS)
        control["steer"] = quantise_steer(
            hands.steer(devices.actions, devices.settings, scene.state)
        )
        control["gear"] = self._gear(scene, pedals, pressed)
        steps = quantise_pedal([pedals[action] for action in PEDALS.values()])
        for field, step in zip(PEDALS, steps, strict=True):
            control[field] = step
        control["buttons"] = self._pulses.press(devices.actions, pressed)
        control["pit_service"] = int(self.service)
        control["pit_fuel"] = round(min(max(self.pit_fuel, 0.0), 1.0) * FUEL_STEPS)

    def _hands_for(self, scene: Scene) -> SteeringHands:
        """Hands that know the car; made anew when the car is another one."""
        if self._hands is None or self._spec is not scene.spec:
            self._spec = scene.spec
            self._hands = SteeringHands(scene.spec, self._row)
        return self._hands

    def _gear(self, scene: Scene, pedals: dict[Action, float], pressed: list[Action]) -> int:
        """What the lever says; going backwards by itself swaps throttle and brake."""
        spec, actions = scene.spec[self._row], self._devices.actions
        if spec["automatic_gears"] == 0:
            paddled = Action.SHIFT_UP in pressed or Action.SHIFT_DOWN in pressed
            return self._lever.gear(actions, self._devices.settings.shifter, paddled)
        speed = float(scene.state["forward_speed"][self._row])
        chosen = paddle_direction(speed, pressed)
        if chosen is not None:
            self._direction.choose(chosen)
        waiting = int(scene.brief["lights"][self._row]) in WAITING
        throttle, brake = pedals[Action.THROTTLE], pedals[Action.BRAKE]
        if not self._direction.follow(speed, throttle, brake, not waiting, TICK):
            return GEAR_NONE
        pedals[Action.THROTTLE], pedals[Action.BRAKE] = brake, throttle
        return -1

    def feel(self, car: Any, spec: Any, seconds: float) -> None:
        """Let the devices give back what the car does; once per frame.

        Args:
            car: CAR_STATE row.
            spec: CAR_SPEC row.
            seconds: Since the last call [s].
        """
        self._still_s += seconds
        feel = self._feeling.feel(car, spec, seconds)
        self._devices.give_back(feel if self._still_s < STILL_S else NOTHING, seconds)

    def save(self) -> bytes:
        """Nothing: a human is not continued from a file."""
        return b""

    def load(self, memory: bytes) -> None:
        """Nothing to continue from."""
