"""Who caused a contact: one set of rules for every driver, a function of what was seen.

The order of the rules is that of the questions a steward asks: was anybody hurt, was somebody
standing or rejoining, did the one behind run into the one ahead, were they side by side and who
moved over. Where the answer is not clear it is a racing incident. Modelled on the FIA's driving
standards guidelines: a car significantly alongside must be left room; the one behind is
responsible for not hitting the one ahead, unless that one brakes for no reason or moves across.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

LIGHT: Final = 0.8
"""A closing speed below this is rubbing [m/s]."""
ALONGSIDE: Final = 0.35
"""Overlap that entitles a car to room, of a car's length."""
NO_OVERLAP: Final = 0.12
MOVED: Final = 0.7
"""Moving over this much faster than the other is moving over [m/s]."""
ACROSS: Final = 1.6
"""Moving this fast across the nose of a car behind is cutting it off [m/s]."""
BRAKE_CHECK: Final = 5.0
"""Braking harder than this where nothing asks for it [m/s^2]."""
CORNER: Final = 1 / 220.0
"""Curvature from which a road is a corner [1/m]."""
STANDING: Final = 4.0
"""Slower is standing in the way [m/s]."""
TURNED: Final = 1.3
"""A larger angle to the road is a spin [rad]."""
REJOIN: Final = 1.5
"""A car that was off the track this recently is rejoining [s]."""


@dataclass(frozen=True)
class Party:
    """One car in the moments before a contact."""

    speed: float
    """[m/s]"""
    slowing: float
    """Mean deceleration over the last half second [m/s^2]."""
    moving: float
    """Towards the other, across the road, mean over the last 0.4 s [m/s]."""
    heading: float
    """Against the road's direction [rad]."""
    since_off: float
    """Since it was last off the track; large when it was not [s]."""
    hazard_time: float
    """How long it has been standing or turned round [s]."""
    inside: bool
    """On the inner side of the corner."""
    pushed: bool
    """Hit from behind by a third car a moment before."""


@dataclass(frozen=True)
class Situation:
    """A contact as the stewards see it: `back` is the car that was behind."""

    back: Party
    front: Party
    overlap: float
    """Share of a car's length side by side at the contact, 0 .. 1."""
    overlap_before: float
    """The same 0.7 s earlier; the one behind may have been elsewhere: 0."""
    closing_speed: float
    """[m/s]"""
    curvature: float
    """The sharpest of the road within the next 100 m, absolute [1/m]."""
    clear_ahead: bool
    """Whether the front car had an open road for 60 m."""


@dataclass(frozen=True)
class Verdict:
    """What the stewards found."""

    at_fault: str | None
    """`back`, `front` or None: a racing incident."""
    reason: str
    """What the one at fault did, or why nobody is."""


def judge(situation: Situation) -> Verdict:
    """Who caused a contact, and why."""
    if situation.closing_speed < LIGHT:
        return Verdict(None, "light contact")
    for rule in (_standing, _rejoining, _from_behind, _side_by_side):
        verdict = rule(situation)
        if verdict is not None:
            return _excused(situation, verdict)
    return Verdict(None, "racing incident: both left too little room")


def _excused(situation: Situation, verdict: Verdict) -> Verdict:
    """A car that was pushed into another has done nothing."""
    pushed = {"back": situation.back.pushed, "front": situation.front.pushed}
    if verdict.at_fault is not None and pushed[verdict.at_fault]:
        return Verdict(None, "racing incident: one was pushed by a third car")
    return verdict


def _standing(situation: Situation) -> Verdict | None:
    """One of them stood still or was turned round."""
    for name, car, other, moving in (
        ("back", situation.back, situation.front, situation.back.speed),
        ("front", situation.front, situation.back, situation.front.speed),
    ):
        helpless = other.speed < STANDING or abs(other.heading) > TURNED
        if not helpless or moving < STANDING or abs(car.heading) > TURNED:
            continue
        if other.hazard_time > 2.0:
            return Verdict(name, "hit a car that had been standing in sight")
        return Verdict(None, "racing incident: the other car spun or stopped in front of it")
    return None


def _rejoining(situation: Situation) -> Verdict | None:
    """One came back onto the track into the other."""
    back, front = situation.back, situation.front
    for name, car, other in (("front", front, back), ("back", back, front)):
        if car.since_off < REJOIN <= other.since_off and car.moving > MOVED:
            return Verdict(name, "rejoined the track unsafely")
    return None


def _from_behind(situation: Situation) -> Verdict | None:
    """No overlap to speak of: the one behind answers for it, with two exceptions."""
    if situation.overlap_before > NO_OVERLAP or situation.overlap > ALONGSIDE:
        return None
    front, back = situation.front, situation.back
    free = situation.curvature < CORNER and situation.clear_ahead
    if front.slowing > BRAKE_CHECK and free:
        return Verdict("front", "braked hard for no reason in front of another car")
    if front.moving > ACROSS and front.moving > 2.0 * abs(back.moving):
        return Verdict("front", "moved across in front of another car")
    return Verdict("back", "ran into the car ahead")


def _side_by_side(situation: Situation) -> Verdict | None:
    """Overlap: a lunge that came too late, or the one who moved over."""
    back, front = situation.back, situation.front
    corner = situation.curvature > CORNER
    late = situation.overlap_before < NO_OVERLAP and situation.overlap < ALONGSIDE
    if corner and back.inside and late:
        return Verdict("back", "dived into a gap that was not there")
    entitled = situation.overlap_before >= NO_OVERLAP or situation.overlap >= ALONGSIDE
    if front.moving - back.moving > MOVED and front.moving > 0 and entitled:
        what = "turned in on" if corner else "squeezed"
        return Verdict("front", f"{what} a car alongside")
    if back.moving - front.moving > MOVED and back.moving > 0:
        what = "ran wide into" if corner and back.inside else "moved over on"
        return Verdict("back", f"{what} a car alongside")
    return None


@dataclass(frozen=True)
class Cost:
    """What a contact cost the innocent car within the following second."""

    speed_lost: float
    """More than its surroundings would explain [m/s]."""
    spun: bool
    off: bool


NONE, LIGHT_PENALTY, HEAVY_PENALTY, DRIVE_THROUGH = range(4)


def severity(closing_speed: float, cost: Cost) -> int:
    """How heavily a fault weighs: nothing, light, heavy or a drive-through.

    Args:
        closing_speed: At the contact [m/s].
        cost: To the innocent car.
    """
    if closing_speed > 14.0 and (cost.spun or cost.off):
        return DRIVE_THROUGH
    if cost.spun or cost.off or closing_speed > 9.0:
        return HEAVY_PENALTY
    if closing_speed > 3.0 or cost.speed_lost > 4.0:
        return LIGHT_PENALTY
    return NONE
