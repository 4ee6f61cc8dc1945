"""Setting a race up: the short way, and with everything that can be chosen."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from pydantic import ValidationError

from game.race.setup import RaceSetup
from game.screens.forecast_panel import ForecastPanel
from game.screens.page import MARGIN, TOP, Page
from game.screens.paint import PAGE_WIDTH, Rect
from game.screens.setup_rows import Rows
from game.screens.table import Tabs
from game.screens.widgets import Button, Custom, Widget

if TYPE_CHECKING:
    from game.screens.app import App

LEFT_WIDTH: Final = 548.0
ROW: Final = 40.0
STEP: Final = 46.0
PANEL: Final[Rect] = (
    MARGIN + LEFT_WIDTH + 32,
    TOP,
    PAGE_WIDTH - 2 * MARGIN - LEFT_WIDTH - 32,
    532.0,
)

QUICK: Final = RaceSetup(track="fenwick-hollow", car="gt3", laps=3, rivals=11)
"""What a first quick race is."""

RowMaker = Callable[[Rect], Widget]


class SetupPage(Page):
    """A setup that is kept in the settings, changed by rows, with what it means beside them."""

    section = "quick_race"
    first = QUICK
    spectating = False

    def __init__(self, app: App, title: str, subtitle: str = "") -> None:
        super().__init__(app, title, subtitle)
        self.setup = self._kept()
        self.rows = Rows(app, lambda: self.setup, self.change)
        self.panel = ForecastPanel(app, PANEL, not self.spectating)
        self.panel.want(self.setup)
        self.build()

    def _kept(self) -> RaceSetup:
        kept = self.app.services.options(self.section, RaceSetup)
        return kept if kept != RaceSetup() else self.first

    def build(self) -> None:
        """Put the widgets on the page."""

    def stack(self, makers: list[RowMaker], top: float) -> float:
        """Put rows below each other; gives where the next would come."""
        for make in makers:
            self.add(make((MARGIN, top, LEFT_WIDTH, ROW)))
            top += STEP
        return top

    def change(self, changes: dict[str, Any]) -> None:
        """Change fields of the setup, and keep it."""
        try:
            setup = RaceSetup.model_validate({**self.setup.model_dump(), **changes})
        except ValidationError as error:
            self.app.say(str(error.errors()[0]["msg"]), "warning")
            return
        self.setup = setup
        self.app.services.put(self.section, setup)
        self.panel.want(setup)

    def update(self, seconds: float) -> None:
        """Predict."""
        self.panel.update(seconds)

    def start(self) -> None:
        """Race."""
        from game.screens.race_flow import start_race

        start_race(self.app, self.setup, self.title.lower())


class QuickRaceScreen(SetupPage):
    """Race at once, or change the few things that matter most first."""

    def __init__(self, app: App) -> None:
        key = app.accept_key
        super().__init__(app, "Quick race", f"{key} once more, and you are on the grid")

    def build(self) -> None:
        """Start first, so that two presses are enough."""
        start = Button(
            (MARGIN, TOP, LEFT_WIDTH, 64),
            "Race",
            self.start,
            "as below; everything else as you last chose it",
            primary=True,
            size=26.0,
        )
        self.add(start)
        rows = self.rows
        makers: list[RowMaker] = [rows.track, rows.car, rows.tiers, rows.rivals, rows.length]
        makers += [rows.grid, rows.wetness]
        self.stack(makers, TOP + 84)
        self.add(Custom(PANEL, self.panel.draw))


class CustomRaceScreen(SetupPage):
    """Everything that can be chosen, and presets of it.

    Attributes:
        part: That is open.
        preset: Taken or kept last.
    """

    section = "custom_race"
    first = RaceSetup(track="sablemoor", rivals=15, laps=8)

    PARTS: Final = ("Event", "Rivals", "Conditions", "Rules", "Presets")

    def __init__(self, app: App, title: str = "Custom race", subtitle: str = "") -> None:
        self.part = 0
        self.preset = ""
        super().__init__(app, title, subtitle)

    def build(self) -> None:
        """The part that is open."""
        self.clear()
        tabs = Tabs((MARGIN, TOP - 8, LEFT_WIDTH, 40), self.PARTS, self.part, self.open_part)
        tabs.hint = "Tab or the shoulder buttons go from part to part"
        self.widgets.append(tabs)
        top = TOP + 48
        if self.PARTS[self.part] == "Presets":
            self._build_presets(top)
        else:
            self.stack(self._makers(), top)
            if self.PARTS[self.part] == "Rivals":
                self._build_picks(top + STEP * len(self._makers()))
        start = Button((MARGIN, 600, 260, 48), self._verb, self.start, primary=True, size=22.0)
        self.add(start)
        self.add(Custom(PANEL, self.panel.draw))

    @property
    def _verb(self) -> str:
        return "Watch" if self.spectating else "Race"

    def open_part(self, part: int) -> None:
        """Go to another part of the setup."""
        self.part = part
        self.build()
        self.focus = self.widgets[0]

    def _makers(self) -> list[RowMaker]:
        rows = self.rows
        parts: dict[str, list[RowMaker]] = {
            "Event": [rows.track, rows.car, rows.length, rows.start, rows.grid, rows.qualifying],
            "Rivals": [rows.rivals, rows.tiers, rows.rival_cars],
            "Conditions": [rows.wetness, rows.fuel, rows.fuel_rate, rows.tyre_rate],
            "Rules": [rows.penalties, rows.track_limits, rows.blue_flags, rows.assists],
        }
        parts["Conditions"] += [rows.damage, rows.slipstream]
        if self.spectating:
            parts["Event"] = [rows.track, rows.first_car, rows.length, rows.start]
            parts["Rules"].remove(rows.assists)
        return parts[self.PARTS[self.part]]

    def _build_picks(self, top: float) -> None:
        drivers, cars = self.setup.drivers, self.setup.rival_cars
        named = f"{len(drivers)} named" if drivers else "drawn from their tiers"
        place = (MARGIN, top + 6, LEFT_WIDTH, 52.0)
        self.add(Button(place, "Who they are", self._pick_drivers, named))
        chosen = f"{len(cars)} chosen" if isinstance(cars, tuple) else "chosen by the row above"
        place = (MARGIN, top + 66, LEFT_WIDTH, 52.0)
        self.add(Button(place, "Choose several cars", self._pick_cars, chosen))

    def _pick_drivers(self) -> None:
        from game.screens.pick_screen import pick_drivers

        def done(chosen: tuple[str, ...]) -> None:
            self.change({"drivers": chosen, "rivals": max(self.setup.rivals, len(chosen))})
            self.again()

        self.app.push(pick_drivers(self.app, self.setup.drivers, done))

    def _pick_cars(self) -> None:
        from game.screens.pick_screen import pick_cars

        def done(chosen: tuple[str, ...]) -> None:
            self.change({"rival_cars": chosen or "same"})
            self.again()

        cars = self.setup.rival_cars
        self.app.push(pick_cars(self.app, cars if isinstance(cars, tuple) else (), done))

    def again(self) -> None:
        """Build the part anew, with the focus where it was."""
        here = self.widgets.index(self.focus) if self.focus in self.widgets else 0
        self.build()
        self.focus = self.widgets[min(here, len(self.widgets) - 1)]

    def _build_presets(self, top: float) -> None:
        from game.screens.preset_rows import add_preset_rows

        add_preset_rows(self, (MARGIN, top, LEFT_WIDTH, 560.0 - top), self._take)

    def _take(self, setup: RaceSetup) -> None:
        self.change(setup.model_dump())
        self.again()


class WatchScreen(CustomRaceScreen):
    """A race of rivals alone."""

    section = "watched_race"
    first = RaceSetup(track="sablemoor", rivals=19, laps=5, rival_cars="same")
    spectating = True

    def __init__(self, app: App) -> None:
        super().__init__(app, "Watch a race", "rivals alone, with the timing screen")

    def start(self) -> None:
        """Watch."""
        from game.screens.race_flow import start_race

        start_race(self.app, self.setup, "watched race", spectate=True)
