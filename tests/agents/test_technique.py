"""What rivals' hands were trained to: the file, its mistakes, and the search that finds it."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest

from agents.routine import margin_in, routine_margin
from agents.technique import Learned, learned, write_technique
from agents.training.technique import (
    GIVEN_UP,
    UNCLEAN,
    Floats,
    cost_of,
    search_from,
    technique_of,
    train_technique,
)
from game.core.errors import DataError, UsageError
from game.race.scripted.solo import Solo, drive_alone
from game.race.scripted.technique import TECHNIQUE, Technique, technique_row
from game.track.reader import load_track
from game.vehicle.reader import load_car
from tests.agents.rivals import OVAL


def test_the_shipped_technique_names_every_part() -> None:
    found = learned()
    assert set(found.technique) == {field.name for field in fields(Technique)}
    row = technique_row(found.hands)
    assert row.dtype == TECHNIQUE
    assert float(row["yaw_servo"]) == found.hands.yaw_servo


def test_trained_hands_are_faster_at_the_same_margin_and_as_clean() -> None:
    car, track = load_car("gt3"), load_track("fenwick-hollow")
    own, trained = (
        drive_alone(track, [(car, 0.94)], technique=technique)[0]
        for technique in (None, learned().hands)
    )
    assert own.clean
    assert trained.clean
    assert min(trained.laps_s) < 0.999 * min(own.laps_s)


def test_only_a_kart_is_driven_with_less_of_its_grip() -> None:
    assert routine_margin(load_car("gt3")) == learned().margin
    assert margin_in(load_car("kart"), 0.9) < 0.9


def test_a_technique_comes_back_from_its_file(tmp_path: Path) -> None:
    technique = Technique(yaw_servo=4.25, braking_gain=9.5)
    write_technique(tmp_path / "mine.yaml", 0.97, technique)
    found = learned(tmp_path / "mine.yaml")
    assert found.hands == technique
    assert found.margin == 0.97


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("margin: 2.0\ntechnique: {}\n", "margin"),
        ("margin: 0.9\ntechnique: {yaw_survo: 2.0}\n", "yaw_survo.*yaw_servo"),
        ("margin: 0.9\ntechnique: {yaw_servo: 200.0}\n", "0.25-16"),
        ("margin: 0.9\n", "technique"),
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

    search = search_from(Learned(margin=0.9, technique=vars(Technique())))
    above, random = height(search.centre), np.random.default_rng(4)
    for _ in range(40):
        drawn = search.draw(random)
        search.learn(drawn, [height(place) for place in drawn])
    assert height(search.centre) < 0.5 * above
    _, technique = technique_of(search.centre)
    assert technique.yaw_servo > 2.5


def test_a_lap_costs_its_time_and_a_spoilt_one_more() -> None:
    car = load_car("gt3")
    clean = Solo(car, 0.9, 100.0, [104.0, 103.0])
    spoilt = Solo(car, 0.9, 100.0, [104.0, 103.0], off_s=0.5)
    stranded = Solo(car, 0.9, 100.0, [104.0], off_s=9.0)
    assert cost_of([clean]) == pytest.approx(1.03)
    assert cost_of([spoilt]) == pytest.approx(1.03 + UNCLEAN + 0.01)
    assert cost_of([clean, stranded]) == pytest.approx((1.03 + GIVEN_UP + UNCLEAN + 0.04) / 2.0)


def test_no_search_goes_where_no_driver_can_be() -> None:
    place = search_from(learned()).centre
    place[-1] = 1.2
    with pytest.raises(UsageError, match=r"margin 1\.2 must"):
        technique_of(place)


def test_no_time_is_no_search(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--minutes 0"):
        train_technique(tmp_path / "mine.yaml", 0.0, 1, print)


def test_alone_means_alone() -> None:
    car, track = load_car("roadster"), load_track(OVAL)
    one = drive_alone(track, [(car, 0.9)], laps=1)[0]
    two = drive_alone(track, [(car, 0.9), (car, 0.8)], laps=1)[0]
    assert one.laps_s == two.laps_s
