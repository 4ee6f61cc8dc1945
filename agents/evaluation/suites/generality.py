"""Generality: cars that nobody built on tracks that nobody drew, none of them seen before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from agents.evaluation import pictures
from agents.evaluation.case import Case
from agents.evaluation.chapter import Bar, Chapter, Picture, Table
from agents.evaluation.flying import Flight, Pair
from agents.evaluation.places import Places
from agents.evaluation.splits import random_test_tracks
from agents.evaluation.statistics import share, spread
from agents.evaluation.words import number, percent, spread_words
from game.vehicle.random_car import random_car

CARS: Final = 400
TRACKS: Final = 20
COMPLETED: Final = 0.99
CLEAN: Final = 0.95


def judge(case: Case) -> Chapter:
    """One flying lap of each car."""
    chapter = Chapter("generality", "Generality")
    cars = CARS // 10 if case.quick else CARS
    tracks = random_test_tracks(TRACKS)
    seeds = case.seeds("random cars")
    pairs = [
        Pair(tracks[index % TRACKS], random_car(seeds.child(f"{index}"), f"car-{index}"))
        for index in range(cars)
    ]
    case.say(f"measuring what {cars} random cars can do")
    flights = case.fly(pairs, [case.tier] * cars, "generality", 1, 0.0)
    chapter.text.append(
        f"{cars} random valid cars (shipped ones varied by up to a quarter in everything) on "
        f"{TRACKS} random tracks of the test's own seed, one flying lap each, dry."
    )
    _fill(chapter, flights)
    chapter.tables.append(_by_track(flights))
    chapter.tables.append(_lost(flights))
    if pictures.possible():
        worst = [flight for flight in flights if not _clean(flight)][:4] or flights[:4]
        titles = [f"{flight.pair.name}: {flight.best_s:.2f} s" for flight in worst]
        file = "pictures/generality-lines.png"
        pictures.lines_by_speed(case.folder / file, worst, titles)
        chapter.pictures.append(Picture(file, "Laps that were not clean, by speed."))
    return chapter


def _clean(flight: Flight) -> bool:
    return flight.completed and all(lap.clean for lap in flight.laps)


def _fill(chapter: Chapter, flights: Sequence[Flight]) -> None:
    done = share(sum(flight.completed for flight in flights), len(flights))
    clean = share(sum(_clean(flight) for flight in flights), len(flights))
    ratio = spread(flight.best_s / flight.ideal.time_s for flight in flights)
    for what, figures, limit in (("completed", done, COMPLETED), ("clean", clean, CLEAN)):
        sure = f"{percent(figures['low'])}-{percent(figures['high'])}"
        behind = f"{len(flights)} laps, 95 % sure: {sure}"
        chapter.bars.append(Bar(f"laps {what}", figures["share"], limit, False, behind, True))
    median, words = number(ratio["median"]), spread_words(ratio)
    chapter.text.append(f"Lap over ideal lap: median {median}, {words}.")
    chapter.facts = {
        "completed": done,
        "clean": clean,
        "over_ideal": ratio,
        "cars": [
            {
                "track": flight.pair.track.name,
                "car": flight.pair.car.id,
                "base": flight.pair.car.description,
                "ideal_s": flight.ideal.time_s,
                "lap_s": flight.best_s if flight.laps else None,
                "clean": _clean(flight),
                "lost_m": flight.lost_m,
            }
            for flight in flights
        ],
    }


def _by_track(flights: Sequence[Flight]) -> Table:
    rows = []
    for track in dict.fromkeys(flight.pair.track.name for flight in flights):
        group = [flight for flight in flights if flight.pair.track.name == track]
        ratio = spread(flight.best_s / flight.ideal.time_s for flight in group)
        rows.append(
            [
                track,
                str(group[0].pair.track.metadata.get("character", "")),
                str(len(group)),
                percent(float(np.mean([flight.completed for flight in group])), 0),
                percent(float(np.mean([_clean(flight) for flight in group])), 0),
                number(ratio["median"]),
            ]
        )
    columns = ["track", "character", "laps", "completed", "clean", "over ideal"]
    return Table("By track", columns, rows)


def _lost(flights: Sequence[Flight]) -> Table:
    rows = []
    for flight in flights:
        if flight.lost_m is not None:
            place = Places(flight.pair.track).name(flight.lost_m)
            rows.append([flight.pair.track.name, flight.pair.car.id, place])
    return Table("Laps that were not completed", ["track", "car", "where it ended"], rows[:30])
