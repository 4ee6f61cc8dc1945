"""Choosing a place of the road on the map: to put a car there, or to begin there."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from game.screens import style
from game.screens.page import MARGIN, TOP, Page
from game.screens.paint import PAGE_WIDTH, Align, Paint, Rect
from game.screens.track_map import TrackMap
from game.screens.widgets import Button, Custom, Slider
from game.track.track import Track

if TYPE_CHECKING:
    from game.screens.app import App
    from game.screens.race_screen import RaceScreen

STEP = 10.0
"""Between two places that can be chosen [m]."""
NAMES = 58.0
"""Room for names around the track."""
EDGE = 8.0
"""Kept free of names at the border of a map."""


class PlaceMap:
    """A map with a mark that is moved along the road, by a slider or by the mouse."""

    def __init__(self, track: Track, rect: Rect, distance: float) -> None:
        self.map = TrackMap(track, rect, NAMES)
        self.distance = distance

    def draw(self, paint: Paint, rect: Rect) -> None:
        """The track, its corners by name, the mark."""
        paint.box(rect, style.PANEL, radius=6)
        self.map.draw(paint)
        for name, place in self.map.track.metadata.get("corners", []):
            self._draw_corner(paint, str(name), float(place))
        here = self.map.at(self.distance)
        paint.circle(here, 9, style.NIGHT)
        paint.circle(here, 7, style.ACCENT)

    def _draw_corner(self, paint: Paint, name: str, place: float) -> None:
        """A corner's name, on the outside of the bend."""
        track = self.map.track
        bend = float(track.stations[int(place / track.spacing)]["curvature"])
        here = self.map.at(place)
        out = self.map.at(place, -14.0 / self.map.per_metre * (1.0 if bend > 0.0 else -1.0))
        align: Align = "left" if out[0] >= here[0] else "right"
        left, _, wide, _ = self.map.rect
        room, needed = EDGE, paint.measure(name, style.TINY)
        if align == "left":
            x = min(out[0], left + wide - room - needed)
        else:
            x = max(out[0], left + room + needed)
        paint.text(name, (x, out[1]), style.TINY, style.DIM, align)


class PlaceScreen(Page):
    """Puts the car of a race that stands still somewhere else."""

    def __init__(self, app: App, race: RaceScreen) -> None:
        super().__init__(app, "Put the car somewhere", "the session is no longer verified then")
        self.race = race
        track = race.plan.track
        now = 0.0
        if race.runner is not None and race.stage is not None:
            now = float(race.runner.session.world.state["distance"][race.stage.row])
        place = (MARGIN, TOP + 60, PAGE_WIDTH - 2 * MARGIN, 416.0)
        self.map = PlaceMap(track, place, now)
        self.add(place_slider((MARGIN, TOP, 760, 42), track, now, self._move))
        self.add(Custom(place, self.map.draw))
        self.add(Button((MARGIN, 604, 260, 44), "Put it there", self._put, primary=True))

    def _move(self, distance: float) -> None:
        self.map.distance = distance

    def _put(self) -> None:
        self.race.put_somewhere(self.map.distance)
        self.app.pop()
        self.app.pop()


def place_slider(rect: Rect, track: Track, now: float, changed: Callable[[float], None]) -> Slider:
    """A row for a distance along a track, named by the nearest corner before it."""
    last = float(int(track.length / STEP) * STEP)

    def words(distance: float) -> str:
        return f"{distance:.0f} m"

    row = Slider(rect, "Begin at", 0.0, last, STEP, now, changed, words, share=0.3)
    row.hint = "left and right move the car along the road"
    return row
