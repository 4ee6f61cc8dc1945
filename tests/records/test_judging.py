"""Ratings, the place to expect, and medals: numbers that mean what they say."""

from __future__ import annotations

import numpy as np
import pytest

from game.records.medals import MEDALS, TierTime, next_target, targets, won
from game.records.pace import Pace, expected_places, pace_of
from game.records.ratings import LEAST_SPREAD, Rating, after_race, chance


def fresh(name: str) -> Rating:
    return Rating(f"policy:{name}", name, "policy", None)


def test_who_finishes_ahead_rises_and_all_become_better_known() -> None:
    before = [fresh(name) for name in "abcd"]
    after = after_race(before)
    assert [each.rating for each in after] == sorted((each.rating for each in after), reverse=True)
    assert after[0].rating > 1500.0 > after[-1].rating
    assert all(new.spread < old.spread for new, old in zip(after, before, strict=True))
    assert sum(each.rating for each in after) == pytest.approx(4 * 1500.0)


def test_an_upset_moves_more_than_what_was_expected() -> None:
    strong, weak = fresh("strong"), fresh("weak")
    strong = Rating(strong.driver, "strong", "policy", None, 1800.0, 100.0, 20)
    weak = Rating(weak.driver, "weak", "policy", None, 1300.0, 100.0, 20)
    expected, upset = after_race([strong, weak]), after_race([weak, strong])
    assert expected[0].rating - 1800.0 < upset[0].rating - 1300.0
    assert chance(strong, weak) > 0.8
    assert chance(strong, weak) + chance(weak, strong) == pytest.approx(1.0)


def test_ratings_find_the_order_of_drivers_who_differ() -> None:
    generator = np.random.default_rng(4)
    skill = {name: 250.0 * place for place, name in enumerate("abcdef")}
    ratings = {name: fresh(name) for name in skill}
    for _ in range(60):
        form = {name: value + generator.normal(0.0, 200.0) for name, value in skill.items()}
        order = sorted(form, key=lambda name: -form[name])
        for new in after_race([ratings[name] for name in order]):
            ratings[new.name] = new
    found = sorted(ratings, key=lambda name: ratings[name].rating)
    assert found == list(skill)
    assert all(each.spread >= LEAST_SPREAD for each in ratings.values())


def test_the_pace_leaves_out_laps_that_were_no_attempts() -> None:
    pace = pace_of([90.2, 130.0, 90.0, 90.4, 91.0])
    assert pace is not None
    assert pace.laps == 4
    assert pace.best_s == 90.0
    assert 90.0 < pace.typical_s < 91.0
    assert pace_of([]) is None


def test_one_lap_says_less_than_many() -> None:
    one, many = pace_of([90.0]), pace_of([90.0] * 10)
    assert one is not None
    assert many is not None
    assert one.spread_s > many.spread_s > 0.0


def test_the_place_to_expect_lies_among_those_who_are_as_fast() -> None:
    rivals = [(80.0 + step, 0.4) for step in range(11)]
    best, worst = expected_places(Pace(84.8, 85.0, 0.5, 10), rivals)
    assert best <= 6 <= worst
    assert worst - best <= 3
    assert expected_places(Pace(70.0, 70.0, 0.5, 10), rivals) == (1, 1)
    assert expected_places(Pace(99.0, 99.0, 0.5, 10), rivals) == (12, 12)


TIERS = [
    TierTime(name, time, 0.5)
    for name, time in (
        ("Rookie", 95.0),
        ("Amateur", 92.0),
        ("Club", 90.0),
        ("Pro", 88.0),
        ("A", 86.0),
    )
]


def test_medals_are_the_tiers_own_laps() -> None:
    wanted = targets(TIERS, 85.0)
    assert [target.medal for target in wanted] == list(MEDALS)
    assert [target.time_s for target in wanted] == [95.0, 90.0, 88.0, 85.5]
    assert "Rookie" in wanted[0].reason
    assert [target.medal for target in won(wanted, 88.0)] == ["bronze", "silver", "gold"]


def test_medals_come_from_the_ideal_lap_where_there_are_no_tiers() -> None:
    times = [target.time_s for target in targets([], 80.0)]
    assert times == pytest.approx([88.0, 84.0, 81.6, 80.0])


def test_the_next_medal_is_the_easiest_that_is_missing() -> None:
    wanted = targets(TIERS, 85.0)
    first = next_target(wanted, None)
    third = next_target(wanted, 89.0)
    assert first is not None
    assert third is not None
    assert (first.medal, third.medal) == ("bronze", "gold")
    assert next_target(wanted, 80.0) is None
