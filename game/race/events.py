"""What happened and was decided: each event is a sentence with its place in time."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from game.core.clock import TICK


class EventKind(StrEnum):
    """Kinds of event; the words are kept in files and never change."""

    PHASE = "phase"
    LAP = "lap"
    LAP_NOT_COUNTED = "lap_not_counted"
    LAP_DELETED = "lap_deleted"
    BEST_LAP = "best_lap"
    OVERTAKE = "overtake"
    JUMP_START = "jump_start"
    OFF_TRACK = "off_track"
    WARNING = "warning"
    TIME_RETURNED = "time_returned"
    GIVE_BACK = "give_back"
    PLACE_RETURNED = "place_returned"
    CONTACT = "contact"
    WALL = "wall"
    VERDICT = "verdict"
    PENALTY = "penalty"
    PENALTY_SERVED = "penalty_served"
    PIT_REQUEST = "pit_request"
    PIT_ENTRY = "pit_entry"
    PIT_STOP = "pit_stop"
    PIT_SERVICE = "pit_service"
    PIT_EXIT = "pit_exit"
    PIT_SPEEDING = "pit_speeding"
    YELLOW = "yellow"
    BLUE = "blue"
    WRONG_WAY = "wrong_way"
    RECOVERED = "recovered"
    RETIRED = "retired"
    REMOVED = "removed"
    FINISHED = "finished"
    NOT_CLASSIFIED = "not_classified"


@dataclass(frozen=True)
class Event:
    """One thing that happened, with its reason in words."""

    tick: int
    kind: EventKind
    car: int
    """Row of the car concerned, -1: the whole session."""
    other: int
    """Row of another car that has to do with it, -1: none."""
    reason: str
    data: dict[str, Any] = field(default_factory=dict)
    """Numbers and words for programs."""

    @property
    def time(self) -> float:
        """Since the session began [s]."""
        return self.tick * TICK

    def to_json(self) -> dict[str, Any]:
        """Plain data, for files."""
        return {
            "tick": self.tick,
            "kind": str(self.kind),
            "car": self.car,
            "other": self.other,
            "reason": self.reason,
            "data": self.data,
        }
