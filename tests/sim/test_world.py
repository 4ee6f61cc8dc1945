"""What is true of a world, whatever drives in it."""

from __future__ import annotations

import numpy as np
import pytest

from game.sim.compare import first_difference
from game.sim.world import Arena, Damage, Slipstream, World, WorldSettings
from tests.sim.worlds import grid_of, gt3, jostle, oval

HARSH = WorldSettings(damage=Damage.FULL, slipstream=Slipstream.STRONG, wetness=0.5)


def test_parked_cars_stay_where_they_are() -> None:
    world = grid_of(4)
    before = world.state.copy()
    world.controls["brake"] = 1023
    for _ in range(600):
        world.step()
    for name in ("x", "y", "yaw"):
        assert np.allclose(world.state[name], before[name], atol=0.02)
    assert np.abs(world.state["forward_speed"]).max() < 0.02


def test_arenas_of_one_world_drive_as_they_would_alone() -> None:
    arenas = [
        Arena(oval(), [gt3()] * 3, HARSH),
        Arena(oval(), [gt3()] * 5),
        Arena(oval(), [gt3()] * 2, WorldSettings(wetness=1.0, damage=Damage.NONE)),
    ]
    together, alone = World(arenas), [World([arena]) for arena in arenas]
    touched = 0
    for _ in range(900):
        for world in (together, *alone):
            jostle(world)
            world.step()
        touched += len(together.contacts)
    assert touched > 50
    parts = np.concatenate([world.state for world in alone])
    assert first_difference(together.state, parts) is None
    assert together.arena_of.tolist() == [0, 0, 0, 1, 1, 1, 1, 1, 2, 2]


def test_a_placed_car_is_there_at_once() -> None:
    world = grid_of(2)
    station = oval().stations[200]
    yaw = float(np.arctan2(station["tangent_y"], station["tangent_x"]))
    x, y = oval().position(float(station["distance"]), 2.0)
    world.place(1, float(x), float(y), yaw, speed=30.0)
    car = world.state[1]
    assert car["distance"] == pytest.approx(float(station["distance"]), abs=1e-6)
    assert car["offset"] == pytest.approx(2.0, abs=1e-6)
    assert car["heading"] == pytest.approx(0.0, abs=1e-9)
    assert car["forward_speed"] == pytest.approx(30.0)
    world.step()
    assert np.hypot(car["x"] - x, car["y"] - y) == pytest.approx(30.0 / 120, rel=1e-3)
    assert car["forward_speed"] == pytest.approx(30.0, abs=0.2)


def test_a_car_that_was_taken_away_feels_nothing_until_it_is_placed_again() -> None:
    world = grid_of(3)
    world.take_away(1)
    gone = world.state[1].copy()
    world.controls["throttle"] = 1023
    for _ in range(240):
        world.step()
    for name in ("x", "y", "velocity_x", "fuel"):
        assert world.state[1][name] == gone[name]
    world.place(1, float(gone["x"]), float(gone["y"]), float(gone["yaw"]))
    world.controls["throttle"] = 1023
    for _ in range(120):
        world.step()
    assert world.state[1]["forward_speed"] > 2.0


def test_a_held_car_stays_while_others_run_into_it() -> None:
    world = grid_of(2)
    front = world.state[0].copy()
    back = (front["x"] - 30 * np.cos(front["yaw"]), front["y"] - 30 * np.sin(front["yaw"]))
    world.place(1, float(back[0]), float(back[1]), float(front["yaw"]), speed=40.0)
    world.hold(0, True)
    touched = 0
    for _ in range(240):
        world.step()
        touched += len(world.contacts)
    car = world.state[0]
    assert touched > 0
    assert np.hypot(car["x"] - front["x"], car["y"] - front["y"]) < 0.01
    assert car["aero_damage"] == 0.0
    assert world.state[1]["aero_damage"] > 0.0


def test_contacts_are_sorted_and_point_from_a_car_to_the_other() -> None:
    world = grid_of(10)
    firsts = 0
    for _ in range(1500):
        jostle(world)
        world.step()
        rows = world.contacts
        keys = list(zip(rows["car"], rows["other"], rows["wall"], strict=True))
        assert keys == sorted(keys)
        assert len(keys) == len(dict.fromkeys(keys))
        assert np.all(rows["tick"] == world.tick)
        assert np.all((rows["other"] < 0) == (rows["wall"] >= 0))
        assert np.all((rows["other"] < 0) | (rows["car"] < rows["other"]))
        assert np.allclose(np.hypot(rows["normal_x"], rows["normal_y"]), 1.0)
        cars = world.state[rows["car"]]
        toward = (rows["x"] - cars["x"]) * rows["normal_x"]
        toward += (rows["y"] - cars["y"]) * rows["normal_y"]
        assert np.all(toward > 0)
        firsts += int(rows["first"].sum())
    assert firsts > 5


def test_tanked_fuel_weighs() -> None:
    world = grid_of(1)
    world.state["fuel"] = 10.0
    world.step()
    light = float(world.state[0]["mass"])
    world.refuel(0, 50.0)
    for _ in range(120):
        world.step()
    assert world.state[0]["mass"] == pytest.approx(light + 50.0, abs=0.1)
    assert world.bodies[0].cars[0].mass == world.state[0]["mass"]


def test_service_makes_a_car_new() -> None:
    world = grid_of(1)
    for name in ("tyre_wear", "aero_damage", "alignment_damage", "engine_damage"):
        world.state[name] = 0.4
    world.fit_tyres(0)
    world.repair(0)
    world.refuel(0, 1e6)
    car = world.state[0]
    assert np.all(car["tyre_wear"] == 0.0)
    assert car["aero_damage"] == car["alignment_damage"] == car["engine_damage"] == 0.0
    assert car["fuel"] == world.spec[0]["fuel_capacity"]


def test_a_snapshot_stays_as_it_was() -> None:
    world = grid_of(2)
    world.controls["throttle"] = 1023
    world.step()
    snapshot = world.snapshot()
    kept = snapshot.state["x"].copy()
    for _ in range(60):
        world.step()
    assert snapshot.tick == 1
    assert np.array_equal(snapshot.state["x"], kept)
    with pytest.raises(ValueError, match="read-only"):
        snapshot.state["x"] = 0.0
