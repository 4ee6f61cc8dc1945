"""Seasons in words: their rounds, and what each of them is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.race.settings import Kind, Start
from game.records.season_plan import Round, SeasonPlan, Stage
from game.records.seasons import Season
from game.screens import catalogue, style
from game.screens.paint import Paint, Rect

if TYPE_CHECKING:
    from game.screens.app import App

ROW = 46.0


def track_titles(app: App) -> dict[str, str]:
    """What tracks are called, by what they are known by."""
    return dict(catalogue.tracks(app.data_dir))


def stage_in_words(stage: Stage) -> str:
    """A session and how long it is: "race, 8 laps"."""
    return f"{stage.kind}, {length_in_words(stage.setup.laps, stage.setup.minutes)}"


def length_in_words(laps: int | None, minutes: float | None) -> str:
    """How long a session is."""
    if minutes is not None:
        return f"{minutes:g} minutes"
    return f"{laps} lap{'s' if laps != 1 else ''}"


def round_in_words(meeting: Round) -> str:
    """What is driven in a round, and on what road."""
    parts = []
    if meeting.practice_minutes is not None:
        parts.append(f"practice {meeting.practice_minutes:g} min")
    if meeting.qualifying_minutes is not None:
        parts.append(f"qualifying {meeting.qualifying_minutes:g} min")
    parts.append(f"race {length_in_words(meeting.laps, meeting.minutes)}")
    if meeting.start is Start.ROLLING:
        parts.append("rolling start")
    if meeting.wetness >= 0.1:
        parts.append("wet" if meeting.wetness >= 0.5 else "damp")
    return ", ".join(parts)


def season_in_words(season: Season) -> str:
    """Where a season stands."""
    total, stage = len(season.plan.rounds), season.next_stage
    if stage is None:
        place = next(each.place for each in season.standings() if each.row == 0)
        return f"over, place {place}"
    if total == 1:
        return f"next: {stage.kind}"
    return f"round {stage.round + 1} of {total}"


def draw_rounds(
    paint: Paint,
    rect: Rect,
    plan: SeasonPlan,
    titles: dict[str, str],
    season: Season | None = None,
) -> None:
    """The rounds of a plan below each other, with the winners of those that are over."""
    x, y, width, height = rect
    step = min(ROW, height / max(len(plan.rounds), 1))
    small = step < 34.0
    upcoming = season.next_stage if season is not None else None
    for number, meeting in enumerate(plan.rounds):
        middle = y + (number + 0.5) * step
        here = upcoming is not None and upcoming.round == number
        if here:
            paint.box((x, middle - step / 2 + 2, width, step - 4), style.RAISED, radius=4)
            paint.box((x, middle - step / 2 + 2, 3, step - 4), style.ACCENT, radius=1.5)
        paint.text(str(number + 1), (x + 26, middle), style.BODY, style.FAINT, "right")
        name = titles.get(meeting.track, meeting.track)
        up = 0.0 if small else 9.0
        paint.text(name, (x + 40, middle - up), style.BODY, bold=True, width=width - 180)
        if not small:
            words = round_in_words(meeting)
            paint.text(words, (x + 40, middle + 11), style.TINY, style.DIM, width=width - 60)
        winner = _winner(season, number)
        if winner:
            place = (x + width - 12, middle - up)
            paint.text(winner, place, style.SMALL, style.DIM, "right", width=240)


def _winner(season: Season | None, number: int) -> str:
    """Who has won a round, and where the player came."""
    if season is None:
        return ""
    race = next(
        stage for stage in season.stages if stage.round == number and stage.kind is Kind.RACE
    )
    result = season.driven.get(race.number)
    if not result:
        return ""
    own = next((each.position for each in result if each.row == 0), None)
    won = season.seats[result[0].row].name
    return f"{won} won" if own is None or own == 1 else f"{won} won, you P{own}"
