"""Car files: the shipped ones, and what is wrong with others."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from game.core.errors import DataError, UsageError
from game.core.paths import CARS
from game.vehicle.reader import build_car, load_car, shipped_cars

CLASSES = {
    *("kart", "city-ev", "hot-hatch", "roadster", "sports-coupe", "awd-saloon"),
    *("tcr", "gt4", "gt3", "lmp2", "f3", "f1"),
}
GT3 = (CARS / "gt3.yaml").read_text(encoding="utf-8")


def problems(text: str) -> list[str]:
    with pytest.raises(DataError) as caught:
        build_car(text, "mine", Path("mine.yaml"))
    return [str(problem) for problem in caught.value.problems]


def test_all_twelve_classes_are_there() -> None:
    assert set(shipped_cars()) == CLASSES


@pytest.mark.parametrize("name", sorted(CLASSES))
def test_a_shipped_car_is_whole(name: str) -> None:
    car = load_car(name)
    record = car.record
    assert car.id == name
    assert build_car(car.source, name).content_hash == car.content_hash
    assert not record.flags.writeable
    assert record["drive_share"].sum() == pytest.approx(1.0)
    assert record["cg_to_front"] + record["cg_to_rear"] == pytest.approx(record["wheelbase"])
    assert all(np.isfinite(record[field]).all() for field in record.dtype.names)
    ratios = record["gear_ratio"][2 : 2 + record["gear_count"]]
    assert (np.diff(ratios) < 0).all()
    assert record["gear_ratio"][0] < 0 == record["gear_ratio"][1]


def test_a_car_that_is_not_there_is_named_with_its_neighbour() -> None:
    with pytest.raises(UsageError, match="did you mean 'gt3'"):
        load_car("gt33")


def test_every_mistake_is_named_at_its_place() -> None:
    text = GT3.replace("wheelbase_m: 2.65", "wheelbase_m: 265").replace(
        "  abs: true", "  asb: true"
    )
    found = problems(text)
    line = text[: text.index("wheelbase_m")].count("\n") + 1
    assert any(re.match(rf"mine.yaml:{line}:\d+: .*wheelbase_m.*265.*4.5", text) for text in found)
    assert any("asb" in text and "abs" in text for text in found)
    assert any("assists.abs" in text for text in found)


def test_power_must_agree_with_the_torque_curve() -> None:
    (problem,) = problems(re.sub(r"power_kw: \d+", "power_kw: 500", GT3))
    assert "power_kw: 500" in problem
    assert "within 3 %" in problem


def test_gears_must_fall() -> None:
    (problem,) = problems(re.sub(r"ratios: \[.*\]", "ratios: [1.0, 2.0]", GT3))
    assert "must fall from gear to gear" in problem
