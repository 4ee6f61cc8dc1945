"""YAML read strictly: every wrong thing of a file at once, each with its line and column.

YAML 1.1 turns `1:30` into 90, `on` into true and `010` into 8, and lets a repeated key win in
silence; this reader takes numbers, true/false and text as they look, and refuses repeated keys.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from game.core.errors import DataError, Problem
from game.core.paths import nearest

Location = tuple[str | int, ...]
Model = TypeVar("Model", bound=BaseModel)

MAX_BYTES = 4 * 1024 * 1024
MAX_DEPTH = 32


class _StrictLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """A safe loader whose plain scalars mean what they look like."""

    yaml_implicit_resolvers: dict[str, list[Any]] = {}  # noqa: RUF012 - the loader's own registry


_NUMBER_STARTS = list("-+.0123456789")
_StrictLoader.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), ["t", "f"]
)
_StrictLoader.add_implicit_resolver(
    "tag:yaml.org,2002:null", re.compile(r"^(?:null|~|)$"), ["n", "~", ""]
)
_StrictLoader.add_implicit_resolver(
    "tag:yaml.org,2002:int", re.compile(r"^[-+]?(?:0|[1-9][0-9]*)$"), _NUMBER_STARTS
)
_StrictLoader.add_implicit_resolver(
    "tag:yaml.org,2002:float",
    re.compile(
        r"^[-+]?(?:(?:0|[1-9][0-9]*)\.[0-9]*|\.[0-9]+|(?:0|[1-9][0-9]*)(?=[eE]))(?:[eE][-+]?[0-9]+)?$"
    ),
    _NUMBER_STARTS,
)


@dataclass
class MarkedYaml:
    """Plain data and, for each place in it, the line and column where it stands."""

    file: str
    data: Any
    marks: dict[Location, tuple[int, int]] = field(default_factory=dict)

    def mark(self, location: Location) -> tuple[int, int]:
        """Line and column of a place, or of the nearest place around it."""
        while location and location not in self.marks:
            location = location[:-1]
        return self.marks.get(location, (1, 1))

    def problem(self, location: Location, message: str) -> Problem:
        """A problem at a place of this file."""
        line, column = self.mark(location)
        return Problem(self.file, line, column, message)


def read_marked(path: Path, text: str | None = None) -> MarkedYaml:
    """Read a YAML file (or `text` in its name) with marks.

    Raises:
        DataError: Unreadable, not YAML, too large or deep, a repeated key, an alias.
    """
    name = str(path)
    if text is None:
        text = _read_text(path)
    loader = _StrictLoader(text)
    try:
        node = loader.get_single_node()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        message = error.problem or error.context or "not valid YAML"
        raise DataError([Problem(name, line, column, f"not valid YAML: {message}")]) from error
    except (yaml.YAMLError, RecursionError) as error:
        raise DataError(
            [Problem(name, 0, 0, f"not valid YAML: {error}".splitlines()[0])]
        ) from error
    finally:
        loader.dispose()
    marked = MarkedYaml(name, None)
    problems: list[Problem] = []
    marked.data = _construct(node, (), marked, problems)
    if problems:
        raise DataError(problems)
    return marked


def _read_text(path: Path) -> str:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise DataError([Problem(str(path), 0, 0, f"larger than {MAX_BYTES} bytes")])
        return path.read_text(encoding="utf-8")
    except OSError as error:
        reason = error.strerror or str(error)
        raise DataError([Problem(str(path), 0, 0, f"cannot be read: {reason}")]) from error
    except UnicodeDecodeError as error:
        raise DataError([Problem(str(path), 0, 0, "not UTF-8 text")]) from error


def _construct(node: Any, location: Location, marked: MarkedYaml, problems: list[Problem]) -> Any:
    """Plain data of a node; notes the mark of every place and the problems on the way."""
    if node is None:
        return None
    start = (node.start_mark.line + 1, node.start_mark.column + 1)
    if location in marked.marks or len(location) > MAX_DEPTH:
        problems.append(Problem(marked.file, *start, f"nested deeper than {MAX_DEPTH} levels"))
        return None
    marked.marks[location] = start
    if isinstance(node, yaml.MappingNode):
        return _construct_mapping(node, location, marked, problems)
    if isinstance(node, yaml.SequenceNode):
        return [
            _construct(child, (*location, index), marked, problems)
            for index, child in enumerate(node.value)
        ]
    return _construct_scalar(node, start, marked, problems)


def _construct_mapping(
    node: yaml.MappingNode, location: Location, marked: MarkedYaml, problems: list[Problem]
) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for key_node, value_node in node.value:
        line, column = key_node.start_mark.line + 1, key_node.start_mark.column + 1
        if not isinstance(key_node, yaml.ScalarNode):
            problems.append(Problem(marked.file, line, column, "a key must be a plain word"))
            continue
        key = str(key_node.value)
        if key in data:
            problems.append(Problem(marked.file, line, column, f"key {key!r} is given twice"))
            continue
        data[key] = _construct(value_node, (*location, key), marked, problems)
    return data


def _construct_scalar(
    node: yaml.ScalarNode, start: tuple[int, int], marked: MarkedYaml, problems: list[Problem]
) -> Any:
    text = str(node.value)
    kind = str(node.tag).rpartition(":")[2]
    if kind == "bool":
        return text == "true"
    if kind == "null":
        return None
    if kind == "int" and len(text) <= 18:
        return int(text)
    if kind in {"int", "float"}:
        return float(text)
    if kind != "str":
        problems.append(Problem(marked.file, *start, f"tag {node.tag} is not allowed"))
    return text


def read_model(path: Path, model: type[Model], text: str | None = None) -> tuple[Model, MarkedYaml]:
    """Read a YAML file into a pydantic model.

    Raises:
        DataError: With all problems, each at its line and column; an unknown key is named with
            the nearest known one.
    """
    marked = read_marked(path, text)
    try:
        return model.model_validate(marked.data), marked
    except ValidationError as error:
        problems = [
            marked.problem(_present(marked, details["loc"]), _sentence(details, model))
            for details in error.errors(include_url=False)
        ]
        raise DataError(problems) from error


def _present(marked: MarkedYaml, location: Location) -> Location:
    """The location without the names of union branches, which stand in no file."""
    kept: Location = ()
    for part in location:
        if (*kept, part) in marked.marks:
            kept = (*kept, part)
    return kept


def _sentence(details: Any, model: type[BaseModel]) -> str:
    path = ".".join(str(part) for part in details["loc"])
    kind, value = details["type"], details.get("input")
    if kind == "extra_forbidden":
        key = str(details["loc"][-1])
        return f"unknown key {path!r}{nearest(key, _known_keys(model, details['loc'][:-1]))}"
    if kind == "missing":
        return f"{path}: is required and missing"
    message = str(details["msg"]).removeprefix("Value error, ")
    message = message.replace("Input should be", "must be")
    shown = f": {value!r}" if isinstance(value, (int, float, str, bool)) else ""
    return f"{path}{shown}, {message}"


def _known_keys(model: type[BaseModel], location: Location) -> list[str]:
    """Field names that are allowed at a location, found by walking the model's own schema."""
    schema = model.model_json_schema()
    definitions = schema.get("$defs", {})
    nodes = [schema]
    for part in location:
        nodes = [child for node in nodes for child in _children(node, part, definitions)]
    keys = {
        key for node in nodes for key in _resolved(node, definitions).get("properties", {})
    } or {key for node in nodes for option in _options(node, definitions) for key in option}
    return sorted(keys)


def _resolved(node: dict[str, Any], definitions: dict[str, Any]) -> dict[str, Any]:
    reference = node.get("$ref")
    return definitions[reference.rpartition("/")[2]] if reference else node


def _options(node: dict[str, Any], definitions: dict[str, Any]) -> list[dict[str, Any]]:
    options = _resolved(node, definitions).get("anyOf", []) or _resolved(node, definitions).get(
        "oneOf", []
    )
    return [_resolved(option, definitions).get("properties", {}) for option in options]


def _children(node: dict[str, Any], part: str | int, definitions: dict[str, Any]) -> list[Any]:
    node = _resolved(node, definitions)
    branches = [node, *node.get("anyOf", []), *node.get("oneOf", [])]
    found = []
    for branch in (_resolved(branch, definitions) for branch in branches):
        if isinstance(part, int) and "items" in branch:
            found.append(branch["items"])
        elif part in branch.get("properties", {}):
            found.append(branch["properties"][part])
    return found or [node]
