"""The JSON Schema of track files: completion and hover texts in editors."""

from __future__ import annotations

from typing import Any

from game.track.model import TrackFile

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def track_schema() -> dict[str, Any]:
    """The schema, made from the same models that read the files."""
    schema = TrackFile.model_json_schema()
    point = schema["$defs"]["Point"]
    short = {
        "type": "array",
        "description": "x, y, or x, y, width_left, width_right [m].",
        "items": {"type": "number"},
        "minItems": 2,
        "maxItems": 4,
    }
    schema["$defs"]["Point"] = {"anyOf": [point, short]}
    schema["oneOf"] = [{"required": ["centre_line"]}, {"required": ["segments"]}]
    return {"$schema": DIALECT, **schema}
