"""The report: Markdown for people and JSON for programs, both written whole or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from agents.evaluation.case import Case
from agents.evaluation.chapter import Bar, Chapter, Table
from agents.evaluation.words import number, percent
from game.core.files import write_atomically, write_json
from game.version import SIM_VERSION, VERSION


def write_report(case: Case, chapters: Sequence[Chapter]) -> None:
    """Write `report.md` and `report.json` into the case's folder."""
    write_atomically(case.folder / "report.md", markdown(case, chapters).encode())
    write_json(case.folder / "report.json", facts(case, chapters))


def facts(case: Case, chapters: Sequence[Chapter]) -> dict[str, Any]:
    """All that was found."""
    card = case.policy.card
    return {
        "policy": {
            "file": case.path.name,
            "name": case.rivals.name,
            "updates": card.updates,
            "decisions": card.decisions,
        },
        "tier": case.tier,
        "quick": case.quick,
        "seed": case.seed,
        "tracks": [track.name for track in case.tracks],
        "cars": [car.id for car in case.cars],
        "version": VERSION,
        "sim_version": SIM_VERSION,
        "suites": {chapter.name: chapter.to_json() for chapter in chapters},
    }


def markdown(case: Case, chapters: Sequence[Chapter]) -> str:
    """The report as text."""
    card = case.policy.card
    lines = [
        f"# What {card.name} can do",
        "",
        f"Policy `{case.rivals.name}`, {card.updates} updates from {card.decisions} "
        f"decisions; tier {case.tier}; seed {case.seed}; physics version {SIM_VERSION}"
        f"{'; a rough answer (--quick)' if case.quick else ''}.",
        "",
        f"Tracks: {', '.join(track.name for track in case.tracks)}; none of them is trained on or "
        f"chosen by. Cars: {', '.join(car.id for car in case.cars)}.",
        "",
        "## Summary",
        "",
        *_bars([(chapter, bar) for chapter in chapters for bar in chapter.bars]),
    ]
    for chapter in chapters:
        lines += ["", f"## {chapter.title}", ""]
        lines += [*_paragraphs(chapter.text), f"Took {chapter.seconds:.0f} s."]
        for table in chapter.tables:
            lines += ["", f"### {table.title}", "", *_table(table)]
        for picture in chapter.pictures:
            lines += ["", f"![{picture.caption}]({picture.file})", "", picture.caption]
    return "\n".join(lines) + "\n"


def _paragraphs(text: Sequence[str]) -> list[str]:
    return [line for sentence in text for line in (sentence, "")]


def _bars(bars: Sequence[tuple[Chapter, Bar]]) -> list[str]:
    rows = [[chapter.title, bar.what, *bar_words(bar), bar.behind] for chapter, bar in bars]
    columns = ["suite", "what", "measured", "asked for", "met", "behind it"]
    return _table(Table("", columns, rows))


def bar_words(bar: Bar) -> tuple[str, str, str]:
    """What was measured, what was asked for, and whether it is so."""
    write = (lambda value: percent(value, 2)) if bar.percent else number
    sign = "at most" if bar.at_most else "at least"
    return write(bar.measured), f"{sign} {write(bar.limit)}", "yes" if bar.met else "no"


def _table(table: Table) -> list[str]:
    if not table.rows:
        return ["Nothing."]
    head = [table.columns, ["---"] * len(table.columns)]
    return [f"| {' | '.join(_cell(word) for word in row)} |" for row in (*head, *table.rows)]


def _cell(word: str) -> str:
    return word.replace("|", "\\|").replace("\n", " ")
