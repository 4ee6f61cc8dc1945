"""A session: a world, its rules and its books, stepped together.

It is a pure function of settings, track, entrants, seed and the controls of every tick; drivers
are no part of it, so a recording is verified by driving it again from its controls.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from game.core.errors import UsageError
from game.core.seeds import SeedTree
from game.race.books import Books
from game.race.briefing import fill_brief
from game.race.checkpoints import checkpoints
from game.race.duties import answer
from game.race.entrant import Entrant
from game.race.events import Event
from game.race.finish import close_if_over
from game.race.grid import line_up
from game.race.memory import pack, require_sound, unpack
from game.race.race_control import RaceControl
from game.race.results import Result, results
from game.race.rules import rules_row
from game.race.settings import SessionSettings
from game.race.start import open_session
from game.race.state import (
    CLOCK,
    HISTORY,
    HISTORY_LENGTH,
    MAX_NOTES,
    NEVER,
    NO_TICK,
    NOTE,
    Phase,
    Rows,
    fresh_race_state,
)
from game.race.watch import watch
from game.sim.driver import BRIEF, Scene
from game.sim.world import Arena, Damage, Slipstream, World, WorldSettings
from game.track.track import Track

_FINISHED: Final = int(Phase.FINISHED)

MAX_CARS: Final = 64
"""On one track in a session."""


class Session:
    """Practice, qualifying, race or time trial, with no screen."""

    def __init__(
        self, settings: SessionSettings, track: Track, entrants: Sequence[Entrant], seed: int
    ) -> None:
        """Line the cars up.

        Raises:
            UsageError: No or too many entrants, or a grid that does not fit them.
        """
        count = len(entrants)
        if not 1 <= count <= MAX_CARS:
            raise UsageError(f"{count} entrants, must be 1 .. {MAX_CARS}")
        self.settings = settings
        self.track = track
        self.entrants = tuple(entrants)
        self.seed = seed
        self.world = _world(settings, track, self.entrants)
        self._controls = self.world.controls.view(np.uint8)
        """The world's controls as bytes: copying records field by field costs ten times more."""
        self.race_state: Rows = fresh_race_state(count)
        self.brief: NDArray[Any] = np.zeros(count, BRIEF)
        self._clock = _fresh_clock()
        self._rules = rules_row(settings, track)
        self._notes = np.zeros(MAX_NOTES, NOTE)
        self._history = np.zeros((HISTORY_LENGTH, count), HISTORY)
        self._order = np.arange(count)
        self._settled = np.arange(count)
        self._pair_tick = np.full((count, count), NEVER, np.int64)
        self._boxes = _boxes(track)
        self.control = RaceControl(
            self.world,
            settings,
            track,
            self.entrants,
            SeedTree(seed).child("session"),
            self.race_state.view(np.recarray),
            self._clock.view(np.recarray)[0],
            self._rules.view(np.recarray)[0],
            self._history,
            self._order,
            self._settled,
            checkpoints(track),
            books=Books(laps=[[] for _ in entrants], reasons=[""] * count),
        )
        self._watched = self._arrays_to_watch()
        self._begin()

    def _begin(self) -> None:
        """Line up and open the session, at tick 0."""
        line_up(self.control)
        open_session(self.control)
        self.control.publish()
        self._fill_brief()

    @property
    def tick(self) -> int:
        """Ticks made so far."""
        return self.world.tick

    @property
    def phase(self) -> Phase:
        """Where the session stands."""
        return Phase(int(self.control.clock.phase))

    @property
    def finished(self) -> bool:
        """Whether nobody is running any more."""
        return bool(self._clock["phase"][0] == _FINISHED)

    @property
    def events(self) -> list[Event]:
        """All events in order; only ever appended to, except by `load`."""
        return self.control.events

    @property
    def order(self) -> NDArray[np.int64]:
        """Rows in the order of the standing, first the leader."""
        return self._order

    def scene(self) -> Scene:
        """What drivers may look at now."""
        return Scene(self.tick, self.track, self.world.spec, self.world.state, self.brief)

    def step(self, controls: NDArray[Any]) -> None:
        """Make one tick under these controls (CONTROLS rows, one per entrant)."""
        world = self.world
        self._controls[:] = controls.view(np.uint8)
        world.step()
        count = watch(world.tick, world.contacts, *self._watched)
        if count:
            self._officiate(self._notes[:count])

    def _arrays_to_watch(self) -> tuple[NDArray[Any], ...]:
        """What the watch looks at and writes, in the order of its parameters."""
        return (
            self.world.state,
            self.world.spec,
            self.world.controls,
            self.track.stations,
            self.race_state,
            self.brief,
            self._clock,
            self._rules,
            self._notes,
            self._history,
            self.control.checkpoints.places,
            self.control.checkpoints.sector,
            self._boxes,
            self._order,
            self._settled,
            self._pair_tick,
        )

    def _officiate(self, notes: Rows) -> None:
        """Decide what this tick asks for, write it down, and tell the drivers."""
        control = self.control
        answer(control, notes)
        if control.new_events:
            close_if_over(control)
            control.publish()
        if control.clock.brief_due:
            self._fill_brief()

    def _fill_brief(self) -> None:
        self.control.clock.brief_due = 0
        fill_brief(
            self.brief,
            self.race_state,
            self.world.state,
            self._order,
            self._clock[0],
            self._rules[0],
        )

    def results(self) -> list[Result]:
        """The classification as it stands, winner first."""
        return results(self.control)

    def _arrays(self) -> list[NDArray[Any]]:
        """Everything of the rules that changes, beside the books."""
        return [
            self.race_state,
            self.brief,
            self._clock,
            self._history,
            self._order,
            self._settled,
            self._pair_tick,
        ]

    def save(self) -> bytes:
        """All that the session needs to go on from here, without the events so far."""
        return pack(self._books(), self._arrays(), self.world.save())

    def load(self, memory: bytes) -> None:
        """Go on from what `save` gave, exactly when it was saved at a keyframe.

        Events after that moment are struck from `events`; those before it are kept where this
        session has seen them all, else there are none.

        Raises:
            ValueError: The bytes are not of a session with these cars; nothing has changed.
            UndercutError: The world's part is not of this world.
        """
        written, saved, world = unpack(memory, self._arrays())
        books = Books.model_validate_json(written)
        books.require_cars(len(self.entrants))
        require_sound(saved, len(self.track.pit_lane.boxes) if self.track.pit_lane else 0)
        self.world.load(world)
        for array, content in zip(self._arrays(), saved, strict=True):
            array[...] = content
        self.control.books = books
        if len(self.events) < books.event_count:
            self.events.clear()
        del self.events[books.event_count :]

    def _books(self) -> bytes:
        return self.control.books.model_dump_json().encode()

    def state_hash(self) -> str:
        """Of everything that changes: world, rules and books, 32 hexadecimal digits."""
        digest = hashlib.blake2b(self.world.state_hash().encode(), digest_size=16)
        for array in self._arrays():
            digest.update(array.tobytes())
        digest.update(self._books())
        return digest.hexdigest()


def _world(settings: SessionSettings, track: Track, entrants: Sequence[Entrant]) -> World:
    """The world of a session, fuelled."""
    conditions = WorldSettings(
        settings.wetness,
        settings.fuel_rate,
        settings.tyre_rate,
        Damage[settings.damage.upper()],
        Slipstream[settings.slipstream.upper()],
    )
    world = World([Arena(track, [entrant.fitted for entrant in entrants], conditions)])
    for row in range(len(entrants)):
        capacity = float(world.spec["fuel_capacity"][row])
        world.refuel(row, (settings.initial_fuel - 1.0) * capacity)
    return world


def _fresh_clock() -> Rows:
    clock = np.zeros(1, CLOCK)
    clock["go_tick"] = clock["winner_tick"] = NEVER
    clock["next_tick"] = clock["end_tick"] = clock["verdict_tick"] = NO_TICK
    clock["best_car"] = -1
    clock["target_speed"] = np.inf
    return clock


def _boxes(track: Track) -> NDArray[np.float64]:
    """Places s and d of the pit boxes, shape (2, boxes)."""
    boxes = track.pit_lane.boxes if track.pit_lane else ()
    return np.array([[box.s for box in boxes], [box.d for box in boxes]], float)
