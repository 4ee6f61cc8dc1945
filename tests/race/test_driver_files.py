"""Tiers and drivers: what is shipped is sound, what is wrong is refused at its line."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest

from game.core.errors import DataError, UsageError
from game.core.paths import DRIVERS
from game.race.driver_files import (
    TIERS,
    find_tier,
    load_driver,
    load_tiers,
    require_distinct,
    shipped_drivers,
)

MEASURED_WITHIN = 0.0003
"""Of the spread from lap to lap, which for drivers at the limit is that of their cars."""
SHIPPED = (DRIVERS / "ilka-varn.yaml").read_text(encoding="utf-8")


def test_there_are_five_tiers_each_faster_than_the_one_before_and_about_as_steady_or_more() -> None:
    tiers = load_tiers().tiers
    assert [tier.id for tier in tiers] == ["rookie", "amateur", "club", "pro", "alien"]
    for slow, fast in pairwise(tiers):
        assert fast.pace < slow.pace
        assert fast.spread < slow.spread + MEASURED_WITHIN
        assert fast.stand_in[0] >= slow.stand_in[1]
        assert fast.limits.margin[1] <= slow.limits.margin[0]
        assert fast.limits.reaction_s[1] <= slow.limits.reaction_s[0]
        assert fast.limits.sharpness[0] >= slow.limits.sharpness[1]
        assert fast.limits.consistency[0] >= slow.limits.consistency[1]


def test_every_tier_has_at_least_four_named_drivers_of_distinct_character() -> None:
    drivers = shipped_drivers()
    assert len(drivers) >= 24
    for tier in load_tiers().tiers:
        of_tier = [driver.facts for driver in drivers if driver.facts.tier == tier.id]
        assert len(of_tier) >= 4
        characters = [
            (who.limits.aggression, who.limits.patience, *(value for _, value in who.character))
            for who in of_tier
        ]
        for place, one in enumerate(characters):
            for other in characters[:place]:
                assert max(abs(a - b) for a, b in zip(one, other, strict=True)) >= 0.2
    assert len({driver.facts.colours for driver in drivers}) == len(drivers)
    assert len({driver.facts.biography for driver in drivers}) == len(drivers)


def wrong(tmp_path: Path, key: str, line: str) -> str:
    """What is said of the driver when the line with a key is another one."""
    path = tmp_path / "somebody.yaml"
    text, found = re.subn(rf"(?m)^( *){key}: .*$", rf"\1{line}", SHIPPED)
    assert found == 1
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError) as error:
        load_driver(str(path))
    return str(error.value)


def test_a_wrong_driver_is_refused_at_its_line(tmp_path: Path) -> None:
    assert "somebody.yaml:8:15: limits.reaction_s: 0.9 s, must be within 0-0.2 s" in wrong(
        tmp_path, "reaction_s", "reaction_s: 0.9"
    )
    assert "did you mean 'patience'" in wrong(tmp_path, "patience", "patiense: 0.5")
    assert "somebody.yaml:4:7: tier: 'prow', did you mean 'pro'?" in wrong(
        tmp_path, "tier", "tier: prow"
    )
    colours = 'colours: {primary: red, secondary: "#000000"}'
    assert "colours.primary" in wrong(tmp_path, "colours", colours)


def test_a_limit_beyond_the_drivers_tier_is_refused(tmp_path: Path) -> None:
    least, most = find_tier("pro").limits.margin
    message = wrong(tmp_path, "margin", "margin: 0.99")
    assert f"limits.margin: 0.99, must be within {least:g}-{most:g} as pro" in message


def test_two_drivers_who_cannot_be_told_apart_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "twin.yaml"
    path.write_text(SHIPPED, encoding="utf-8")
    with pytest.raises(DataError, match="number: 27 is that of ilka-varn already"):
        require_distinct([load_driver("ilka-varn"), load_driver(str(path))])


def test_names_that_are_not_there_are_met_with_the_nearest() -> None:
    with pytest.raises(UsageError, match="did you mean 'ilka-varn'"):
        load_driver("ilka-van")
    with pytest.raises(UsageError, match="did you mean 'alien'"):
        find_tier("alein")


def test_wrong_bands_are_refused_at_their_line(tmp_path: Path) -> None:
    text = TIERS.read_text(encoding="utf-8")
    path = tmp_path / "tiers.yaml"
    first = re.sub(r"(?m)^( *)reach_s: .*$", r"\1reach_s: [3.9, 3.2]", text, count=1)
    path.write_text(first, encoding="utf-8")
    with pytest.raises(DataError, match=r"reach_s: 3\.9 to 3\.2, must rise"):
        load_tiers(path)
    path.write_text(text.replace("id: amateur", "id: rookie"), encoding="utf-8")
    with pytest.raises(DataError, match="'rookie' is given twice"):
        load_tiers(path)
