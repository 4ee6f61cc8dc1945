"""Assists belong to a driver's set-up: they reach his car alone, and the recording."""

from __future__ import annotations

from pathlib import Path

from game.race.entrant import DriverIdentity, DriverKind, Entrant
from game.race.session import Session
from game.race.settings import SessionSettings
from game.replay.reader import read_replay
from game.replay.recorder import Recorder
from game.replay.verify import Outcome, verify
from game.sim.controls import no_controls, quantise_pedal
from game.track.reader import load_track
from game.vehicle.model import Assists
from game.vehicle.reader import load_car

HELPED = Assists(
    abs=True, traction_control=3, stability=True, automatic_gears=False, steering_help=False
)


def entrant(name: str, assists: Assists | None) -> Entrant:
    return Entrant(name, load_car("gt3"), DriverIdentity(DriverKind.HUMAN, name), assists=assists)


def test_chosen_assists_reach_the_drivers_own_car_alone() -> None:
    session = Session(
        SessionSettings(laps=1),
        load_track("thimble"),
        [entrant("Helped", HELPED), entrant("As it comes", None)],
        1,
    )
    spec = session.world.spec
    assert [int(spec[name][0]) for name in HELPED.model_dump()] == [1, 3, 1, 0, 0]
    assert [int(spec[name][1]) for name in HELPED.model_dump()] == [1, 2, 0, 1, 1]
    assert spec["max_power"][0] == spec["max_power"][1]


def test_an_entrant_comes_back_from_its_facts_with_its_assists() -> None:
    for assists in (HELPED, None):
        facts = entrant("Somebody", assists).to_json()
        assert Entrant.from_json(facts).assists == assists


def test_facts_without_assists_are_of_a_car_as_it_comes() -> None:
    facts = entrant("Somebody", None).to_json()
    del facts["assists"]
    assert Entrant.from_json(facts).assists is None


def test_a_recording_with_chosen_assists_verifies(tmp_path: Path) -> None:
    session = Session(
        SessionSettings(laps=1), load_track("thimble"), [entrant("Helped", HELPED)], 1
    )
    path = tmp_path / "helped.undercut"
    recorder = Recorder(path, session)
    controls = no_controls(1)
    controls["throttle"] = quantise_pedal(1.0)
    for _ in range(1000):
        session.step(controls)
        recorder.after_tick(session, controls)
    recorder.finish(session)
    assert session.world.state["forward_speed"][0] > 1.0
    replay = read_replay(path)
    assert replay.header.entrants[0].assists == HELPED
    assert verify(path).outcome is Outcome.VERIFIED
