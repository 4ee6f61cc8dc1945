"""Checks of a file before its centre line can be drawn: is there a closed line at all?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from game.track.finding import Finding
from game.track.model import Straight, TrackFile, Turn
from game.track.segments import SMALL_GAP, Closure, bends_of, close, close_by

MIN_LENGTH: Final = 150.0
MAX_LENGTH: Final = 40_000.0
MIN_STEP: Final = 0.5
"""Between two control points [m]."""

_OPEN: Final = 4.0
"""The loop is open when its last step is this many times longer than any other ..."""
_OPEN_LEAST: Final = 100.0
"""... and at least this long [m]."""


def check_shape(file: TrackFile) -> list[Finding]:
    """Everything that keeps the centre line from being drawn."""
    if (file.centre_line is None) == (file.segments is None):
        given = "both are" if file.segments is not None else "neither is"
        return [Finding((), f"needs either `centre_line` or `segments`: {given} given")]
    if file.segments is not None:
        findings = list(_check_segments(file, file.segments))
        length = float(bends_of(file.segments).bounds[-1])
    else:
        points = np.array([(point.x, point.y) for point in file.centre_line or []])
        step = np.hypot(*(np.roll(points, -1, axis=0) - points).T)
        findings = list(_check_points(step))
        length = float(step.sum())
    if not findings and not MIN_LENGTH <= length <= MAX_LENGTH:
        message = f"the lap is {length:.0f} m long, must be within {MIN_LENGTH:g}-{MAX_LENGTH:g} m"
        findings.append(Finding(("segments" if file.segments else "centre_line",), message))
    if not findings and file.start_line > length:
        message = f"start_line: {file.start_line:g} m, must be within the lap of {length:.0f} m"
        findings.append(Finding(("start_line",), message))
    return findings


def _check_points(step: np.ndarray) -> Iterator[Finding]:
    for index in np.flatnonzero(step < MIN_STEP):
        following = (index + 1) % len(step)
        if following == 0:
            message = (
                f"the last point lies {step[index]:.2f} m from the first: leave it out, "
                "the line closes by itself"
            )
        else:
            message = (
                f"points {index} and {following} are {step[index]:.2f} m apart, must be at "
                f"least {MIN_STEP:g} m: leave one out"
            )
        yield Finding(("centre_line", int(index)), message)
    longest = float(step[:-1].max())
    if step[-1] > max(_OPEN * longest, _OPEN_LEAST):
        yield Finding(
            ("centre_line", len(step) - 1),
            f"the loop is open: from the last point to the first it is {step[-1]:.0f} m, "
            f"everywhere else at most {longest:.0f} m: add the points in between",
        )


def _check_segments(file: TrackFile, segments: Sequence[Straight | Turn]) -> Iterator[Finding]:
    closure = close(segments)
    turned = float(np.degrees(closure.turned))
    eight = file.crossings != "none" and abs(turned) < 1e-4
    if not (closure.whole_turns or eight):
        missing = 360 - abs(turned)
        way = "left" if turned >= 0 else "right"
        what = f"{missing:.6g} degrees more" if missing > 0 else f"{-missing:.6g} degrees less"
        yield Finding(
            ("segments",),
            f"the loop is open: left turns less right turns make {turned:.6g} degrees, must be "
            f"360 or -360: turn {what} to the {way}",
        )
    elif closure.left_over > SMALL_GAP:
        yield Finding(("segments",), _open_loop(segments, closure))


def _open_loop(segments: Sequence[Straight | Turn], closure: Closure) -> str:
    forward, left = closure.gap
    parts = [
        f"{abs(value):.1f} m {name}"
        for value, name in (
            (forward, "forwards" if forward > 0 else "backwards"),
            (left, "to the left" if left > 0 else "to the right"),
        )
        if abs(value) > 0.05
    ]
    message = (
        f"the loop is open: from its end to its beginning it is {' and '.join(parts)} "
        "(as seen from the first segment)"
    )
    straights = np.array([isinstance(part, Straight) for part in segments])
    every = close_by(bends_of(segments), straights)
    free = [part for part in segments if isinstance(part, Straight) and part.free]
    if every.left_over > SMALL_GAP:
        return message + ": change the lengths of straights, or angles and radii of turns"
    lengths = [
        f"segments.{index}: {every.bends.length[index]:.1f}"
        for index in np.flatnonzero(straights)
        if abs(every.bends.length[index] - bends_of(segments).length[index]) > 0.05
    ]
    hint = "" if free else "mark straights in two directions with `free: true`, or "
    return f"{message}: {hint}set these straights to {', '.join(lengths[:12])} m"
