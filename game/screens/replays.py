"""All replays: every session is there by itself, and those one wants to keep are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from game.core.errors import UndercutError
from game.records.library import ReplayEntry
from game.records.replay_facts import ReplayFacts
from game.screens import style
from game.screens.dialogs import Dialog
from game.screens.page import MARGIN, TOP, Page
from game.screens.paint import PAGE_WIDTH, Paint
from game.screens.replay_words import draw_replay, moment, size_in_words, standing
from game.screens.table import Cell, Column, Table
from game.screens.times import race_time
from game.screens.widgets import Button, Custom
from game.screens.work import Say, Work

if TYPE_CHECKING:
    from game.screens.app import App

LIST_WIDTH: Final = 700.0
COLUMNS: Final = (
    Column("Driven", 124),
    Column("Track", 176),
    Column("What", 132),
    Column("Result", 100),
    Column("Length", 76, "right"),
    Column("", 84, "right"),
)
PANEL_LEFT: Final = MARGIN + LIST_WIDTH + 28
PANEL_WIDTH: Final = PAGE_WIDTH - MARGIN - PANEL_LEFT


class ReplaysScreen(Page):
    """The library, the latest first."""

    def __init__(self, app: App) -> None:
        super().__init__(app, "Replays", "Every session is here by itself, crashed ones too")
        self.entries: list[ReplayEntry] = []
        self.facts: dict[str, ReplayFacts | str] = {}
        """File -> what is in it, or why that cannot be said."""
        self._reading: Work[None] | None = None
        self._verifying: Work[str] | None = None
        self._verified = ""
        self._shown = -1
        self.table = self.add(
            Table((MARGIN, TOP, LIST_WIDTH, 500.0), COLUMNS, [], chosen=self._watch, moved=_nothing)
        )
        self.table.hint = f"{app.accept_key} watches; the oldest go when the disk budget is used up"
        self.add(Custom((PANEL_LEFT, TOP, PANEL_WIDTH, 408.0), self._draw_panel))
        third, top = (PANEL_WIDTH - 24) / 3, TOP + 420.0
        self.add(
            Button((PANEL_LEFT, top, PANEL_WIDTH, 46), "Watch", self._watch_this, primary=True)
        )
        entries = (("Keep", self._keep), ("Verify", self._verify), ("Delete", self._ask_delete))
        self.keep_button, _, _ = (
            self.add(Button((PANEL_LEFT + n * (third + 12), top + 56, third, 42), words, action))
            for n, (words, action) in enumerate(entries)
        )

    def enter(self) -> None:
        """Look again what lies in the library."""
        self._list()

    def _list(self) -> None:
        records = self.app.records
        self.entries = records.library.entries()
        for entry in self.entries:
            known = records.known_replay(entry)
            if known is not None:
                self.facts[entry.name] = known
        if self._reading is None and any(e.name not in self.facts for e in self.entries):
            unknown = [entry for entry in self.entries if entry.name not in self.facts]
            self._reading = Work(lambda say: self._read(unknown, say))
        self._write()

    def _read(self, entries: list[ReplayEntry], say: Say) -> None:
        """Look into recordings that nothing is known of, one after the other."""
        for entry in entries:
            try:
                self.facts[entry.name] = self.app.records.replay_facts(entry)
            except UndercutError as error:
                self.facts[entry.name] = str(error)

    def _write(self) -> None:
        self._shown = len(self.facts)
        self.table.rows = [self._row(entry) for entry in self.entries]

    def _row(self, entry: ReplayEntry) -> list[str | Cell]:
        facts = self.facts.get(entry.name)
        mark = Cell("kept" if entry.kept else "", style.GOOD)
        if not isinstance(facts, ReplayFacts):
            words = "cannot be read" if isinstance(facts, str) else ""
            return [moment(None, entry.modified), Cell(entry.name, style.DIM), words, "", "", mark]
        if not facts.complete:
            mark = Cell("kept, cut" if entry.kept else "cut", style.WARN)
        return [
            moment(facts.created, entry.modified),
            Cell(facts.track_title, bold=True),
            Cell(facts.kind.replace("_", " ").capitalize(), style.DIM),
            standing(facts),
            Cell(race_time(facts.length_s).rpartition(".")[0], style.DIM),
            mark,
        ]

    @property
    def chosen(self) -> ReplayEntry | None:
        """The recording that is looked at."""
        here = self.table.selected
        return self.entries[here] if 0 <= here < len(self.entries) else None

    def update(self, seconds: float) -> None:
        """Show what has been found out since."""
        if self._reading is not None and self._reading.done:
            self._reading = None
            self._list()
        elif len(self.facts) != self._shown:
            self._write()
        if self._verifying is not None and self._verifying.done:
            work, self._verifying = self._verifying, None
            try:
                self.app.say(work.result())
            except UndercutError as error:
                self.app.say(str(error), "error")
        chosen = self.chosen
        self.keep_button.text = "Let go" if chosen is not None and chosen.kept else "Keep"

    def _watch_this(self) -> None:
        self._watch(self.table.selected)

    def _watch(self, index: int) -> None:
        from game.screens.theatre import TheatreScreen

        if 0 <= index < len(self.entries):
            self.app.push(TheatreScreen(self.app, self.entries[index].path))

    def _keep(self) -> None:
        chosen, library = self.chosen, self.app.records.library
        if chosen is None:
            return
        if chosen.kept:
            library.release(chosen.path)
            self.app.say("this replay goes when the disk is needed")
        else:
            library.keep(chosen.path)
            self.app.say(f"kept in {library.kept_folder}")
        self._list()

    def _verify(self) -> None:
        """Drive it again from its controls, in a process of its own."""
        chosen = self.chosen
        if chosen is None or self._verifying is not None:
            return
        session = self.app.records.session_of_replay(chosen.name)

        def check(say: Say) -> str:
            from game.replay.verify import verify

            verdict = verify(chosen.path, jobs=2)
            if session is not None:
                self.app.records.set_verdict(session.id, str(verdict.outcome))
            return verdict.sentence()

        self.app.say("driving the whole session again from its controls")
        self._verifying = Work(check)

    def _ask_delete(self) -> None:
        chosen = self.chosen
        if chosen is None:
            return

        def delete() -> None:
            self.app.records.library.delete(chosen.path)
            self._list()

        words = "The recording is gone for good. Its laps and results stay on record."
        answers = [("Delete", delete), ("Keep it", _none)]
        self.app.push(Dialog(self.app, "Delete this replay?", words, answers))

    def draw(self, paint: Paint) -> None:
        """The page, and how much of the disk is used."""
        super().draw(paint)
        loose = sum(entry.size for entry in self.entries if not entry.kept)
        kept = sum(entry.size for entry in self.entries if entry.kept)
        budget = self.app.records.replay_budget
        count = f"{len(self.entries)} replay{'s' if len(self.entries) != 1 else ''}"
        words = f"{count}   {size_in_words(loose)} of {size_in_words(budget)}"
        if kept:
            words += f"   and {size_in_words(kept)} kept"
        y = TOP + 520.0
        paint.text(words, (MARGIN + 12, y), style.SMALL, style.DIM)
        left, width = MARGIN + 400, LIST_WIDTH - 412
        paint.box((left, y - 3, width, 6), style.RAISED, radius=3)
        part = min(loose / max(budget, 1), 1.0)
        paint.box((left, y - 3, max(width * part, 2.0), 6), style.ACCENT, radius=3)
        if not self.entries:
            place = (MARGIN + LIST_WIDTH / 2, TOP + 220)
            paint.text("Nothing has been driven yet.", place, style.BODY, style.DIM, "centre")

    def _draw_panel(self, paint: Paint, rect: tuple[float, float, float, float]) -> None:
        paint.box(rect, style.PANEL, radius=6)
        chosen = self.chosen
        if chosen is not None:
            facts = self.facts.get(chosen.name)
            session = self.app.records.session_of_replay(chosen.name)
            draw_replay(paint, rect, chosen, facts, session)


def _nothing(index: int) -> None:
    """A row is only looked at."""


def _none() -> None:
    """Nothing is done."""
