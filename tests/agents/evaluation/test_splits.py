from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from agents.evaluation.splits import (
    TEST_SEED,
    VALIDATION_SEED,
    random_test_tracks,
    shipped_tracks,
    track_of,
    tracks_of,
)
from agents.training.experience.making import VALIDATION_SEED as CHOSEN_BY
from game.core.errors import UsageError
from game.core.seeds import SeedTree
from game.track.random_track import random_track


def test_checkpoints_are_chosen_on_other_tracks_than_are_reported() -> None:
    assert VALIDATION_SEED == CHOSEN_BY != TEST_SEED
    reported = random_test_tracks(2)
    for index, track in enumerate(reported):
        chosen = random_track(SeedTree(CHOSEN_BY).child(f"{index}"), f"val-{index}")
        assert chosen.content_hash != track.content_hash


def test_random_test_tracks_are_always_the_same() -> None:
    assert track_of("random:1").content_hash == random_test_tracks(2)[1].content_hash
    with pytest.raises(UsageError, match="random:N"):
        track_of("random:x")


def test_without_a_word_all_shipped_tracks_are_meant() -> None:
    assert [track.name for track in tracks_of([])] == shipped_tracks()
    assert tracks_of(["khamsin", "shipped"])[0].name == "khamsin"
    assert len(tracks_of(["khamsin", "shipped"])) == len(shipped_tracks())
    with pytest.raises(UsageError, match="did you mean 'khamsin'"):
        tracks_of(["kamsin"])


def test_a_surveyed_circuit_is_imported_on_the_way(tmp_path: Path) -> None:
    angle = np.linspace(0.0, 2.0 * np.pi, 120, endpoint=False)
    rows = [f"{220 * np.cos(a):.3f},{140 * np.sin(a):.3f},6.0,6.0" for a in angle]
    path = tmp_path / "ellipse.csv"
    path.write_text("# x_m,y_m,w_tr_right_m,w_tr_left_m\n" + "\n".join(rows))
    track = track_of(str(path))
    assert track.name == "ellipse"
    assert track.length == pytest.approx(1144.0, abs=5.0)
