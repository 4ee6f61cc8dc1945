"""A session is a function of its controls: same again, from a keyframe, and never from rubbish."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from pydantic import ValidationError

from game.core.errors import UndercutError, UsageError
from game.race.entrant import DriverIdentity, DriverKind, Entrant
from game.race.session import Session
from game.race.settings import Kind, PenaltyRules, PitRules, SessionSettings
from game.sim.controls import CONTROLS, no_controls
from game.vehicle.reader import load_car
from tests.race.puppets import entrants, kinds, session

TICKS = 3000


def wild_controls(ticks: int, cars: int, seed: int = 5) -> NDArray[Any]:
    """Drivers who steer anyhow, so that cars meet each other and the walls."""
    generator = np.random.default_rng(seed)
    controls = np.zeros((ticks, cars), CONTROLS)
    controls[:] = no_controls(cars)
    for start in range(0, ticks, 60):
        block = controls[start : start + 60]
        block["steer"] = generator.integers(-6000, 6000, cars)
        block["throttle"] = generator.integers(0, 1024, cars)
        block["brake"] = np.where(generator.random(cars) < 0.1, 800, 0)
        block["buttons"] = np.where(generator.random(cars) < 0.05, 8, 0)
    return controls


def drive(race: Session, controls: NDArray[Any]) -> list[str]:
    """Hashes every second."""
    hashes = []
    for row in controls:
        race.step(row)
        if race.tick % 120 == 0:
            hashes.append(race.state_hash())
    return hashes


def test_the_same_controls_give_the_same_bits_and_another_seed_does_not() -> None:
    controls = wild_controls(1500, 6)
    first, second, other = session(6), session(6), session(6, seed=2)
    hashes = drive(first, controls)
    assert hashes == drive(second, controls)
    assert hashes != drive(other, controls)
    assert [event.to_json() for event in first.events] == [
        event.to_json() for event in second.events
    ]


def test_every_keyframe_of_a_race_full_of_contacts_continues_to_the_same_bits() -> None:
    controls = wild_controls(TICKS, 8)
    race = session(8, damage="full", laps=2)
    saved: dict[int, bytes] = {}
    hashes = []
    for row in controls:
        race.step(row)
        if race.tick % race.world.keyframe_ticks == 0:
            saved[race.tick] = race.save()
            hashes.append(race.state_hash())
    assert kinds(race).count("contact") > 3
    assert kinds(race).count("verdict") > 3
    after = [event.to_json() for event in race.events]
    for index, tick in enumerate(sorted(saved)):
        again = session(8, damage="full", laps=2)
        again.load(saved[tick])
        assert again.state_hash() == hashes[index]
        for row in controls[tick : tick + 600]:
            again.step(row)
        if index + 1 < len(hashes):
            assert again.state_hash() == hashes[index + 1]
        later = [event.to_json() for event in again.events]
        expected = [event for event in after if tick < event["tick"] <= tick + 600]
        assert later == expected


def test_going_back_in_the_same_session_strikes_later_events() -> None:
    controls = wild_controls(1200, 4)
    race = session(4)
    drive(race, controls[:600])
    memory, table = race.save(), [result.to_json() for result in race.results()]
    count = len(race.events)
    later = drive(race, controls[600:])
    race.load(memory)
    assert len(race.events) == count
    assert [result.to_json() for result in race.results()] == table
    assert drive(race, controls[600:]) == later


@given(place=st.integers(0, 10_000), value=st.integers(0, 255), cut=st.booleans())
@settings(max_examples=150)
def test_rubbish_is_refused_or_harmless(
    memory_session: tuple[Session, bytes], place: int, value: int, cut: bool
) -> None:
    race, memory = memory_session
    place %= len(memory)
    wrong = memory[:place] if cut else memory[:place] + bytes([value]) + memory[place + 1 :]
    before = race.state_hash()
    try:
        race.load(wrong)
    except (ValueError, UndercutError):
        assert race.state_hash() == before
        return
    race.step(no_controls(3))
    json.dumps([result.to_json() for result in race.results()], allow_nan=False)


@pytest.fixture(scope="module")
def memory_session() -> tuple[Session, bytes]:
    race = session(3)
    drive(race, wild_controls(900, 3))
    return race, race.save()


def test_results_are_plain_json_with_everything_that_is_promised() -> None:
    race = session(2)
    drive(race, wild_controls(1200, 2))
    promised = {
        "name", "driver", "car", "laps", "best_lap_s", "position", "status", "off_track_count",
        "off_track_s", "contacts", "contacts_at_fault", "wall_hits", "penalties",
        "overtakes_made", "overtakes_lost",
    }  # fmt: skip
    facts = json.loads(json.dumps([result.to_json() for result in race.results()]))
    assert all(promised <= set(entry) for entry in facts)
    assert set(facts[0]["driver"]) >= {"kind", "tier", "policy"}


def test_nobody_and_too_many_are_refused() -> None:
    with pytest.raises(UsageError, match="0 entrants"):
        session(0)
    with pytest.raises(UsageError, match="65 entrants"):
        session(65)


def test_settings_survive_json_and_refuse_nonsense() -> None:
    chosen = SessionSettings(kind=Kind.QUALIFYING, laps=None, minutes=12.5, wetness=0.3)
    assert SessionSettings.model_validate_json(chosen.model_dump_json()) == chosen
    for wrong in ({"wetness": 1.5}, {"lap": 3}, {"laps": 0}, {"laps": None}):
        with pytest.raises(ValidationError):
            SessionSettings.model_validate(wrong)


def test_every_setting_says_what_it_is() -> None:
    for model in (SessionSettings, PitRules, PenaltyRules):
        for name, field in model.model_fields.items():
            assert (field.description or "").endswith("."), name


def test_an_entrant_carries_its_whole_car_through_json() -> None:
    limits = {"reaction_s": 0.2}
    colours = ("#102030", "#a0b0c0")
    driver = DriverIdentity(DriverKind.POLICY, "A. Rival", "club", "abc", limits, 27, colours)
    entrant = Entrant("A. Rival", load_car("gt3"), driver, "Team")
    again = Entrant.from_json(json.loads(json.dumps(entrant.to_json())))
    assert again.driver == driver
    assert again.team == "Team"
    assert again.car.content_hash == entrant.car.content_hash


def test_a_reversed_grid_lines_the_last_entrant_up_first() -> None:
    race = session(4, grid_order="reversed")
    assert race.race_state["position"].tolist() == [4, 3, 2, 1]
    pole = race.track.grid[0]
    assert race.world.state["x"][3] == pytest.approx(pole.x)
    assert len(entrants(4)) == 4
