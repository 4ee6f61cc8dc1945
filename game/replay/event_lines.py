"""Events as lines of JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from game.race.events import Event, EventKind
from game.replay.format import MAX_TICKS
from game.replay.strict_json import canonical, parse

MAX_LINE: Final = 65_536
"""Bytes of one event."""


def write_events(events: Sequence[Event]) -> bytes:
    """One line for each event."""
    return b"".join(canonical(event.to_json()) + b"\n" for event in events)


def read_events(content: bytes, cars: int) -> Iterator[Event]:
    """The events of a chunk.

    Raises:
        ValueError: A line is no event of a session with so many cars.
    """
    for number, line in enumerate(content.splitlines(), 1):
        if len(line) > MAX_LINE:
            raise ValueError(f"line {number}: longer than {MAX_LINE} bytes")
        try:
            yield _event(parse(line), cars)
        except (KeyError, TypeError, ValueError) as error:
            raise ValueError(f"line {number}: not an event: {error}") from None


def _event(facts: Any, cars: int) -> Event:
    tick, reason, data = facts["tick"], facts["reason"], facts["data"]
    rows = facts["car"], facts["other"]
    if not (isinstance(tick, int) and 0 <= tick <= MAX_TICKS):
        raise ValueError("tick is out of range")
    if not all(isinstance(row, int) and -1 <= row < cars for row in rows):
        raise ValueError("there is no such car")
    if not isinstance(reason, str) or not isinstance(data, dict):
        raise TypeError("reason must be text and data an object")
    return Event(tick, EventKind(facts["kind"]), *rows, reason, data)
