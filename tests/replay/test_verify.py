from __future__ import annotations

import contextlib
import copy
import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from game.core.errors import UndercutError
from game.race.session import Session
from game.replay.codec import decode_numbers, decode_rows, encode_numbers, encode_rows
from game.replay.format import Kind
from game.replay.pose import POSE
from game.replay.reader import read_replay
from game.replay.restore import build_session, enter
from game.replay.strict_json import canonical
from game.replay.verify import Outcome, drive_segment, verify
from game.sim.controls import CONTROLS, no_controls
from game.vehicle.reader import build_car
from tests.replay.files import Chunk, read_chunks, write_chunks
from tests.replay.races import CARS

COUNT = len(CARS)


def of_kind(chunks: list[Chunk], kind: Kind, tick: int) -> Chunk:
    return next(chunk for chunk in chunks if chunk.kind is kind and chunk.tick == tick)


@pytest.fixture(scope="module")
def shared(recorded: Path) -> Session:
    """A session to be spoiled."""
    return build_session(read_replay(recorded).header)


@pytest.fixture
def chunks(recorded: Path) -> list[Chunk]:
    return copy.deepcopy(read_chunks(recorded))


def test_a_recording_is_verified(recorded: Path) -> None:
    verdict = verify(recorded)
    assert verdict.outcome is Outcome.VERIFIED
    assert verdict.verified
    assert verdict.compared == verdict.ticks == 1380
    assert verdict.hashes == 13
    assert verdict.keyframes == 3


def test_every_keyframe_can_be_driven_from(recorded: Path) -> None:
    replay = read_replay(recorded)
    for tick in replay.keyframe_ticks:
        part = drive_segment(recorded, tick, replay.ticks)
        assert part.difference is None
        assert part.compared == replay.ticks


@pytest.mark.slow
def test_several_processes_come_to_the_same_verdict(recorded: Path, tmp_path: Path) -> None:
    alone, together = verify(recorded), verify(recorded, jobs=2)
    assert together.to_json() == alone.to_json()
    chunks = read_chunks(recorded)
    change_control(chunks, 1000, 2, "steer")
    path = write_chunks(tmp_path / "a.replay", chunks)
    assert verify(path, jobs=2).to_json() == verify(path).to_json()
    change_car(chunks, 1, fix_hash=False)
    write_chunks(path, chunks)
    assert verify(path, jobs=2).to_json() == verify(path).to_json()


def change_control(chunks: list[Chunk], tick: int, car: int, field: str) -> None:
    """Alter one control of one car in the step from `tick` by one step."""
    chunk = of_kind(chunks, Kind.CONTROLS, tick // 120 * 120)
    rows = decode_rows(chunk.content, chunk.rows, (COUNT,), CONTROLS)
    rows[field][tick % 120, car] += 1
    chunk.content = encode_rows(rows)


@pytest.mark.parametrize(
    ("tick", "car"), [(700, 0), (701, 2), (1000, 1), (1199, 3), (1200, 0), (1378, 2)]
)
def test_one_step_of_one_control_is_found(
    chunks: list[Chunk], tmp_path: Path, tick: int, car: int
) -> None:
    change_control(chunks, tick, car, "steer")
    verdict = verify(write_chunks(tmp_path / "a.replay", chunks))
    assert verdict.outcome is Outcome.DIFFERS
    assert verdict.difference is not None
    assert verdict.difference.tick == tick + 1
    assert car in verdict.difference.cars
    assert f"Driver {car}" in verdict.difference.names
    assert f"tick {tick + 1} " in verdict.reason
    assert f"car {car} (Driver {car})" in verdict.reason
    assert verdict.compared == tick // 120 * 120


def test_the_very_last_tick_counts(chunks: list[Chunk], tmp_path: Path) -> None:
    change_control(chunks, 1379, 1, "steer")
    verdict = verify(write_chunks(tmp_path / "a.replay", chunks))
    assert verdict.outcome is Outcome.DIFFERS
    assert verdict.difference is not None
    assert verdict.difference.tick == 1380
    assert verdict.difference.cars == (1,)


def test_the_field_of_a_changed_control_is_named(chunks: list[Chunk], tmp_path: Path) -> None:
    change_control(chunks, 700, 2, "steer")
    found = verify(write_chunks(tmp_path / "a.replay", chunks)).difference
    assert found is not None
    assert found.field is not None
    assert found.field.car == 2
    assert found.field.recorded != found.field.redriven
    assert found.field.tick >= 701


def test_an_altered_hash_is_found(chunks: list[Chunk], tmp_path: Path) -> None:
    chunk = of_kind(chunks, Kind.HASH, 720)
    chunk.content = bytes([chunk.content[0] ^ 1]) + chunk.content[1:]
    verdict = verify(write_chunks(tmp_path / "a.replay", chunks))
    assert verdict.outcome is Outcome.DIFFERS
    assert verdict.difference is not None
    assert (verdict.difference.tick, verdict.difference.what) == (720, "state hash")
    assert "keyframe at tick 1200 is as recorded" in verdict.reason


@pytest.mark.parametrize("tick", [0, 600, 1200])
def test_an_altered_keyframe_is_found_with_car_and_field(
    chunks: list[Chunk], tmp_path: Path, recorded: Path, tick: int
) -> None:
    chunk = of_kind(chunks, Kind.KEYFRAME, tick)
    session = build_session(read_replay(recorded).header)
    enter(session, chunk.content)
    session.world.state["tyre_wear"][1, 2] += 1e-12
    chunk.content = session.save()
    path = write_chunks(tmp_path / "a.replay", chunks)
    found = verify(path).difference
    assert found is not None
    assert (found.tick, found.what, found.cars) == (tick, "keyframe", (1,))
    assert found.field is not None
    assert found.field.field == "tyre_wear[RL]"
    assert found.field.recorded - found.field.redriven == pytest.approx(1e-12, rel=1e-3)


def change_car(chunks: list[Chunk], car: int, fix_hash: bool) -> None:
    """Give one car another mass in the header."""
    head = of_kind(chunks, Kind.HEADER, 0)
    facts = json.loads(head.content)
    record = facts["entrants"][car]["car"]
    lines = record["source"].splitlines()
    place = next(n for n, line in enumerate(lines) if line.strip().startswith("mass_kg:"))
    key, _, number = lines[place].partition(":")
    lines[place] = f"{key}: {float(number.split('#')[0]) + 1.0}"
    record["source"] = "\n".join(lines) + "\n"
    if fix_hash:
        record["hash"] = build_car(record["source"], record["id"]).content_hash
    head.content = canonical(facts)


def test_an_altered_car_is_found(chunks: list[Chunk], tmp_path: Path) -> None:
    change_car(chunks, 2, fix_hash=True)
    found = verify(write_chunks(tmp_path / "a.replay", chunks)).difference
    assert found is not None
    assert found.tick <= 1
    assert 2 in found.cars
    assert found.field is not None


def test_a_car_that_is_not_its_hash_is_found(chunks: list[Chunk], tmp_path: Path) -> None:
    change_car(chunks, 2, fix_hash=False)
    verdict = verify(write_chunks(tmp_path / "a.replay", chunks))
    assert verdict.outcome is Outcome.DIFFERS
    assert "car 'gt3' of 'Driver 2'" in verdict.reason


@pytest.mark.parametrize(
    ("path", "value", "what"),
    [
        (("keyframe_ticks",), 1200, "keyframes every 1200 ticks"),
        (("settings", "laps"), -3, "settings: laps"),
        (("track", "source"), "a: 1\nb: 2\n", "thimble.yaml"),
        (("entrants", 1, "driver", "kind"), "ghost", "'Driver 1'"),
    ],
)
def test_a_header_that_fits_no_session_is_one_line(
    chunks: list[Chunk], tmp_path: Path, path: tuple[str | int, ...], value: object, what: str
) -> None:
    head = of_kind(chunks, Kind.HEADER, 0)
    facts = json.loads(head.content)
    place = facts
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    head.content = canonical(facts)
    verdict = verify(write_chunks(tmp_path / "a.replay", chunks))
    assert verdict.outcome is Outcome.DIFFERS
    assert what in verdict.sentence()
    assert "\n" not in verdict.sentence()


def alter_traces(chunks: list[Chunk]) -> None:
    chunk = of_kind(chunks, Kind.TRACES, 240)
    content = bytearray(chunk.content)
    content[11 * COUNT + 3] ^= 64
    chunk.content = bytes(content)


def alter_pose(chunks: list[Chunk]) -> None:
    chunk = of_kind(chunks, Kind.POSES, 246)
    poses = decode_numbers(chunk.content, chunk.rows, (COUNT,), POSE)
    poses["x"][1, 3] += 1
    chunk.content = encode_numbers(poses)


def alter_events(chunks: list[Chunk]) -> None:
    chunk = next(chunk for chunk in chunks if chunk.kind is Kind.EVENTS and chunk.tick)
    chunk.content = chunk.content.replace(b'"tick":', b'"tick":1', 1)


def alter_results(chunks: list[Chunk]) -> None:
    ending = json.loads(chunks[-1].content)
    ending["results"][0]["points"] = 99.0
    chunks[-1].content = canonical(ending)


def alter_final_hash(chunks: list[Chunk]) -> None:
    ending = json.loads(chunks[-1].content)
    ending["state_hash"] = "0" * 32
    chunks[-1].content = canonical(ending)


def alter_seed(chunks: list[Chunk]) -> None:
    head = of_kind(chunks, Kind.HEADER, 0)
    facts = json.loads(head.content)
    facts["settings"]["wetness"] = 0.5
    head.content = canonical(facts)


@pytest.mark.parametrize(
    ("alter", "what"),
    [
        (alter_traces, "tick 252 (2.100 s): state differs for car 3 (Driver 3)"),
        (alter_pose, "tick 252 (2.100 s): poses differs for car 3 (Driver 3); x of car 3"),
        (alter_events, "events differs"),
        (alter_results, "results differs"),
        (alter_final_hash, "final state hash differs"),
        (alter_seed, "differs"),
    ],
)
def test_nothing_can_be_altered_unseen(
    chunks: list[Chunk], tmp_path: Path, alter: Callable[[list[Chunk]], None], what: str
) -> None:
    alter(chunks)
    verdict = verify(write_chunks(tmp_path / "a.replay", chunks))
    assert verdict.outcome is Outcome.DIFFERS
    assert what in verdict.reason


@pytest.mark.parametrize(
    ("kind", "tick"),
    [
        (Kind.HASH, 0),
        (Kind.HASH, 360),
        (Kind.HASH, 1380),
        (Kind.KEYFRAME, 0),
        (Kind.KEYFRAME, 600),
        (Kind.TRACES, 240),
        (Kind.TRACES, 1320),
        (Kind.POSES, 1326),
        (Kind.ENDING, 1380),
    ],
)
def test_what_is_missing_is_not_taken_as_compared(
    chunks: list[Chunk], tmp_path: Path, kind: Kind, tick: int
) -> None:
    chunks.remove(of_kind(chunks, kind, tick))
    verdict = verify(write_chunks(tmp_path / "a.replay", chunks))
    assert verdict.outcome is Outcome.INCOMPLETE
    assert not verdict.verified


def test_a_truncated_file_is_compared_as_far_as_it_goes(recorded: Path, tmp_path: Path) -> None:
    data = recorded.read_bytes()
    path = tmp_path / "a.replay"
    path.write_bytes(data[: len(data) * 2 // 3])
    verdict = verify(path)
    assert verdict.outcome is Outcome.INCOMPLETE
    assert 0 < verdict.compared < 1380
    assert f"as recorded up to tick {verdict.compared}" in verdict.reason


def test_a_replay_without_ticks_is_not_verified(chunks: list[Chunk], tmp_path: Path) -> None:
    start = [chunk for chunk in chunks if chunk.tick == 0 and chunk.kind is not Kind.CONTROLS]
    verdict = verify(write_chunks(tmp_path / "a.replay", start[:1]))
    assert verdict.outcome is Outcome.INCOMPLETE
    assert "nothing was compared" in verdict.reason


def test_another_simulation_is_named_and_not_driven(chunks: list[Chunk], tmp_path: Path) -> None:
    head = of_kind(chunks, Kind.HEADER, 0)
    head.content = canonical(json.loads(head.content) | {"sim_version": 999})
    verdict = verify(write_chunks(tmp_path / "a.replay", chunks))
    assert verdict.outcome is Outcome.OTHER_VERSION
    assert "simulation 999" in verdict.reason
    assert verdict.compared == 0


@pytest.mark.parametrize("seed", range(60))
def test_bytes_that_are_no_keyframe_do_no_harm(recorded: Path, shared: Session, seed: int) -> None:
    replay, session = read_replay(recorded), shared
    generator = np.random.default_rng(seed)
    content = bytearray(replay.keyframe(600))
    if seed % 3 == 0:
        content = content[: generator.integers(len(content))]
    elif seed % 3 == 1:
        content = bytearray(generator.bytes(int(generator.integers(30_000))))
    for place in generator.integers(0, max(len(content), 1), 20):
        content[place : place + 1] = generator.bytes(1)
    with contextlib.suppress(UndercutError):
        enter(session, bytes(content))
        session.step(no_controls(COUNT))
    whole = replay.keyframe(600)
    enter(session, whole)
    assert session.tick == 600, "a sound keyframe is entered as if nothing had been"
