"""The workshop: edit a track or a car while somebody drives it, from any point."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pydantic import BaseModel, ConfigDict, Field

from game.core.errors import UndercutError
from game.core.files import write_atomically
from game.core.paths import CARS, ROOT, TRACKS, find_data_file
from game.race.settings import Kind, Start
from game.race.setup import RaceSetup
from game.screens import catalogue, style
from game.screens.dialogs import Loading
from game.screens.page import MARGIN, TOP, Page
from game.screens.paint import PAGE_WIDTH, Paint, Rect
from game.screens.place_screen import PlaceMap, place_slider
from game.screens.widgets import Button, Choice, Custom, TextField
from game.screens.work import Say, Work

if TYPE_CHECKING:
    from game.screens.app import App
    from game.screens.plan import RacePlan
    from game.track.track import Track

LEFT: Final = 548.0
RIGHT: Final[Rect] = (MARGIN + LEFT + 32, TOP, PAGE_WIDTH - 2 * MARGIN - LEFT - 32, 476.0)
ME: Final = "me"
PRACTICE_MINUTES: Final = 600.0


class WorkshopChoices(BaseModel):
    """What is tried, and by whom; kept with the settings."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    track: str = Field("fenwick-hollow", min_length=1)
    car: str = Field("gt3", min_length=1)
    driver: str = Field(ME, min_length=1, description="`me`, or a tier.")
    distance: float = Field(0.0, ge=0.0, description="Where it begins [m].")


class WorkshopScreen(Page):
    """Chooses a file, a driver and a place; the race screen does the rest."""

    def __init__(self, app: App) -> None:
        words = "save the file while you drive: it is built anew within a second"
        super().__init__(app, "Workshop", words)
        self.choices = app.services.options("workshop", WorkshopChoices)
        self.track: Track | None = None
        self.map: PlaceMap | None = None
        self.problem = ""
        self._work: Work[Track] | None = None
        self._loaded = ""
        self.build()

    def build(self) -> None:
        """Rows for what is chosen, and the map."""
        here = self.widgets.index(self.focus) if self.focus in self.widgets else 0
        self.clear()
        data = self.app.data_dir
        tracks = catalogue.with_current(catalogue.tracks(data), self.choices.track)
        cars = catalogue.with_current(catalogue.cars(data), self.choices.car)
        tiers = [(tier.id, f"A rival, {tier.title}") for tier in self.app.rivals.tiers()]
        top = TOP
        for label, name, options in (
            ("Track", "track", tracks),
            ("Car", "car", cars),
            ("Driven by", "driver", [(ME, "You"), *tiers]),
        ):
            row = (MARGIN, top, LEFT, 40.0)
            now = getattr(self.choices, name)
            self.add(Choice(row, label, options, now, self._changer(name), share=0.3))
            top += 46
        self.add(TextField((MARGIN, top, LEFT, 40), "Another track file", "", self._file, 200, 0.3))
        top += 46
        if self.track is not None:
            now = min(self.choices.distance, self.track.length)
            self.add(place_slider((MARGIN, top, LEFT, 40), self.track, now, self._move))
        self.add(Button((MARGIN, 548, 264, 48), "Drive", self._drive, primary=True, size=22.0))
        copy = Button((MARGIN + 284, 548, 264, 48), "Copy these files to edit", self._copy)
        copy.hint = f"into {data / 'tracks'} and {data / 'cars'}"
        self.add(copy)
        self.add(Custom(RIGHT, self._draw_map))
        self.add(Custom((MARGIN, 370, LEFT, 160), self._draw_files))
        self.focus = self.widgets[min(here, len(self.widgets) - 1)]

    def _changer(self, name: str) -> Any:
        def changed(value: Any) -> None:
            self._keep(**{name: value})

        return changed

    def _keep(self, **changes: Any) -> None:
        self.choices = self.choices.model_copy(update=changes)
        self.app.services.put("workshop", self.choices)

    def _file(self, words: str) -> None:
        if words and not Path(words).expanduser().is_file():
            self.app.say(f"{words}: there is no such file", "warning")
        elif words:
            self._keep(track=str(Path(words).expanduser()))
            self.build()

    def _move(self, distance: float) -> None:
        self._keep(distance=distance)
        if self.map is not None:
            self.map.distance = distance

    def update(self, seconds: float) -> None:
        """Build the track that is chosen, in the background."""
        if self._work is None and self._loaded != self.choices.track:
            self._loaded = name = self.choices.track
            self._work = Work(lambda say: _load(name))
        if self._work is not None and self._work.done:
            work, self._work = self._work, None
            try:
                self._take(work.result())
            except UndercutError as error:
                self.track, self.map, self.problem = None, None, str(error)
            self.build()

    def _take(self, track: Track) -> None:
        self.track, self.problem = track, ""
        self.map = PlaceMap(track, RIGHT, min(self.choices.distance, track.length))

    def _draw_map(self, paint: Paint, rect: Rect) -> None:
        if self.map is not None:
            self.map.draw(paint, rect)
            return
        x, y, width, _ = rect
        paint.box(rect, style.PANEL, radius=6)
        words = self.problem or "building the track"
        colour = style.BAD if self.problem else style.DIM
        paint.lines(words, (x + 24, y + 24), width - 48, style.SMALL, colour)

    def _draw_files(self, paint: Paint, rect: Rect) -> None:
        x, y, width, _ = rect
        try:
            track = find_data_file(self.choices.track, TRACKS, "track")
            car = find_data_file(self.choices.car, CARS, "car")
        except UndercutError as error:
            paint.lines(str(error), (x, y), width, style.SMALL, style.BAD)
            return
        paint.text("WATCHED WHILE YOU DRIVE", (x, y + 8), style.TINY, style.FAINT)
        paint.text(_shown(track), (x, y + 30), style.SMALL, style.DIM, width=width)
        paint.text(_shown(car), (x, y + 50), style.SMALL, style.DIM, width=width)
        words = (
            "Errors are shown with file and line while the old track stays. The car keeps its "
            "place where that is legal. Such a session is marked as not verified."
        )
        paint.lines(words, (x, y + 68), width, style.SMALL, style.FAINT)

    def _copy(self) -> None:
        """Copy what came with the game into the player's own folders, and choose the copies."""
        changes = {}
        for name, folder, kind in (("track", TRACKS, "tracks"), ("car", CARS, "cars")):
            source = find_data_file(getattr(self.choices, name), folder, name)
            target = self.app.data_dir / kind / source.name
            if not target.exists():
                write_atomically(target, source.read_bytes())
            changes[name] = str(target)
        self._keep(**changes)
        self.build()
        self.app.say(f"copied into {self.app.data_dir}")

    def _drive(self) -> None:
        if self.track is None:
            self.app.say(self.problem or "the track is not built yet", "warning")
            return
        mine = self.choices.driver == ME
        setup = RaceSetup(
            track=self.choices.track,
            car=self.choices.car,
            kind=Kind.PRACTICE,
            laps=None,
            minutes=PRACTICE_MINUTES,
            start=Start.FLYING,
            rivals=0,
            tiers=() if mine else (self.choices.driver,),
        )
        app, choices = self.app, self.choices

        def make(say: Say) -> RacePlan:
            from game.screens.plan import plan_race

            app.services.ready(say)
            player, help_ = app.services.game.player, app.services.assists
            plan = plan_race(setup, app.rivals, player, help_, spectate=not mine, label="workshop")
            length = plan.track.length
            distance = min(choices.distance, length) % length
            station = plan.track.stations[int(distance / plan.track.spacing)]
            place = (distance, float(station["line_offset"]))
            words = "a car was put somewhere by hand"
            return replace(plan, place=place, unverified=words, title=plan.track.title)

        def made(plan: RacePlan) -> None:
            from game.screens.race_screen import RaceScreen

            app.push(RaceScreen(app, plan, lambda outcome: None))

        app.push(Loading(app, "To the track", make, made))


def _load(name: str) -> Track:
    from game.track.reader import load_track

    return load_track(name)


def _shown(path: Path) -> str:
    """A path as people read it: what came with the game from its own folder on."""
    return str(path.relative_to(ROOT) if path.is_relative_to(ROOT) else path)
