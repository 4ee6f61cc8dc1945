"""The rows by which a race is set up, each for one or two fields of its setup."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from game.race.settings import Start
from game.race.setup import MOST_RIVALS, AssistsAllowed, GridPlace, RaceSetup
from game.screens import catalogue
from game.screens.paint import Rect
from game.screens.widgets import Choice, Slider, Toggle, Widget

if TYPE_CHECKING:
    from game.screens.app import App

Get = Callable[[], RaceSetup]
Put = Callable[[dict[str, Any]], None]
"""Changes fields of the setup."""

LAPS: Final = (1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 40, 50, 75, 100)
MINUTES: Final = (5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 360, 720, 1440)
RATES: Final = (
    (0.0, "Off"),
    (0.5, "\u00d7\u00bd"),
    (1.0, "Real"),
    (2.0, "\u00d72"),
    (3.0, "\u00d73"),
    (5.0, "\u00d75"),
    (10.0, "\u00d710"),
)
GRID: Final = (
    (GridPlace.FIRST, "Pole"),
    (GridPlace.MIDDLE, "Middle"),
    (GridPlace.LAST, "Last"),
    (GridPlace.REVERSED, "Last, grid reversed"),
    (GridPlace.RANDOM, "Drawn by lot"),
    (GridPlace.QUALIFYING, "By qualifying"),
)
ALL_CARS: Final = "all"


def nearest_of(values: Sequence[float], wanted: float) -> float:
    """The value of a list that is nearest."""
    return min(values, key=lambda value: abs(value - wanted))


class Rows:
    """Makes rows for a setup that is read and changed by two functions."""

    def __init__(self, app: App, get: Get, put: Put) -> None:
        self.app, self.get, self.put = app, get, put

    def _choice(
        self, rect: Rect, label: str, name: str, options: Sequence[tuple[Any, str]], hint: str = ""
    ) -> Widget:
        value = getattr(self.get(), name)
        widget = Choice(rect, label, options, value, lambda chosen: self.put({name: chosen}))
        widget.hint = hint
        return widget

    def _toggle(self, rect: Rect, label: str, name: str, hint: str = "") -> Widget:
        widget = Toggle(rect, label, getattr(self.get(), name), lambda on: self.put({name: on}))
        widget.hint = hint
        return widget

    def track(self, rect: Rect) -> Widget:
        """Where."""
        setup = self.get()
        known = catalogue.with_current(catalogue.tracks(self.app.data_dir), setup.track)
        return self._choice(rect, "Track", "track", known)

    def car(self, rect: Rect) -> Widget:
        """In what."""
        return self._car(rect, "Your car")

    def first_car(self, rect: Rect) -> Widget:
        """In what, where the player only watches."""
        return self._car(rect, "Car")

    def _car(self, rect: Rect, label: str) -> Widget:
        known = catalogue.with_current(catalogue.cars(self.app.data_dir), self.get().car)
        return self._choice(rect, label, "car", known)

    def length(self, rect: Rect) -> Widget:
        """Laps or minutes."""
        setup = self.get()
        options: list[tuple[Any, str]] = [
            ((laps, None), f"{laps} lap{'s' if laps > 1 else ''}") for laps in LAPS
        ]
        options += [((None, float(minutes)), f"{minutes} minutes") for minutes in MINUTES]
        now = (setup.laps, setup.minutes)
        if all(value != now for value, _ in options):
            laps = int(nearest_of(LAPS, setup.laps or LAPS[-1]))
            now = (laps, None) if setup.laps else (None, nearest_of(MINUTES, setup.minutes or 10))

        def changed(value: tuple[int | None, float | None]) -> None:
            self.put({"laps": value[0], "minutes": value[1]})

        return Choice(rect, "Length", options, now, changed)

    def rivals(self, rect: Rect) -> Widget:
        """How many."""

        def changed(value: float) -> None:
            self.put({"rivals": int(value)})

        now = float(self.get().rivals)
        return Slider(rect, "Rivals", 0, MOST_RIVALS, 1, now, changed, lambda v: f"{v:.0f}")

    def tiers(self, rect: Rect) -> Widget:
        """Which tiers: one, two neighbours, or all."""
        known = list(self.app.rivals.tiers())
        options: list[tuple[tuple[str, ...], str]] = [((), "All tiers, mixed")]
        options += [((tier.id,), tier.title) for tier in known]
        options += [
            ((first.id, second.id), f"{first.title} and {second.title}")
            for first, second in pairwise(known)
        ]
        widget = self._choice(rect, "Their tier", "tiers", options)
        widget.hint = "the same car and the same physics: a tier is how well they drive it"
        return widget

    def rival_cars(self, rect: Rect) -> Widget:
        """What they drive."""
        every = tuple(name for name, _ in catalogue.cars(self.app.data_dir))
        options: list[tuple[Any, str]] = [
            ("same", "All the same"),
            ("class", "Cars of about its pace"),
            (every, "Every car there is"),
        ]
        options += [((name,), title) for name, title in catalogue.cars(self.app.data_dir)]
        now = self.get().rival_cars
        if all(value != now for value, _ in options):
            options.append((now, "Those you have chosen"))
        return self._choice(rect, "Their cars", "rival_cars", options)

    def grid(self, rect: Rect) -> Widget:
        """Where the player starts."""
        options: list[tuple[Any, str]] = list(GRID)
        options += [(place, f"Place {place}") for place in range(1, self.get().rivals + 2)]
        return self._choice(rect, "Your place on the grid", "grid", options)

    def start(self, rect: Rect) -> Widget:
        """How it begins."""
        options = [(Start.STANDING, "Standing"), (Start.ROLLING, "Rolling")]
        return self._choice(rect, "Start", "start", options)

    def qualifying(self, rect: Rect) -> Widget:
        """How long qualifying lasts."""

        def changed(value: float) -> None:
            self.put({"qualifying_minutes": value})

        now, words = self.get().qualifying_minutes, lambda v: f"{v:.0f} min"
        widget = Slider(rect, "Qualifying lasts", 1, 60, 1, now, changed, words)
        widget.hint = "driven before the race where the grid goes by qualifying"
        return widget

    def wetness(self, rect: Rect) -> Widget:
        """How wet the road is."""

        def words(value: float) -> str:
            if value == 0.0:
                return "Dry"
            return "Soaked" if value == 1.0 else f"Wet {100 * value:.0f} %"

        def changed(value: float) -> None:
            self.put({"wetness": value})

        return Slider(rect, "Road", 0.0, 1.0, 0.1, self.get().wetness, changed, words)

    def fuel(self, rect: Rect) -> Widget:
        """What is in the tank."""

        def changed(value: float) -> None:
            self.put({"initial_fuel": value})

        now, words = self.get().initial_fuel, lambda v: f"{100 * v:.0f} %"
        return Slider(rect, "Fuel at the start, of a tank", 0.05, 1.0, 0.05, now, changed, words)

    def fuel_rate(self, rect: Rect) -> Widget:
        """How fast it burns."""
        return self._rate(rect, "Use of fuel", "fuel_rate")

    def tyre_rate(self, rect: Rect) -> Widget:
        """How fast they wear."""
        return self._rate(rect, "Wear of tyres", "tyre_rate")

    def _rate(self, rect: Rect, label: str, name: str) -> Widget:
        now = nearest_of([value for value, _ in RATES], getattr(self.get(), name))
        return Choice(rect, label, RATES, now, lambda value: self.put({name: value}))

    def damage(self, rect: Rect) -> Widget:
        """What contacts break."""
        options = [("none", "None"), ("light", "Light"), ("full", "Full")]
        return self._choice(rect, "Damage", "damage", options)

    def slipstream(self, rect: Rect) -> Widget:
        """How far a wake reaches."""
        options = [("off", "Off"), ("real", "Real"), ("strong", "Strong")]
        return self._choice(rect, "Slipstream", "slipstream", options)

    def penalties(self, rect: Rect) -> Widget:
        """Whether the stewards impose anything."""
        return self._toggle(rect, "Penalties", "penalties", "the same stewards judge everybody")

    def track_limits(self, rect: Rect) -> Widget:
        """Whether leaving the track costs."""
        return self._toggle(rect, "Track limits", "track_limits")

    def blue_flags(self, rect: Rect) -> Widget:
        """Whether the lapped make way."""
        return self._toggle(rect, "Blue flags", "blue_flags")

    def assists(self, rect: Rect) -> Widget:
        """What help is allowed."""
        options = [
            (AssistsAllowed.ANY, "Any"),
            (AssistsAllowed.FACTORY, "As the car comes"),
            (AssistsAllowed.NONE, "None"),
        ]
        return self._choice(rect, "Assists allowed", "assists_allowed", options)
