from __future__ import annotations

from pathlib import Path

from agents.evaluation.baseline import baseline
from agents.evaluation.flying import Pair
from game.race.scripted.solo import MARGINS
from game.vehicle.reader import load_car
from tests.agents.evaluation.roads import oval

PAIR = Pair(oval(), load_car("kart"))


def test_the_scripted_drivers_best_lap_is_found_once_and_kept(tmp_path: Path) -> None:
    found = baseline(PAIR, folder=tmp_path)
    assert found.clean
    assert found.margin in MARGINS
    assert found.lap_s is not None
    assert 1.0 < found.lap_s / found.ideal_s < 1.1
    (kept,) = tmp_path.glob("*.json")
    kept.write_text(kept.read_text().replace('"clean": true', '"clean": false'))
    assert not baseline(PAIR, folder=tmp_path).clean


def test_a_damaged_entry_is_driven_again(tmp_path: Path) -> None:
    found = baseline(PAIR, folder=tmp_path)
    (kept,) = tmp_path.glob("*.json")
    kept.write_text("{half")
    assert baseline(PAIR, folder=tmp_path) == found


def test_the_wet_has_laps_of_its_own(tmp_path: Path) -> None:
    dry, wet = baseline(PAIR, folder=tmp_path), baseline(PAIR, 1.0, folder=tmp_path)
    assert dry.lap_s is not None
    assert wet.lap_s is not None
    assert wet.lap_s > 1.05 * dry.lap_s
