"""Opponents that a run has learned itself: what it was at earlier checkpoints."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from agents.policy import Policy, PolicyCard
from agents.seats import Seats
from game.core.seeds import SeedTree

KEPT: Final = 6
"""Earlier selves that are raced against; the latest always, the others from all of the run."""


class PastSelves:
    """Drives some rows of a world as the run would have at earlier times.

    Args:
        seeds: Decide who is kept, and who drives which car.
    """

    def __init__(self, seeds: SeedTree) -> None:
        self._random = seeds.generator()
        self._policies: list[Policy] = []
        self._drivers: list[tuple[Policy, NDArray[np.int64]]] = []

    def meet(self, policy: Policy) -> None:
        """Race against a policy from the next deal on."""
        self._policies.append(policy)
        if len(self._policies) > KEPT:
            del self._policies[int(self._random.integers(KEPT))]

    def sit_down(self, rows: NDArray[np.int64]) -> None:
        """Take seats; while there is no earlier self, cars just stand there."""
        self._drivers = []
        if self._policies:
            who = self._random.integers(len(self._policies), size=len(rows))
            self._drivers = [
                (policy, rows[who == index]) for index, policy in enumerate(self._policies)
            ]

    def decide(self, seats: Seats, state: NDArray[Any], brief: NDArray[Any]) -> None:
        """Look and act."""
        for policy, rows in self._drivers:
            if len(rows):
                seats.look(rows)
                seats.act(rows, policy.act(seats.glance(rows, state, brief)), state)

    def save(self) -> dict[str, NDArray[Any]]:
        """Everything, as arrays."""
        facts = {
            "random": self._random.bit_generator.state,
            "cards": [policy.card.model_dump(mode="json") for policy in self._policies],
            "seats": [rows.tolist() for _, rows in self._drivers],
        }
        arrays: dict[str, NDArray[Any]] = {
            "facts": np.frombuffer(json.dumps(facts).encode(), np.uint8)
        }
        for index, policy in enumerate(self._policies):
            arrays |= {f"{index}.{name}": array for name, array in policy.tensors.items()}
        return arrays

    def load(self, arrays: dict[str, NDArray[Any]]) -> None:
        """Continue from what `save` gave."""
        facts = json.loads(arrays["facts"].tobytes())
        self._random.bit_generator.state = facts["random"]
        self._policies = list(_policies(facts["cards"], arrays))
        self._drivers = [
            (policy, np.array(rows, np.int64))
            for policy, rows in zip(self._policies, facts["seats"], strict=False)
        ]


def _policies(cards: list[Any], arrays: dict[str, NDArray[Any]]) -> Iterator[Policy]:
    for index, card in enumerate(cards):
        start = f"{index}."
        tensors = {
            name.removeprefix(start): array
            for name, array in arrays.items()
            if name.startswith(start)
        }
        yield Policy(PolicyCard.model_validate(card), tensors)
