"""Tiers: how far apart they are on the clock and in duels, how steady each is, and why."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, Final

import numpy as np

from agents.evaluation import pictures
from agents.evaluation.case import Case, tier_names
from agents.evaluation.chapter import Bar, Chapter, Picture, Table
from agents.evaluation.fields import rivals
from agents.evaluation.flying import Flight, Pair
from agents.evaluation.habits import draw_habits, habits_of
from agents.evaluation.races import Race
from agents.evaluation.statistics import share, spread
from agents.evaluation.words import number, percent, spread_words

LAPS: Final = 6
QUICK_LAPS: Final = 3
TRACKS: Final = 4
CARS: Final = 3
GAP: Final = (0.01, 0.04)
"""Of lap times of neighbouring tiers."""
WINS: Final = 0.8
DUELS: Final = 20
DUEL_LAPS: Final = 3
STEADY: Final = {"alien": (0.001, 0.004), "rookie": (0.007, 0.02)}
"""Tier -> standard deviation from lap to lap, as a part of the lap."""

Paces = dict[str, list[Flight]]
"""Tier -> the flights of all pairs, in the order of the pairs."""


def judge(case: Case) -> Chapter:
    """Laps of all tiers in the same cars on the same tracks, then duels of neighbours."""
    chapter = Chapter("tiers", "Tiers")
    pairs = _pairs(case)
    laps = QUICK_LAPS if case.quick else LAPS
    names = tier_names()
    flights = case.fly(
        pairs * len(names), np.repeat(names, len(pairs)).tolist(), "tiers", laps, 0.0
    )
    paces = {
        name: flights[place * len(pairs) : (place + 1) * len(pairs)]
        for place, name in enumerate(names)
    }
    chapter.text.append(
        f"{len(pairs)} pairs of car and track, {laps} flying laps by a driver of each tier, drawn "
        "from its band; the same car and the same road for all."
    )
    _tell_gaps(chapter, paces)
    _tell_steadiness(chapter, paces)
    chapter.facts["pace"] = pace_facts(paces)
    chapter.tables += [_pace_table(paces), _habit_table(paces)]
    _tell_duels(chapter, case, pairs)
    if pictures.possible():
        _draw(case, chapter, paces)
    return chapter


def _pairs(case: Case) -> list[Pair]:
    tracks = case.tracks[:: max(len(case.tracks) // TRACKS, 1)][: 2 if case.quick else TRACKS]
    cars = case.cars[:: max(len(case.cars) // CARS, 1)][: 2 if case.quick else CARS]
    return [Pair(track, car) for track in tracks for car in cars]


def _median(flight: Flight) -> float:
    return float(np.median([lap.time_s for lap in flight.laps])) if flight.laps else np.nan


def _tell_gaps(chapter: Chapter, paces: Paces) -> None:
    """How much longer a tier's median lap is than that of the next one."""
    rows, everything = [], []
    for slow, fast in pairwise(paces):
        gaps = [
            _median(one) / _median(other) - 1.0
            for one, other in zip(paces[slow], paces[fast], strict=True)
        ]
        finite = [gap for gap in gaps if np.isfinite(gap)]
        everything += finite
        figures = spread(finite)
        within = share(sum(GAP[0] <= gap <= GAP[1] for gap in finite), len(gaps))
        everyone = f"{percent(figures['least'])} .. {percent(figures['most'])}"
        rows.append(
            [f"{slow} / {fast}", percent(figures["median"]), everyone, percent(within["share"])]
        )
        chapter.facts[f"gap {slow} {fast}"] = {**figures, "gaps": finite}
    part = share(sum(GAP[0] <= gap <= GAP[1] for gap in everything), len(everything))
    behind = f"{len(everything)} gaps, each of one car on one track"
    what = "gaps of neighbouring tiers within 1-4 %"
    chapter.bars.append(Bar(what, part["share"], 1.0, False, behind, True))
    columns = ["tiers", "median gap", "all gaps", "within 1-4 %"]
    chapter.tables.append(Table("Gaps", columns, rows))


def steadiness(flights: Sequence[Flight]) -> list[float]:
    """Standard deviation of each flight's laps, as a part of the lap."""
    return [
        float(np.std(times, ddof=1) / np.mean(times))
        for flight in flights
        if len(times := [lap.time_s for lap in flight.laps]) > 1
    ]


def _tell_steadiness(chapter: Chapter, paces: Paces) -> None:
    for tier, flights in paces.items():
        figures = spread(steadiness(flights))
        chapter.facts[f"steadiness {tier}"] = figures
        if tier not in STEADY:
            continue
        least, most = STEADY[tier]
        behind = spread_words(figures, 4).replace("laps", "flights")
        what = f"{tier}: spread from lap to lap"
        for limit, at_most in ((least, False), (most, True)):
            bar = Bar(what, figures["median"], limit, at_most, behind, percent=True)
            chapter.bars.append(bar)


def _pace_table(paces: Paces) -> Table:
    rows = []
    for tier, flights in paces.items():
        driven = [lap for flight in flights for lap in flight.laps]
        wanted = sum(flight.wanted for flight in flights)
        over = spread(_median(flight) / flight.ideal.time_s for flight in flights)
        steady = spread(steadiness(flights))
        rows.append(
            [
                tier,
                str(wanted),
                percent(len(driven) / wanted),
                percent(sum(lap.clean for lap in driven) / wanted),
                number(over["median"]),
                f"{number(over['least'])} .. {number(over['most'])}",
                percent(steady["median"], 2),
            ]
        )
    columns = ["tier", "laps", "completed", "clean", "over ideal", "all pairs", "lap to lap"]
    return Table("Pace", columns, rows)


def _habit_table(paces: Paces) -> Table:
    """How each tier drives, beside the fastest one."""
    best = list(paces)[-1]
    rows = []
    for tier, flights in paces.items():
        found = [
            habits_of(flight, other)
            for flight, other in zip(flights, paces[best], strict=True)
            if flight.laps and other.laps
        ]
        early = spread(each.brakes_earlier_m for each in found)
        road = spread(each.road_used for each in found)
        slowest = spread(each.corner_speed for each in found)
        rows.append(
            [
                tier,
                number(early["median"], 1),
                percent(road["median"]),
                percent(slowest["median"]),
            ]
        )
    columns = ["tier", f"brakes before {best} [m]", "road used", f"corner speed of {best}'s"]
    return Table("Habits", columns, rows)


def _tell_duels(chapter: Chapter, case: Case, pairs: Sequence[Pair]) -> None:
    rows = []
    count = 2 if case.quick else DUELS
    for place, (slow, fast) in enumerate(pairwise(tier_names())):
        won = 0
        for index in range(count):
            won += _duel(case, slow, fast, pairs[index % len(pairs)], 100 * place + index)
        figures = share(won, count)
        sure = f"{percent(figures['low'], 0)}-{percent(figures['high'], 0)}"
        behind = f"{count} duels of {DUEL_LAPS} laps, pole in turn, 95 % sure: {sure}"
        what = f"{fast} beats {slow}"
        chapter.bars.append(Bar(what, figures["share"], WINS, False, behind, True))
        rows.append([fast, slow, f"{won} of {count}"])
        chapter.facts[f"duel {fast} {slow}"] = figures
    chapter.tables.append(Table("Duels", ["faster", "slower", "won"], rows))


def _duel(case: Case, slow: str, fast: str, pair: Pair, index: int) -> bool:
    """Whether the faster tier won; the slower one is on pole in every other duel."""
    seed = case.seed + 10_000 + index
    entrants = rivals(case, [slow, fast], pair.car, seed)
    grid = entrants if index % 2 == 0 else entrants[::-1]
    outcome = case.race(Race(pair.track, tuple(grid), DUEL_LAPS, seed, f"duel-{fast}"))
    return outcome.results[0].driver.tier == fast


def _draw(case: Case, chapter: Chapter, paces: Paces) -> None:
    folder, names = case.folder / "pictures", list(paces)
    steady = {tier: [v - 1.0 for v in _over_median(flights)] for tier, flights in paces.items()}
    title = "Every lap against the median of its own flight"
    pictures.spreads(folder / "tiers-spread.png", title, "part of a lap", steady, None)
    chapter.pictures.append(Picture("pictures/tiers-spread.png", title + "."))
    for slow, fast in zip(paces[names[0]], paces[names[-1]], strict=True):
        if slow.completed and fast.completed:
            draw_habits(folder / "tiers-habits.png", slow, fast, (names[0], names[-1]))
            caption = f"{names[0]} and {names[-1]} in the same car: line, speed and braking."
            chapter.pictures.append(Picture("pictures/tiers-habits.png", caption))
            break


def _over_median(flights: Sequence[Flight]) -> list[float]:
    return [lap.time_s / _median(flight) for flight in flights for lap in flight.laps]


def pace_facts(paces: Paces) -> dict[str, Any]:
    """Pace over the ideal lap and steadiness of each tier, as a policy's card keeps them."""
    found: dict[str, Any] = {}
    for tier, flights in paces.items():
        over = spread(_median(flight) / flight.ideal.time_s for flight in flights)
        steady = spread(steadiness(flights))
        found[tier] = {"lap_over_ideal": over["median"], "spread": steady["median"]}
    return found
