"""What the records tell: plain rows for screens and programs."""

from __future__ import annotations

import json
from dataclasses import dataclass
from sqlite3 import Row
from typing import Any

from game.records.conditions import Conditions, Weather


@dataclass(frozen=True)
class Lap:
    """A lap on record."""

    id: int
    session: int
    created: str
    """UTC, of the session."""
    name: str
    kind: str
    """Of driver."""
    tier: str | None
    car: str
    track: str
    track_title: str
    conditions: Conditions
    """What it can be compared with."""
    number: int
    time_s: float
    sectors_s: tuple[float, ...]
    valid: bool
    player: bool
    replay: str | None
    """Name of the recording's file."""
    tick: int
    """When it was completed."""
    verdict: str | None
    """What a verification of the recording said: `verified`, or why not; none yet without one."""

    @staticmethod
    def of(row: Row) -> Lap:
        """From a row of `LAP_QUERY`."""
        return Lap(
            id=row["id"],
            session=row["session"],
            created=row["created"],
            name=row["name"],
            kind=row["kind"],
            tier=row["tier"],
            car=row["car"],
            track=row["track"],
            track_title=row["track_title"],
            conditions=Conditions(row["track_hash"], row["car_hash"], Weather(row["weather"])),
            number=row["number"],
            time_s=row["time_s"],
            sectors_s=tuple(json.loads(row["sectors"])),
            valid=bool(row["valid"]),
            player=bool(row["player"]),
            replay=row["replay"],
            tick=row["tick"],
            verdict=row["verdict"],
        )


LAP_QUERY = (
    "SELECT laps.*, sessions.created, sessions.track, sessions.track_title, sessions.replay, "
    "sessions.verdict, entrants.name, entrants.kind, entrants.tier, entrants.car FROM laps "
    "JOIN sessions ON sessions.id = laps.session "
    "JOIN entrants ON entrants.session = laps.session AND entrants.row = laps.row "
)
"""All laps with who drove them; a WHERE clause may follow."""

COUNTS = "laps.valid = 1 AND sessions.unverified IS NULL "
"""Laps that count in a ranking."""


@dataclass(frozen=True)
class SessionRow:
    """A session on record."""

    id: int
    created: str
    state: str
    """`running`, `finished`, `left`, `recovered` or `lost`."""
    label: str
    kind: str
    track: str
    track_title: str
    weather: str
    player: int | None
    replay: str | None
    season: int | None
    stage: int | None
    unverified: str | None
    verdict: str | None
    ticks: int
    cars: int
    position: int | None
    """Of the player in the result."""
    car: str | None
    """Of the player."""
    best_s: float | None
    """The player's best valid lap [s]."""

    @staticmethod
    def of(row: Row) -> SessionRow:
        """From a row of `SESSION_QUERY`."""
        return SessionRow(**{name: row[name] for name in SessionRow.__dataclass_fields__})


SESSION_QUERY = (
    "SELECT sessions.*, "
    "(SELECT count(*) FROM entrants WHERE entrants.session = sessions.id) AS cars, "
    "(SELECT position FROM results WHERE results.session = sessions.id "
    "AND results.row = sessions.player) AS position, "
    "(SELECT car FROM entrants WHERE entrants.session = sessions.id "
    "AND entrants.row = sessions.player) AS car, "
    "(SELECT min(time_s) FROM laps WHERE laps.session = sessions.id AND laps.player = 1 "
    "AND laps.valid = 1) AS best_s "
    "FROM sessions "
)
"""All sessions with what the player did in them; a WHERE clause may follow."""


def result_facts(row: Row) -> dict[str, Any]:
    """The whole of a stored result, as `Result.to_json` gave it."""
    facts: dict[str, Any] = json.loads(row["facts"])
    return facts
