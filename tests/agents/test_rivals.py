"""Trained rivals as the game gets them."""

from __future__ import annotations

from pathlib import Path

import pytest

from agents.policy import Policy, write_policy
from agents.rivals import TrainedRivals, find_rivals, installed
from game.core.errors import UndercutError
from game.race.entrant import DriverKind, Entrant
from game.race.ideal_lap import ideal_lap
from game.race.loop import RaceLoop
from game.race.rivals import field_drivers
from game.race.scripted_rivals import NO_POLICY
from game.race.session import Session
from game.race.settings import SessionSettings
from game.replay.reader import read_replay
from game.replay.recorder import Recorder
from game.track.reader import load_track
from game.vehicle.reader import load_car
from tests.agents.rivals import OVAL, untrained_policy


@pytest.fixture
def policy_file(tmp_path: Path) -> Path:
    policy = untrained_policy()
    tiers = {"pro": {"lap_over_ideal": 1.2, "spread": 0.004}}
    measured = {"tiers": tiers, "cars": {"kart": 1.05}}
    card = policy.card.model_copy(update={"measured": measured})
    path = tmp_path / "rival.safetensors"
    write_policy(path, Policy(card, policy.tensors))
    return path


def race(rivals: TrainedRivals, count: int = 3) -> Session:
    car = load_car("kart")
    entrants = [Entrant(who.name, car, who) for who in rivals.identities(count, ("club",), seed=2)]
    return Session(SessionSettings(laps=1), load_track(OVAL), entrants, 2)


def test_rivals_race_in_the_same_car_and_the_recording_says_how(
    policy_file: Path, tmp_path: Path
) -> None:
    rivals = TrainedRivals(policy_file)
    session = race(rivals)
    path = tmp_path / "race.undercut"
    with Recorder(path, session) as recorder:
        RaceLoop(session, field_drivers(session, rivals), [recorder]).run(120 * 12)
        recorder.finish(session)
    header = read_replay(path).header
    assert {entrant.driver.policy for entrant in header.entrants} == {rivals.name}
    assert {entrant.driver.kind for entrant in header.entrants} == {str(DriverKind.POLICY)}
    assert all(entrant.driver.limits["reaction_s"] > 0.0 for entrant in header.entrants)
    assert len({entrant.car.hash for entrant in header.entrants}) == 1
    spec = session.world.spec
    assert all(spec[row].tobytes() == spec[0].tobytes() for row in range(3))
    facts = [result.to_json()["driver"] for result in session.results()]
    assert all(fact["tier"] == "club" and fact["policy"] == rivals.name for fact in facts)


def test_a_session_of_another_policy_is_refused(policy_file: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.safetensors"
    write_policy(other, untrained_policy(seed=9))
    session = race(TrainedRivals(policy_file))
    with pytest.raises(UndercutError, match="is needed, untrained-"):
        field_drivers(session, TrainedRivals(other))


def test_predictions_come_from_the_card_where_it_says_them(policy_file: Path) -> None:
    rivals, track, car = TrainedRivals(policy_file), load_track(OVAL), load_car("kart")
    facts = {tier.id: tier for tier in rivals.tiers()}
    assert (facts["pro"].pace, facts["pro"].spread) == (1.2, 0.004)
    assert facts["alien"].pace < 1.2
    pro, alien = (rivals.predict(track, car, tier) for tier in ("pro", "alien"))
    assert pro.time_s > alien.time_s
    assert pro.spread_s == pytest.approx(0.004 * pro.time_s)
    assert pro.time_s == pytest.approx(1.2 * 1.05 * ideal_lap(track, car).time_s)
    other = load_car("gt3")
    assert rivals.predict(track, other, "pro").time_s == pytest.approx(
        1.2 * ideal_lap(track, other).time_s
    )


def test_a_policy_of_another_version_is_refused_in_a_line(tmp_path: Path) -> None:
    policy = untrained_policy()
    card = policy.card.model_copy(update={"observation_version": 999})
    path = tmp_path / "old.safetensors"
    write_policy(path, Policy(card, policy.tensors))
    with pytest.raises(UndercutError, match="observation version 999") as error:
        find_rivals(path)
    assert "\n" not in str(error.value)


def test_the_installed_policy_drives_if_it_fits_and_a_line_says_why_not(
    policy_file: Path, tmp_path: Path
) -> None:
    assert installed(policy_file.parent).trained
    empty, old = tmp_path / "empty", tmp_path / "old"
    assert installed(empty).note == NO_POLICY
    policy = untrained_policy()
    card = policy.card.model_copy(update={"sim_version": 999})
    write_policy(old / "rival.safetensors", Policy(card, policy.tensors))
    refused = installed(old)
    assert not refused.trained
    assert "physics version 999" in str(refused.note)
    assert str(refused.note).count("\n") == 0


def test_the_cost_of_a_decision_is_measured(policy_file: Path) -> None:
    cost = TrainedRivals(policy_file).cost(3, repetitions=3)
    assert cost.cars == 3
    assert 0.0 < cost.observe_us < cost.decide_us
