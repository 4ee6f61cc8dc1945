"""Contacts of a tick as sorted rows: who touched whom or what, where and how hard."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from game.core.compiled import compiled
from game.track.track import Floats

CONTACT: Final = np.dtype(
    [
        ("tick", "i8"),  # after which the contact was found
        ("car", "i8"),  # row; the lower of two
        ("other", "i8"),  # row of the other car, -1: a wall
        ("wall", "i8"),  # index into WALL_KINDS, -1: a car
        ("x", "f8"),  # middle of the touch [m]
        ("y", "f8"),
        ("normal_x", "f8"),  # unit vector from the car to the other
        ("normal_y", "f8"),
        ("impulse", "f8"),  # [N s]
        ("closing_speed", "f8"),  # at which they came together, before the contact [m/s]
        ("first", "i8"),  # 1: these two have not touched for half a second
    ],
    align=True,
)
"""One row for each pair of cars and for each car and kind of wall, sorted by these."""

RECENT: Final = np.dtype([("other", "i8"), ("wall", "i8"), ("tick", "i8")], align=True)
"""What a car touched and when it did so last; what `first` is decided with."""

MEMORY: Final = 60
"""Ticks for which a touch is remembered."""

_REMEMBERED: Final = 8
_LONG_AGO: Final = -(2**40)
_ROOM: Final = 16


def contact_rows(cars: int, touches: int = 0) -> NDArray[Any]:
    """Room for the contacts of a tick, with a place to sort in."""
    return np.zeros(max(_ROOM * (cars + 1), touches) + 1, CONTACT)


def recent_rows(cars: int) -> NDArray[Any]:
    """An empty memory, shape (cars, 8)."""
    recent = np.zeros((cars, _REMEMBERED), RECENT)
    recent["tick"] = _LONG_AGO
    return recent


@compiled
def owner(ids: NDArray[np.int64], owners: NDArray[np.int64], body: int) -> int:
    """Whose body it is: a car's row, or -1 - kind of wall."""
    return int(owners[np.searchsorted(ids, body)])


@compiled
def _before(a: Any, b: Any) -> bool:
    """A total order, so that sums do not depend on the order in which touches were found."""
    if a.car != b.car:
        return bool(a.car < b.car)
    if a.other != b.other:
        return bool(a.other < b.other)
    if a.wall != b.wall:
        return bool(a.wall < b.wall)
    if a.impulse != b.impulse:
        return bool(a.impulse > b.impulse)
    if a.x != b.x:
        return bool(a.x < b.x)
    return bool(a.y < b.y)


@compiled
def read_touch(
    contact: Any,
    integers: NDArray[np.int64],
    floats: Floats,
    ids: NDArray[np.int64],
    owners: NDArray[np.int64],
) -> None:
    """Write one touch as a contact, seen from the car with the lower row."""
    first = owner(ids, owners, integers[0])
    second = owner(ids, owners, integers[1])
    impulse_x, impulse_y = floats[0], floats[1]
    swapped = first < 0 or (0 <= second < first)
    sign = -1.0 if swapped else 1.0
    if swapped:
        first, second = second, first
    contact.car = first
    contact.other = second if second >= 0 else -1
    contact.wall = -1 - second if second < 0 else -1
    contact.normal_x = sign * floats[2]
    contact.normal_y = sign * floats[3]
    contact.impulse = np.sqrt(impulse_x * impulse_x + impulse_y * impulse_y)
    contact.x, contact.y = floats[4], floats[5]
    if integers[2] == 2:
        contact.x = (floats[4] + floats[6]) / 2
        contact.y = (floats[5] + floats[7]) / 2


@compiled
def closing_speed(contact: Any, state: NDArray[Any]) -> float:
    """How fast the two came together at the place of touch, from velocities before it [m/s]."""
    car = state[contact.car]
    x = car.velocity_x - car.yaw_rate * (contact.y - car.y)
    y = car.velocity_y + car.yaw_rate * (contact.x - car.x)
    if contact.other >= 0:
        other = state[contact.other]
        x -= other.velocity_x - other.yaw_rate * (contact.y - other.y)
        y -= other.velocity_y + other.yaw_rate * (contact.x - other.x)
    speed = x * contact.normal_x + y * contact.normal_y
    return float(max(speed, 0.0))


@compiled
def _insert(contacts: NDArray[Any], count: int, scratch: Any) -> None:
    place = count
    while place > 0 and _before(scratch, contacts[place - 1]):
        contacts[place] = contacts[place - 1]
        place -= 1
    contacts[place] = scratch


@compiled
def collect(
    contacts: NDArray[Any],
    integers: NDArray[np.int64],
    floats: Floats,
    ids: NDArray[np.int64],
    owners: NDArray[np.int64],
) -> int:
    """Sort touches by pair and unite those of one pair; the strongest gives place and normal.

    Args:
        contacts: CONTACT rows, written; more of them than touches.
        integers: Shape (n, 3), as `TouchBuffer.read` gives them.
        floats: Shape (n, 8).
        ids: Bodies' ids, ascending.
        owners: Their cars' rows, or -1 - kind of wall.

    Returns:
        The number of contacts.
    """
    count = 0
    scratch = contacts[len(contacts) - 1]
    for index in range(len(integers)):
        read_touch(scratch, integers[index], floats[index], ids, owners)
        if scratch.impulse > 0.0:
            _insert(contacts, count, scratch)
            count += 1
    united = 0
    for index in range(count):
        here = contacts[index]
        last = contacts[max(united - 1, 0)]
        same = here.car == last.car and here.other == last.other and here.wall == last.wall
        if united > 0 and same:
            last.impulse += here.impulse
        else:
            contacts[united] = here
            united += 1
    return united


@compiled
def remember(recent: NDArray[Any], contact: Any, tick: int) -> int:
    """Note a touch, in place of the oldest where there is no room.

    Args:
        recent: RECENT rows of the contact's car.
        contact: CONTACT row.
        tick: Now.

    Returns:
        1 when these two have not touched in the last `MEMORY` ticks, else 0.
    """
    oldest = 0
    for index in range(len(recent)):
        row = recent[index]
        if row.other == contact.other and row.wall == contact.wall and tick - row.tick <= MEMORY:
            row.tick = tick
            return 0
        if row.tick < recent[oldest].tick:
            oldest = index
    row = recent[oldest]
    row.other, row.wall, row.tick = contact.other, contact.wall, tick
    return 1
