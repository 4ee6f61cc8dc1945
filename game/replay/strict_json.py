"""JSON as it stands in replays: canonical when written, distrusted when read."""

from __future__ import annotations

import json
from typing import Any


def canonical(facts: Any) -> bytes:
    """The one spelling of some facts: sorted keys, no spaces, UTF-8.

    Raises:
        ValueError: They contain NaN or infinity.
    """
    text = json.dumps(
        facts, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )
    return text.encode()


def parse(content: bytes) -> Any:
    """Read JSON.

    Raises:
        ValueError: Not JSON, not UTF-8, nested too deep, or with NaN or infinity.
    """
    try:
        return json.loads(content.decode(), parse_constant=_refuse)
    except RecursionError:
        raise ValueError("JSON is nested too deep") from None
    except UnicodeDecodeError:
        raise ValueError("JSON is not UTF-8") from None
    except json.JSONDecodeError as error:
        raise ValueError(f"not JSON: {error.msg} at character {error.pos}") from None


def _refuse(name: str) -> Any:
    raise ValueError(f"{name} is not a number that JSON has")
