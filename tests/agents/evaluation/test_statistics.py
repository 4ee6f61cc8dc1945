from __future__ import annotations

import pytest

from agents.evaluation.statistics import rate, share, spread


def test_a_share_has_wilsons_interval() -> None:
    half = share(50, 100)
    assert half["share"] == 0.5
    assert half["low"] == pytest.approx(0.40383, abs=1e-4)
    assert half["high"] == pytest.approx(0.59617, abs=1e-4)


def test_no_failure_in_few_tries_proves_little() -> None:
    every = share(10, 10)
    assert every["share"] == every["high"] == 1.0
    assert every["low"] == pytest.approx(0.7225, abs=1e-3)
    assert share(0, 0)["share"] is None


def test_a_rate_is_per_hundred_kilometres_within_a_poisson_counts_interval() -> None:
    ten = rate(10, 200.0)
    assert ten["rate"] == 5.0
    # The exact limits of a count of 10 are 4.795 and 18.390.
    assert ten["low"] == pytest.approx(4.795 / 2.0, rel=0.01)
    assert ten["high"] == pytest.approx(18.390 / 2.0, rel=0.01)


def test_nothing_seen_on_a_short_way_may_still_be_a_lot() -> None:
    none = rate(0, 100.0)
    assert none["rate"] == none["low"] == 0.0
    assert none["high"] == pytest.approx(3.689, rel=0.02)
    assert rate(3, 0.0)["rate"] is None


def test_a_spread_leaves_out_what_was_not_finished() -> None:
    figures = spread([1.0, 2.0, 3.0, float("inf")])
    assert figures["count"] == 3
    assert figures["median"] == 2.0
    assert (figures["least"], figures["most"]) == (1.0, 3.0)
    assert spread([])["median"] is None
