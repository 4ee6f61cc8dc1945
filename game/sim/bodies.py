"""The adapter to pymunk: bodies of one arena's cars, pushed and read in bulk.

Measured for 20 cars: one call per attribute costs 70 us a tick, this 4 us. The calls below are
those of `pymunk.batch` without its allocations; the order of bodies that they rely on is checked
whenever bodies are built.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import pymunk
from numpy.typing import NDArray
from pymunk import batch
from pymunk._chipmunk_cffi import ffi, lib

from game.sim.levels import filter_of
from game.sim.walls import CAR, wall_bodies
from game.track.track import Floats, Wall

PUSHED: Final = 3
"""Numbers written per body before a step: force x, y [N] and torque [N m]."""
READ: Final = 6
"""Numbers read per body after a step: x, y [m], angle [rad], velocity x, y, angular velocity."""

HELD_WEIGHT: Final = 1000.0
"""A held car weighs this many times itself, so that nobody moves it."""

_CORNER_RADIUS: Final = 0.05
_PARKED: Final = -1.0e5
_PARKED_APART: Final = 50.0
_NOTHING: Final = pymunk.ShapeFilter(categories=0, mask=0)

_PUSH_FIELDS: Final = batch.BodyFields.FORCE | batch.BodyFields.TORQUE
_READ_FIELDS: Final = (
    batch.BodyFields.POSITION
    | batch.BodyFields.ANGLE
    | batch.BodyFields.VELOCITY
    | batch.BodyFields.ANGULAR_VELOCITY
)
_CONTACT_FIELDS: Final = (
    batch.ArbiterFields.BODY_A_ID
    | batch.ArbiterFields.BODY_B_ID
    | batch.ArbiterFields.TOTAL_IMPULSE
    | batch.ArbiterFields.NORMAL
    | batch.ArbiterFields.CONTACT_COUNT
    | batch.ArbiterFields.POINT_A_1
    | batch.ArbiterFields.POINT_A_2
)
_ITERATIONS: Final = 10


class TouchBuffer:
    """Touches of all arenas in one tick, as pymunk tells them: unsorted, by body."""

    def __init__(self) -> None:
        self._buffer = batch.Buffer()
        self._integers, self._floats = self._buffer._int_arr, self._buffer._float_arr
        self.request = _request(_CONTACT_FIELDS, self._buffer)
        self._room = (0, 0)
        self._all_integers, self._all_floats = np.zeros((0, 3), np.int64), np.zeros((0, 8))

    def clear(self) -> None:
        """Forget the tick before."""
        self._integers.num = self._floats.num = 0

    @property
    def empty(self) -> bool:
        """Whether nothing touches anything."""
        return not self._integers.num

    def read(self) -> tuple[NDArray[np.int64], Floats]:
        """Integers (n, 3): ids of two bodies, count; floats (n, 8): impulse, normal, two points.

        They are pymunk's own memory, to be used before the next step.
        """
        if self._room != (self._integers.max, self._floats.max):
            self._view()
        count = self._integers.num // 3
        return self._all_integers[:count], self._all_floats[:count]

    def _view(self) -> None:
        """Look at all of the memory that pymunk has allocated, until it has to allocate more."""
        self._room = integers, floats = self._integers.max, self._floats.max
        memory = ffi.buffer(self._integers.arr, 8 * (integers // 3 * 3))
        self._all_integers = np.frombuffer(memory, np.int64).reshape(-1, 3)
        memory = ffi.buffer(self._floats.arr, 8 * (floats // 8 * 8))
        self._all_floats = np.frombuffer(memory, np.float64).reshape(-1, 8)


class Bodies:
    """A space with one arena's walls and cars."""

    def __init__(self, walls: tuple[Wall, ...], pushed: Floats, read: Floats) -> None:
        """Build the walls.

        Args:
            walls: Of the arena's track.
            pushed: Shape (cars + number of wall kinds, PUSHED), C-contiguous; what to push.
            read: Shape (cars + number of wall kinds, READ), C-contiguous; is read into.
        """
        self.space = pymunk.Space()
        self.space.iterations = _ITERATIONS
        # No touch outlives its tick: less hidden state, and no stale touches to be told apart.
        self.space.collision_persistence = 1
        self.walls = wall_bodies(self.space, walls)
        self.cars: list[pymunk.Body] = []
        self._shapes: list[pymunk.Shape] = []
        self._first_shape_id = lib.cpSpaceGetShapeIDCounter(self.space._space)
        self._push_buffer, self._read_buffer = batch.Buffer(), batch.Buffer()
        self._push_buffer.set_float_buf(pushed.reshape(-1))
        self._read_buffer.set_float_buf(read.reshape(-1))
        self._push_floats = self._push_buffer._float_arr
        self._read_floats = self._read_buffer._float_arr
        # Reading appends: with all room said to be there, nothing is ever allocated.
        self._read_floats.max = 2**30
        self._changed = True
        """Whether pymunk has to look after its lists of bodies and shapes in the next step."""
        self._push = _request(_PUSH_FIELDS, self._push_buffer)
        self._read = _request(_READ_FIELDS, self._read_buffer)

    def rebuild(self, state: NDArray[Any], spec: NDArray[Any], levels: NDArray[np.int64]) -> None:
        """Take all cars out and put them in from the arrays, as if nothing had happened yet.

        A space remembers touches and the order of its trees beyond positions and velocities; cars
        put in anew go on alike after the same rows, whatever happened before.

        Args:
            state: CAR_STATE rows of this arena.
            spec: CAR_SPEC rows.
            levels: Of the cars, as `game.sim.levels` counts them.
        """
        self.space.remove(*self._shapes, *self.cars)
        lib.cpSpaceSetShapeIDCounter(self.space._space, self._first_shape_id)
        if not self.cars:
            self.cars = [pymunk.Body(1.0, 1.0) for _ in state]
            self._shapes = [_outline(*pair) for pair in zip(self.cars, spec, strict=True)]
        for row, (body, shape) in enumerate(zip(self.cars, self._shapes, strict=True)):
            self.write(row, state[row], int(levels[row]))
            self.space.add(body, shape)
        self._check_order()
        self._changed = True

    def write(self, row: int, car: Any, level: int) -> None:
        """Put one car where its state says it is.

        Args:
            row: Within this arena.
            car: CAR_STATE row.
            level: Of the car.
        """
        body = self.cars[row]
        present = bool(car["present"])
        self.weigh(row, car)
        body.position = (
            (float(car["x"]), float(car["y"]))
            if present
            else (_PARKED, _PARKED - row * _PARKED_APART)
        )
        body.angle = float(car["yaw"])
        body.velocity = (float(car["velocity_x"]), float(car["velocity_y"]))
        body.angular_velocity = float(car["yaw_rate"])
        self._shapes[row].filter = filter_of(level) if present else _NOTHING

    def change_level(self, row: int, level: int) -> None:
        """Let a car touch what is on its level from now on."""
        self._shapes[row].filter = filter_of(level)

    def weigh(self, row: int, car: Any) -> None:
        """Give one body the mass that its car has now."""
        factor = HELD_WEIGHT if car["held"] else 1.0
        body = self.cars[row]._body
        lib.cpBodySetMass(body, float(car["mass"]) * factor)
        lib.cpBodySetMoment(body, float(car["inertia"]) * factor)

    def step(self, dt: float, parts: int, touches: TouchBuffer) -> None:
        """Push all bodies, advance them by one tick, read them back, append their touches.

        Args:
            dt: Length of the tick [s].
            parts: In which the tick is divided.
            touches: Of all arenas.
        """
        space = self.space._space
        for _ in range(parts):
            self._push_floats.num = 0
            lib.cpSpaceEachBody(space, _PUSH_EACH, self._push)
            if self._changed:
                self.space.step(dt / parts)
                self._changed = False
            else:
                lib.cpSpaceStep(space, dt / parts)
            lib.cpSpaceEachCachedArbiter(space, _TOUCH_EACH, touches.request)
        self._read_floats.num = 0
        lib.cpSpaceEachBody(space, _READ_EACH, self._read)

    def _check_order(self) -> None:
        buffer = batch.Buffer()
        batch.get_space_bodies(self.space, batch.BodyFields.BODY_ID, buffer)
        order = np.frombuffer(buffer.int_buf(), np.int64).tolist()
        if order != [body.id for body in (*self.cars, *self.walls)]:
            raise RuntimeError("pymunk lists bodies in another order than they were added in")


def _outline(body: pymunk.Body, spec: Any) -> pymunk.Shape:
    """A car's box with slightly rounded corners."""
    length, width = spec["length"] / 2 - _CORNER_RADIUS, spec["width"] / 2 - _CORNER_RADIUS
    middle = spec["outline_offset"]
    front, rear = float(middle + length), float(middle - length)
    corners = [(front, -width), (front, width), (rear, width), (rear, -width)]
    shape = pymunk.Poly(body, [(x, float(y)) for x, y in corners], radius=_CORNER_RADIUS)
    shape.elasticity = CAR.restitution
    shape.friction = CAR.friction
    return shape


def _request(fields: batch.BodyFields | batch.ArbiterFields, buffer: batch.Buffer) -> Any:
    request = ffi.new("pmBatchedData *")
    request.fields = fields.value
    request.floatArray = buffer._float_arr
    request.intArray = buffer._int_arr
    return request


_PUSH_EACH: Final = ffi.addressof(lib, "pmSpaceBodySetIteratorFuncBatched")
_READ_EACH: Final = ffi.addressof(lib, "pmSpaceBodyGetIteratorFuncBatched")
_TOUCH_EACH: Final = ffi.addressof(lib, "pmSpaceArbiterIteratorFuncBatched")
