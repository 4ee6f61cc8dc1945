"""Between policies and cars: eyes before the one, hands and feet before the other, under limits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from agents import minds
from agents.action import decide, fresh_hands, move
from agents.limits import Limits, rows_of, told
from agents.minds import fresh_minds
from agents.observation import Observer
from agents.routine import Routine
from game.core.clock import TICK, TICK_RATE
from game.core.errors import UndercutError
from game.core.seeds import SeedTree
from game.race.scripted.driver import PERIOD as ROUTINE_PERIOD
from game.sim.driver import BRIEF

Floats = NDArray[np.float32]
Rows = NDArray[np.int64]


def racing_brief(count: int) -> NDArray[Any]:
    """What drivers are told who race for ever: green, nothing else. BRIEF rows.

    Not the first lap: through its first corners everybody drives with care.
    """
    brief = np.zeros(count, BRIEF)
    brief["green"] = brief["laps_left"] = brief["lap"] = 1
    brief["give_back"] = brief["pit_box"] = -1
    brief["target_speed"] = np.inf
    return brief


NEVER: Final = -1


class Seats:
    """The seats of all cars of a world; those who drive some of them look and act through it.

    Args:
        arenas: ARENA rows of the world's layout.
        stations: STATION rows of all tracks.
        spec: CAR_SPEC rows of all cars.
        wetness: Of each car's road, shape (cars,).
        seeds: Decide about errors and lapses.
        routine: What those who drive through these seats do without thinking; nothing if none.
    """

    def __init__(
        self,
        arenas: NDArray[Any],
        stations: NDArray[Any],
        spec: NDArray[Any],
        wetness: NDArray[np.float64],
        seeds: SeedTree,
        routine: Routine | None,
    ) -> None:
        count = len(spec)
        self._spec, self._routine = spec, routine
        self._briefed = np.array([NEVER])
        """Ticks since the drivers were last briefed, or `NEVER`."""
        self._observer = Observer(arenas, stations, spec, wetness)
        self.hands = fresh_hands(count)
        self.minds = fresh_minds(seeds.generator().integers(2**31, size=count))
        self.limits = rows_of([Limits()] * count)
        self.take(range(count), [Limits()] * count)

    @property
    def driver(self) -> NDArray[Any]:
        """DRIVER rows: what each is told of itself, and what it did last."""
        return self._observer.driver

    def take(self, cars: Sequence[int], limits: Sequence[Limits]) -> None:
        """Let drivers with such limits take the seats of some cars, rested."""
        rows = np.asarray(cars, np.int64)
        self.take_rows(rows, rows_of(limits))

    def take_rows(self, rows: Rows, limits: NDArray[Any]) -> None:
        """The same with LIMIT rows."""
        self.limits[rows] = limits
        hands = fresh_hands(len(rows))
        hands["hand_speed"], hands["foot_speed"] = limits["hand_speed"], limits["foot_speed"]
        hands["reaction"] = np.rint(limits["reaction"] * TICK_RATE)
        self.hands[rows] = hands
        self.driver["limits"][rows] = told(limits)
        self.driver["reach"][rows] = limits["reach"]
        for name in ("last_steer", "last_pedal", "routine_angle", "routine_pedal"):
            self.driver[name][rows] = 0.0
        if self._routine:
            for row in rows.tolist():
                self._routine.forget(row)
            self._routine.keep_road(rows, limits["margin"])
        rested = self.minds[rows]
        minds.settle(rested)
        self.minds[rows] = rested

    def observe(self, cars: Rows, state: NDArray[Any], brief: NDArray[Any]) -> Floats:
        """What the drivers of `cars` see as they are about to decide, (len(cars), SIZE)."""
        self.look(cars)
        self.consider(state, brief)
        return self.glance(cars, state, brief)

    def look(self, cars: Rows) -> None:
        """Let the errors of the drivers of `cars` move on, before they decide."""
        minds.look(cars, self.limits, self.minds, self.driver)

    def consider(self, state: NDArray[Any], brief: NDArray[Any]) -> None:
        """Let the routines of all who drive decide, and go on with this brief from now on."""
        if self._routine:
            self._routine.decide(state, self._spec, brief, self.driver)
            self._briefed[0] = 0

    def glance(self, cars: Rows, state: NDArray[Any], brief: NDArray[Any]) -> Floats:
        """The same without any time going by."""
        return self._observer.observe(cars, state, brief)

    def act(self, cars: Rows, actions: Floats, state: NDArray[Any]) -> None:
        """Let them depart from their routines as they decided, as well as they can.

        Args:
            cars: Rows of the drivers who decide, shape (n,).
            actions: Shape (n, 2), each -1..1.
            state: CAR_STATE rows of all cars.
        """
        done = np.empty_like(actions)
        minds.act(cars, actions, self.limits, self.minds, done)
        decide(cars, done, state, self._spec, self.hands)
        self.hands["lapse"][cars] = self.minds["lapse"][cars] > 0
        self.driver["last_steer"][cars] = actions[:, 0]
        self.driver["last_pedal"][cars] = actions[:, 1]

    def move(self, cars: Rows, state: NDArray[Any], controls: NDArray[Any]) -> None:
        """Move hands and feet for one tick, into the controls of `cars`.

        Called once in every tick, for all cars that are driven through these seats.
        """
        briefed = int(self._briefed[0])
        if self._routine and briefed != NEVER:
            if briefed and briefed % ROUTINE_PERIOD == 0:
                self._routine.go_on(state, self._spec, self.driver)
            self._briefed[0] += 1
        move(cars, state, self._spec, self.driver, self.hands, controls, TICK)

    def save(self) -> bytes:
        """All that the drivers remember."""
        return b"".join(rows.tobytes() for rows in self._memory()) + self._routines()

    def load(self, memory: bytes) -> None:
        """Continue from what `save` gave.

        Raises:
            UndercutError: It is of another number of cars.
        """
        kept = self._memory()
        size = sum(rows.nbytes for rows in kept) + len(self._routines())
        if len(memory) != size:
            raise UndercutError(
                f"a driver's memory has {len(memory)} bytes, must have {size} "
                f"for {len(self.hands)} cars"
            )
        place = 0
        for rows in kept:
            rows[:] = np.frombuffer(memory, rows.dtype, len(rows), place)
            place += rows.nbytes
        if self._routine:
            self._routine.load(memory[place:])
            self._routine.keep_road(np.arange(len(self.limits)), self.limits["margin"])

    def _routines(self) -> bytes:
        return self._routine.save() if self._routine else b""

    def _memory(self) -> tuple[NDArray[Any], ...]:
        return self.hands, self.driver, self.minds, self.limits, self._briefed
