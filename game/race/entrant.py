"""Who takes part: a car and what drives it; plain data that a recording carries whole."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from typing import Any

from game.vehicle.model import Assists
from game.vehicle.reader import Car, build_car


class DriverKind(StrEnum):
    """What turns the view into controls."""

    HUMAN = "human"
    SCRIPTED = "scripted"
    POLICY = "policy"
    RECORDING = "recording"


@dataclass(frozen=True)
class DriverIdentity:
    """Who drives, as it stands in results and recordings."""

    kind: DriverKind
    name: str
    tier: str | None = None
    policy: str | None = None
    """Content hash or file of the policy, where there is one."""
    limits: dict[str, Any] = field(default_factory=dict)
    """The human limits it drives under: plain numbers and words."""
    number: int | None = None
    """On the car, where the driver has one."""
    colours: tuple[str, ...] = ()
    """Of the car, first the one that covers most of it, as "#rrggbb"."""

    def to_json(self) -> dict[str, Any]:
        """All of it as JSON has it."""
        return {**asdict(self), "kind": str(self.kind), "colours": list(self.colours)}


@dataclass(frozen=True)
class Entrant:
    """A car on the entry list and its driver."""

    name: str
    car: Car
    driver: DriverIdentity
    team: str | None = None
    assists: Assists | None = None
    """That the driver has chosen; the car's own when not given."""

    @property
    def fitted(self) -> Car:
        """The car as it is driven: with the driver's assists."""
        if self.assists is None:
            return self.car
        record = self.car.record.copy()
        for name, value in self.assists.model_dump().items():
            record[name] = int(value)
        record.setflags(write=False)
        return replace(self.car, record=record)

    def to_json(self) -> dict[str, Any]:
        """Everything needed to build this entrant again, the car's own YAML included."""
        return {
            "name": self.name,
            "team": self.team,
            "driver": self.driver.to_json(),
            "car": {"id": self.car.id, "source": self.car.source, "hash": self.car.content_hash},
            "assists": None if self.assists is None else self.assists.model_dump(),
        }

    @staticmethod
    def from_json(facts: dict[str, Any]) -> Entrant:
        """The entrant that `to_json` described.

        Raises:
            DataError: The car's text is no valid car.
            KeyError, TypeError, ValueError: The facts are not of the right form.
        """
        driver = dict(facts["driver"])
        driver["kind"] = DriverKind(driver["kind"])
        driver["colours"] = tuple(driver.get("colours", ()))
        car = build_car(facts["car"]["source"], facts["car"]["id"])
        chosen = facts.get("assists")
        assists = None if chosen is None else Assists.model_validate(chosen)
        return Entrant(facts["name"], car, DriverIdentity(**driver), facts["team"], assists)
