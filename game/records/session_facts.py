"""What is written down of a session when it begins, from the session or from its recording."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from game.core.errors import DataError
from game.core.strict_yaml import read_marked
from game.race.books import LapRecord
from game.race.entrant import DriverKind
from game.race.session import Session
from game.records.conditions import weather_of
from game.replay.header import Header


@dataclass(frozen=True)
class EntrantFacts:
    """One row of the entry list."""

    name: str
    kind: str
    tier: str | None
    car: str
    car_hash: str


@dataclass(frozen=True)
class SessionFacts:
    """A session as the database knows it."""

    id: int
    created: str
    label: str
    kind: str
    track: str
    track_title: str
    track_hash: str
    wetness: float
    settings: dict[str, Any]
    seed: int
    entrants: tuple[EntrantFacts, ...]
    player: int | None
    """Row of the player's car."""
    replay: str | None
    """Name of the file."""
    season: int | None = None
    stage: int | None = None
    unverified: str | None = None

    @property
    def weather(self) -> str:
        """As the database's column holds it."""
        return str(weather_of(self.wetness))

    @property
    def settings_text(self) -> str:
        """The settings as JSON."""
        return json.dumps(self.settings, sort_keys=True)


@dataclass(frozen=True)
class LapFacts:
    """A completed lap of one of a session's cars."""

    row: int
    number: int
    tick: int
    time_s: float
    sectors_s: tuple[float, ...]
    valid: bool

    @staticmethod
    def of(row: int, lap: LapRecord) -> LapFacts:
        """From the officials' books."""
        return LapFacts(row, lap.number, lap.tick, lap.time_s, lap.sectors_s, lap.valid)


def now() -> str:
    """The moment, as it is kept: UTC, to the millisecond."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def fresh_id() -> int:
    """An identity that no other session has, drawn so that nobody has to be asked for it."""
    return secrets.randbits(62)


def facts_of_session(
    session: Session,
    player: int | None,
    label: str,
    replay: str | None,
    place: tuple[int | None, int | None] = (None, None),
    unverified: str | None = None,
) -> SessionFacts:
    """What is known before the first tick; `place` is the season and its stage."""
    return SessionFacts(
        id=fresh_id(),
        created=now(),
        label=label,
        kind=str(session.settings.kind),
        track=session.track.name,
        track_title=session.track.title,
        track_hash=session.track.content_hash,
        wetness=session.settings.wetness,
        settings=session.settings.model_dump(mode="json"),
        seed=session.seed,
        entrants=tuple(
            EntrantFacts(
                each.name,
                str(each.driver.kind),
                each.driver.tier,
                each.car.id,
                each.car.content_hash,
            )
            for each in session.entrants
        ),
        player=player,
        replay=replay,
        season=place[0],
        stage=place[1],
        unverified=unverified,
    )


def facts_of_header(header: Header, replay: str, label: str) -> SessionFacts:
    """The same from a recording, where the database has lost it."""
    humans = [
        row for row, each in enumerate(header.entrants) if each.driver.kind == DriverKind.HUMAN
    ]
    return SessionFacts(
        id=fresh_id(),
        created=header.created or now(),
        label=label,
        kind=str(header.settings.get("kind", "race")),
        track=header.track.name,
        track_title=title_of(header),
        track_hash=header.track.content_hash,
        wetness=float(header.settings.get("wetness", 0.0)),
        settings=header.settings,
        seed=header.seed,
        entrants=tuple(
            EntrantFacts(each.name, each.driver.kind, each.driver.tier, each.car.id, each.car.hash)
            for each in header.entrants
        ),
        player=humans[0] if humans else None,
        replay=replay,
        unverified=header.unverifiable,
    )


def title_of(header: Header) -> str:
    """The track's title as people know it; its short name where the text holds none."""
    try:
        data = read_marked(Path(header.track.name), header.track.source).data
    except DataError:
        return header.track.name
    title = data.get("title") if isinstance(data, dict) else None
    return title if isinstance(title, str) else header.track.name
