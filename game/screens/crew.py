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
_QUIET: Final = {"SDL_VIDEODRIVER": "dummy", "SDL_AUDIODRIVER": "dummy"}


def free_cores() -> int:
    """On how many cores this process may run."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@dataclass
class _Hand:
    """One process: what it makes now, and how much it has compiled."""

    process: subprocess.Popen[str]
    part: Part | None = None
    functions: int = 0
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

    def _progress(self) -> str:
        making = [hand.part.what for hand in self._hands if hand.part is not None]
        functions = sum(hand.functions for hand in self._hands)
        done = f"{len(self._done)} of {len(self.parts)} parts done, {functions} functions"
        return f"{', '.join(making)}: {done}" if making else done

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
                        hand.part = part
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
