"""Driving a part of a recording again and comparing everything that was recorded of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from game.core.errors import UndercutError
from game.race.session import Session
from game.replay.codec import encode_numbers
from game.replay.difference import Difference
from game.replay.event_lines import write_events
from game.replay.explain import explain, pose_difference
from game.replay.format import CHUNK_TICKS, DIGEST_BYTES, POSE_TICKS
from game.replay.pose import POSE, sample_poses
from game.replay.reader import Replay
from game.replay.restore import enter
from game.replay.strict_json import canonical
from game.replay.trace import MULTIPLIERS, state_words, trace_cars


@dataclass(frozen=True)
class Segment:
    """What was found in a part of a recording."""

    begin: int
    """The keyframe it was driven from [tick]."""
    compared: int
    """The tick up to which everything was as recorded."""
    hashes: int
    keyframes: int
    difference: Difference | None


class SegmentDriver:
    """Drives one part of a recording from a keyframe to a later one or to the end."""

    def __init__(self, replay: Replay, session: Session) -> None:
        self._replay = replay
        self._session = session
        self._keyframe_ticks = frozenset(replay.keyframe_ticks)
        self._good = (0, session.save())
        self._seen_events = 0
        self._hashes = 0
        self._keyframes = 0

    def drive(self, begin: int, end: int) -> Segment:
        """Re-drive from the keyframe at `begin` up to `end`, or to the first difference."""
        compared, difference = begin, self._enter(begin)
        while difference is None and compared < end:
            difference = self._drive_second(compared // CHUNK_TICKS)
            if difference is None:
                compared = self._session.tick
        if difference is None and end == self._replay.ticks:
            difference = self._compare_ending()
        if difference is not None:
            difference = explain(self._replay, self._session, self._good, difference)
        return Segment(begin, compared, self._hashes, self._keyframes, difference)

    def _enter(self, begin: int) -> Difference | None:
        """Come to the beginning; at tick 0 the session is there and is compared."""
        if begin:
            saved = self._replay.keyframe(begin)
            try:
                enter(self._session, saved)
            except UndercutError as error:
                return Difference(begin, "keyframe", note=f"cannot be loaded: {error}")
            self._good = (begin, saved)
            self._seen_events = len(self._session.events)
            return None
        poses = np.zeros((1, self._replay.cars), POSE)
        sample_poses(self._session.world.state, self._session.brief, poses[0])
        return self._compare_poses(0, poses) or self._compare_end_of_second()

    def _drive_second(self, second: int) -> Difference | None:
        """Step through one chunk of controls and compare all that was recorded of it."""
        session, controls = self._session, self._replay.controls(second)
        step, state, brief = session.step, session.world.state, session.brief
        words, begin = state_words(state), session.tick
        traces = np.zeros(controls.shape, np.uint8)
        poses = np.zeros((len(controls) // POSE_TICKS, self._replay.cars), POSE)
        for row in range(len(controls)):
            step(controls[row])
            trace_cars(words, MULTIPLIERS, traces[row])
            if row % POSE_TICKS == POSE_TICKS - 1:
                sample_poses(state, brief, poses[row // POSE_TICKS])
        found = (
            self._compare_traces(second, begin, traces),
            self._compare_poses(second + 1, poses) if len(poses) else None,
        )
        first = min((one for one in found if one is not None), key=_tick, default=None)
        return first or self._compare_end_of_second()

    def _compare_traces(
        self, second: int, begin: int, traces: NDArray[np.uint8]
    ) -> Difference | None:
        recorded = self._replay.traces(second)
        if recorded is None or (recorded == traces).all():
            return None
        ticks = np.flatnonzero((recorded != traces).any(axis=1))
        cars = np.flatnonzero(recorded[ticks[0]] != traces[ticks[0]])
        return Difference(begin + 1 + int(ticks[0]), "state", tuple(int(car) for car in cars))

    def _compare_poses(self, chunk: int, poses: NDArray[Any]) -> Difference | None:
        if chunk >= self._replay.pose_chunks:
            return None
        if encode_numbers(poses) == self._replay.pose_content(chunk):
            return None
        tick, recorded = self._replay.poses(chunk)
        return pose_difference(recorded, poses, tick)

    def _compare_end_of_second(self) -> Difference | None:
        """Events, state hash and keyframe of this tick, if the file goes on to its hash."""
        session, replay, tick = self._session, self._replay, self._session.tick
        new = session.events[self._seen_events :]
        self._seen_events += len(new)
        if tick not in replay.hashes:
            return None
        if write_events(new) != replay.event_lines(tick):
            return Difference(tick, "events")
        self._hashes += 1
        if bytes.fromhex(session.state_hash())[:DIGEST_BYTES] != replay.hashes[tick]:
            return Difference(tick, "state hash")
        if tick in self._keyframe_ticks:
            self._keyframes += 1
            saved = session.save()
            if saved != replay.keyframe(tick):
                return Difference(tick, "keyframe")
            self._good = (tick, saved)
        return None

    def _compare_ending(self) -> Difference | None:
        """The results and the final hash."""
        ending, session = self._replay.ending, self._session
        if ending is None:
            return None
        if ending.ticks != session.tick or ending.state_hash != session.state_hash():
            return Difference(session.tick, "final state hash")
        results = [result.to_json() for result in session.results()]
        if canonical(results) != canonical(ending.results):
            return Difference(session.tick, "results")
        return None


def _tick(difference: Difference) -> int:
    return difference.tick
