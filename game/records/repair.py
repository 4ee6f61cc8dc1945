"""Data of a settings section made to fit its model, with a sentence for each value given up."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any, Final, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError, create_model

from game.core.errors import DataError
from game.core.marked_yaml import read_model

Model = TypeVar("Model", bound=BaseModel)

MOST_ROUNDS: Final = 100
"""Each gives up at least one value; a section with more wrong ones begins anew."""


def fit(data: Any, model: type[Model]) -> tuple[Model, bool]:
    """The model of `data` without the values that do not fit it, and whether all of them did."""
    if not isinstance(data, dict):
        return model(), data is None
    left = copy.deepcopy(data)
    for round_number in range(MOST_ROUNDS):
        try:
            return model.model_validate(left), round_number == 0
        except ValidationError as error:
            fault = error.errors(include_url=False, include_context=False, include_input=False)[0]
            if not _give_up(left, fault["loc"]):
                break
    return model(), False


def sentences(path: Path, text: str, name: str, model: type[BaseModel]) -> list[str]:
    """What is wrong with section `name` of a settings file, each with its line and column."""
    fields: dict[str, Any] = {name: (model, ...)}
    whole = create_model("Whole", __config__=ConfigDict(extra="ignore"), **fields)
    try:
        read_model(path, whole, text)
    except DataError as error:
        return [str(problem) for problem in error.problems]
    return []


def _give_up(data: dict[str, Any], location: tuple[int | str, ...]) -> bool:
    """Remove what stands at a place, or the innermost thing around it that is there."""
    trail = _trail(data, location)
    if not trail:
        return False
    parent, key = trail[-1]
    if isinstance(parent, list):
        parent.pop(int(key))
    else:
        del parent[key]
    return True


def _trail(data: Any, location: tuple[int | str, ...]) -> list[tuple[Any, Any]]:
    """Containers and keys on the way to a place, as far as the data go.

    Names of union branches, which stand in no file, are passed over.
    """
    found: list[tuple[Any, Any]] = []
    node = data
    for part in location:
        inside = isinstance(node, dict) and part in node
        inside = inside or (isinstance(node, list) and isinstance(part, int) and part < len(node))
        if inside:
            found.append((node, part))
            node = node[part]
    return found
