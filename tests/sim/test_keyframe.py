"""Saving and restoring a world, in this process and in another one."""

from __future__ import annotations

import os
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.core.errors import UndercutError
from game.core.paths import ROOT
from game.sim.compare import first_difference
from game.sim.keyframe import KeyframeError, encode
from game.sim.world import World
from tests.sim.worlds import grid_of, jostle

CARS = 12

REDRIVE = """
import sys
from tests.sim.worlds import grid_of, jostle
world = grid_of({cars})
if {tick}:
    world.load(sys.stdin.buffer.read())
while world.tick < {end}:
    jostle(world)
    world.step()
print(world.state_hash())
"""


def drive(world: World, ticks: int) -> int:
    """Drive in constant contact; the number of contacts."""
    touched = 0
    for _ in range(ticks):
        jostle(world)
        world.step()
        touched += len(world.contacts)
    return touched


def in_another_process(tick: int, end: int, frame: bytes, hash_seed: str) -> str:
    script = REDRIVE.format(cars=CARS, tick=tick, end=end)
    done = subprocess.run(
        [sys.executable, "-c", script],
        input=frame,
        capture_output=True,
        check=True,
        cwd=ROOT,
        env=os.environ | {"PYTHONHASHSEED": hash_seed, "PYTHONPATH": str(ROOT)},
    )
    return done.stdout.decode().strip()


def test_every_keyframe_of_a_minute_of_contacts_restores_to_the_same_bits() -> None:
    world = grid_of(CARS)
    frames = []
    hashes = {}
    touched = 0
    for _ in range(12):
        frames.append((world.tick, world.save()))
        touched += drive(world, world.keyframe_ticks)
        hashes[world.tick] = world.state_hash()
    assert touched > 5000
    restored = grid_of(CARS)
    for tick, frame in reversed(frames):
        restored.load(frame)
        drive(restored, restored.keyframe_ticks)
        assert restored.state_hash() == hashes[tick + restored.keyframe_ticks]


def test_other_processes_with_other_hash_seeds_reach_the_same_bits() -> None:
    world = grid_of(CARS)
    drive(world, world.keyframe_ticks)
    tick, frame = world.tick, world.save()
    drive(world, world.keyframe_ticks)
    assert in_another_process(0, world.tick, b"", "1") == world.state_hash()
    assert in_another_process(tick, world.tick, frame, "4242") == world.state_hash()


def test_services_at_a_keyframe_are_part_of_what_is_restored() -> None:
    world = grid_of(CARS)
    drive(world, world.keyframe_ticks)
    world.take_away(3)
    world.hold(4, True)
    pose = (float(world.state[5][name]) for name in ("x", "y", "yaw"))
    world.place(5, *pose, speed=20.0)
    restored = grid_of(CARS)
    restored.load(world.save())
    drive(world, 300)
    drive(restored, 300)
    assert first_difference(world.state, restored.state) is None


def test_loading_writes_into_the_same_arrays() -> None:
    world = grid_of(2)
    state, frame = world.state, world.save()
    drive(world, 10)
    world.load(frame)
    assert world.state is state
    assert world.tick == 0
    assert world.save() == frame


def test_damage_to_any_part_is_refused_and_changes_nothing() -> None:
    world = grid_of(2)
    drive(world, 5)
    frame, before = world.save(), world.state_hash()
    for place in range(0, len(frame), 97):
        broken = bytearray(frame)
        broken[place] ^= 0x10
        with pytest.raises(KeyframeError, match="keyframe: "):
            world.load(bytes(broken))
        with pytest.raises(KeyframeError):
            world.load(frame[:place])
    assert world.state_hash() == before


@given(st.binary(max_size=4000))
@settings(max_examples=50, deadline=None)
def test_garbage_is_refused_in_one_line(content: bytes) -> None:
    with pytest.raises(UndercutError) as refusal:
        GARBAGE_WORLD.load(content)
    assert "\n" not in str(refusal.value)


GARBAGE_WORLD = grid_of(1)


@pytest.mark.parametrize(
    ("field", "value"),
    [("x", np.nan), ("yaw", np.inf), ("gear", 99), ("surface", 7), ("mass", 0.0), ("held", 2)],
)
def test_values_that_no_world_can_have_are_refused(field: str, value: float) -> None:
    world = grid_of(1)
    state = world.state.copy()
    state[field] = value
    frame = encode(0, (state, world.controls, world.recent))
    with pytest.raises(KeyframeError, match=field):
        world.load(frame)


def test_the_first_difference_names_row_field_wheel_and_values() -> None:
    world = grid_of(3)
    other = world.state.copy()
    assert first_difference(world.state, other) is None
    other[1]["load"][2] += 1.0
    other[2]["x"] += 1.0
    found = first_difference(world.state, other)
    assert found is not None
    assert found[:3] == (1, "load", 2)
    assert found.b == found.a + 1.0
