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
"""From the first row to the line, at most [m]."""
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
        return [(_beside_line(track, place), settings.rolling_speed) for place in range(count)]
    if settings.start is Start.FLYING:
        gap = min(FLYING_GAP, 0.8 * track.length / count)
        lead = min(FLYING_LEAD, 0.3 * track.length)
        line = [_on_line(track, -lead - place * gap) for place in range(count)]
        return [(slot, settings.rolling_speed) for slot in line]
    if len(track.grid) < count:
        raise UsageError(
            f"{track.name} has {len(track.grid)} grid places, too few for {count} cars"
        )
    return [(slot, 0.0) for slot in track.grid[:count]]


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
    lead = min(FORMATION_LEAD, 0.2 * track.length)
    s = (-lead - (place // 2) * FORMATION_GAP) % track.length
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
    for place, row in enumerate(order):
        slot, speed = places[place]
        control.world.place(row, slot.x, slot.y, slot.yaw, speed)
        car = control.race[row]
        begin(car, slot.s, control.checkpoints.places, control.track.length)
        car.grid_place = car.position = place + 1
        car.start_x, car.start_y = slot.x, slot.y
        car.pit_box = row % boxes if boxes else -1
        car.lap_fuel = control.world.state["fuel"][row]
        if standing and boxes >= count:
            car.pit_state = PitState.LEAVING.value
        control.order[place] = control.settled[place] = row
