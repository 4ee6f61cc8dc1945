"""The loop of a session: drivers decide, the session steps, listeners watch."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from numpy.typing import NDArray

from game.race.session import Session
from game.sim.controls import no_controls
from game.sim.driver import Driver


class Listener(Protocol):
    """Somebody who is told of every tick, such as the recorder."""

    def after_tick(self, session: Session, controls: NDArray[Any]) -> None:
        """The session has just made a tick under these controls (CONTROLS rows)."""


class RaceLoop:
    """Runs a session with its drivers; the same whether a window watches or not."""

    def __init__(
        self,
        session: Session,
        drivers: Sequence[Driver],
        listeners: Sequence[Listener] = (),
    ) -> None:
        self.session = session
        self.drivers = tuple(drivers)
        self.listeners = tuple(listeners)
        self.controls = no_controls(len(session.entrants))

    def tick(self) -> None:
        """One tick: whoever's turn it is decides, the session steps, the listeners are told."""
        session = self.session
        scene = None
        for driver in self.drivers:
            if session.tick % driver.period == 0:
                scene = scene or session.scene()
                driver.decide(scene, self.controls)
        session.step(self.controls)
        for listener in self.listeners:
            listener.after_tick(session, self.controls)

    def run(self, max_ticks: int | None = None) -> None:
        """Run until the session is finished, or for `max_ticks`."""
        left = max_ticks
        while not self.session.finished and left != 0:
            self.tick()
            left = None if left is None else left - 1
