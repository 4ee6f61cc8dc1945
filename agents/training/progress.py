"""How a run is going: one line on the terminal, TensorBoard's curves, and a CSV file."""

from __future__ import annotations

import csv
import io
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from torch.utils.tensorboard import SummaryWriter

from game.core.files import write_atomically

CSV_NAME: Final = "progress.csv"
TENSORBOARD: Final = "tensorboard"

_KEY: Final = ("updates", "decisions", "seconds")
_SHOWN: Final = {"episodes/return": "return", "learner/entropy": "entropy"}
"""Figures of the terminal's line, beside the terms of the reward, and what they are called."""


class Progress:
    """Reports of one run.

    Args:
        folder: Of the run; a run that is continued goes on in the same files.
        planned: Updates of the whole run.
        write: Takes the terminal's lines.
        updates: Already made; what the files hold beyond them is of a run that was cut off.
        seconds: Already spent.
        clock: A steadily rising time [s].
    """

    def __init__(
        self,
        folder: Path,
        planned: int,
        write: Callable[[str], None],
        updates: int = 0,
        seconds: float = 0.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._planned, self._write, self._clock = planned, write, clock
        self._path = folder / CSV_NAME
        self._rows = [row for row in _read(self._path) if int(row["updates"]) <= updates]
        self._curves = SummaryWriter(str(folder / TENSORBOARD), purge_step=updates + 1)
        self._began = clock() - seconds
        self._last = (updates, 0, seconds)

    @property
    def seconds(self) -> float:
        """Spent on the run, earlier sittings included [s]."""
        return self._clock() - self._began

    def report(self, updates: int, decisions: int, figures: Mapping[str, float]) -> None:
        """Tell where the run stands after some updates."""
        seconds = self.seconds
        for name, value in figures.items():
            self._curves.add_scalar(name, value, updates)
        self._curves.flush()
        row = {"updates": str(updates), "decisions": str(decisions), "seconds": f"{seconds:.1f}"}
        self._rows.append(row | {name: f"{value:.6g}" for name, value in figures.items()})
        write_atomically(self._path, _csv(self._rows).encode())
        self._write(self._line(updates, decisions, seconds, figures))
        self._last = (updates, decisions, seconds)

    def _line(
        self, updates: int, decisions: int, seconds: float, figures: Mapping[str, float]
    ) -> str:
        rate = (updates - self._last[0]) / max(seconds - self._last[2], 1e-9)
        left = (self._planned - updates) / max(rate, 1e-9)
        parts = [
            f"{updates:>7}/{self._planned} updates",
            f"{decisions / 1e6:.2f} M decisions",
            f"{rate:.1f} updates/s",
            f"{duration(left)} left",
        ]
        for key, name in _SHOWN.items():
            if key in figures:
                parts.append(f"{name} {figures[key]:.2f}")
        terms = [
            f"{name.removeprefix('reward/')} {value:.2f}"
            for name, value in figures.items()
            if name.startswith("reward/")
        ]
        return "  ".join(parts) + (f"  ({', '.join(terms)})" if terms else "")

    def close(self) -> None:
        """Let go of the files."""
        self._curves.close()


def duration(seconds: float) -> str:
    """A time for people: "45 s", "12 min", "3 h 05 min"."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60:02d} min"


def _read(path: Path) -> list[dict[str, str]]:
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def _csv(rows: list[dict[str, str]]) -> str:
    """All rows under the union of their columns; a figure not yet known is empty."""
    columns = dict.fromkeys(_KEY) | dict.fromkeys(name for row in rows for name in row)
    text = io.StringIO()
    writer = csv.DictWriter(text, list(columns), restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()
