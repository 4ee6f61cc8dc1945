"""A body of our own under the kernel: cars on endless asphalt, without pymunk."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from game.core.clock import TICK
from game.vehicle.controls import no_controls, quantise_pedal, quantise_steer
from game.vehicle.environment import FORCE, standard_environment
from game.vehicle.kernel import step_cars
from game.vehicle.reader import load_car
from game.vehicle.state import fresh_state


class Flat:
    """Cars that only the kernel's forces move, as pymunk would: place first, then speed."""

    def __init__(self, spec: NDArray[Any], dt: float = TICK, speed: float = 0.0) -> None:
        self.spec, self.dt = spec, dt
        self.state = fresh_state(spec)
        self.controls = no_controls(len(spec))
        self.environment = standard_environment(len(spec))
        self.environment["fuel_rate"] = self.environment["tyre_rate"] = 0.0
        for name in ("tyre_temperature", "tyre_core_temperature"):
            self.state[name] = spec["tyre_optimum"]
        self.forces = np.zeros(len(spec), FORCE)
        self.roll(speed)

    def roll(self, speed: float) -> None:
        """Roll straight ahead, in the lowest gear that the engine can turn."""
        self.state["velocity_x"] = self.state["forward_speed"] = speed
        self.state["wheel_speed"] = speed / self.spec["tyre_radius"]
        for car, spec in zip(self.state, self.spec, strict=True):
            turning = speed / spec["tyre_radius"][3] * spec["gear_ratio"][2:]
            fits = (
                turning[: spec["gear_count"]] < spec["shift_up_speed"][2 : 2 + spec["gear_count"]]
            )
            gear = int(np.argmax(fits)) if fits.any() else int(spec["gear_count"]) - 1
            car["gear"] = car["next_gear"] = gear + 1
            car["engine_speed"] = max(turning[gear], spec["idle_speed"])

    def press(self, steer: float = 0.0, throttle: float = 0.0, brake: float = 0.0) -> None:
        """Hold the controls of all cars."""
        self.controls["steer"] = quantise_steer(steer)
        self.controls["throttle"] = quantise_pedal(throttle)
        self.controls["brake"] = quantise_pedal(brake)

    def run(self, seconds: float) -> None:
        """Drive on."""
        for _ in range(round(seconds / self.dt)):
            self.step()

    def step(self) -> None:
        """One tick."""
        state, dt = self.state, self.dt
        step_cars(state, self.spec, self.controls, self.environment, self.forces, dt)
        for place, speed in (("x", "velocity_x"), ("y", "velocity_y"), ("yaw", "yaw_rate")):
            state[place] += dt * state[speed]
        state["velocity_x"] += dt * self.forces["x"] / state["mass"]
        state["velocity_y"] += dt * self.forces["y"] / state["mass"]
        state["yaw_rate"] += dt * self.forces["torque"] / state["inertia"]

    @property
    def kinetic_energy(self) -> NDArray[np.float64]:
        """Of bodies and wheels [J]."""
        state, spec = self.state, self.spec
        square = np.square(state["velocity_x"]) + np.square(state["velocity_y"])
        body = state["mass"] * square + state["inertia"] * np.square(state["yaw_rate"])
        wheels = (spec["wheel_inertia"] * np.square(state["wheel_speed"])).sum(axis=-1)
        return (body + wheels) / 2


def spec_of(*names: str, **changes: Any) -> NDArray[Any]:
    """CAR_SPEC rows of shipped cars, with some fields changed."""
    spec = np.array([load_car(name).record for name in names])
    for name, value in changes.items():
        spec[name] = value
    return spec


def ideal(**changes: Any) -> NDArray[Any]:
    """A car for closed forms: friction 1 at any load, no air, nothing that helps but ABS."""
    plain: dict[str, Any] = {
        "grip_forward": 1.0,
        "grip_left": 1.0,
        "load_sensitivity": 0.0,
        "peak_slip_growth": 0.0,
        "drag_area": 0.0,
        "side_area": 0.0,
        "downforce_area_front": 0.0,
        "downforce_area_rear": 0.0,
        "steering_help": 0,
        "stability": 0,
    }
    return spec_of("gt3", **(plain | changes))
