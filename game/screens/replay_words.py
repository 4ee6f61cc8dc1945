"""What a screen says of a recording."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from game.records.replay_facts import ReplayFacts
from game.screens import style
from game.screens.paint import Paint, Rect
from game.screens.times import lap_time, race_time

if TYPE_CHECKING:
    from game.records.library import ReplayEntry
    from game.records.rows import SessionRow

MONTHS: Final = (
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
)  # fmt: skip


def moment(created: str | None, modified: int) -> str:
    """When a session was driven, in the time of this place: 21 Nov 13:05."""
    try:
        when = datetime.fromisoformat(created) if created else None
    except ValueError:
        when = None
    if when is None:
        when = datetime.fromtimestamp(modified / 1e9, UTC)
    here = when.astimezone()
    return f"{here.day} {MONTHS[here.month - 1]} {here:%H:%M}"


def size_in_words(size: int) -> str:
    """Bytes as people say them."""
    for unit, one in (("GB", 1e9), ("MB", 1e6), ("kB", 1e3)):
        if size >= one:
            return f"{size / one:.1f} {unit}"
    return f"{size} B"


def standing(facts: ReplayFacts) -> str:
    """How the player came off."""
    if facts.player is None:
        return "watched"
    if facts.kind == "race":
        return f"P{facts.position} of {facts.cars}" if facts.position else "\u2013"
    return lap_time(facts.best_lap_s)


def draw_replay(
    paint: Paint,
    rect: Rect,
    entry: ReplayEntry,
    facts: ReplayFacts | str | None,
    session: SessionRow | None,
) -> None:
    """Everything about one recording."""
    x, y, width, height = rect
    left, right = x + 22, x + width - 22
    if not isinstance(facts, ReplayFacts):
        words = facts if isinstance(facts, str) else "looking into it"
        paint.lines(words, (left, y + 22), width - 44, style.SMALL, style.DIM, 12)
        return
    paint.text(facts.track_title, (left, y + 34), style.HEADING, bold=True, width=width - 44)
    kind = facts.kind.replace("_", " ")
    label = session.label if session is not None and session.label else kind.capitalize()
    road = "" if facts.wetness < 0.1 else "   wet" if facts.wetness >= 0.5 else "   damp"
    words = f"{label}   {facts.cars} car{'s' if facts.cars > 1 else ''}   {facts.car}{road}"
    paint.text(words, (left, y + 60), style.SMALL, style.DIM, width=width - 44)
    figures = (
        ("LAPS", str(facts.laps)),
        ("OVERTAKES", str(facts.overtakes)),
        ("INCIDENTS", str(facts.incidents)),
    )
    for index, (name, figure) in enumerate(figures):
        at = left + index * (width - 44) / 3
        paint.text(name, (at, y + 94), style.TINY, style.FAINT)
        paint.text(figure, (at, y + 116), style.HEADING, bold=True)
    paint.line((left, y + 138), (right, y + 138), style.EDGE)
    _draw_places(paint, facts, (left, y + 160), right)
    lines = [
        ("Best lap", lap_time(facts.best_lap_s)),
        ("Length", race_time(facts.length_s).rpartition(".")[0]),
        ("File", f"{size_in_words(entry.size)}{', kept' if entry.kept else ''}"),
        ("Recording", _state(facts, session)),
    ]
    top = y + height - 100
    for index, (name, words) in enumerate(lines):
        paint.text(name, (left, top + 24 * index), style.SMALL, style.FAINT)
        paint.text(words, (left + 92, top + 24 * index), style.SMALL, width=width - 136)


def _draw_places(
    paint: Paint, facts: ReplayFacts, place: tuple[float, float], right: float
) -> None:
    x, y = place
    if not facts.places:
        paint.text("It was cut short: there is no result.", place, style.SMALL, style.DIM)
        return
    winner = facts.places[0].time_s
    for index, each in enumerate(facts.places):
        middle = y + 25 * index
        own = each.name == facts.player
        ink = style.ACCENT if own else style.INK
        paint.text(str(each.position), (x + 14, middle), style.BODY, style.DIM, "right")
        paint.text(each.name, (x + 26, middle), style.BODY, ink, bold=own, width=right - x - 130)
        if facts.kind != "race":
            words = lap_time(each.best_lap_s)
        elif each.time_s is None or winner is None:
            words = each.status.replace("_", " ")
        else:
            words = race_time(winner) if index == 0 else f"+{each.time_s - winner:.3f}"
        paint.text(words, (right, middle), style.SMALL, style.DIM, "right")


def _state(facts: ReplayFacts, session: SessionRow | None) -> str:
    """Whether it is whole, and whether anybody has proved it."""
    if facts.unverifiable:
        return f"unverified: {facts.unverifiable}"
    if not facts.complete:
        return "cut short, plays up to there"
    verdict = session.verdict if session is not None else None
    return {None: "whole", "verified": "whole, verified"}.get(verdict, f"whole, {verdict}")
