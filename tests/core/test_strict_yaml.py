"""YAML is taken as it looks, and whatever a file holds gives data or one kind of error."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.core.errors import DataError, Problem
from game.core.strict_yaml import MAX_BYTES, MAX_DEPTH, read_marked

FILE = Path("some.yaml")


def data(text: str) -> object:
    return read_marked(FILE, text).data


def refusal(text: str) -> str:
    with pytest.raises(DataError) as caught:
        read_marked(FILE, text)
    return str(caught.value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1", 1),
        ("-7", -7),
        ("+3", 3),
        ("1.5", 1.5),
        ("1e3", 1000.0),
        (".5", 0.5),
        ("true", True),
        ("null", None),
        ("", None),
        ("on", "on"),
        ("yes", "yes"),
        ("010", "010"),
        ("1:30", "1:30"),
        ("1_000", "1_000"),
        (".nan", ".nan"),
        ("2024-01-01", "2024-01-01"),
        ("'1'", "1"),
        ('"true"', "true"),
    ],
)
def test_a_plain_word_is_what_it_looks_like(text: str, value: object) -> None:
    found = data(f"key: {text}")
    assert found == {"key": value}
    assert isinstance(found, dict)
    assert type(found["key"]) is type(value)


def test_every_place_has_its_line_and_column() -> None:
    marked = read_marked(FILE, "a:\n  - {x: 1, yy: 2}\n  - 5\nb: text\n")
    assert marked.mark(("a", 0, "yy")) == (2, 16)
    assert marked.mark(("a", 0, "yy"), key=True) == (2, 12)
    assert marked.mark(("a", 1)) == (3, 5)
    assert marked.mark(("b", "inside", 3)) == (4, 4)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: 1\na: 2\n", "some.yaml:2:1: key 'a' is given twice"),
        ("a: &x 1\nb: *x\n", "some.yaml:1:4: anchor &x is not allowed"),
        ("a: !!python/object:os.system {}\n", "is not allowed"),
        ("a: 1\n---\nb: 2\n", "some.yaml:2:1: a second document"),
        ("a:\n\t- 1\n", "some.yaml:2:1: not valid YAML"),
        ("a: [1, 2\n", "not valid YAML"),
        ("? [1, 2]\n: 3\n", "some.yaml:1:3: a key must be a plain word"),
        ("a: \x00", "not valid YAML"),
        ("[" * 40 + "]" * 40, f"nested deeper than {MAX_DEPTH} levels"),
        ("\ud800", "not UTF-8 text"),
        ("a" * (MAX_BYTES + 1), "larger than"),
    ],
)
def test_what_is_refused(text: str, message: str) -> None:
    assert message in refusal(text)


def test_a_billion_laughs_are_not_heard() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    assert "anchor &a0 is not allowed" in refusal("\n".join(lines))


def test_files_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="cannot be read"):
        read_marked(tmp_path / "nowhere.yaml")
    binary = tmp_path / "binary.yaml"
    binary.write_bytes(b"a: 1\nb: \xff\xfe")
    with pytest.raises(DataError, match=r"binary.yaml:2:1: not UTF-8 text"):
        read_marked(binary)


SIGNS = st.sampled_from([*"abc01.-+:{}[],&*!|>'\"%@`#?~\n\t \\\x00\x85é", "- ", ": ", "\n  "])


@given(st.lists(SIGNS, max_size=60).map("".join) | st.text(max_size=60))
def test_any_text_gives_data_or_a_data_error(text: str) -> None:
    problems: tuple[Problem, ...] = ()
    try:
        read_marked(FILE, text)
    except DataError as error:
        problems = error.problems
    assert all("\n" not in problem.message for problem in problems)
