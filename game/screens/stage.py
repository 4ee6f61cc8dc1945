"""The stage: everything that shows and sounds one session, from its track to its dashboard."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import pygame
from numpy.typing import NDArray

from game.audio.signals import Signals
from game.audio.sound import Sound
from game.core.clock import TICK
from game.core.heap import rest_heap
from game.hud.hud import Hud
from game.hud.options import HudOptions
from game.hud.session_facts import SessionReporter, facts_of_session, lit_columns
from game.race.entrant import DriverKind, Entrant
from game.race.session import Session
from game.render.camera import Camera, CameraKind
from game.render.car_look import CarLook, look_of
from game.render.renderer import LineShown, Renderer, RenderOptions
from game.sim.driver import Lights

if TYPE_CHECKING:
    from game.hud.facts import HudFacts
    from game.screens.plan import RacePlan
    from game.screens.race_screen import Overlay
    from game.screens.runner import SessionRunner

Size = tuple[int, int]

CAMERAS: Final = (
    (CameraKind.CHASE, "Chase"),
    (CameraKind.HEADING_UP, "Heading up"),
    (CameraKind.NORTH_UP, "North up"),
    (CameraKind.WHOLE_TRACK, "Whole track"),
    (CameraKind.TRACKSIDE, "Trackside"),
)
"""In the order in which they are gone through, with their names."""
LEAST_ZOOM, MOST_ZOOM = 0.4, 3.0
OWN_COLOURS: Final = ((255, 92, 40), (18, 20, 26))


def colour_of(word: str) -> tuple[int, int, int]:
    """A colour written as "#rrggbb"."""
    return int(word[1:3], 16), int(word[3:5], 16), int(word[5:7], 16)


def look_of_entrant(entrant: Entrant, row: int) -> CarLook:
    """The livery of an entrant: the driver's own colours, where there are any."""
    driver = entrant.driver
    colours = [colour_of(word) for word in driver.colours]
    if driver.kind is DriverKind.HUMAN and not colours:
        colours = list(OWN_COLOURS)
    primary = colours[0] if colours else None
    secondary = colours[1] if len(colours) > 1 else None
    return look_of(entrant.car, primary, secondary, driver.number, row)


class Stage:
    """Shows one session.

    Attributes:
        renderer: Draws the world.
        camera: Looks at it.
        hud: The dashboard.
        row: Of the car that is followed.
        line: How much of the racing line is shown.
    """

    def __init__(
        self,
        size: Size,
        plan: RacePlan,
        hud: HudOptions,
        picture: RenderOptions,
        sound: Sound | None,
    ) -> None:
        """Prepare the pictures of a track and its cars; takes up to a second."""
        self.looks = [look_of_entrant(each, row) for row, each in enumerate(plan.entrants)]
        self.plan = plan
        self.sound = sound
        self.renderer = Renderer(size, plan.track, self.looks, picture, plan.settings.wetness)
        self.camera = Camera(CameraKind.CHASE, size, plan.track)
        self.hud = Hud(size, hud)
        self.row = plan.human if plan.human is not None else next(iter(plan.settings.grid), 0)
        self.line = picture.racing_line
        self.reporter: SessionReporter | None = None
        self._ideal_speed()

    def _ideal_speed(self) -> None:
        """Colour the racing line by what the player's car can do there."""
        from game.race.ideal_lap import ideal_lap

        car = self.plan.entrants[self.row].car
        lap = ideal_lap(self.plan.track, car, self.plan.settings.wetness)
        self.renderer.set_speeds(lap.speed)

    def begin(self, runner: SessionRunner) -> None:
        """Show a session from its first tick on."""
        colours = [look.primary for look in self.looks]
        self.reporter = SessionReporter(runner.session, colours)
        self.hud.foresee(self.reporter.bends(self.row))
        runner.listen([self.reporter])
        runner.watcher = self.watch
        self.renderer.forget_effects(skids=True)
        self.camera.row = self.row
        self.camera.snap()
        if self.sound is not None:
            categories = [entrant.car.category for entrant in self.plan.entrants]
            wetness = self.plan.settings.wetness
            self.sound.begin(runner.session.world.spec, categories, wetness)
        rest_heap()

    def end(self) -> None:
        """Nothing is shown any more."""
        if self.sound is not None:
            self.sound.end()

    def watch(self, views: NDArray[Any], session: Session) -> None:
        """Skids, smoke and sparks, and what hits are heard; once a tick."""
        contacts = session.world.contacts
        self.renderer.after_tick(views, TICK, contacts)
        if self.sound is not None and len(contacts):
            self.sound.after_contacts(contacts, self.row)

    def resize(self, size: Size) -> None:
        """Draw at another size."""
        self.renderer.resize(size)
        self.camera.size = size
        self.hud.resize(size)

    def take_view(self, other: Stage) -> None:
        """Look as another stage did."""
        self.camera.kind, self.camera.zoom = other.camera.kind, other.camera.zoom
        self.hud.shown = other.hud.shown
        self.row = self.camera.row = other.row

    def jumped(self) -> None:
        """A car was put elsewhere."""
        self.renderer.forget_effects()
        self.camera.snap()

    def take_settings(self, hud: HudOptions, picture: RenderOptions) -> None:
        """Show as the settings now say."""
        self.hud.options = hud
        self.line = picture.racing_line
        self.renderer.set_options(picture)

    def follow(self, row: int) -> None:
        """Look at another car."""
        self.row = self.camera.row = row % len(self.plan.entrants)
        self.camera.snap()

    def next_camera(self) -> str:
        """Go on to the next camera; gives its name."""
        kinds = [kind for kind, _ in CAMERAS]
        here = kinds.index(self.camera.kind) if self.camera.kind in kinds else -1
        kind, name = CAMERAS[(here + 1) % len(CAMERAS)]
        self.camera.kind = kind
        self.camera.snap()
        return name

    def zoom(self, by: float) -> None:
        """Nearer or farther."""
        self.camera.zoom = min(max(self.camera.zoom * by, LEAST_ZOOM), MOST_ZOOM)

    def next_line(self) -> LineShown:
        """Show more of the racing line, or none again."""
        shown = list(LineShown)
        self.line = shown[(shown.index(self.line) + 1) % len(shown)]
        self.renderer.set_options(replace(self.renderer.options, racing_line=self.line))
        return self.line

    def facts(self, spectating: bool) -> HudFacts:
        """What the dashboard shows."""
        if self.reporter is None:
            raise ValueError("no session has begun on this stage")
        return facts_of_session(self.reporter, self.row, spectating)

    def draw(
        self,
        surface: pygame.Surface,
        runner: SessionRunner,
        seconds: float,
        overlay: Overlay | None = None,
        dashboard: bool = True,
    ) -> None:
        """The world, what the event adds, then the dashboard over it."""
        views = runner.shown()
        facts = self.facts(runner.plan.human is None)
        if dashboard:
            self.hud.prepare(surface, facts)
        self.renderer.show_lights(facts.session.red_lights, facts.session.green_light)
        self.camera.update(views, seconds)
        self.renderer.draw(surface, views, self.camera, seconds)
        if overlay is not None:
            overlay.draw(surface, self, runner)
        if dashboard:
            self.hud.draw(surface, facts)

    def hear(self, runner: SessionRunner, seconds: float) -> None:
        """Give the sound what it needs for this frame."""
        if self.sound is None:
            return
        state, frame = runner.session.world.state, self.camera.frame
        inside = runner.plan.human is not None
        self.sound.update(state, self.row, (frame.x, frame.y), frame.up, seconds, inside)
        self.sound.announce(self._signals(runner.session))

    def _signals(self, session: Session) -> Signals:
        """What lights, flags and stewards show the car that is followed."""
        brief, race = session.brief[self.row], session.race_state[self.row]
        light = int(brief["lights"])
        return Signals(
            red_lights=lit_columns(session.control.clock, session.tick),
            green_light=light == Lights.GO,
            yellow=bool(brief["yellow"]),
            blue=bool(brief["blue"]),
            penalties=float(race["open_seconds"]) + 20.0 * float(race["drive_throughs"]),
            best_lap=float(race["best_lap"]),
            chequered=bool(brief["finished"]),
        )

    def look_back(self, held: bool) -> None:
        """Show what is behind the car for as long as that is asked for."""
        self.camera.look_back = held

    def photograph(self, runner: SessionRunner) -> pygame.Surface:
        """A large picture of this moment, without the dashboard."""
        return self.renderer.photograph(runner.shown(), self.camera)
