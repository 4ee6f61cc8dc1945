from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.core.compiled import uncompiled
from game.replay.codec import decode_numbers, decode_rows, encode_numbers, encode_rows
from game.replay.pose import POSE, UNITS, sample_poses, steps, value
from game.replay.strict_json import canonical, parse
from game.replay.trace import MULTIPLIERS, WORDS, state_words, trace_cars
from game.sim.controls import CONTROLS
from game.sim.driver import BRIEF
from game.vehicle.state import CAR_STATE

SHAPES = st.tuples(st.integers(1, 130), st.integers(1, 24))


@given(SHAPES, st.integers(0, 2**32))
def test_tables_come_back_as_they_were(shape: tuple[int, int], seed: int) -> None:
    generator = np.random.default_rng(seed)
    ticks, cars = shape
    controls = np.frombuffer(generator.bytes(ticks * cars * CONTROLS.itemsize), CONTROLS)
    controls = controls.reshape(shape)
    poses = np.frombuffer(generator.bytes(ticks * cars * POSE.itemsize), POSE).reshape(shape)
    rows = decode_rows(encode_rows(controls), ticks, (cars,), CONTROLS)
    numbers = decode_numbers(encode_numbers(poses), ticks, (cars,), POSE)
    assert rows.tobytes() == controls.tobytes()
    assert numbers.tobytes() == poses.tobytes()


def test_what_never_changes_is_kept_once() -> None:
    table = np.full((120, 3), 77, np.dtype("<i4"))
    assert len(encode_numbers(table)) == 12 + 2
    table[60:, 1] += 5
    assert len(encode_numbers(table)) == 12 + 2 + 119


@given(st.binary(max_size=600), st.integers(0, 130))
def test_any_bytes_are_a_table_or_refused(content: bytes, ticks: int) -> None:
    for decode in (decode_rows, decode_numbers):
        try:
            table = decode(content, ticks, (2,), np.dtype([("a", "<i4"), ("b", "<i4")]))
        except ValueError:
            continue
        assert table.shape == (ticks, 2)


@pytest.mark.parametrize("content", [b"", b"abc", bytes(119)])
def test_bytes_of_no_table_are_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        decode_rows(content, 120, (2,), CONTROLS)


def _random_cars(count: int, seed: int) -> np.ndarray:
    generator = np.random.default_rng(seed)
    state = np.zeros(count, CAR_STATE)
    state_words(state)[:] = generator.normal(0, 10, (count, WORDS)).view(np.uint64)
    for name in CAR_STATE.names or ():
        if CAR_STATE[name].base.kind == "i":
            state[name] = generator.integers(0, 2, state[name].shape)
    return state


@given(st.integers(0, 2**32), st.integers(0, WORDS - 1), st.integers(0, 63))
def test_a_trace_depends_on_the_own_car_alone(seed: int, word: int, bit: int) -> None:
    state = _random_cars(3, seed)
    before, after = np.zeros(3, np.uint8), np.zeros(3, np.uint8)
    trace_cars(state_words(state), MULTIPLIERS, before)
    state_words(state)[1, word] ^= np.uint64(1) << np.uint64(bit)
    trace_cars(state_words(state), MULTIPLIERS, after)
    assert before[0] == after[0]
    assert before[2] == after[2]


def test_a_trace_notices_nearly_every_single_bit() -> None:
    state = _random_cars(1, 3)
    before, after = np.zeros(1, np.uint8), np.zeros(1, np.uint8)
    trace_cars(state_words(state), MULTIPLIERS, before)
    unnoticed = 0
    for word in range(WORDS):
        for bit in range(64):
            flip = np.uint64(1) << np.uint64(bit)
            state_words(state)[0, word] ^= flip
            trace_cars(state_words(state), MULTIPLIERS, after)
            unnoticed += int(before[0] == after[0])
            state_words(state)[0, word] ^= flip
    assert unnoticed < WORDS * 64 / 64


def test_a_pose_holds_the_state_to_half_a_step() -> None:
    state, brief = _random_cars(5, 11), np.zeros(5, BRIEF)
    brief["lap"], brief["position"] = 3, np.arange(5)
    poses = np.zeros(5, POSE)
    sample_poses(state, brief, poses)
    for field, unit in UNITS.items():
        assert np.abs(value(poses, field) - state[field]).max() <= unit * 0.501, field
    assert (poses["lap"] == 3).all()
    assert (poses["position"] == np.arange(5)).all()


def test_compiled_and_plain_poses_agree() -> None:
    state, brief = _random_cars(2, 5), np.zeros(2, BRIEF)
    compiled, plain = np.zeros(2, POSE), np.zeros(2, POSE)
    sample_poses(state, brief, compiled)
    uncompiled(sample_poses)(
        state.view(np.recarray), brief.view(np.recarray), plain.view(np.recarray)
    )
    assert compiled.tobytes() == plain.tobytes()


@given(st.floats())
def test_any_number_has_steps_that_fit_32_bits(number: float) -> None:
    assert -(2**31) <= steps(number, 1e-3) < 2**31


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: (
        st.lists(inner) | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner)
    ),
    max_leaves=10,
)


@given(JSON)
def test_canonical_json_round_trips(facts: object) -> None:
    assert parse(canonical(facts)) == facts
    assert canonical(parse(canonical(facts))) == canonical(facts)


@pytest.mark.parametrize(
    "content",
    [b"NaN", b"[Infinity]", b"{", b"\xff", b"[" * 100_000, b"1" * 5000, b"", b'"\\ud800'],
)
def test_what_is_not_json_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        parse(content)
