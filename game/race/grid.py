"""Who stands where before the start, and placing them there."""

from __future__ import annotations

import numpy as np

from game.core.errors import UsageError
from game.core.seeds import SeedTree
from game.race.race_control import RaceControl
from game.race.settings import GridOrder, SessionSettings, Start
from game.race.state import PitState
from game.race.timing import begin
from game.track.track import GridSlot, Track

FORMATION_GAP = 16.0
"""Between the rows of a rolling start [m]."""
FORMATION_LEAD = 180.0
"""From the first row to the line, where the straight before the line is that long [m]."""
LEAST_LEAD = 25.0
STRAIGHT = 1 / 200.0
"""A road that bends less is a straight [1/m]."""
GENTLE = 4.0
"""Sideways acceleration at which every car can be set going [m/s^2]."""
FLYING_GAP = 120.0
"""Between cars sent out at speed, where the track is long enough [m]."""
FLYING_LEAD = 250.0


def grid_order(settings: SessionSettings, count: int, seeds: SeedTree) -> list[int]:
    """Rows of the entrants by grid place, pole first.

    Raises:
        UsageError: A chosen grid that does not name every entrant once.
    """
    entry = list(range(count))
    if settings.grid_order is GridOrder.REVERSED:
        return entry[::-1]
    if settings.grid_order is GridOrder.RANDOM:
        return [int(row) for row in seeds.child("grid").generator().permutation(count)]
    if settings.grid_order is GridOrder.CHOSEN:
        if sorted(settings.grid) != entry:
            raise UsageError(
                f"grid {list(settings.grid)} must name each of the {count} entrants, "
                f"0 .. {count - 1}, once"
            )
        return list(settings.grid)
    return entry


def start_places(
    settings: SessionSettings, track: Track, count: int
) -> list[tuple[GridSlot, float]]:
    """Where the cars start and how fast [m/s], pole first.

    Raises:
        UsageError: The track has too few places.
    """
    if settings.start is Start.PIT and track.pit_lane and len(track.pit_lane.boxes) >= count:
        return [(box, 0.0) for box in track.pit_lane.boxes[:count]]
    if settings.start is Start.ROLLING:
        slots = [_beside_line(track, place) for place in range(count)]
        speed = min(gentle_speed(track, slot.s, settings.rolling_speed) for slot in slots)
        return [(slot, speed) for slot in slots]
    if settings.start is Start.FLYING:
        gap = min(FLYING_GAP, 0.8 * track.length / count)
        lead = min(FLYING_LEAD, 0.3 * track.length)
        line = [_on_line(track, -lead - place * gap) for place in range(count)]
        return [(slot, gentle_speed(track, slot.s, settings.rolling_speed)) for slot in line]
    if len(track.grid) < count:
        raise UsageError(
            f"{track.name} has {len(track.grid)} grid places, too few for {count} cars"
        )
    return [(slot, 0.0) for slot in track.grid[:count]]


def gentle_speed(track: Track, s: float, most: float) -> float:
    """A speed at which any car can be set going at `s`, at most `most` [m/s]."""
    near = (int(s / track.spacing) + np.arange(12)) % len(track.stations)
    bend = float(np.abs(track.stations["curvature"][near]).max())
    return min(most, float(np.sqrt(GENTLE / max(bend, 1e-9))))


def formation_lead(track: Track) -> float:
    """From the first row of a formation to the line [m]."""
    bends = np.abs(track.stations["curvature"][::-1]) > STRAIGHT
    straight = float(bends.argmax()) * track.spacing if bends.any() else track.length
    return max(LEAST_LEAD, min(FORMATION_LEAD, 0.2 * track.length, straight - LEAST_LEAD))


def _slot(track: Track, s: float, d: float) -> GridSlot:
    """A place facing along the road."""
    s = s % track.length
    x, y = track.position(s, d)
    station = track.stations[int(s / track.spacing) % len(track.stations)]
    yaw = float(np.arctan2(station["tangent_y"], station["tangent_x"]))
    return GridSlot(float(x), float(y), yaw, s, d)


def _on_line(track: Track, s: float) -> GridSlot:
    """A place on the racing line."""
    station = track.stations[int(s % track.length / track.spacing) % len(track.stations)]
    return _slot(track, s, float(station["line_offset"]))


def _beside_line(track: Track, place: int) -> GridSlot:
    """A place of the formation: two by two, odd places on the right."""
    s = (-formation_lead(track) - (place // 2) * FORMATION_GAP) % track.length
    station = track.stations[int(s / track.spacing) % len(track.stations)]
    share = 0.45 if place % 2 == 0 else -0.45
    width = station["width_left"] if share > 0 else station["width_right"]
    return _slot(track, s, float(share * width))


def line_up(control: RaceControl) -> None:
    """Put every car on its place and begin counting its progress there."""
    count = len(control.entrants)
    order = grid_order(control.settings, count, control.seeds)
    places = start_places(control.settings, control.track, count)
    boxes = len(control.track.pit_lane.boxes) if control.track.pit_lane else 0
    standing = control.settings.start is Start.PIT
    control.clock.target_speed = places[-1][1] if places[0][1] > 0.0 else np.inf
    for place, row in enumerate(order):
        slot, speed = places[place]
        control.world.place(row, slot.x, slot.y, slot.yaw, speed)
        car = control.race[row]
        begin(car, slot.s, control.checkpoints.places, control.track.length, not control.is_race)
        car.grid_place = car.position = place + 1
        car.start_x, car.start_y = slot.x, slot.y
        car.pit_box = row % boxes if boxes else -1
        car.lap_fuel = control.world.state["fuel"][row]
        if standing and boxes >= count:
            car.pit_state = PitState.LEAVING.value
        control.order[place] = control.settled[place] = row
