"""A training run: collecting and learning by turns, reports, checkpoints."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

import numpy as np
import torch
from pydantic import JsonValue

from agents.array_file import read_arrays
from agents.policy import Policy, write_policy
from agents.training.checkpoint import (
    latest_checkpoint,
    load_checkpoint,
    load_knowledge,
    save_checkpoint,
)
from agents.training.collector import BatchEnvironment, Collector
from agents.training.config import TrainingConfig, load_config, write_config
from agents.training.export import policy_of
from agents.training.learner import Diagnostics, Learner
from agents.training.progress import Progress
from agents.training.replay_buffer import ReplayBuffer
from agents.training.stretches import Batch, Floats
from game.core.errors import UsageError
from game.core.seeds import SeedTree

CONFIG_NAME: Final = "config.yaml"
POLICIES: Final = "policies"
BEST: Final = "best"
"""The policy that did best in validation so far, among the run's policies."""
COST: Final = "cost"
"""The figure of a validation that is to be small."""

MakeEnvironment = Callable[[TrainingConfig, SeedTree], BatchEnvironment]
"""Builds the batch of worlds of a run from its configuration and its branch of the seed."""
Validate = Callable[[Callable[[Floats], Floats]], dict[str, float]]
"""Lets a policy (observations -> actions) drive and says how it did, its `COST` among the rest."""


class Trainer:
    """A run in a folder of its own.

    What happens next follows from the counters alone, so that a run that is continued does
    exactly what it would have done.
    """

    def __init__(
        self,
        config: TrainingConfig,
        make_environment: MakeEnvironment,
        folder: Path,
        write: Callable[[str], None],
        validate: Validate | None = None,
    ) -> None:
        torch.set_num_threads(config.run.threads)
        seeds = SeedTree(config.run.seed)
        environment = make_environment(config, seeds.child("environment"))
        self.config, self.folder = config, folder
        self._write = write
        self._validate = validate
        self.learner = Learner(
            config, environment.observations, environment.actions, seeds.child("learner")
        )
        replay = ReplayBuffer(
            config.replay,
            environment.event_names,
            environment.cars,
            environment.observations,
            environment.actions,
            config.learning.steps,
            config.learning.discount,
            seeds.child("replay").generator(),
        )
        self.collector = Collector(environment, replay)
        self._progress: Progress | None = None

    @classmethod
    def begin(
        cls,
        config: TrainingConfig,
        make_environment: MakeEnvironment,
        folder: Path,
        write: Callable[[str], None],
        validate: Validate | None = None,
        origin: Path | None = None,
    ) -> Trainer:
        """A new run, from nothing or from what the run in the folder `origin` has learned.

        Raises:
            UsageError: The folder holds a run already, or the origin's holds none.
            UndercutError: The origin's networks are of other sizes.
        """
        if (folder / CONFIG_NAME).exists():
            raise UsageError(f"{folder} holds a run already; resume it, or choose another folder")
        trainer = cls(config, make_environment, folder, write, validate)
        if origin is not None:
            load_knowledge(latest_checkpoint(origin), trainer.learner)
        write_config(folder / CONFIG_NAME, config)
        return trainer

    @classmethod
    def resume(
        cls,
        folder: Path,
        make_environment: MakeEnvironment,
        write: Callable[[str], None],
        validate: Validate | None = None,
    ) -> Trainer:
        """The run of a folder, where its latest checkpoint left it.

        Raises:
            UndercutError: There is no such run, or other versions wrote it.
        """
        checkpoint = latest_checkpoint(folder)
        config = load_config(folder / CONFIG_NAME)
        trainer = cls(config, make_environment, folder, write, validate)
        position = load_checkpoint(checkpoint, trainer.learner, trainer.collector)
        trainer._progress = trainer._open_progress(position.seconds)
        return trainer

    def run(self) -> None:
        """Collect and learn until the planned updates are made."""
        progress = self._progress = self._progress or self._open_progress(0.0)
        try:
            while self.learner.updates < self.config.run.updates:
                if self._update_is_due():
                    self._update(progress)
                else:
                    self.collector.collect(self.learner.explore)
        finally:
            progress.close()
            self._progress = None

    def _open_progress(self, seconds: float) -> Progress:
        planned = self.config.run.updates
        return Progress(self.folder, planned, self._write, self.learner.updates, seconds)

    def _update_is_due(self) -> bool:
        collection = self.config.collection
        learned_from = self.learner.decisions - collection.random_decisions
        wanted = (self.learner.updates + 1) * collection.decisions_per_update
        return self.collector.replay.ready and learned_from >= wanted

    def _update(self, progress: Progress) -> None:
        run = self.config.run
        batch = self.collector.replay.sample(self.config.learning.batch_size)
        if self.config.learning.mirrored:
            batch = half_mirrored(batch, self.collector.environment)
        diagnostics = self.learner.update(batch)
        updates = self.learner.updates
        if updates % run.report_every == 0 or updates == run.updates:
            figures = self.collector.report() | _figures(diagnostics)
            progress.report(updates, self.learner.decisions, figures)
        if updates % run.checkpoint_every == 0 or updates == run.updates:
            seconds = progress.seconds
            self._write_policy(seconds)
            save_checkpoint(
                self.folder, self.learner, self.collector, seconds, run.kept_checkpoints
            )

    def _write_policy(self, seconds: float) -> None:
        """Keep the policy of this moment, to choose from and to race against later."""
        measured = self._validate(self.learner.best) if self._validate else {}
        name = f"policy-{self.learner.updates:09d}"
        trained_on: dict[str, JsonValue] = {
            "config": self.config.model_dump(mode="json"),
            "seconds": round(seconds, 1),
            "device": str(self.learner.device),
        }
        version = self.collector.environment.observation_version
        policy = policy_of(self.learner, name, version, trained_on, measured)
        write_policy(self._policy_path(name), policy)
        self.collector.environment.meet(policy)
        if measured:
            self._write("validation: " + ", ".join(f"{k} {v:.3f}" for k, v in measured.items()))
            self._keep_best(policy)

    def _keep_best(self, policy: Policy) -> None:
        """Keep a copy of the policy if none before it did better."""
        best = self._policy_path(BEST)
        before = read_arrays(best).facts["measured"][COST] if best.exists() else None
        if before is None or policy.card.measured[COST] <= before:
            write_policy(best, policy)

    def _policy_path(self, name: str) -> Path:
        return self.folder / POLICIES / f"{name}.safetensors"


def half_mirrored(batch: Batch, environment: BatchEnvironment) -> Batch:
    """A batch whose every other transition is as in a world mirrored left to right."""
    mirrored = environment.mirrored(Batch(*(column[::2] for column in batch)))
    return Batch(
        *(
            np.concatenate([column[1::2], other])
            for column, other in zip(batch, mirrored, strict=True)
        )
    )


def _figures(diagnostics: Diagnostics) -> dict[str, float]:
    return {f"learner/{name}": tensor.item() for name, tensor in diagnostics._asdict().items()}
