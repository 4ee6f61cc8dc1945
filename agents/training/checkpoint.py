"""Checkpoints: everything of a run on the disk, so that it goes on exactly after a kill.

A checkpoint is a folder that appears whole, by one rename: learner, replay memory, environment,
counters.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any, Final, NamedTuple

import torch

from agents.array_file import below, read_arrays, write_arrays
from agents.training.collector import Collector
from agents.training.learner import Learner
from agents.training.learner_state import load_learner, save_learner
from game.core.errors import UndercutError, UsageError
from game.core.files import write_atomically
from game.version import SIM_VERSION

CHECKPOINT_VERSION: Final = 1
"""Raised by every change of what a checkpoint holds."""
FOLDER: Final = "checkpoints"

_LEARNER: Final = "learner.safetensors"
_REPLAY: Final = "replay.safetensors"
_ENVIRONMENT: Final = "environment.bin"


class Position(NamedTuple):
    """Where a run stood at a checkpoint."""

    updates: int
    seconds: float
    """Spent until then."""


def save_checkpoint(
    run: Path, learner: Learner, collector: Collector, seconds: float, kept: int
) -> Path:
    """Write a checkpoint of a run, then forget all but the latest `kept`.

    Raises:
        UndercutError: It cannot be written; the checkpoints before it are still there.
    """
    folder = run / FOLDER / f"{learner.updates:09d}"
    part = folder.with_name(f".{folder.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    facts = _versions(collector) | {
        "updates": learner.updates,
        "decisions": learner.decisions,
        "seconds": seconds,
    }
    arrays = {f"learner.{name}": array for name, array in save_learner(learner).items()}
    arrays |= {f"collector.{name}": array for name, array in collector.save().items()}
    write_atomically(part / _ENVIRONMENT, collector.environment.save())
    collector.replay.save(part / _REPLAY)
    write_arrays(part / _LEARNER, arrays, facts)
    try:
        shutil.rmtree(folder, ignore_errors=True)
        part.rename(folder)
    except OSError as error:
        raise UndercutError(f"{folder}: cannot be written: {error.strerror}") from error
    for old in _checkpoints(run)[:-kept]:
        shutil.rmtree(old, ignore_errors=True)
    return folder


def latest_checkpoint(run: Path) -> Path:
    """The newest checkpoint of a run.

    Raises:
        UsageError: There is none.
    """
    found = _checkpoints(run)
    if not found:
        raise UsageError(f"{run} holds no checkpoint to go on from")
    return found[-1]


def load_checkpoint(folder: Path, learner: Learner, collector: Collector) -> Position:
    """Put a learner and a collector, its memory and its environment, where they stood.

    Raises:
        UndercutError: It cannot be read, or other versions than these wrote it.
    """
    saved = read_arrays(folder / _LEARNER)
    _refuse_others(folder, saved.facts, _versions(collector))
    load_learner(learner, below(saved.arrays, "learner."))
    collector.load(below(saved.arrays, "collector."))
    collector.replay.load(folder / _REPLAY)
    try:
        collector.environment.load((folder / _ENVIRONMENT).read_bytes())
    except OSError as error:
        raise UndercutError(f"{folder / _ENVIRONMENT}: cannot be read: {error}") from error
    learner.updates = saved.facts["updates"]
    learner.decisions = saved.facts["decisions"]
    return Position(learner.updates, saved.facts["seconds"])


def load_knowledge(folder: Path, learner: Learner) -> None:
    """Give a new run's learner what another run's learner knew; its counters begin at 0.

    Raises:
        UndercutError: It cannot be read, or is of networks of other sizes.
    """
    saved = read_arrays(folder / _LEARNER)
    try:
        load_learner(learner, below(saved.arrays, "learner."))
    except (KeyError, RuntimeError) as error:
        raise UndercutError(
            f"{folder}: was learned with networks of other sizes; copy their sizes into the "
            "configuration of the new run"
        ) from error
    learner.random_decisions = 0


def _checkpoints(run: Path) -> list[Path]:
    """All whole ones, the oldest first."""
    return sorted((run / FOLDER).glob("[0-9]*"))


def _versions(collector: Collector) -> dict[str, Any]:
    """What must be the same for a run to go on to the same bits."""
    return {
        "checkpoint": CHECKPOINT_VERSION,
        "physics": SIM_VERSION,
        "observation": collector.environment.observation_version,
        "torch": torch.__version__.partition("+")[0],
    }


def _refuse_others(folder: Path, facts: dict[str, Any], wanted: dict[str, Any]) -> None:
    for name, version in wanted.items():
        if facts.get(name) != version:
            raise UndercutError(
                f"{folder}: was written with {name} version {facts.get(name)}, this is {version}; "
                "go on with that version, or begin a new run"
            )
