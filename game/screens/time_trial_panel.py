"""The right half of the time trial's page: track, medals, tiers and one's own laps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from game.screens import style
from game.screens.medal_marks import COLOURS, draw_medal
from game.screens.paint import Paint, Rect
from game.screens.replay_words import moment
from game.screens.times import lap_time
from game.screens.track_map import TrackMap

if TYPE_CHECKING:
    from game.screens.time_trial import TimeTrialScreen
    from game.screens.time_trial_brief import TrialBrief

MAP_WIDTH: Final = 0.46
"""Of the panel."""
MAP_HEIGHT: Final = 232.0
LADDER_ROW: Final = 23.5


class TrialPanel:
    """Draws a brief."""

    def __init__(self, page: TimeTrialScreen, rect: Rect) -> None:
        self.page, self.rect = page, rect
        self._map: TrackMap | None = None

    def draw(self, paint: Paint, rect: Rect) -> None:
        """All of it, or why it is not there yet."""
        x, y, width, height = self.rect
        paint.box(self.rect, style.PANEL, radius=6)
        brief = self.page.brief
        if self.page.error:
            paint.lines(self.page.error, (x + 24, y + 24), width - 48, style.BODY, style.BAD)
            return
        if brief is None:
            middle = (x + width / 2, y + height / 2)
            paint.text(self.page.waiting, middle, style.BODY, style.DIM, "centre")
            return
        if self._map is None or self._map.track is not brief.track:
            self._map = TrackMap(brief.track, (x + 8, y + 8, width * MAP_WIDTH, MAP_HEIGHT))
        self._map.draw(paint, 4.0)
        self._draw_facts(paint, brief)
        self._draw_medals(paint, brief)
        self._draw_ladder(paint, brief)

    def _draw_facts(self, paint: Paint, brief: TrialBrief) -> None:
        x, y, _, _ = self.rect
        top = y + MAP_HEIGHT + 28
        paint.text(brief.track.title, (x + 24, top), style.HEADING, bold=True, width=250)
        words = f"{brief.track.length / 1000:.2f} km   {brief.car.title}"
        paint.text(words, (x + 24, top + 25), style.SMALL, style.DIM, width=260)

    def _draw_medals(self, paint: Paint, brief: TrialBrief) -> None:
        """What each takes, the hardest on top."""
        x, y, width, _ = self.rect
        left, top = x + width * MAP_WIDTH + 28, y + 34
        right = x + width - 24
        paint.text("MEDALS", (left, top - 8), style.TINY, style.FAINT)
        for index, target in enumerate(reversed(brief.targets)):
            middle = top + 26 + index * 50
            won = target.medal in brief.medals
            draw_medal(paint, target.medal, (left + 16, middle), 15.0, won)
            colour = COLOURS[target.medal] if won else style.INK
            name = target.medal.capitalize()
            paint.text(name, (left + 44, middle - 9), style.BODY, colour, bold=True)
            paint.text(target.reason, (left + 44, middle + 11), style.TINY, style.DIM, width=170)
            time = lap_time(target.time_s)
            paint.text(time, (right, middle - 9), style.BODY, style.INK, "right", bold=True)
            away = _away(brief.best_s, target.time_s)
            tone = style.GOOD if away.startswith(("won", "\u2212")) else style.DIM
            paint.text(away, (right, middle + 11), style.TINY, tone, "right")

    def _draw_ladder(self, paint: Paint, brief: TrialBrief) -> None:
        """Everybody's laps in one list: ideal, tiers and the player's own best ones."""
        x, y, width, height = self.rect
        top = y + MAP_HEIGHT + 76
        paint.line((x + 24, top), (x + width - 24, top), style.EDGE)
        entries = [
            (tier.time_s, tier.tier.title, f"\u00b1{tier.spread_s:.2f} s", False)
            for tier in brief.tiers
        ]
        entries.append((brief.ideal_s, "Ideal lap", "", False))
        if brief.best_s is not None:
            entries.append((brief.best_s, "You", "", True))
        half = (width - 72) / 2
        room = int((height - (top - y) - 44) / LADDER_ROW)
        self._column(paint, "TIERS HERE", (x + 24, top + 18), half, sorted(entries)[:room])
        own = [(lap.time_s, moment(lap.created, 0), "", True) for lap in brief.laps[:room]]
        place = (x + 48 + half, top + 18)
        self._column(paint, "YOUR BEST LAPS", place, half, own)
        if not own:
            words = "Drive a clean lap and it stands here."
            paint.text(words, (place[0], place[1] + 30), style.SMALL, style.DIM)

    def _column(
        self,
        paint: Paint,
        heading: str,
        place: tuple[float, float],
        width: float,
        entries: list[tuple[float, str, str, bool]],
    ) -> None:
        x, y = place
        paint.text(heading, (x, y), style.TINY, style.FAINT)
        for index, (time, name, note, own) in enumerate(entries):
            middle = y + 24 + index * LADDER_ROW
            ink = style.ACCENT if own and (index == 0 or name == "You") else style.INK
            tone = style.ACCENT if name == "You" else style.DIM
            paint.text(name, (x, middle), style.BODY, tone, width=width - 150)
            if note:
                paint.text(note, (x + width - 84, middle), style.TINY, style.FAINT, "right")
            paint.text(lap_time(time), (x + width, middle), style.BODY, ink, "right", bold=own)


def _away(best: float | None, wanted: float) -> str:
    """How far the own best lap is from a medal's."""
    if best is None:
        return ""
    if best <= wanted:
        return f"won, \u2212{wanted - best:.3f}"
    return f"+{best - wanted:.3f} to go"
