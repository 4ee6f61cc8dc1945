"""Changes of the database, each made inside a transaction of its writer."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from sqlite3 import Connection
from typing import Any

from game.records.ratings import Rating
from game.records.session_facts import LapFacts, SessionFacts

SESSION_COLUMNS = (
    "id, owner, state, created, label, kind, track, track_title, track_hash, wetness, weather, "
    "settings, seed, player, replay, season, stage, unverified"
)


def insert_session(connection: Connection, facts: SessionFacts, owner: str) -> None:
    """A session begins."""
    values = (
        facts.id,
        owner,
        "running",
        facts.created,
        facts.label,
        facts.kind,
        facts.track,
        facts.track_title,
        facts.track_hash,
        facts.wetness,
        facts.weather,
        facts.settings_text,
        facts.seed,
        facts.player,
        facts.replay,
        facts.season,
        facts.stage,
        facts.unverified,
    )
    marks = ", ".join("?" * len(values))
    connection.execute(f"INSERT INTO sessions ({SESSION_COLUMNS}) VALUES ({marks})", values)
    connection.executemany(
        "INSERT INTO entrants (session, row, name, kind, tier, car, car_hash) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (facts.id, row, each.name, each.kind, each.tier, each.car, each.car_hash)
            for row, each in enumerate(facts.entrants)
        ],
    )


def insert_laps(connection: Connection, facts: SessionFacts, laps: Iterable[LapFacts]) -> None:
    """Laps have been completed; one that is known already is left as it is."""
    connection.executemany(
        "INSERT OR IGNORE INTO laps (session, row, number, tick, time_s, sectors, valid, player, "
        "track_hash, car_hash, weather) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                facts.id,
                lap.row,
                lap.number,
                lap.tick,
                lap.time_s,
                json.dumps(lap.sectors_s),
                int(lap.valid),
                int(lap.row == facts.player),
                facts.track_hash,
                facts.entrants[lap.row].car_hash,
                facts.weather,
            )
            for lap in laps
        ],
    )


def insert_results(connection: Connection, session: int, results: Sequence[dict[str, Any]]) -> None:
    """The classification of a session, as `Result.to_json` gives it."""
    connection.executemany(
        "INSERT OR REPLACE INTO results (session, row, position, points, facts) "
        "VALUES (?, ?, ?, ?, ?)",
        [
            (session, each["row"], each["position"], each["points"], json.dumps(each))
            for each in results
        ],
    )


def close_session(connection: Connection, session: int, state: str, ticks: int) -> None:
    """A session is over, in one of the states of its column."""
    connection.execute(
        "UPDATE sessions SET state = ?, ticks = ? WHERE id = ?", (state, ticks, session)
    )


def forget_session(connection: Connection, session: int) -> None:
    """A session that nobody drove in is no session."""
    connection.execute("DELETE FROM sessions WHERE id = ?", (session,))


def mark_unverified(connection: Connection, session: int, reason: str) -> None:
    """A session cannot be re-driven, as after an edit of its track."""
    connection.execute(
        "UPDATE sessions SET unverified = coalesce(unverified, ?) WHERE id = ?", (reason, session)
    )


def insert_ratings(
    connection: Connection, session: int, changes: Sequence[tuple[Rating, Rating]]
) -> None:
    """Ratings before and after a race; a race counts once."""
    known = connection.execute(
        "SELECT 1 FROM rating_changes WHERE session = ? LIMIT 1", (session,)
    ).fetchone()
    if known is not None:
        return
    for before, after in changes:
        connection.execute(
            "INSERT INTO rating_changes (session, driver, before, after) VALUES (?, ?, ?, ?)",
            (session, after.driver, before.rating, after.rating),
        )
        connection.execute(
            "INSERT OR REPLACE INTO ratings (driver, name, kind, tier, rating, spread, races) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                after.driver,
                after.name,
                after.kind,
                after.tier,
                after.rating,
                after.spread,
                after.races,
            ),
        )


def read_ratings(connection: Connection, drivers: Sequence[str]) -> dict[str, Rating]:
    """What is known of some drivers."""
    marks = ", ".join("?" * len(drivers))
    rows = connection.execute(
        "SELECT driver, name, kind, tier, rating, spread, races FROM ratings "
        f"WHERE driver IN ({marks})",
        tuple(drivers),
    )
    return {row[0]: Rating(*row) for row in rows}
