from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from agents.evaluation.fields import scripted
from agents.evaluation.manners import manners_of
from agents.evaluation.races import TEAM_POINTS, Outcome, Race, drive
from game.race.scripted_rivals import ScriptedRivals
from game.replay.verify import verify
from game.vehicle.reader import load_car
from tests.agents.evaluation.roads import oval

LAPS = 2


@pytest.fixture(scope="module")
def outcome() -> Outcome:
    kart = load_car("kart")
    teams = ("red", "blue", "red", "blue")
    field = [scripted(f"driver {n}", kart, oval(), team) for n, team in enumerate(teams)]
    return drive(Race(oval(), tuple(field), LAPS, 3, "teams"), ScriptedRivals())


def test_everybody_who_finishes_has_driven_the_whole_way(outcome: Outcome) -> None:
    assert len(outcome.km) == 4
    for result in outcome.results:
        assert result.status == "finished"
        assert outcome.km[result.row] > LAPS * oval().length / 1000.0


def test_points_go_by_places_and_add_up_over_teams(outcome: Outcome) -> None:
    assert [result.points for result in outcome.results] == list(TEAM_POINTS[:4])
    assert outcome.of(outcome.results[0].row) is outcome.results[0]


def test_manners_are_sums_over_drivers(outcome: Outcome) -> None:
    everybody, red = manners_of([outcome]), manners_of([outcome], team="red")
    blue = manners_of([outcome], team="blue")
    assert (everybody.drivers, red.drivers) == (4, 2)
    assert everybody.km == pytest.approx(red.km + blue.km)
    assert everybody.contacts == red.contacts + blue.contacts
    assert everybody.overtakes_made == everybody.overtakes_lost


def test_whatever_happens_has_a_place_on_the_road(outcome: Outcome) -> None:
    for each in outcome.happenings:
        assert each.kind in {"contact", "fault", "wall", "off"}
        assert 0.0 <= each.distance <= oval().length


def test_a_judged_race_can_be_watched_afterwards(outcome: Outcome, tmp_path: Path) -> None:
    race = replace(outcome.race, laps=1, entrants=outcome.race.entrants[:2])
    path = tmp_path / "replays" / "race.undercut"
    drive(race, ScriptedRivals(), path)
    assert verify(path).verified
