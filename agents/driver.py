"""A trained policy at the wheel of any number of cars of a session."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from agents.action import ACTIONS, HANDS, PERIOD, decide, fresh_hands, move
from agents.observation import OBSERVATION_VERSION, SIZE, Observer
from agents.policy import Interface, Policy
from game.core.clock import TICK
from game.core.errors import UndercutError
from game.sim.controls import PEDAL_STEPS
from game.sim.driver import Scene
from game.sim.tick import ARENA
from game.track.track import Track

INTERFACE: Final = Interface(OBSERVATION_VERSION, SIZE, ACTIONS)
"""What a policy must have been made for to drive in this game."""


class PolicyDriver:
    """Looks and decides ten times a second, moves its hands and feet in every tick.

    Args:
        track: That is driven on.
        cars: Rows of its cars in the scene.
        spec: CAR_SPEC rows of all cars of the session.
        policy: Made for `INTERFACE`.
        wetness: Of the road.
    """

    period = 1

    def __init__(
        self,
        track: Track,
        cars: Sequence[int],
        spec: NDArray[Any],
        policy: Policy,
        wetness: float = 0.0,
    ) -> None:
        self.cars = np.array(cars, np.int64)
        self._policy = policy
        arena = np.zeros(1, ARENA)
        arena["cars"], arena["stations"] = len(spec), len(track.stations)
        self._observer = Observer(arena, track.stations, spec, np.full(len(spec), wetness))
        self._hands = fresh_hands(len(spec))

    def decide(self, scene: Scene, controls: NDArray[Any]) -> None:
        """Write the controls of its cars."""
        if scene.tick % PERIOD == 0:
            self._look_and_decide(scene)
        move(self.cars, scene.state, scene.spec, self._hands, controls, TICK)
        waiting = self.cars[scene.brief["green"][self.cars] == 0]
        controls["throttle"][waiting] = 0
        controls["brake"][waiting] = PEDAL_STEPS

    def _look_and_decide(self, scene: Scene) -> None:
        actions = self._policy.act(self._observer.observe(self.cars, scene.state, scene.brief))
        decide(self.cars, actions, scene.state, scene.spec, self._hands)
        driver = self._observer.driver
        driver["last_steer"][self.cars] = actions[:, 0]
        driver["last_pedal"][self.cars] = actions[:, 1]

    def save(self) -> bytes:
        """Hands and feet, and the last actions."""
        return self._hands.tobytes() + self._observer.driver.tobytes()

    def load(self, memory: bytes) -> None:
        """Continue from what `save` gave.

        Raises:
            UndercutError: It is of another number of cars.
        """
        driver = self._observer.driver
        if len(memory) != self._hands.nbytes + driver.nbytes:
            raise UndercutError(
                f"a driver's memory has {len(memory)} bytes, "
                f"must have {self._hands.nbytes + driver.nbytes} for {len(driver)} cars"
            )
        self._hands = np.frombuffer(memory, HANDS, len(driver)).copy()
        rest = memory[self._hands.nbytes :]
        driver[:] = np.frombuffer(rest, driver.dtype)
