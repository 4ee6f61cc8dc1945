"""A YAML data file becomes a pydantic model, or a list of everything that is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from game.core.errors import DataError, Problem
from game.core.paths import nearest
from game.core.strict_yaml import MAX_PROBLEMS, Location, MarkedYaml, read_marked

Model = TypeVar("Model", bound=BaseModel)


def read_model(path: Path, model: type[Model], text: str | None = None) -> tuple[Model, MarkedYaml]:
    """Read a YAML file (or `text` in its name) into a pydantic model.

    Raises:
        DataError: With all problems, each at its line and column; an unknown key is named with
            the nearest known one.
    """
    marked = read_marked(path, text)
    try:
        return model.model_validate(marked.data), marked
    except ValidationError as error:
        raise DataError(_problems(error, marked, model)) from error


@dataclass(frozen=True)
class _Fault:
    """One of pydantic's errors, seen from the file."""

    place: Location
    """Where in the file; without the names of union branches, which stand in no file."""
    union: Location | None
    """Place of the innermost union on the way."""
    branch: str
    kind: str
    details: Any


def _problems(error: ValidationError, marked: MarkedYaml, model: type[BaseModel]) -> list[Problem]:
    schema = _schema(model)
    faults = [_fault(details, marked.data, schema) for details in error.errors(include_url=False)]
    return [
        marked.problem(fault.place, _sentence(fault, schema), fault.kind == "extra_forbidden")
        for fault in _likeliest_branches(faults)[:MAX_PROBLEMS]
    ]


def _fault(details: Any, data: Any, schema: _Schema) -> _Fault:
    place: Location = ()
    union, branch = None, ""
    nodes = [schema.root]
    for position, part in enumerate(details["loc"]):
        children = [child for node in nodes for child in schema.children(node, part)]
        in_data = _holds(data, part)
        last = position == len(details["loc"]) - 1
        if children or in_data or (last and details["type"] == "missing"):
            place, nodes = (*place, part), children
            data = data[part] if in_data else None
        else:
            union, branch = place, str(part)
    return _Fault(place, union, branch, str(details["type"]), details)


def _holds(data: Any, part: str | int) -> bool:
    if isinstance(data, list):
        return isinstance(part, int) and part < len(data)
    return isinstance(data, dict) and part in data


def _likeliest_branches(faults: list[_Fault]) -> list[_Fault]:
    """Of a union's faults those of the branch that was meant.

    A branch whose faults lie deeper than the union itself had the right type of value; of several
    such the one with the fewest faults was meant.
    """
    kept: list[_Fault] = []
    unions: dict[Location, dict[str, list[_Fault]]] = {}
    for fault in faults:
        if fault.union is None:
            kept.append(fault)
        else:
            unions.setdefault(fault.union, {}).setdefault(fault.branch, []).append(fault)
    for place, branches in unions.items():
        fitting = [
            branch
            for branch in branches.values()
            if all(len(fault.place) > len(place) for fault in branch)
        ]
        if fitting:
            kept += sorted(fitting, key=len)[0]
        else:
            kept.append(_any_of(place, [branch[0] for branch in branches.values()]))
    return kept


def _any_of(place: Location, faults: list[_Fault]) -> _Fault:
    """One fault for a value that fits no branch at all."""
    wanted = " or ".join(dict.fromkeys(_requirement(fault) for fault in faults))
    details = {**faults[0].details, "msg": f"must be {wanted}"}
    return _Fault(place, None, "", "union", details)


_REQUIREMENTS = {
    "float_type": "a number",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "bool_type": "true or false",
    "string_type": "text",
    "list_type": "a list",
    "tuple_type": "a list",
    "dict_type": "a block of keys and values",
    "model_type": "a block of keys and values",
    "model_attributes_type": "a block of keys and values",
    "finite_number": "a finite number",
}


def _requirement(fault: _Fault) -> str:
    if fault.kind in _REQUIREMENTS:
        return _REQUIREMENTS[fault.kind]
    if fault.kind in {"literal_error", "enum"}:
        return str(fault.details["ctx"]["expected"])
    return str(fault.details["msg"]).removeprefix("Input should be ")


def _sentence(fault: _Fault, schema: _Schema) -> str:
    path = ".".join(str(part) for part in fault.place) or "the file"
    if fault.kind == "extra_forbidden":
        known = schema.keys(fault.place[:-1])
        return f"unknown key {path!r}{nearest(str(fault.place[-1]), known)}"
    if fault.kind == "missing":
        return f"{path}: is required and missing"
    node = schema.leaf(fault.place)
    unit = f" {node['unit']}" if "unit" in node else ""
    return f"{path}{_shown(fault.details['input'], unit)}, {_demand(fault, node, unit)}"


def _shown(value: Any, unit: str) -> str:
    if isinstance(value, bool):
        return f": {str(value).lower()}"
    if isinstance(value, int | float):
        return f": {value}{unit}"
    if isinstance(value, str):
        return f": {value[:40]!r}"
    return ": empty" if value is None else ""


_BOUNDS = {"greater_than", "greater_than_equal", "less_than", "less_than_equal"}


def _demand(fault: _Fault, node: dict[str, Any], unit: str) -> str:
    if fault.kind in _BOUNDS:
        return f"must be {_range(node, unit)}"
    if fault.kind in {"too_short", "too_long"}:
        limits = fault.details["ctx"]
        limit = limits.get("min_length", limits.get("max_length"))
        most = "at least" if fault.kind == "too_short" else "at most"
        return f"must have {most} {limit} entries, has {limits.get('actual_length') or 'more'}"
    if fault.kind in _REQUIREMENTS or fault.kind in {"literal_error", "enum"}:
        wanted = f"must be {_requirement(fault)}"
        options = [option for option in node.get("enum", []) if isinstance(option, str)]
        value = fault.details["input"]
        close = nearest(value, options) if isinstance(value, str) and options else ""
        return wanted + (close if "did you mean" in close else "")
    message = str(fault.details["msg"]).removeprefix("Value error, ")
    return message.replace("Input should be", "must be").replace("String should", "must")


def _range(node: dict[str, Any], unit: str) -> str:
    low = node.get("minimum", node.get("exclusiveMinimum"))
    high = node.get("maximum", node.get("exclusiveMaximum"))
    if low is not None and high is not None:
        above = "more than " if "exclusiveMinimum" in node else ""
        return (
            f"within {above}{low:g} to {high:g}{unit}"
            if above
            else f"within {low:g}-{high:g}{unit}"
        )
    if low is not None:
        return f"{'more than' if 'exclusiveMinimum' in node else 'at least'} {low:g}{unit}"
    return f"{'less than' if 'exclusiveMaximum' in node else 'at most'} {high:g}{unit}"


class _Schema:
    """A model's JSON Schema, to look up what may stand at a place."""

    def __init__(self, model: type[BaseModel]) -> None:
        self.root = model.model_json_schema()
        self.definitions = self.root.get("$defs", {})

    def options(self, node: dict[str, Any]) -> list[dict[str, Any]]:
        """The node itself, or the branches of a union, with references followed."""
        while "$ref" in node:
            node = {**self.definitions[node["$ref"].rpartition("/")[2]], **_without_reference(node)}
        branches = node.get("anyOf", []) or node.get("oneOf", [])
        if not branches:
            return [node]
        rest = {key: value for key, value in node.items() if key not in {"anyOf", "oneOf"}}
        return [option for branch in branches for option in self.options({**rest, **branch})]

    def children(self, node: dict[str, Any], part: str | int) -> list[dict[str, Any]]:
        """What may stand below a node under a key or index."""
        found = []
        for option in self.options(node):
            if isinstance(part, int):
                found += [option["items"]] if "items" in option else []
            elif part in option.get("properties", {}):
                found.append(option["properties"][part])
            elif isinstance(option.get("additionalProperties"), dict):
                found.append(option["additionalProperties"])
        return found

    def at(self, place: Location) -> list[dict[str, Any]]:
        """All that may stand at a place."""
        nodes = [self.root]
        for part in place:
            nodes = [child for node in nodes for child in self.children(node, part)]
        return [option for node in nodes for option in self.options(node)]

    def keys(self, place: Location) -> list[str]:
        """The keys that a block at a place may have."""
        return sorted({key for option in self.at(place) for key in option.get("properties", {})})

    def leaf(self, place: Location) -> dict[str, Any]:
        """The first thing that may stand at a place and is not nothing."""
        options = [option for option in self.at(place) if option.get("type") != "null"]
        return options[0] if options else {}


def _without_reference(node: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in node.items() if key != "$ref"}


@cache
def _schema(model: type[BaseModel]) -> _Schema:
    return _Schema(model)
