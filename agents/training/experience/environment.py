"""The batch of worlds: many arenas of one `World`, decisions ten times a second."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load, save

from agents.action import ACTIONS, MIRRORED_ACTION, PERIOD
from agents.array_file import below
from agents.limits import MARGIN
from agents.observation import OBSERVATION_VERSION, SIZE, mirrored
from agents.policy import Policy
from agents.routine import routine_of
from agents.seats import Seats
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
from agents.training.experience.past_selves import PastSelves
from agents.training.experience.people import draw_people
from agents.training.experience.rewards import TERMS, reward, weights_of
from agents.training.experience.starts import Start, Starter
from agents.training.experience.tally import TALLY, begin, count_tick, mean_speeds
from agents.training.stretches import Batch, Floats
from game.core.seeds import SeedTree
from game.sim.world import World

EVENTS: Final = ("off_course", "contact", "recovery", "traffic")
"""Kinds of decisions that the replay memory may keep apart."""
RECOVERING: Final = 60
"""Decisions after a start beside the road that count as recovery."""
NEAR: Final = 30.0
"""A car this close along the road makes traffic [m]."""
LAPPING: Final = 40.0
"""A car that is a lap ahead shows blue flags from so far behind [m]."""
LAPS: Final = 3
"""Laps that cars which race for themselves may be apart."""

EPISODE: Final = np.dtype(
    [
        ("age", "i8"),  # decisions
        ("start", "i8"),  # Start
        ("lap", "i8"),  # whoever is on a later one laps this car
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
        self._learners, self._past = _learners(config), _past(config)
        """Rows of the cars that learn, and of those that earlier selves drive."""
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
        self._past_selves = PastSelves(seeds.child("past selves"))
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
        deals = self._decisions // self._config.deal_every
        seeds = self._seeds.child(f"seats {deals}")
        driven = np.union1d(self._learners, self._past)
        routine = routine_of(world, seeds.child("routine"), driven)
        self._seats = Seats(world.layout, world.stations, world.spec, wetness, seeds, routine)
        self._reference = np.concatenate(
            [
                reference_speed(
                    arena.track, self.pools.base_of(int(cars[0])), float(arena.settings.wetness)
                )
                for arena, cars in zip(world.arenas, hand.cars, strict=True)
            ]
        )
        self._mean = mean_speeds(world.layout, world.stations, self._reference)
        self._lengths = np.array([arena.track.length for arena in world.arenas])
        cars = hand.cars.reshape(-1)
        bases = {
            row: self.pools.base_of(int(cars[row])) for row in np.flatnonzero(cars < 0).tolist()
        }
        self._past_selves.sit_down(self._past)
        self._opponents = Opponents(world, bases, self._seeds.child(f"opponents {deals}"))
        self._starter = Starter(world, self._config, self._reference, self._random)

    def observe(self) -> Floats:
        """What each car sees now."""
        return self._seats.glance(self._learners, self.world.state, self._opponents.brief)

    def mirrored(self, batch: Batch) -> Batch:
        """The same in a world mirrored left to right: left and right change places."""
        return batch._replace(
            observation=mirrored(batch.observation),
            action=batch.action * MIRRORED_ACTION,
            next_observation=mirrored(batch.next_observation),
        )

    def meet(self, policy: Policy) -> None:
        """Have an earlier self as an opponent from the next deal on."""
        self._past_selves.meet(policy)

    def step(self, actions: Floats) -> Step:
        """Let all cars act until the next decision."""
        learners, driver = self._learners, self._seats.driver
        before = _last_actions(driver)
        self._drive(actions)
        stuck = self._tally["slow_time"] > self._config.stuck_seconds
        terms = np.zeros((len(TERMS), len(stuck)))
        reward(
            self.world.layout,
            self._tally,
            self._lengths,
            before,
            _last_actions(driver),
            stuck,
            driver["limits"],
            self._episode["lap"],
            self._weights,
            terms,
        )
        self._remember()
        events = self._events()[learners]
        self._look_up()
        final, truncated = self.observe(), self._go_on(stuck)
        if stuck.any() or truncated.any():
            self._seats.consider(self.world.state, self._opponents.brief)
        rewards = {name: term[learners] for name, term in zip(TERMS, terms, strict=True)}
        # Nothing ever ends: who is stuck is put back and goes on, or giving up would pay for
        # whoever loses on the reference lap.
        cut = (truncated | stuck)[learners]
        return Step(rewards, np.zeros(len(cut), bool), cut, events, final)

    def _look_up(self) -> None:
        """What changes for drivers before they decide again: their own errors, and blue flags."""
        gap = self._gaps()
        lap = self._episode["lap"].reshape(self._hand.cars.shape)
        later = lap[:, None, :] > lap[:, :, None]
        lapped = (later & (gap > -LAPPING) & (gap < 0.0)).any(axis=2)
        self._opponents.brief["blue"] = lapped.reshape(-1)
        self._seats.look(self._learners)
        self._seats.consider(self.world.state, self._opponents.brief)

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
        world, seats = self.world, self._seats
        seats.act(self._learners, actions, world.state)
        self._past_selves.decide(seats, world.state, self._opponents.brief)
        begin(self._tally)
        margin = np.ascontiguousarray(seats.driver["limits"][:, MARGIN])
        driven = np.concatenate([self._learners, self._past])
        for _ in range(PERIOD):
            self._opponents.decide()
            seats.move(driven, world.state, world.controls)
            world.step()
            count_tick(
                world.layout,
                world.stations,
                self._reference,
                self._mean,
                world.state,
                world.spec,
                world.contacts,
                margin,
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
        near: NDArray[np.bool_] = (np.abs(self._gaps()).min(axis=2) < NEAR).reshape(-1)
        return near

    def _gaps(self) -> NDArray[np.float64]:
        """How far other cars of an arena are ahead, (arenas, own, other); infinite to itself."""
        shape = self._hand.cars.shape
        distance = self.world.state["distance"].reshape(shape)
        length = self._lengths[:, None, None]
        gap: NDArray[np.float64] = distance[:, None, :] - distance[:, :, None]
        gap -= length * np.round(gap / length)
        gap[:, np.arange(shape[1]), np.arange(shape[1])] = np.inf
        return gap

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
        if self._hand.arenas["mode"][self.world.arena_of[row]] == Mode.FREE:
            self._episode[row]["lap"] = self._random.integers(LAPS)
        self._tally[row] = 0
        self._tally[row]["distance"] = self.world.state[row]["distance"]
        self._seats.take_rows(np.array([row]), draw_people(1, self._random))

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
            "seats": np.frombuffer(self._seats.save(), np.uint8),
        }
        past = self._past_selves.save()
        arrays |= {f"past.{name}": array for name, array in past.items()}
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
        self._past_selves.load(below(arrays, "past."))
        self._seats.load(arrays["seats"].tobytes())
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
            "sums": self._sums,
            "track_pace": self.pools.track_pace,
            "car_pace": self.pools.car_pace,
        }


def _last_actions(driver: NDArray[Any]) -> Floats:
    return np.stack([driver["last_steer"], driver["last_pedal"]], axis=1).astype(np.float32)


def _seated(config: ExperienceConfig) -> NDArray[np.int64]:
    """Who sits in each car, (arenas, cars): 0 who learns, 1 the scripted driver, 2 an earlier self.

    The last car of the first arenas has a scripted driver, the first one of the last arenas an
    earlier self.
    """
    seated = np.zeros((config.arenas, config.cars_per_arena), np.int64)
    seated[: round(config.scripted * config.arenas), -1] = 1
    seated[config.arenas - round(config.past * config.arenas) :, 0] = 2
    return seated


def _learners(config: ExperienceConfig) -> NDArray[np.int64]:
    return np.flatnonzero(_seated(config).reshape(-1) == 0)


def _past(config: ExperienceConfig) -> NDArray[np.int64]:
    return np.flatnonzero(_seated(config).reshape(-1) == 2)
