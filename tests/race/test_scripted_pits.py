"""The scripted driver in the pits: out of its box when a session begins there."""

from __future__ import annotations

import numpy as np

from game.commands.field import choose_cars, scripted_driver, scripted_entrants
from game.race.loop import RaceLoop
from game.race.scripted.personality import Personality
from game.race.session import Session
from game.race.settings import Kind, SessionSettings, Start
from game.track.reader import load_track


def test_a_practice_from_the_boxes_touches_no_wall_and_breaks_no_limit() -> None:
    entrants = scripted_entrants(choose_cars("gt3", 4), [Personality()] * 4)
    settings = SessionSettings(kind=Kind.PRACTICE, start=Start.PIT, laps=None, minutes=3.0)
    session = Session(settings, load_track("sablemoor"), entrants, 1)
    RaceLoop(session, [scripted_driver(session)]).run(120 * 45)
    race = session.race_state
    assert race["wall_hits"].tolist() == [0] * 4
    assert not session.brief["in_pit_lane"].any()
    assert not any("speeding" in event.reason for event in session.events)
    assert np.all(race["travelled"] - race["start_travelled"] > 600.0)
