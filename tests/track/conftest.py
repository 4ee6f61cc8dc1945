"""Tracks of tests are kept apart from the player's."""

from __future__ import annotations

import pytest

from game.core.paths import DATA_DIR_VARIABLE


@pytest.fixture(autouse=True, scope="session")
def _own_data_dir(tmp_path_factory: pytest.TempPathFactory) -> object:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(DATA_DIR_VARIABLE, str(tmp_path_factory.mktemp("data")))
        yield
