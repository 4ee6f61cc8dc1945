"""Finding the field: from a tick that differs to the next recorded state that shows how."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from game.core.errors import UndercutError
from game.race.session import Session
from game.replay.difference import Difference, FieldDifference, first_field
from game.replay.format import CHUNK_TICKS, POSE_TICKS
from game.replay.pose import POSE, UNITS, sample_poses
from game.replay.reader import Replay
from game.replay.restore import enter

OWN_FIELD: Final = frozenset({"poses", "events", "results", "final state hash"})
"""Parts that say themselves what differs, or that no keyframe can explain."""


def pose_difference(
    recorded: NDArray[Any], redriven: NDArray[Any], first_tick: int
) -> Difference | None:
    """The first pose that differs in tables of shape (frames, cars)."""
    if len(recorded) == len(redriven) and recorded.tobytes() == redriven.tobytes():
        return None
    for frame in range(min(len(recorded), len(redriven))):
        tick = first_tick + frame * POSE_TICKS
        found = first_field(recorded[frame], redriven[frame], tick)
        if found is not None:
            return Difference(tick, "poses", (found.car,), field=_in_units(found))
    return Difference(first_tick, "poses", note="another number of poses than recorded")


def explain(
    replay: Replay, session: Session, good: tuple[int, bytes], difference: Difference
) -> Difference:
    """The difference with names and, where a recorded state shows it, the field.

    Args:
        replay: The recording.
        session: Any state; it is used up.
        good: Tick and bytes of a keyframe that is as recorded.
        difference: What was found.
    """
    if difference.what not in OWN_FIELD and not difference.note and good[0] <= difference.tick:
        difference = _with_field(replay, session, good, difference)
    cars = difference.cars
    if not cars and difference.field is not None and difference.field.car >= 0:
        cars = (difference.field.car,)
    names = tuple(replay.header.names[car] for car in cars)
    return replace(difference, cars=cars, names=names)


def _with_field(
    replay: Replay, session: Session, good: tuple[int, bytes], difference: Difference
) -> Difference:
    """Drive from the good keyframe to the next pose and the next keyframe, and look there."""
    enter(session, good[1])
    pose_tick = -(-difference.tick // POSE_TICKS) * POSE_TICKS
    keyframe_tick = next((tick for tick in replay.keyframe_ticks if tick >= difference.tick), None)
    if difference.what == "state" and _drive_to(replay, session, pose_tick):
        found = _field_of_pose(replay, session, difference.cars)
        if found is not None:
            return replace(difference, field=found)
    if keyframe_tick is None or not _drive_to(replay, session, keyframe_tick):
        return replace(difference, note="nothing recorded after it shows the field")
    return _field_of_keyframe(replay, session, difference)


def _drive_to(replay: Replay, session: Session, tick: int) -> bool:
    """Step the session under the recorded controls; whether they reach that far."""
    if tick > replay.ticks:
        return False
    while session.tick < tick:
        second, row = divmod(session.tick, CHUNK_TICKS)
        for controls in replay.controls(second)[row : row + tick - session.tick]:
            session.step(controls)
    return True


def _field_of_pose(
    replay: Replay, session: Session, cars: tuple[int, ...]
) -> FieldDifference | None:
    """The first field in which the recorded pose of this tick differs from the session's."""
    tick = session.tick
    chunk = (tick + CHUNK_TICKS - 1) // CHUNK_TICKS
    if chunk >= replay.pose_chunks:
        return None
    first_tick, recorded = replay.poses(chunk)
    frame = (tick - first_tick) // POSE_TICKS
    if frame >= len(recorded):
        return None
    poses = np.zeros(replay.cars, POSE)
    sample_poses(session.world.state, session.brief, poses)
    found = first_field(recorded[frame], poses, tick, cars)
    return _in_units(found) if found else None


def _field_of_keyframe(replay: Replay, session: Session, difference: Difference) -> Difference:
    """The first field in which the recorded keyframe of this tick differs from the session's."""
    tick, saved, recorded = session.tick, session.save(), replay.keyframe(session.tick)
    if saved == recorded:
        return replace(difference, note=f"but the keyframe at tick {tick} is as recorded")
    redriven = session.world.state.copy(), session.race_state.copy()
    try:
        enter(session, recorded)
    except UndercutError as error:
        return replace(difference, note=f"the keyframe at tick {tick} cannot be loaded: {error}")
    for then, now in zip((session.world.state, session.race_state), redriven, strict=True):
        found = first_field(then, now, tick, difference.cars)
        if found is not None:
            return replace(difference, field=found)
    return replace(difference, note=f"no car's fields differ at tick {tick}, the session's do")


def _in_units(found: FieldDifference) -> FieldDifference:
    """A field of a pose with its values in SI units."""
    unit = UNITS.get(found.field.partition("[")[0], 1)
    return replace(
        found,
        recorded=round(found.recorded * unit, 6),
        redriven=round(found.redriven * unit, 6),
    )
