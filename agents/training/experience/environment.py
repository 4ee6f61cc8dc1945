"""The batch of worlds: many arenas of one `World`, decisions ten times a second."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load, save

from agents.action import ACTIONS, PERIOD, decide, fresh_hands, move
from agents.observation import OBSERVATION_VERSION, SIZE, Observer
from agents.training.collector import Step
from agents.training.experience.config import ExperienceConfig
from agents.training.experience.deal import (
    DEAL,
    Hand,
    Mode,
    Pools,
    reference_speed,
)
from agents.training.experience.opponents import Opponents
from agents.training.experience.rewards import TERMS, reward, weights_of
from agents.training.experience.starts import Start, Starter
from agents.training.experience.tally import TALLY, begin, count_tick
from agents.training.stretches import Floats
from game.core.seeds import SeedTree
from game.sim.world import World

EVENTS: Final = ("off_course", "contact", "recovery", "traffic")
"""Kinds of decisions that the replay memory may keep apart."""
RECOVERING: Final = 60
"""Decisions after a start beside the road that count as recovery."""
NEAR: Final = 30.0
"""A car this close along the road makes traffic [m]."""

EPISODE: Final = np.dtype(
    [
        ("age", "i8"),  # decisions
        ("start", "i8"),  # Start
        ("progress", "f8"),  # [m]
        ("expected", "f8"),  # [m]
        ("off_time", "f8"),  # [s]
        ("contacts", "f8"),  # with walls and cars
    ],
    align=True,
)
"""What is remembered of the episode under way."""

_FIGURES: Final = ("pace", "off_share", "contacts_per_km", "stuck_share")


class RaceEnvironment:
    """Cars that learn, alone and in each other's way, on tracks and in cars that nobody drew.

    Args:
        config: What experience is made of.
        seeds: Decides everything.
    """

    actions = ACTIONS
    observations = SIZE
    observation_version = OBSERVATION_VERSION
    event_names: Sequence[str] = EVENTS
    reward_terms: Sequence[str] = TERMS

    def __init__(self, config: ExperienceConfig, seeds: SeedTree) -> None:
        self._config = config
        total = config.arenas * config.cars_per_arena
        self._learners = _learners(config)
        """Rows of the cars that learn."""
        self.cars = len(self._learners)
        self._seeds = seeds
        self.pools = Pools(config, seeds.child("pools"))
        self._random = seeds.child("play").generator()
        self._weights = weights_of(config.rewards)
        self._all = np.arange(total)
        self._episode = np.zeros(total, EPISODE)
        self._arena_age = np.zeros(config.arenas, np.int64)
        """Decisions since all cars of the arena began together."""
        self._tally = np.zeros(total, TALLY)
        self._hands = fresh_hands(total)
        self._sums = np.zeros(len(_FIGURES) + 1)
        self._decisions = 0
        self._open(self.pools.draw(self._random))
        self._restart_all()

    def _open(self, hand: Hand) -> None:
        """Build the world of a hand."""
        self._hand = hand
        self.world = World(self.pools.arenas(hand))
        wetness = np.repeat(hand.arenas["wetness"], self._config.cars_per_arena)
        world = self.world
        self._observer = Observer(world.layout, world.stations, world.spec, wetness)
        self._reference = np.concatenate(
            [
                reference_speed(
                    arena.track, self.pools.base_of(int(cars[0])), float(arena.settings.wetness)
                )
                for arena, cars in zip(world.arenas, hand.cars, strict=True)
            ]
        )
        self._lengths = np.array([arena.track.length for arena in world.arenas])
        cars = hand.cars.reshape(-1)
        bases = {
            row: self.pools.base_of(int(cars[row])) for row in np.flatnonzero(cars < 0).tolist()
        }
        deals = self._decisions // self._config.deal_every
        self._opponents = Opponents(world, bases, self._seeds.child(f"opponents {deals}"))
        self._starter = Starter(world, self._config, self._reference, self._random)

    def observe(self) -> Floats:
        """What each car sees now."""
        return self._observer.observe(self._learners, self.world.state, self._opponents.brief)

    def step(self, actions: Floats) -> Step:
        """Let all cars act until the next decision."""
        learners, driver = self._learners, self._observer.driver
        before = np.stack([driver["last_steer"], driver["last_pedal"]], axis=1).astype(np.float32)
        done = np.zeros_like(before)
        done[learners] = actions
        self._drive(actions)
        driver["last_steer"], driver["last_pedal"] = done[:, 0], done[:, 1]
        stuck = self._tally["slow_time"] > self._config.stuck_seconds
        terms = np.zeros((len(TERMS), len(stuck)))
        layout, weights = self.world.layout, self._weights
        reward(layout, self._tally, self._lengths, before, done, stuck, weights, terms)
        self._remember()
        events = self._events()[learners]
        final, truncated = self.observe(), self._go_on(stuck)
        rewards = {name: term[learners] for name, term in zip(TERMS, terms, strict=True)}
        return Step(rewards, stuck[learners], truncated[learners], events, final)

    def _go_on(self, stuck: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """End the episodes that are over and begin new ones; says which were cut."""
        config = self._config
        self._decisions += 1
        self._arena_age += 1
        together = self._hand.arenas["mode"] != Mode.FREE
        regrouped = together & (self._arena_age >= config.episode)
        alone = ~together[self.world.arena_of]
        over = self._decisions % config.deal_every == 0
        cut: NDArray[np.bool_] = (alone & (self._episode["age"] >= config.episode)) | over
        cut = (cut | regrouped[self.world.arena_of]) & ~stuck
        learning = np.zeros(len(stuck), bool)
        learning[self._learners] = True
        self._note(np.flatnonzero((stuck | cut) & learning), stuck)
        if over:
            self._open(self.pools.draw(self._random))
            self._restart_all()
            return cut
        for arena in np.flatnonzero(regrouped).tolist():
            self._regroup(arena)
        back = (stuck | (cut & learning)) & ~regrouped[self.world.arena_of]
        self._restart(np.flatnonzero(back))
        return cut

    def _drive(self, actions: Floats) -> None:
        world = self.world
        decide(self._learners, actions, world.state, world.spec, self._hands)
        begin(self._tally)
        for _ in range(PERIOD):
            self._opponents.decide()
            move(self._learners, world.state, world.spec, self._hands, world.controls, world.dt)
            world.step()
            count_tick(
                world.layout,
                world.stations,
                self._reference,
                world.state,
                world.spec,
                world.contacts,
                self._tally,
                world.dt,
            )

    def _remember(self) -> None:
        episode, tally = self._episode, self._tally
        episode["age"] += 1
        for name in ("progress", "expected", "off_time"):
            episode[name] += tally[name]
        episode["contacts"] += tally["wall_hits"] + tally["collisions"]

    def _events(self) -> NDArray[np.uint32]:
        tally, episode = self._tally, self._episode
        recovering = (episode["start"] == Start.RECOVERY) & (episode["age"] <= RECOVERING)
        happened = (
            tally["off_time"] > 0.0,
            tally["wall_hits"] + tally["collisions"] > 0.0,
            recovering,
            self._in_traffic(),
        )
        events = np.zeros(len(self._all), np.uint32)
        for bit, which in enumerate(happened):
            events |= which.astype(np.uint32) << np.uint32(bit)
        return events

    def _in_traffic(self) -> NDArray[np.bool_]:
        shape = self._hand.cars.shape
        distance = self.world.state["distance"].reshape(shape)
        length = self._lengths[:, None, None]
        gap = distance[:, :, None] - distance[:, None, :]
        gap = np.abs(gap - length * np.round(gap / length))  # (arenas, cars, cars)
        gap[:, np.arange(shape[1]), np.arange(shape[1])] = np.inf
        near: NDArray[np.bool_] = (gap.min(axis=2) < NEAR).reshape(-1)
        return near

    def _note(self, rows: NDArray[np.int64], stuck: NDArray[np.bool_]) -> None:
        """Keep how the episodes of some cars went."""
        cars = self._hand.cars.reshape(-1)
        for row in rows.tolist():
            episode = self._episode[row]
            pace = float(episode["progress"] / max(episode["expected"], 1.0))
            track = int(self._hand.arenas[self.world.arena_of[row]]["track"])
            self.pools.learn(track, int(cars[row]), min(max(pace, 0.0), 1.0))
            seconds = 0.1 * float(episode["age"])
            self._sums += (
                pace,
                float(episode["off_time"]) / seconds,
                1000.0 * float(episode["contacts"]) / max(float(episode["progress"]), 100.0),
                float(stuck[row]),
                1.0,
            )

    def _restart_all(self) -> None:
        modes = self._hand.arenas["mode"]
        self._restart(np.flatnonzero(modes[self.world.arena_of] == Mode.FREE))
        for arena in np.flatnonzero(modes != Mode.FREE).tolist():
            self._regroup(arena)

    def _regroup(self, arena: int) -> None:
        """Begin an episode of all cars of an arena together."""
        mode = Mode(int(self._hand.arenas[arena]["mode"]))
        self._starter.line_up(arena, mode is Mode.GRID)
        self._arena_age[arena] = 0
        for row in np.flatnonzero(self.world.arena_of == arena).tolist():
            self._begin(row, Start.TRAFFIC)

    def _restart(self, rows: NDArray[np.int64]) -> None:
        """Begin episodes of single cars."""
        for row in rows.tolist():
            self._begin(row, self._starter.start(row))

    def _begin(self, row: int, start: Start) -> None:
        """Forget what came before a start."""
        self._episode[row] = 0
        self._episode[row]["start"] = start
        self._hands[row] = fresh_hands(1)[0]
        self._tally[row] = 0
        self._tally[row]["distance"] = self.world.state[row]["distance"]
        self._observer.driver["last_steer"][row] = 0.0
        self._observer.driver["last_pedal"][row] = 0.0

    def report(self) -> dict[str, float]:
        """Means over the episodes that ended since the last report."""
        count = max(float(self._sums[-1]), 1.0)
        figures = {
            name: float(value) / count for name, value in zip(_FIGURES, self._sums, strict=False)
        }
        self._sums[:] = 0.0
        return figures

    def save(self) -> bytes:
        """All of its state; the world is first brought into one that restores exactly."""
        content = self.world.save()
        self.world.load(content)
        arrays: dict[str, NDArray[Any]] = {
            name: np.frombuffer(rows.tobytes(), np.uint8) for name, rows in self._rows().items()
        }
        arrays |= {
            "hand.arenas": np.frombuffer(self._hand.arenas.tobytes(), np.uint8),
            "hand.cars": self._hand.cars,
            "world": np.frombuffer(content, np.uint8),
            "opponents": self._opponents.save(),
        }
        state = json.dumps([self._decisions, self._random.bit_generator.state])
        arrays["counters"] = np.frombuffer(state.encode(), np.uint8)
        return save(arrays)

    def load(self, state: bytes) -> None:
        """Continue from what `save` gave."""
        arrays = load(state)
        dealt = np.frombuffer(arrays["hand.arenas"].tobytes(), DEAL)
        self._decisions, generator = json.loads(arrays["counters"].tobytes())
        self._random.bit_generator.state = generator
        self._open(Hand(dealt, arrays["hand.cars"]))
        self.world.load(arrays["world"].tobytes())
        self._opponents.load(arrays["opponents"])
        for name, kept in self._rows().items():
            kept[:] = np.frombuffer(arrays[name].tobytes(), kept.dtype).reshape(kept.shape)

    def _rows(self) -> dict[str, NDArray[Any]]:
        """Arrays of its own that change."""
        return {
            "episode": self._episode,
            "arena_age": self._arena_age,
            "tally": self._tally,
            "hands": self._hands,
            "driver": self._observer.driver,
            "sums": self._sums,
            "track_pace": self.pools.track_pace,
            "car_pace": self.pools.car_pace,
        }


def _learners(config: ExperienceConfig) -> NDArray[np.int64]:
    """Rows of all cars but the last of each arena that has a scripted driver."""
    learning = np.ones((config.arenas, config.cars_per_arena), bool)
    learning[: round(config.scripted * config.arenas), -1] = False
    return np.flatnonzero(learning.reshape(-1))
