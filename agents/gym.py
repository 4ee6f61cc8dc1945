"""The Gymnasium face: the game as an environment for anybody's learner.

    import gymnasium
    lap = gymnasium.make("agents.gym:Undercut/TimeTrial-v0", track="khamsin", car="gt3")
    race = gymnasium.make("agents.gym:Undercut/Race-v0", track="oval.yaml", scripted=5, rivals=6)

One car learns; it sees and acts as rivals do (`agents/observation.py`, `agents/action.py`), ten
times a second, in a session with all its rules.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final, TypeAlias

import gymnasium
import numpy as np
from gymnasium.spaces import Box
from numpy.typing import NDArray

from agents.action import ACTIONS, PERIOD
from agents.gym_reward import Account, Weights
from agents.limits import Limits
from agents.observation import SIZE
from agents.rivals import find_rivals
from agents.routine import routine_of
from agents.seats import Seats
from agents.tiers import person_called
from game.core.clock import ticks
from game.core.errors import UsageError
from game.core.seeds import SeedTree
from game.race.entrant import DriverIdentity, DriverKind, Entrant
from game.race.loop import RaceLoop
from game.race.rivals import RivalProvider, field_drivers
from game.race.scripted_rivals import ScriptedRivals
from game.race.session import Session
from game.race.settings import GridOrder, Kind, SessionSettings, Start
from game.sim.controls import PEDAL_STEPS
from game.sim.driver import Scene
from game.track.reader import load_track
from game.vehicle.reader import load_car

Observation: TypeAlias = NDArray[np.float32]
Action: TypeAlias = NDArray[np.float32]

ENTRY: Final = "agents.gym:UndercutEnv"
LEARNER: Final = 0
"""Row of the car that learns."""
LONGEST_START: Final = 60.0
"""By then the lights have gone out [s]."""


class UndercutEnv(gymnasium.Env[Observation, Action]):
    """A session with one car that learns.

    Args:
        track: A shipped name or a YAML file.
        car: Everybody's car: a shipped name or a YAML file.
        kind: `time_trial` or `race`, or any other kind of session.
        rivals: Trained opponents.
        scripted: Scripted opponents.
        tiers: Of the opponents, in turn; all tiers when empty.
        policy: File of the trained opponents' policy; the installed one when not given.
        routine: Whether actions are departures from what a rival does without thinking, as for
            rivals; if not they are all that steers and presses.
        driver: A named driver or a file, under whose limits the learner acts; none when not given.
        grid: Place on the grid, from 1; drawn anew for each episode when not given.
        seconds: After which an episode is cut.
        reward: Weights by name, as in `agents.gym_reward.Weights`.
        settings: Anything else of the session, as in `game.race.settings.SessionSettings`.
        render_mode: Nothing is drawn: record a session and watch the replay instead.

    Raises:
        UndercutError: Any of it does not exist or does not fit.
    """

    def __init__(
        self,
        track: str = "sablemoor",
        car: str = "gt3",
        kind: str = "time_trial",
        rivals: int = 0,
        scripted: int = 0,
        tiers: Sequence[str] = (),
        policy: str | None = None,
        routine: bool = True,
        driver: str | None = None,
        grid: int | None = None,
        seconds: float = 120.0,
        reward: Mapping[str, float] | None = None,
        settings: Mapping[str, Any] | None = None,
        render_mode: str | None = None,
    ) -> None:
        if render_mode is not None:
            raise UsageError(f"render_mode {render_mode!r}: must be None")
        self.render_mode = None
        self.observation_space = Box(-np.inf, np.inf, (SIZE,), np.float32)
        self.action_space = Box(-1.0, 1.0, (ACTIONS,), np.float32)
        self._track, self._car = load_track(track), load_car(car)
        self._counts, self._tiers, self._grid = (rivals, scripted), tuple(tiers), grid
        self._providers = _providers(rivals, scripted, policy)
        self._has_routine = routine
        self._limits = person_called(driver).limits if driver else Limits()
        self._longest = ticks(seconds)
        self._weights = Weights(**(reward or {}))
        self._settings = _settings(kind, settings or {})
        if grid is not None and not 1 <= grid <= rivals + scripted + 1:
            raise UsageError(f"grid {grid}: must be 1-{rivals + scripted + 1}")

    def reset(
        self, *, seed: int | None = None, options: dict[str, Any] | None = None
    ) -> tuple[Observation, dict[str, Any]]:
        """Line a new session up and let it run to the green."""
        super().reset(seed=seed)
        self._open(int(self.np_random.integers(2**31)))
        self._account = Account(self._session, LEARNER, self._weights)
        return self._observe(), self._facts()

    def _open(self, seed: int) -> None:
        session = self._session = self._new_session(seed)
        world = session.world
        wetness = np.full(len(world.spec), session.settings.wetness)
        seeds = SeedTree(seed).child("learner")
        routine = None
        if self._has_routine:
            routine = routine_of(world, seeds.child("routine"), np.array([LEARNER]))
        road = session.track.stations
        self._seats = Seats(world.layout, road, world.spec, wetness, seeds, routine)
        self._seats.take([LEARNER], [self._limits])
        opponents = field_drivers(session, self._providers[0])
        self._loop = RaceLoop(session, [_Learner(self._seats), *opponents])
        while not session.brief["green"][LEARNER] and session.tick < ticks(LONGEST_START):
            self._loop.tick()
        self._began = session.tick

    def _new_session(self, seed: int) -> Session:
        identities = [DriverIdentity(DriverKind.HUMAN, "Learner")]
        for provider, count in zip(self._providers, self._counts, strict=True):
            identities += provider.identities(count, self._tiers, (), seed)
        entrants = [Entrant(who.name, self._car, who) for who in identities]
        place = self._grid or 1 + int(self.np_random.integers(len(entrants)))
        others = list(range(1, len(entrants)))
        grid = (*others[: place - 1], LEARNER, *others[place - 1 :])
        settings = self._settings.model_copy(update={"grid_order": GridOrder.CHOSEN, "grid": grid})
        return Session(settings, self._track, entrants, seed)

    def step(self, action: Action) -> tuple[Observation, float, bool, bool, dict[str, Any]]:
        """Act until the next decision.

        Args:
            action: Departure of hands and feet from the routine, or from rest where there is
                none, each -1..1, shape (2,).
        """
        session = self._session
        meant = np.clip(np.asarray(action, np.float32), -1.0, 1.0).reshape(1, ACTIONS)
        self._seats.act(np.array([LEARNER]), meant, session.world.state)
        for _ in range(PERIOD):
            self._loop.tick()
        terms, put_back = self._account.settle(meant[0])
        over = put_back or bool(session.brief["finished"][LEARNER]) or session.finished
        cut = session.tick - self._began >= self._longest
        facts = {**self._facts(), "reward_terms": terms}
        return self._observe(), float(sum(terms.values())), over, cut, facts

    def _observe(self) -> Observation:
        world, brief = self._session.world, self._session.brief.copy()
        # Nobody's actions can call at the pits, so the routine is not to go there either.
        brief["pit_box"], brief["must_pit"] = -1, 0
        seen: Observation = self._seats.observe(np.array([LEARNER]), world.state, brief)[0]
        return seen

    def _facts(self) -> dict[str, Any]:
        """What is known of the learner's session besides what it sees."""
        session = self._session
        car = session.race_state[LEARNER]
        return {
            "seconds": session.control.time,
            "laps_s": [lap.time_s for lap in session.control.books.laps[LEARNER]],
            "position": int(car["position"]),
            "progress_m": float(car["progress"]),
            "off_track_s": float(car["off_ticks"]) / ticks(1.0),
            "contacts": int(car["contacts"]),
            "contacts_at_fault": int(car["contacts_at_fault"]),
            "wall_hits": int(car["wall_hits"]),
        }


class _Learner:
    """The learner's hands and feet, as a driver of the session."""

    period = 1

    def __init__(self, seats: Seats) -> None:
        self.cars = np.array([LEARNER])
        self._seats = seats

    def decide(self, scene: Scene, controls: NDArray[Any]) -> None:
        """Move hands and feet; stand on the brake until the green."""
        self._seats.move(self.cars, scene.state, controls)
        if not scene.brief["green"][LEARNER]:
            controls["throttle"][LEARNER] = 0
            controls["brake"][LEARNER] = PEDAL_STEPS

    def save(self) -> bytes:
        """All that the seat remembers."""
        return self._seats.save()

    def load(self, memory: bytes) -> None:
        """Continue from what `save` gave."""
        self._seats.load(memory)


def _providers(
    rivals: int, scripted: int, policy: str | None
) -> tuple[RivalProvider, RivalProvider]:
    """Where trained and scripted opponents come from.

    Raises:
        UsageError: Trained ones are wanted and there are none.
    """
    for name, count in (("rivals", rivals), ("scripted", scripted)):
        if count < 0:
            raise UsageError(f"{name} {count}: must be at least 0")
    scripted_rivals = ScriptedRivals()
    if rivals == 0:
        return scripted_rivals, scripted_rivals
    trained = find_rivals(Path(policy) if policy else None)
    if not trained.trained:
        raise UsageError(f"rivals {rivals}: {trained.note}; ask for scripted ones")
    return trained, scripted_rivals


def _settings(kind: str, chosen: Mapping[str, Any]) -> SessionSettings:
    """Settings of the session, those of the kind where nothing is chosen."""
    race = Kind(kind) is Kind.RACE
    usual = {"start": Start.STANDING, "laps": 3} if race else {"start": Start.FLYING, "laps": None}
    return SessionSettings(**{"kind": Kind(kind), **usual, **chosen})


gymnasium.register("Undercut/TimeTrial-v0", ENTRY, kwargs={"kind": "time_trial"})
gymnasium.register("Undercut/Race-v0", ENTRY, kwargs={"kind": "race", "scripted": 5})
