"""Etiquette: what the stewards note in races of twelve, tier by tier."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from typing import Final

from agents.evaluation import pictures
from agents.evaluation.case import FREE, Case, tier_names
from agents.evaluation.chapter import Bar, Chapter, Picture, Table
from agents.evaluation.fields import rivals
from agents.evaluation.manners import Manners, manners_of
from agents.evaluation.places import Places
from agents.evaluation.races import Outcome, Race
from agents.evaluation.statistics import rate
from agents.evaluation.suites.tactics import race_facts
from agents.evaluation.words import counted, number

FIELD: Final = 12
LAPS: Final = 5
RACES: Final = 8
STRICT: Final = {"pro": 1.0, "alien": 1.0}
"""Tier -> contacts at fault allowed per 100 km."""
LENIENT: Final = 3.0
"""Allowed of all other tiers."""
WORST: Final = 15


def judge(case: Case) -> Chapter:
    """Races of every tier among itself."""
    chapter = Chapter("etiquette", "Etiquette")
    chapter.text.append(
        f"{FIELD} cars of one kind, standing start, {LAPS} laps, all drivers of one tier; walls, "
        "contacts and blame are the game's own stewards'. Overtakes are from the same races."
    )
    tiers = [FREE] if case.tier == FREE else tier_names()
    driven: dict[str, list[Outcome]] = {}
    for place, tier in enumerate(tiers):
        driven[tier] = [case.race(race) for race in _races(case, tier, place)]
    for tier, outcomes in driven.items():
        _tell(chapter, tier, manners_of(outcomes), len(outcomes))
    everything = [outcome for outcomes in driven.values() for outcome in outcomes]
    chapter.tables += [_table(driven), _faults(everything), _reasons(everything)]
    chapter.facts["races"] = {
        tier: [race_facts(outcome) for outcome in outcomes] for tier, outcomes in driven.items()
    }
    if pictures.possible():
        file, title = (
            "pictures/etiquette.png",
            "Contacts, faults, walls and excursions of all tiers",
        )
        pictures.happenings(case.folder / file, everything, title)
        chapter.pictures.append(Picture(file, title + "."))
    return chapter


def _races(case: Case, tier: str, place: int) -> list[Race]:
    """The same tracks and cars for every tier."""
    races = []
    for index in range(1 if case.quick else RACES):
        track = case.tracks[(index * 3 + 5) % len(case.tracks)]
        car = case.cars[(index * 5 + 4) % len(case.cars)]
        seed = case.seed + 100 * place + index
        field = tuple(rivals(case, [tier] * FIELD, car, seed))
        races.append(Race(track, field, LAPS, seed, tier))
    return races


def _tell(chapter: Chapter, tier: str, manners: Manners, races: int) -> None:
    figures = rate(manners.faults, manners.km)
    limit = STRICT.get(tier, LENIENT)
    sure = f"{number(figures['low'], 2)}-{number(figures['high'], 2)}"
    behind = f"{counted(races, 'race')}, {manners.km:.0f} km, 95 % sure: {sure}"
    what = f"{tier}: contacts at fault per 100 km"
    chapter.bars.append(Bar(what, figures["rate"], limit, True, behind))
    chapter.facts[tier] = {**asdict(manners), "faults_per_100km": figures}


def _table(driven: dict[str, list[Outcome]]) -> Table:
    columns = ["tier", "races", "km", "at fault", "contacts", "walls", "off track", "recoveries"]
    columns += ["penalties", "overtakes per race", "finished"]
    rows = []
    for tier, outcomes in driven.items():
        seen = manners_of(outcomes)
        counts = (seen.faults, seen.contacts, seen.walls, seen.off, seen.recoveries, seen.penalties)
        rates = [number(rate(count, seen.km)["rate"], 2) for count in counts]
        made = number(seen.overtakes_made / max(len(outcomes), 1), 1)
        rows.append([tier, str(len(outcomes)), f"{seen.km:.0f}", *rates, made])
        rows[-1].append(f"{seen.finished} of {seen.drivers}")
    return Table("Per 100 km", columns, rows)


def _faults(outcomes: Sequence[Outcome]) -> Table:
    """Where drivers were blamed."""
    known: dict[str, Places] = {}
    found: Counter[tuple[str, str]] = Counter()
    for outcome in outcomes:
        track = outcome.race.track
        places = known.setdefault(track.name, Places(track))
        for each in outcome.happenings:
            if each.kind == "fault":
                found[track.name, places.name(each.distance)] += 1
    rows = [[track, place, str(count)] for (track, place), count in found.most_common(WORST)]
    return Table("Where drivers were blamed", ["track", "place", "contacts"], rows)


def _reasons(outcomes: Sequence[Outcome]) -> Table:
    """What they were blamed for."""
    found: Counter[str] = Counter()
    for outcome in outcomes:
        names = sorted((entrant.name for entrant in outcome.race.entrants), key=len, reverse=True)
        for each in outcome.happenings:
            if each.kind == "fault":
                words = each.words
                for name in names:
                    words = words.replace(name, "").replace("()", "").strip()
                found[words] += 1
    rows = [[words, str(count)] for words, count in found.most_common(WORST)]
    return Table("What they were blamed for", ["reason", "contacts"], rows)
