"""Having compiled all that a race needs, so that none waits for it: once, then loading it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

from game.core.compiling import is_on_disk
from game.screens.crew import COMMAND, Crew
from game.screens.parts import PARTS, MakeRivals, Part
from game.screens.work import Say

LOADING: Final = "loading compiled code"


class Preparation:
    """Loads everything, and has compiled what is not there.

    Attributes:
        note: What went wrong, one line, where compiling beside the game did not work.
        stopped: Whether it was left before it was done.
    """

    def __init__(
        self,
        make_rivals: MakeRivals,
        parts: Sequence[Part] = PARTS,
        command: Sequence[str] = COMMAND,
    ) -> None:
        """Do nothing yet.

        Args:
            make_rivals: Gives the rivals that will be raced against.
            parts: Of what is needed.
            command: Starts a process that compiles.
        """
        self.note: str | None = None
        self._make_rivals, self._parts, self._command = make_rivals, parts, command
        self._crew: Crew | None = None
        self.stopped = False

    @property
    def share(self) -> float | None:
        """How much is compiled, about, 0 .. 1; none where nothing needs to be."""
        return None if self._crew is None else self._crew.share

    def run(self, say: Say) -> None:
        """Load, or compile and load; takes a second or two, or most of a minute.

        Args:
            say: Told what is being done; nothing at last.
        """
        say(LOADING)
        missing = [
            part for part in self._parts if not is_on_disk(partial(part.run, self._make_rivals))
        ]
        if missing and not self.stopped:
            self._compile(missing, say)
            self._load(missing, say)
        say("")

    def _compile(self, parts: Sequence[Part], say: Say) -> None:
        crew = self._crew = Crew(parts, self._command)
        if not self.stopped:
            crew.run(lambda words: say(f"compiling {words}; once on this machine"))
        if crew.complaint:
            self.note = f"compiling beside the game failed: {crew.complaint}"

    def _load(self, parts: Sequence[Part], say: Say) -> None:
        """Load what the crew has compiled; what it has not is compiled here."""
        for part in parts:
            if self.stopped:
                return
            say(f"compiling {part.what} in the game" if self.note else LOADING)
            part.run(self._make_rivals)

    def stop(self) -> None:
        """Leave it; nothing goes on that would keep the game from ending."""
        self.stopped = True
        if self._crew is not None:
            self._crew.stop()
