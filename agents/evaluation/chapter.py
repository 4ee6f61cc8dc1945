"""A suite's findings as plain data: bars, tables, pictures and the figures behind them."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True)
class Bar:
    """Something asked for, and what was measured."""

    what: str
    measured: float | None
    """None where there was nothing to measure."""
    limit: float
    at_most: bool = False
    """Whether `limit` must not be exceeded; else it must be reached."""
    behind: str = ""
    """How many laps or races stand behind it, and their spread."""
    percent: bool = False
    """Whether it is shown in per cent."""

    @property
    def met(self) -> bool:
        """Whether it is as asked for."""
        if self.measured is None:
            return False
        return self.measured <= self.limit if self.at_most else self.measured >= self.limit


@dataclass(frozen=True)
class Table:
    """Rows of words and finished figures."""

    title: str
    columns: list[str]
    rows: list[list[str]]


@dataclass(frozen=True)
class Picture:
    """A picture in the report's folder."""

    file: str
    caption: str


@dataclass
class Chapter:
    """What a suite found."""

    name: str
    title: str
    text: list[str] = field(default_factory=list)
    """Sentences about how it was measured."""
    bars: list[Bar] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    facts: dict[str, Any] = field(default_factory=dict)
    """Everything that was measured, for programs."""
    seconds: float = 0.0
    """That it took."""

    def to_json(self) -> dict[str, Any]:
        """Plain data for a file."""
        bars = [{**asdict(bar), "met": bar.met} for bar in self.bars]
        return {**asdict(self), "bars": bars}

    @staticmethod
    def from_json(facts: dict[str, Any]) -> Chapter:
        """What `to_json` gave.

        Raises:
            KeyError, TypeError: It is something else.
        """
        bars = [{name: bar[name] for name in bar if name != "met"} for bar in facts["bars"]]
        return Chapter(
            facts["name"],
            facts["title"],
            list(facts["text"]),
            [Bar(**bar) for bar in bars],
            [Table(**table) for table in facts["tables"]],
            [Picture(**picture) for picture in facts["pictures"]],
            dict(facts["facts"]),
            float(facts["seconds"]),
        )
