"""A lap that crosses itself on a bridge."""

from __future__ import annotations

import json
from functools import cache

import numpy as np
import pytest

from game.sim.compare import first_difference
from game.sim.levels import apart, filter_of
from game.sim.world import Arena, World
from game.track.reader import build_track
from game.track.track import Track
from tests.sim.worlds import follow_road, gt3


@cache
def eight() -> Track:
    angle = np.linspace(0, 2 * np.pi, 80, endpoint=False) + 0.4
    points = np.column_stack([400 * np.sin(angle), 220 * np.sin(2 * angle)]).round(3)
    keys = {"title": "Eight", "centre_line": points.tolist(), "width": 11, "crossings": "bridge"}
    return build_track(json.dumps(keys), "eight")


def middle(stretch: tuple[float, float]) -> float:
    """Distance in the middle of a range that may pass the start line."""
    length = (stretch[1] - stretch[0]) % eight().length
    return (stretch[0] + length / 2) % eight().length


def heading_for_the_bridge(before: float = 80.0) -> World:
    """Two cars that reach the middle of the bridge, above and below, at the same time."""
    world = World([Arena(eight(), [gt3()] * 2)])
    crossing = eight().crossings[0]
    for row, stretch in enumerate((crossing.over, crossing.under)):
        distance = (middle(stretch) - before) % eight().length
        station = eight().stations[int(distance / eight().spacing)]
        yaw = float(np.arctan2(station["tangent_y"], station["tangent_x"]))
        world.place(row, float(station["x"]), float(station["y"]), yaw, speed=40.0)
    return world


def drive(world: World, ticks: int, offset: float = 0.0) -> int:
    touched = 0
    for _ in range(ticks):
        follow_road(world, 40.0, offset)
        world.step()
        touched += len(world.contacts)
    return touched


def test_two_cars_pass_over_and_under_each_other() -> None:
    world = heading_for_the_bridge()
    nearest = 1e9
    levels = set()
    for _ in range(480):
        touched = drive(world, 1)
        assert touched == 0
        levels.add(tuple(world.levels.tolist()))
        apart_x, apart_y = (np.diff(world.state[name])[0] for name in ("x", "y"))
        nearest = min(nearest, float(np.hypot(apart_x, apart_y)))
    assert nearest < 1.0
    assert (1, 2) in levels
    assert (0, 0) in levels
    assert np.all(world.state["forward_speed"] > 35.0)


def test_no_wake_reaches_through_the_bridge() -> None:
    world = heading_for_the_bridge()
    for _ in range(480):
        drive(world, 1)
        if apart(*world.levels.tolist()):
            assert np.all(world.state["drag_factor"] == 1.0)


@pytest.mark.parametrize("side", [-1.0, 1.0])
def test_walls_on_the_bridge_and_under_it_still_hold(side: float) -> None:
    world = heading_for_the_bridge(before=30.0)
    touched = drive(world, 360, offset=side * 60.0)
    assert touched > 0
    rows = eight().stations[world.state["station"]]
    assert np.all(world.state["offset"] > rows["band_edge"][:, 0])
    assert np.all(world.state["offset"] < rows["band_edge"][:, -1])


def test_a_keyframe_on_the_bridge_restores_to_the_same_bits() -> None:
    world = World([Arena(eight(), [gt3()] * 2)], keyframe_seconds=1.0)
    start = heading_for_the_bridge(before=40.0)
    world.load(start.save())
    drive(world, 120)
    assert world.levels.tolist() == [1, 2]
    restored = World([Arena(eight(), [gt3()] * 2)], keyframe_seconds=1.0)
    restored.load(world.save())
    drive(world, 300)
    drive(restored, 300)
    assert first_difference(world.state, restored.state) is None


def test_levels_of_one_bridge_are_apart_and_all_others_meet() -> None:
    for level in range(9):
        for other in range(9):
            one, two = filter_of(level), filter_of(other)
            meet = bool(one.categories & two.mask) and bool(two.categories & one.mask)
            assert meet == (not apart(level, other))
