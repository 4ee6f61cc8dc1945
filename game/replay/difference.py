"""What differs between a recording and its re-drive: tick, car, field and both values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from game.core.clock import TICK_RATE
from game.vehicle.state import CAR_STATE, WHEELS

WHEEL_NAMES: Final = ("FL", "FR", "RL", "RR")
WHEEL_FIELDS: Final = frozenset(
    name for name in CAR_STATE.names or () if CAR_STATE[name].shape == (WHEELS,)
)
"""Fields of a car's state with one value per wheel."""


@dataclass(frozen=True)
class FieldDifference:
    """One field with two values."""

    tick: int
    """Where both values were seen; the first recorded state at or after the difference."""
    car: int
    """Row of the car, -1: the session."""
    field: str
    recorded: float
    redriven: float


@dataclass(frozen=True)
class Difference:
    """The first thing that is not as recorded."""

    tick: int
    what: str
    """Which part of the recording: header, trace, poses, events, state hash, keyframe, ending."""
    cars: tuple[int, ...] = ()
    """Rows of the cars that differ in that tick, as far as that is known."""
    names: tuple[str, ...] = ()
    field: FieldDifference | None = None
    note: str = ""

    def sentence(self) -> str:
        """For people."""
        words = f"tick {self.tick} ({self.tick / TICK_RATE:.3f} s): {self.what} differs"
        if self.names:
            cars = zip(self.cars, self.names, strict=True)
            words += " for " + ", ".join(f"car {car} ({name})" for car, name in cars)
        if self.field is not None:
            words += f"; {self._field_words(self.field)}"
        return f"{words}; {self.note}" if self.note else words

    def to_json(self) -> dict[str, Any]:
        """For programs."""
        return asdict(self) | {"time_s": self.tick / TICK_RATE}

    def _field_words(self, found: FieldDifference) -> str:
        car = f"car {found.car}" if found.car >= 0 else "the session"
        return (
            f"{found.field} of {car} at tick {found.tick}: "
            f"recorded {found.recorded!r}, re-driven {found.redriven!r}"
        )


def first_field(
    recorded: NDArray[Any], redriven: NDArray[Any], tick: int, cars_first: Sequence[int] = ()
) -> FieldDifference | None:
    """The first field in which rows of one structured type differ; NaN equals NaN.

    Args:
        recorded: One row per car.
        redriven: The same from the re-drive.
        tick: Of both.
        cars_first: Rows to look at before the others.
    """
    others = [car for car in range(len(recorded)) if car not in cars_first]
    for car in [*cars_first, *others]:
        for name in recorded.dtype.names or ():
            place = _first_place(recorded[name][car], redriven[name][car])
            if place is not None:
                then, now = recorded[name][car][place], redriven[name][car][place]
                return FieldDifference(tick, car, _label(name, place), then.item(), now.item())
    return None


def _first_place(then: Any, now: Any) -> tuple[int, ...] | None:
    """Index of the first element of two fields that differs, () for a plain number."""
    first, second = np.asarray(then), np.asarray(now)
    equal = (first == second) | ((first != first) & (second != second))
    if equal.all():
        return None
    return tuple(int(axis) for axis in np.argwhere(~equal)[0])


def _label(name: str, place: tuple[int, ...]) -> str:
    """A field's name and, inside it, the wheel or element."""
    if len(place) == 1 and name in WHEEL_FIELDS:
        return f"{name}[{WHEEL_NAMES[place[0]]}]"
    return name + "".join(f"[{index}]" for index in place)
