"""Marks on the road are found again where they lie, also when there are very many."""

from __future__ import annotations

import numpy as np

from game.render.marks import MARK, TyreMarks, find_marks


def laid(count: int) -> np.ndarray:
    """Marks a metre apart along a line to the east."""
    marks = np.zeros(count, MARK)
    marks["x"], marks["to_x"] = np.arange(count), np.arange(count) + 0.5
    marks["half_width"], marks["cover"] = 0.1, 0.4
    return marks


def test_only_marks_that_touch_an_area_are_found_the_oldest_first() -> None:
    marks, found = laid(1000), np.zeros(1000, np.int32)
    count = find_marks(marks, 1000, (99.9, -1.0, 110.1, 1.0), found)
    assert list(found[:count]) == list(range(100, 111))
    assert find_marks(marks, 1000, (99.9, 1.0, 110.1, 2.0), found) == 0
    assert find_marks(marks, 50, (99.9, -1.0, 110.1, 1.0), found) == 0, "not laid yet"


def test_marks_that_overwrote_the_oldest_come_last() -> None:
    marks, found = laid(100), np.zeros(100, np.int32)
    count = find_marks(marks, 105, (-1.0, -1.0, 9.4, 1.0), found)
    assert list(found[:count]) == [5, 6, 7, 8, 9, 0, 1, 2, 3, 4]


def test_where_nobody_slid_there_are_none() -> None:
    marks = TyreMarks(np.full((2, 4), 0.1), 0.0, (0, 0))
    assert len(marks.near(-1e6, -1e6, 1e6, 1e6)) == 0
