"""The fair-play card: same car, same physics, everybody's limits and contacts at fault."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from game.core.errors import UndercutError
from game.race.entrant import DriverKind
from game.race.results import Result
from game.screens import style
from game.screens.paint import Paint, Rect
from game.screens.work import Say, Work
from game.version import SIM_VERSION

if TYPE_CHECKING:
    from game.screens.app import App
    from game.screens.race_screen import RaceOutcome

HASH_LETTERS: Final = 8
COLUMNS: Final = (
    (0.0, "DRIVER"),
    (0.17, "KIND"),
    (0.29, "CAR"),
    (0.37, "CONTACTS"),
    (0.45, "AT FAULT"),
    (0.53, "WALLS"),
    (0.60, "OFF TRACK"),
    (0.69, "LIMITS OF THE DRIVER"),
)
LIMITS: Final = (
    ("reaction_s", "reacts {:.2f} s"),
    ("reaction", "reacts {:.2f} s"),
    ("reach_s", "sees {:.1f} s"),
    ("sharpness", "sharp {:.2f}"),
    ("margin", "margin {:.2f}"),
    ("consistency", "steady {:.2f}"),
)
"""Names of the limits that are shown, and how they are said."""


class FairPlayCard:
    """What shows that nobody was helped by anything but driving."""

    def __init__(self, app: App, outcome: RaceOutcome) -> None:
        self.app, self.outcome = app, outcome
        self.verdict = ""
        self._work: Work[tuple[bool, str]] | None = None

    def verify(self) -> None:
        """Drive the recording again from its controls, and compare all of it."""
        path = self.outcome.keeper.path
        if path is None or self._work is not None:
            return

        def check(say: Say) -> tuple[bool, str]:
            from game.replay.verify import verify

            say("driving it again")
            verdict = verify(path)
            return verdict.verified, verdict.reason

        self.verdict = "driving the whole session again from its controls \u2026"
        self._work = Work(check)

    def update(self) -> None:
        """Take what the verification has found."""
        if self._work is None or not self._work.done:
            return
        work, self._work = self._work, None
        try:
            verified, words = work.result()
            self.verdict = f"Verified: {words}" if verified else f"Not verified: {words}"
        except UndercutError as error:
            self.verdict = f"Not verified: {error}"

    def draw(self, paint: Paint, rect: Rect) -> None:
        """Four statements, then everybody."""
        x, y, width, _ = rect
        for index, (title, words) in enumerate(self._statements()):
            left = x + index * (width + 16) / 4
            wide = (width + 16) / 4 - 16
            paint.box((left, y, wide, 84), style.PANEL, radius=6)
            paint.box((left, y, wide, 3), style.GOOD, radius=1.5)
            paint.text(title, (left + 16, y + 24), style.BODY, bold=True, width=wide - 32)
            paint.lines(words, (left + 16, y + 38), wide - 28, style.TINY, style.DIM, 3)
        if self.verdict:
            paint.text(self.verdict, (x, y + 104), style.SMALL, style.COOL, width=width)
        top = y + 128
        for part, words in COLUMNS:
            paint.text(words, (x + part * width, top), style.TINY, style.FAINT)
        paint.line((x, top + 12), (x + width, top + 12), style.EDGE)
        results = self.outcome.results
        step = min(24.0, (rect[3] - 148) / max(len(results), 1))
        for index, result in enumerate(results):
            self._draw_driver(paint, rect, top + 14 + (index + 0.5) * step, result)

    def _statements(self) -> list[tuple[str, str]]:
        entrants = self.outcome.plan.entrants
        hashes = {entrant.car.content_hash for entrant in entrants}
        if len(hashes) == 1:
            car = f"all {len(entrants)} cars are bit for bit the same {entrants[0].car.title}"
        else:
            car = f"{len(hashes)} kinds of car; equal hashes are bit for bit equal cars"
        assists = {entrant.driver.kind: "" for entrant in entrants}
        return [
            ("Same car" if len(hashes) == 1 else "Cars by their hash", car),
            ("Same physics", f"one simulation moved everybody; version {SIM_VERSION}"),
            (
                "Same controls",
                f"{len(assists)} kinds of driver; all have steering wheel and pedals"
                " and nothing else",
            ),
            ("All on record", "every control of every car; anyone can verify the file"),
        ]

    def _draw_driver(self, paint: Paint, rect: Rect, y: float, result: Result) -> None:
        x, _, width, _ = rect
        mine = result.row == self.outcome.plan.human
        ink = style.INK if mine else style.DIM
        car = self.outcome.plan.entrants[result.row].car
        fault = result.contacts_at_fault
        words = (
            result.name,
            kind_in_words(result),
            car.content_hash[:HASH_LETTERS],
            str(result.contacts),
            str(fault),
            str(result.wall_hits),
            f"{result.off_track_count} ({result.off_track_s:.0f} s)",
            limits_in_words(result),
        )
        ends = [part for part, _ in COLUMNS[1:]] + [1.0]
        for (part, heading), text, end in zip(COLUMNS, words, ends, strict=True):
            colour = style.BAD if heading == "AT FAULT" and fault else ink
            room = (end - part) * width - 10
            paint.text(text, (x + part * width, y), style.SMALL, colour, bold=mine, width=room)


def kind_in_words(result: Result) -> str:
    """What a driver is: of which tier, and whether it learned to drive or follows a script."""
    made = {DriverKind.POLICY: "trained", DriverKind.SCRIPTED: "scripted"}
    parts = [result.driver.tier, made.get(result.driver.kind, str(result.driver.kind))]
    return ", ".join(part for part in parts if part).capitalize()


def limits_in_words(result: Result) -> str:
    """The limits that a driver drove under, as far as they are numbers."""
    if result.driver.kind is DriverKind.HUMAN:
        return "a human's own"
    limits = result.driver.limits
    parts = [
        words.format(float(limits[name]))
        for name, words in LIMITS
        if isinstance(limits.get(name), int | float)
    ]
    return ", ".join(parts) or "none"
