"""Place, lap and what is left of the session."""

from __future__ import annotations

from collections.abc import Hashable

import pygame

from game.hud.facts import HudFacts
from game.hud.widget import Widget
from game.hud.words import lap_time, time_left

KINDS = {
    "race": "RACE",
    "qualifying": "QUALIFYING",
    "practice": "PRACTICE",
    "time_trial": "TIME TRIAL",
}


class SessionPanel(Widget):
    """In the corner, read when there is time."""

    name = "session"
    size = (300.0, 112.0)
    anchor = (1.0, 0.0)
    offset = (-20.0, 20.0)
    period = 10
    together = True

    def key(self, facts: HudFacts) -> Hashable:
        """What the panel shows; see `Widget.key`."""
        info = facts.session
        left = None if info.left is None else int(info.left)
        elapsed = int(info.elapsed) if info.laps is None and info.left is None else 0
        return (
            facts.position, info.cars, facts.lap.number, info.leader_lap, left, elapsed,
            info.phase, info.best_lap,
        )  # fmt: skip

    def paint(self, surface: pygame.Surface, facts: HudFacts) -> None:
        """Draw the panel."""
        look, theme, info = self.look, self.look.theme, facts.session
        look.panel(surface, theme.accent)
        title = f"{KINDS.get(info.kind, info.kind.upper())}  ·  {info.title.upper()}"
        look.text(surface, title, 14, 17, 17, theme.dim, "narrow_bold", width=230)
        if info.wetness > 0.02:
            look.icon(surface, "drop", 252, 16, 16, theme.cold)
            wet = f"{100 * info.wetness:.0f}%"
            look.text(surface, wet, 290, 17, 16, theme.cold, "narrow_bold", "right")
        shown = look.text(surface, "P", 14, 61, 34, theme.dim, "narrow_bold")
        shown += look.figures(
            surface, str(facts.position), 17 + shown, 56, 62, weight="heavy", align="left"
        )
        look.text(surface, f"/{info.cars}", 21 + shown, 66, 28, theme.dim, "narrow_bold")
        self._progress(surface, facts)
        if info.best_lap > 0.0:
            look.icon(surface, "star", 21, 97, 13, theme.best)
            best = f"{lap_time(info.best_lap)}  {info.best_by}"
            look.text(surface, best, 34, 97.5, 17, theme.best, width=250)

    def _progress(self, surface: pygame.Surface, facts: HudFacts) -> None:
        look, theme, info = self.look, self.look.theme, facts.session
        if info.phase in ("chequered", "finished"):
            word, value = "", "FLAG"
        elif info.left is not None:
            word, value = "LEFT", time_left(info.left)
        elif info.laps is not None:
            number = facts.lap.number or min(facts.standings[0].laps + 1, info.laps)
            word, value = "LAP", f"{min(number, info.laps)}/{info.laps}"
        else:
            word, value = "TIME", time_left(max(info.elapsed, 0.0))
        width = look.figures(surface, value, 286, 58, 44, weight="narrow_bold")
        look.text(surface, word, 280 - width, 65, 20, theme.dim, "narrow_bold", "right")
