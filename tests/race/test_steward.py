"""Contacts of real bodies on a real track, judged."""

from __future__ import annotations

from game.race.events import EventKind
from game.race.session import Session
from tests.race.puppets import Puppet, kinds, last, lead, session, to_green


def collide(back: Puppet, front: Puppet, seconds: float = 1.5) -> Session:
    """Lead two cars into each other, let them go, and wait for the verdict."""
    race = session(2, laps=50, damage="none")
    to_green(race)
    for _ in range(round(seconds * 120)):
        lead(race, [back, front], 1 / 120)
        if EventKind.CONTACT in kinds(race):
            break
    lead(race, [], 1.5, brake=300)
    return race


def test_a_rear_end_is_blamed_on_the_one_behind() -> None:
    race = collide(Puppet(0, 1340.0, speed=40.0), Puppet(1, 1352.0, speed=30.0))
    verdict = last(race, EventKind.VERDICT)
    assert (verdict.car, verdict.other) == (0, 1)
    assert "ran into the car ahead" in verdict.reason
    assert race.race_state["contacts"].tolist() == [1, 1]
    assert race.race_state["contacts_at_fault"].tolist() == [1, 0]
    assert race.results()[0].row == 1 or race.race_state["open_seconds"][0] > 0


def test_a_side_swipe_is_blamed_on_the_one_who_moves_over() -> None:
    straight = Puppet(0, 1340.0, 2.0, speed=40.0)
    swerving = Puppet(1, 1341.0, -2.5, speed=40.0, drift=2.5)
    verdict = last(collide(straight, swerving), EventKind.VERDICT)
    assert (verdict.car, verdict.other) == (1, 0)
    assert "squeezed" in verdict.reason or "moved over" in verdict.reason


def test_two_who_drift_together_are_a_racing_incident() -> None:
    left = Puppet(0, 1340.0, 2.5, speed=40.0, drift=-1.2)
    right = Puppet(1, 1340.5, -2.5, speed=40.0, drift=1.2)
    race = collide(left, right, 3.0)
    assert race.race_state["contacts_at_fault"].tolist() == [0, 0]
    assert not last(race, EventKind.VERDICT).data["fault"]


def test_a_touch_that_goes_on_is_one_contact() -> None:
    race = session(2, laps=50, damage="none")
    to_green(race)
    pushed = [Puppet(0, 1340.0, speed=30.0), Puppet(1, 1344.4, speed=29.5)]
    lead(race, pushed, 1.0)
    assert kinds(race).count(EventKind.CONTACT) == 1


def test_a_wall_is_hit_once() -> None:
    race = session(1, laps=50, damage="none")
    to_green(race)
    lead(race, [Puppet(0, 1350.0, -19.0, speed=30.0, drift=-3.0)], 0.9)
    lead(race, [], 2.0, brake=500)
    assert race.race_state["wall_hits"][0] == 1
    assert kinds(race).count(EventKind.WALL) == 1
