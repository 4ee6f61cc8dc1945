"""A replay as a table: SI units, one header row, one row for each car and moment."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TextIO

from numpy.typing import NDArray

from game.core.clock import TICK_RATE, period_ticks
from game.core.errors import UndercutError, UsageError
from game.replay.format import POSE_TICKS
from game.replay.player import Player
from game.replay.reader import Replay
from game.replay.restore import build_session
from game.version import SIM_VERSION

COLUMNS: Final = {
    "x": "x_m",
    "y": "y_m",
    "yaw": "yaw_rad",
    "forward_speed": "speed_ms",
    "left_speed": "left_speed_ms",
    "yaw_rate": "yaw_rate_rads",
    "throttle": "throttle",
    "brake": "brake",
    "steer": "steer",
    "gear": "gear",
    "engine_speed": "engine_rad_s",
    "fuel": "fuel_kg",
    "distance": "distance_m",
    "offset": "offset_m",
}
"""Field of a car's state or pose -> column."""
BRIEFED: Final = {"lap": "lap", "position": "position"}
HEADINGS: Final = ("time_s", "car", "name", *COLUMNS.values(), *BRIEFED.values())

Moment = tuple[int, NDArray[Any], NDArray[Any]]
"""Tick, and rows with the fields of COLUMNS and of BRIEFED."""


@dataclass(frozen=True)
class Exported:
    """What an export did."""

    rows: int
    exact: bool
    """Re-driven from the controls; otherwise read from the recorded poses."""
    reason: str
    """Why not exact, empty where it is."""


def export_csv(replay: Replay, path: Path, rate: float | None = None) -> Exported:
    """Write a replay as CSV.

    Args:
        replay: The recording.
        path: The file to write.
        rate: Rows a second for each car [Hz]; must divide the tick rate. Default: every tick when
            re-driven, every pose otherwise.

    Raises:
        UndercutError: The rate does not fit, or the file cannot be written.
    """
    reason = _why_not_exact(replay)
    step = _step(rate, POSE_TICKS if reason else 1)
    moments = _poses(replay, step) if reason else _redriven(replay, step)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w", encoding="utf-8", newline="") as stream:
            rows = _write(stream, replay.header.names, moments)
    except OSError as error:
        raise UndercutError(f"{path}: cannot be written: {error.strerror or error}") from error
    return Exported(rows, not reason, reason)


def _why_not_exact(replay: Replay) -> str:
    header = replay.header
    if header.sim_version != SIM_VERSION or header.tick_rate != TICK_RATE:
        return f"recorded with simulation {header.sim_version}, this is {SIM_VERSION}"
    if header.unverifiable or replay.voids:
        return header.unverifiable or replay.voids[0]
    return ""


def _step(rate: float | None, least: int) -> int:
    """Ticks between two rows of a car."""
    if rate is None:
        return least
    try:
        step = period_ticks(rate)
    except (ValueError, ZeroDivisionError):
        raise UsageError(f"--rate {rate}: must divide {TICK_RATE} Hz") from None
    if step % least:
        raise UsageError(f"--rate {rate}: these poses allow {TICK_RATE // least} Hz and its parts")
    return step


def _redriven(replay: Replay, step: int) -> Iterator[Moment]:
    """The session at every `step` ticks, driven from the recorded controls."""
    session = build_session(replay.header)
    yield 0, session.world.state, session.brief
    for second in range(replay.seconds):
        for controls in replay.controls(second):
            session.step(controls)
            if not session.tick % step:
                yield session.tick, session.world.state, session.brief


def _poses(replay: Replay, step: int) -> Iterator[Moment]:
    player = Player(replay)
    for number in range(0, player.frames, step // POSE_TICKS):
        shown = player.frame(number)
        yield number * POSE_TICKS, shown, shown


def _write(stream: TextIO, names: list[str], moments: Iterator[Moment]) -> int:
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(HEADINGS)
    rows = 0
    for tick, state, brief in moments:
        time = round(tick / TICK_RATE, 6)
        columns = [state[name].tolist() for name in COLUMNS]
        columns += [brief[name].tolist() for name in BRIEFED]
        for car, values in enumerate(zip(*columns, strict=True)):
            writer.writerow((time, car, names[car], *values))
            rows += 1
    return rows
