"""What a textbook says the car must do."""

from __future__ import annotations

import numpy as np
import pytest

from game.core.surface import ROLLING_RESISTANCE
from game.vehicle.reader import shipped_cars
from game.vehicle.state import FL, FR, GRAVITY, RL, RR
from tests.vehicle.flat import Flat, ideal, spec_of

ROLLING = float(ROLLING_RESISTANCE[0])


def test_braking_takes_v_squared_over_two_mu_g() -> None:
    flat = Flat(ideal(brake_capacity=1e9), speed=30.0)
    flat.press(brake=1.0)
    flat.run(4.0)
    assert flat.state["forward_speed"][0] == pytest.approx(0.0, abs=0.01)
    expected = 30.0**2 / (2 * (1.0 + ROLLING) * GRAVITY)
    assert flat.state["x"][0] == pytest.approx(expected, rel=0.03)


@pytest.mark.parametrize("mu", [0.5, 1.0, 1.5])
def test_a_steady_circle_is_driven_at_no_more_than_mu_g(mu: float) -> None:
    flat = Flat(ideal(grip_forward=mu, grip_left=mu, max_steer=0.25), speed=20.0)
    best = 0.0
    for step in range(1000):
        flat.press(steer=step / 1000, throttle=0.2 if flat.state["forward_speed"][0] < 20 else 0)
        flat.step()
        best = max(best, float(flat.state["left_acceleration"][0]))
    assert 0.90 * mu * GRAVITY < best <= mu * GRAVITY


def test_top_speed_is_where_the_power_goes_into_drag_and_rolling() -> None:
    spec = spec_of("f3", top_speed=1e3, downforce_area_front=0.0, downforce_area_rear=0.0)
    flat = Flat(spec, speed=75.0)
    flat.press(throttle=1.0)
    flat.run(90.0)
    car, car_spec = flat.state[0], flat.spec[0]
    speed = car["forward_speed"]
    samples = np.arange(len(car_spec["torque"])) * car_spec["torque_step"]
    torque = np.interp(car["engine_speed"], samples, car_spec["torque"])
    power = torque * car["engine_speed"] * car_spec["driveline_efficiency"]
    drag = 0.5 * 1.2 * car_spec["drag_area"] * speed**3
    rolling = ROLLING * car["mass"] * GRAVITY * speed
    assert power == pytest.approx(drag + rolling, rel=0.03)


def test_braking_moves_m_a_h_over_l_to_the_front() -> None:
    flat = Flat(ideal(), speed=40.0)
    flat.press(brake=0.3)
    flat.run(1.0)
    car, spec = flat.state[0], flat.spec[0]
    moved = -car["mass"] * car["forward_acceleration"] * spec["cg_height"] / spec["wheelbase"]
    at_rest = car["mass"] * GRAVITY * spec["cg_to_rear"] / spec["wheelbase"]
    assert car["load"][FL] + car["load"][FR] == pytest.approx(at_rest + moved, rel=1e-2)


def test_cornering_moves_m_a_h_over_the_track_shared_by_roll_stiffness() -> None:
    flat = Flat(ideal(), speed=20.0)
    flat.press(steer=0.1, throttle=0.05)
    flat.run(4.0)
    car, spec = flat.state[0], flat.spec[0]
    moment = car["mass"] * car["left_acceleration"] * spec["cg_height"]
    width = spec["wheel_y"][FL] - spec["wheel_y"][FR]
    assert car["left_acceleration"] > 2.0
    moved = (car["load"][FR] - car["load"][FL]) / 2
    assert moved == pytest.approx(spec["roll_share_front"] * moment / width, rel=1e-2)


def test_all_weight_and_downforce_stand_on_the_wheels() -> None:
    flat = Flat(spec_of("f1"), speed=80.0)
    flat.press(steer=0.2, throttle=0.5)
    flat.run(0.5)
    car, spec = flat.state[0], flat.spec[0]
    area = spec["downforce_area_front"] + spec["downforce_area_rear"]
    flat.press()
    flat.step()
    expected = car["mass"] * GRAVITY + 0.5 * 1.2 * area * car["forward_speed"] ** 2
    assert car["load"].sum() == pytest.approx(expected, rel=1e-9)


def test_an_inner_wheel_lifts_before_its_load_is_negative() -> None:
    flat = Flat(spec_of("kart", cg_height=0.7), speed=15.0)
    flat.press(steer=1.0)
    least = np.inf
    for _ in range(120):
        flat.step()
        least = min(least, flat.state["load"].min())
        assert flat.state["load"].sum() == pytest.approx(flat.state["mass"][0] * GRAVITY)
    assert least == 0.0


@pytest.mark.parametrize("name", shipped_cars())
def test_a_coasting_car_never_gains_energy(name: str) -> None:
    flat = Flat(spec_of(name), speed=35.0)
    flat.state["gear"] = flat.state["next_gear"] = 0
    flat.controls["gear"] = 0
    flat.press(steer=0.3)
    before = flat.kinetic_energy
    for _ in range(600):
        flat.step()
        after = flat.kinetic_energy
        assert (after <= before * (1 + 1e-9)).all()
        before = after


@pytest.mark.parametrize("name", shipped_cars())
def test_a_car_on_its_brakes_stands_still(name: str) -> None:
    flat = Flat(spec_of(name), speed=10.0)
    flat.press(steer=0.5, brake=0.6)
    flat.run(5.0)
    before = flat.state[["x", "y", "yaw"]].copy()
    flat.run(2.0)
    for field in ("x", "y", "yaw"):
        assert abs(flat.state[field][0] - before[field][0]) < 1e-3


@pytest.mark.parametrize("name", shipped_cars())
def test_full_throttle_does_not_move_a_car_on_its_brakes(name: str) -> None:
    flat = Flat(spec_of(name))
    flat.press(throttle=1.0, brake=1.0)
    flat.run(3.0)
    assert abs(flat.state["x"][0]) < 0.01


@pytest.mark.parametrize("name", shipped_cars())
def test_the_handbrake_locks_the_rear_wheels_only(name: str) -> None:
    flat = Flat(spec_of(name), speed=20.0)
    if flat.spec["handbrake_torque"][0] == 0.0:
        pytest.skip("has no handbrake")
    flat.controls["handbrake"] = 1023
    flat.controls["gear"] = 0
    flat.run(0.5)
    wheels = flat.state["wheel_speed"][0]
    assert wheels[FL] > 10.0 < wheels[FR]
    assert wheels[RL] == pytest.approx(0.0, abs=1e-6)
    assert wheels[RR] == pytest.approx(0.0, abs=1e-6)


@pytest.mark.parametrize("name", shipped_cars())
def test_reverse_goes_backwards_and_forward_forwards_again(name: str) -> None:
    flat = Flat(spec_of(name))
    flat.controls["gear"] = -1
    flat.press(throttle=0.6)
    flat.run(3.0)
    assert flat.state["forward_speed"][0] < -1.0
    flat.controls["gear"] = -128
    flat.press(brake=0.5)
    flat.run(4.0)
    flat.press(throttle=0.6)
    flat.run(3.0)
    assert flat.state["forward_speed"][0] > 2.0


def test_the_pit_limiter_holds_the_pit_speed() -> None:
    flat = Flat(spec_of(*shipped_cars()), speed=10.0)
    flat.controls["buttons"] = 4
    flat.press(throttle=1.0)
    flat.run(15.0)
    speed = flat.state["forward_speed"]
    assert (speed <= flat.environment["pit_speed"] + 0.05).all()
    assert (speed > flat.environment["pit_speed"] - 1.5).all()


def test_fuel_burnt_is_energy_times_consumption_and_no_fuel_is_no_drive() -> None:
    spec = spec_of("gt3")
    flat = Flat(spec, speed=50.0)
    flat.environment["fuel_rate"] = 1.0
    flat.press(throttle=1.0)
    full = float(flat.state["fuel"][0])
    work = 0.0
    for _ in range(120):
        flat.step()
        pulling = flat.state["force_forward"][0, RL:].sum() * flat.state["forward_speed"][0]
        work += float(pulling) * flat.dt
    used = full - float(flat.state["fuel"][0])
    efficiency = spec["driveline_efficiency"][0]
    assert used == pytest.approx(work / efficiency * spec["fuel_per_joule"][0], rel=0.1)
    flat.state["fuel"] = 0.0
    flat.run(1.0)
    assert flat.state["forward_acceleration"][0] < 0.0
