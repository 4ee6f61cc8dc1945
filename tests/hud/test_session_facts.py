"""The facts of a session are those of its books."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from game.hud.announcements import announce
from game.hud.facts import Level, Mark
from game.hud.marks import mark_of
from game.hud.session_facts import SessionReporter, facts_of_session
from game.hud.theme import theme_of
from game.hud.widgets.flags import orders
from game.race.events import Event, EventKind
from game.race.settings import Kind
from tests.hud.sessions import led, race_facts, raced
from tests.race.puppets import Puppet, session, to_green


def test_the_instruments_are_those_of_the_car_that_is_followed() -> None:
    race, reporter = raced(4, 25.0)
    for row in range(4):
        facts, car = facts_of_session(reporter, row), race.world.state[row]
        assert facts.row == row
        speed = float(np.hypot(car["forward_speed"], car["left_speed"]))
        assert facts.car.speed == pytest.approx(speed)
        assert facts.car.gear == car["gear"]
        assert facts.car.engine_speed == pytest.approx(float(car["engine_speed"]))
        assert facts.car.tyre_temperature == pytest.approx(car["tyre_temperature"].tolist())
        assert facts.car.driver == race.entrants[row].name
        assert facts.position == race.race_state["position"][row]


def test_standings_are_in_the_order_of_the_race_with_gaps_that_grow() -> None:
    race, reporter = raced(6, 60.0)
    facts = facts_of_session(reporter, 0)
    assert [standing.row for standing in facts.standings] == race.order.tolist()
    assert [standing.position for standing in facts.standings] == list(range(1, 7))
    gaps = [standing.gap for standing in facts.standings if standing.gap is not None]
    assert gaps[0] == 0.0
    assert gaps == sorted(gaps)
    assert [standing.own for standing in facts.standings].count(True) == 1


def test_the_same_moment_gives_the_same_objects_so_that_nothing_is_drawn_twice() -> None:
    _, reporter = raced(3, 20.0)
    first, second = facts_of_session(reporter, 1), facts_of_session(reporter, 1)
    assert first is second
    other = facts_of_session(reporter, 2)
    assert other.row == 2
    assert other.track is first.track


def test_cars_around_are_measured_in_seconds_and_sorted_by_road() -> None:
    race = session(4, laps=5)
    reporter = SessionReporter(race)
    to_green(race)
    places = (300.0, 260.0, 340.0, 900.0)
    puppets = [Puppet(row, s=place, speed=40.0) for row, place in enumerate(places)]
    led(race, reporter, puppets, 0.5)
    facts = facts_of_session(reporter, 0)
    assert [car.row for car in facts.relative if abs(car.gap) < 5.0] == [2, 0, 1]
    ahead, own, behind = (car for car in facts.relative if abs(car.gap) < 5.0)
    assert ahead.gap > 0.0 > behind.gap
    assert own.own
    assert own.gap == 0.0


def test_a_gap_that_shrinks_is_closing() -> None:
    race = session(2, laps=5)
    reporter = SessionReporter(race)
    to_green(race)
    own, chased = Puppet(0, s=100.0, speed=50.0), Puppet(1, s=200.0, speed=40.0)
    for _ in range(30):
        led(race, reporter, [own, chased], 0.1)
        facts = facts_of_session(reporter, 0)
    assert facts.relative[0].row == 1
    assert facts.relative[0].closing > 0.01


def test_red_lights_come_one_by_one_and_go_out_together() -> None:
    race = session(2)
    reporter = SessionReporter(race)
    lit, idle = [], [Puppet(0, s=0.0)][:0]
    for _ in range(90):
        led(race, reporter, idle, 0.1)
        info = facts_of_session(reporter, 0).session
        if not lit or lit[-1] != info.red_lights:
            lit.append(info.red_lights)
    assert lit == [0, 1, 2, 3, 4, 5, 0]
    assert facts_of_session(reporter, 0).session.phase == "green"


def test_what_a_time_is_worth() -> None:
    assert mark_of(0.0, 60.0, 60.0) is Mark.NONE
    assert mark_of(59.0, 60.0, 59.5) is Mark.BEST
    assert mark_of(59.8, 60.0, 59.5) is Mark.PERSONAL
    assert mark_of(60.5, 60.0, 59.5) is Mark.SLOWER
    assert mark_of(59.0, 60.0, 59.5, valid=False) is Mark.VOID


def test_a_driver_is_told_his_penalties_with_their_reasons_and_the_public_everything() -> None:
    names = ("Anna", "Ben")
    penalty = Event(120, EventKind.PENALTY, 0, -1, "5 s penalty: track limits, breach 4")
    own = announce(penalty, 0, False, names)
    assert own is not None
    assert own.level is Level.BAD
    assert own.about_own
    assert "track limits" in own.text
    other = announce(penalty, 1, False, names)
    assert other is not None
    assert "Anna" in other.title
    overtake = Event(120, EventKind.OVERTAKE, 1, 0, "Ben passes Anna for place 1")
    assert announce(overtake, 0, False, names) is None
    assert announce(overtake, 0, True, names) is not None


def test_verdicts_are_bad_news_for_those_at_fault_and_good_for_the_others() -> None:
    names = ("Anna", "Ben")
    verdict = Event(9, EventKind.VERDICT, 0, 1, "Anna ran into Ben", {"fault": True})
    levels = [announce(verdict, row, False, names) for row in (0, 1)]
    assert [message.level for message in levels if message] == [Level.BAD, Level.GOOD]


def test_the_next_corner_lies_ahead_and_is_braked_for_before_its_apex() -> None:
    race, reporter = raced(2, 30.0)
    for _ in range(12):
        facts = facts_of_session(reporter, 0)
        assert facts.corner is not None
        assert -6.0 <= facts.corner.to_apex <= race.track.length
        assert facts.corner.to_brake <= facts.corner.to_apex
        assert facts.corner.bend.direction in (-1, 1)
        led(race, reporter, [], 1.0)


def test_laps_that_fuel_lasts_follow_from_what_a_lap_took() -> None:
    race, reporter = raced(1, 90.0, fuel_rate=1.0)
    facts = facts_of_session(reporter, 0)
    used = float(race.race_state["fuel_per_lap"][0])
    assert used > 0.0
    assert facts.car.fuel_laps == pytest.approx(facts.car.fuel / used)
    assert facts.car.laps_to_go is not None
    assert 0.0 < facts.car.laps_to_go < 5.0


def test_going_the_wrong_way_is_shown() -> None:
    race = session(1, kind=Kind.PRACTICE, laps=None)
    reporter = SessionReporter(race)
    to_green(race)
    led(race, reporter, [Puppet(0, s=400.0, speed=20.0)], 0.5)
    assert not facts_of_session(reporter, 0).flags.wrong_way
    led(race, reporter, [Puppet(0, s=400.0, speed=-15.0)], 2.0)
    assert facts_of_session(reporter, 0).flags.wrong_way


def test_facts_are_plain_and_can_be_changed_only_by_making_others() -> None:
    facts = race_facts()
    with pytest.raises(AttributeError):
        facts.position = 3  # type: ignore[misc]
    assert replace(facts, tower=True).tower


def test_a_car_that_is_called_in_is_told_why() -> None:
    race, reporter = raced(1, 90.0)
    race.world.state["tyre_wear"][0] = 0.95
    led(race, reporter, [], 1.5)
    flags = facts_of_session(reporter, 0).flags
    if race.track.pit_lane is None:
        assert not flags.must_pit
    else:
        assert flags.must_pit
        assert flags.pit_reason == "tyres"


def test_the_limit_of_the_pit_lane_is_shown_in_the_units_that_were_chosen() -> None:
    flags = replace(race_facts().flags, pit_limit=80.0 / 3.6, in_pit_lane=True)
    for mph, words in ((False, "80 km/h"), (True, "50 mph")):
        said = orders(flags, theme_of("standard"), mph)
        assert words in [detail for _, _, detail, _ in said]


def test_the_gap_of_a_car_that_has_stopped_grows_though_it_passes_no_checkpoint() -> None:
    race = session(2, laps=5)
    reporter = SessionReporter(race)
    to_green(race)
    leader, stopped = Puppet(0, s=-30.0), Puppet(1, s=-60.0)
    led(race, reporter, [leader, stopped], 12.0)
    moving = reporter_gap(reporter)
    stopped.speed = 0.0
    led(race, reporter, [leader, stopped], 10.0)
    early = reporter_gap(reporter)
    led(race, reporter, [leader, stopped], 10.0)
    late = reporter_gap(reporter)
    assert moving == pytest.approx(1.0, abs=0.1)
    assert early > moving + 3.0
    assert late == pytest.approx(early + 10.0, abs=0.3)


def reporter_gap(reporter: SessionReporter) -> float:
    """The second car's gap to the leader [s]."""
    standing = facts_of_session(reporter, 0).standings[1]
    assert standing.row == 1
    assert standing.gap is not None
    assert standing.interval == standing.gap
    return standing.gap
