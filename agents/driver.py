"""A trained policy at the wheel of any number of cars of a session."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from agents.action import ACTIONS, PERIOD
from agents.hand_over import (
    POLICY,
    copy_controls,
    fresh_wheels,
    hand_over,
    settle_hands,
)
from agents.limits import told
from agents.observation import OBSERVATION_VERSION, SIZE, place_of
from agents.policy import Interface, Policy
from agents.routine import Routine
from agents.seats import Seats
from agents.temper import TEMPER, apply, feel, persons_of
from agents.tiers import Person
from game.core.clock import TICK
from game.core.errors import UndercutError
from game.core.seeds import SeedTree
from game.race.scripted.driver import ScriptedDriver
from game.sim.driver import BRIEF, Scene
from game.sim.tick import ARENA
from game.track.track import Track

INTERFACE: Final = Interface(OBSERVATION_VERSION, SIZE, ACTIONS)
"""What a policy must have been made for to drive in this game."""

FLAGS: Final = ("yellow", "blue", "give_back")
"""They change a driver's limits where a policy has not learned what they mean."""
CONSTANT: Final = 15.0
"""A policy that scales a flag by more than this has never seen it change."""


class PolicyDriver:
    """Looks and decides ten times a second, moves its hands and feet in every tick.

    All its cars decide in one forward pass. What a policy never learned, its drivers' routine does
    alone: it stands in.

    Args:
        track: That is driven on.
        cars: Rows of its cars in the scene.
        spec: CAR_SPEC rows of all cars of the session.
        policy: Made for `INTERFACE`.
        people: Who drives, one for each car.
        stand_in: Scripted driver of the same cars: their drivers' routine.
        wetness: Of the road.
        seeds: Decide about errors and lapses.
    """

    period = 1

    def __init__(
        self,
        track: Track,
        cars: Sequence[int],
        spec: NDArray[Any],
        policy: Policy,
        people: Sequence[Person],
        stand_in: ScriptedDriver,
        wetness: float = 0.0,
        seeds: SeedTree | None = None,
    ) -> None:
        self.cars = np.array(cars, np.int64)
        self._track, self._policy, self._wetness = track, policy, wetness
        arena = np.zeros(1, ARENA)
        arena["cars"], arena["stations"] = len(spec), len(track.stations)
        wet = np.full(len(spec), wetness)
        self._routine = Routine([(slice(0, len(spec)), stand_in)], len(spec))
        self.seats = Seats(arena, track.stations, spec, wet, seeds or SeedTree(0), self._routine)
        self.seats.take(cars, [who.limits for who in people])
        self._persons = persons_of(people)
        self._tempers = np.zeros(len(self.cars), TEMPER)
        self._stand_in = stand_in
        self.wheels = fresh_wheels(len(self.cars))
        """WHEEL rows, one for each of its cars: whether policy or stand-in drives."""
        self._brief = np.zeros(len(spec), BRIEF)
        scale = policy.tensors["scale"]
        self._unseen = [name for name in FLAGS if scale[place_of(name)] > CONSTANT]
        self._sort()

    def decide(self, scene: Scene, controls: NDArray[Any]) -> None:
        """Write the controls of its cars."""
        due = self.decides(scene.tick)
        if due:
            self._take_to_heart(scene)
            self.seats.look(self._driving)
        if scene.tick % self._stand_in.period == 0:
            self._attend(scene)
        if due and len(self._driving):
            self._look_and_decide(scene)
        self.seats.move(self._driving, scene.state, controls)
        if self._handed:
            copy_controls(self.cars, self.wheels, self._routine.wanted, controls)

    def decides(self, tick: int) -> bool:
        """Whether the policy decides in a tick."""
        return tick % PERIOD == 0

    def glance(self, scene: Scene) -> NDArray[np.float32]:
        """What its drivers see, without any time going by, (cars, SIZE)."""
        return self.seats.glance(self.cars, scene.state, self._without_flags(scene.brief))

    def _attend(self, scene: Scene) -> None:
        """Let the routine follow what happens, and decide who drives."""
        self.seats.consider(scene.state, scene.brief)
        hand_over(
            self.cars,
            self.wheels,
            self._stand_in.memories,
            self._stand_in.reactions,
            scene.state,
            scene.brief,
            self._stand_in.lanes,
            self._stand_in.lanes_of,
            TICK * self._stand_in.period,
        )
        self._sort()
        if self._handed:
            hands, driver = self.seats.hands, self.seats.driver
            settle_hands(self.cars, self.wheels, scene.state, scene.spec, hands, driver)

    def _sort(self) -> None:
        """Note which cars the policy drives."""
        self._driving = self.cars[self.wheels["by"] == POLICY]
        self._handed = len(self._driving) < len(self.cars)

    def _look_and_decide(self, scene: Scene) -> None:
        told = self._without_flags(scene.brief)
        seen = self.seats.glance(self._driving, scene.state, told)
        self.seats.act(self._driving, self._policy.act(seen), scene.state)

    def _take_to_heart(self, scene: Scene) -> None:
        """Let what happens change the limits under which the drivers drive."""
        cars, tempers, persons = self.cars, self._tempers, self._persons
        feel(cars, tempers, persons, scene.state, self._track.length, PERIOD * TICK)
        minds = cars, tempers, persons
        heeds_blue = "blue" in self._unseen
        limits = self.seats.limits
        apply(*minds, scene.state, scene.brief, heeds_blue, self._wetness, limits)
        self.seats.driver["limits"][cars] = told(self.seats.limits[cars])

    def _without_flags(self, brief: NDArray[Any]) -> NDArray[Any]:
        """What the policy is told: nothing of a flag that it has never seen."""
        if not self._unseen:
            return brief
        self._brief[:] = brief
        for name in self._unseen:
            self._brief[name] = -1 if name == "give_back" else 0
        return self._brief

    def save(self) -> bytes:
        """All that its drivers remember."""
        return b"".join((self.wheels.tobytes(), self._tempers.tobytes(), self.seats.save()))

    def load(self, memory: bytes) -> None:
        """Continue from what `save` gave.

        Raises:
            UndercutError: It is of another number of cars.
        """
        kept = (self.wheels, self._tempers)
        place = sum(rows.nbytes for rows in kept)
        rest = len(self.seats.save())
        if len(memory) != place + rest:
            raise UndercutError(
                f"a driver's memory has {len(memory)} bytes, must have {place + rest} "
                f"for {len(self.cars)} of {len(self._brief)} cars"
            )
        self.seats.load(memory[place:])
        for rows in reversed(kept):
            place -= rows.nbytes
            rows[:] = np.frombuffer(memory, rows.dtype, len(rows), place)
        self._sort()
