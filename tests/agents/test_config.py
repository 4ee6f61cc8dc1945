"""Configurations are read strictly, and what was run is written down whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from agents.training.config import (
    CONFIGS,
    LearningConfig,
    TrainingConfig,
    load_config,
    write_config,
)
from agents.training.learner import annealed_share
from game.core.errors import DataError, UsageError


@pytest.mark.parametrize("path", sorted(CONFIGS.glob("*.yaml")), ids=lambda path: path.stem)
def test_shipped_configurations_are_valid_and_survive_being_written(
    path: Path, tmp_path: Path
) -> None:
    config = load_config(path.stem)
    write_config(tmp_path / "config.yaml", config)
    assert load_config(tmp_path / "config.yaml") == config


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("learning: {batchsize: 3}", "did you mean 'batch_size'"),
        ("learning: {discount: 1.2}", "1.2, must be"),
        ("network: {actor: []}", "network.actor"),
        ("run: {updates: many}", "a whole number"),
        ("replay: {tables: [{event: off, batch_share: 0.6, memory_share: 0.1},"
         " {event: traffic, batch_share: 0.6, memory_share: 0.1}]}", "batch_share sum to 1.2"),
        ("replay: {tables: [{event: off, batch_share: 0.1, memory_share: 0.1},"
         " {event: off, batch_share: 0.1, memory_share: 0.1}]}", "the same event"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_place(tmp_path: Path, text: str, sentence: str) -> None:
    path = tmp_path / "wrong.yaml"
    path.write_text(text)
    with pytest.raises(DataError, match=sentence) as refusal:
        load_config(path)
    assert str(refusal.value).startswith(f"{path}:1:")


def test_an_unknown_configuration_is_named() -> None:
    with pytest.raises(UsageError, match="did you mean 'quick'"):
        load_config("quik")


def test_learning_rates_rest_and_then_fall_along_a_line() -> None:
    config = LearningConfig(anneal_from=0.5, final_rate=0.1)
    shares = [annealed_share(updates, 1000, config) for updates in (0, 500, 750, 1000, 2000)]
    assert shares == pytest.approx([1.0, 1.0, 0.55, 0.1, 0.1])
    assert TrainingConfig().run.device == "auto"
