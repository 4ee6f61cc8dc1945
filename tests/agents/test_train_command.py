from __future__ import annotations

import argparse
from pathlib import Path

import pytest

from agents.commands.train import register
from game.core.errors import UndercutError, UsageError


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


def test_wrong_use_is_refused_in_a_line(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="leave the other options out"):
        run("--resume", str(tmp_path), "--config", "desk")
    with pytest.raises(UsageError, match="holds no run"):
        run("--resume", str(tmp_path))
    with pytest.raises(UndercutError, match="no training configuration called 'dekc'"):
        run("--config", "dekc")
