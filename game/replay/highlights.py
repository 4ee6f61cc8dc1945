"""What happened in a replay, sorted for somebody who looks for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from game.race.events import Event, EventKind

INCIDENTS: Final = frozenset(
    {
        EventKind.CONTACT,
        EventKind.WALL,
        EventKind.JUMP_START,
        EventKind.GIVE_BACK,
        EventKind.VERDICT,
        EventKind.PENALTY,
        EventKind.WRONG_WAY,
        EventKind.RECOVERED,
        EventKind.RETIRED,
    }
)


@dataclass(frozen=True)
class Highlights:
    """Events to jump to, each in the order of time."""

    laps: tuple[Event, ...]
    overtakes: tuple[Event, ...]
    incidents: tuple[Event, ...]


def highlights(events: Iterable[Event]) -> Highlights:
    """Sort the events of a replay."""
    kept = list(events)
    return Highlights(
        laps=tuple(event for event in kept if event.kind is EventKind.LAP),
        overtakes=tuple(event for event in kept if event.kind is EventKind.OVERTAKE),
        incidents=tuple(event for event in kept if event.kind in INCIDENTS),
    )
