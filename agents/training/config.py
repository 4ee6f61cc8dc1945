"""Everything about a training run that can be chosen, read from YAML and written beside the run."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final, Literal

import yaml
from pydantic import BaseModel, Field, model_validator

from agents.training.experience.config import ExperienceConfig
from agents.training.settings import Count, Rate, Section, Share
from game.core.files import write_atomically
from game.core.marked_yaml import read_model
from game.core.paths import find_data_file

CONFIGS: Final = Path(__file__).resolve().parent / "configs"

Layers = Annotated[tuple[Count, ...], Field(strict=False, min_length=1)]


class NetworkConfig(Section):
    """The sizes of actor and critics."""

    actor: Layers = Field((256, 256), description="Units of the actor's hidden layers.")
    critic: Layers = Field((256, 256), description="Units of each critic's hidden layers.")
    quantiles: Count = Field(32, description="Of the return, predicted by each critic.")
    actor_layer_norm: bool = Field(False, description="LayerNorm before each ReLU of the actor.")
    critic_layer_norm: bool = Field(False, description="LayerNorm before each ReLU of critics.")
    action_gain: float = Field(
        1.0, gt=0.0, description="Of actions as critics see them; one over their usual spread."
    )


class LearningConfig(Section):
    """One update."""

    batch_size: Count = Field(512, description="Transitions in an update.")
    discount: Share = Field(0.9896, description="Of the value one decision later.")
    steps: Count = Field(5, description="n of the n-step returns.")
    reward_scale: float = Field(1.0, gt=0.0, description="Multiplies every reward.")
    kappa: float = Field(1.0, gt=0.0, description="Error at which the Huber loss turns linear.")
    actor_rate: Rate = Field(3e-4, description="Learning rate of the actor.")
    critic_rate: Rate = Field(3e-4, description="Learning rate of the critics.")
    temperature_rate: Rate = Field(3e-4, description="Learning rate of the log temperature.")
    temperature: float = Field(0.1, gt=0.0, description="Worth of a nat of entropy at the start.")
    target_entropy: float = Field(-1.0, description="Wanted entropy per action [nat].")
    final_entropy: float | None = Field(
        None, description="Reached when the rates are at their last; none: the same all along."
    )
    mirrored: bool = Field(False, description="Mirror every other transition left to right.")
    actor_every: Count = Field(1, description="Updates of the critics for each of the actor.")
    actor_from: int = Field(0, ge=0, description="Updates of the critics before the actor's first.")
    restraint: float = Field(
        0.0, ge=0.0, description="Weight of squared actions in the actor's loss at first."
    )
    restraint_halved: Count = Field(10_000, description="Updates after which it is halved.")
    target_rate: Rate = Field(0.005, description="Polyak rate of the target critics.")
    anneal_from: Share = Field(0.5, description="Share of the updates after which rates fall.")
    final_rate: Share = Field(0.1, description="Share of its learning rate that is left at last.")
    gradient_limit: float = Field(10.0, gt=0.0, description="Largest norm of a gradient.")
    normalised: int = Field(
        0, ge=0, description="Observations whose mean and spread are taken; 0: not normalised."
    )


class TableConfig(Section):
    """Transitions of one kind of event, kept and drawn apart."""

    event: str = Field(description="As the environment names it.")
    batch_share: Share = Field(description="Of each batch, once the table can fill it.")
    memory_share: Share = Field(description="Of the memory, at most.")


class ReplayConfig(Section):
    """The memory."""

    capacity: Count = Field(1_000_000, description="Decisions remembered, all tables together.")
    tables: tuple[TableConfig, ...] = Field((), strict=False)

    @model_validator(mode="after")
    def _shares_fit(self) -> ReplayConfig:
        for name in ("batch_share", "memory_share"):
            total = sum(getattr(table, name) for table in self.tables)
            if total > 0.9:
                raise ValueError(f"the tables' {name} sum to {total:g}, must be at most 0.9")
        events = [table.event for table in self.tables]
        if len(set(events)) < len(events):
            raise ValueError("two tables have the same event")
        return self


class CollectionConfig(Section):
    """How experience is gathered beside the learning."""

    random_decisions: int = Field(
        10_000, ge=0, description="Taken at random, before the first update."
    )
    decisions_per_update: Count = Field(128, description="Collected for each update.")


class RunConfig(Section):
    """The run as a whole."""

    seed: int = Field(1, ge=0)
    updates: Count = Field(100_000)
    report_every: Count = Field(500, description="Updates between two reports.")
    checkpoint_every: Count = Field(5_000, description="Updates between two checkpoints.")
    kept_checkpoints: Count = Field(1, description="Full checkpoints that stay on the disk.")
    device: Literal["auto", "cpu", "cuda"] = Field("auto", description="auto: a GPU if any.")
    threads: Count = Field(1, description="Of torch on the CPU.")
    bfloat16: bool = Field(False, description="Autocast; pays on a GPU or a CPU made for it.")


class TrainingConfig(Section):
    """A training run."""

    run: RunConfig = RunConfig()
    network: NetworkConfig = NetworkConfig()
    learning: LearningConfig = LearningConfig()
    replay: ReplayConfig = ReplayConfig()
    collection: CollectionConfig = CollectionConfig()
    experience: ExperienceConfig = ExperienceConfig()


def load_config(name_or_path: str | Path) -> TrainingConfig:
    """A shipped configuration by name, or any by its path.

    Raises:
        UndercutError: There is none such, or it is not valid; says all that is wrong with it.
    """
    path = find_data_file(str(name_or_path), CONFIGS, "training configuration")
    return read_model(path, TrainingConfig)[0]


def write_config(path: Path, config: BaseModel) -> None:
    """Write a configuration with every value, defaults included, as YAML."""
    text = yaml.safe_dump(config.model_dump(mode="json"), sort_keys=False)
    write_atomically(path, text.encode())
