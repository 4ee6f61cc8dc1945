"""All that the HUD shows, as plain data; a live session and a replay give the same.

Tuples that do not change from frame to frame are the same objects, so that a widget sees by
identity whether it must draw anew. Times are seconds, speeds m/s, `None` where nothing is known.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from game.hud.theme import Colour

Floats: TypeAlias = NDArray[np.float64]
Wheels: TypeAlias = tuple[float, float, float, float]
"""FL FR RL RR."""


class Mark(IntEnum):
    """What a time is worth."""

    NONE = 0
    """Not driven yet."""
    BEST = 1
    """The best of all."""
    PERSONAL = 2
    """One's own best."""
    SLOWER = 3
    VOID = 4
    """Of a deleted lap."""


class Level(IntEnum):
    """How urgent a message is."""

    NOTE = 0
    GOOD = 1
    WARNING = 2
    BAD = 3


@dataclass(frozen=True, slots=True)
class SessionInfo:
    """The session as a whole."""

    kind: str
    """`practice`, `qualifying`, `race` or `time_trial`."""
    phase: str
    """`grid`, `formation`, `lights`, `green`, `chequered` or `finished`."""
    title: str
    """Of the track."""
    laps: int | None
    """To complete."""
    left: float | None
    """Time that is left, where time counts [s]."""
    elapsed: float
    """Since the lights went out, negative before [s]."""
    leader_lap: int
    cars: int
    wetness: float
    red_lights: int
    """Columns of five that are lit."""
    green_light: bool
    best_lap: float
    """Of all, 0: none [s]."""
    best_by: str


@dataclass(frozen=True, slots=True)
class CarInfo:
    """The car that is followed."""

    name: str
    driver: str
    speed: float
    gear: int
    gears: int
    engine_speed: float
    """[rad/s]"""
    shift_speed: float
    """At which to shift up in this gear [rad/s]."""
    limiter_speed: float
    electric: bool
    throttle: float
    brake: float
    clutch: float
    """Pressed, 0 .. 1."""
    steer: float
    """-1 right .. 1 left."""
    abs_active: bool
    traction_active: bool
    stability_active: bool
    pit_limiter: bool
    grip_used: Wheels
    slip: Wheels
    """Above 1 the tyre slides."""
    surface: tuple[int, int, int, int]
    tyre_temperature: Wheels
    """[C]"""
    tyre_wear: Wheels
    """0 new .. 1 worn out."""
    tyre_optimum: tuple[float, float]
    """Front, rear [C]."""
    tyre_window: tuple[float, float]
    """[K]"""
    fuel: float
    """[kg]"""
    fuel_capacity: float
    fuel_per_lap: float
    """0: not known [kg]."""
    fuel_laps: float | None
    """Laps that the fuel lasts."""
    laps_to_go: float | None
    """Laps that are left of the session, with parts."""
    aero_damage: float
    alignment_damage: float
    engine_damage: float
    slipstream: float
    """Part of the drag that a car ahead takes away, 0 .. 1."""


@dataclass(frozen=True, slots=True)
class Sector:
    """One sector of the lap being driven, or of the lap before where it is not driven yet."""

    time: float
    mark: Mark
    current: bool
    """Of the lap being driven."""
    difference: float | None
    """To the own best [s]."""


@dataclass(frozen=True, slots=True)
class LapInfo:
    """Laps of the car that is followed."""

    number: int
    """Of the lap being driven, from 1; 0 on the way to the line."""
    current: float | None
    valid: bool
    last: float
    """0: none [s]."""
    last_mark: Mark
    best: float
    best_mark: Mark
    ideal: float
    """0: not known [s]."""
    delta_best: float | None
    delta_ideal: float | None
    trend: float
    """Change of the delta lately, negative is gaining [s/s]."""
    predicted: float | None
    sectors: tuple[Sector, ...]
    reference: str
    """What `delta_best` compares with, in a word."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One row of the standings."""

    row: int
    position: int
    name: str
    code: str
    colour: Colour
    category: str
    tier: str
    gap: float | None
    """To the leader [s]; in timed sessions between best laps."""
    interval: float | None
    """To the car ahead [s]."""
    laps_behind: int
    laps: int
    last: float
    last_mark: Mark
    best: float
    best_mark: Mark
    sectors: tuple[Mark, ...]
    status: str
    """`running`, `pit`, `finished`, `out` or `slow`."""
    gained: int
    """Places won since the start."""
    pit_stops: int
    penalty: float
    """Open penalties [s]."""
    drive_through: bool
    wear: float
    """Of the most worn tyre."""
    own: bool


@dataclass(frozen=True, slots=True)
class Relative:
    """A car near the own one on the road."""

    row: int
    position: int
    name: str
    colour: Colour
    gap: float
    """Positive: ahead [s]."""
    laps: int
    """By which it is ahead in the race; negative: to be lapped."""
    status: str
    own: bool
    closing: float
    """How fast the gap shrinks [s/s]."""


@dataclass(frozen=True, slots=True, eq=False)
class TrackInfo:
    """What never changes; compared by identity."""

    title: str
    length: float
    spacing: float
    outline: Floats
    """Centre line, shape (n, 2) [m]."""
    left: Floats
    """Left edge at the same places."""
    right: Floats
    sectors: tuple[float, ...]
    pit_lane: Floats | None
    """Middle of the pit lane, shape (m, 2) [m]."""


@dataclass(frozen=True, slots=True, eq=False)
class MapInfo:
    """Where all cars are."""

    x: Floats
    y: Floats
    yaw: Floats
    shown: NDArray[np.bool_]
    positions: NDArray[np.int64]
    colours: tuple[Colour, ...]
    yellow_at: tuple[float, ...]
    """Places of hazards along the road [m]."""


@dataclass(frozen=True, slots=True)
class FlagInfo:
    """Flags and orders for the car that is followed."""

    yellow: bool = False
    blue: str = ""
    """Who laps it, empty where nobody does."""
    wrong_way: bool = False
    chequered: bool = False
    green: bool = False
    last_lap: bool = False
    penalty: float = 0.0
    """Open time penalties [s]."""
    drive_throughs: int = 0
    drive_through_laps: int = 0
    """Laps left to serve one."""
    give_back: str = ""
    """Who is to be let past."""
    give_back_left: float = 0.0
    time_debt: float = 0.0
    """Gained off the track, to be handed back [s]."""
    warnings: int = 0
    warnings_allowed: int = 0
    lap_deleted: bool = False
    off_track: bool = False
    must_pit: bool = False
    pit_reason: str = ""
    """Why it must come in, in a few words."""
    in_pit_lane: bool = False
    pit_requested: bool = False
    pit_limit: float | None = None
    """[m/s]"""
    pit_left: float | None = None
    """Of the service [s]."""
    recovering: float | None = None
    """Until the car is put back on the road [s]."""
    status: str = "running"
    """`running`, `finished` or `out`."""


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence of race control."""

    time: float
    """When it was said [s]."""
    title: str
    text: str
    level: Level
    about_own: bool


@dataclass(frozen=True, slots=True, eq=False)
class Bend:
    """A corner of the track; made once, compared by identity."""

    number: int
    name: str
    direction: int
    """1 left, -1 right."""
    radius: float
    angle: float
    """[rad]"""
    start: float
    apex: float
    end: float
    """Distances along the road [m]."""
    brake: float
    """Where the ideal lap begins to brake for it; `start` where it does not [m]."""
    speed: float
    """Of the ideal lap at its slowest [m/s], 0: not known."""
    gear: int
    """In which it is driven, 0: not known."""
    path: Floats
    """The road around it, entry upwards, shape (n, 2) [m]."""
    path_from: float
    """Distance along the road of the first point [m]."""
    path_step: float
    braking: NDArray[np.bool_]
    """Where along `path` the ideal lap brakes."""


@dataclass(frozen=True, slots=True)
class CornerInfo:
    """The next corner."""

    bend: Bend
    to_brake: float
    """Distance to the braking point, negative behind it [m]."""
    to_apex: float
    along: float
    """Where the car is, from the first point of the bend's path [m]."""


@dataclass(frozen=True, slots=True)
class HudFacts:
    """One moment, seen from one car."""

    time: float
    row: int
    session: SessionInfo
    car: CarInfo
    lap: LapInfo
    position: int
    standings: tuple[Standing, ...]
    relative: tuple[Relative, ...]
    track: TrackInfo
    map: MapInfo
    flags: FlagInfo
    messages: tuple[Message, ...]
    """The latest, oldest first."""
    corner: CornerInfo | None
    tower: bool = False
    """Nobody drives here: the spectator's timing tower instead of the driver's own panels."""
