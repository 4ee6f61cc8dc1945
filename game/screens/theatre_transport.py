"""Where a replay stands and how it goes on: playing, pausing, scrubbing, stepping, jumping."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from game.core.clock import TICK_RATE
from game.race.events import Event, EventKind
from game.replay.format import POSE_TICKS
from game.replay.highlights import INCIDENTS

SPEEDS: Final = (-4.0, -1.0, 0.1, 0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0)
"""Of time; negative ones go back."""
STEP: Final = POSE_TICKS / TICK_RATE
"""From one recorded pose to the next [s]."""
BEFORE: Final = 3.0
"""A jump to a moment lands so long before it, so that one sees it coming [s]."""
NEAR: Final = 0.5
"""A moment just jumped to is passed over by the next jump within this [s]."""


class MomentKind(StrEnum):
    """What a viewer looks for."""

    INCIDENT = "incident"
    OVERTAKE = "overtake"
    LAP = "lap"
    START = "start"


@dataclass(frozen=True)
class Moment:
    """Something worth jumping to."""

    seconds: float
    kind: MomentKind
    car: int
    """Row of the car to look at, -1: all."""
    words: str


def moments_of(events: Sequence[Event]) -> tuple[Moment, ...]:
    """All moments of a replay in the order of time."""
    kinds = {kind: MomentKind.INCIDENT for kind in INCIDENTS}
    kinds |= {EventKind.OVERTAKE: MomentKind.OVERTAKE, EventKind.LAP: MomentKind.LAP}
    found = [
        Moment(event.time, kinds[event.kind], event.car, event.reason)
        for event in events
        if event.kind in kinds
    ]
    found += [
        Moment(event.time, MomentKind.START, -1, event.reason)
        for event in events
        if event.kind is EventKind.PHASE and event.data.get("phase") in ("green", "chequered")
    ]
    return tuple(sorted(found, key=lambda moment: moment.seconds))


class Transport:
    """A moment of a replay that moves on with time.

    Attributes:
        seconds: Shown now, from the start of the replay.
        duration: The last moment that can be shown.
        playing: Whether time passes.
        speed: How fast, one of `SPEEDS`.
        jumps: How often the moment has been changed by anything but time.
    """

    def __init__(self, duration: float) -> None:
        self.duration = max(duration, 0.0)
        self.seconds = 0.0
        self.playing = True
        self.speed = 1.0
        self.jumps = 0

    def advance(self, seconds: float) -> float:
        """Time passes in front of the screen; gives how much of it passed in the replay."""
        if not self.playing:
            return 0.0
        before = self.seconds
        self.seconds = min(max(before + seconds * self.speed, 0.0), self.duration)
        at_end = self.seconds >= self.duration and self.speed > 0
        if at_end or (self.seconds <= 0.0 and self.speed < 0):
            self.playing = False
        return self.seconds - before

    def toggle(self) -> None:
        """Play, or pause; at the end play from the beginning."""
        self.playing = not self.playing
        if self.playing and self.speed > 0 and self.seconds >= self.duration:
            self.seek(0.0)

    def seek(self, seconds: float) -> None:
        """Go to a moment."""
        self.seconds = min(max(seconds, 0.0), self.duration)
        self.jumps += 1

    def scrub(self, seconds: float) -> None:
        """Go back or forth by some time."""
        self.seek(self.seconds + seconds)

    def step(self, by: int) -> None:
        """Pause, and go to the recorded pose so many before or after the moment."""
        self.playing = False
        place = self.seconds / STEP
        number = round(place) if abs(place - round(place)) < 1e-6 else int(place) + (by < 0)
        self.seek((number + by) * STEP)

    def faster(self, by: int) -> float:
        """Take the next speed up or down; gives it."""
        here = SPEEDS.index(self.speed)
        self.speed = SPEEDS[min(max(here + by, 0), len(SPEEDS) - 1)]
        return self.speed

    def jump(self, moments: Sequence[Moment], by: int) -> Moment | None:
        """Go to the next of some moments, or the one before; gives it, where there is one."""
        here = self.seconds + BEFORE
        if by > 0:
            found = next((each for each in moments if each.seconds > here + NEAR), None)
        else:
            earlier = [each for each in moments if each.seconds < here - NEAR]
            found = earlier[-1] if earlier else None
        if found is not None:
            self.seek(found.seconds - BEFORE)
        return found
