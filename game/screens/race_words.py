"""Words over a race: what was chosen, why it stands still, that it is over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from game.race.state import Status
from game.screens import style
from game.screens.paint import PAGE_WIDTH, Paint

if TYPE_CHECKING:
    from game.screens.plan import RacePlan
    from game.screens.runner import SessionRunner

BELOW_LAP_TIME: Final = 112.0
"""Where messages do not cover the lap time, from the upper edge, in units of the page."""

ABOVE_THE_CAR: Final = 172.0
"""Where what stays longer does not cover the car that is driven, nor flags and lap time."""


def draw_name(paint: Paint, words: str) -> None:
    """What has just been chosen."""
    width = paint.measure(words, style.BODY, True) + 36
    x, y = (PAGE_WIDTH - width) / 2, 592.0
    paint.box((x, y, width, 34), style.NIGHT, radius=5, alpha=215)
    paint.text(words, (PAGE_WIDTH / 2, y + 17), style.BODY, align="centre", bold=True)


def draw_banner(paint: Paint, title: str, words: str) -> None:
    """Why everything stands still."""
    left, _, whole, _ = paint.whole
    paint.box((left, 280, whole, 130), style.NIGHT, alpha=225)
    paint.box((left, 280, whole, 3), style.ACCENT)
    paint.text(title, (PAGE_WIDTH / 2, 328), style.TITLE, align="centre", bold=True)
    paint.text(words, (PAGE_WIDTH / 2, 372), style.BODY, style.DIM, "centre")


def ordinal(place: int) -> str:
    """A place in words, as in "3rd"."""
    tail = "th" if 10 <= place % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(place % 10, "th")
    return f"{place}{tail}"


def draw_finish(paint: Paint, plan: RacePlan, runner: SessionRunner, key: str) -> None:
    """The player has finished, or everybody has; a key leads to the results."""
    session = runner.session
    title = "Finished"
    if plan.human is not None:
        place = int(session.race_state["position"][plan.human])
        out = session.race_state["status"][plan.human] == Status.RETIRED
        title = "Out" if out else f"{ordinal(place)} place"
    words = f"{key}: results"
    if plan.human is not None and session.race_state["open_seconds"][plan.human] > 0.0:
        seconds = float(session.race_state["open_seconds"][plan.human])
        words = f"+{seconds:g} s of penalties will be added \u00b7 {words}"
    if not session.finished:
        words += " \u00b7 the others are still racing"
    width = max(paint.measure(title, style.TITLE, True), paint.measure(words, style.BODY)) + 72
    x, y = (PAGE_WIDTH - width) / 2, 236.0
    paint.box((x, y, width, 96), style.NIGHT, radius=6, alpha=225)
    paint.box((x, y, width, 3), style.ACCENT)
    paint.text(title, (PAGE_WIDTH / 2, y + 38), style.TITLE, align="centre", bold=True)
    paint.text(words, (PAGE_WIDTH / 2, y + 74), style.BODY, style.DIM, "centre")


def draw_problem(paint: Paint, words: str) -> None:
    """What is wrong with a file that is being edited; the track as it was stays."""
    lines = [part for line in words.splitlines()[:6] for part in paint.wrapped(line, 14.5, 1100)][
        :9
    ]
    height = 52.0 + 20.0 * len(lines)
    x, y, width = 60.0, ABOVE_THE_CAR, PAGE_WIDTH - 120
    paint.box((x, y, width, height), style.NIGHT, style.BAD, 6, alpha=235)
    title = "! The file is not valid as it stands; the track stays as it was"
    paint.text(title, (x + 20, y + 22), style.BODY, style.BAD, bold=True)
    for index, line in enumerate(lines):
        paint.text(line, (x + 20, y + 52 + 20 * index), style.SMALL, style.INK, width=width - 40)
