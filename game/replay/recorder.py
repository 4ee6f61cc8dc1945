"""Recording a session as it runs: a listener of the race loop."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from game.race.session import Session
from game.replay.appender import Appender, Part
from game.replay.codec import encode_numbers, encode_rows
from game.replay.errors import ReplayError
from game.replay.event_lines import write_events
from game.replay.format import CHUNK_TICKS, DIGEST_BYTES, POSE_TICKS, Kind
from game.replay.pose import POSE, sample_poses
from game.replay.restore import header_of
from game.replay.strict_json import canonical
from game.replay.trace import MULTIPLIERS, state_words, trace_cars
from game.sim.controls import CONTROLS


class Recorder:
    """Keeps a session on file, a second at a time; a crash loses at most the last second."""

    def __init__(
        self,
        path: Path | str,
        session: Session,
        *,
        created: str | None = None,
        unverifiable: str | None = None,
        overwrite: bool = False,
        notify: Callable[[str], None] | None = None,
    ) -> None:
        """Create the file and write its header.

        Args:
            path: The file; its folder is made.
            session: Before its first tick.
            created: When, for people; not read from a clock here.
            unverifiable: Why the session will not be one that can be re-driven, if so.
            overwrite: Whether a file that is there may be replaced.
            notify: Told in one sentence, once, when recording fails; the session goes on.

        Raises:
            ReplayError: The file exists or cannot be written.
            ValueError: The session has already begun.
        """
        if session.tick:
            raise ValueError(f"recording begins at tick 0, not at {session.tick}")
        cars = len(session.entrants)
        header = header_of(session, created, unverifiable).to_bytes()
        self._file = Appender(Path(path), overwrite)
        self._notify = notify
        self._keyframe_ticks = session.world.keyframe_ticks
        self._rows = 0
        self._events = 0
        self._voids: list[Part] = []
        self._words = state_words(session.world.state)
        self._driven: NDArray[Any] | None = None
        self._driven_bytes = np.zeros(0, np.uint8)
        self._new_tables(cars)
        parts: list[Part] = [Part(Kind.HEADER, 0, lambda: header)]
        first = np.zeros((1, cars), POSE)
        sample_poses(session.world.state, session.brief, first[0])
        parts.append(Part(Kind.POSES, 0, partial(encode_numbers, first), 1))
        self._file.append(parts + self._state_parts(session))

    @property
    def failure(self) -> ReplayError | None:
        """Why nothing more is recorded, if so."""
        return self._file.failure

    def after_tick(self, session: Session, controls: NDArray[Any]) -> None:
        """Take in the tick that was just stepped with `controls`."""
        if self._file.failure is not None:
            self._report()
            return
        row, tick = self._rows, session.tick
        if controls is not self._driven:
            self._driven, self._driven_bytes = controls, controls.view(np.uint8)
        self._control_bytes[row] = self._driven_bytes
        trace_cars(self._words, MULTIPLIERS, self._traces[row])
        self._rows = row + 1
        if not tick % POSE_TICKS:
            sample_poses(session.world.state, session.brief, self._poses[row // POSE_TICKS])
        if not tick % CHUNK_TICKS:
            self._flush(session)

    def void(self, session: Session, reason: str) -> None:
        """Note that from here on the session cannot be re-driven, as after its track changed."""
        content = reason.encode()[:2000]
        self._voids.append(Part(Kind.VOID, session.tick, lambda: content))

    def finish(self, session: Session) -> None:
        """Write what is left and the ending; the file is then complete."""
        if self._rows:
            self._flush(session)
        ending = {
            "ticks": session.tick,
            "state_hash": session.state_hash(),
            "results": [result.to_json() for result in session.results()],
        }
        last = Part(Kind.ENDING, session.tick, partial(canonical, ending))
        self._file.append([*self._voids, last])
        self.close()

    def close(self) -> None:
        """Write what is waiting and close the file, as it is."""
        self._file.close()
        self._report()

    def __enter__(self) -> Recorder:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _new_tables(self, cars: int) -> None:
        """Fresh tables for a second; those of the second before belong to the file's thread."""
        self._controls = np.zeros((CHUNK_TICKS, cars), CONTROLS)
        self._control_bytes = self._controls.view(np.uint8)
        self._traces = np.zeros((CHUNK_TICKS, cars), np.uint8)
        self._poses = np.zeros((CHUNK_TICKS // POSE_TICKS, cars), POSE)

    def _flush(self, session: Session) -> None:
        """Hand over what was taken in since the last time."""
        rows, begin = self._rows, session.tick - self._rows
        poses = rows // POSE_TICKS
        parts: list[Part] = [
            Part(Kind.CONTROLS, begin, partial(encode_rows, self._controls[:rows]), rows),
            Part(Kind.TRACES, begin, self._traces[:rows].tobytes, rows),
        ]
        if poses:
            make = partial(encode_numbers, self._poses[:poses])
            parts.append(Part(Kind.POSES, begin + POSE_TICKS, make, poses))
        self._file.append(parts + self._state_parts(session))
        self._rows = 0
        self._new_tables(len(session.entrants))

    def _state_parts(self, session: Session) -> list[Part]:
        """What is taken from the session at the end of a second: events, hash, keyframe."""
        tick, parts = session.tick, self._voids
        self._voids = []
        events = session.events[self._events :]
        if events:
            self._events += len(events)
            parts.append(Part(Kind.EVENTS, tick, partial(write_events, events)))
        digest = bytes.fromhex(session.state_hash())[:DIGEST_BYTES]
        parts.append(Part(Kind.HASH, tick, lambda: digest))
        if not tick % self._keyframe_ticks:
            saved = session.save()
            parts.append(Part(Kind.KEYFRAME, tick, lambda: saved))
        return parts

    def _report(self) -> None:
        """Say once that recording has failed."""
        notify, self._notify = self._notify, None
        if notify is not None and self._file.failure is not None:
            notify(str(self._file.failure))
        elif self._file.failure is None:
            self._notify = notify
