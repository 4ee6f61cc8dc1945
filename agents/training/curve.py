"""How runs went, as a picture: needs matplotlib, which is imported only here."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

from agents.array_file import read_arrays
from agents.training.progress import CSV_NAME
from agents.training.train import BEST, POLICIES
from game.core.errors import UndercutError, UsageError
from game.core.files import write_atomically

INK: Final = "#20242c"
BLUE: Final = "#2a6fdb"
ORANGE: Final = "#e07b1a"


class Curve(NamedTuple):
    """Runs, one after another; each list of points is (hours, value)."""

    pace: list[tuple[float, float]]
    """Progress over that of the reference lap, of all that learn, limits and traffic included."""
    over_ideal: list[tuple[float, float]]
    """Median lap of the validation over the ideal one."""
    clean: list[tuple[float, float]]
    """Share of its laps that were completed within the track limits."""


def read_curve(runs: Sequence[Path]) -> Curve:
    """What runs reported; each goes on in time where the one before ended.

    Raises:
        UsageError: A folder holds no run that has reported anything.
    """
    curve, before = Curve([], [], []), 0.0
    for run in runs:
        rows = _rows(run)
        seconds = {int(row["updates"]): before + float(row["seconds"]) for row in rows}
        curve.pace.extend(
            (seconds[int(row["updates"])] / 3600.0, float(row["environment/pace"])) for row in rows
        )
        for path in sorted((run / POLICIES).glob("*.safetensors")):
            facts = read_arrays(path).facts
            if path.stem == BEST or not facts["measured"] or facts["updates"] not in seconds:
                continue
            hours = seconds[facts["updates"]] / 3600.0
            curve.over_ideal.append((hours, facts["measured"]["lap_over_ideal"]))
            curve.clean.append((hours, facts["measured"]["clean"]))
        before = max(seconds.values())
    return curve


def draw_curve(curve: Curve, path: Path) -> None:
    """Draw it as a PNG file.

    Raises:
        UndercutError: matplotlib is missing, or the file cannot be written.
    """
    try:
        from matplotlib.figure import Figure
    except ImportError as error:
        raise UndercutError(
            "the curve needs matplotlib; get it with: pip install 'undercut[export]'"
        ) from error
    figure = Figure(figsize=(9, 4.2), dpi=120, layout="constrained")
    left, right = figure.subplots(1, 2)
    _line(left, curve.over_ideal, "validation lap over the ideal lap", BLUE)
    _line(right, curve.clean, "validation laps that are clean", BLUE)
    _line(right, curve.pace, "pace in training over the reference", ORANGE)
    for axes in (left, right):
        axes.set_xlabel("hours of training")
        axes.grid(color="#e4e7ee")
        axes.legend(frameon=False, labelcolor=INK)
    right.set_ylim(0.0, 1.05)
    content = io.BytesIO()
    figure.savefig(content, format="png")
    write_atomically(path, content.getvalue())


def _line(axes: Any, points: list[tuple[float, float]], label: str, colour: str) -> None:
    axes.plot([x for x, _ in points], [y for _, y in points], color=colour, label=label)


def _rows(run: Path) -> list[dict[str, str]]:
    try:
        text = (run / CSV_NAME).read_text(encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{run} holds no run that has reported anything") from error
    return list(csv.DictReader(io.StringIO(text)))
