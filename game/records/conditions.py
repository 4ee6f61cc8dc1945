"""On what a lap can be compared with another: the same track, the same car, the same weather."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from game.track.track import Track
from game.vehicle.reader import Car


class Weather(StrEnum):
    """How wet the road is, as far as lap times are told apart."""

    DRY = "dry"
    DAMP = "damp"
    WET = "wet"


DAMP_FROM: Final = 0.1
WET_FROM: Final = 0.5
"""Wetness from which a road counts as that."""


def weather_of(wetness: float) -> Weather:
    """The weather of a wetness 0 .. 1."""
    if wetness < DAMP_FROM:
        return Weather.DRY
    return Weather.DAMP if wetness < WET_FROM else Weather.WET


@dataclass(frozen=True)
class Conditions:
    """What all laps of one ranking have in common; content hashes, so an edit starts a new one."""

    track_hash: str
    car_hash: str
    weather: Weather = Weather.DRY

    @staticmethod
    def of(track: Track, car: Car, wetness: float = 0.0) -> Conditions:
        """Those of a car on a track."""
        return Conditions(track.content_hash, car.content_hash, weather_of(wetness))

    @property
    def key(self) -> tuple[str, str, str]:
        """As the database's columns `track_hash, car_hash, weather` hold it."""
        return self.track_hash, self.car_hash, str(self.weather)
