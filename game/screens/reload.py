"""Editing a track or a car while driving it: files are watched, and built anew when they change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from game.core.errors import UndercutError
from game.race.entrant import Entrant
from game.race.settings import Start
from game.screens.plan import RacePlan
from game.screens.work import Say, Work
from game.track.reader import load_track
from game.vehicle.reader import load_car

if TYPE_CHECKING:
    from game.screens.stage import Stage

EVERY: Final = 0.25
"""Between two looks at the files [s]."""
REASON: Final = "its track or its cars were edited while they were driven"

Changed = tuple[RacePlan, "Stage"]
Build = Callable[[RacePlan], "Stage"]


class Reload:
    """Watches the files of a plan.

    Attributes:
        problem: What is wrong with the file as it is now, with its lines; empty where nothing is.
    """

    def __init__(self, plan: RacePlan, build: Build) -> None:
        """Begin to watch.

        Args:
            plan: What is raced.
            build: Makes what shows a changed plan; called in another thread.
        """
        self.plan = plan
        self.problem = ""
        self._build = build
        self._stamps = {path: _stamp(path) for path in plan.watched}
        self._since = 0.0
        self._work: Work[tuple[RacePlan, Stage | None]] | None = None

    def update(self, seconds: float) -> Changed | None:
        """What a file has become, once it has been built; nothing while all is as it was."""
        self._since += seconds
        if self._work is not None:
            return self._taken()
        if self._since >= EVERY:
            self._since = 0.0
            changed = [path for path in self._stamps if _stamp(path) != self._stamps[path]]
            if changed:
                self._stamps.update({path: _stamp(path) for path in changed})
                self._work = Work(self._make)
        return None

    def _taken(self) -> Changed | None:
        if self._work is None or not self._work.done:
            return None
        work, self._work = self._work, None
        try:
            plan, stage = work.result()
        except UndercutError as error:
            self.problem = str(error)
            return None
        self.problem = ""
        if stage is None:
            return None
        self.plan = plan
        return plan, stage

    def _make(self, say: Say) -> tuple[RacePlan, Stage | None]:
        plan = changed_plan(self.plan)
        return plan, None if plan is self.plan else self._build(plan)


def changed_plan(plan: RacePlan) -> RacePlan:
    """A plan with its track and its cars as their files are now; all else stays.

    Raises:
        DataError: A file is wrong; all of its problems are named with their lines.
    """
    track_file, car_file = plan.watched
    track, car = load_track(track_file), load_car(car_file)
    entrants = tuple(
        replace(entrant, car=car) if entrant.car.id == car.id else entrant
        for entrant in plan.entrants
    )
    same = track.content_hash == plan.track.content_hash and track.source == plan.track.source
    if same and all(map(_same_car, entrants, plan.entrants)):
        return plan
    settings = plan.settings.model_copy(update={"start": Start.FLYING})
    return replace(
        plan, track=track, entrants=entrants, settings=settings, unverified=REASON, place=None
    )


def _same_car(one: Entrant, other: Entrant) -> bool:
    return one.car.content_hash == other.car.content_hash


def _stamp(path: Path) -> tuple[int, int]:
    """What changes with a file; the same where it is not there for a moment, as editors do."""
    try:
        facts = path.stat()
    except OSError:
        return 0, 0
    return facts.st_mtime_ns, facts.st_size
