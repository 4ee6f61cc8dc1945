"""The records' file: its tables, one thread that writes, and readers that never wait for it.

Every change is one transaction in a write-ahead log, so a kill leaves all of it or nothing of it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path
from queue import SimpleQueue
from threading import Event, Lock, Thread
from typing import Any, Final

from game.core.errors import UndercutError
from game.records.aside import free_name

VERSION: Final = 1
"""Of the tables; kept in the file as `user_version`."""

TABLES: Final = """
CREATE TABLE sessions (
    id INTEGER PRIMARY KEY,
    owner TEXT NOT NULL,        -- whose lock file says whether its process lives
    state TEXT NOT NULL,        -- running, finished, left, recovered, lost
    created TEXT NOT NULL,      -- UTC
    label TEXT NOT NULL,        -- what the player called it: quick race, time trial, ...
    kind TEXT NOT NULL,
    track TEXT NOT NULL,
    track_title TEXT NOT NULL,
    track_hash TEXT NOT NULL,
    wetness REAL NOT NULL,
    weather TEXT NOT NULL,
    settings TEXT NOT NULL,     -- JSON
    seed INTEGER NOT NULL,
    player INTEGER,             -- row of the player's car, null: nobody drove
    replay TEXT,                -- name of the file
    season INTEGER,
    stage INTEGER,
    unverified TEXT,            -- why it cannot be re-driven, null: it can
    verdict TEXT,               -- of a verification, null: none yet
    ticks INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE entrants (
    session INTEGER NOT NULL REFERENCES sessions ON DELETE CASCADE,
    row INTEGER NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    tier TEXT,
    car TEXT NOT NULL,
    car_hash TEXT NOT NULL,
    PRIMARY KEY (session, row)
);
CREATE TABLE laps (
    id INTEGER PRIMARY KEY,
    session INTEGER NOT NULL REFERENCES sessions ON DELETE CASCADE,
    row INTEGER NOT NULL,
    number INTEGER NOT NULL,
    tick INTEGER NOT NULL,
    time_s REAL NOT NULL,
    sectors TEXT NOT NULL,      -- JSON
    valid INTEGER NOT NULL,
    player INTEGER NOT NULL,    -- 1: the player drove
    track_hash TEXT NOT NULL,
    car_hash TEXT NOT NULL,
    weather TEXT NOT NULL,
    UNIQUE (session, row, number)
);
CREATE INDEX laps_by_conditions ON laps (track_hash, car_hash, weather, valid, time_s);
CREATE TABLE results (
    session INTEGER NOT NULL REFERENCES sessions ON DELETE CASCADE,
    row INTEGER NOT NULL,
    position INTEGER NOT NULL,
    points REAL NOT NULL,
    facts TEXT NOT NULL,        -- JSON, all of the result
    PRIMARY KEY (session, row)
);
CREATE TABLE medals (
    track_hash TEXT NOT NULL,
    car_hash TEXT NOT NULL,
    weather TEXT NOT NULL,
    medal TEXT NOT NULL,
    time_s REAL NOT NULL,       -- of the lap that won it
    wanted_s REAL NOT NULL,     -- what it took
    session INTEGER REFERENCES sessions ON DELETE SET NULL,
    created TEXT NOT NULL,
    PRIMARY KEY (track_hash, car_hash, weather, medal)
);
CREATE TABLE ratings (
    driver TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    tier TEXT,
    rating REAL NOT NULL,
    spread REAL NOT NULL,
    races INTEGER NOT NULL
);
CREATE TABLE rating_changes (
    session INTEGER NOT NULL REFERENCES sessions ON DELETE CASCADE,
    driver TEXT NOT NULL,
    before REAL NOT NULL,
    after REAL NOT NULL,
    PRIMARY KEY (session, driver)
);
CREATE TABLE seasons (
    id INTEGER PRIMARY KEY,
    created TEXT NOT NULL,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    state TEXT NOT NULL         -- JSON, the whole season
);
CREATE TABLE replays (
    name TEXT PRIMARY KEY,
    size INTEGER NOT NULL,
    modified INTEGER NOT NULL,  -- of the file [ns]
    facts TEXT NOT NULL         -- JSON
);
"""

Work = Callable[[sqlite3.Connection], object]


class Database:
    """The file, opened. Any thread may read or hand over work; one thread writes, in order.

    Attributes:
        path: The file.
        fresh: Whether its tables have just been made.
        message: A sentence for the player where the file that was there could not be used.
    """

    def __init__(self, path: Path) -> None:
        """Open the file, or make it.

        A file that is no database is kept under another name, and a new one begun.

        Raises:
            UndercutError: It cannot be opened, or a newer version of the game has written it.
        """
        self.path = path
        self.message: str | None = None
        self._failure: str | None = None
        self._reading = Lock()
        self._reader, self.fresh = self._open()
        self._queue: SimpleQueue[Work | Event | None] = SimpleQueue()
        self._thread = Thread(target=self._write, name="records", daemon=True)
        self._thread.start()

    def submit(self, work: Work) -> None:
        """Hand over a change; it is made soon, whole or not at all."""
        self._queue.put(work)

    def flush(self) -> None:
        """Wait until everything handed over so far is in the file."""
        if self._thread.is_alive():
            done = Event()
            self._queue.put(done)
            done.wait()

    def take_failure(self) -> str | None:
        """Why something could not be written since this was last asked, if so.

        The first reason: what follows often fails only because that is missing.
        """
        failure, self._failure = self._failure, None
        return failure

    def read(self, query: str, parameters: Sequence[Any] = ()) -> list[sqlite3.Row]:
        """All rows of a query."""
        with self._reading:
            try:
                return self._reader.execute(query, tuple(parameters)).fetchall()
            except sqlite3.Error as error:
                raise UndercutError(f"{self.path}: cannot be read: {error}") from error

    def close(self) -> None:
        """Write what is waiting and close the file."""
        if self._thread.is_alive():
            self._queue.put(None)
            self._thread.join()
        with self._reading:
            self._reader.close()

    def _open(self) -> tuple[sqlite3.Connection, bool]:
        try:
            return self._prepare()
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):
                raise UndercutError(f"{self.path}: cannot be opened: {error}") from error
            kept = self._put_aside()
            self.message = (
                f"{self.path.name} could not be read ({error}); it is kept as {kept.name}, and "
                "the records are made anew from the replays"
            )
        try:
            return self._prepare()
        except sqlite3.Error as error:
            raise UndercutError(f"{self.path}: cannot be opened: {error}") from error

    def _prepare(self) -> tuple[sqlite3.Connection, bool]:
        connection = self._connect()
        try:
            version = self._checked_version(connection)
            if version == 0:
                _make_tables(connection)
        except BaseException:
            connection.close()
            raise
        return connection, version == 0

    def _checked_version(self, connection: sqlite3.Connection) -> int:
        """Version of the tables, 0 where there are none yet."""
        fault = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        if fault != "ok":
            raise sqlite3.DatabaseError(fault)
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        if version > VERSION:
            raise UndercutError(
                f"{self.path}: has version {version}, this game reads up to {VERSION}: "
                "it was written by a newer one"
            )
        return version

    def _connect(self) -> sqlite3.Connection:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            reason = error.strerror or error
            raise UndercutError(f"{self.path}: cannot be opened: {reason}") from error
        connection = sqlite3.connect(
            self.path, timeout=10.0, isolation_level=None, check_same_thread=False
        )
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        return connection

    def _put_aside(self) -> Path:
        """Move the file and what sqlite keeps beside it out of the way."""
        target = free_name(self.path)
        try:
            self.path.rename(target)
            for ending in ("-wal", "-shm"):
                beside = self.path.with_name(self.path.name + ending)
                if beside.exists():
                    beside.rename(target.with_name(target.name + ending))
        except OSError as error:
            reason = error.strerror or error
            raise UndercutError(f"{self.path}: cannot be kept aside: {reason}") from error
        return target

    def _write(self) -> None:
        """Make the changes, one transaction each, until the file is closed."""
        connection = self._connect()
        while (work := self._queue.get()) is not None:
            if isinstance(work, Event):
                work.set()
                continue
            try:
                connection.execute("BEGIN IMMEDIATE")
                work(connection)
                connection.execute("COMMIT")
            except (sqlite3.Error, UndercutError) as error:
                self._failure = self._failure or f"{self.path}: cannot be written: {error}"
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
        connection.close()


def _make_tables(connection: sqlite3.Connection) -> None:
    """All tables in one transaction, so that a kill leaves none of them."""
    connection.execute("BEGIN IMMEDIATE")
    if connection.execute("PRAGMA user_version").fetchone()[0] == 0:
        for statement in TABLES.split(";"):
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {VERSION}")
    connection.execute("COMMIT")
