"""Cars of a training world that do not learn: scripted drivers of all margins and tempers."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from agents.seats import racing_brief
from agents.training.experience.deal import limits_of
from game.core.seeds import SeedTree
from game.race.scripted.driver import PERIOD, ScriptedDriver
from game.race.scripted.personality import Personality
from game.sim.driver import Scene
from game.sim.world import World

MARGINS: Final = (0.7, 0.93)
"""Least and most of the grip that they plan with."""


class Opponents:
    """Scripted drivers of some rows of a world.

    Args:
        world: That they are in.
        bases: Row -> shipped car that it is; rising.
        seeds: Decide who they are.
    """

    def __init__(self, world: World, bases: dict[int, str], seeds: SeedTree) -> None:
        self._world = world
        self.brief = racing_brief(len(world.spec))
        self._drivers: list[tuple[slice, ScriptedDriver]] = []
        for row, base in bases.items():
            arena = int(world.arena_of[row])
            first = int(world.layout[arena]["first_car"])
            seat = seeds.child(f"seat {row}")
            driver = ScriptedDriver(
                world.arenas[arena].track,
                [row - first],
                limits_of(base),
                [_somebody(seat.generator())],
                seat,
            )
            cars = slice(first, first + int(world.layout[arena]["cars"]))
            self._drivers.append((cars, driver))

    def decide(self) -> None:
        """Write their controls for the next tick where a decision is due."""
        world = self._world
        if world.tick % PERIOD:
            return
        for cars, driver in self._drivers:
            track = world.arenas[int(world.arena_of[cars.start])].track
            scene = Scene(world.tick, track, world.spec[cars], world.state[cars], self.brief[cars])
            driver.decide(scene, world.controls[cars])

    def save(self) -> NDArray[np.uint8]:
        """All that they remember."""
        memories = b"".join(driver.save() for _, driver in self._drivers)
        return np.frombuffer(memories, np.uint8)

    def load(self, memories: NDArray[np.uint8]) -> None:
        """Continue from what `save` gave."""
        if self._drivers:
            for (_, driver), memory in zip(
                self._drivers, np.split(memories, len(self._drivers)), strict=True
            ):
                driver.load(memory.tobytes())


def _somebody(random: np.random.Generator) -> Personality:
    margin, aggression = random.uniform(*MARGINS), random.uniform(0.1, 1.0)
    return Personality(float(margin), float(aggression), float(random.uniform(0.3, 1.0)))
