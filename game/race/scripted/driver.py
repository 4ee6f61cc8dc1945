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
from game.race.scripted.lanes import LANE_STATION, LANES, build_lanes, mix_lanes
from game.race.scripted.memory import MEMORY, fresh_memory
from game.race.scripted.personality import Personality, parameters_of
from game.race.scripted.planning import plan_speeds
from game.race.scripted.road import RoadUse, own_lanes
from game.race.scripted.technique import Technique
from game.race.scripted.traffic import VIEW
from game.sim.driver import Scene
from game.sim.limits import LIMITS
from game.track.track import Floats, Track

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
        techniques: Sequence[Technique] | None = None,
        roads: Sequence[RoadUse] | None = None,
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
            techniques: How each works wheel and pedals; as scripted drivers do when not given.
            roads: What each uses of the road, at first all that he may; all follow the track's
                racing line when not given.
        """
        self.cars = np.array(cars, np.int64)
        self.period = period
        self.track = track
        self._alone = alone
        self._course = build_course(track)
        self.limits = np.array(limits, LIMITS)
        """LIMITS rows of its cars."""
        self._parameters = parameters_of(
            personalities, self.limits, seeds, techniques or [Technique()] * len(self.cars)
        )
        self._view = np.zeros(1, VIEW)
        self._memory = fresh_memory(len(self.cars))
        self._roads = roads
        self._choose_lanes()

    def _choose_lanes(self) -> None:
        """Find the lanes of all, and plan on them."""
        count, stations = len(self.cars), len(self.track.stations)
        self.lanes_of = np.zeros(count, np.int64)
        """Row of `lanes` that each of its cars has, shape (cars,)."""
        self._plans = np.empty((count, stations, LANES))
        if self._roads is None:
            self.lanes: NDArray[Any] = build_lanes(self.track)[None]
            """LANE_STATION rows, shape (one or cars, stations)."""
            for index in range(count):
                self._plans[index] = self._plan(index, self.lanes[0])
            return
        self.lanes_of[:] = np.arange(count)
        self.lanes = np.empty((count, stations), LANE_STATION)
        self._extremes = []
        for index, road in enumerate(self._roads):
            both = [own_lanes(self.track, each) for each in (road.wide, road.careful)]
            self.lanes[index] = both[0]
            self._extremes.append([(lanes, self._plan(index, lanes)) for lanes in both])
            self._plans[index] = self._extremes[index][0][1]

    def _plan(self, index: int, lanes: Any) -> Floats:
        margin = float(self._parameters["margin"][index])
        return plan_speeds(lanes, self._course[0], self.limits[index], margin)

    def keep_road(self, index: int, share: float) -> None:
        """Let one of its drivers keep to a part of the road.

        Args:
            index: Which of its cars.
            share: 0 uses all of the road that he may, 1 as little as any driver does.
        """
        if self._roads is None:
            return
        (wide, fast), (careful, slow) = self._extremes[index]
        mix_lanes(wide, careful, share, self.lanes[index])
        self._plans[index] = fast + share * (slow - fast)

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
    def trust(self) -> NDArray[np.float64]:
        """In cars ahead, 0 none .. 1 full; shape (cars,); may be written."""
        rows: NDArray[np.float64] = self._parameters["trust"]
        return rows

    @property
    def launch(self) -> NDArray[np.float64]:
        """How well each starts, 0 from idling speed .. 1; shape (cars,); may be written."""
        rows: NDArray[np.float64] = self._parameters["launch"]
        return rows

    @property
    def reactions(self) -> NDArray[np.float64]:
        """Of its drivers to the lights [s]."""
        return np.ascontiguousarray(self._parameters["reaction"])

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
            self.lanes,
            self.lanes_of,
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
