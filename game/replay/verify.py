"""Verification: re-driving a replay from its controls alone and comparing all of it.

Segments between keyframes can be driven side by side: each starts from a recorded keyframe, and the
segment before it must arrive at exactly those bytes. So the verdict is that of one drive from the
start.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from pathlib import Path
from typing import Any

from game.core.clock import TICK_RATE
from game.core.errors import UndercutError
from game.replay.difference import Difference
from game.replay.errors import ReplayError
from game.replay.format import CHUNK_TICKS
from game.replay.reader import Replay, read_replay
from game.replay.restore import build_session, library_versions
from game.replay.segment import Segment, SegmentDriver
from game.version import SIM_VERSION


class Outcome(StrEnum):
    """What a verification can find."""

    VERIFIED = "verified"
    DIFFERS = "differs"
    INCOMPLETE = "incomplete"
    """What there is is right, but not everything is there."""
    OTHER_VERSION = "other version"
    VOID = "void"
    """Its recorder said that it cannot be re-driven."""


@dataclass(frozen=True)
class Verdict:
    """The result for one file; only `VERIFIED` means that all of it was compared."""

    path: Path
    outcome: Outcome
    ticks: int
    """With controls in the file."""
    compared: int
    """Ticks from the start up to which everything was as recorded."""
    hashes: int
    keyframes: int
    reason: str
    difference: Difference | None = None

    @property
    def verified(self) -> bool:
        """Whether the whole replay was re-driven and is as recorded."""
        return self.outcome is Outcome.VERIFIED

    def sentence(self) -> str:
        """One line for people."""
        return f"{self.path}: {self.outcome}: {self.reason}"

    def to_json(self) -> dict[str, Any]:
        """For programs."""
        return {
            "file": str(self.path),
            "outcome": str(self.outcome),
            "verified": self.verified,
            "ticks": self.ticks,
            "compared_ticks": self.compared,
            "compared_s": self.compared / TICK_RATE,
            "hashes": self.hashes,
            "keyframes": self.keyframes,
            "reason": self.reason,
            "difference": self.difference.to_json() if self.difference else None,
        }


def verify(path: Path | str, jobs: int = 1) -> Verdict:
    """Verify one replay.

    Args:
        path: The file.
        jobs: Processes to drive segments side by side; the verdict is the same for any number.

    Raises:
        ReplayError: It is no replay, or cannot be read.
    """
    replay = read_replay(path)
    refused = _refusal(replay)
    if refused is not None:
        return refused
    try:
        segments = _drive(replay, _cuts(replay, jobs))
    except UndercutError as error:
        if isinstance(error, ReplayError):
            raise
        return _verdict(replay, Outcome.DIFFERS, f"header: {_in_one_line(error)}", [])
    return _judge(replay, segments)


def _in_one_line(error: UndercutError) -> str:
    """The first of an error's lines, and how many more there are."""
    first, *more = str(error).splitlines() or [""]
    return f"{first} (and {len(more)} more)" if more else first


def _refusal(replay: Replay) -> Verdict | None:
    """The verdict on a replay that cannot be re-driven here at all."""
    header = replay.header
    if header.sim_version != SIM_VERSION or header.tick_rate != TICK_RATE:
        reason = (
            f"recorded with simulation {header.sim_version} at {header.tick_rate} ticks a second, "
            f"this is {SIM_VERSION} at {TICK_RATE}; it can be watched, not re-driven"
        )
        return _verdict(replay, Outcome.OTHER_VERSION, reason, [])
    voids = [header.unverifiable] if header.unverifiable else replay.voids
    if voids:
        return _verdict(replay, Outcome.VOID, f"cannot be re-driven: {voids[0]}", [])
    return None


def _cuts(replay: Replay, jobs: int) -> list[int]:
    """Keyframe ticks at which the work is cut into about equal parts, and the end."""
    keyframes = [tick for tick in replay.keyframe_ticks if 0 < tick < replay.ticks]
    parts = max(1, min(jobs, len(keyframes) + 1))
    wanted = [replay.ticks * part / parts for part in range(1, parts)]
    inner = {min(keyframes, key=lambda tick: abs(tick - place)) for place in wanted}
    return [0, *sorted(inner), replay.ticks]


def _drive(replay: Replay, cuts: Sequence[int]) -> list[Segment]:
    spans = list(pairwise(cuts))
    if len(spans) == 1:
        return [drive_segment(replay.path, *spans[0])]
    context = multiprocessing.get_context("spawn")
    try:
        with ProcessPoolExecutor(len(spans), mp_context=context) as pool:
            futures = [pool.submit(drive_segment, replay.path, *span) for span in spans]
            return [future.result() for future in futures]
    except BrokenProcessPool:
        raise ReplayError(replay.path, "a process that verified a part of it died") from None


def drive_segment(path: Path, begin: int, end: int) -> Segment:
    """Re-drive from the keyframe at `begin` to `end`; runs in a process of its own.

    Raises:
        UndercutError: The header makes no session of this simulation.
    """
    replay = read_replay(path)
    try:
        session = build_session(replay.header)
    except UndercutError as error:
        # An error with a constructor of its own does not survive the way to another process.
        raise UndercutError(str(error)) from error
    recorded, here = replay.header.keyframe_ticks, session.world.keyframe_ticks
    if recorded != here:
        raise UndercutError(f"keyframes every {recorded} ticks, this simulation has every {here}")
    return SegmentDriver(replay, session).drive(begin, end)


def _judge(replay: Replay, segments: Sequence[Segment]) -> Verdict:
    """One verdict from all parts: the earliest difference decides."""
    differences = [part.difference for part in segments if part.difference is not None]
    if differences:
        first = min(differences, key=lambda difference: difference.tick)
        reason = first.sentence() + _other_libraries(replay)
        return _verdict(replay, Outcome.DIFFERS, reason, segments, first)
    gap = _gap(replay)
    if gap is not None:
        return _verdict(replay, Outcome.INCOMPLETE, gap, segments)
    seconds = replay.ticks / TICK_RATE
    reason = f"{replay.ticks} ticks ({seconds:.1f} s) of {replay.cars} cars are as recorded"
    return _verdict(replay, Outcome.VERIFIED, reason, segments)


def _gap(replay: Replay) -> str | None:
    """What a whole recording has and this one lacks."""
    if not replay.ticks:
        return "it holds no tick: nothing was compared"
    if not replay.complete:
        why = replay.damage or "it has no ending"
        return f"was cut short ({why}); as recorded up to tick {_last_hash(replay)}"
    ends = [*range(0, replay.ticks, CHUNK_TICKS), replay.ticks]
    keyframes = range(0, replay.ticks + 1, replay.header.keyframe_ticks)
    missing = {
        "state hash": [tick for tick in ends if tick not in replay.hashes],
        "keyframe": sorted({*keyframes} - {*replay.keyframe_ticks}),
        "traces": [tick for tick in [replay.ticks] if replay.traced_ticks != tick],
        "poses": [tick for tick in [replay.ticks] if not replay.posed_to_the_end],
    }
    return next(
        (f"has no {what} at tick {ticks[0]}" for what, ticks in missing.items() if ticks), None
    )


def _last_hash(replay: Replay) -> int:
    """The last tick whose state hash is in the file."""
    return max(replay.hashes, default=0)


def _verdict(
    replay: Replay,
    outcome: Outcome,
    reason: str,
    segments: Sequence[Segment],
    difference: Difference | None = None,
) -> Verdict:
    return Verdict(
        path=replay.path,
        outcome=outcome,
        ticks=replay.ticks,
        compared=min(_compared(segments), _last_hash(replay)),
        hashes=sum(part.hashes for part in segments),
        keyframes=sum(part.keyframes for part in segments),
        reason=reason,
        difference=difference,
    )


def _compared(segments: Sequence[Segment]) -> int:
    """The tick up to which parts without a gap are as recorded."""
    compared = 0
    for part in segments:
        compared = part.compared
        if part.difference is not None:
            break
    return compared


def _other_libraries(replay: Replay) -> str:
    """What the recording ran on and this re-drive does not: a possible cause."""
    here = library_versions()
    others = [
        f"{name} {version} (here {here.get(name, 'none')})"
        for name, version in sorted(replay.header.libraries.items())
        if here.get(name) != version
    ]
    return f"; recorded with {', '.join(others)}" if others else ""
