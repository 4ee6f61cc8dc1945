"""The flag, the classification with its penalties, and points."""

from __future__ import annotations

import pytest

from game.core.clock import TICK
from game.race.events import EventKind
from game.race.finish import clock_time
from game.race.session import Session
from game.race.settings import Kind, Start
from game.race.state import Phase
from tests.race.puppets import Puppet, kinds, lead, session, to_green

SPEEDS = (80.0, 60.0, 35.0)


def finished_race(**settings: object) -> Session:
    """Three cars at constant speeds; the third is lapped."""
    race = session(3, **{"laps": 2, **settings})
    to_green(race)
    rivals = [Puppet(row, 1350.0, 4.0 - 4.0 * row, speed=speed) for row, speed in enumerate(SPEEDS)]
    while not race.finished:
        lead(
            race,
            [puppet for puppet in rivals if race.race_state["status"][puppet.row] == 0],
            0.5,
            every=6,
        )
    return race


@pytest.fixture(scope="module")
def race() -> Session:
    return finished_race()


def test_everybody_finishes_at_the_line_after_the_winner(race: Session) -> None:
    table = race.results()
    assert [result.row for result in table] == [0, 1, 2]
    assert [len(result.laps) for result in table] == [2, 2, 1]
    assert [result.laps_behind for result in table] == [0, 0, 1]
    assert [result.points for result in table] == [25.0, 18.0, 15.0]
    assert [result.status for result in table] == ["finished"] * 3
    assert race.phase is Phase.FINISHED
    assert kinds(race).count(EventKind.FINISHED) == 3


def test_the_first_lap_counts_from_the_lights_and_times_add_up(race: Session) -> None:
    for result in race.results():
        assert result.time_s == pytest.approx(sum(lap.time_s for lap in result.laps))
        for lap in result.laps:
            assert sum(lap.sectors_s) == pytest.approx(lap.time_s)
    length = race.track.length
    assert race.results()[0].laps[1].time_s == pytest.approx(length / SPEEDS[0], rel=0.06)


def test_penalties_reorder_the_classification(race: Session) -> None:
    memory = race.save()
    gap = race.results()[1].gap_s
    assert gap is not None
    race.control.penalise(0, gap + 1.0, "as a test")
    table = race.results()
    assert [result.row for result in table] == [1, 0, 2]
    assert table[0].points == 25.0
    assert table[1].penalty_s == pytest.approx(gap + 1.0)
    assert table[1].gap_s == pytest.approx(1.0)
    race.control.penalise(1, 1000.0, "as a test")
    assert [result.row for result in race.results()] == [0, 1, 2], "a lap is worth any time"
    race.load(memory)
    assert [result.row for result in race.results()] == [0, 1, 2]
    assert race.results()[0].penalty_s == 0.0


def test_a_race_by_time_finishes_the_lap() -> None:
    race = finished_race(laps=None, minutes=0.5)
    winner = race.results()[0]
    ended = race.control.clock.winner_tick - race.control.clock.go_tick
    assert ended * TICK >= 30.0
    assert sum(lap.time_s for lap in winner.laps[:-1]) < 30.0


def test_who_stays_out_too_long_is_flagged_off() -> None:
    race = session(2, laps=1, finish_time=10.0)
    to_green(race)
    lead(race, [Puppet(0, 1350.0, speed=80.0)], 18.0)
    crawler = Puppet(1, 1350.0, -4.0, speed=8.0)
    lead(race, [crawler], 11.0)
    table = race.results()
    assert race.finished
    assert [result.status for result in table] == ["finished", "not_classified"]
    assert table[1].reason == "still on the road when the session was over"
    assert table[1].points == 0.0


def test_qualifying_is_decided_by_best_valid_laps() -> None:
    trial = session(2, kind=Kind.QUALIFYING, start=Start.FLYING, laps=None, minutes=0.8)
    cars = [
        Puppet(row, float(state["distance"]), 3.0 - 6.0 * row, speed=speed)
        for row, (state, speed) in enumerate(zip(trial.race_state, (50.0, 60.0), strict=True))
    ]
    while not trial.finished:
        lead(trial, [car for car in cars if trial.race_state["status"][car.row] == 0], 0.5, every=6)
    table = trial.results()
    assert [result.row for result in table] == [1, 0]
    bests = [result.best_lap_s for result in table]
    assert all(best is not None for best in bests)
    assert bests == sorted(bests)  # type: ignore[type-var]
    assert [result.points for result in table] == [0.0, 0.0]
    flagged = [event for event in trial.events if event.kind == EventKind.FINISHED]
    assert all(event.time > 48.0 for event in flagged)


def test_a_time_trial_ends_after_its_laps() -> None:
    trial = session(1, kind=Kind.TIME_TRIAL, start=Start.FLYING, laps=2)
    car = Puppet(0, float(trial.race_state["distance"][0]), speed=80.0)
    while not trial.finished:
        lead(trial, [car], 0.5, every=6)
    assert len(trial.results()[0].laps) == 2


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(59.9994, "59.999"), (59.9996, "1:00.000"), (83.456, "1:23.456"), (605.0, "10:05.000")],
)
def test_lap_times_read_as_people_write_them(seconds: float, words: str) -> None:
    assert clock_time(seconds) == words
