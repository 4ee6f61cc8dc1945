"""Cost: how long a decision takes for a field of rivals, looking included."""

from __future__ import annotations

from typing import Final

from agents.evaluation.case import Case
from agents.evaluation.chapter import Bar, Chapter, Table
from agents.evaluation.statistics import spread
from agents.evaluation.words import number

RIVALS: Final = 19
RUNS: Final = 5
BUDGET_MS: Final = 0.5


def judge(case: Case) -> Chapter:
    """Time a field's decisions in the middle of a race, several times over."""
    chapter = Chapter("cost", "Cost of a decision")
    chapter.text.append(
        f"{RIVALS} rivals in a race of their own; processor time of everything from what they see "
        f"to their controls, the median of each of {RUNS} runs, on this machine."
    )
    runs = [case.rivals.cost(RIVALS) for _ in range(RUNS)]
    total = spread(run.decide_us / 1000.0 for run in runs)
    looking = spread(run.observe_us / 1000.0 for run in runs)
    words = f"{RUNS} runs, {number(total['least'])}-{number(total['most'])} ms"
    what = f"a decision of {RIVALS} rivals [ms]"
    chapter.bars.append(Bar(what, total["median"], BUDGET_MS, at_most=True, behind=words))
    rows = [["all", number(total["median"])], ["of it looking", number(looking["median"])]]
    chapter.tables.append(Table("Parts", ["part", "ms"], rows))
    chapter.facts = {"cars": RIVALS, "decide_ms": total, "observe_ms": looking}
    return chapter
