"""From a session to the header of its recording, and back to the session at its first tick."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version
from typing import Final

from pydantic import ValidationError

from game.core.clock import TICK_RATE
from game.core.errors import UndercutError
from game.race.entrant import Entrant
from game.race.session import Session
from game.race.settings import SessionSettings
from game.replay.header import EntrantRecord, Header, TrackRecord, first_problem
from game.track.reader import build_track
from game.track.track import Track
from game.version import SIM_VERSION, VERSION

LIBRARIES: Final = ("numpy", "numba", "pymunk")
"""Packages whose version can decide over a bit."""


def header_of(session: Session, created: str | None, unverifiable: str | None) -> Header:
    """The header of a session that is about to be recorded."""
    track = session.track
    return Header(
        game_version=VERSION,
        sim_version=SIM_VERSION,
        tick_rate=TICK_RATE,
        keyframe_ticks=session.world.keyframe_ticks,
        seed=session.seed,
        settings=session.settings.model_dump(mode="json"),
        track=TrackRecord(name=track.name, source=track.source, content_hash=track.content_hash),
        entrants=[EntrantRecord.model_validate(each.to_json()) for each in session.entrants],
        libraries=library_versions(),
        created=created,
        unverifiable=unverifiable,
    )


def library_versions() -> dict[str, str]:
    """What the simulation runs on here."""
    found = {
        "python": platform.python_version(),
        "platform": f"{platform.system()} {platform.machine()}",
    }
    for name in LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "unknown"
    return found


def build_session(header: Header) -> Session:
    """The session as it was before its first tick.

    Raises:
        UndercutError: The header's track, cars or settings are refused.
    """
    try:
        settings = SessionSettings.model_validate(header.settings)
    except ValidationError as error:
        raise UndercutError(f"settings: {first_problem(error)}") from None
    entrants = [_entrant(record) for record in header.entrants]
    return Session(settings, recorded_track(header), entrants, header.seed)


def enter(session: Session, saved: bytes) -> None:
    """Put a session into a recorded keyframe.

    Raises:
        UndercutError: The bytes are no keyframe of this session, whatever they are.
    """
    try:
        session.load(saved)
    except UndercutError:
        raise
    except (
        ArithmeticError,
        AttributeError,
        LookupError,
        RecursionError,
        TypeError,
        ValueError,
    ) as error:
        raise UndercutError(f"{type(error).__name__}: {error}".splitlines()[0]) from error


def recorded_track(header: Header) -> Track:
    """The track that the header carries.

    Raises:
        UndercutError: Its source is refused, or builds another track than was driven on.
    """
    record = header.track
    track = build_track(record.source, record.name)
    _require_hash(f"track {record.name!r}", track.content_hash, record.content_hash)
    return track


def _entrant(record: EntrantRecord) -> Entrant:
    try:
        entrant = Entrant.from_json(record.model_dump())
    except (KeyError, TypeError, ValueError) as error:
        raise UndercutError(f"entrant {record.name!r}: {error}") from None
    name = f"car {record.car.id!r} of {record.name!r}"
    _require_hash(name, entrant.car.content_hash, record.car.hash)
    return entrant


def _require_hash(what: str, found: str, recorded: str) -> None:
    if found != recorded:
        raise UndercutError(
            f"{what}: its source gives content hash {found}, the recording says {recorded}"
        )
