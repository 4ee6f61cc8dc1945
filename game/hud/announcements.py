"""What race control says, from the events: to the driver what concerns him, to the public all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from game.hud.facts import Level, Message
from game.race.events import Event, EventKind

SEEN: Final = frozenset({"grid", "lights", "green"})
"""Phases that the start lights show already."""
KEPT: Final = 8
"""Messages that are kept."""

_OWN: Final[dict[EventKind, tuple[str, Level]]] = {
    EventKind.LAP_DELETED: ("LAP DELETED", Level.WARNING),
    EventKind.LAP_NOT_COUNTED: ("LAP NOT COUNTED", Level.WARNING),
    EventKind.BEST_LAP: ("FASTEST LAP", Level.GOOD),
    EventKind.WARNING: ("TRACK LIMITS", Level.WARNING),
    EventKind.TIME_RETURNED: ("TIME RETURNED", Level.GOOD),
    EventKind.GIVE_BACK: ("GIVE THE PLACE BACK", Level.BAD),
    EventKind.PLACE_RETURNED: ("PLACE SETTLED", Level.GOOD),
    EventKind.VERDICT: ("STEWARDS", Level.NOTE),
    EventKind.PENALTY: ("PENALTY", Level.BAD),
    EventKind.PENALTY_SERVED: ("PENALTY SERVED", Level.GOOD),
    EventKind.PIT_REQUEST: ("PIT STOP", Level.NOTE),
    EventKind.PIT_STOP: ("PIT STOP", Level.NOTE),
    EventKind.PIT_SPEEDING: ("PIT SPEEDING", Level.WARNING),
    EventKind.RECOVERED: ("PUT BACK", Level.WARNING),
    EventKind.RETIRED: ("RETIRED", Level.BAD),
    EventKind.FINISHED: ("FINISHED", Level.GOOD),
    EventKind.NOT_CLASSIFIED: ("FLAGGED OFF", Level.BAD),
}
"""Kinds of event that concern the driver himself."""

_OTHERS: Final[dict[EventKind, tuple[str, Level]]] = {
    EventKind.PHASE: ("RACE CONTROL", Level.NOTE),
    EventKind.BEST_LAP: ("FASTEST LAP", Level.NOTE),
    EventKind.PENALTY: ("PENALTY", Level.NOTE),
    EventKind.RETIRED: ("RETIRED", Level.NOTE),
    EventKind.YELLOW: ("YELLOW FLAG", Level.WARNING),
}
"""Kinds of event that a driver is told of others."""

_PUBLIC: Final[dict[EventKind, tuple[str, Level]]] = {
    **_OTHERS,
    EventKind.OVERTAKE: ("OVERTAKE", Level.GOOD),
    EventKind.GIVE_BACK: ("TO BE RETURNED", Level.WARNING),
    EventKind.VERDICT: ("STEWARDS", Level.NOTE),
    EventKind.WARNING: ("TRACK LIMITS", Level.NOTE),
    EventKind.PIT_STOP: ("PIT STOP", Level.NOTE),
    EventKind.JUMP_START: ("JUMP START", Level.WARNING),
    EventKind.CONTACT: ("CONTACT", Level.WARNING),
    EventKind.WALL: ("INTO THE WALL", Level.WARNING),
    EventKind.FINISHED: ("FINISH", Level.GOOD),
}
"""Kinds of event that spectators are told."""


def announce(event: Event, own: int, spectating: bool, names: Sequence[str]) -> Message | None:
    """The message of an event, none where it is of no interest.

    Args:
        event: What happened.
        own: Row of the car that is followed.
        spectating: Whether the public is told, and not its driver.
        names: Of all drivers, by row.
    """
    mine = event.car == own or (event.kind is EventKind.VERDICT and event.other == own)
    if event.kind is EventKind.PHASE and event.data.get("phase") in SEEN:
        return None
    said = _PUBLIC.get(event.kind) if spectating else None
    if said is None:
        said = (_OWN if mine and not spectating else _OTHERS).get(event.kind)
    if said is None:
        return None
    title, level = said
    if event.kind is EventKind.VERDICT and event.data.get("fault") and mine and not spectating:
        level = Level.BAD if event.car == own else Level.GOOD
    if event.car >= 0 and names[event.car] not in event.reason and not (mine and not spectating):
        title = f"{title} · {names[event.car]}"
    return Message(event.time, title, _sentence(event), level, mine and not spectating)


def _sentence(event: Event) -> str:
    """The reason with a capital letter; what the title says already is left out."""
    reason = event.reason
    for start in ("fastest lap: ", "served: ", "track limits: "):
        reason = reason.removeprefix(start)
    return reason[:1].upper() + reason[1:]


class Announcer:
    """The last messages of a record of events that grows."""

    def __init__(self, names: Sequence[str]) -> None:
        self._names = tuple(names)
        self._heard = 0
        self._for: tuple[int, bool] = (-1, False)
        self._messages: tuple[Message, ...] = ()

    def messages(self, events: Sequence[Event], own: int, spectating: bool) -> tuple[Message, ...]:
        """The latest messages, oldest first; the same object while nothing is said."""
        if (own, spectating) != self._for or len(events) < self._heard:
            self._for, self._heard, self._messages = (own, spectating), 0, ()
        if self._heard == len(events):
            return self._messages
        self._messages = last_messages(
            events[self._heard :], own, spectating, self._names, self._messages
        )
        self._heard = len(events)
        return self._messages


def last_messages(
    events: Iterable[Event],
    own: int,
    spectating: bool,
    names: Sequence[str],
    before: tuple[Message, ...] = (),
) -> tuple[Message, ...]:
    """The last messages of `before` and of the events after it."""
    said = [announce(event, own, spectating, names) for event in events]
    return (*before, *(message for message in said if message is not None))[-KEPT:]
