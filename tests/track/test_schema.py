"""The schema that editors use says the same as the reader."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest

from game.core.paths import ROOT, TRACKS
from game.core.strict_yaml import read_marked
from game.track.schema import track_schema


def test_the_schema_beside_the_documents_is_the_current_one() -> None:
    kept = json.loads((ROOT / "docs" / "track.schema.json").read_text(encoding="utf-8"))
    assert kept == track_schema(), "write it anew: main.py track schema -o docs/track.schema.json"


def test_the_schema_is_valid() -> None:
    jsonschema.Draft202012Validator.check_schema(track_schema())


@pytest.mark.parametrize("path", sorted(TRACKS.glob("*.yaml")), ids=lambda path: path.stem)
def test_shipped_tracks_fit_the_schema(path: Any) -> None:
    assert jsonschema.Draft202012Validator(track_schema()).is_valid(read_marked(path).data)


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": "T"},
        {"title": "T", "segments": [{"straight": -5}, {"straight": 5}]},
        {"title": "T", "centre_line": [[0, 0]] * 3},
        {"title": "T", "centre_line": [[0, 0]] * 5, "widht": 3},
        {"title": "T", "centre_line": [[0, 0]] * 5, "wall_kind": "wood"},
    ],
)
def test_what_the_reader_refuses_editors_underline(wrong: dict[str, Any]) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(wrong, track_schema())


def test_short_points_are_allowed() -> None:
    short = {"title": "T", "centre_line": [[0, 0], [1, 2, 5, 5], {"x": 1, "y": 2}, [3, 4]]}
    assert jsonschema.Draft202012Validator(track_schema()).is_valid(short)


def fields(schema: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    blocks = [schema, *schema["$defs"].values()]
    blocks += [option for block in blocks for option in block.get("anyOf", [])]
    return [pair for block in blocks for pair in block.get("properties", {}).items()]


def test_every_key_has_a_hover_text() -> None:
    for key, field in fields(track_schema()):
        assert field.get("description"), key
