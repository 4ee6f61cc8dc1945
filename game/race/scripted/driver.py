"""The scripted driver: the baseline that rivals must beat, and their stand-in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from game.core.clock import TICK
from game.core.errors import UndercutError
from game.core.seeds import SeedTree
from game.race.scripted.course import build_course
from game.race.scripted.decision import decide_all
from game.race.scripted.lanes import LANES, build_lanes
from game.race.scripted.memory import MEMORY, fresh_memory
from game.race.scripted.personality import Personality, parameters_of
from game.race.scripted.planning import plan_speeds
from game.race.scripted.technique import Technique
from game.race.scripted.traffic import VIEW
from game.sim.driver import Scene
from game.sim.limits import LIMITS
from game.track.track import Track

PERIOD: Final = 2
"""Ticks between two decisions."""


class ScriptedDriver:
    """Drives any number of cars around the racing line, each by its own limits.

    Everything it does is a pure function of the scene and of its memory.
    """

    def __init__(
        self,
        track: Track,
        cars: Sequence[int],
        limits: NDArray[Any],
        personalities: Sequence[Personality],
        seeds: SeedTree,
        alone: bool = False,
        period: int = PERIOD,
        technique: Technique | None = None,
    ) -> None:
        """Take seats.

        Args:
            track: That is driven on.
            cars: Rows of the cars in the scene.
            limits: `LIMITS` rows of these cars.
            personalities: One for each of these cars.
            seeds: Where variation from lap to lap comes from.
            alone: Every car has the track to itself, as in tests of one car in many versions.
            period: Ticks between two decisions.
            technique: How they work wheel and pedals; the scripted driver's own when not given.
        """
        self.cars = np.array(cars, np.int64)
        self.period = period
        self.track = track
        self._alone = alone
        self._lanes = build_lanes(track)
        self._course = build_course(track)
        self.limits = np.array(limits, LIMITS)
        """LIMITS rows of its cars."""
        self._parameters = parameters_of(
            personalities, self.limits, seeds, technique or Technique()
        )
        self._view = np.zeros(1, VIEW)
        self._memory = fresh_memory(len(self.cars))
        self._plans = np.empty((len(self.cars), len(self._lanes), LANES))
        for index, margin in enumerate(self._parameters["margin"]):
            self._plans[index] = plan_speeds(
                self._lanes, self._course[0], self.limits[index], float(margin)
            )

    @property
    def memories(self) -> NDArray[Any]:
        """MEMORY rows, one for each of its cars, for those whose stand-in it is."""
        rows: NDArray[Any] = self._memory
        return rows

    @property
    def form(self) -> NDArray[np.float64]:
        """Factor on the grip that each uses, lap by lap, shape (cars, MOODS); may be written."""
        rows: NDArray[np.float64] = self._parameters["mood"]
        return rows

    @property
    def aggression(self) -> NDArray[np.float64]:
        """0 waits for a free road, 1 takes every gap; shape (cars,); may be written."""
        rows: NDArray[np.float64] = self._parameters["aggression"]
        return rows

    @property
    def reactions(self) -> NDArray[np.float64]:
        """Of its drivers to the lights [s]."""
        return np.ascontiguousarray(self._parameters["reaction"])

    @property
    def lanes(self) -> NDArray[Any]:
        """LANE_STATION rows of its track."""
        rows: NDArray[Any] = self._lanes
        return rows

    def decide(self, scene: Scene, controls: NDArray[Any]) -> None:
        """Write the controls of its cars."""
        self.decide_after(self.period * TICK, scene, controls)

    def decide_after(self, seconds: float, scene: Scene, controls: NDArray[Any]) -> None:
        """The same, so long after the last decision [s]."""
        decide_all(
            self.cars,
            self._memory,
            self._parameters,
            self._plans,
            self.limits,
            self._lanes,
            self._course,
            self._view,
            scene.state,
            scene.spec,
            scene.brief,
            controls,
            seconds,
            self._alone,
        )

    def save(self) -> bytes:
        """Everything it remembers."""
        return bytes(self._memory.tobytes())

    def load(self, memory: bytes) -> None:
        """Continue from what `save` gave.

        Raises:
            UndercutError: The memory is not that of as many cars.
        """
        if len(memory) != self._memory.nbytes:
            raise UndercutError(
                f"memory of a scripted driver has {len(memory)} bytes, "
                f"but {len(self.cars)} cars need {self._memory.nbytes}"
            )
        self._memory = np.frombuffer(memory, MEMORY).copy()
