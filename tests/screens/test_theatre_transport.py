"""A replay stands where it was told to, goes on as fast as asked, and finds what happened."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.race.events import Event, EventKind
from game.screens.theatre_transport import (
    BEFORE,
    SPEEDS,
    STEP,
    Moment,
    MomentKind,
    Transport,
    moments_of,
)

MOMENTS = [Moment(float(at), MomentKind.OVERTAKE, 0, "") for at in (10, 20, 40)]


def test_time_passes_as_fast_as_was_asked_for() -> None:
    transport = Transport(60.0)
    assert transport.advance(2.0) == pytest.approx(2.0)
    transport.faster(1)
    transport.advance(2.0)
    assert transport.seconds == pytest.approx(6.0)
    transport.toggle()
    assert transport.advance(5.0) == 0.0
    assert transport.seconds == pytest.approx(6.0)


def test_going_back_stops_at_the_start_and_playing_at_the_end_begins_again() -> None:
    transport = Transport(10.0)
    transport.seek(1.0)
    transport.speed = -4.0
    transport.advance(5.0)
    assert (transport.seconds, transport.playing) == (0.0, False)
    transport.speed = 1.0
    transport.seek(9.0)
    transport.playing = True
    transport.advance(5.0)
    assert (transport.seconds, transport.playing) == (10.0, False)
    transport.toggle()
    assert (transport.seconds, transport.playing) == (0.0, True)


def test_a_step_goes_to_the_next_recorded_pose_and_pauses() -> None:
    transport = Transport(10.0)
    transport.seek(1.02)
    transport.step(1)
    assert transport.seconds == pytest.approx(1.05)
    assert not transport.playing
    transport.step(1)
    assert transport.seconds == pytest.approx(1.10)
    transport.step(-1)
    assert transport.seconds == pytest.approx(1.05)
    transport.seek(1.02)
    transport.step(-1)
    assert transport.seconds == pytest.approx(1.00)


def test_jumps_go_through_all_moments_there_and_back() -> None:
    transport = Transport(60.0)
    found = []
    while (moment := transport.jump(MOMENTS, 1)) is not None:
        found.append(moment.seconds)
        assert transport.seconds == pytest.approx(moment.seconds - BEFORE)
    assert found == [10.0, 20.0, 40.0]
    assert transport.jump(MOMENTS, -1) == MOMENTS[1]
    transport.advance(BEFORE + 1.0)
    assert transport.jump(MOMENTS, -1) == MOMENTS[1], "one that has just passed comes again"
    assert transport.jump([], 1) is None


@given(
    st.lists(st.tuples(st.sampled_from(["advance", "scrub", "step", "speed"]), st.floats(-90, 90)))
)
def test_nothing_leads_out_of_the_replay(actions: list[tuple[str, float]]) -> None:
    transport = Transport(12.3)
    for name, value in actions:
        if name == "advance":
            transport.advance(abs(value))
        elif name == "scrub":
            transport.scrub(value)
        elif name == "step":
            transport.step(1 if value > 0 else -1)
        else:
            transport.faster(1 if value > 0 else -1)
        assert 0.0 <= transport.seconds <= transport.duration
        assert transport.speed in SPEEDS


def test_moments_are_what_one_looks_for_in_order() -> None:
    events = [
        Event(600, EventKind.OVERTAKE, 1, 2, "B passes C"),
        Event(120, EventKind.PHASE, -1, -1, "green", {"phase": "green"}),
        Event(900, EventKind.CONTACT, 0, 1, "A and B touch"),
        Event(700, EventKind.OFF_TRACK, 0, -1, "A is off"),
        Event(1200, EventKind.LAP, 0, -1, "A completes lap 1"),
    ]
    found = moments_of(events)
    assert [moment.kind.value for moment in found] == ["start", "overtake", "incident", "lap"]
    assert [moment.seconds for moment in found] == [1.0, 5.0, 7.5, 10.0]
    assert found[1].car == 1


def test_a_step_is_one_recorded_pose() -> None:
    assert pytest.approx(0.05) == STEP
