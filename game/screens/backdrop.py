"""A race of rivals behind the first screen."""

from __future__ import annotations

from time import sleep
from typing import TYPE_CHECKING, Any, Final

import pygame
from numpy.typing import NDArray

from game.core.clock import TICK, TICK_RATE
from game.core.errors import UndercutError
from game.race.settings import Start
from game.race.setup import RaceSetup
from game.screens import style
from game.screens.paint import Paint
from game.screens.work import Say, Work

if TYPE_CHECKING:
    from game.race.loop import RaceLoop
    from game.render.camera import Camera
    from game.render.renderer import Renderer
    from game.screens.app import App

SETUP: Final = RaceSetup(
    track="sablemoor", car="gt3", rivals=9, laps=50, start=Start.ROLLING, seed=11
)
HEAD_START_S: Final = 24.0
"""Driven before it is first seen [s]."""
CUT_S: Final = 11.0
"""From one car to the next [s]."""
FADE_S: Final = 1.2
DARK, CLEAR = 244, 70
"""How dark the side of the menu is and the other, of 255."""
BATCH: Final = 12
"""Ticks of the head start made at a time, so that the menu stays quick."""


class Backdrop:
    """Made beside the frames, then faded in; no sound, no dashboard, nothing kept."""

    def __init__(self, app: App) -> None:
        self.app = app
        self._work: Work[tuple[RaceLoop, Renderer, Camera]] | None = Work(self._make)
        self._loop: RaceLoop | None = None
        self._renderer: Renderer | None = None
        self._camera: Camera | None = None
        self._before: NDArray[Any] | None = None
        self._after: NDArray[Any] | None = None
        self._seconds = 0.0
        self._owed = 0.0
        self._shade: pygame.Surface | None = None

    @property
    def seen(self) -> bool:
        """Whether cars race already."""
        return self._after is not None

    def _make(self, say: Say) -> tuple[RaceLoop, Renderer, Camera]:
        from game.race.loop import RaceLoop
        from game.render.camera import Camera, CameraKind
        from game.render.renderer import Renderer
        from game.screens.plan import plan_race
        from game.screens.runner import line_up
        from game.screens.stage import look_of_entrant

        plan = plan_race(SETUP, self.app.rivals, "", spectate=True)
        lineup = line_up(plan, self.app.rivals)
        loop = RaceLoop(lineup.session, lineup.drivers)
        for _ in range(round(HEAD_START_S * TICK_RATE / BATCH)):
            loop.run(BATCH)
            sleep(0.004)
        looks = [look_of_entrant(each, row) for row, each in enumerate(plan.entrants)]
        size = self.app.window.size
        return loop, Renderer(size, plan.track, looks), Camera(CameraKind.CHASE, size, plan.track)

    def update(self, seconds: float) -> None:
        """Drive on, and look at another car now and then."""
        if self._work is not None and self._work.done:
            work, self._work = self._work, None
            try:
                self._loop, self._renderer, self._camera = work.result()
            except UndercutError:
                return
        if self._loop is None or self._camera is None:
            return
        self._seconds += seconds
        self._owed = min(self._owed + seconds, 0.05)
        while self._owed >= TICK:
            self._owed -= TICK
            self._loop.tick()
            self._before, self._after = self._after, self._look(self._loop)
        place = 3 + int(self._seconds / CUT_S) % 4
        row = int(self._loop.session.order[place])
        if row != self._camera.row:
            self._camera.row = row
            self._camera.snap()

    def _look(self, loop: RaceLoop) -> NDArray[Any]:
        from game.render.car_view import from_state

        views = from_state(loop.session.world.state, loop.session.world.spec)
        if self._renderer is not None:
            self._renderer.after_tick(views, TICK, loop.session.world.contacts)
        return views

    def draw(self, paint: Paint) -> None:
        """The race, darker where the menu is."""
        renderer, camera = self._renderer, self._camera
        if renderer is None or camera is None or self._before is None or self._after is None:
            return
        from game.render.car_view import between

        size = paint.surface.get_size()
        if renderer.size != size:
            renderer.resize(size)
            camera.size = size
        views = between(self._before, self._after, min(self._owed / TICK, 1.0))
        camera.update(views, TICK)
        renderer.draw(paint.surface, views, camera, TICK)
        paint.surface.blit(self._shading(size), (0, 0))
        veil = round(255 * (1.0 - min(self._seconds / FADE_S, 1.0)))
        if veil:
            paint.box(paint.whole, style.NIGHT, alpha=veil)

    def _shading(self, size: tuple[int, int]) -> pygame.Surface:
        """Dark on the left, where the words are, clearing towards the right."""
        if self._shade is None or self._shade.get_size() != size:
            strip = pygame.Surface((64, 1), pygame.SRCALPHA)
            for x in range(64):
                part = min(max((x / 63 - 0.24) / 0.5, 0.0), 1.0)
                strip.set_at((x, 0), (*style.NIGHT, round(DARK + (CLEAR - DARK) * part)))
            self._shade = pygame.transform.smoothscale(strip, size)
        return self._shade
