"""What any driver does without thinking: follow the racing line at the speed that it bears.

The scripted driver is the routine of those who learn. It works through their hands and feet, and
keeps the margin that they want; the policy is told what the routine is about to do, and decides
ten times a second how far to depart from it (residual learning: Johannink et al., ICRA
2019; Zhang et al., "Residual policy learning facilitates efficient model-free autonomous racing",
IEEE RA-L 7, 2022).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from agents.limits import GRIP_KEPT, MARGIN
from game.core.compiled import compiled
from game.core.errors import UndercutError
from game.core.seeds import SeedTree
from game.race.scripted.driver import ScriptedDriver
from game.race.scripted.memory import RACING, fresh_memory
from game.race.scripted.personality import Personality
from game.sim.car_limits import car_limits
from game.sim.controls import CONTROLS, PEDAL_STEPS, STEER_STEPS
from game.sim.driver import BRIEF, Scene
from game.sim.limits import LIMITS
from game.sim.world import World
from game.track.track import Track
from game.vehicle.reader import Car
from game.vehicle.steering import steering_reach

ROUTINE_MARGIN: Final = 0.97
"""Part of the grip that the routine of a driver who wants no margin plans with."""


class Routine:
    """The routines of drivers of some cars of a world.

    Args:
        tracks: Of each arena.
        arenas: ARENA rows of the world's layout.
        cars: Rows of the cars, rising.
        limits: LIMITS rows of these cars on the road as it is.
        seeds: Decide about small things, such as on which side to pass.
    """

    def __init__(
        self,
        tracks: Sequence[Track],
        arenas: NDArray[Any],
        cars: NDArray[np.int64],
        limits: NDArray[Any],
        seeds: SeedTree,
    ) -> None:
        count = int(arenas[-1]["first_car"] + arenas[-1]["cars"])
        self._wanted = np.zeros(count, CONTROLS)
        self._brief = np.zeros(count, BRIEF)
        self._scripted: list[tuple[slice, ScriptedDriver]] = []
        who = Personality(ROUTINE_MARGIN, consistency=1.0)
        for number, (track, arena) in enumerate(zip(tracks, arenas, strict=True)):
            rows = slice(int(arena["first_car"]), int(arena["first_car"] + arena["cars"]))
            seated = np.flatnonzero((cars >= rows.start) & (cars < rows.stop))
            if len(seated):
                scripted = ScriptedDriver(
                    track,
                    (cars[seated] - rows.start).tolist(),
                    limits[seated],
                    [who] * len(seated),
                    seeds.child(f"routine {number}"),
                )
                self._scripted.append((rows, scripted))

    def decide(
        self,
        state: NDArray[Any],
        spec: NDArray[Any],
        brief: NDArray[Any],
        driver: NDArray[Any],
    ) -> None:
        """Take over a brief, and decide for all its cars.

        Args:
            state: CAR_STATE rows of all cars.
            spec: CAR_SPEC rows.
            brief: BRIEF rows.
            driver: DRIVER rows: what is wanted and misjudged; written: what the routine does.
        """
        self._brief[:] = brief
        self._brief["pit_box"], self._brief["must_pit"] = -1, 0
        self.go_on(state, spec, driver)

    def go_on(self, state: NDArray[Any], spec: NDArray[Any], driver: NDArray[Any]) -> None:
        """The same with the brief of before, `ROUTINE_PERIOD` ticks later."""
        # Who believes that a corner is farther away than it is brakes as if there were more grip.
        form = (1.0 - GRIP_KEPT * driver["limits"][:, MARGIN]) * driver["judged_distance"]
        for rows, scripted in self._scripted:
            own = scripted.cars + rows.start
            scripted.form[:] = form[own, None]
            scene = Scene(0, scripted.track, spec[rows], state[rows], self._brief[rows])
            scripted.decide(scene, self._wanted[rows])
            racing = scripted.memories["mode"] == RACING
            _as_wishes(own, racing, self._wanted, state, spec, driver)

    def forget(self, car: int) -> None:
        """Begin anew with a driver whose car was put elsewhere."""
        for rows, scripted in self._scripted:
            scripted.memories[scripted.cars + rows.start == car] = fresh_memory(1)

    def save(self) -> bytes:
        """All that is remembered."""
        memories = (scripted.save() for _, scripted in self._scripted)
        return b"".join((self._brief.tobytes(), *memories))

    def load(self, memory: bytes) -> None:
        """Continue from what `save` gave.

        Raises:
            UndercutError: It is of another number of cars.
        """
        sizes = [scripted.memories.nbytes for _, scripted in self._scripted]
        place = self._brief.nbytes
        if len(memory) != place + sum(sizes):
            raise UndercutError(
                f"the memory of routines has {len(memory)} bytes, must have {place + sum(sizes)}"
            )
        self._brief[:] = np.frombuffer(memory[:place], BRIEF)
        for (_, scripted), size in zip(self._scripted, sizes, strict=True):
            scripted.load(memory[place : place + size])
            place += size


@compiled
def _as_wishes(
    cars: NDArray[np.int64],
    able: NDArray[np.bool_],
    wanted: NDArray[Any],
    state: NDArray[Any],
    spec: NDArray[Any],
    driver: NDArray[Any],
) -> None:
    """Write what controls ask of hands and feet.

    Args:
        cars: Rows of the drivers, shape (n,).
        able: Whether hands and feet alone can do it, shape (n,); if not nothing is done.
        wanted: CONTROLS rows of all cars.
        state: CAR_STATE rows.
        spec: CAR_SPEC rows.
        driver: DRIVER rows, written.
    """
    for index in range(len(cars)):
        row = cars[index]
        control, who = wanted[row], driver[row]
        who.routine_angle = who.routine_pedal = 0.0
        if able[index]:
            right, left = steering_reach(state[row], spec[row])
            share = control.steer / STEER_STEPS
            who.routine_angle = share * left if share >= 0.0 else -share * right
            who.routine_pedal = (control.throttle - control.brake) / PEDAL_STEPS


def routine_of(world: World, seeds: SeedTree, cars: NDArray[np.int64] | None = None) -> Routine:
    """Routines of drivers of a world's cars (rows, rising; all when not given)."""
    rows = np.arange(len(world.spec)) if cars is None else cars
    limits = []
    for row in rows.tolist():
        number = int(world.arena_of[row])
        arena = world.arenas[number]
        car = arena.cars[row - int(world.layout[number]["first_car"])]
        limits.append(limits_on(car, arena.settings.wetness))
    tracks = [arena.track for arena in world.arenas]
    return Routine(tracks, world.layout, rows, np.concatenate(limits), seeds)


def limits_on(car: Car, wetness: float) -> NDArray[Any]:
    """What a car can do on a road of any wetness, one row of `LIMITS`, between dry and wet."""
    dry = car_limits(car)
    if wetness == 0.0:
        return dry
    wet = car_limits(car, 1.0)
    between = dry.copy()
    for name in LIMITS.names or ():
        between[name] = dry[name] + wetness * (wet[name] - dry[name])
    return between
