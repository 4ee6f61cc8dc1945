"""The door to all that is on record: one object for the life of the window."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from game.core.errors import UndercutError
from game.race.session import Session
from game.records import bookkeeping
from game.records.conditions import Conditions
from game.records.database import Database
from game.records.ghosts import OWN, Ghosts
from game.records.keeper import Keeper, recording_path
from game.records.library import ReplayEntry, ReplayLibrary
from game.records.medals import Target, won
from game.records.owner import Owner
from game.records.pace import Pace, pace_of
from game.records.ratings import Rating, driver_key
from game.records.recovery import adopt, recover
from game.records.replay_facts import ReplayFacts, facts_of_replay
from game.records.rows import (
    COUNTS,
    LAP_QUERY,
    SESSION_QUERY,
    Lap,
    SessionRow,
    result_facts,
)
from game.records.session_facts import facts_of_session, now
from game.replay.ghost import Ghost

FILE_NAME: Final = "records.sqlite"
BUDGET_BYTES: Final = 2 * 1024**3
"""Of replays that nobody asked to keep, where the settings say nothing else."""
SAME: Final = "laps.track_hash = ? AND laps.car_hash = ? AND laps.weather = ? "


class Records:
    """Laps, results, medals, ratings, ghosts and the replays that they come from.

    Attributes:
        messages: What went wrong with the files, in sentences for the player.
        library: The replays.
        ghosts: The best laps.
        replay_budget: Bytes that replays nobody asked to keep may take up.
    """

    def __init__(self, data_dir: Path) -> None:
        """Open the records of a data folder, or begin them.

        Where they cannot be opened the game goes on with records that end with it, and a message.
        """
        self.messages: list[str] = []
        self.replay_budget = BUDGET_BYTES
        self.data_dir = data_dir
        self._borrowed: tempfile.TemporaryDirectory[str] | None = None
        self._database, self._owner = self._open(data_dir)
        if self._database.message is not None:
            self.messages.append(self._database.message)
        self.library = ReplayLibrary(data_dir)
        self.ghosts = Ghosts(data_dir / "ghosts")
        self._recording: list[str] = []

    def _open(self, data_dir: Path) -> tuple[Database, Owner]:
        try:
            return Database(data_dir / FILE_NAME), Owner(data_dir / "owners")
        except UndercutError as error:
            self.messages.append(f"{error}; laps of this game are not kept")
        self._borrowed = tempfile.TemporaryDirectory(prefix="undercut-")
        folder = Path(self._borrowed.name)
        return Database(folder / FILE_NAME), Owner(folder / "owners")

    def close(self) -> None:
        """Write what is waiting and close all files."""
        self._database.close()
        self._owner.close()
        if self._borrowed is not None:
            self._borrowed.cleanup()

    def flush(self) -> None:
        """Wait until everything that has happened so far is on record."""
        self._database.flush()

    # -- a session that is about to begin

    def keep(
        self,
        session: Session,
        player: int | None = None,
        label: str = "",
        *,
        season: tuple[int, int] | None = None,
        unverified: str | None = None,
        notify: Callable[[str], None] | None = None,
        path: Path | None = None,
    ) -> Keeper:
        """A keeper for a session before its first tick; give it to the race loop as a listener.

        Args:
            session: The session.
            player: Row of the player's car, none where the player only watches.
            label: What the player calls it, such as "Quick race".
            season: The championship or weekend and its stage that it belongs to.
            unverified: Why it will not be one that can be re-driven, if so.
            notify: Told in a sentence when something cannot be written.
            path: Where the recording goes, if not into the library.
        """
        target = path or recording_path(self.library.folder, session)
        facts = facts_of_session(
            session, player, label, target.name, season or (None, None), unverified
        )
        owner = self._owner.token
        self._database.submit(lambda base: bookkeeping.insert_session(base, facts, owner))
        self._recording.append(target.name)
        return Keeper(
            session,
            facts,
            target,
            self._database,
            self.ghosts,
            self._best_before(session, player),
            notify or self.messages.append,
            lambda: self._closed(target.name),
        )

    def _best_before(self, session: Session, player: int | None) -> float | None:
        if player is None:
            return None
        car = session.entrants[player].car
        best = self.best_lap(Conditions.of(session.track, car, session.settings.wetness))
        return None if best is None else best.time_s

    def _closed(self, name: str) -> None:
        self._recording.remove(name)
        self.prune()

    def prune(self) -> list[str]:
        """Remove the oldest replays until the rest fits the budget; gives their names."""
        return self.library.prune(self.replay_budget, self._recording)

    def recover(self) -> int:
        """Write down what killed processes left behind; gives how many sessions that were.

        Where the database had to be begun anew, from all replays that are still there.
        """
        self.flush()
        count = 0
        for row in self._database.read("SELECT * FROM sessions WHERE state = 'running'"):
            if not self._owner.lives(row["owner"]):
                path = self.library.find(row["replay"])
                recover(row, [] if path is None else [path], self._database, self.ghosts)
                count += 1
        if self._database.fresh and self._database.message is not None:
            count += self._adopt_all()
        self.flush()
        return count

    def _adopt_all(self) -> int:
        count = 0
        for entry in self.library.entries():
            if entry.name in self._recording:
                continue
            try:
                adopt(entry.path, "Recovered", self._owner.token, self._database, self.ghosts)
            except UndercutError as error:
                self.messages.append(str(error))
                continue
            count += 1
        return count

    # -- laps

    def laps(
        self, conditions: Conditions, player: bool | None = None, limit: int = 50
    ) -> list[Lap]:
        """The fastest laps of some conditions; of the player alone, of rivals alone, or of all."""
        who = "" if player is None else f"AND laps.player = {int(player)} "
        rows = self._database.read(
            f"{LAP_QUERY}WHERE {SAME}AND {COUNTS}{who}ORDER BY laps.time_s, laps.id LIMIT ?",
            (*conditions.key, limit),
        )
        return [Lap.of(row) for row in rows]

    def best_lap(self, conditions: Conditions) -> Lap | None:
        """The player's best lap."""
        return next(iter(self.laps(conditions, player=True, limit=1)), None)

    def pace(self, conditions: Conditions) -> Pace | None:
        """How fast the player is, from the latest laps."""
        rows = self._database.read(
            f"SELECT laps.time_s FROM laps JOIN sessions ON sessions.id = laps.session "
            f"WHERE {SAME}AND {COUNTS}AND laps.player = 1 "
            "ORDER BY sessions.created DESC, laps.number DESC LIMIT 40",
            conditions.key,
        )
        return pace_of([row["time_s"] for row in rows])

    def laps_of_session(self, session: int) -> list[Lap]:
        """All laps of a session, in the order in which they were completed."""
        rows = self._database.read(
            f"{LAP_QUERY}WHERE laps.session = ? ORDER BY laps.tick, laps.row", (session,)
        )
        return [Lap.of(row) for row in rows]

    def best_laps(self) -> list[Lap]:
        """The player's best lap in each conditions, the latest first."""
        rows = self._database.read(
            f"{LAP_QUERY}WHERE laps.id IN (SELECT id FROM (SELECT laps.id, min(laps.time_s) "
            "FROM laps JOIN sessions ON sessions.id = laps.session "
            f"WHERE {COUNTS}AND laps.player = 1 "
            "GROUP BY laps.track_hash, laps.car_hash, laps.weather)) "
            "ORDER BY sessions.created DESC"
        )
        return [Lap.of(row) for row in rows]

    def ghost(self, conditions: Conditions, who: str = OWN) -> Ghost | None:
        """The player's best lap to race against, or another ghost that has been kept."""
        return self.ghosts.load(conditions, who)

    # -- sessions

    def sessions(self, limit: int = 200) -> list[SessionRow]:
        """The latest sessions first."""
        rows = self._database.read(
            f"{SESSION_QUERY}ORDER BY sessions.created DESC, sessions.id LIMIT ?", (limit,)
        )
        return [SessionRow.of(row) for row in rows]

    def session_of_replay(self, name: str) -> SessionRow | None:
        """The session that a recording is of."""
        rows = self._database.read(f"{SESSION_QUERY}WHERE sessions.replay = ?", (name,))
        return SessionRow.of(rows[0]) if rows else None

    def results(self, session: int) -> list[dict[str, Any]]:
        """The classification of a session, winner first, as `Result.to_json` gave it."""
        rows = self._database.read(
            "SELECT facts FROM results WHERE session = ? ORDER BY position", (session,)
        )
        return [result_facts(row) for row in rows]

    def replay_facts(self, entry: ReplayEntry) -> ReplayFacts:
        """What a recording of the library holds; read once, then known until it changes.

        Raises:
            ReplayError: It cannot be read.
        """
        known = self.known_replay(entry)
        if known is not None:
            return known
        facts = facts_of_replay(entry.path)
        if entry.name not in self._recording:
            row = (entry.name, entry.size, entry.modified, facts.model_dump_json())
            self._database.submit(
                lambda base: base.execute("INSERT OR REPLACE INTO replays VALUES (?, ?, ?, ?)", row)
            )
        return facts

    def known_replay(self, entry: ReplayEntry) -> ReplayFacts | None:
        """What is known of a recording without reading it."""
        rows = self._database.read(
            "SELECT facts FROM replays WHERE name = ? AND size = ? AND modified = ?",
            (entry.name, entry.size, entry.modified),
        )
        try:
            return ReplayFacts.model_validate_json(rows[0]["facts"]) if rows else None
        except ValidationError:
            return None

    def set_verdict(self, session: int, verdict: str) -> None:
        """Keep what a verification of a session's recording said."""
        self._database.submit(
            lambda base: base.execute(
                "UPDATE sessions SET verdict = ? WHERE id = ?", (verdict, session)
            )
        )

    # -- medals

    def medals(self, conditions: Conditions) -> dict[str, float]:
        """Medal -> the time of the lap that won it [s]; what is won is never lost."""
        rows = self._database.read(
            "SELECT medal, time_s FROM medals "
            "WHERE track_hash = ? AND car_hash = ? AND weather = ?",
            conditions.key,
        )
        return {row["medal"]: row["time_s"] for row in rows}

    def award(
        self, conditions: Conditions, wanted: Sequence[Target], time_s: float, session: int | None
    ) -> list[Target]:
        """Keep the medals that a lap wins; gives those that were not won before.

        They are on record soon: nobody who drives waits for a disk.
        """
        known = self.medals(conditions)
        new = [target for target in won(wanted, time_s) if target.medal not in known]
        rows = [(*conditions.key, each.medal, time_s, each.time_s, session, now()) for each in new]
        self._database.submit(
            lambda base: base.executemany(
                "INSERT OR IGNORE INTO medals VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows
            )
        )
        return new

    def medal_counts(self) -> dict[str, int]:
        """Medal -> how many of it have been won in all."""
        rows = self._database.read("SELECT medal, count(*) AS n FROM medals GROUP BY medal")
        return {row["medal"]: row["n"] for row in rows}

    # -- ratings

    def ratings(self) -> list[Rating]:
        """Everybody who has raced, the best first."""
        rows = self._database.read("SELECT * FROM ratings ORDER BY rating DESC, driver")
        return [Rating(*row) for row in rows]

    def rating(self, kind: str, name: str) -> Rating | None:
        """What is believed of one driver."""
        rows = self._database.read(
            "SELECT * FROM ratings WHERE driver = ?", (driver_key(kind, name),)
        )
        return Rating(*rows[0]) if rows else None

    # -- seasons: championships and weekends, as JSON that `game.records.seasons` understands

    def season_states(self) -> list[tuple[int, str]]:
        """Number and state of all seasons, the latest first."""
        rows = self._database.read("SELECT id, state FROM seasons ORDER BY created DESC, id")
        return [(row["id"], row["state"]) for row in rows]

    def save_season(self, number: int, kind: str, title: str, state: dict[str, Any]) -> None:
        """Keep a season as it stands now; it is in the file when this returns."""
        content = json.dumps(state)
        self._database.submit(
            lambda base: base.execute(
                "INSERT INTO seasons (id, created, kind, title, state) VALUES (?, ?, ?, ?, ?) "
                "ON CONFLICT (id) DO UPDATE SET title = excluded.title, state = excluded.state",
                (number, now(), kind, title, content),
            )
        )
        self.flush()

    def delete_season(self, number: int) -> None:
        """Forget a season; its sessions stay on record."""
        self._database.submit(
            lambda base: base.execute("DELETE FROM seasons WHERE id = ?", (number,))
        )
        self.flush()

    def count_as_finished(self, session: int) -> None:
        """Let a session that was left count with its result as it stood."""
        self._database.submit(
            lambda base: base.execute(
                "UPDATE sessions SET state = 'finished' WHERE id = ? AND state = 'left'", (session,)
            )
        )
        self.flush()

    def finished_stages(self, season: int) -> dict[int, int]:
        """Stage of a season -> the session in which it was driven to its end, the latest."""
        rows = self._database.read(
            "SELECT stage, id FROM sessions WHERE season = ? AND state = 'finished' "
            "ORDER BY created",
            (season,),
        )
        return {row["stage"]: row["id"] for row in rows}
