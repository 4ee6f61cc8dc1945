"""What rivals' hands were trained to: the file, its mistakes, and the search that finds it."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest

from agents.technique import STRANGE, WET, Kind, Learned, learned, write_technique
from agents.training.technique import (
    GIVEN_UP,
    LAPS,
    UNCLEAN,
    Floats,
    cost_of,
    from_nothing,
    kind_at,
    search_from,
    train_technique,
)
from game.core.errors import DataError, UsageError
from game.core.seeds import SeedTree
from game.race.scripted.personality import MOST_MARGIN
from game.race.scripted.solo import Solo, drive_alone
from game.race.scripted.technique import TECHNIQUE, WIDEST, Technique, technique_row
from game.track.reader import load_track
from game.vehicle.random_car import random_car
from game.vehicle.reader import load_car, shipped_cars
from tests.agents.rivals import OVAL


@pytest.mark.parametrize("car", shipped_cars())
def test_the_shipped_technique_names_every_part_for_every_car(car: str) -> None:
    found = learned().kinds[car]
    assert set(found.technique) == {field.name for field in fields(Technique)}
    row = technique_row(found.hands)
    assert row.dtype == TECHNIQUE
    assert float(row["yaw_servo"]) == found.hands.yaw_servo


def test_trained_hands_are_faster_at_the_same_margin_and_as_clean() -> None:
    car, track = load_car("gt3"), load_track("fenwick-hollow")
    own, trained = (
        drive_alone(track, [(car, 0.94)], techniques=techniques)[0]
        for techniques in (None, [learned().of(car).hands])
    )
    assert own.clean
    assert trained.clean
    assert min(trained.laps_s) < 0.999 * min(own.laps_s)


@pytest.mark.parametrize("base", ["kart", "f1", "city-ev"])
def test_an_unknown_car_is_driven_like_the_one_that_it_is_most_like(base: str) -> None:
    car = random_car(SeedTree(5).child(base), "somebody's", base, 0.1)
    found, known = learned().of(car), learned().kinds[base]
    assert found.hands == known.hands
    assert found.margin == pytest.approx(known.margin - STRANGE)
    assert learned().of(load_car(base)) == known


def test_more_is_kept_in_hand_the_wetter_the_road_is() -> None:
    kind = learned().kinds["gt3"]
    assert kind.margin_on(0.0) == kind.margin
    assert kind.margin_on(0.5) == pytest.approx(kind.margin - 0.5 * WET)
    assert kind.margin_on(1.0) == pytest.approx(kind.margin - WET)


def test_a_technique_comes_back_from_its_file(tmp_path: Path) -> None:
    kind = Kind(margin=0.97, technique=vars(Technique(yaw_servo=4.25, braking_gain=9.5)))
    written = Learned(clearance_m=0.1, leeway_m=0.8, kinds={"gt3": kind})
    write_technique(tmp_path / "mine.yaml", written)
    assert learned(tmp_path / "mine.yaml") == written


ROAD = "clearance_m: 0.1\nleeway_m: 0.7\n"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (ROAD + "kinds: {gt3: {margin: 2.0, technique: {}}}\n", "margin"),
        (ROAD + "kinds: {gt3: {margin: 0.9, technique: {yaw_survo: 2}}}\n", "yaw_survo.*yaw_servo"),
        (ROAD + "kinds: {gt3: {margin: 0.9, technique: {yaw_servo: 200.0}}}\n", "0.25-16"),
        (ROAD + "kinds: {gtt3: {margin: 0.9, technique: {}}}\n", "gtt3.*gt3"),
        (ROAD + "kinds: {gt3: {margin: 0.9}}\n", "technique"),
        (ROAD + "kinds: {}\n", "kinds"),
        ("leeway_m: 0.7\nkinds: {gt3: {margin: 0.9, technique: {}}}\n", "clearance_m"),
    ],
)
def test_a_wrong_file_says_what_is_wrong(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "wrong.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=words):
        learned(path)


def test_the_search_goes_down_into_a_bowl() -> None:
    target = {**vars(Technique()), "yaw_servo": 4.0, "easing": 1.5}
    wanted = np.append(np.log(list(target.values())), 0.95)

    def height(place: Floats) -> float:
        return float(np.sum((place - wanted) ** 2))

    search = search_from(from_nothing().kinds["gt3"], 0.2)
    above, random = height(search.centre), np.random.default_rng(4)
    for _ in range(40):
        drawn = search.draw(random)
        search.learn(drawn, [height(place) for place in drawn])
    assert height(search.centre) < 0.5 * above
    assert kind_at(search.centre).hands.yaw_servo > 2.5


def test_laps_cost_their_time_and_spoilt_ones_more() -> None:
    car = load_car("gt3")
    laps = [104.0, 103.0, 102.0]
    clean = Solo(car, 0.9, 100.0, laps)
    spoilt = Solo(car, 0.9, 100.0, laps, off_s=0.5)
    stranded = Solo(car, 0.9, 100.0, [104.0], off_s=9.0)
    assert len(laps) == LAPS
    assert cost_of([clean]) == pytest.approx(1.03)
    assert cost_of([spoilt]) == pytest.approx(1.03 + UNCLEAN + 0.01)
    assert cost_of([clean, stranded]) == pytest.approx((1.03 + GIVEN_UP + UNCLEAN + 0.04) / 2.0)


def test_no_search_goes_where_no_driver_can_be() -> None:
    place = search_from(learned().kinds["gt3"]).centre
    place[0], place[-1] = 9.0, 1.2
    found = kind_at(place)
    assert found.margin == MOST_MARGIN
    assert found.hands.pace_gain == pytest.approx(WIDEST * Technique().pace_gain, rel=1e-4)


def test_no_time_is_no_search(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--minutes 0"):
        train_technique(tmp_path / "mine.yaml", 0.0, 1, print)


def test_alone_means_alone() -> None:
    car, track = load_car("roadster"), load_track(OVAL)
    one = drive_alone(track, [(car, 0.9)], laps=1)[0]
    two = drive_alone(track, [(car, 0.9), (car, 0.8)], laps=1)[0]
    assert one.laps_s == two.laps_s
