"""What any driver does without thinking: follow the racing line at the speed that it bears.

The scripted driver is the routine of those who learn. It has the technique that they were trained
to, works through their hands and feet, and keeps the margin that they want; the policy is told
what the routine is about to do, and decides ten times a second how far to depart from it (residual
learning: Johannink et al., ICRA 2019; Zhang et al., "Residual policy learning facilitates efficient
model-free autonomous racing", IEEE RA-L 7, 2022).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from agents.limits import AGGRESSION, GRIP_KEPT, MARGIN, ROAD_KEPT, sharpness, trust
from agents.technique import Learned, learned
from game.core.compiled import compiled
from game.core.errors import UndercutError
from game.core.seeds import SeedTree
from game.race.scripted.driver import ScriptedDriver
from game.race.scripted.memory import RACING, fresh_memory
from game.race.scripted.personality import Personality
from game.race.scripted.road import Road, RoadUse
from game.sim.car_limits import car_limits
from game.sim.controls import PEDAL_STEPS, STEER_STEPS, no_controls
from game.sim.driver import BRIEF, Scene
from game.sim.limits import LIMITS
from game.sim.world import World
from game.vehicle.reader import Car
from game.vehicle.steering import steering_reach


class Routine:
    """The routines of drivers of some cars of a world.

    Args:
        drivers: Scripted drivers, each with the rows of the world's cars that make its scene.
        count: Cars of the world.
    """

    def __init__(self, drivers: Sequence[tuple[slice, ScriptedDriver]], count: int) -> None:
        self._drivers = drivers
        self.wanted = no_controls(count)
        """CONTROLS rows: what routines alone would do."""
        self._brief = np.zeros(count, BRIEF)

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
        self.go_on(state, spec, driver)

    def go_on(self, state: NDArray[Any], spec: NDArray[Any], driver: NDArray[Any]) -> None:
        """The same with the brief of before, one period of the scripted driver later."""
        # Who believes that a corner is farther away than it is brakes as if there were more grip.
        limits = driver["limits"]
        form = (1.0 - GRIP_KEPT * limits[:, MARGIN]) * driver["judged_distance"]
        for rows, scripted in self._drivers:
            own = scripted.cars + rows.start
            scripted.form[:] = form[own, None]
            scripted.aggression[:] = 0.5 + limits[own, AGGRESSION]
            scripted.trust[:] = trust(limits[own])
            scripted.launch[:] = sharpness(limits[own])
            scene = Scene(0, scripted.track, spec[rows], state[rows], self._brief[rows])
            scripted.decide(scene, self.wanted[rows])
            racing = scripted.memories["mode"] == RACING
            _as_wishes(own, racing, self.wanted, state, spec, driver)

    def keep_road(self, cars: NDArray[np.int64], shares: NDArray[np.float64]) -> None:
        """Let drivers of cars (rows) keep shares 0..1 of `ROAD_KEPT` to the edges."""
        for rows, scripted in self._drivers:
            for index, car in enumerate((scripted.cars + rows.start).tolist()):
                for share in shares[cars == car]:
                    scripted.keep_road(index, float(share))

    def forget(self, car: int) -> None:
        """Begin anew with a driver whose car was put elsewhere."""
        for rows, scripted in self._drivers:
            scripted.memories[scripted.cars + rows.start == car] = fresh_memory(1)

    def save(self) -> bytes:
        """All that is remembered."""
        memories = (scripted.save() for _, scripted in self._drivers)
        return b"".join((self._brief.tobytes(), self.wanted.tobytes(), *memories))

    def load(self, memory: bytes) -> None:
        """Continue from what `save` gave.

        Raises:
            UndercutError: It is of another number of cars.
        """
        sizes = [scripted.memories.nbytes for _, scripted in self._drivers]
        place = self._brief.nbytes + self.wanted.nbytes
        if len(memory) != place + sum(sizes):
            raise UndercutError(
                f"the memory of routines has {len(memory)} bytes, must have {place + sum(sizes)}"
            )
        self._brief[:] = np.frombuffer(memory, BRIEF, len(self._brief))
        self.wanted[:] = np.frombuffer(memory[self._brief.nbytes : place], self.wanted.dtype)
        for (_, scripted), size in zip(self._drivers, sizes, strict=True):
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
    driven = np.arange(len(world.spec)) if cars is None else cars
    drivers = []
    for arena, layout in zip(world.arenas, world.layout, strict=True):
        first = int(layout["first_car"])
        rows = slice(first, first + int(layout["cars"]))
        own = (driven[(driven >= rows.start) & (driven < rows.stop)] - first).tolist()
        if own:
            wetness = arena.settings.wetness
            kinds = [learned().of(arena.cars[car]) for car in own]
            limits = np.concatenate([limits_on(arena.cars[car], wetness) for car in own])
            driver = ScriptedDriver(
                arena.track,
                own,
                limits,
                [Personality(kind.margin_on(wetness), consistency=1.0) for kind in kinds],
                seeds.child(f"routine {first}"),
                techniques=[kind.hands for kind in kinds],
                roads=[road_use(arena.cars[car], learned(), wetness) for car in own],
            )
            drivers.append((rows, driver))
    return Routine(drivers, len(world.spec))


def road_use(car: Car, known: Learned, wetness: float) -> RoadUse:
    """What of the road a routine uses in a car: a wet kerb is left alone."""
    side = 0.5 * float(car.record["width"])
    wheels = float(np.min(np.abs(car.record["wheel_y"])))
    clearance = side + known.clearance_m
    beyond = wheels - known.leeway_m
    wide = Road(clearance, beyond - wetness * (beyond + clearance))
    careful = clearance + ROAD_KEPT
    return RoadUse(wide, Road(careful, -careful))


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
