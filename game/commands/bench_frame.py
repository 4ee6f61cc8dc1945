"""How long a frame of a race takes, with everything on: simulation, rivals, picture and HUD."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from time import process_time
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from game.commands.field import (
    choose_cars,
    scripted_driver,
    scripted_entrants,
    scripted_personalities,
)
from game.core.clock import TICK, TICK_RATE
from game.core.heap import rest_heap, settle_heap, tidy_heap
from game.hud.hud import Hud
from game.hud.options import HudOptions
from game.hud.session_facts import SessionReporter, facts_of_session
from game.race.entrant import Entrant
from game.race.loop import RaceLoop
from game.race.session import Session
from game.race.settings import SessionSettings
from game.render.camera import Camera, CameraKind
from game.render.car_look import look_of
from game.render.car_view import between, from_state
from game.render.renderer import LineShown, Renderer, RenderOptions, blank_picture
from game.sim.driver import Driver, Scene
from game.track.reader import load_track

SIZE: Final = (1920, 1080)
CARS: Final = 20
FRAME_RATE: Final = 60
_TRACK: Final = "ferro-park"
_SEED: Final = 1
_BEFORE_FRAMES: Final = 720
"""Frames that are not drawn: the grid, the lights, and until all are at speed."""
_WARM_FRAMES: Final = 240
_FRAMES: Final = 1200
_PLACE: Final = 10
"""Place of the car that the camera follows: in the middle of the field."""


class _Timed:
    """A driver and the processor time that it has taken."""

    def __init__(self, driver: Driver) -> None:
        self._driver = driver
        self.cars: NDArray[np.int64] = driver.cars
        self.period = driver.period
        self.spent = 0.0

    def decide(self, scene: Scene, controls: NDArray[Any]) -> None:
        began = process_time()
        self._driver.decide(scene, controls)
        self.spent += process_time() - began

    def save(self) -> bytes:
        return self._driver.save()

    def load(self, memory: bytes) -> None:
        self._driver.load(memory)


def measure_frame(
    progress: Callable[[str], None],
    make_driver: Callable[[Session], Driver] = scripted_driver,
    cameras: Sequence[CameraKind] = tuple(CameraKind),
    entrants: Sequence[Entrant] = (),
) -> dict[str, Any]:
    """Frames of a race of 20 cars at 1080p on one core, in processor time, in every camera.

    Memory is handed out and looked through as in the window.

    Args:
        progress: Told what is going on.
        make_driver: Gives the driver of all cars; scripted ones by default.
        cameras: How pictures are taken; the same part of the same race in each.
        entrants: Who races; scripted drivers in cars of all kinds by default.

    Returns:
        Who drove: `drivers`, `policy` (none where they are scripted), `tiers`. `size`, `cars`, and
        by camera in `cameras`: `p50_ms` and `p99_ms` of whole frames, and of their parts the
        medians `sim_ms`, `rivals_ms` and `draw_ms` (picture and HUD). Those of the first one are
        also given beside them, with its name as `camera`.
    """
    settle_heap()
    usual = scripted_entrants(choose_cars("mixed", CARS), scripted_personalities(CARS, _SEED))
    field = list(entrants or usual)
    found = {}
    for camera in cameras:
        progress(f"frame: {CARS} cars at {SIZE[0]} x {SIZE[1]}, {camera.value}")
        found[camera.value] = _measure(make_driver, camera, field)
    first = next(iter(found))
    return {
        **_who_drives(field),
        "size": list(SIZE),
        "cars": CARS,
        "camera": first,
        **found[first],
        "cameras": found,
    }


def _who_drives(field: Sequence[Entrant]) -> dict[str, Any]:
    """The kind of driver, the policy, and the tiers among which the field is mixed."""
    drivers = [entrant.driver for entrant in field]
    tiers = dict.fromkeys(driver.tier for driver in drivers if driver.tier)
    return {
        "drivers": drivers[0].kind.value,
        "policy": drivers[0].policy,
        "tiers": list(tiers),
    }


def _measure(
    make_driver: Callable[[Session], Driver], camera: CameraKind, field: Sequence[Entrant]
) -> dict[str, float]:
    """The frames of one camera [ms]."""
    session = Session(SessionSettings(laps=20), load_track(_TRACK), field, _SEED)
    driver = _Timed(make_driver(session))
    reporter = SessionReporter(session)
    loop = RaceLoop(session, [driver], [reporter])
    stage = _Stage(session, reporter, camera)
    for _ in range(_BEFORE_FRAMES * TICK_RATE // FRAME_RATE):
        loop.tick()
        stage.leave_marks()
    rest_heap()
    parts = np.array([_frame(loop, driver, stage) for _ in range(_WARM_FRAMES + _FRAMES)])
    tidy_heap()
    parts = 1000.0 * parts[_WARM_FRAMES:]
    whole = parts.sum(axis=1)
    sim, rivals, draw = (round(float(value), 2) for value in np.median(parts, axis=0))
    return {
        "p50_ms": round(float(np.percentile(whole, 50)), 2),
        "p99_ms": round(float(np.percentile(whole, 99)), 2),
        "sim_ms": sim,
        "rivals_ms": rivals,
        "draw_ms": draw,
    }


class _Stage:
    """All that is drawn of a session."""

    def __init__(self, session: Session, reporter: SessionReporter, kind: CameraKind) -> None:
        self.session = session
        self.reporter = reporter
        self.row = int(session.order[_PLACE])
        looks = [look_of(one.car, row=row) for row, one in enumerate(session.entrants)]
        options = RenderOptions(racing_line=LineShown.FULL)
        self.renderer = Renderer(SIZE, session.track, looks, options, session.settings.wetness)
        self.camera = Camera(kind, SIZE, session.track, self.row)
        self.hud = Hud(SIZE, HudOptions())
        self.surface = blank_picture(SIZE)
        self.before = self.after = from_state(session.world.state, session.world.spec)
        reporter.prepare(self.row)
        self.hud.foresee(reporter.bends(self.row))

    def leave_marks(self) -> None:
        """What a tick leaves on the ground and in the air."""
        world = self.session.world
        self.before, self.after = self.after, from_state(world.state, world.spec)
        self.renderer.after_tick(self.after, TICK, world.contacts)

    def draw(self) -> None:
        """A frame, halfway between two ticks, in the order in which the window makes it."""
        views = between(self.before, self.after, 0.5)
        facts = facts_of_session(self.reporter, self.row)
        self.hud.prepare(self.surface, facts)
        self.camera.update(views, 1 / FRAME_RATE)
        self.renderer.draw(self.surface, views, self.camera, 1 / FRAME_RATE)
        self.hud.draw(self.surface, facts)


def _frame(loop: RaceLoop, driver: _Timed, stage: _Stage) -> tuple[float, float, float]:
    """Processor time of simulation, rivals and drawing in one frame [s]."""
    driver.spent = sim = draw = 0.0
    for _ in range(TICK_RATE // FRAME_RATE):
        began = process_time()
        loop.tick()
        ticked = process_time()
        stage.leave_marks()
        sim += ticked - began
        draw += process_time() - ticked
    began = process_time()
    stage.draw()
    draw += process_time() - began
    return sim - driver.spent, driver.spent, draw
