"""Nerves, rain, patience and defence: what happens to a driver changes his limits, and only so."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from agents.limits import RANGES, Limits, rows_of
from agents.temper import TEMPER, apply, feel, persons_of
from agents.tiers import Person
from game.sim.driver import BRIEF
from game.vehicle.state import CAR_STATE

LENGTH = 2000.0
QUIET = Limits(noise=0.1, sharpness=0.9, margin=0.1, consistency=0.9)


def road(*places: float, speed: float = 50.0) -> NDArray[Any]:
    """Cars at these distances, all equally fast."""
    state = np.zeros(len(places), CAR_STATE)
    state["present"], state["forward_speed"] = 1, speed
    state["distance"] = places
    return state


class Mind:
    """The driver of car 0, for a while."""

    def __init__(self, person: Person, state: NDArray[Any], wetness: float = 0.0) -> None:
        self.cars = np.array([0])
        self.persons, self.tempers = persons_of([person]), np.zeros(1, TEMPER)
        self.limits = rows_of([person.limits] * len(state))
        self.brief = np.zeros(len(state), BRIEF)
        self.brief["give_back"] = -1
        self.state, self.wetness, self.blue = state, wetness, True

    def after(self, seconds: float) -> Any:
        """Limits after some time in this situation."""
        for _ in range(round(10 * seconds)):
            feel(self.cars, self.tempers, self.persons, self.state, LENGTH, 0.1)
        minds = self.tempers, self.persons
        apply(self.cars, *minds, self.state, self.brief, self.blue, self.wetness, self.limits)
        return self.limits[0]


def test_alone_in_the_dry_a_driver_has_his_own_limits() -> None:
    mind = Mind(Person(QUIET, nerves=0.0, wet_skill=0.0, defence=1.0), road(100.0, 900.0))
    assert mind.after(30.0) == rows_of([QUIET])[0]


def test_a_car_in_the_mirror_shakes_a_nervous_driver_and_not_a_calm_one() -> None:
    hunted = road(100.0, 80.0)
    nervous = Mind(Person(QUIET, nerves=0.1, defence=0.5), hunted).after(12.0)
    calm = Mind(Person(QUIET, nerves=1.0, defence=0.5), hunted).after(12.0)
    assert nervous["noise"] > calm["noise"] + 0.1
    assert nervous["consistency"] < calm["consistency"] - 0.2
    assert nervous["sharpness"] < calm["sharpness"]
    assert calm["noise"] == QUIET.noise


def test_pressure_fades_when_the_mirror_is_empty() -> None:
    mind = Mind(Person(QUIET, nerves=0.0), road(100.0, 80.0))
    shaken = float(mind.after(12.0)["noise"])
    mind.state = road(100.0, 900.0)
    assert float(mind.after(40.0)["noise"]) < QUIET.noise + 0.1 * (shaken - QUIET.noise)


def test_pressure_reaches_across_the_line() -> None:
    assert Mind(Person(QUIET, nerves=0.0), road(5.0, 1990.0)).after(12.0)["noise"] > QUIET.noise


def test_an_attacked_driver_defends_as_is_his_way() -> None:
    attack = road(100.0, 88.0)
    fighter = Mind(Person(QUIET, defence=1.0), attack).after(5.0)
    friend = Mind(Person(QUIET, defence=0.0), attack).after(5.0)
    assert fighter["aggression"] > 0.9
    assert friend["aggression"] < 0.1


def test_waiting_behind_a_car_uses_up_patience() -> None:
    behind = road(100.0, 120.0)
    hasty = Mind(Person(Limits(patience=0.1)), behind).after(15.0)
    patient = Mind(Person(Limits(patience=0.9)), behind).after(15.0)
    assert hasty["aggression"] > 0.8
    assert hasty["patience"] < 0.1
    assert patient["aggression"] < 0.55


def test_rain_slows_those_who_cannot_drive_in_it() -> None:
    alone = road(100.0, 900.0)
    master = Mind(Person(QUIET, wet_skill=1.0), alone, wetness=1.0).after(1.0)
    novice = Mind(Person(QUIET, wet_skill=0.0), alone, wetness=1.0).after(1.0)
    assert master == rows_of([QUIET])[0]
    assert novice["margin"] > master["margin"] + 0.3
    assert novice["sharpness"] < master["sharpness"]


def test_a_damaged_car_is_driven_with_more_in_hand() -> None:
    mind = Mind(Person(QUIET), road(100.0, 900.0))
    mind.state["alignment_damage"][0] = -0.25
    assert mind.after(0.1)["margin"] > QUIET.margin + 0.2


def test_limits_stay_within_their_ranges_whatever_happens() -> None:
    worst = Person(Limits(noise=1.0, margin=1.0, consistency=0.0), 0.0, 0.0, 1.0)
    mind = Mind(worst, road(100.0, 90.0, 108.0), wetness=1.0)
    mind.brief["blue"] = 1
    row = mind.after(60.0)
    for name, limit in RANGES.items():
        assert limit.least <= row[name] <= limit.most, name


def test_a_blue_flag_is_left_to_a_policy_that_knows_it() -> None:
    mind = Mind(Person(QUIET), road(100.0, 900.0))
    mind.brief["blue"] = 1
    assert mind.after(0.1)["aggression"] == 0.0
    mind.blue = False
    assert mind.after(0.1)["aggression"] == QUIET.aggression
