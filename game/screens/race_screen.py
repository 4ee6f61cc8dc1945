"""The race: driven, or watched."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

import pygame

from game.core.errors import UndercutError
from game.input.actions import Command
from game.input.navigation import Navigation
from game.race.placing import carry_over, put_car
from game.race.session import Session
from game.screens.dialogs import refusal
from game.screens.paint import Paint
from game.screens.race_commands import obey
from game.screens.race_words import (
    BELOW_LAP_TIME,
    draw_banner,
    draw_finish,
    draw_name,
    draw_problem,
)
from game.screens.reload import Reload
from game.screens.runner import Lineup, SessionRunner, line_up
from game.screens.screen import Screen
from game.screens.work import Say, Work, draw_progress

if TYPE_CHECKING:
    from game.input.devices import DeviceEvent
    from game.race.results import Result
    from game.records.keeper import Keeper
    from game.screens.app import App
    from game.screens.plan import RacePlan
    from game.screens.stage import Stage

AFTERWARDS: Final = 5.0
"""From the end of a session to its results [s]."""
SPEEDS: Final = (0.25, 0.5, 1.0, 2.0, 4.0, 8.0)
"""Of time, for those who watch."""


class Overlay(Protocol):
    """Something that an event adds to a race: ghosts, medals, a target."""

    def restarted(self, runner: SessionRunner) -> None:
        """A session is about to begin, the first one or another after a restart."""

    def draw(self, surface: pygame.Surface, stage: Stage, runner: SessionRunner) -> None:
        """Show it, over the world and under the dashboard."""


@dataclass(frozen=True)
class RaceOutcome:
    """What came of a session."""

    plan: RacePlan
    results: tuple[Result, ...]
    keeper: Keeper
    finished: bool
    """Whether it ran to its end; otherwise it is as it stood when it was left."""
    stopped: bool = False
    """Whether the player stopped before that, and let the others finish."""

    @property
    def human(self) -> Result | None:
        """The player's result."""
        return next((each for each in self.results if each.row == self.plan.human), None)


class RaceScreen(Screen):
    """One session from the grid to the flag, restarted as often as one likes."""

    large = True
    messages_top = BELOW_LAP_TIME

    def __init__(
        self,
        app: App,
        plan: RacePlan,
        done: Callable[[RaceOutcome], None],
        overlay: Overlay | None = None,
    ) -> None:
        """Drive, or watch.

        Args:
            app: The window.
            plan: What is raced.
            done: Called with what came of it when this screen has gone.
            overlay: What the event adds.
        """
        super().__init__(app)
        self.plan, self.done, self.overlay = plan, done, overlay
        self.title = plan.title
        self.stage: Stage | None = None
        self.runner: SessionRunner | None = None
        self.waiting_for_device = False
        self.reload: Reload | None = None
        self._work: Work[tuple[Stage, Lineup]] | None = None
        self._seconds = 0.0
        self._frame = 0.0
        self._over = 0.0
        self._stopped = False
        self._name = ""
        self._name_left = 0.0

    # -- beginning

    def enter(self) -> None:
        """Begin, or go on after a menu."""
        if self._work is None and self.stage is None:
            for screen in self.app.screens[:-1]:
                screen.free()
            self._work = Work(self._build)
        self.set_paused(False)

    def leave(self) -> None:
        """A menu is over it: time stands still."""
        self.set_paused(True)

    def set_paused(self, paused: bool) -> None:
        """Stop or go on."""
        if self.runner is not None:
            self.runner.paused = paused
        if self.stage is not None and self.stage.sound is not None:
            self.stage.sound.pause(paused)

    def _build(self, say: Say) -> tuple[Stage, Lineup]:
        self.app.services.ready(say)
        say("pictures of the track")
        stage = self._stage_of(self.plan)
        say("drivers")
        return stage, line_up(self.plan, self.app.rivals)

    def _stage_of(self, plan: RacePlan) -> Stage:
        return self.app.services.stage(self.app.window.size, plan)

    def _begin(self, lineup: Lineup) -> None:
        """Go to the grid, or to the place where the plan begins."""
        plan, services = self.plan, self.app.services
        keeper = services.keep(lineup.session, plan, lambda words: self.app.say(words, "error"))
        pilot = services.pilot(plan)
        self.runner = SessionRunner(plan, lineup, keeper, pilot)
        self._over = 0.0
        self._stopped = self.waiting_for_device = False
        if self.reload is None:
            self.reload = Reload(plan, self._stage_of)
        if plan.place is not None and lineup.session.tick == 0:
            put_car(lineup.session, self.plan.human or 0, *plan.place)
        if self.stage is not None:
            self.stage.begin(self.runner)
        if self.overlay is not None:
            self.overlay.restarted(self.runner)
        if self.app.is_left_alone:
            self.left_alone()

    def restart(self) -> None:
        """Line up again; what was driven is kept."""
        if self.runner is None:
            return
        self._close_session(self.runner)
        self._begin(line_up(self.plan, self.app.rivals))

    def put_somewhere(self, distance: float) -> None:
        """Put the car that is followed on the racing line somewhere; the session counts no more."""
        if self.runner is None or self.stage is None:
            return
        self.runner.keeper.void(f"a car was put at {distance:.0f} m by hand")
        station = self.plan.track.stations[int(distance / self.plan.track.spacing)]
        session = self.runner.session
        put_car(session, self.stage.row, distance, float(station["line_offset"]))
        self.runner.jump()
        self.stage.jumped()

    def _follow_files(self, seconds: float) -> None:
        """Go on on the track as its file is now, every car where it was."""
        changed = self.reload.update(seconds) if self.reload is not None else None
        if changed is None or self.runner is None or self.stage is None:
            return
        plan, stage = changed
        old = self.runner
        session = Session(plan.settings, plan.track, plan.entrants, plan.seed)
        moved = carry_over(old.session, session)
        self._close_session(old)
        stage.take_view(self.stage)
        self.stage.end()
        self.plan, self.stage = plan, stage
        self._begin(line_up(plan, self.app.rivals, session))
        self.app.untidy = True
        words = "every car kept its place"
        if moved:
            words = f"{len(moved)} cars stood where no road is now"
        self.app.say(f"Built anew: {words}. This session is not verified.")

    # -- ending

    def finish(self) -> None:
        """Leave with the results as they stand."""
        if self.runner is None:
            self.app.pop()
            return
        self._close_session(self.runner)
        session = self.runner.session
        results = tuple(session.results())
        outcome = RaceOutcome(
            self.plan, results, self.runner.keeper, session.finished, self._stopped
        )
        self.app.pop()
        self.done(outcome)

    def _close_session(self, runner: SessionRunner) -> None:
        try:
            runner.close()
        except UndercutError as error:
            self.app.say(str(error), "error")

    def close(self) -> None:
        """Keep what there is."""
        if self.runner is not None:
            self._close_session(self.runner)
        if self.stage is not None:
            self.stage.end()

    # -- each frame

    def update(self, seconds: float) -> None:
        """Time passes on the track."""
        self._seconds += seconds
        self._frame = seconds
        if self._work is not None:
            self._take_work()
        if self.runner is None or self.stage is None:
            return
        for command in self.app.services.commands():
            obey(self, command)
        if self.app.screens[-1] is not self or self.runner is None:
            return
        if self.stage.renderer.size != self.app.window.size:
            self.stage.resize(self.app.window.size)
        self._follow_files(seconds)
        self.runner.advance(seconds)
        self.stage.look_back(self.app.devices.held(Command.LOOK_BACK))
        self.stage.hear(self.runner, seconds)
        self._feel(self.runner, seconds)
        self._name_left -= seconds
        if self.runner.session.finished:
            self._over += seconds
            if self._over > AFTERWARDS:
                self.finish()

    def _take_work(self) -> None:
        if self._work is None or not self._work.done:
            return
        work, self._work = self._work, None
        try:
            self.stage, lineup = work.result()
            self._begin(lineup)
        except UndercutError as error:
            self.app.replace(refusal(self.app, str(error)))

    def _feel(self, runner: SessionRunner, seconds: float) -> None:
        if runner.pilot is not None and self.plan.human is not None:
            world = runner.session.world
            human = self.plan.human
            runner.pilot.feel(world.state[human], world.spec[human], seconds)

    def device(self, event: DeviceEvent) -> None:
        """The wheel was pulled out: wait for it; it is back: go on."""
        if event.was_driving and self.runner is not None and not self.runner.paused:
            self.waiting_for_device = True
            self.set_paused(True)
        elif self.waiting_for_device and event.returned:
            self.waiting_for_device = False
            self.set_paused(False)

    def left_alone(self) -> None:
        """Nobody is at the wheel: wait."""
        driving = self.runner is not None and not self.runner.human_done
        if driving and self.plan.human is not None and not self.waiting_for_device:
            self.pause()

    def navigate(self, navigation: Navigation) -> None:
        """Only what cannot be mistaken for driving."""
        accepted = navigation is Navigation.ACCEPT
        if self.runner is None:
            if navigation is Navigation.BACK:
                self.app.pop()
        elif navigation is Navigation.BACK or (
            navigation is Navigation.ACCEPT and self.waiting_for_device
        ):
            self.pause()
        elif accepted and self.runner.human_done:
            self.to_results()
        elif self.plan.human is None:
            self._watch(navigation)

    def _watch(self, navigation: Navigation) -> None:
        """Which car, and how fast time goes, for those who only watch."""
        if self.stage is None or self.runner is None:
            return
        if navigation in (Navigation.UP, Navigation.DOWN):
            self.follow_next(-1 if navigation is Navigation.UP else 1)
        elif navigation in (Navigation.LEFT, Navigation.RIGHT):
            by = 1 if navigation is Navigation.RIGHT else -1
            here = SPEEDS.index(self.runner.speed)
            self.runner.speed = SPEEDS[min(max(here + by, 0), len(SPEEDS) - 1)]
            self.name(f"Speed \u00d7{self.runner.speed:g}")

    def follow_next(self, by: int) -> None:
        """Follow the next car of the standing."""
        if self.stage is None or self.runner is None:
            return
        order = self.runner.session.order.tolist()
        place = (order.index(self.stage.row) + by) % len(order)
        self.stage.follow(order[place])
        self.name(self.plan.entrants[self.stage.row].name)

    def to_results(self) -> None:
        """Go to the results; the rest of the field finishes first."""
        from game.screens.dialogs import Loading

        runner = self.runner
        if runner is None:
            return
        if runner.session.finished:
            self.finish()
            return

        def run(say: Say) -> None:
            runner.to_the_end(say)

        stopped = self.plan.human is not None and not runner.human_done

        def done(_: None) -> None:
            self._stopped = stopped
            self.finish()

        words, cut = "The field comes home", runner.cut_short
        self.app.push(Loading(self.app, words, run, done, cut))

    def pause(self) -> None:
        """Stop, and offer what there is to do."""
        from game.screens.pause import PauseMenu

        self.app.push(PauseMenu(self.app, self))

    def name(self, words: str) -> None:
        """Show what has just been chosen, for a moment."""
        self._name, self._name_left = words, 1.6

    def draw(self, paint: Paint) -> None:
        """The race, and what has just been said about it."""
        if self.runner is None or self.stage is None:
            what = self._work.what if self._work is not None else ""
            share = self.app.services.compiled_share
            draw_progress(paint, self.title, what, self._seconds, share)
            return
        moving = 0.0 if self.runner.paused else self._frame
        uppermost = self.app.top is self
        self.stage.draw(paint.surface, self.runner, moving, self.overlay, uppermost)
        if not uppermost:
            return
        if self._name_left > 0.0 and self._name:
            draw_name(paint, self._name)
        if self.reload is not None and self.reload.problem:
            draw_problem(paint, self.reload.problem)
        if self.waiting_for_device:
            words = f"The race waits, and goes on when it is back. {self.app.accept_key}: menu"
            draw_banner(paint, "Plug it in again", words)
        elif self.runner.human_done:
            draw_finish(paint, self.plan, self.runner, self.app.accept_key)

    def take_settings(self) -> None:
        """The settings were changed below the pause menu."""
        if self.stage is not None:
            services = self.app.services
            self.stage.take_settings(services.hud_options(), services.picture_options(self.plan))
