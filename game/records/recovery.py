"""Sessions that a killed process left behind, written down from their recordings."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from sqlite3 import Connection, Row
from typing import Any, Final

from game.core.errors import UndercutError
from game.race.events import Event, EventKind
from game.records import bookkeeping
from game.records.conditions import Conditions, weather_of
from game.records.database import Database
from game.records.ghosts import Ghosts
from game.records.session_facts import LapFacts, SessionFacts, facts_of_header
from game.replay.ghost import Ghost, best_lap, ghost_of_lap
from game.replay.player import Player
from game.replay.reader import Replay, read_replay

RECOVERED: Final = "recovered"
LOST: Final = "lost"


def laps_of(replay: Replay) -> list[LapFacts]:
    """All laps of a recording; only their times, where it was cut short."""
    if replay.ending is not None:
        sectors = {
            (each["row"], number): tuple(lap["sectors_s"])
            for each in replay.ending.results
            for number, lap in enumerate(each["laps"], start=1)
        }
    else:
        sectors = {}
    return [
        LapFacts(
            event.car,
            int(event.data["lap"]),
            event.tick,
            float(event.data["time_s"]),
            sectors.get((event.car, int(event.data["lap"])), ()),
            bool(event.data["valid"]),
        )
        for event in replay.events()
        if _is_lap(event)
    ]


def _is_lap(event: Event) -> bool:
    time, lap = event.data.get("time_s"), event.data.get("lap")
    return event.kind is EventKind.LAP and isinstance(time, int | float) and isinstance(lap, int)


def recover(session: Row, paths: Iterable[Path], database: Database, ghosts: Ghosts) -> str:
    """Write down a session whose process is dead; gives the state that it is left in.

    Args:
        session: Its row of the database, in state `running`.
        paths: Where its recording may lie.
        database: Where it is written down.
        ghosts: Where the player's best lap goes.
    """
    replay = _first_readable(paths)
    if replay is None:
        number = int(session["id"])
        database.submit(lambda base: bookkeeping.close_session(base, number, LOST, 0))
        return LOST
    found = facts_of_header(replay.header, str(session["replay"]), str(session["label"]))
    facts = SessionFacts(**{**vars(found), "id": session["id"], "player": session["player"]})
    _write_down(facts, replay, database)
    if facts.player is not None:
        keep_best_ghost(replay, facts, database, ghosts)
    return _state(replay, facts.player)


def adopt(path: Path, label: str, owner: str, database: Database, ghosts: Ghosts) -> None:
    """Write down a recording that the database knows nothing of.

    Raises:
        ReplayError: It cannot be read.
    """
    replay = read_replay(path)
    facts = facts_of_header(replay.header, path.name, label)
    database.submit(lambda base: bookkeeping.insert_session(base, facts, owner))
    _write_down(facts, replay, database)
    if facts.player is not None:
        keep_best_ghost(replay, facts, database, ghosts)


def keep_best_ghost(
    replay: Replay, facts: SessionFacts, database: Database, ghosts: Ghosts
) -> None:
    """Keep the player's quickest lap of a recording where no quicker one is kept."""
    row = facts.player or 0
    conditions = Conditions(
        facts.track_hash, facts.entrants[row].car_hash, weather_of(facts.wetness)
    )
    kept = ghosts.load(conditions)
    try:
        player = Player(replay)
        lap = best_lap(player, row)
        if lap is None or (kept is not None and kept.lap_time <= float(lap.data["time_s"])):
            return
        ghost: Ghost = ghost_of_lap(player, lap)
    except UndercutError:
        return
    database.submit(lambda _: ghosts.save(conditions, ghost))


def _state(replay: Replay, player: int | None) -> str:
    """How a session ended, from its recording."""
    if replay.ending is None:
        return RECOVERED
    results = replay.ending.results
    awaited = [each for each in results if player is None or each.get("row") == player]
    return "left" if any(each.get("status") == "running" for each in awaited) else "finished"


def _write_down(facts: SessionFacts, replay: Replay, database: Database) -> None:
    laps = laps_of(replay)
    results: list[dict[str, Any]] = replay.ending.results if replay.ending is not None else []

    def work(base: Connection) -> None:
        bookkeeping.insert_laps(base, facts, laps)
        bookkeeping.insert_results(base, facts.id, results)
        bookkeeping.close_session(base, facts.id, _state(replay, facts.player), replay.ticks)

    database.submit(work)


def _first_readable(paths: Iterable[Path]) -> Replay | None:
    for path in paths:
        try:
            return read_replay(path)
        except UndercutError:
            continue
    return None
