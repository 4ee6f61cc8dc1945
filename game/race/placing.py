"""Putting a car somewhere while a session runs, as designers and testers do; never in a race."""

from __future__ import annotations

from math import cos, hypot, sin
from typing import Final

import numpy as np

from game.race.session import Session
from game.race.state import NEVER
from game.race.timing import begin
from game.track.projection import project
from game.track.track import BANDS, Track

EDGE: Final = 1.4
"""From the middle of a car that is put down to the wall [m]."""


def put_car(session: Session, row: int, s: float, d: float, speed: float = 0.0) -> None:
    """Put a car on the road, facing along it; its lap begins anew there.

    Args:
        session: It is no longer what its controls alone make of it.
        row: Of the car.
        s: Distance along the centre line [m].
        d: Offset from it, positive left [m].
        speed: Forward [m/s].
    """
    track = session.track
    x, y = (float(value) for value in track.position(s, d))
    station = track.stations[int(s % track.length / track.spacing) % len(track.stations)]
    yaw = float(np.arctan2(station["tangent_y"], station["tangent_x"]))
    put_car_at(session, row, x, y, yaw, speed)


def put_car_at(
    session: Session, row: int, x: float, y: float, yaw: float, speed: float = 0.0
) -> None:
    """Put a car anywhere on the map, rolling straight ahead; its lap begins anew there."""
    control, world = session.control, session.world
    world.hold(row, False)
    world.place(row, x, y, yaw, speed)
    car = control.race[row]
    distance = float(world.state["distance"][row])
    begin(car, distance, control.checkpoints.places, session.track.length, not control.is_race)
    car.recover_since = NEVER
    car.anchor = car.travelled
    car.anchor_tick = session.tick
    car.lap_start = car.sector_start = control.time
    car.off = car.wrong_way = car.wrong_ticks = 0


def legal_place(track: Track, x: float, y: float) -> tuple[float, float] | None:
    """Distance and offset of a place of the map between a track's walls, None outside them."""
    index, s, d = project(track.stations, -1, x, y)
    edge = track.stations[index]["band_edge"]
    inside = edge[0] + EDGE <= d <= edge[BANDS] - EDGE
    back = track.position(s, d)
    near = hypot(float(back[0]) - x, float(back[1]) - y) < 0.5
    return (float(s), float(d)) if inside and near else None


def carry_over(old: Session, new: Session) -> list[int]:
    """Put the cars of a session where they are into another one, on a track that has changed.

    Cars keep place, direction and speed where that is legal there; others are put on the racing
    line at the nearest place of the road.

    Returns:
        Rows of the cars that could not keep their place.
    """
    moved: list[int] = []
    for row in range(len(new.entrants)):
        car = old.world.state[row]
        if car["present"] == 0:
            continue
        x, y, yaw = float(car["x"]), float(car["y"]), float(car["yaw"])
        ahead = float(car["velocity_x"]) * cos(yaw) + float(car["velocity_y"]) * sin(yaw)
        if legal_place(new.track, x, y) is not None:
            put_car_at(new, row, x, y, yaw, max(ahead, 0.0))
            continue
        moved.append(row)
        _, s, _ = project(new.track.stations, -1, x, y)
        station = new.track.stations[int(s / new.track.spacing) % len(new.track.stations)]
        put_car(new, row, float(s), float(station["line_offset"]))
    return moved
