"""Bodies alone, without tyres: what happens in a contact."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from pymunk import batch

from game.core.clock import TICK
from game.sim.bodies import PUSHED, READ, Bodies, TouchBuffer
from game.sim.substeps import substeps
from game.sim.walls import WALL_KINDS
from game.track.track import Wall
from game.vehicle.spec import CAR_SPEC
from game.vehicle.state import CAR_STATE

KMH = 1 / 3.6
MOTION = ("x", "y", "yaw", "velocity_x", "velocity_y", "yaw_rate")


@dataclass
class Yard:
    """Boxes that slide without friction between walls."""

    state: NDArray[Any]
    spec: NDArray[Any]
    bodies: Bodies
    pushed: NDArray[Any]
    read: NDArray[Any]
    touches: TouchBuffer

    def step(self, ticks: int = 1) -> None:
        for _ in range(ticks):
            self.touches.clear()
            self.bodies.step(TICK, substeps(self.state, self.spec, TICK), self.touches)
            for column, name in enumerate(MOTION):
                self.state[name] = self.read[: len(self.state), column]

    @property
    def momentum(self) -> NDArray[Any]:
        return np.sum(self.read[: len(self.state), 3:5] * self.state["mass"][:, None], axis=0)

    @property
    def energy(self) -> float:
        read = self.read[: len(self.state)]
        moving = self.state["mass"] * np.sum(read[:, 3:5] ** 2, axis=1)
        return float(np.sum(moving + self.state["inertia"] * read[:, 5] ** 2) / 2)


def yard(
    poses: list[tuple[float, ...]], size: tuple[float, float], walls: tuple[Wall, ...] = ()
) -> Yard:
    """Boxes at (x, y, yaw, velocity x, velocity y, yaw rate, mass)."""
    count = len(poses)
    state, spec = np.zeros(count, CAR_STATE), np.zeros(count, CAR_SPEC)
    for row, pose in enumerate(poses):
        for name, value in zip((*MOTION, "mass"), pose, strict=True):
            state[row][name] = value
    spec["length"], spec["width"] = size
    state["inertia"] = state["mass"] * 1.6
    state["present"] = 1
    rows = count + len(WALL_KINDS)
    pushed, read = np.zeros((rows, PUSHED)), np.zeros((rows, READ))
    bodies = Bodies(walls, pushed, read)
    bodies.rebuild(state, spec, np.zeros(count, np.int64))
    return Yard(state, spec, bodies, pushed, read, TouchBuffer())


def straight_wall(kind: str = "concrete") -> Wall:
    """Along the y axis at x = 20, in pieces of two metres as tracks have them."""
    y = np.arange(-400.0, 1500.1, 2.0)
    return Wall(kind, np.column_stack([np.full_like(y, 20.0), y]), closed=False)


def test_bulk_reading_is_what_each_body_says() -> None:
    cars = yard([(0, 0, 0.3, 5, 1, 0.2, 900), (30, 4, 1.0, -2, 3, -0.1, 1200)], (4.5, 1.9))
    cars.pushed[:2] = [(1000.0, -200.0, 50.0), (0.0, 300.0, -70.0)]
    cars.step(3)
    for row, body in enumerate(cars.bodies.cars):
        one_by_one = (*body.position, body.angle, *body.velocity, body.angular_velocity)
        assert tuple(cars.read[row]) == one_by_one
    buffer = batch.Buffer()
    fields = batch.BodyFields.POSITION
    batch.get_space_bodies(cars.bodies.space, fields, buffer)
    stock = np.frombuffer(buffer.float_buf(), float).reshape(-1, 2)
    assert np.array_equal(stock, cars.read[:, :2])


def test_a_push_changes_speed_by_force_over_mass() -> None:
    cars = yard([(0, 0, 0, 0, 0, 0, 800)], (4, 2))
    cars.pushed[0] = (1600.0, 0.0, 0.0)
    cars.step(120)
    assert cars.read[0, 3] == pytest.approx(2.0, rel=1e-12)


@given(
    st.tuples(st.floats(-40, 40), st.floats(-40, 40)),
    st.floats(-math.pi, math.pi),
    st.floats(-4, 4),
    st.floats(300, 2000),
)
@settings(max_examples=30, deadline=None)
def test_contacts_keep_momentum_and_never_make_energy(
    velocity: tuple[float, float], yaw: float, aside: float, mass: float
) -> None:
    poses = [(0.0, 0.0, 0.0, 50.0, 0.0, 0.3, 1300.0), (7.0, aside, yaw, *velocity, -0.5, mass)]
    cars = yard(poses, (4.5, 1.9))
    cars.step()
    momentum, energy = cars.momentum, cars.energy
    largest = 1300 * 50 + mass * math.hypot(*velocity)
    for _ in range(60):
        cars.step()
        assert cars.energy <= energy * (1 + 1e-9)
        energy = cars.energy
    assert np.allclose(cars.momentum, momentum, atol=1e-9 * largest)


def test_a_straight_hit_gives_back_what_the_materials_say() -> None:
    cars = yard([(0, 0, 0, 20, 0, 0, 1000), (6, 0, 0, 0, 0, 0, 1000)], (4, 2))
    cars.step(40)
    assert cars.read[1, 3] - cars.read[0, 3] == pytest.approx(0.25 * 20, rel=1e-6)


@pytest.mark.parametrize(
    ("kind", "given_back"), [("concrete", 0.2), ("armco", 0.25), ("tyres", 0.1)]
)
def test_a_wall_gives_back_what_its_kind_says(kind: str, given_back: float) -> None:
    cars = yard([(10, 0.3, 0, 15, 0, 0, 1000)], (4, 2), (straight_wall(kind),))
    cars.step(120)
    assert cars.read[0, 3] == pytest.approx(-given_back * 15, rel=0.05)


def test_mirrored_hits_end_mirrored() -> None:
    left = yard([(0, 0.7, 0.1, 20, -1, 0, 1000), (7, 0, 0, 0, 0, 0, 900)], (4, 2))
    right = yard([(0, -0.7, -0.1, 20, 1, 0, 1000), (7, 0, 0, 0, 0, 0, 900)], (4, 2))
    left.step(60)
    right.step(60)
    mirror = np.array([1, -1, -1, 1, -1, -1])
    assert np.allclose(left.read[:2] * mirror, right.read[:2], atol=1e-9)


@pytest.mark.parametrize("size", [(1.8, 1.4), (4.6, 1.9)], ids=["kart", "car"])
@pytest.mark.parametrize("gap", np.linspace(3.0, 4.7, 9))
@pytest.mark.parametrize("yaw", [0.0, 0.4, math.pi / 2])
def test_nothing_passes_through_a_car_head_on_at_700_kmh(
    size: tuple[float, float], gap: float, yaw: float
) -> None:
    speed = 350 * KMH
    poses = [(-gap, 0.0, 0.0, speed, 0, 0, 1000.0), (gap, 0.1, math.pi + yaw, -speed, 0, 0, 1000.0)]
    cars = yard(poses, size)
    cars.step(40)
    assert cars.read[0, 0] < cars.read[1, 0]


@pytest.mark.parametrize("kind", WALL_KINDS)
@pytest.mark.parametrize("size", [(1.8, 1.4), (5.6, 2.0)], ids=["kart", "formula"])
@pytest.mark.parametrize("angle", np.radians([2, 5, 10, 20, 30, 45, 60, 75, 90]))
@pytest.mark.parametrize("yaw", [0.0, 0.8, 1.6])
def test_no_wall_lets_a_car_through_at_350_kmh(
    kind: str, size: tuple[float, float], angle: float, yaw: float
) -> None:
    speed = 350 * KMH
    starts = [(x, 700.0 * x) for x in np.linspace(0, 1, 7)]
    poses = [
        (x, y, angle + yaw, speed * math.sin(angle), speed * math.cos(angle), 0.0, 700.0)
        for x, y in starts
    ]
    cars = yard(poses, size, (straight_wall(kind),))
    hit_at = 20 / (speed * math.sin(angle))
    cars.step(round(hit_at / TICK) + 60)
    assert np.all(cars.read[: len(poses), 0] < 20.0)


def test_sliding_along_a_wall_never_snags_on_its_joints() -> None:
    cars = yard([(18.9, -300, math.pi / 2, 1.0, 60, 0, 1000)], (4.5, 1.9), (straight_wall(),))
    for _ in range(600):
        before = cars.read[0, 4] or 60.0
        cars.step()
        assert before - cars.read[0, 4] < 1.5


def test_touches_name_both_bodies_and_the_kind_of_wall() -> None:
    cars = yard([(17, 0, 0, 30, 0, 0, 1000)], (4, 2), (straight_wall("tyres"),))
    while cars.touches.empty:
        cars.step()
    integers, floats = cars.touches.read()
    wall = cars.bodies.walls[WALL_KINDS.index("tyres")]
    assert {*integers[0][:2].tolist()} == {cars.bodies.cars[0].id, wall.id}
    assert np.hypot(floats[:, 0], floats[:, 1]).max() > 0


def test_a_held_car_is_a_rock_and_an_absent_one_is_air() -> None:
    for field, moved in (("held", False), ("present", True)):
        cars = yard([(0, 0, 0, 30, 0, 0, 1000), (10, 0, 0, 0, 0, 0, 1000)], (4, 2))
        cars.state[1][field] = int(field == "held")
        cars.bodies.write(1, cars.state[1], 0)
        cars.step(60)
        assert (cars.read[0, 0] > 10) == moved
        assert abs(cars.read[1, 3]) < 0.1
