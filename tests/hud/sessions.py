"""Sessions to look at: real ones with scripted drivers, and cars led by hand."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from game.commands.field import (
    choose_cars,
    scripted_driver,
    scripted_entrants,
    scripted_personalities,
)
from game.core.clock import TICK
from game.hud.facts import HudFacts
from game.hud.session_facts import SessionReporter, facts_of_session
from game.race.loop import RaceLoop
from game.race.session import Session
from game.race.settings import SessionSettings
from game.sim.controls import no_controls
from game.track.reader import load_track
from tests.race.puppets import OVAL, Puppet


def raced(cars: int = 6, seconds: float = 40.0, **settings: Any) -> tuple[Session, SessionReporter]:
    """A race of scripted drivers on the oval, some way into it."""
    entrants = scripted_entrants(choose_cars("gt3", cars), scripted_personalities(cars, 1))
    session = Session(SessionSettings(**{"laps": 5, **settings}), load_track(OVAL), entrants, 1)
    reporter = SessionReporter(session)
    RaceLoop(session, [scripted_driver(session)], [reporter]).run(round(seconds / TICK))
    return session, reporter


@cache
def race_facts() -> HudFacts:
    """A moment of such a race."""
    return facts_of_session(raced()[1], 2)


def led(session: Session, reporter: SessionReporter, puppets: list[Puppet], seconds: float) -> None:
    """Lead cars for some time while the reporter watches."""
    idle = no_controls(len(session.entrants))
    for _ in range(round(seconds / TICK)):
        for puppet in puppets:
            puppet.advance(session)
            puppet.lead(session)
        session.step(idle)
        reporter.after_tick(session, idle)


def along(session: Session, puppet: Puppet) -> float:
    """How far a puppet has come along the road [m]."""
    return float(np.mod(puppet.s, session.track.length))
