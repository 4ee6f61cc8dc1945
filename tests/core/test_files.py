from __future__ import annotations

from pathlib import Path

import pytest

from game.core.errors import UndercutError
from game.core.files import write_atomically


def test_a_file_is_replaced_whole_and_nothing_else_is_left(tmp_path: Path) -> None:
    path = tmp_path / "new folder" / "file.txt"
    write_atomically(path, b"first")
    write_atomically(path, b"second")
    assert path.read_bytes() == b"second"
    assert list(path.parent.iterdir()) == [path]


def test_a_file_where_the_folder_should_be_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "folder").write_text("a file")
    with pytest.raises(UndercutError, match=r"file.txt: cannot be written"):
        write_atomically(tmp_path / "folder" / "file.txt", b"content")
