"""From what was chosen to what is raced: track, cars and drivers, all there and all named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from game.core.errors import UsageError
from game.core.paths import CARS, TRACKS, find_data_file
from game.core.seeds import SeedTree, fresh_seed
from game.race.entrant import DriverIdentity, DriverKind, Entrant
from game.race.ideal_lap import ideal_lap
from game.race.settings import Kind, SessionSettings
from game.race.setup import AssistsAllowed, RaceSetup, grid_rows
from game.track.reader import load_track
from game.track.track import Track
from game.vehicle.reader import Car, load_car, shipped_cars

if TYPE_CHECKING:
    from game.input.assists import Assists
    from game.race.rivals import RivalProvider
    from game.replay.ghost import Ghost

CLASS_SPREAD: Final = 0.05
"""Cars whose ideal laps differ by no more than this part race as one class."""


@dataclass(frozen=True)
class RacePlan:
    """A session that can be driven at once, as often as one likes."""

    setup: RaceSetup
    track: Track
    settings: SessionSettings
    entrants: tuple[Entrant, ...]
    human: int | None
    """Row of the player's car; none where one only watches."""
    seed: int
    title: str
    label: str = "race"
    """What kind of event it belongs to, for the records."""
    season: tuple[int, int] | None = None
    """The championship or weekend and its stage that it belongs to, for the records."""
    assists: Assists | None = None
    """The player's."""
    ghosts: tuple[Ghost, ...] = ()
    place: tuple[float, float] | None = None
    """Where the player is put at the start: distance and offset, as when a track is tried [m]."""
    unverified: str | None = None
    """Why it will not be one that can be driven again from its controls, if so."""
    record: Path | None = None
    """Where a copy of its recording goes when it is over, beside the one in the library."""
    watched: tuple[Path, ...] = ()
    """The track's file and the player's car's, where they may be edited while driving."""

    def again(self) -> RacePlan:
        """The same with another seed, where none was asked for."""
        return self if self.setup.seed is not None else replace(self, seed=fresh_seed())


def data_files(setup: RaceSetup) -> tuple[Path, ...]:
    """The files that a race's track and the player's car come from.

    Raises:
        UsageError: One of them is not there.
    """
    track = find_data_file(setup.track, TRACKS, "track")
    return track, find_data_file(setup.car, CARS, "car")


def plan_race(
    setup: RaceSetup,
    rivals: RivalProvider,
    player: str,
    assists: Assists | None = None,
    *,
    spectate: bool = False,
    label: str = "race",
) -> RacePlan:
    """Load, draw lots and line up; takes a second where a track is new.

    Args:
        setup: What was chosen.
        rivals: Where drivers come from.
        player: The player's name.
        assists: Help for the player; what the car comes with when not given.
        spectate: Whether rivals are alone.
        label: What kind of event this is, for the records.

    Raises:
        UndercutError: A track, car or driver that does not exist or is refused.
    """
    seed = fresh_seed() if setup.seed is None else setup.seed
    track, car = load_track(setup.track), load_car(setup.car)
    allowed = _allowed(assists, setup.assists_allowed)
    entrants, grid = _entry(setup, track, car, rivals, player, allowed, seed, spectate)
    return RacePlan(
        setup=setup,
        track=track,
        settings=setup.settings(grid if setup.kind in (Kind.RACE, Kind.QUALIFYING) else ()),
        entrants=tuple(entrants),
        human=None if spectate else 0,
        seed=seed,
        title=f"{track.title}, {setup.kind.value.replace('_', ' ')}",
        label=label,
        assists=None if spectate else allowed,
        watched=data_files(setup),
    )


def _entry(
    setup: RaceSetup,
    track: Track,
    car: Car,
    rivals: RivalProvider,
    player: str,
    assists: Assists | None,
    seed: int,
    spectate: bool,
) -> tuple[list[Entrant], tuple[int, ...]]:
    """The entry list and the rows by grid place; the player, if any, is row 0."""
    count = setup.rivals + 1 if spectate else setup.rivals
    identities = rivals.identities(count, setup.tiers, setup.drivers, seed)
    cars = rival_cars(setup, track, car, len(identities))
    field = [
        Entrant(identity.name, each, identity)
        for identity, each in zip(identities, cars, strict=True)
    ]
    predicted = tuple(
        rivals.predict(track, entrant.car, entrant.driver.tier or "", setup.wetness).time_s
        for entrant in field
    )
    drawn = float(SeedTree(seed).child("grid").generator().random())
    if spectate:
        return field, tuple(sorted(range(count), key=lambda row: predicted[row]))
    human = Entrant(
        player,
        car,
        DriverIdentity(DriverKind.HUMAN, player),
        assists=assists.fit(car) if assists is not None else None,
    )
    return [human, *field], grid_rows(setup, predicted, drawn)


def rival_cars(setup: RaceSetup, track: Track, car: Car, count: int) -> list[Car]:
    """Cars of the rivals, in order of entry.

    Raises:
        UndercutError: A car that does not exist or is refused.
    """
    if setup.rival_cars == "same":
        return [car] * count
    if setup.rival_cars == "class":
        cars: Sequence[Car] = car_class(track, car, setup.wetness)
    else:
        cars = [load_car(name) for name in setup.rival_cars]
    if not cars:
        raise UsageError("rival_cars: no car is named")
    return [cars[index % len(cars)] for index in range(count)]


def car_class(track: Track, car: Car, wetness: float) -> list[Car]:
    """The shipped cars that are about as quick as a car, itself first."""
    own = ideal_lap(track, car, wetness).time_s
    others = [load_car(name) for name in shipped_cars() if name != car.id]
    near = [
        other
        for other in others
        if abs(ideal_lap(track, other, wetness).time_s / own - 1.0) <= CLASS_SPREAD
    ]
    return [car, *near]


def _allowed(assists: Assists | None, allowed: AssistsAllowed) -> Assists | None:
    """The player's assists, less what the race does not allow."""
    if allowed is AssistsAllowed.ANY or assists is None:
        return assists
    from game.input.assists import Assists as Chosen

    if allowed is AssistsAllowed.FACTORY:
        return assists.within(Chosen())
    return assists.within(
        Chosen(abs=False, traction_control=0, stability=False, automatic_gears=False)
    )
