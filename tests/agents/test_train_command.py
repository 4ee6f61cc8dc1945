from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import pytest

from agents.commands.train import register
from agents.driver import INTERFACE
from agents.policy import read_policy, write_policy
from agents.training.config import load_config
from game.core.errors import UndercutError, UsageError
from tests.agents.rivals import OVAL, handmade_policy


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    register(parser.add_subparsers())
    parsed = parser.parse_args(["train", *words])
    return int(parsed.run(parsed))


TINY = """\
run: {updates: 4, report_every: 2, checkpoint_every: 2, device: cpu}
network: {actor: [16], critic: [16], quantiles: 4}
learning: {batch_size: 16}
replay: {capacity: 2000, tables: [{event: off_course, batch_share: 0.1, memory_share: 0.1}]}
collection: {random_decisions: 40, decisions_per_update: 4}
experience: {arenas: 1, cars_per_arena: 2, tracks: 1, cars: 2, validation_tracks: 1}
"""


def test_a_run_from_a_file_leaves_policies_and_goes_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = tmp_path / "tiny.yaml"
    config.write_text(TINY)
    folder = tmp_path / "run"
    assert run("--config", str(config), "--output", str(folder)) == 0
    assert "validation: completed" in capsys.readouterr().out
    assert (folder / "policies" / "best.safetensors").is_file()
    written = folder / "config.yaml"
    written.write_text(written.read_text().replace("updates: 4", "updates: 6"))
    assert run("--resume", str(folder)) == 0
    assert "6/6 updates" in capsys.readouterr().out
    assert (folder / "policies" / "policy-000000006.safetensors").is_file()


def test_a_policy_is_restrained_into_a_file_of_its_own(tmp_path: Path) -> None:
    policy, calm = tmp_path / "rival.safetensors", tmp_path / "calm.safetensors"
    write_policy(policy, handmade_policy())
    assert run("--from", str(policy), "--restrain", "0.5", "--output", str(calm)) == 0
    assert read_policy(calm, INTERFACE).card.name == "calm"
    with pytest.raises(UsageError, match="needs --from POLICY and --output FILE"):
        run("--restrain", "0.5")


def test_a_policy_is_tuned_to_a_track_and_a_car(tmp_path: Path) -> None:
    policy = tmp_path / "rival.safetensors"
    write_policy(policy, handmade_policy())
    config = tmp_path / "tiny.yaml"
    config.write_text(TINY.replace("learning: {", "learning: {actor_from: 1000, "))
    folder = tmp_path / "run"
    words = ["--from", str(policy), "--track", str(OVAL), "--car", "kart"]
    assert run("--config", str(config), "--output", str(folder), *words) == 0
    written = load_config(folder / "config.yaml")
    assert written.experience.fixed_tracks == (str(OVAL),)
    assert written.experience.fixed_cars == ("kart",)
    best = read_policy(folder / "policies" / "best.safetensors", INTERFACE)
    seen = np.random.default_rng(1).standard_normal((8, INTERFACE.observations), np.float32)
    assert np.allclose(best.act(seen), handmade_policy().act(seen), atol=1e-5)


def test_the_shipped_configuration_for_tuning_lets_critics_learn_first() -> None:
    config = load_config("tune")
    assert config.collection.random_decisions == 0
    assert config.learning.actor_from > 0


def test_wrong_use_is_refused_in_a_line(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="leave the other options out"):
        run("--resume", str(tmp_path), "--config", "desk")
    with pytest.raises(UsageError, match="holds no run"):
        run("--resume", str(tmp_path))
    with pytest.raises(UndercutError, match="no training configuration called 'dekc'"):
        run("--config", "dekc")
    with pytest.raises(UndercutError, match="no track called 'ovalle'"):
        run("--track", "ovalle")
    with pytest.raises(UndercutError, match="does not exist"):
        run("--from", str(tmp_path / "nothing.safetensors"))
