from __future__ import annotations

import numpy as np
import pytest

from agents.limits import GRIP_KEPT, Limits, rows_of, told
from agents.training.experience.rewards import TERMS, RewardConfig, reward, weights_of
from agents.training.experience.tally import (
    STRICT,
    TALLY,
    begin,
    count_tick,
    depth_beyond,
    mean_speeds,
)
from game.core.compiled import uncompiled
from game.race.limits import wheels_beyond
from game.sim.arena import Arena, WorldSettings
from game.sim.contacts import CONTACT
from game.sim.world import World
from game.track.track import Track
from game.vehicle.reader import load_car
from tests.agents.experience.roads import oval

DT = 1 / 120


@pytest.fixture(scope="module")
def world() -> World:
    return World([Arena(oval(), [load_car("gt3")] * 2, WorldSettings())])


def put(world: World, row: int, distance: float, offset: float, speed: float) -> None:
    track: Track = world.arenas[0].track
    station = track.stations[int(distance / track.spacing)]
    x, y = track.position(distance, offset)
    yaw = float(np.arctan2(station["tangent_y"], station["tangent_x"]))
    world.place(row, float(x), float(y), yaw, speed)


def counted(
    world: World,
    tally: np.ndarray,
    contacts: np.ndarray | None = None,
    margin: float = 0.0,
) -> np.ndarray:
    reference = np.full(len(world.stations), 60.0)
    none = np.zeros(0, CONTACT)
    begin(tally)
    count_tick(
        world.layout,
        world.stations,
        reference,
        mean_speeds(world.layout, world.stations, reference),
        world.state,
        world.spec,
        none if contacts is None else contacts,
        np.full(len(world.spec), margin, np.float32),
        tally,
        DT,
    )
    return tally


def fresh(world: World) -> np.ndarray:
    tally = np.zeros(len(world.spec), TALLY)
    tally["distance"] = world.state["distance"]
    return tally


def test_way_across_the_line_counts_forwards(world: World) -> None:
    length = world.arenas[0].track.length
    put(world, 0, length - 0.5, 0.0, 30.0)
    tally = fresh(world)
    put(world, 0, 0.5, 0.0, 30.0)
    tally = counted(world, tally)
    assert tally["moved"][0] == pytest.approx(1.0, abs=0.02)
    assert tally["progress"][0] == tally["moved"][0]
    assert tally["expected"][0] == pytest.approx(60.0 * DT)


def test_who_drives_as_the_reference_lap_wins_nothing_and_who_stands_loses_its_mean(
    world: World,
) -> None:
    put(world, 0, 100.0, 0.0, 60.0)
    put(world, 1, 200.0, 0.0, 0.0)
    tally = fresh(world)
    put(world, 0, 100.0 + 60.0 * DT, 0.0, 60.0)
    tally = counted(world, tally)
    assert tally["lead"][0] == pytest.approx(0.0, abs=0.02)
    assert tally["lead"][1] == pytest.approx(-60.0 * DT)


def test_the_mean_speed_of_a_lap_is_its_length_over_its_time(world: World) -> None:
    count = len(world.stations)
    reference = np.where(np.arange(count) < count // 2, 20.0, 60.0)
    (mean,) = mean_speeds(world.layout, world.stations, reference)
    assert mean == pytest.approx(30.0, rel=0.01)


def test_off_the_track_there_is_no_progress_and_full_severity(world: World) -> None:
    width = float(world.stations["width_left"][50])
    put(world, 0, 100.0, width + 3.0, 30.0)
    tally = fresh(world)
    put(world, 0, 100.25, width + 3.0, 30.0)
    tally = counted(world, tally)
    assert tally["progress"][0] == 0.0
    assert tally["moved"][0] == pytest.approx(0.25, abs=0.02)
    assert tally["off_time"][0] == pytest.approx(DT)
    assert tally["off_square"][0] == pytest.approx(900.0 * DT, rel=1e-3)


def test_a_driver_who_wants_a_margin_is_told_off_farther_inside(world: World) -> None:
    width = float(world.stations["width_left"][50])
    put(world, 0, 100.0, width - 1.0, 10.0)
    bold = counted(world, fresh(world))["off_speed"][0]
    careful = counted(world, fresh(world), margin=1.0)["off_speed"][0]
    assert bold == 0.0
    assert 0.0 < careful < 10.0 * DT


def test_effort_is_the_grip_used_beyond_what_is_wanted(world: World) -> None:
    put(world, 0, 100.0, 0.0, 20.0)
    world.state["grip_used"][0] = 0.9
    world.state["load"][0] = 1000.0
    assert counted(world, fresh(world))["effort"][0] == 0.0
    assert counted(world, fresh(world), margin=1.0)["effort"][0] == pytest.approx(
        (0.9 - 1.0 + GRIP_KEPT) * 20.0 * DT
    )


def test_the_depth_agrees_with_the_rules_and_severity_begins_inside(world: World) -> None:
    width = float(world.stations["width_left"][50])
    depths, severities = [], []
    for offset in np.linspace(width - 2.0, width + 3.0, 101):
        put(world, 0, 100.0, float(offset), 10.0)
        car = world.state.view(np.recarray)[0]
        spec = world.spec.view(np.recarray)[0]
        station = world.stations.view(np.recarray)[int(car.station)]
        depth = uncompiled(depth_beyond)(car, spec, station)
        assert (depth > 0.0) == bool(uncompiled(wheels_beyond)(car, spec, station))
        depths.append(depth)
        severities.append(counted(world, fresh(world))["off_speed"][0] / (10.0 * DT))
    expected = np.clip(np.array(depths) / STRICT + 1.0, 0.0, 1.0)
    np.testing.assert_allclose(severities, expected, atol=1e-6)
    assert (np.diff(depths) > 0.0).all()


def contact(closing: float, normal: tuple[float, float]) -> np.ndarray:
    rows = np.zeros(1, CONTACT)
    rows["car"], rows["other"], rows["wall"], rows["first"] = 0, 1, -1, 1
    rows["closing_speed"] = closing
    rows["normal_x"], rows["normal_y"] = normal
    return rows


def test_the_car_behind_answers_for_running_into_the_one_ahead(world: World) -> None:
    put(world, 0, 100.0, 0.0, 40.0)
    put(world, 1, 104.6, 0.0, 35.0)
    yaw = float(world.state["yaw"][0])
    tally = counted(world, fresh(world), contact(5.0, (np.cos(yaw), np.sin(yaw))))
    assert tally["collisions"].tolist() == [1.0, 1.0]
    assert tally["rear_end"].tolist() == [25.0, 0.0]
    assert tally["unsporting"].tolist() == [0.0, 0.0]


def test_the_car_that_moves_over_answers_for_touching_sides(world: World) -> None:
    put(world, 0, 100.0, 0.0, 40.0)
    put(world, 1, 100.0, 2.1, 40.0)
    yaw = float(world.state["yaw"][0])
    left = (-np.sin(yaw), np.cos(yaw))
    world.state["velocity_x"][0] += 1.5 * left[0]
    world.state["velocity_y"][0] += 1.5 * left[1]
    tally = counted(world, fresh(world), contact(1.5, left))
    assert tally["unsporting"][0] == pytest.approx(1.5)
    assert tally["unsporting"][1] == 0.0


def terms_of(
    world: World,
    tally: np.ndarray,
    limits: tuple[Limits, Limits] = (Limits(), Limits()),
    laps: tuple[int, int] = (0, 0),
) -> dict[str, np.ndarray]:
    terms = np.zeros((len(TERMS), 2))
    still = np.zeros((2, 2), np.float32)
    reward(
        world.layout,
        tally,
        np.array([world.arenas[0].track.length]),
        still,
        still,
        np.zeros(2, bool),
        told(rows_of(limits)),
        np.array(laps),
        weights_of(RewardConfig()),
        terms,
    )
    return dict(zip(TERMS, terms, strict=True))


def test_passing_is_worth_to_one_what_it_costs_the_other(world: World) -> None:
    put(world, 0, 100.0, 0.0, 0.0)
    put(world, 1, 110.0, 0.0, 0.0)
    tally = fresh(world)
    tally["moved"] = tally["lead"] = (5.0, 3.0)
    terms = terms_of(world, tally)
    assert terms["passing"][0] == pytest.approx(0.3 * 2.0)
    assert terms["passing"].sum() == pytest.approx(0.0)
    assert terms["progress"].tolist() == [5.0, 3.0]


def test_a_place_is_worth_more_to_the_aggressive_and_a_contact_to_the_patient(
    world: World,
) -> None:
    put(world, 0, 100.0, 0.0, 0.0)
    put(world, 1, 110.0, 0.0, 0.0)
    tally = fresh(world)
    tally["moved"] = tally["lead"] = (5.0, 3.0)
    tally["collisions"] = 1.0
    limits = Limits(aggression=1.0, patience=0.0), Limits(aggression=0.0, patience=1.0)
    terms = terms_of(world, tally, limits)
    assert terms["passing"][0] > -terms["passing"][1] > 0.0
    assert terms["collision"][1] < terms["collision"][0] < 0.0


def test_letting_a_car_that_laps_past_is_rewarded(world: World) -> None:
    put(world, 0, 110.0, 0.0, 0.0)
    put(world, 1, 100.0, 0.0, 0.0)
    tally = fresh(world)
    tally["moved"] = tally["lead"] = (3.0, 5.0)
    passing = terms_of(world, tally, laps=(1, 2))["passing"]
    assert passing.tolist() == pytest.approx([0.3 * 2.0, 0.3 * 2.0])


def test_far_cars_do_not_count_for_passing(world: World) -> None:
    put(world, 0, 100.0, 0.0, 0.0)
    put(world, 1, 160.0, 0.0, 0.0)
    tally = fresh(world)
    tally["moved"] = (5.0, 3.0)
    assert terms_of(world, tally)["passing"].tolist() == [0.0, 0.0]
