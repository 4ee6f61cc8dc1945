"""Runs a session beside the frames of a window: fixed ticks, two of them to draw between."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from numpy.typing import NDArray

from game.core.clock import TICK, TICK_RATE
from game.core.files import write_atomically
from game.race.loop import Listener, RaceLoop
from game.race.rivals import field_drivers
from game.race.session import Session
from game.race.state import Status
from game.render.car_view import between, from_state
from game.screens.plan import RacePlan
from game.sim.driver import Driver

if TYPE_CHECKING:
    from game.input.pilot import Pilot
    from game.race.rivals import RivalProvider
    from game.records.keeper import Keeper

MOST_OWED: Final = 0.1
"""A machine that falls behind by more than this runs slow instead of ever later [s]."""
FASTEST: Final = 8.0
"""Times real time, for those who watch."""


Watcher = Callable[[NDArray[Any], Session], None]
"""Takes CAR_VIEW rows and the session after a tick."""


@dataclass(frozen=True)
class Lineup:
    """A session before its first tick and all who drive in it but the player."""

    session: Session
    drivers: tuple[Driver, ...]


def line_up(plan: RacePlan, rivals: RivalProvider, session: Session | None = None) -> Lineup:
    """Put a plan on the grid, or others into a session that stands there already.

    Raises:
        UndercutError: Drivers or cars that do not fit.
    """
    if session is None:
        session = Session(plan.settings, plan.track, plan.entrants, plan.seed)
    return Lineup(session, tuple(field_drivers(session, rivals)))


class SessionRunner:
    """A session, its drivers and whoever listens, stepped as time passes.

    Attributes:
        plan: What is raced.
        session: Being raced.
        keeper: Keeps it.
        pilot: The player's hands; none where one only watches.
        paused: Whether time stands still.
        speed: Ticks made per tick's time.
        alpha: How far the moment to be drawn is from `before` to `after`, 0 .. 1.
        watcher: Told what every tick looked like.
    """

    def __init__(self, plan: RacePlan, lineup: Lineup, keeper: Keeper, pilot: Pilot | None) -> None:
        self.plan, self.session = plan, lineup.session
        self.keeper, self.pilot = keeper, pilot
        hands = [pilot] if pilot is not None else []
        self.loop = RaceLoop(lineup.session, [*hands, *lineup.drivers], [keeper])
        self.paused = False
        self.speed = 1.0
        self.alpha = 1.0
        self.watcher: Watcher | None = None
        self._owed = 0.0
        self._closed = self._cut = False
        self.before = self.after = self.look()

    def look(self) -> NDArray[Any]:
        """CAR_VIEW rows of this moment."""
        session = self.session
        return from_state(session.world.state, session.world.spec)

    def listen(self, listeners: Sequence[Listener]) -> None:
        """Have others told of every tick too."""
        self.loop.listeners = (*self.loop.listeners, *listeners)

    def advance(self, seconds: float) -> int:
        """Make the ticks that are due; returns how many they were."""
        if self.paused or self.session.finished:
            return 0
        self._owed += seconds * self.speed
        due = int(self._owed * TICK_RATE)
        most = int(MOST_OWED * TICK_RATE * max(self.speed, 1.0))
        if due > most:
            due, self._owed = most, most * TICK
        for _ in range(due):
            self.tick()
        self._owed -= due * TICK
        self.alpha = min(max(self._owed * TICK_RATE, 0.0), 1.0)
        return due

    def tick(self) -> None:
        """Make one tick."""
        if not self.session.finished:
            self.loop.tick()
            self.before, self.after = self.after, self.look()
            if self.watcher is not None:
                self.watcher(self.after, self.session)

    def jump(self) -> None:
        """A car was put elsewhere: show it there, not on its way."""
        self.before = self.after = self.look()

    def shown(self) -> NDArray[Any]:
        """CAR_VIEW rows of the moment to be drawn."""
        return between(self.before, self.after, self.alpha)

    @property
    def time(self) -> float:
        """Of the moment to be drawn, since the session began [s]."""
        return max((self.session.tick - 1 + self.alpha) * TICK, 0.0)

    @property
    def human_done(self) -> bool:
        """Whether the player's own session is over."""
        human = self.plan.human
        if self.session.finished or human is None:
            return self.session.finished
        return bool(self.session.race_state["status"][human] != Status.RUNNING)

    def to_the_end(self, say: Callable[[str], None]) -> None:
        """Run the rest as fast as it goes, with nobody watching, or until it is cut short."""
        watcher, self.watcher = self.watcher, None
        while not self.session.finished and not self._cut:
            for _ in range(TICK_RATE):
                self.tick()
            running = int((self.session.race_state["status"] == Status.RUNNING).sum())
            say(f"{running} {'car' if running == 1 else 'cars'} still on the road")
        self.watcher, self._cut = watcher, False

    def cut_short(self) -> None:
        """Have whoever runs the rest stop at the next second; time goes on as before then."""
        self._cut = True

    def close(self) -> None:
        """Keep what there is; the session is over as it stands.

        Raises:
            UndercutError: The copy of the recording that was asked for cannot be written.
        """
        if not self._closed:
            self._closed = True
            self.keeper.finish()
            self._copy_recording()

    def _copy_recording(self) -> None:
        """Put a copy of the recording where the plan wants one; nobody may have driven in it."""
        source, target = self.keeper.path, self.plan.record
        if target is not None and source is not None and source.exists():
            write_atomically(target, source.read_bytes())
