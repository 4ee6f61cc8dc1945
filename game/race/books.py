"""The officials' books: laps, penalties, contacts yet to be judged; strict plain data in files."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from game.race.blame import Situation


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", allow_inf_nan=False, validate_assignment=False)


class Penalty(_Entry):
    """Something imposed on a car."""

    tick: int
    car: int
    kind: str
    """`time`, `drive_through` or `reprimand`."""
    seconds: float
    reason: str
    served: bool = False


class LapRecord(_Entry):
    """A completed lap."""

    number: int
    time_s: float
    sectors_s: tuple[float, ...]
    valid: bool
    tick: int
    """When it was completed."""


class Incident(_Entry):
    """A contact that is yet to be judged."""

    due: int
    """Tick of the verdict."""
    back: int
    """Row of the car that was behind."""
    front: int
    situation: Situation


class Books(_Entry):
    """All that race control writes down, the events themselves excepted."""

    event_count: int = 0
    event_digest: str = ""
    laps: list[list[LapRecord]] = Field(default_factory=list)
    """Of each car."""
    penalties: list[Penalty] = Field(default_factory=list)
    incidents: list[Incident] = Field(default_factory=list)
    reasons: list[str] = Field(default_factory=list)
    """Why each car retired, empty where it did not."""

    def require_cars(self, count: int) -> None:
        """Refuse books of another field.

        Raises:
            ValueError: A row that is not one of `count` cars.
        """
        rows = [entry.car for entry in self.penalties]
        rows += [row for entry in self.incidents for row in (entry.back, entry.front)]
        same = len(self.laps) == len(self.reasons) == count
        if not same or not all(0 <= row < count for row in rows) or self.event_count < 0:
            raise ValueError(f"the books are not of a session of {count} cars")
