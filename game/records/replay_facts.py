"""What a recording holds, in a few words: for a list of many of them."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict

from game.core.clock import TICK_RATE
from game.race.entrant import DriverKind
from game.race.events import EventKind
from game.records.session_facts import title_of
from game.replay.highlights import highlights
from game.replay.reader import Replay, read_replay

MOST_PLACES = 5
"""Of the result that are kept."""


class Place(BaseModel):
    """One line of the result."""

    model_config = ConfigDict(frozen=True)

    position: int
    name: str
    time_s: float | None
    best_lap_s: float | None
    status: str


class ReplayFacts(BaseModel):
    """Everything about one recording that a list shows."""

    model_config = ConfigDict(frozen=True)

    created: str | None
    track: str
    track_title: str
    kind: str
    wetness: float
    cars: int
    car: str
    """Short name of the first entrant's car, or of the player's."""
    player: str | None
    """Name of the human who drove, none: rivals alone."""
    position: int | None
    """Of the player."""
    best_lap_s: float | None
    """Of the player, or of all where nobody drove [s]."""
    length_s: float
    laps: int
    overtakes: int
    incidents: int
    complete: bool
    """Whether it was ended, not cut short."""
    unverifiable: str | None
    """Why it cannot be driven again from its controls, if so."""
    places: tuple[Place, ...]
    """The first of the result; none where it was cut short."""


def facts_of_replay(path: Path) -> ReplayFacts:
    """Read a recording and say what is in it.

    Raises:
        ReplayError: It cannot be read.
    """
    replay = read_replay(path)
    header, found = replay.header, highlights(replay.events())
    human = next(
        (row for row, each in enumerate(header.entrants) if each.driver.kind == DriverKind.HUMAN),
        None,
    )
    times = [
        float(event.data["time_s"])
        for event in found.laps
        if event.kind is EventKind.LAP
        and event.data.get("valid") is True
        and human in (None, event.car)
    ]
    places = _places(replay)
    name = header.names[human] if human is not None else None
    own = next((place for place in places if place.name == name), None)
    return ReplayFacts(
        created=header.created,
        track=header.track.name,
        track_title=title_of(header),
        kind=str(header.settings.get("kind", "race")),
        wetness=float(header.settings.get("wetness", 0.0)),
        cars=replay.cars,
        car=header.entrants[human or 0].car.id,
        player=name,
        position=own.position if own is not None else None,
        best_lap_s=min(times, default=None),
        length_s=replay.ticks / TICK_RATE,
        laps=len(found.laps),
        overtakes=len(found.overtakes),
        incidents=len(found.incidents),
        complete=replay.complete,
        unverifiable=header.unverifiable or next(iter(replay.voids), None),
        places=places[:MOST_PLACES],
    )


def _places(replay: Replay) -> tuple[Place, ...]:
    if replay.ending is None:
        return ()
    return tuple(
        Place(
            position=int(each["position"]),
            name=str(each["name"]),
            time_s=each.get("time_s"),
            best_lap_s=each.get("best_lap_s"),
            status=str(each["status"]),
        )
        for each in replay.ending.results
    )
