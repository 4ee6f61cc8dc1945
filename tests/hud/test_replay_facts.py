"""A replay shows what was shown while it was driven, at any moment and in any order."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest

from game.commands.field import (
    choose_cars,
    scripted_driver,
    scripted_entrants,
    scripted_personalities,
)
from game.core.clock import TICK
from game.hud.facts import HudFacts
from game.hud.replay_facts import ReplayReporter, facts_of_replay
from game.hud.session_facts import SessionReporter, facts_of_session
from game.race.loop import RaceLoop
from game.race.session import Session
from game.race.settings import SessionSettings
from game.replay.player import Player
from game.replay.reader import read_replay
from game.replay.recorder import Recorder
from game.track.reader import load_track
from tests.race.puppets import OVAL

EVERY = 240
"""Ticks between two moments that are compared."""
ROW = 2


class Both(NamedTuple):
    """The same race, seen live and in its replay."""

    live: list[HudFacts]
    reporter: ReplayReporter


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Both:
    path: Path = tmp_path_factory.mktemp("replays") / "race.undercut"
    track = load_track(OVAL)
    cars = choose_cars("gt3,f3", 6)
    entrants = scripted_entrants(cars, scripted_personalities(6, 3))
    session = Session(SessionSettings(laps=3), track, entrants, 3)
    live = SessionReporter(session)
    seen = []
    with Recorder(path, session) as recorder:
        loop = RaceLoop(session, [scripted_driver(session)], [recorder, live])
        while not session.finished and session.tick < 30_000:
            loop.run(EVERY)
            seen.append(facts_of_session(live, ROW))
        recorder.finish(session)
    seen = [facts for facts in seen if facts.time % (EVERY * TICK) < TICK / 2]
    return Both(seen, ReplayReporter(Player(read_replay(path)), track, cars))


def pairs(both: Both) -> list[tuple[HudFacts, HudFacts]]:
    """Live facts and those of the replay, in no order of time."""
    moments = [both.live[k] for k in np.random.default_rng(1).permutation(len(both.live))]
    return [(live, facts_of_replay(both.reporter, live.time, ROW)) for live in moments]


def test_the_race_was_long_enough_to_compare(both: Both) -> None:
    assert len(both.live) > 20
    assert both.live[-1].session.phase in ("chequered", "finished")
    assert max(live.lap.number for live in both.live) == 3


def test_instruments_agree(both: Both) -> None:
    for live, shown in pairs(both):
        assert shown.car.speed == pytest.approx(live.car.speed, abs=0.05)
        assert shown.car.gear == live.car.gear
        assert shown.car.throttle == pytest.approx(live.car.throttle, abs=0.01)
        assert shown.car.fuel == pytest.approx(live.car.fuel, abs=0.01)
        assert shown.position == live.position
        assert shown.car.tyre_wear == pytest.approx(live.car.tyre_wear, abs=1e-3)


def test_the_session_agrees(both: Both) -> None:
    for live, shown in pairs(both):
        assert shown.session.phase == live.session.phase
        assert shown.session.red_lights == live.session.red_lights
        assert shown.session.green_light == live.session.green_light
        assert shown.session.best_lap == pytest.approx(live.session.best_lap, abs=1e-6)
        assert shown.session.best_by == live.session.best_by


def test_laps_agree(both: Both) -> None:
    for live, shown in pairs(both):
        assert shown.lap.number == live.lap.number
        assert shown.lap.last == pytest.approx(live.lap.last, abs=1e-6)
        assert shown.lap.best == pytest.approx(live.lap.best, abs=1e-6)
        assert (shown.lap.current is None) == (live.lap.current is None)
        if live.lap.current is not None and shown.lap.current is not None:
            assert shown.lap.current == pytest.approx(live.lap.current, abs=0.02)
        for name in ("delta_best", "delta_ideal"):
            now, then = getattr(live.lap, name), getattr(shown.lap, name)
            assert (now is None) == (then is None)
            if now is not None:
                assert then == pytest.approx(now, abs=0.06)


def test_sectors_agree(both: Both) -> None:
    for live, shown in pairs(both):
        for one, other in zip(live.lap.sectors, shown.lap.sectors, strict=True):
            assert other.time == pytest.approx(one.time, abs=0.03)


def test_standings_agree(both: Both) -> None:
    apart = []
    for live, shown in pairs(both):
        assert [s.row for s in shown.standings] == [s.row for s in live.standings]
        for one, other in zip(live.standings, shown.standings, strict=True):
            assert other.last == pytest.approx(one.last, abs=1e-6)
            assert other.laps == one.laps
            assert other.penalty == one.penalty
            assert other.gained == one.gained
            if one.gap is not None and other.gap is not None and one.laps_behind == 0:
                apart.append(abs(other.gap - one.gap))
    # Gaps are taken where a car last passed a checkpoint: one that has stopped has an old one.
    assert np.quantile(apart, 0.9) < 1.5


def test_cars_around_agree(both: Both) -> None:
    for live, shown in pairs(both):
        near = {car.row: car.gap for car in live.relative if abs(car.gap) < 10.0}
        found = {car.row: car.gap for car in shown.relative}
        for row, gap in near.items():
            if row in found:
                assert found[row] == pytest.approx(gap, abs=0.1)


def test_what_race_control_said_is_said_again(both: Both) -> None:
    for live, shown in pairs(both):
        fresh = [m for m in live.messages if live.time - m.time < 10.0]
        assert [m for m in shown.messages if live.time - m.time < 10.0] == fresh


def test_a_moment_looks_the_same_however_one_came_there(both: Both) -> None:
    moment = both.live[len(both.live) // 2].time
    first = facts_of_replay(both.reporter, moment, ROW)
    facts_of_replay(both.reporter, 1.0, 0, spectating=True)
    facts_of_replay(both.reporter, moment + 20 * TICK, ROW)
    again = facts_of_replay(both.reporter, moment, ROW)
    assert again.lap == first.lap or again.lap.trend != first.lap.trend
    assert again.standings == first.standings
    assert again.flags == first.flags
    assert again.messages == first.messages
