"""A toy is learned in seconds, alike from the same seed, and exactly on after a kill."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from agents.array_file import read_arrays, write_arrays
from agents.policy import Interface, read_policy
from agents.training.checkpoint import latest_checkpoint
from agents.training.config import NetworkConfig, TrainingConfig
from agents.training.learner_state import save_learner
from agents.training.train import Trainer
from game.core.errors import UndercutError, UsageError
from tests.agents.lane import PERFECT, Lane, lane_config, mean_return


def quiet(line: str) -> None:
    del line


class Kill(Exception):
    """Stands for a kill in the middle of a run."""


def killed_at(updates: int) -> Callable[[str], None]:
    def write(line: str) -> None:
        if int(line.split("/")[0]) >= updates:
            raise Kill

    return write


def trained(folder: Path, config: TrainingConfig, write: Callable[[str], None] = quiet) -> Trainer:
    trainer = Trainer.begin(config, Lane, folder, write)
    trainer.run()
    return trainer


def assert_same_run(one: Trainer, other: Trainer) -> None:
    first, second = save_learner(one.learner), save_learner(other.learner)
    assert first.keys() == second.keys()
    for name, array in first.items():
        np.testing.assert_array_equal(array, second[name], err_msg=name)
    environment = one.collector.environment
    assert environment.save() == other.collector.environment.save()
    for column, again in zip(
        one.collector.replay.sample(64), other.collector.replay.sample(64), strict=True
    ):
        np.testing.assert_array_equal(column, again)


def test_a_toy_is_learned_in_seconds(tmp_path: Path) -> None:
    lines: list[str] = []
    trainer = trained(tmp_path, lane_config(updates=300, report_every=100), lines.append)
    assert mean_return(trainer.learner.best) > 0.85 * PERFECT
    assert "left" in lines[0]
    assert "off" in lines[0]
    policy = read_policy(tmp_path / "policies" / "policy-000000300.safetensors", Interface(1, 4, 2))
    assert mean_return(policy.act) == pytest.approx(mean_return(trainer.learner.best), abs=0.01)
    assert policy.card.updates == 300


@pytest.mark.parametrize("steps", [1, 5])
def test_two_runs_of_a_seed_are_equal_and_of_two_seeds_differ(tmp_path: Path, steps: int) -> None:
    one, same = (
        trained(tmp_path / name, lane_config(updates=40, steps=steps)) for name in ("one", "same")
    )
    other = trained(tmp_path / "other", lane_config(updates=40, steps=steps, seed=2))
    assert_same_run(one, same)
    assert not np.array_equal(one.learner.best(np.eye(4, dtype=np.float32)),
                              other.learner.best(np.eye(4, dtype=np.float32)))  # fmt: skip


def test_a_killed_run_goes_on_to_the_same_bits(tmp_path: Path) -> None:
    config = lane_config(updates=60, report_every=10, checkpoint_every=30)
    whole = trained(tmp_path / "whole", config)
    with pytest.raises(Kill):
        trained(tmp_path / "killed", config, killed_at(50))
    resumed = Trainer.resume(tmp_path / "killed", Lane, quiet)
    assert resumed.learner.updates == 30
    resumed.run()
    assert_same_run(whole, resumed)
    rows = [
        [line.split(",")[:2] for line in (tmp_path / run / "progress.csv").open()]
        for run in ("whole", "killed")
    ]
    assert rows[0] == rows[1]


def test_a_restrained_actor_stays_near_doing_nothing(tmp_path: Path) -> None:
    acted = []
    for restraint in (0.0, 100.0):
        config = lane_config(updates=60)
        learning = config.learning.model_copy(update={"restraint": restraint})
        config = config.model_copy(update={"learning": learning})
        trainer = trained(tmp_path / f"{restraint:.0f}", config)
        seen = np.random.default_rng(1).normal(size=(50, 4)).astype(np.float32)
        acted.append(float(np.abs(trainer.learner.best(seen)).mean()))
    assert acted[1] < 0.5 * acted[0]


def test_autocast_and_layer_norm_learn_with_finite_numbers(tmp_path: Path) -> None:
    config = lane_config(updates=5, bfloat16=True)
    network = config.network.model_copy(
        update={"actor_layer_norm": True, "critic_layer_norm": True}
    )
    trainer = trained(tmp_path, config.model_copy(update={"network": network}))
    for name, array in save_learner(trainer.learner).items():
        assert np.isfinite(array).all(), name


def test_a_half_written_checkpoint_is_not_there(tmp_path: Path) -> None:
    trained(tmp_path, lane_config(updates=20, checkpoint_every=10))
    half = tmp_path / "checkpoints" / ".000000030.part"
    half.mkdir()
    (half / "learner.safetensors").write_bytes(b"half")
    assert latest_checkpoint(tmp_path).name == "000000020"
    assert [path.name for path in latest_checkpoint(tmp_path).parent.glob("0*")] == ["000000020"]


@pytest.mark.parametrize("name", ["checkpoint", "physics", "observation", "torch"])
def test_other_versions_are_refused_in_one_sentence(tmp_path: Path, name: str) -> None:
    trained(tmp_path, lane_config(updates=2))
    path = latest_checkpoint(tmp_path) / "learner.safetensors"
    saved = read_arrays(path)
    write_arrays(path, saved.arrays, saved.facts | {name: "0"})
    with pytest.raises(UndercutError, match=f"written with {name} version 0, this is") as refusal:
        Trainer.resume(tmp_path, Lane, quiet)
    assert "\n" not in str(refusal.value)


def test_folders_with_a_run_and_without_one_are_not_mixed_up(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="holds no checkpoint"):
        Trainer.resume(tmp_path, Lane, quiet)
    Trainer.begin(lane_config(), Lane, tmp_path, quiet)
    with pytest.raises(UsageError, match="holds a run already"):
        Trainer.begin(lane_config(), Lane, tmp_path, quiet)


def test_the_best_policy_in_validation_is_kept_beside_the_later_ones(tmp_path: Path) -> None:
    costs = iter([2.0, 1.0, 3.0])
    lines: list[str] = []
    config = lane_config(updates=30, checkpoint_every=10)
    trainer = Trainer.begin(
        config, Lane, tmp_path, lines.append, lambda act: {"cost": next(costs), "laps": 1.0}
    )
    trainer.run()
    best = read_policy(tmp_path / "policies" / "best.safetensors", Interface(1, 4, 2))
    assert best.card.updates == 20
    assert best.card.measured == {"cost": 1.0, "laps": 1.0}
    assert sum("validation: cost" in line for line in lines) == 3


def test_a_run_may_begin_with_what_another_one_has_learned(tmp_path: Path) -> None:
    first = trained(tmp_path / "first", lane_config(updates=300))
    second = Trainer.begin(
        lane_config(updates=10), Lane, tmp_path / "second", quiet, origin=tmp_path / "first"
    )
    assert second.learner.updates == second.learner.decisions == 0
    assert mean_return(second.learner.best) == mean_return(first.learner.best)
    second.run()
    assert mean_return(second.learner.best) > 0.85 * PERFECT
    other = lane_config(updates=10).model_copy(update={"network": NetworkConfig(actor=(16,))})
    with pytest.raises(UndercutError, match="networks of other sizes"):
        Trainer.begin(other, Lane, tmp_path / "third", quiet, origin=tmp_path / "first")
