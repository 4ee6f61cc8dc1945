"""YAML read strictly: plain data and the line and column of every place in them.

YAML 1.1 turns `1:30` into 90, `on` into true and `010` into 8, and lets a repeated key win in
silence; this reader takes numbers, true/false and text as they look, and refuses repeated keys,
aliases (a few of them can stand for gigabytes) and tags. It builds the data from the parser's
events, one after the other, so that no depth or size of a file can do harm.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, TypeAlias

import yaml

from game.core.errors import DataError, Problem

Location: TypeAlias = tuple[str | int, ...]
Mark: TypeAlias = tuple[int, int]

MAX_BYTES: Final = 1024 * 1024
MAX_DEPTH: Final = 16
MAX_PROBLEMS: Final = 100
"""More than this many are not listed."""

_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INTEGER: Final = re.compile(r"[-+]?(?:0|[1-9][0-9]*)")
_NUMBER: Final = re.compile(
    r"[-+]?(?:(?:0|[1-9][0-9]*)(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]{1,4})?"
)
_WORDS: Final = {"true": True, "false": False, "null": None, "~": None, "": None}


@dataclass
class MarkedYaml:
    """Plain data and, for each place in it, the line and column where it stands."""

    file: str
    data: Any = None
    marks: dict[Location, Mark] = field(default_factory=dict)
    key_marks: dict[Location, Mark] = field(default_factory=dict)

    def mark(self, location: Location, key: bool = False) -> Mark:
        """Line and column of a place (or of its key), or of the nearest place around it."""
        if key and location in self.key_marks:
            return self.key_marks[location]
        while location and location not in self.marks:
            location = location[:-1]
        return self.marks.get(location, (1, 1))

    def problem(self, location: Location, message: str, key: bool = False) -> Problem:
        """A problem at a place of this file."""
        line, column = self.mark(location, key)
        return Problem(self.file, line, column, message)


def read_marked(path: Path, text: str | None = None) -> MarkedYaml:
    """Read a YAML file (or `text` in its name) with marks.

    Raises:
        DataError: Unreadable, not YAML, too large or deep, a repeated key, an alias.
    """
    name = str(path)
    if text is None:
        text = read_text(path)
    _refuse_size(name, text)
    reader = _Reader(MarkedYaml(name), yaml.parse(text, Loader=_LOADER))
    try:
        reader.read_document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        reader.add((line, column), f"not valid YAML: {error.problem or error.context}")
    except yaml.YAMLError as error:
        reader.add((0, 0), f"not valid YAML: {str(error).splitlines()[0]}")
    if reader.problems:
        raise DataError(reader.problems[:MAX_PROBLEMS])
    return reader.marked


def read_text(path: Path) -> str:
    """The text of a data file.

    Raises:
        DataError: It cannot be read, is too large, or is no UTF-8 text.
    """
    try:
        with path.open("rb") as stream:
            content = stream.read(MAX_BYTES + 1)
    except OSError as error:
        reason = error.strerror or str(error)
        raise DataError([Problem(str(path), 0, 0, f"cannot be read: {reason}")]) from error
    if len(content) > MAX_BYTES:
        raise DataError([Problem(str(path), 0, 0, f"larger than {MAX_BYTES} bytes")])
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise DataError([Problem(str(path), line, 1, "not UTF-8 text")]) from error


def _refuse_size(name: str, text: str) -> None:
    try:
        size = len(text.encode("utf-8"))
    except UnicodeEncodeError as error:
        raise DataError([Problem(name, 0, 0, "not UTF-8 text")]) from error
    if size > MAX_BYTES:
        raise DataError([Problem(name, 0, 0, f"larger than {MAX_BYTES} bytes")])


class _Reader:
    """Builds data from events; every place is visited once."""

    def __init__(self, marked: MarkedYaml, events: Iterator[Any]) -> None:
        self.marked = marked
        self.events = events
        self.problems: list[Problem] = []

    def add(self, mark: Mark, message: str) -> None:
        self.problems.append(Problem(self.marked.file, *mark, message))

    def read_document(self) -> None:
        documents = 0
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self.add(_start(event), "a second document (`---`) is not allowed")
                    return
                self.marked.data = self.value(next(self.events), ())

    def value(self, event: Any, location: Location) -> Any:
        """Data of the node that begins with `event`."""
        mark = _start(event)
        self.marked.marks[location] = mark
        if isinstance(event, yaml.AliasEvent):
            self.add(mark, f"alias *{event.anchor} is not allowed, write the value out")
            return None
        if event.anchor is not None:
            self.add(mark, f"anchor &{event.anchor} is not allowed")
        if event.tag is not None and event.tag != "!":
            self.add(mark, f"tag {event.tag} is not allowed")
        if isinstance(event, yaml.ScalarEvent):
            return _plain_value(event.value) if event.implicit[0] else event.value
        if len(location) >= MAX_DEPTH:
            raise yaml.MarkedYAMLError(
                problem=f"nested deeper than {MAX_DEPTH} levels", problem_mark=event.start_mark
            )
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(location)
        return self.mapping(location)

    def sequence(self, location: Location) -> list[Any]:
        items: list[Any] = []
        for event in self.events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            items.append(self.value(event, (*location, len(items))))
        return items

    def mapping(self, location: Location) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for event in self.events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            mark = _start(event)
            key = self.value(event, (*location, "?"))
            name = event.value if isinstance(event, yaml.ScalarEvent) else None
            if name is None:
                self.add(mark, "a key must be a plain word")
            elif name in data:
                self.add(mark, f"key {key!r} is given twice")
            place = (*location, str(name))
            self.marked.key_marks[place] = mark
            data[str(name)] = self.value(next(self.events), place)
        return data


def _start(event: Any) -> Mark:
    return event.start_mark.line + 1, event.start_mark.column + 1


def _plain_value(text: str) -> Any:
    """What an unquoted scalar looks like: a number, true, false, nothing, or text."""
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text) and len(text) <= 18:
        return int(text)
    return float(text) if _NUMBER.fullmatch(text) else text
