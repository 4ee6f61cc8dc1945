"""A policy at the wheels of many cars in many arenas at once."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from agents.action import PERIOD
from agents.policy import Policy
from agents.routine import routine_of
from agents.seats import Seats, racing_brief
from game.core.seeds import SeedTree
from game.sim.world import World


class Pilot:
    """Drives every car of a world, each as if it were alone under green.

    Args:
        world: With any number of arenas.
        policy: That decides.
        limits: LIMIT rows, one for each car's driver.
        seeds: Decide about errors and lapses.
    """

    def __init__(self, world: World, policy: Policy, limits: NDArray[Any], seeds: SeedTree) -> None:
        self._world, self._policy = world, policy
        wetness = np.array([arena.settings.wetness for arena in world.arenas])[world.arena_of]
        routine = routine_of(world, seeds.child("routine"))
        self._seats = Seats(world.layout, world.stations, world.spec, wetness, seeds, routine)
        self._rows: NDArray[np.int64] = np.arange(len(limits))
        self._seats.take_rows(self._rows, limits)
        self._brief = racing_brief(len(limits))

    def tick(self) -> None:
        """Write everybody's controls for the tick that comes."""
        world, seats = self._world, self._seats
        if world.tick % PERIOD == 0:
            self._rows = np.flatnonzero(world.state["present"])
            seen = seats.observe(self._rows, world.state, self._brief)
            seats.act(self._rows, self._policy.act(seen), world.state)
        seats.move(self._rows, world.state, world.controls)
