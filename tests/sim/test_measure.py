"""Every shipped car does what cars of its class do."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from game.commands.car import check, run_measure
from game.sim.measure import Figures, measure, measure_all, time_to
from game.vehicle.reader import load_car, shipped_cars

CARS = shipped_cars()
TOLERANCE = 0.05

PUBLISHED: dict[str, dict[str, tuple[float, float]]] = {
    "kart": {"zero_to_100_s": (3.3, 4.0), "top_speed_kmh": (135, 180), "braking_100_m": (17, 20)},
    "city-ev": {
        "zero_to_100_s": (9, 10),
        "top_speed_kmh": (150, 160),
        "braking_100_m": (38, 41),
    },
    "hot-hatch": {
        "zero_to_100_s": (6.0, 6.5),
        "zero_to_200_s": (21, 24),
        "top_speed_kmh": (250, 250),
        "braking_100_m": (34, 36),
    },
    "roadster": {
        "zero_to_100_s": (6.5, 7.0),
        "zero_to_200_s": (28, 32),
        "top_speed_kmh": (215, 220),
        "braking_100_m": (35, 37),
    },
    "sports-coupe": {
        "zero_to_100_s": (3.4, 3.9),
        "zero_to_200_s": (10.5, 11.5),
        "top_speed_kmh": (315, 315),
        "braking_100_m": (30, 32),
        "cornering_g_200": (1.25, 1.25),
    },
    "awd-saloon": {
        "zero_to_100_s": (3.3, 4.1),
        "zero_to_200_s": (11, 14),
        "top_speed_kmh": (255, 290),
        "braking_100_m": (33, 35),
    },
    "tcr": {
        "zero_to_100_s": (5.0, 5.4),
        "zero_to_200_s": (15, 17),
        "top_speed_kmh": (255, 265),
        "cornering_g_200": (1.55, 1.55),
    },
    "gt4": {
        "zero_to_100_s": (4.0, 4.4),
        "zero_to_200_s": (12, 13.5),
        "top_speed_kmh": (265, 275),
        "cornering_g_200": (1.5, 1.5),
    },
    "gt3": {
        "zero_to_100_s": (3.2, 3.6),
        "zero_to_200_s": (8.8, 10),
        "top_speed_kmh": (275, 285),
        "braking_100_m": (27, 29),
        "cornering_g_200": (1.9, 2.1),
    },
    "lmp2": {
        "zero_to_100_s": (3.0, 3.3),
        "zero_to_200_s": (7.0, 8.0),
        "top_speed_kmh": (310, 330),
        "cornering_g_200": (2.6, 3.0),
    },
    "f3": {
        "zero_to_100_s": (3.0, 3.2),
        "zero_to_200_s": (7.5, 8.3),
        "top_speed_kmh": (290, 300),
        "cornering_g_200": (2.4, 2.6),
    },
    "f1": {
        "zero_to_100_s": (2.4, 2.7),
        "zero_to_200_s": (4.5, 5.2),
        "top_speed_kmh": (330, 350),
        "braking_100_m": (15, 17),
        "cornering_g_200": (3.5, 4.0),
    },
}
"""Ranges that are published for cars of each class."""

CORNERING = {
    **{"kart": (2.0, 2.5), "city-ev": (0.75, 0.82), "hot-hatch": (0.92, 0.98)},
    **{"roadster": (0.88, 0.93), "sports-coupe": (1.10, 1.20), "awd-saloon": (0.95, 1.02)},
    **{"tcr": (1.35, 1.45), "gt4": (1.3, 1.4), "gt3": (1.45, 1.55)},
    **{"lmp2": (1.6, 1.7), "f3": (1.7, 1.8), "f1": (2.0, 2.2)},
}
"""Slow steady cornering [g]."""


@cache
def measured() -> dict[str, Figures]:
    return dict(zip(CARS, measure_all([load_car(name) for name in CARS]), strict=True))


@pytest.mark.parametrize("name", CARS)
def test_a_car_does_what_its_class_does(name: str) -> None:
    figures = measured()[name]
    for figure, (low, high) in (PUBLISHED[name] | {"cornering_g": CORNERING[name]}).items():
        value = getattr(figures, figure)
        assert low * (1 - TOLERANCE) <= value <= high * (1 + TOLERANCE), f"{figure}: {value}"


@pytest.mark.parametrize("name", CARS)
def test_a_car_does_what_its_file_says(name: str) -> None:
    targets = load_car(name).targets.model_dump(exclude_none=True)
    for figure, target in targets.items():
        value = getattr(measured()[name], figure)
        assert value == pytest.approx(target, rel=TOLERANCE), figure


def test_a_car_is_measured_alone_as_among_others() -> None:
    alone, among = asdict(measure(load_car("f1"))), asdict(measured()["f1"])
    assert alone == pytest.approx(among, rel=1e-3)


def test_a_speed_is_passed_between_two_ticks() -> None:
    speeds = np.array([0.0, 10.0, 20.0, 30.0])
    assert time_to(speeds, 25.0) == pytest.approx(2.5 / 120)
    assert time_to(speeds, 35.0) is None


def test_the_command_prints_and_writes_the_same_figures(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "kart.json"
    assert run_measure(argparse.Namespace(file="kart", json=target)) == 0
    written = json.loads(target.read_text(encoding="utf-8"))
    assert written["car"] == "kart"
    assert f"{written['zero_to_100_s']:.2f}" in capsys.readouterr().out
    assert written["zero_to_200_s"] is None


def test_check_names_what_is_wrong_and_goes_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text(load_car("gt3").source.replace("mass_kg: 1330", "mass_kg: 13"))
    assert check(argparse.Namespace(files=["gt3", str(wrong), "f1"])) == 1
    output = capsys.readouterr()
    assert "mass_kg" in output.err
    assert "f1: " in output.out
