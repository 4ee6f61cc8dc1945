"""Policies without training, and sessions for them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from agents.driver import INTERFACE
from agents.observation import place_of
from agents.policy import Policy, PolicyCard, tensor_shapes
from agents.tiers import written_limits
from game.core.paths import ROOT
from game.race.choosing import choose_drivers
from game.race.entrant import DriverIdentity, DriverKind, Entrant
from game.race.session import Session
from game.race.settings import SessionSettings
from game.track.reader import load_track
from game.vehicle.reader import load_car

OVAL = ROOT / "tests" / "track" / "data" / "oval.yaml"


def _card(name: str, hidden: tuple[int, ...]) -> PolicyCard:
    return PolicyCard(
        name=name,
        observation_version=INTERFACE.observation_version,
        observations=INTERFACE.observations,
        actions=INTERFACE.actions,
        hidden=hidden,
        clip=10.0,
    )


def untrained_policy(pedal: float = 0.7, seed: int = 1) -> Policy:
    """Weights from a seed, and a foot on a pedal."""
    card = _card("untrained", (16, 16))
    generator = np.random.default_rng(seed)
    tensors = {
        name: (0.1 * generator.standard_normal(shape)).astype(np.float32)
        for name, shape in tensor_shapes(card).items()
    }
    tensors["scale"][:] = 1.0
    tensors["bias.2"][1] = pedal
    return Policy(card, tensors)


def handmade_policy(speed: float = 25.0) -> Policy:
    """Steers by routine, and lifts where it is faster than a speed [m/s].

    A ReLU carries by how much through the hidden layer.
    """
    card = _card("handmade", (4,))
    tensors = {name: np.zeros(shape, np.float32) for name, shape in tensor_shapes(card).items()}
    tensors["scale"][:] = 1.0
    tensors["weight.0"][place_of("forward_speed"), 0] = 5.0
    tensors["bias.0"][0] = -5.0 * speed / 50.0
    tensors["weight.1"][0, 1] = -1.0
    return Policy(card, tensors)


def identities(count: int, tier: str = "alien") -> list[DriverIdentity]:
    """Drivers of a tier, for a policy."""
    return [
        DriverIdentity(DriverKind.POLICY, who.facts.name, tier, None, written_limits(who.facts))
        for who in choose_drivers(count, (tier,), (), 1)
    ]


def session(drivers: Sequence[DriverIdentity], car: str = "gt3", **settings: Any) -> Session:
    """A session on the oval, each driver in the same car."""
    entrants = [Entrant(who.name, load_car(car), who) for who in drivers]
    chosen = {"laps": 5, "fuel_rate": 0.0, "tyre_rate": 0.0, **settings}
    return Session(SessionSettings(**chosen), load_track(OVAL), entrants, 3)
