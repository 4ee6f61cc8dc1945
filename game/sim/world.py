"""The world: cars of one arena or of many, the only thing that moves a car."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from game.core.clock import TICK_RATE
from game.sim.arena import Arena, Damage, Slipstream, WorldSettings, environment_of, spec_of
from game.sim.bodies import PUSHED, READ, Bodies, TouchBuffer
from game.sim.contacts import contact_rows, recent_rows
from game.sim.controls import no_controls
from game.sim.keyframe import decode, encode, state_digest
from game.sim.levels import crossing_rows
from game.sim.service import Service
from game.sim.snapshot import Snapshot, take_snapshot
from game.sim.start import start_poses
from game.sim.tick import ARENA, after_step, before_step, find_levels, settle_contacts
from game.sim.walls import WALL_KINDS
from game.vehicle.environment import FORCE
from game.vehicle.fuel import update_masses
from game.vehicle.state import fresh_state

__all__ = ["Arena", "Damage", "Slipstream", "World", "WorldSettings"]

KEYFRAME_SECONDS: Final = 5.0


class World(Service):
    """Steps all cars of all arenas by one tick at a time.

    `state` is the truth: positions and speeds in it are those of pymunk's bodies, read back
    after every tick. Everybody reads it; only the world and its service methods write it. The
    step after every multiple of `keyframe_ticks` begins with building all bodies anew from
    `state`, so that a world restored from `save()` at such a tick continues to the same bits.

    Attributes:
        tick: Ticks since the start.
        dt: Length of a tick [s].
        spec: CAR_SPEC rows, one per car of all arenas.
        state: CAR_STATE rows.
        controls: CONTROLS rows that the next step will use.
        environment: ENVIRONMENT rows.
        contacts: CONTACT rows of the last tick.
        recent: RECENT rows, what each car touched lately.
        arena_of: Index of each car's arena.
    """

    def __init__(
        self,
        arenas: Sequence[Arena],
        keyframe_seconds: float = KEYFRAME_SECONDS,
        ticks_per_second: int = TICK_RATE,
    ) -> None:
        """Build walls and put all cars on their grids.

        Args:
            arenas: At least one, each with at least one car.
            keyframe_seconds: Time between two keyframes [s].
            ticks_per_second: Other than `TICK_RATE` only to find out what the tick changes.
        """
        self.arenas = tuple(arenas)
        self.tick = 0
        self.ticks_per_second = ticks_per_second
        self.dt = 1.0 / ticks_per_second
        self.keyframe_ticks = round(keyframe_seconds * ticks_per_second)
        self.spec = spec_of(self.arenas)
        self.state = fresh_state(self.spec)
        self.controls = no_controls(len(self.spec))
        self.environment = environment_of(self.arenas)
        counts = [len(arena.cars) for arena in self.arenas]
        self.arena_of = np.repeat(np.arange(len(counts)), counts)
        self.stations = np.concatenate([arena.track.stations for arena in self.arenas])
        self.layout = _layout(self.arenas)
        self._substeps = self.layout["substeps"]
        bridges = [crossing_rows(arena.track.crossings) for arena in self.arenas]
        self.crossings = np.concatenate(bridges)
        self.levels = np.zeros(len(self.spec), np.int64)
        self._forces = np.zeros(len(self.spec), FORCE)
        bodies = len(self.spec) + len(self.arenas) * len(WALL_KINDS)
        self._pushed, self._read = np.zeros((bodies, PUSHED)), np.zeros((bodies, READ))
        self._touches = TouchBuffer()
        self.recent = recent_rows(len(self.spec))
        self._contact_rows = contact_rows(len(self.spec))
        self.contacts = self._contact_rows[:0]
        self.bodies = [self._bodies(index) for index in range(len(self.arenas))]
        for row, pose in enumerate(start_poses(self.arenas)):
            self._set_pose(row, *pose)
        self._rebuild()

    def step(self) -> None:
        """Advance by one tick with `controls` as they are now."""
        if self.tick % self.ticks_per_second == 0:
            self._weigh()
        if self.tick % self.keyframe_ticks == 0:
            self._rebuild()
        dt = self.dt
        before_step(
            self.layout,
            self.state,
            self.spec,
            self.controls,
            self.environment,
            self._forces,
            self.levels,
            self._pushed,
            dt,
        )
        self._touches.clear()
        for bodies, parts in zip(self.bodies, self._substeps.tolist(), strict=True):
            bodies.step(dt, parts, self._touches)
        self.tick += 1
        self._settle()
        after_step(
            self.layout,
            self.stations,
            self.crossings,
            self.state,
            self.spec,
            self.levels,
            self._read,
        )
        if len(self.crossings):
            self._change_levels()

    def save(self) -> bytes:
        """Everything that the world remembers; `load` continues exactly from keyframe ticks."""
        return encode(self.tick, self._memory())

    def load(self, content: bytes) -> None:
        """Continue from what `save` gave in a world of the same arenas.

        Raises:
            KeyframeError: The bytes are not a keyframe of this world; it stays as it was.
        """
        self.tick = decode(content, self._memory())
        self.contacts = self._contact_rows[:0]
        self._rebuild()

    def state_hash(self) -> str:
        """32 hexadecimal digits over the state and the tick; equal worlds have equal ones."""
        return state_digest(self.tick, (self.state,))

    def snapshot(self) -> Snapshot:
        """The last tick, to be kept."""
        return take_snapshot(self.tick, self.state, self.contacts)

    def _memory(self) -> tuple[NDArray[Any], ...]:
        return self.state, self.controls, self.recent

    def _bodies(self, index: int) -> Bodies:
        arena = self.layout[index]
        first = arena["first_body"]
        past = first + arena["cars"] + len(WALL_KINDS)
        walls = self.arenas[index].track.walls
        return Bodies(walls, self._pushed[first:past], self._read[first:past])

    def _rows(self, index: int) -> slice:
        arena = self.layout[index]
        return slice(int(arena["first_car"]), int(arena["first_car"] + arena["cars"]))

    def _rebuild(self) -> None:
        find_levels(self.layout, self.crossings, self.state, self.levels)
        owners: dict[int, int] = {}
        for index, bodies in enumerate(self.bodies):
            rows = self._rows(index)
            bodies.rebuild(self.state[rows], self.spec[rows], self.levels[rows])
            owners |= {body.id: rows.start + row for row, body in enumerate(bodies.cars)}
            owners |= {body.id: -1 - kind for kind, body in enumerate(bodies.walls)}
        ids = sorted(owners)
        self._owned = np.array(ids, np.int64), np.array([owners[name] for name in ids], np.int64)

    def _change_levels(self) -> None:
        for index in np.flatnonzero(self.layout["level_changes"]):
            rows = self._rows(int(index))
            for row in range(rows.stop - rows.start):
                if self.state[rows.start + row]["present"]:
                    self.bodies[index].change_level(row, int(self.levels[rows.start + row]))

    def _weigh(self) -> None:
        update_masses(self.state, self.spec)
        for index, bodies in enumerate(self.bodies):
            rows = self.state[self._rows(index)]
            for row in range(len(rows)):
                bodies.weigh(row, rows[row])

    def _settle(self) -> None:
        if self._touches.empty:
            self.contacts = self._contact_rows[:0]
            return
        integers, floats = self._touches.read()
        if len(integers) >= len(self._contact_rows):
            self._contact_rows = contact_rows(len(self.spec), 2 * len(integers))
        count = settle_contacts(
            self.layout,
            self.state,
            self._contact_rows,
            self.recent,
            integers,
            floats,
            *self._owned,
            self.tick,
        )
        self.contacts = self._contact_rows[:count]


def _layout(arenas: Sequence[Arena]) -> NDArray[Any]:
    layout = np.zeros(len(arenas), ARENA)
    car = station = body = crossing = 0
    for row, arena in zip(layout, arenas, strict=True):
        cars, stations = len(arena.cars), len(arena.track.stations)
        settings = arena.settings
        row["first_car"], row["cars"] = car, cars
        row["first_station"], row["stations"] = station, stations
        row["first_crossing"], row["crossings"] = crossing, len(arena.track.crossings)
        row["first_body"] = body
        row["slipstream"], row["damage"] = settings.slipstream, settings.damage
        car, station, body = car + cars, station + stations, body + cars + len(WALL_KINDS)
        crossing += len(arena.track.crossings)
    return layout
