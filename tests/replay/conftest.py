from __future__ import annotations

from pathlib import Path

import pytest

from tests.replay.races import record


@pytest.fixture(scope="session")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A finished recording of a short race with contacts."""
    path = tmp_path_factory.mktemp("replays") / "race.replay"
    record(path)
    return path
