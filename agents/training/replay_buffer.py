"""The replay memory: all that happened lately, and rare events kept and drawn apart.

Rare skills are forgotten when they vanish among the ordinary; so each named table keeps its own
transitions for longer and has its own share of every batch.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from agents.array_file import below, read_arrays, write_arrays
from agents.training.config import ReplayConfig
from agents.training.returns import Ending
from agents.training.stretches import Batch, Floats, Rows, Stretches
from game.core.errors import UsageError
from game.core.paths import nearest

RECENT: Final = "recent"
"""The name of what is not a table of its own, in files and reports."""


class Table:
    """A ring of whole n-step transitions of one kind of event."""

    def __init__(self, capacity: int, observations: int, actions: int) -> None:
        self.rows = Batch(
            np.zeros((capacity, observations), np.float32),
            np.zeros((capacity, actions), np.float32),
            np.zeros(capacity, np.float32),
            np.zeros(capacity, np.float32),
            np.zeros((capacity, observations), np.float32),
        )
        self.written = 0
        """Transitions ever written."""

    @property
    def capacity(self) -> int:
        """Transitions that fit."""
        return len(self.rows.reward)

    def __len__(self) -> int:
        return min(self.written, self.capacity)

    def append(self, batch: Batch) -> None:
        """Keep transitions; the oldest give way."""
        count = len(batch.reward)
        rows = (self.written + np.arange(count)) % self.capacity
        for kept, new in zip(self.rows, batch, strict=True):
            kept[rows] = new
        self.written += count

    def draw(self, count: int, generator: np.random.Generator) -> Batch:
        """Transitions, each equally likely."""
        rows = generator.integers(0, len(self), count)
        return Batch(*(kept[rows] for kept in self.rows))


class ReplayBuffer:
    """What many cars did lately, sampled as n-step transitions in stratified batches.

    Args:
        config: Capacity and tables.
        event_names: The environment's names of events; event k is bit k of its flags.
        cars: How many act at once.
        observations: Numbers in an observation.
        actions: Numbers in an action.
        steps: n of the n-step returns.
        discount: Of each decision.
        generator: Draws the batches.
    """

    def __init__(
        self,
        config: ReplayConfig,
        event_names: Sequence[str],
        cars: int,
        observations: int,
        actions: int,
        steps: int,
        discount: float,
        generator: np.random.Generator,
    ) -> None:
        self.generator = generator
        self.tables: dict[str, Table] = {}
        self._bits: dict[str, int] = {}
        self._shares: dict[str, float] = {}
        for table in config.tables:
            if table.event not in event_names:
                hint = nearest(table.event, event_names)
                raise UsageError(f"the replay memory has a table {table.event!r}{hint}")
            capacity = max(1, round(table.memory_share * config.capacity))
            self.tables[table.event] = Table(capacity, observations, actions)
            self._bits[table.event] = 1 << event_names.index(table.event)
            self._shares[table.event] = table.batch_share
        left = config.capacity - sum(table.capacity for table in self.tables.values())
        length = max(2 * (steps + 2), left // cars)
        self.recent = Stretches(cars, length, observations, actions, steps, discount)

    def append(
        self,
        observation: Floats,
        action: Floats,
        reward: Floats,
        terminated: NDArray[np.bool_],
        truncated: NDArray[np.bool_],
        events: NDArray[np.uint32],
        final_observation: Floats,
    ) -> None:
        """Remember one decision of every car and what came of it.

        Args:
            observation: What the decision was based on, shape (cars, observations).
            action: What was done, shape (cars, actions).
            reward: For it, shape (cars,).
            terminated: The episode is over and nothing follows, shape (cars,).
            truncated: The episode was cut though it might have gone on, shape (cars,).
            events: Flags of what the decision was part of, shape (cars,).
            final_observation: What was seen after it, before any new start; read where truncated.
        """
        ending = np.where(truncated, Ending.TRUNCATED, Ending.NONE).astype(np.uint8)
        ending[terminated] = Ending.TERMINATED
        every = np.arange(len(reward))
        self.recent.append(every, observation, ending, action, reward, events)
        self._fill_tables(every)
        cut = np.flatnonzero(ending == Ending.TRUNCATED)
        if len(cut):
            boundary = np.full(len(cut), Ending.BOUNDARY, np.uint8)
            self.recent.append(cut, final_observation[cut], boundary)
            self._fill_tables(cut)

    def _fill_tables(self, cars: Rows) -> None:
        """Copy the decisions whose n steps have just become complete."""
        age = np.full(len(cars), self.recent.steps)
        ready = self.recent.holds_decision(cars, age)
        flags = np.where(ready, self.recent.events_at(cars, age), 0)
        for name, table in self.tables.items():
            chosen = np.flatnonzero(flags & self._bits[name])
            if len(chosen):
                table.append(self.recent.transitions(cars[chosen], age[chosen]))

    @property
    def ready(self) -> bool:
        """Whether there is anything to sample."""
        return int(self.recent.filled.max()) > 1

    def sample(self, count: int) -> Batch:
        """A batch of transitions, from each table its share as far as it has as many."""
        parts = []
        for name, table in self.tables.items():
            share = round(self._shares[name] * count)
            if 0 < share <= len(table):
                parts.append(table.draw(share, self.generator))
        left = count - sum(len(part.reward) for part in parts)
        parts.append(self.recent.transitions(*self.recent.draw(left, self.generator)))
        return Batch(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))

    def sizes(self) -> dict[str, int]:
        """Transitions held by each table, and decisions held by the rest."""
        held = {name: len(table) for name, table in self.tables.items()}
        return {RECENT: int(self.recent.filled.sum())} | held

    def save(self, path: Path) -> None:
        """Write everything to a file, the generator's state included."""
        arrays = {f"{RECENT}.{name}": array for name, array in self.recent.save().items()}
        for name, table in self.tables.items():
            for column, array in table.rows._asdict().items():
                arrays[f"table.{name}.{column}"] = array[: len(table)]
        written = {name: table.written for name, table in self.tables.items()}
        state = json.dumps(self.generator.bit_generator.state)
        write_arrays(path, arrays, {"written": written, "generator": state})

    def load(self, path: Path) -> None:
        """Continue from what `save` wrote.

        Raises:
            UndercutError: The file cannot be read or is of another shape.
        """
        saved = read_arrays(path)
        self.recent.load(below(saved.arrays, f"{RECENT}."))
        for name, table in self.tables.items():
            table.written = saved.facts["written"][name]
            for column, array in below(saved.arrays, f"table.{name}.").items():
                getattr(table.rows, column)[: len(array)] = array
        self.generator.bit_generator.state = json.loads(saved.facts["generator"])
