"""Trained policies as they are shipped: weights, a card, and a forward pass of our own.

The forward pass adds up in a fixed order, without fused or reordered arithmetic: a row's actions
are the same bits in any batch and on any machine.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field, JsonValue, ValidationError

from agents.array_file import read_arrays, write_arrays
from agents.forward import dense, layer_norm, normalise, rectify, squash
from game.core.errors import UndercutError, UsageError
from game.version import SIM_VERSION

POLICY_FORMAT: Final = 1
"""Raised by every change of what a policy file holds."""

Floats = NDArray[np.float32]
Count = Annotated[int, Field(ge=1)]


class PolicyCard(BaseModel):
    """What a policy is, what it was trained on, and what it was measured to do."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, allow_inf_nan=False)

    format: int = POLICY_FORMAT
    name: str
    observation_version: int
    sim_version: int = SIM_VERSION
    observations: Count
    actions: Count
    hidden: Annotated[tuple[Count, ...], Field(strict=False)]
    """Units of the hidden layers."""
    layer_norm: bool = False
    clip: float
    """Largest normalised observation."""
    updates: int = 0
    """Learned for so many updates ..."""
    decisions: int = 0
    """... from so many decisions."""
    trained_on: dict[str, JsonValue] = Field(default_factory=dict)
    measured: dict[str, JsonValue] = Field(default_factory=dict)


class Interface(NamedTuple):
    """What a game offers a policy; one that was made for another is refused."""

    observation_version: int
    observations: int
    actions: int


class Policy:
    """A policy that is ready to drive.

    Args:
        card: Its card.
        tensors: `mean` and `scale` (observations,); for each layer k `weight.k` (inputs,
            outputs) and `bias.k` (outputs,), for normalised hidden layers `gain.k` and `shift.k`.
            The last layer gives the means of the actions, then the logs of their spread.
    """

    def __init__(self, card: PolicyCard, tensors: Mapping[str, NDArray[Any]]) -> None:
        self.card = card
        self.tensors = {
            name: np.ascontiguousarray(tensor, np.float32) for name, tensor in tensors.items()
        }

    def act(self, observation: Floats) -> Floats:
        """The likeliest actions: (n, observations) -> (n, actions), in [-1, 1]."""
        actions = self.card.actions
        return squash(self.outputs(observation)[:, :actions])

    def outputs(self, observation: Floats) -> Floats:
        """What the last layer gives, (n, 2 * actions)."""
        tensors = self.tensors
        clip = np.float32(self.card.clip)
        values = normalise(observation, tensors["mean"], tensors["scale"], clip)
        for layer in range(len(self.card.hidden)):
            values = dense(values, tensors[f"weight.{layer}"], tensors[f"bias.{layer}"])
            if self.card.layer_norm:
                layer_norm(values, tensors[f"gain.{layer}"], tensors[f"shift.{layer}"])
            rectify(values)
        last = len(self.card.hidden)
        return dense(values, tensors[f"weight.{last}"], tensors[f"bias.{last}"])


def restrained(policy: Policy, share: float, name: str) -> Policy:
    """A policy that goes a share of the way of another one, before the squashing.

    Raises:
        UsageError: The share is not within 0-1.
    """
    if not 0.0 <= share <= 1.0:
        raise UsageError(f"a share of {share:g} of a policy: must be 0-1")
    tensors, actions = dict(policy.tensors), policy.card.actions
    last = len(policy.card.hidden)
    for part in (f"weight.{last}", f"bias.{last}"):
        tensors[part] = tensors[part].copy()
        tensors[part][..., :actions] *= np.float32(share)
    trained_on = policy.card.trained_on | {"restrained": share, "restrained_from": policy.card.name}
    facts = {"name": name, "trained_on": trained_on, "measured": {}}
    return Policy(policy.card.model_copy(update=facts), tensors)


def tensor_shapes(card: PolicyCard) -> dict[str, tuple[int, ...]]:
    """The tensors that a policy with such a card has."""
    shapes: dict[str, tuple[int, ...]] = {
        "mean": (card.observations,),
        "scale": (card.observations,),
    }
    inputs = card.observations
    for layer, outputs in enumerate((*card.hidden, 2 * card.actions)):
        shapes[f"weight.{layer}"] = (inputs, outputs)
        shapes[f"bias.{layer}"] = (outputs,)
        if card.layer_norm and layer < len(card.hidden):
            shapes[f"gain.{layer}"] = shapes[f"shift.{layer}"] = (outputs,)
        inputs = outputs
    return shapes


def write_policy(path: Path, policy: Policy) -> None:
    """Write a policy file.

    Raises:
        UndercutError: It cannot be written.
    """
    write_arrays(path, policy.tensors, policy.card.model_dump(mode="json"))


def read_policy(path: Path, interface: Interface) -> Policy:
    """Read a policy file that shall drive in this game.

    Raises:
        UndercutError: It cannot be read, or was made for another game; one sentence says why.
    """
    arrays, facts = read_arrays(path)
    if facts.get("format") != POLICY_FORMAT:
        raise UndercutError(
            f"{path}: is of policy format {facts.get('format')}, must be {POLICY_FORMAT}"
        )
    try:
        card = PolicyCard.model_validate(facts)
    except ValidationError as error:
        details = error.errors(include_url=False)[0]
        place = ".".join(str(part) for part in details["loc"])
        raise UndercutError(f"{path}: the card's {place} is not valid: {details['msg']}") from error
    _refuse_other_game(path, card, interface)
    _refuse_other_tensors(path, card, arrays)
    return Policy(card, arrays)


def _refuse_other_game(path: Path, card: PolicyCard, interface: Interface) -> None:
    for what, has, needs in (
        ("physics version", card.sim_version, SIM_VERSION),
        ("observation version", card.observation_version, interface.observation_version),
        ("number of observations", card.observations, interface.observations),
        ("number of actions", card.actions, interface.actions),
    ):
        if has != needs:
            raise UndercutError(
                f"{path}: was trained with {what} {has}, this game has {needs}; "
                "take a policy that was trained for this version"
            )


def _refuse_other_tensors(path: Path, card: PolicyCard, arrays: dict[str, NDArray[Any]]) -> None:
    shapes = tensor_shapes(card)
    for name in sorted(shapes.keys() | arrays.keys()):
        has = arrays[name].shape if name in arrays else None
        needs = shapes.get(name)
        if has != needs:
            raise UndercutError(f"{path}: tensor {name} has shape {has}, by its card {needs}")
        if arrays[name].dtype != np.float32 or not np.isfinite(arrays[name]).all():
            raise UndercutError(f"{path}: tensor {name} must hold finite float32 numbers only")
