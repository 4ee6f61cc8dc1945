"""What the session may do to a car: place, hold, take away, and the work of the pit crew."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from game.sim.bearings import find_car
from game.sim.bodies import Bodies
from game.sim.levels import level_at
from game.vehicle.state import fresh_state


class Service:
    """The methods of a world that write single cars' rows, between two ticks."""

    spec: NDArray[Any]
    state: NDArray[Any]
    stations: NDArray[Any]
    arena_of: NDArray[Any]
    layout: NDArray[Any]
    crossings: NDArray[Any]
    levels: NDArray[np.int64]
    bodies: list[Bodies]

    def place(
        self,
        row: int,
        x: float,
        y: float,
        yaw: float,
        speed: float = 0.0,
        gear: int | None = None,
    ) -> None:
        """Put a car somewhere, rolling straight ahead; one that was taken away comes back.

        Args:
            row: Of the car.
            x: Centre of mass [m].
            y: Centre of mass [m].
            yaw: Where it points [rad].
            speed: Forward [m/s].
            gear: The lowest that suits the speed when not given.
        """
        car, spec = self.state[row], self.spec[row]
        fresh = fresh_state(self.spec[row : row + 1])[0]
        for name in _FORGOTTEN:
            car[name] = fresh[name]
        car["velocity_x"], car["velocity_y"] = speed * math.cos(yaw), speed * math.sin(yaw)
        car["wheel_speed"] = speed / spec["tyre_radius"]
        chosen = _gear_for(spec, speed) if gear is None else gear
        car["gear"] = car["next_gear"] = chosen
        turning = abs(speed / spec["tyre_radius"][3] * spec["gear_ratio"][chosen + 1])
        car["engine_speed"] = min(max(turning, spec["idle_speed"]), spec["limiter_speed"])
        car["present"] = 1
        self._set_pose(row, x, y, yaw)
        self._write(row)

    def take_away(self, row: int) -> None:
        """Clear a car off the track: it feels and touches nothing until it is placed again."""
        self.state[row]["present"] = 0
        self._stop(row)

    def hold(self, row: int, held: bool) -> None:
        """Keep a car where it is, as on the jacks, or let it go."""
        self.state[row]["held"] = int(held)
        self._stop(row)

    def refuel(self, row: int, mass: float) -> None:
        """Add fuel to a tank [kg], as much as fits."""
        fuel = float(self.state[row]["fuel"]) + mass
        self.state[row]["fuel"] = min(max(fuel, 0.0), float(self.spec[row]["fuel_capacity"]))

    def fit_tyres(self, row: int) -> None:
        """Change all four tyres for new, warm ones."""
        car, fresh = self.state[row], fresh_state(self.spec[row : row + 1])[0]
        for name in ("tyre_temperature", "tyre_core_temperature", "tyre_wear"):
            car[name] = fresh[name]

    def repair(self, row: int) -> None:
        """Mend all damage."""
        for name in ("aero_damage", "alignment_damage", "engine_damage"):
            self.state[row][name] = 0.0

    def _set_pose(self, row: int, x: float, y: float, yaw: float) -> None:
        car = self.state[row]
        car["x"], car["y"], car["yaw"] = x, y, yaw
        arena = self.layout[self.arena_of[row]]
        first = arena["first_station"]
        road = self.stations[first : first + arena["stations"]]
        find_car(self.state, self.spec, road, row)

    def _stop(self, row: int) -> None:
        for name in ("velocity_x", "velocity_y", "yaw_rate", "forward_speed", "left_speed"):
            self.state[row][name] = 0.0
        self.state[row]["wheel_speed"] = 0.0
        self._write(row)

    def _write(self, row: int) -> None:
        arena = self.layout[self.arena_of[row]]
        first = arena["first_crossing"]
        bridges = self.crossings[first : first + arena["crossings"]]
        self.levels[row] = level_at(bridges, float(self.state[row]["distance"]))
        bodies = self.bodies[self.arena_of[row]]
        bodies.write(row - int(arena["first_car"]), self.state[row], int(self.levels[row]))


_FORGOTTEN = (
    *("velocity_x", "velocity_y", "yaw_rate", "forward_acceleration", "left_acceleration"),
    *("pitch_transfer", "roll_moment", "steer_angle", "load", "slip_ratio", "slip_angle"),
    *("slip", "force_forward", "force_left", "grip_used", "shift_left", "since_shift"),
    *("clutch", "throttle", "brake", "steer", "limiter"),
)
"""Fields that a car which is placed somewhere starts anew with."""


def _gear_for(spec: Any, speed: float) -> int:
    for gear in range(1, int(spec["gear_count"])):
        turning = speed / spec["tyre_radius"][3] * spec["gear_ratio"][gear + 1]
        if turning < 0.9 * spec["limiter_speed"]:
            return gear
    return int(spec["gear_count"])
