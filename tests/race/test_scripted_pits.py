"""The scripted driver in the pits: out of its box when a session begins there, not in by chance."""

from __future__ import annotations

import numpy as np
import pytest

from game.commands.field import choose_cars, scripted_driver, scripted_entrants
from game.race.loop import RaceLoop
from game.race.scripted.course import build_course
from game.race.scripted.memory import RACING, SERVED, fresh_memory
from game.race.scripted.personality import Personality
from game.race.scripted.pit import change_pit_mode
from game.race.session import Session
from game.race.settings import Kind, SessionSettings, Start
from game.sim.driver import BRIEF
from game.track.reader import load_track
from game.vehicle.state import CAR_STATE


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


@pytest.mark.parametrize(("beyond", "mode"), [(-10.0, RACING), (10.0, SERVED)])
def test_only_beyond_the_line_of_its_limit_does_the_pit_lane_keep_whom_it_caught(
    beyond: float, mode: int
) -> None:
    course = build_course(load_track("sablemoor"))[0]
    memory, car, brief = fresh_memory(1)[0], np.zeros(1, CAR_STATE)[0], np.zeros(1, BRIEF)[0]
    place = course["pit_entry"] + course["limit_start"] + beyond
    car["distance"] = place % course["length"]
    brief["in_pit_lane"] = 1
    change_pit_mode(memory, car, brief, course, 0.02)
    assert memory["mode"] == mode
