"""Speed: flying laps alone, over the ideal lap and over the scripted driver's best clean ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, Final

import numpy as np

from agents.evaluation import pictures
from agents.evaluation.baseline import Baseline, baselines
from agents.evaluation.case import Case
from agents.evaluation.chapter import Bar, Chapter, Picture, Table
from agents.evaluation.close_ups import Trouble, draw_close_ups, troubles_of
from agents.evaluation.flying import Flight
from agents.evaluation.losses import losses, quietness
from agents.evaluation.statistics import share, spread
from agents.evaluation.words import counted, number, percent, spread_words

LAPS: Final = 3
OVER_SCRIPTED: Final = 0.98
OVER_IDEAL: Final = 1.02
CLEAN: Final = 0.95
DRAWN: Final = 4
"""Flights that are drawn: the best, a middling one and the worst ones."""
WORST: Final = 12
"""Rows of the table of places where things went wrong."""


def judge_dry(case: Case) -> Chapter:
    """On a dry road."""
    chapter = Chapter("speed", "Speed")
    return _judge(case, chapter, 0.0)


def judge_wet(case: Case) -> Chapter:
    """On a fully wet road."""
    chapter = Chapter("wet", "Wet")
    chapter.text.append("The road is fully wet (1.0); so are the ideal and the scripted laps.")
    return _judge(case, chapter, 1.0)


def _judge(case: Case, chapter: Chapter, wetness: float) -> Chapter:
    laps = 1 if case.quick else LAPS
    known = baselines(case.pairs, wetness, case.say)
    tiers = [case.tier] * len(case.pairs)
    flights = case.fly(case.pairs, tiers, chapter.name, laps, wetness)
    chapter.text.append(
        f"{len(flights)} pairs of car and track, flying laps: {laps} each, alone on the road, "
        "full tank, new tyres. A lap is clean when never all four wheels were beyond the white "
        "line and no wall was touched. `scripted` is the scripted driver with the margin of ten "
        "that gives its fastest clean lap."
    )
    spoilt = sum(not base.clean for base in known)
    if spoilt:
        chapter.text.append(f"It has no clean lap in {spoilt} pairs, which are left out of that.")
    chapter.bars += bars_of(flights, known, laps, times=wetness == 0.0)
    chapter.facts["pairs"] = [pair_facts(*both) for both in zip(flights, known, strict=True)]
    chapter.facts["cars"] = car_factors(flights)
    troubles = troubles_of(flights)
    chapter.tables += [_by_track(flights, known), _by_car(flights, known), _trouble(troubles)]
    chapter.tables += [*losses(flights), quietness(flights)]
    _draw(case, chapter, flights, troubles)
    return chapter


def bars_of(
    flights: Sequence[Flight], known: Sequence[Baseline], laps: int, times: bool
) -> list[Bar]:
    """What is asked of laps; of their times only where `times` says so."""
    driven = [lap for flight in flights for lap in flight.laps]
    wanted = len(flights) * laps
    done, clean = share(len(driven), wanted), share(sum(lap.clean for lap in driven), wanted)
    bars = [
        Bar("laps completed", done["share"], 1.0, behind=counted(wanted, "lap"), percent=True),
        Bar("laps strictly clean", clean["share"], CLEAN, behind=_sure(clean), percent=True),
    ]
    if times:
        for what, limit, values in (
            ("median lap over the ideal lap", OVER_IDEAL, over_ideal(flights)),
            ("median lap over scripted", OVER_SCRIPTED, over_scripted(flights, known)),
        ):
            figures = spread(values)
            behind = spread_words(figures)
            bars.append(Bar(what, figures["median"], limit, at_most=True, behind=behind))
    return bars


def _sure(figures: dict[str, Any]) -> str:
    low, high = percent(figures["low"]), percent(figures["high"])
    return f"{figures['count']} laps, 95 % sure: {low}-{high}"


def over_ideal(flights: Sequence[Flight]) -> list[float]:
    """All laps as parts of the ideal ones."""
    return [lap.time_s / flight.ideal.time_s for flight in flights for lap in flight.laps]


def car_factors(flights: Sequence[Flight]) -> dict[str, float]:
    """Car -> its median lap over the ideal one, over that of all cars: how well it is driven."""
    whole = over_ideal(flights)
    found = {}
    for car in dict.fromkeys(flight.pair.car.id for flight in flights):
        own = over_ideal([flight for flight in flights if flight.pair.car.id == car])
        if own:
            found[car] = round(float(np.median(own) / np.median(whole)), 4)
    return found


def over_scripted(flights: Sequence[Flight], known: Sequence[Baseline]) -> list[float]:
    """All laps as parts of the scripted driver's best clean ones, where it has one."""
    return [
        lap.time_s / base.lap_s
        for flight, base in zip(flights, known, strict=True)
        for lap in flight.laps
        if base.lap_s is not None and base.clean
    ]


def pair_facts(flight: Flight, base: Baseline) -> dict[str, Any]:
    """All that is known of one car on one track, for programs."""
    return {
        "track": flight.pair.track.name,
        "car": flight.pair.car.id,
        "ideal_s": flight.ideal.time_s,
        "scripted": asdict(base),
        "laps": [{**asdict(lap), "clean": lap.clean} for lap in flight.laps],
        "lost_m": flight.lost_m,
    }


def _by_track(flights: Sequence[Flight], known: Sequence[Baseline]) -> Table:
    names = [flight.pair.track.name for flight in flights]
    return _grouped("By track", "track", names, flights, known)


def _by_car(flights: Sequence[Flight], known: Sequence[Baseline]) -> Table:
    names = [flight.pair.car.id for flight in flights]
    return _grouped("By car", "car", names, flights, known)


def _grouped(
    title: str, word: str, names: list[str], flights: Sequence[Flight], known: Sequence[Baseline]
) -> Table:
    columns = [word, "laps", "completed", "clean", "over ideal", "over scripted", "off track s/lap"]
    rows = []
    for name in sorted(dict.fromkeys(names)):
        chosen = [index for index, each in enumerate(names) if each == name]
        group, bases = [flights[index] for index in chosen], [known[index] for index in chosen]
        driven = [lap for flight in group for lap in flight.laps]
        wanted = sum(flight.wanted for flight in group)
        rows.append(
            [
                name,
                str(wanted),
                percent(len(driven) / wanted),
                percent(sum(lap.clean for lap in driven) / wanted),
                number(spread(over_ideal(group))["median"]),
                number(spread(over_scripted(group, bases))["median"]),
                number(float(np.mean([lap.off_s for lap in driven])) if driven else None, 2),
            ]
        )
    return Table(title, columns, rows)


def _trouble(troubles: Sequence[Trouble]) -> Table:
    """The places where laps were spoilt most."""
    rows = [
        [
            each.track.name,
            each.place,
            str(len(each.distances)),
            ", ".join(sorted({flight.pair.car.id for flight in each.flights})),
        ]
        for each in troubles[:WORST]
    ]
    return Table("Where laps were spoilt first", ["track", "place", "laps", "cars"], rows)


def _draw(
    case: Case, chapter: Chapter, flights: Sequence[Flight], troubles: Sequence[Trouble]
) -> None:
    if not pictures.possible():
        chapter.text.append(pictures.HINT)
        return
    folder = case.folder / "pictures"
    if troubles:
        file = f"pictures/{chapter.name}-places.png"
        draw_close_ups(case.folder / file, troubles)
        chapter.pictures.append(Picture(file, "Where most laps were spoilt, every car's line."))
    _draw_field(chapter, flights, folder)
    chosen = _to_draw(flights)
    titles = [f"{flight.pair.name}: {_in_words(flight)}" for flight in chosen]
    pictures.lines_by_speed(folder / f"{chapter.name}-lines.png", chosen, titles)
    caption = "Fastest laps by speed: the best, a middling one, the worst; x: left the track."
    chapter.pictures.append(Picture(f"pictures/{chapter.name}-lines.png", caption))
    spreads: dict[str, list[float]] = {}
    for flight in flights:
        spreads.setdefault(flight.pair.car.id, []).extend(over_ideal([flight]))
    file = f"{chapter.name}-spread.png"
    title = "Every lap; the bar is the median"
    bar = OVER_IDEAL if chapter.name == "speed" else None
    pictures.spreads(folder / file, title, "lap over ideal lap", spreads, bar)
    chapter.pictures.append(Picture(f"pictures/{file}", "Spread of the laps of each car."))


def _draw_field(chapter: Chapter, flights: Sequence[Flight], folder: Any) -> None:
    down = sorted({flight.pair.track.name for flight in flights})
    across = sorted({flight.pair.car.id for flight in flights})
    values = np.full((len(down), len(across)), np.nan)
    marked = np.zeros(values.shape, bool)
    for flight in flights:
        place = down.index(flight.pair.track.name), across.index(flight.pair.car.id)
        values[place] = flight.best_s / flight.ideal.time_s
        marked[place] = not (flight.completed and all(lap.clean for lap in flight.laps))
    title = "Best lap over ideal lap; framed where a lap was not clean or not completed"
    file = f"{chapter.name}-field.png"
    pictures.heat(folder / file, title, down, across, values, marked, (1.0, 1.15))
    chapter.pictures.append(Picture(f"pictures/{file}", title + "."))


def _to_draw(flights: Sequence[Flight]) -> list[Flight]:
    order = sorted(flights, key=_merit)
    chosen = [order[0], order[len(order) // 2], *order[-2:]]
    return list({id(flight): flight for flight in chosen}.values())[:DRAWN]


def _merit(flight: Flight) -> tuple[bool, float]:
    spoilt = sum(not lap.clean for lap in flight.laps)
    return not flight.completed, spoilt + flight.best_s / flight.ideal.time_s


def _in_words(flight: Flight) -> str:
    if not flight.laps:
        return "no lap completed"
    spoilt = sum(not lap.clean for lap in flight.laps)
    over = flight.best_s / flight.ideal.time_s
    return f"{flight.best_s:.2f} s, {over:.3f} of ideal, {spoilt} of {len(flight.laps)} not clean"
