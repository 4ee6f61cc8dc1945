"""Limits keep to their ranges, are told as nothing where there is none, and come in all sizes."""

from __future__ import annotations

import numpy as np
import pytest

from agents.limits import NAMES, RANGES, Limits, rows_of, sharpness, told, trust
from agents.training.experience.people import LIMITLESS, draw_people
from game.core.errors import UsageError


def test_a_driver_without_limits_is_told_nothing() -> None:
    assert (told(rows_of([Limits()])) == 0.0).all()


@pytest.mark.parametrize("name", NAMES)
def test_the_worst_is_told_as_one_and_tempers_as_half_to_both_sides(name: str) -> None:
    limit = RANGES[name]
    for end in (limit.least, limit.most):
        value = told(rows_of([Limits(**{name: end})]))[0, NAMES.index(name)]
        if limit.least < limit.best < limit.most:
            assert value == pytest.approx(end - limit.best)
        else:
            assert value == pytest.approx(0.0 if end == limit.best else 1.0)


def test_sharpness_is_what_was_drawn() -> None:
    people = [Limits(sharpness=value) for value in (1.0, 0.7, 0.4, 0.0)]
    assert sharpness(told(rows_of(people))) == pytest.approx([1.0, 0.7, 0.4, 0.0], abs=1e-6)


def test_the_sharper_a_driver_the_more_he_relies_on_others() -> None:
    people = [Limits(sharpness=value) for value in (1.0, 0.7, 0.4, 0.0)]
    assert trust(told(rows_of(people))) == pytest.approx([1.0, 0.5, 0.0, 0.0], abs=1e-6)


@pytest.mark.parametrize("name", NAMES)
def test_what_is_outside_its_range_is_refused_with_the_range(name: str) -> None:
    limit = RANGES[name]
    for value in (limit.least - 0.01, limit.most + 0.01, float("nan")):
        with pytest.raises(UsageError, match=f"{name}: .* must be {limit.least:g}-{limit.most:g}"):
            Limits(**{name: value})


def test_people_are_of_all_kinds_and_many_without_limits() -> None:
    people = draw_people(4000, np.random.default_rng(1))
    for name, limit in RANGES.items():
        assert people[name].min() >= limit.least
        assert people[name].max() <= limit.most
        assert np.ptp(people[name]) > 0.95 * (limit.most - limit.least)
    limitless = (people["margin"] == 0.0) & (people["noise"] == 0.0) & (people["sharpness"] == 1.0)
    assert limitless.mean() == pytest.approx(LIMITLESS, abs=0.06)
