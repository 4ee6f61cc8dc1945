"""What the Gymnasium face pays for: way made, kept within the game's own rules."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from game.core.clock import TICK
from game.race.session import Session


@dataclass(frozen=True)
class Weights:
    """Worth of what happens between two decisions."""

    progress: float = 0.02
    """Per metre along the lap, on the track."""
    off_track: float = 1.0
    """Per second with all wheels off it."""
    wall: float = 1.0
    """Per touch of a wall."""
    contact: float = 0.5
    """Per touch of a car ..."""
    fault: float = 1.0
    """... and per contact that the steward blames the learner for."""
    place: float = 1.0
    """Per place won or lost on the road."""
    smoothness: float = 0.01
    """Per squared change of the action."""
    put_back: float = 5.0
    """For having to be put back on the track, which ends the episode."""


class Account:
    """What has happened to the learner since it was last asked.

    Args:
        session: That it drives in.
        row: Of its car.
        weights: Worth of it all.
    """

    def __init__(self, session: Session, row: int, weights: Weights) -> None:
        self._session, self._row, self._weights = session, row, weights
        self._before = self._books()
        self._action = np.zeros(2, np.float32)

    def settle(self, action: NDArray[np.float32]) -> tuple[dict[str, float], bool]:
        """Terms of the reward since the last time, and whether the car had to be put back."""
        before, now, worth = self._before, self._books(), self._weights
        change = {name: now[name] - before[name] for name in now}
        put_back = change["recoveries"] > 0
        on_track = change["off_s"] == 0.0 and not put_back
        terms = {
            "progress": worth.progress * (change["travelled"] if on_track else 0.0),
            "off_track": -worth.off_track * change["off_s"],
            "wall": -worth.wall * change["wall_hits"],
            "contact": -worth.contact * change["contacts"],
            "fault": -worth.fault * change["contacts_at_fault"],
            "place": -worth.place * change["position"],
            "smoothness": -worth.smoothness * float(np.square(action - self._action).sum()),
            "put_back": -worth.put_back * float(put_back),
        }
        self._before, self._action = now, action.copy()
        return terms, put_back

    def _books(self) -> dict[str, float]:
        car = self._session.race_state[self._row]
        names = ("travelled", "wall_hits", "contacts", "contacts_at_fault", "position")
        found = {name: float(car[name]) for name in (*names, "recoveries")}
        return {**found, "off_s": float(car["off_ticks"]) * TICK}
