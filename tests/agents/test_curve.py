"""A run's curve: validation and pace over the hours of one run after another."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from agents.policy import Policy, PolicyCard, tensor_shapes, write_policy
from agents.training.curve import draw_curve, read_curve
from game.core.errors import UsageError


def make_run(folder: Path, over_ideal: float) -> Path:
    folder.mkdir()
    rows = ["updates,seconds,environment/pace", "10,1800,0.4", "20,3600,0.6"]
    (folder / "progress.csv").write_text("\n".join(rows) + "\n")
    card = PolicyCard(
        name="p",
        observation_version=1,
        observations=2,
        actions=2,
        hidden=(2,),
        clip=10.0,
        updates=20,
        measured={"lap_over_ideal": over_ideal, "clean": 0.5},
    )
    tensors = {name: np.zeros(shape, np.float32) for name, shape in tensor_shapes(card).items()}
    write_policy(folder / "policies" / "policy-20.safetensors", Policy(card, tensors))
    return folder


def test_a_run_goes_on_where_the_one_before_ended(tmp_path: Path) -> None:
    curve = read_curve([make_run(tmp_path / "a", 1.3), make_run(tmp_path / "b", 1.1)])
    assert curve.over_ideal == [(1.0, 1.3), (2.0, 1.1)]
    assert curve.pace == [(0.5, 0.4), (1.0, 0.6), (1.5, 0.4), (2.0, 0.6)]
    assert curve.clean == [(1.0, 0.5), (2.0, 0.5)]


def test_it_is_drawn_as_a_picture(tmp_path: Path) -> None:
    draw_curve(read_curve([make_run(tmp_path / "a", 1.3)]), tmp_path / "curve.png")
    assert (tmp_path / "curve.png").read_bytes().startswith(b"\x89PNG")


def test_a_folder_without_a_run_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="holds no run"):
        read_curve([tmp_path])
