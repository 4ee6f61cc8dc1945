"""Rivals as the game asks for them, with scripted drivers in their place."""

from __future__ import annotations

import pytest

from game.core.errors import UsageError
from game.race.choosing import choose_drivers
from game.race.driver_files import load_tiers, shipped_drivers
from game.race.entrant import DriverKind, Entrant
from game.race.loop import RaceLoop
from game.race.rivals import driver_facts, field_drivers, tier_facts
from game.race.scripted_rivals import ScriptedRivals
from game.race.session import Session
from game.race.settings import SessionSettings
from game.track.reader import load_track
from game.vehicle.reader import load_car
from tests.race.puppets import OVAL


def test_named_drivers_come_first_then_the_tiers_in_turn() -> None:
    chosen = choose_drivers(6, ("club", "pro"), ("maris-quell", "hob-kettleby"), seed=4)
    assert [driver.id for driver in chosen[:2]] == ["maris-quell", "hob-kettleby"]
    assert [driver.facts.tier for driver in chosen[2:]] == ["club", "pro", "club", "pro"]


def test_a_seed_draws_the_same_field_and_another_one_another() -> None:
    assert choose_drivers(12, seed=1) == choose_drivers(12, seed=1)
    assert choose_drivers(12, seed=1) != choose_drivers(12, seed=2)


def test_guests_fill_a_field_that_a_tier_is_too_small_for() -> None:
    field = choose_drivers(63, ("alien",), seed=3)
    assert len({driver.facts.name for driver in field}) == 63
    assert len({driver.facts.short for driver in field}) == 63
    assert len({driver.facts.number for driver in field}) == 63
    bands = load_tiers().tiers[-1].limits
    for driver in field:
        for name, (least, most) in bands:
            assert least - 0.001 <= getattr(driver.facts.limits, name) <= most + 0.001
    families = [driver.facts.name.split()[-1] for driver in field if "guest" in driver.id]
    assert len(set(families[:25])) == 25
    named = {driver.id for driver in shipped_drivers() if driver.facts.tier == "alien"}
    assert named <= {driver.id for driver in field}


def test_unknown_names_are_refused() -> None:
    with pytest.raises(UsageError, match="no tier called 'gods'"):
        choose_drivers(3, ("gods",))
    with pytest.raises(UsageError, match="no driver called 'nobody'"):
        choose_drivers(3, (), ("nobody",))


def test_menus_are_told_all_of_tiers_and_drivers() -> None:
    assert [tier.level for tier in tier_facts()] == [0, 1, 2, 3, 4]
    facts = {driver.id: driver for driver in driver_facts()}
    assert facts["ilka-varn"].number == 27
    assert facts["ilka-varn"].colours == ("#b71c1c", "#212121")
    assert all(0.0 <= value <= 1.0 for who in facts.values() for value in who.character.values())


def test_stand_ins_race_under_the_names_of_those_they_stand_in_for() -> None:
    rivals = ScriptedRivals()
    car = load_car("gt3")
    entrants = [Entrant(who.name, car, who) for who in rivals.identities(3, ("pro",), seed=5)]
    session = Session(SessionSettings(laps=1), load_track(OVAL), entrants, 5)
    assert {entrant.driver.tier for entrant in entrants} == {"pro"}
    assert all(entrant.driver.kind is DriverKind.SCRIPTED for entrant in entrants)
    loop = RaceLoop(session, field_drivers(session, rivals))
    loop.run(120 * 25)
    assert session.race_state["progress"].min() > 200.0


def test_a_faster_tier_is_predicted_faster_and_less_so_in_the_wet() -> None:
    rivals, track, car = ScriptedRivals(), load_track(OVAL), load_car("gt3")
    times = [rivals.predict(track, car, tier.id).time_s for tier in rivals.tiers()]
    assert times == sorted(times, reverse=True)
    assert rivals.predict(track, car, "pro", 1.0).time_s > rivals.predict(track, car, "pro").time_s
    assert rivals.note
    assert not rivals.trained
