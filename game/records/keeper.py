"""The keeper of a session: its recording, its laps and its result, written down as they come."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from numpy.typing import NDArray

from game.core.clock import TICK_RATE
from game.race.events import EventKind
from game.race.session import Session
from game.race.state import Status
from game.records import bookkeeping
from game.records.conditions import Conditions
from game.records.database import Database
from game.records.ghost_tape import GhostTape
from game.records.ghosts import Ghosts
from game.records.ratings import Rating, after_race, driver_key
from game.records.session_facts import LapFacts, SessionFacts
from game.replay.errors import ReplayError
from game.replay.ghost import Ghost
from game.replay.recorder import Recorder

LEAST_TICKS: Final = 10 * TICK_RATE
"""A session left sooner, without a lap, leaves nothing behind."""

SUFFIX: Final = ".undercut"


class Keeper:
    """Listens to the race loop from the first tick on, in place of a recorder.

    Attributes:
        id: Of the session in the database.
        path: Of its recording, none where it cannot be written.
        new_bests: Lap times with which the player has beaten the best of these conditions [s].
        best_ghost: The last of those laps.
        kept: Whether anything is left of the session; not where it was left at once.
    """

    def __init__(
        self,
        session: Session,
        facts: SessionFacts,
        path: Path,
        database: Database,
        ghosts: Ghosts,
        best_s: float | None,
        notify: Callable[[str], None],
        closed: Callable[[], None],
    ) -> None:
        """Begin the recording and write the session down.

        Args:
            session: Before its first tick.
            facts: What is known of it.
            path: Where the recording goes.
            database: Where the rest goes.
            ghosts: Where the player's best lap goes.
            best_s: The player's best lap so far in these conditions, none without one [s].
            notify: Told in a sentence when something cannot be written; the session goes on.
            closed: Called when the session has been written down to its end.
        """
        self.session = session
        self.facts = facts
        self.id = facts.id
        self.new_bests: list[float] = []
        self.best_ghost: Ghost | None = None
        self.kept = True
        self._database, self._ghosts = database, ghosts
        self._notify, self._closed = notify, closed
        self._best_s = best_s
        self._seen = len(session.events)
        self._laps = 0
        self._counts = facts.unverified is None
        self._open = True
        racing = facts.player is not None and self._counts
        self._tape = GhostTape(session, facts.player or 0) if racing else None
        self._recorder: Recorder | None = None
        self.path: Path | None = None
        try:
            self._recorder = Recorder(
                path,
                session,
                created=facts.created,
                unverifiable=facts.unverified,
                notify=notify,
            )
            self.path = path
        except ReplayError as error:
            notify(f"{error}; the session is not recorded")

    def after_tick(self, session: Session, controls: NDArray[Any]) -> None:
        """Take in a tick."""
        if self._recorder is not None:
            self._recorder.after_tick(session, controls)
        if self._tape is not None:
            self._tape.after_tick(session)
        if len(session.events) != self._seen:
            self._take_in_events(session)

    def void(self, reason: str) -> None:
        """From here on the session cannot be re-driven; its laps count in no ranking."""
        if self._recorder is not None:
            self._recorder.void(self.session, reason)
        self._tape, self._counts = None, False
        session = self.id
        self._database.submit(lambda base: bookkeeping.mark_unverified(base, session, reason))

    def finish(self) -> None:
        """The session is over, or the player leaves it: write down how it stands.

        Whoever is called again does nothing. What nobody drove in leaves nothing behind.
        """
        if not self._open:
            return
        self._open = False
        if self._recorder is not None:
            self._recorder.finish(self.session)
        if self.session.tick < LEAST_TICKS and not self._laps and not self.session.finished:
            self._forget()
        else:
            self._write_results()
        self._database.flush()
        failure = self._database.take_failure()
        if failure is not None:
            self._notify(failure)
        self._closed()

    def _take_in_events(self, session: Session) -> None:
        """Write down the laps among what has happened in this tick."""
        events = session.events[self._seen :]
        self._seen = len(session.events)
        rows = [event.car for event in events if event.kind is EventKind.LAP]
        if not rows:
            return
        laps = [LapFacts.of(row, session.control.books.laps[row][-1]) for row in rows]
        facts = self.facts
        self._laps += len(laps)
        self._database.submit(lambda base: bookkeeping.insert_laps(base, facts, laps))
        for lap in laps:
            if lap.row == facts.player:
                self._take_in_own_lap(session, lap)

    def _take_in_own_lap(self, session: Session, lap: LapFacts) -> None:
        """See whether the player's lap is the best of all."""
        if self._tape is None:
            return
        ghost = self._tape.cut(session, lap.number, lap.time_s)
        if not lap.valid or (self._best_s is not None and lap.time_s >= self._best_s):
            return
        self._best_s = lap.time_s
        self.best_ghost = ghost
        self.new_bests.append(lap.time_s)
        car = session.entrants[lap.row].car
        conditions = Conditions.of(session.track, car, session.settings.wetness)
        self._database.submit(lambda _: self._ghosts.save(conditions, ghost))

    def _forget(self) -> None:
        self.kept = False
        session = self.id
        self._database.submit(lambda base: bookkeeping.forget_session(base, session))
        if self.path is not None:
            self.path.unlink(missing_ok=True)

    def _write_results(self) -> None:
        session, number = self.session, self.id
        results = [result.to_json() for result in session.results()]
        state = "finished" if self._player_is_done() else "left"
        ticks = session.tick
        order = self._rated_order(results) if state == "finished" else []

        def work(base: Any) -> None:
            bookkeeping.insert_results(base, number, results)
            bookkeeping.close_session(base, number, state, ticks)
            if order:
                known = bookkeeping.read_ratings(base, [each.driver for each in order])
                before = [known.get(each.driver, each) for each in order]
                after = after_race(before)
                bookkeeping.insert_ratings(base, number, list(zip(before, after, strict=True)))

        self._database.submit(work)

    def _player_is_done(self) -> bool:
        """Whether the session has come to its end for the player, or for all."""
        player = self.facts.player
        if self.session.finished or player is None:
            return self.session.finished
        return int(self.session.race_state["status"][player]) != Status.RUNNING

    def _rated_order(self, results: list[dict[str, Any]]) -> list[Rating]:
        """Fresh ratings of all, in the order of the result; none where the race does not count."""
        if self.session.settings.timed or len(results) < 2 or not self._counts:
            return []
        return [
            Rating(
                driver_key(each["driver"]["kind"], each["driver"]["name"]),
                each["driver"]["name"],
                each["driver"]["kind"],
                each["driver"]["tier"],
            )
            for each in results
        ]


def recording_path(folder: Path, session: Session) -> Path:
    """A free name for a session's recording: when, where and what."""
    moment = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    stem = f"{moment}-{session.track.name}-{session.settings.kind}"
    path, number = folder / f"{stem}{SUFFIX}", 1
    while path.exists():
        number += 1
        path = folder / f"{stem}-{number}{SUFFIX}"
    return path
