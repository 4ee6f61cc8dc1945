"""What a rival sees and feels, as numbers of order one: only what a player could know.

The road ahead comes as points of its two edges in the car's own frame, spaced by time, with the
racing line and the braking that the game's own driving aid draws there for any player; then the
car's motion, tyres, parameters, conditions, flags, the driver's own limits, what the driver's
routine is about to do, and the cars around.
Mirroring the world left to right permutes the numbers and turns some signs: `mirrored`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from agents import sight
from agents.limits import NAMES
from agents.sight import (
    AHEAD,
    BEHIND,
    DRIVER,
    OPPONENT,
    POINTS,
    WALL_POINTS,
    WHEEL_FIGURES,
)
from game.core.surface import GRIP_DRY, GRIP_WET, Surface
from game.vehicle.state import FL, RL

OBSERVATION_VERSION: Final = 4
"""Raised by every change of what is observed, of its order or of its scale."""

Floats = NDArray[np.float32]

CAR_FIGURES: Final = (
    "mass",
    "power",
    "torque",
    "length",
    "width",
    "wheelbase",
    "balance",
    "height",
    "inertia",
    "roll_share",
    "lock",
    "steer_rate",
    "front_grip",
    "rear_grip",
    "front_traction",
    "rear_traction",
    "front_peak",
    "rear_peak",
    "load_sensitivity",
    "drag",
    "front_downforce",
    "rear_downforce",
    "brakes",
    "front_drive",
    "anti_lock",
    "traction_control",
    "stability",
    "electric",
)
"""What `car_figures` tells of a car."""


@dataclass(frozen=True)
class Feature:
    """One number of an observation."""

    name: str
    mirror: str
    """The number that holds its value in a mirrored world ..."""
    sign: float = 1.0
    """... times this."""


def _sides(left: str, right: str, sign: float = 1.0) -> list[Feature]:
    return [Feature(left, right, sign), Feature(right, left, sign)]


def _even(*names: str) -> list[Feature]:
    return [Feature(name, name) for name in names]


def _odd(*names: str) -> list[Feature]:
    return [Feature(name, name, -1.0) for name in names]


def _features() -> tuple[Feature, ...]:
    """All numbers in the order in which `sight.observe` writes them."""
    found: list[Feature] = []
    for point in range(POINTS):
        left, right = f"left_edge.{point}", f"right_edge.{point}"
        found += [
            Feature(f"{left}.x", f"{right}.x"),
            Feature(f"{left}.y", f"{right}.y", -1.0),
            Feature(f"{right}.x", f"{left}.x"),
            Feature(f"{right}.y", f"{left}.y", -1.0),
        ]
        found += _odd(f"bend.{point}", f"line.{point}") + _even(f"braking.{point}")
    for point in range(WALL_POINTS):
        found += _sides(f"left_wall.{point}", f"right_wall.{point}")
    found += _even("forward_speed", "forward_acceleration", "heading_cosine")
    found += _odd("left_speed", "left_acceleration", "heading_sine", "yaw_rate", "steer")
    found += _sides("left_room", "right_room")
    found += _even("throttle", "brake", "gear", "engine_speed", "shifting")
    found += _odd("line_gap")
    found += _even("drag_factor", "front_downforce_factor", "rear_downforce_factor")
    found += _even("aero_damage", "engine_damage", "fuel", "wetness")
    found += _odd("alignment_damage")
    for figure in WHEEL_FIGURES:
        sign = -1.0 if figure == "slip_angle" else 1.0
        for axle in ("front", "rear"):
            found += _sides(f"{axle}_left.{figure}", f"{axle}_right.{figure}", sign)
    found += _even("green", "yellow", "blue", "give_back")
    found += _odd("last_action.steer") + _even("last_action.pedal")
    found += _odd("routine.steer") + _even("routine.pedal")
    for place in range(AHEAD + BEHIND):
        for name in OPPONENT:
            sign = -1.0 if name in {"y", "velocity_y", "heading"} else 1.0
            found.append(Feature(f"car.{place}.{name}", f"car.{place}.{name}", sign))
    found += _even(*(f"own.{name}" for name in CAR_FIGURES))
    found += _even(*(f"driver.{name}" for name in NAMES))
    return tuple(found)


FEATURES: Final = _features()
SIZE: Final = len(FEATURES)
"""Numbers in an observation."""

_PLACE: Final = {feature.name: place for place, feature in enumerate(FEATURES)}
_MIRROR: Final = np.array([_PLACE[feature.mirror] for feature in FEATURES])
_SIGN: Final = np.array([feature.sign for feature in FEATURES], np.float32)
_CONSTANT: Final = len(CAR_FIGURES) + len(NAMES)


def place_of(name: str) -> int:
    """Where a feature stands in an observation."""
    return _PLACE[name]


def mirrored(observation: Floats) -> Floats:
    """What would be seen in a world mirrored left to right, (..., SIZE)."""
    result: Floats = observation[..., _MIRROR] * _SIGN
    return result


def car_figures(spec: NDArray[Any]) -> Floats:
    """What a driver knows of its car, scaled: CAR_SPEC rows (n,) -> (n, figures)."""
    weight = spec["mass_empty"] * 9.81
    figures = {
        "mass": spec["mass_empty"] / 1500.0,
        "power": spec["max_power"] / weight / 50.0,
        "torque": spec["max_torque"] / weight / 0.05,
        "length": spec["length"] / 5.0,
        "width": spec["width"] / 2.0,
        "wheelbase": spec["wheelbase"] / 3.0,
        "balance": spec["cg_to_rear"] / spec["wheelbase"],
        "height": spec["cg_height"],
        "inertia": spec["inertia_per_mass"] / 2.0,
        "roll_share": spec["roll_share_front"],
        "lock": spec["max_steer"],
        "steer_rate": spec["steer_rate"],
        "front_grip": spec["grip_left"][:, FL],
        "rear_grip": spec["grip_left"][:, RL],
        "front_traction": spec["grip_forward"][:, FL],
        "rear_traction": spec["grip_forward"][:, RL],
        "front_peak": spec["peak_slip_left"][:, FL] * 5.0,
        "rear_peak": spec["peak_slip_left"][:, RL] * 5.0,
        "load_sensitivity": spec["load_sensitivity"][:, FL] * 5.0,
        "drag": spec["drag_area"],
        "front_downforce": spec["downforce_area_front"],
        "rear_downforce": spec["downforce_area_rear"],
        "brakes": spec["brake_torque"] / spec["tyre_radius"][:, FL] / weight,
        "front_drive": 2.0 * spec["drive_share"][:, FL],
        "anti_lock": spec["abs"],
        "traction_control": spec["traction_control"] / 3.0,
        "stability": spec["stability"],
        "electric": spec["electric"],
    }
    return np.stack([figures[name] for name in CAR_FIGURES], axis=-1).astype(np.float32)


class Observer:
    """Observes for drivers of any cars of a world.

    Args:
        arenas: ARENA rows of the world's layout: which cars and stations belong together.
        stations: STATION rows of all tracks.
        spec: CAR_SPEC rows of all cars.
        wetness: Of each car's arena, shape (cars,).
    """

    def __init__(
        self,
        arenas: NDArray[Any],
        stations: NDArray[Any],
        spec: NDArray[Any],
        wetness: NDArray[np.float64],
    ) -> None:
        self._arenas, self._stations, self._spec = arenas, stations, spec
        self._arena_of = np.repeat(np.arange(len(arenas)), arenas["cars"])
        self.driver = np.zeros(len(spec), DRIVER)
        """DRIVER rows: what each driver is and did, kept up to date by who drives."""
        self.driver["reach"] = sight.HORIZON
        self.driver["judged_distance"] = 1.0
        self.driver["wetness"] = wetness
        self.driver["grip"] = _road_grip(spec, wetness)
        self._figures = car_figures(spec)

    def observe(
        self, cars: NDArray[np.int64] | Sequence[int], state: NDArray[Any], brief: NDArray[Any]
    ) -> Floats:
        """What the drivers of `cars` (rows) see now, (len(cars), SIZE).

        Args:
            cars: Rows of the drivers who look.
            state: CAR_STATE rows of all cars.
            brief: BRIEF rows of all cars.
        """
        rows = np.asarray(cars, np.int64)
        seen = np.empty((len(rows), SIZE), np.float32)
        seen[:, -_CONSTANT : -len(NAMES)] = self._figures[rows]
        seen[:, -len(NAMES) :] = self.driver["limits"][rows]
        sight.observe(
            rows,
            self._arena_of,
            self._arenas,
            self._stations,
            self._spec,
            state,
            brief,
            self.driver,
            seen,
        )
        return seen


def _road_grip(spec: NDArray[Any], wetness: NDArray[np.float64]) -> NDArray[np.float64]:
    """Friction of each car's tyres on the road, across the wheels."""
    dry, wet = GRIP_DRY[Surface.ASPHALT], GRIP_WET[Surface.ASPHALT]
    grip: NDArray[np.float64] = spec["grip_left"].mean(axis=1) * (dry + wetness * (wet - dry))
    return grip
