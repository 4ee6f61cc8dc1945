"""What can go wrong through no fault of the program: each error is one readable line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


class UndercutError(Exception):
    """Anything a user can cause and mend; the message says what, where, and what is allowed."""


class UsageError(UndercutError):
    """A command, a name or a value on the command line that does not exist or does not fit."""


@dataclass(frozen=True, order=True)
class Problem:
    """One thing wrong in a data file; line and column count from 1, 0 means the whole file."""

    file: str
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        return f"{place}: {self.message}"


class DataError(UndercutError):
    """A data file that is refused; `problems` holds everything that is wrong with it."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))
