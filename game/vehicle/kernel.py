"""One tick of a car's physics: from its state and controls to the force on its body.

The body itself is moved by whoever calls (pymunk in the game). A double-track model: four wheels,
planar motion, loads from weight, air and filtered load transfer.
"""

from __future__ import annotations

from typing import Any, Final

from numpy.typing import NDArray

from game.core.compiled import compiled
from game.core.exact import sine_and_cosine
from game.core.surface import ROLLING_DRAG, ROLLING_RESISTANCE
from game.vehicle.aero import downforce, drag
from game.vehicle.assists import catch_slide, limit_locking
from game.vehicle.brakes import heat_brakes, hold, press
from game.vehicle.controls import PEDAL_STEPS, STEER_STEPS, Button
from game.vehicle.environment import Environment, Force
from game.vehicle.gearbox import choose_gear
from game.vehicle.load import follow_accelerations, share_loads
from game.vehicle.powertrain import couple, drive_wheels
from game.vehicle.spec import CarSpec
from game.vehicle.state import FL, RL, WHEELS, CarState
from game.vehicle.steering import turn_in
from game.vehicle.tyre import roll_tyres
from game.vehicle.tyre_heat import heat_tyres

_PIT_LIMITER: Final = int(Button.PIT_LIMITER)


@compiled
def rest(car: CarState, spec: CarSpec, force: Force) -> None:
    """A car on its jacks or off the track: no force, nothing turns, the engine idles."""
    force.x = force.y = force.torque = 0.0
    car.forward_speed = car.left_speed = 0.0
    car.forward_acceleration = car.left_acceleration = 0.0
    car.pitch_transfer = car.roll_moment = 0.0
    car.engine_speed = spec.idle_speed
    car.throttle = car.brake = car.clutch = 0.0
    for wheel in range(WHEELS):
        car.wheel_speed[wheel] = 0.0
        car.slip_ratio[wheel] = car.slip_angle[wheel] = car.slip[wheel] = 0.0
        car.force_forward[wheel] = car.force_left[wheel] = car.grip_used[wheel] = 0.0


@compiled
def read_controls(car: CarState, spec: CarSpec, controls: Any, force: Force, dt: float) -> None:
    """Take the driver's wishes: pedals, steering, gears, buttons."""
    car.throttle = controls.throttle / PEDAL_STEPS
    car.brake = controls.brake / PEDAL_STEPS
    turn_in(car, spec, force, controls.steer / STEER_STEPS, dt)
    buttons = int(controls.buttons)
    choose_gear(car, spec, int(controls.gear), buttons, dt)
    if buttons & ~car.buttons & _PIT_LIMITER:
        car.limiter = 1 - car.limiter
    car.buttons = buttons


@compiled
def drive(
    car: CarState, spec: CarSpec, controls: Any, environment: Environment, force: Force, dt: float
) -> None:
    """Brakes, assists, powertrain and wheels."""
    handbrake = controls.handbrake / PEDAL_STEPS
    press(car, spec, force, handbrake)
    catch_slide(car, spec, force)
    limit_locking(car, spec, force, handbrake)
    for wheel in range(WHEELS):
        force.free_torque[wheel] -= hold(
            car.wheel_speed[wheel],
            force.free_torque[wheel],
            force.inertia[wheel],
            force.brake_limit[wheel],
            force.brake_floor[wheel],
            force.tick_rate,
        )
    torque = couple(car, spec, environment, force, controls.clutch / PEDAL_STEPS, dt)
    drive_wheels(car, spec, force, torque, dt)
    heat_brakes(car, spec, environment, force, dt)


@compiled
def resist(car: CarState, force: Force, wheel: int) -> tuple[float, float]:
    """Rolling and ploughing resistance at a wheel, along and across it [N]."""
    surface, load = car.surface[wheel], car.load[wheel]
    along, across = force.speed_along[wheel], force.speed_across[wheel]
    rolling = ROLLING_RESISTANCE[surface] * min(max(along, -1.0), 1.0)
    ploughing = ROLLING_DRAG[surface]
    return -load * (rolling + ploughing * along), -load * ploughing * across


@compiled
def wheel_force(car: CarState, force: Force, wheel: int) -> tuple[float, float]:
    """Force of a wheel on the body, forward and left in the car's frame [N]."""
    resisting_along, resisting_across = resist(car, force, wheel)
    along = car.force_forward[wheel] + resisting_along
    across = car.force_left[wheel] + resisting_across
    c, s = force.steer_cosine[wheel], force.steer_sine[wheel]
    return c * along - s * across, s * along + c * across


@compiled
def push_body(
    car: CarState, spec: CarSpec, environment: Environment, force: Force, c: float, s: float
) -> None:
    """Sum up wheels and air, left and right first so that a mirrored car feels mirrored bits."""
    forward, left = drag(car, spec, environment)
    torque = 0.0
    for axle_left in (FL, RL):
        axle_right = axle_left + 1
        x_left, y_left = wheel_force(car, force, axle_left)
        x_right, y_right = wheel_force(car, force, axle_right)
        forward += x_left + x_right
        left += y_left + y_right
        torque += (spec.wheel_x[axle_left] * y_left - spec.wheel_y[axle_left] * x_left) + (
            spec.wheel_x[axle_right] * y_right - spec.wheel_y[axle_right] * x_right
        )
    car.forward_acceleration = forward / car.mass
    car.left_acceleration = left / car.mass
    force.x = c * forward - s * left
    force.y = s * forward + c * left
    force.torque = torque


@compiled
def step_car(
    car: CarState, spec: CarSpec, controls: Any, environment: Environment, force: Force, dt: float
) -> None:
    """Advance everything of a car but its body by one tick, and find the force on the body.

    Args:
        car: CAR_STATE row; position, velocity and `surface` are read, the rest is advanced.
        spec: CAR_SPEC row.
        controls: CONTROLS row.
        environment: ENVIRONMENT row.
        force: FORCE row, written.
        dt: Length of the tick [s].
    """
    if car.present == 0 or car.held == 1:
        rest(car, spec, force)
        return
    s, c = sine_and_cosine(car.yaw)
    car.forward_speed = c * car.velocity_x + s * car.velocity_y
    car.left_speed = c * car.velocity_y - s * car.velocity_x
    car.traction_control_active = 0
    force.tick_rate = 1.0 / dt
    front, rear = downforce(car, spec, environment)
    share_loads(car, spec, front, rear)
    read_controls(car, spec, controls, force, dt)
    roll_tyres(car, spec, environment, force, dt)
    drive(car, spec, controls, environment, force, dt)
    push_body(car, spec, environment, force, c, s)
    follow_accelerations(car, spec, dt)
    heat_tyres(car, spec, environment, force, dt)


@compiled
def step_cars(
    state: NDArray[Any],
    spec: NDArray[Any],
    controls: NDArray[Any],
    environment: NDArray[Any],
    forces: NDArray[Any],
    dt: float,
) -> None:
    """`step_car` for each row; no car knows of another."""
    for row in range(len(state)):
        step_car(state[row], spec[row], controls[row], environment[row], forces[row], dt)
