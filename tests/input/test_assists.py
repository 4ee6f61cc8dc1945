"""Assists: presets, each alone, and races that allow less."""

from __future__ import annotations

import pytest

from game.input.assists import ASSIST_PRESETS, Assists, LineHelp, preset_name
from game.vehicle.reader import load_car, shipped_cars


@pytest.mark.parametrize("car", shipped_cars())
@pytest.mark.parametrize("preset", ASSIST_PRESETS)
def test_every_preset_fits_every_car(preset: str, car: str) -> None:
    fitted = ASSIST_PRESETS[preset].fit(load_car(car))
    assert fitted.automatic_gears == (preset != "expert")


def test_the_expert_drives_the_car_as_it_comes_but_for_gears_and_steering() -> None:
    for name in ("gt3", "f1"):
        car = load_car(name)
        fitted = ASSIST_PRESETS["expert"].fit(car)
        own = (bool(car.record["abs"]), int(car.record["traction_control"]))
        assert (fitted.abs, fitted.traction_control) == own
        assert not fitted.steering_help


def test_each_assist_can_be_set_alone() -> None:
    car = load_car("gt3")
    usual = Assists().fit(car)
    for change in ({"abs": False}, {"traction_control": 0}, {"stability": True}):
        fitted = Assists.model_validate(change).fit(car)
        differs = {
            name for name, value in fitted.model_dump().items() if value != getattr(usual, name)
        }
        assert differs == set(change)


def test_presets_are_known_by_what_they_are() -> None:
    for name, preset in ASSIST_PRESETS.items():
        assert preset_name(preset) == name
    changed = ASSIST_PRESETS["beginner"].model_copy(update={"abs": False})
    assert preset_name(changed) is None


def test_a_race_takes_away_what_it_does_not_allow_and_gives_nothing() -> None:
    allowed = Assists(traction_control=1, stability=False, steering_help=False)
    got = ASSIST_PRESETS["beginner"].within(allowed)
    assert got.traction_control == 1
    assert got.stability is False
    assert got.steering_help is False
    assert got.racing_line is LineHelp.OFF
    expert = ASSIST_PRESETS["expert"]
    assert expert.within(ASSIST_PRESETS["beginner"]) == expert


def test_what_a_race_forbids_is_off_whatever_the_car_comes_with() -> None:
    nothing = Assists(abs=False, traction_control=0, stability=False, automatic_gears=False)
    for preset in ASSIST_PRESETS.values():
        fitted = preset.within(nothing).fit(load_car("gt3"))
        assert not any(fitted.model_dump().values())


def test_a_race_of_cars_as_they_come_keeps_what_a_player_does_without() -> None:
    got = Assists(abs=False, traction_control=3).within(Assists())
    assert (got.abs, got.traction_control) == (False, None)
