"""A rival's lap to race against: driven alone, without a window, by the same physics."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from numpy.typing import NDArray

from game.core.clock import TICK_RATE
from game.race.entrant import Entrant
from game.race.events import EventKind
from game.race.loop import RaceLoop
from game.race.rivals import RivalProvider, field_drivers
from game.race.session import Session
from game.race.settings import Kind, SessionSettings, Start
from game.records.ghost_tape import GhostTape
from game.replay.ghost import Ghost
from game.track.track import Track

LAPS: Final = 3
"""Driven for one ghost, of which the best valid one is taken."""
MOST_SECONDS: Final = 30 * 60
"""Whoever takes longer has no lap to show [s]."""
SEED: Final = 1
"""Of all such laps, so that the same rival has the same ghost."""


class LapTaker:
    """Listens to a session and keeps one car's best valid lap.

    Attributes:
        best: That lap, none so far.
    """

    def __init__(self, session: Session, row: int) -> None:
        self.best: Ghost | None = None
        self._row = row
        self._tape = GhostTape(session, row)
        self._seen = len(session.events)

    def after_tick(self, session: Session, controls: NDArray[Any]) -> None:
        """Take in a tick."""
        self._tape.after_tick(session)
        events = session.events[self._seen :]
        self._seen = len(session.events)
        for event in events:
            if event.kind is EventKind.LAP and event.car == self._row:
                number, time = int(event.data["lap"]), float(event.data["time_s"])
                ghost = self._tape.cut(session, number, time)
                faster = self.best is None or ghost.lap_time < self.best.lap_time
                if event.data["valid"] is True and faster:
                    self.best = ghost


def rival_ghost(
    track: Track,
    entrant: Entrant,
    rivals: RivalProvider,
    wetness: float = 0.0,
    say: Callable[[str], None] | None = None,
) -> Ghost | None:
    """The best of a few flying laps of a rival; nothing where none of them is valid.

    Args:
        track: Where.
        entrant: The rival in the player's car.
        rivals: Who drives it.
        wetness: Of the road.
        say: Told how far it is.

    Raises:
        UndercutError: The rival cannot drive.
    """
    settings = SessionSettings(
        kind=Kind.TIME_TRIAL,
        laps=LAPS,
        start=Start.FLYING,
        wetness=wetness,
        fuel_rate=0.0,
        tyre_rate=0.0,
        initial_fuel=0.3,
    )
    session = Session(settings, track, [entrant], SEED)
    taker = LapTaker(session, 0)
    loop = RaceLoop(session, field_drivers(session, rivals), [taker])
    for _ in range(MOST_SECONDS):
        if session.finished:
            break
        if say is not None:
            done = int(session.race_state["laps"][0])
            say(f"{entrant.name} drives lap {min(done + 1, LAPS)} of {LAPS}")
        loop.run(TICK_RATE)
    return taker.best
