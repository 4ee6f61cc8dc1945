"""Results as they are shown."""

from __future__ import annotations

from dataclasses import replace

from game.core.clock import ticks
from game.race.books import LapRecord
from game.race.entrant import DriverIdentity, DriverKind
from game.race.results import Result
from game.screens.fair_play import kind_in_words, limits_in_words
from game.screens.lap_chart import add_results, places_by_lap
from game.screens.race_words import ordinal
from game.screens.times import gap, lap_time, places, race_time


def result(row: int, grid: int, position: int, ends: tuple[float, ...]) -> Result:
    """Somebody who completed laps at these moments [s]."""
    laps = tuple(
        LapRecord(number=number, time_s=60.0, sectors_s=(), valid=True, tick=ticks(end))
        for number, end in enumerate(ends, start=1)
    )
    return Result(
        row=row,
        name=f"car {row}",
        team=None,
        driver=DriverIdentity(DriverKind.SCRIPTED, f"driver {row}"),
        car="gt3",
        position=position,
        status="finished",
        reason="",
        grid_place=grid,
        laps=laps,
        best_lap_s=60.0,
        time_s=None,
        penalty_s=0.0,
        gap_s=None,
        laps_behind=0,
        points=0.0,
        off_track_count=0,
        off_track_s=0.0,
        contacts=0,
        contacts_at_fault=0,
        wall_hits=0,
        pit_stops=0,
        recoveries=0,
        penalties=(),
        overtakes_made=0,
        overtakes_lost=0,
    )


def test_the_lap_chart_gives_places_by_who_completed_a_lap_first() -> None:
    field = (
        result(0, 2, 1, (61.0, 120.0)),
        result(1, 1, 2, (60.0, 121.0)),
        result(2, 3, 3, (70.0,)),
    )
    assert places_by_lap(field) == {0: [2, 2, 1], 1: [1, 1, 2], 2: [3, 3]}


def test_the_lap_chart_ends_with_the_result_where_penalties_changed_it() -> None:
    road = (result(0, 1, 1, (60.0,)), result(1, 2, 2, (61.0,)))
    assert not add_results(road, history := places_by_lap(road))
    assert history == {0: [1, 1], 1: [2, 2]}
    judged = (result(0, 1, 2, (60.0,)), result(1, 2, 1, (61.0,)))
    assert add_results(judged, history := places_by_lap(judged))
    assert history == {0: [1, 1, 2], 1: [2, 2, 1]}


def test_the_fair_play_card_says_what_a_driver_is_and_what_limits_it() -> None:
    limits = {"reaction_s": 0.066, "reach_s": 4.95, "margin": 0.45, "colour": "red"}
    driver = DriverIdentity(DriverKind.POLICY, "Alba Renske", tier="club", limits=limits)
    rival = replace(result(0, 1, 1, ()), driver=driver)
    assert kind_in_words(rival) == "Club, trained"
    assert limits_in_words(rival) == "reacts 0.07 s, sees 5.0 s, margin 0.45"
    player = replace(rival, driver=DriverIdentity(DriverKind.HUMAN, "Player"))
    assert kind_in_words(player) == "Human"
    assert limits_in_words(player) == "a human's own"


def test_a_field_without_laps_has_its_grid() -> None:
    assert places_by_lap((result(0, 1, 1, ()),)) == {0: [1]}


def test_times_are_written_as_racers_write_them() -> None:
    assert lap_time(83.456) == "1:23.456"
    assert lap_time(59.9996) == "1:00.000"
    assert lap_time(83.456, 2) == "1:23.46"
    assert lap_time(None) == "\u2013"
    assert race_time(3723.5) == "1:02:03.500"
    assert gap(1.25) == "+1.250"
    assert gap(None, 2) == "+2 laps"
    assert places((4, 7)) == "P4\u2013P7"
    assert places((1, 1)) == "P1"


def test_places_are_said_in_words() -> None:
    words = [ordinal(place) for place in (1, 2, 3, 4, 11, 12, 13, 21, 22)]
    assert words == ["1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "22nd"]
