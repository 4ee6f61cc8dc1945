"""Processes that compile for the game, so that the game need not.

A compiler leaves hundreds of megabytes behind in the process that it worked in, and it works on
one core. Each of these processes takes one part after the other; what it has compiled is on the
disk then, from where the game loads it in a moment.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Condition, Thread
from time import monotonic
from typing import Final

from game.core.paths import ROOT
from game.screens.parts import Part
from game.screens.work import Say

COMMAND: Final = (
    sys.executable,
    "-c",
    "import main; from game.screens.compiler import main as serve; serve(main.make_rivals)",
)
MOST: Final = 3
"""More processes have nothing to do."""
TELLING_SHARE: Final = 0.04
"""Before so much is done nobody can say how long the rest takes."""
_QUIET: Final = {"SDL_VIDEODRIVER": "dummy", "SDL_AUDIODRIVER": "dummy"}


def free_cores() -> int:
    """On how many cores this process may run."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def time_left(seconds: float) -> str:
    """A rough time in words, as one says it when one does not know exactly."""
    if seconds > 90.0:
        return f"about {seconds / 60.0:.0f} minutes left"
    if seconds > 45.0:
        return "about a minute left"
    return f"about {max(10.0 * round(seconds / 10.0), 5.0):.0f} seconds left"


@dataclass
class _Hand:
    """One process: what it makes now, and how much it has compiled."""

    process: subprocess.Popen[str]
    part: Part | None = None
    functions: int = 0
    before: int = 0
    """Of its functions those that it had compiled when it began with its part."""
    last_line: str = ""


@dataclass
class Crew:
    """Has parts compiled in processes of their own.

    Attributes:
        parts: What is to be compiled, the first to be begun first.
        command: Starts a process as `game.screens.compiler` describes it.
        most: How many of them work at once.
        complaint: What went wrong, one line, empty where nothing did.
        stopped: Whether it was stopped before it was done.
    """

    parts: Sequence[Part]
    command: Sequence[str] = COMMAND
    most: int = MOST
    complaint: str = ""
    stopped: bool = False
    _hands: list[_Hand] = field(default_factory=list)
    _done: set[str] = field(default_factory=set)
    _change: Condition = field(default_factory=Condition)

    def __post_init__(self) -> None:
        self._waiting = list(self.parts)
        self._began = monotonic()

    def run(self, say: Say) -> None:
        """Compile; returns when all is done, or nothing more can be.

        Args:
            say: Told which parts are being compiled, and how far that has come.
        """
        threads = [
            Thread(target=self._serve, name="crew", daemon=True)
            for _ in range(min(self.most, free_cores(), len(self.parts)))
        ]
        for thread in threads:
            thread.start()
        self._began = monotonic()
        with self._change:
            while any(thread.is_alive() for thread in threads):
                say(self._progress())
                self._change.wait(0.2)

    def stop(self) -> None:
        """End all processes; what they have compiled so far stays on the disk."""
        with self._change:
            self.stopped = True
            for hand in self._hands:
                hand.process.kill()
            self._change.notify_all()

    @property
    def share(self) -> float:
        """How much of all is done, about, 0 .. 1."""
        made = sum(part.functions for part in self.parts if part.name in self._done)
        for hand in list(self._hands):
            part = hand.part
            if part is not None and part.name not in self._done:
                made += min(hand.functions - hand.before, part.functions)
        return made / max(sum(part.functions for part in self.parts), 1)

    def _progress(self) -> str:
        making = [hand.part.what for hand in self._hands if hand.part is not None]
        share = self.share
        words = f"{100 * share:.0f} % done"
        if share > TELLING_SHARE:
            words += f", {time_left((monotonic() - self._began) * (1.0 - share) / share)}"
        return f"{', '.join(making)}: {words}" if making else words

    def _serve(self) -> None:
        """Have a process make one part after the other."""
        hand = self._hire()
        if hand is None:
            return
        with hand.process as process:
            try:
                while (part := self._next(hand)) is not None:
                    if not self._make(hand, part):
                        break
            finally:
                with suppress(OSError):
                    if process.stdin is not None:
                        process.stdin.close()
        self._dismiss(hand)

    def _hire(self) -> _Hand | None:
        with self._change:
            if self.stopped:
                return None
            try:
                process = subprocess.Popen(
                    self.command,
                    cwd=ROOT,
                    env={**os.environ, **_QUIET},
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.STDOUT,
                    text=True,
                    creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
                )
            except (OSError, ValueError) as error:
                self.complaint = f"no process could be started ({error})"
                return None
            hand = _Hand(process)
            self._hands.append(hand)
            return hand

    def _next(self, hand: _Hand) -> Part | None:
        """The next part whose needs are done; none when no more are to be begun."""
        with self._change:
            hand.part = None
            while self._waiting and not self.stopped:
                open_parts = {each.name for each in self.parts} - self._done
                for part in self._waiting:
                    if open_parts.isdisjoint(part.after):
                        self._waiting.remove(part)
                        hand.part, hand.before = part, hand.functions
                        return part
                self._change.wait()
            return None

    def _make(self, hand: _Hand, part: Part) -> bool:
        """Have a part made; gives whether the process still lives."""
        made = self._ask(hand, part)
        with self._change:
            self._done.add(part.name)
            self._change.notify_all()
        return made

    def _ask(self, hand: _Hand, part: Part) -> bool:
        asked, told = hand.process.stdin, hand.process.stdout
        if asked is None or told is None:
            return False
        try:
            asked.write(part.name + "\n")
            asked.flush()
        except OSError:
            return False
        for line in told:
            kind, _, words = line.strip().partition(" ")
            if kind == "done" and words == part.name:
                return True
            if kind == "compiled" and words.isdigit():
                hand.functions = int(words)
            elif line.strip():
                hand.last_line = line.strip()
        return False

    def _dismiss(self, hand: _Hand) -> None:
        """A process has ended, in good order or not."""
        code = hand.process.returncode
        with self._change:
            if code and not self.stopped:
                why = f": {hand.last_line}" if hand.last_line else ""
                self.complaint = f"a process ended with {code}{why}"
