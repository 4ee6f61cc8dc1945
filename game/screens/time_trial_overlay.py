"""What a time trial adds to the road: ghosts to chase, and medals as they are won."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import pygame

from game.records.medals import next_target
from game.replay.ghost import Ghost
from game.screens import style
from game.screens.medal_marks import COLOURS, draw_medal
from game.screens.paint import PAGE_WIDTH, Paint
from game.screens.times import lap_time

if TYPE_CHECKING:
    from collections.abc import Sequence

    from game.records.records import Records
    from game.screens.runner import SessionRunner
    from game.screens.stage import Stage
    from game.screens.time_trial_brief import TrialBrief

OWN_COLOUR: Final = (120, 220, 255)
RIVAL_COLOUR: Final = (255, 178, 92)
ALPHA: Final = 120
BANNER_S: Final = 5.0
"""How long a new best is announced [s]."""
CORNERS: Final = np.array(
    [
        (0.5, 0.28),
        (0.42, 0.5),
        (-0.46, 0.5),
        (-0.5, 0.4),
        (-0.5, -0.4),
        (-0.46, -0.5),
        (0.42, -0.5),
        (0.5, -0.28),
    ]
)
"""Outline of a ghost in lengths and widths of its car, forwards and left."""


@dataclass(frozen=True)
class Shadow:
    """A ghost on the road."""

    ghost: Ghost
    words: str
    colour: style.Colour
    label: float
    """Where its name stands, from the car's upper or lower end: negative above it."""


class TrialOverlay:
    """Chases and rewards the player, lap after lap and restart after restart."""

    def __init__(self, brief: TrialBrief, records: Records, ghosts: Sequence[Ghost]) -> None:
        self.brief, self.records = brief, records
        self.best_s = brief.best_s
        self.won = set(brief.medals)
        rivals = [ghost for ghost in ghosts if ghost is not brief.ghost]
        self._rivals = [Shadow(ghost, ghost.name, RIVAL_COLOUR, 14.0) for ghost in rivals]
        self._own = brief.ghost
        self._known = 0
        self._banner: tuple[str, str, str | None] | None = None
        self._until = 0.0
        self._compared: Ghost | None = None

    def restarted(self, runner: SessionRunner) -> None:
        """A session begins: its bests are counted from here."""
        self._known = 0
        self._until = 0.0
        self._compared = None

    def draw(self, surface: pygame.Surface, stage: Stage, runner: SessionRunner) -> None:
        """Ghosts, then what has been won, then what comes next."""
        self._take_new_best(runner)
        self._compare(stage)
        paint = Paint(surface)
        row = stage.row
        race = runner.session.race_state[row]
        seconds = runner.time - float(race["lap_start"])
        if race["marks"] > 0 and seconds >= 0.0:
            for shadow in self._shadows():
                self._draw_ghost(paint, stage, shadow, seconds)
        self._draw_target(paint)
        if self._banner is not None and runner.time < self._until:
            self._draw_banner(paint, *self._banner)

    def _shadows(self) -> list[Shadow]:
        own = []
        if self._own is not None and self.brief.options.own_ghost:
            own = [Shadow(self._own, "Your best", OWN_COLOUR, -14.0)]
        return [*self._rivals, *own]

    def _take_new_best(self, runner: SessionRunner) -> None:
        """A lap has beaten all before: keep its medals, and chase it from now on."""
        keeper = runner.keeper
        if len(keeper.new_bests) == self._known:
            return
        self._known = len(keeper.new_bests)
        time, before = keeper.new_bests[-1], self.best_s
        self.best_s, self._own = time, keeper.best_ghost
        records = self.records
        new = records.award(self.brief.conditions, self.brief.targets, time, keeper.id)
        self.won |= {target.medal for target in new}
        gain = f"   {time - before:+.3f}" if before is not None else ""
        medal = new[-1].medal if new else None
        title = f"{medal.capitalize()} medal" if medal else "New best"
        self._banner = (title, f"{lap_time(time)}{gain}", medal)
        self._until = runner.time + BANNER_S

    def _compare(self, stage: Stage) -> None:
        """Let the delta bar compare with the lap that is chased."""
        from game.hud.lap_trace import trace_of_ghost

        if stage.reporter is not None and self._own is not None and self._compared is not self._own:
            self._compared = self._own
            trace = trace_of_ghost(self._own, self.brief.track.length)
            stage.reporter.set_reference(stage.row, trace)

    def _draw_ghost(self, paint: Paint, stage: Stage, shadow: Shadow, seconds: float) -> None:
        """One car, seen through."""
        if seconds > shadow.ghost.lap_time:
            return
        x, y, yaw = shadow.ghost.at(seconds)
        car = self.brief.car
        outline = CORNERS * (car.length, car.width)
        cosine, sine = np.cos(yaw), np.sin(yaw)
        turned = np.stack(
            [
                x + outline[:, 0] * cosine - outline[:, 1] * sine,
                y + outline[:, 0] * sine + outline[:, 1] * cosine,
            ],
            axis=-1,
        )
        points = stage.camera.world_to_screen(turned)
        low, high = np.floor(points.min(axis=0)) - 2, np.ceil(points.max(axis=0)) + 2
        size = (int(high[0] - low[0]), int(high[1] - low[1]))
        area = paint.surface.get_rect().inflate(200, 200)
        if not area.collidepoint(points[0]) or max(size) > 2000:
            return
        picture = pygame.Surface(size, pygame.SRCALPHA)
        placed = [tuple(point) for point in points - low]
        pygame.draw.polygon(picture, (*shadow.colour, ALPHA), placed)
        pygame.draw.aalines(picture, (*shadow.colour, 255), True, placed)
        paint.surface.blit(picture, (int(low[0]), int(low[1])))
        end = points[:, 1].min() if shadow.label < 0.0 else points[:, 1].max()
        middle = paint.unit((int(points[:, 0].mean()), int(end)))
        words = f"{shadow.words}  {lap_time(shadow.ghost.lap_time)}"
        paint.text(
            words, (middle[0], middle[1] + shadow.label), style.TINY, shadow.colour, "centre"
        )

    def _draw_target(self, paint: Paint) -> None:
        """The next medal and the best lap, below the middle of the upper border."""
        target = next_target(self.brief.targets, self.best_s)
        words = lap_time(target.time_s) if target is not None else "all medals won"
        best = f"best {lap_time(self.best_s)}" if self.best_s is not None else "no lap yet"
        width = 236.0
        x, y = PAGE_WIDTH / 2 - width / 2, paint.top + 143.0
        paint.box((x, y, width, 30), style.NIGHT, radius=5, alpha=190)
        medal = target.medal if target is not None else "ace"
        draw_medal(paint, medal, (x + 20, y + 15), 8.0, target is None)
        paint.text(words, (x + 38, y + 15), style.SMALL, COLOURS[medal], bold=True)
        paint.text(best, (x + width - 12, y + 15), style.SMALL, style.DIM, "right")

    def _draw_banner(self, paint: Paint, title: str, words: str, medal: str | None) -> None:
        """What has just been won."""
        width = 380.0
        x, y = (PAGE_WIDTH - width) / 2, 190.0
        paint.box((x, y, width, 78), style.NIGHT, radius=6, alpha=225)
        colour = COLOURS[medal] if medal is not None else style.BEST
        paint.box((x, y, width, 3), colour)
        left = x + 26
        if medal is not None:
            draw_medal(paint, medal, (x + 46, y + 41), 20.0)
            left = x + 86
        paint.text(title, (left, y + 28), style.HEADING, colour, bold=True)
        paint.text(words, (left, y + 55), style.BODY, style.INK, bold=True)
