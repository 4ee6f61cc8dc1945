"""Tactics: through a field from its back, and four against four scripted drivers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from agents.evaluation import pictures
from agents.evaluation.case import Case
from agents.evaluation.chapter import Bar, Chapter, Picture, Table
from agents.evaluation.fields import rivals, scripted
from agents.evaluation.manners import manners_of
from agents.evaluation.races import Outcome, Race
from agents.evaluation.statistics import share, spread
from agents.evaluation.words import number, percent

CLUB: Final = "club"
FIELD: Final = 12
LAPS: Final = 5
RACES: Final = 20
PODIUM: Final = 3
PODIUM_SHARE: Final = 0.8
TEAM_TRACKS: Final = 5
TEAM: Final = 4
POINTS_RATIO: Final = 2.0
OWN, OTHER = "rivals", "scripted"


def judge(case: Case) -> Chapter:
    """Both kinds of race."""
    chapter = Chapter("tactics", "Tactics")
    climbs = [case.race(race) for race in _climbs(case)]
    teams = [case.race(race) for race in _team_races(case)]
    _tell_climbs(chapter, climbs, case.tier)
    _tell_teams(chapter, teams)
    if pictures.possible():
        file = "pictures/tactics.png"
        title = "Races from the back: contacts, faults, walls, excursions"
        pictures.happenings(case.folder / file, climbs, title)
        chapter.pictures.append(Picture(file, title + "."))
    return chapter


def _climbs(case: Case) -> list[Race]:
    """Races of a club field in one kind of car, with the one who is judged at its back."""
    races = []
    for index in range(3 if case.quick else RACES):
        track = case.tracks[index % len(case.tracks)]
        car = case.cars[(index * 5 + 4) % len(case.cars)]
        seed = case.seed + index
        field = rivals(case, [CLUB] * (FIELD - 1), car, seed)
        climber = rivals(case, [case.tier], car, seed)
        races.append(Race(track, (*field, *climber), LAPS, seed, "from-back"))
    return races


def _team_races(case: Case) -> list[Race]:
    """Four against four on an alternating grid; each side once on pole."""
    step = max(len(case.tracks) // TEAM_TRACKS, 1)
    tracks = case.tracks[::step][: 1 if case.quick else TEAM_TRACKS]
    races = []
    for index, track in enumerate(tracks):
        car = case.cars[(index * 5 + 4) % len(case.cars)]
        for first in range(2):
            seed = case.seed + 1000 + 2 * index + first
            own = rivals(case, [case.tier] * TEAM, car, seed, OWN)
            other = [scripted(f"scripted {n}", car, track, OTHER) for n in range(1, TEAM + 1)]
            sides = (own, other) if first == 0 else (other, own)
            grid = tuple(entrant for row in zip(*sides, strict=True) for entrant in row)
            races.append(Race(track, grid, LAPS, seed, "teams"))
    return races


def _tell_climbs(chapter: Chapter, climbs: Sequence[Outcome], tier: str) -> None:
    own = [outcome.of(FIELD - 1) for outcome in climbs]
    podium = share(sum(result.position <= PODIUM for result in own), len(own))
    won = spread(float(FIELD - result.position) for result in own)
    sure = f"{percent(podium['low'])}-{percent(podium['high'])}"
    behind = f"{len(own)} races of {LAPS} laps, 95 % sure: {sure}"
    what = f"{tier} from the back of {FIELD} on the podium"
    chapter.bars.append(Bar(what, podium["share"], PODIUM_SHARE, False, behind, True))
    least, median, most = (number(won[name], 0) for name in ("least", "median", "most"))
    chapter.text.append(
        f"From the back of {FIELD} cars of one kind, the others of tier {CLUB}: places won "
        f"{median} (median; {least} to {most})."
    )
    rows = [
        [
            outcome.race.track.name,
            result.car,
            str(result.position),
            f"{result.overtakes_made} / {result.overtakes_lost}",
            f"{result.contacts} / {result.contacts_at_fault}",
            str(result.wall_hits),
            str(result.off_track_count),
            number(result.penalty_s, 0),
        ]
        for outcome, result in zip(climbs, own, strict=True)
    ]
    columns = ["track", "car", "finished", "overtakes made / lost", "contacts / at fault"]
    columns += ["walls", "off track", "penalty s"]
    chapter.tables.append(Table("From the back", columns, rows))
    chapter.facts["from_back"] = {
        "podium": podium,
        "places_won": won,
        "races": [race_facts(outcome) for outcome in climbs],
    }


def _tell_teams(chapter: Chapter, races: Sequence[Outcome]) -> None:
    points = {team: sum(_points(outcome, team) for outcome in races) for team in (OWN, OTHER)}
    ratio = points[OWN] / max(points[OTHER], 1.0)
    behind = f"{len(races)} races of {LAPS} laps, {points[OWN]:.0f} : {points[OTHER]:.0f} points"
    chapter.bars.append(
        Bar("team points over scripted, 4 against 4", ratio, POINTS_RATIO, False, behind)
    )
    rows = []
    for outcome in races:
        manners = manners_of([outcome], team=OWN)
        rows.append(
            [
                outcome.race.track.name,
                outcome.race.entrants[0].car.id,
                str(outcome.race.entrants[0].team),
                f"{_points(outcome, OWN):.0f} : {_points(outcome, OTHER):.0f}",
                f"{manners.overtakes_made} / {manners.overtakes_lost}",
                f"{manners.contacts} / {manners.faults}",
            ]
        )
    columns = ["track", "car", "pole", "points", "overtakes made / lost", "contacts / at fault"]
    chapter.tables.append(Table("Four against four", columns, rows))
    facts = [race_facts(outcome) for outcome in races]
    chapter.facts["teams"] = {"points": points, "ratio": ratio, "races": facts}


def _points(outcome: Outcome, team: str) -> float:
    return sum(result.points for result in outcome.results if result.team == team)


def race_facts(outcome: Outcome) -> dict[str, Any]:
    """A race for programs."""
    return {
        "track": outcome.race.track.name,
        "seed": outcome.race.seed,
        "laps": outcome.race.laps,
        "wall_s": round(outcome.wall_s, 2),
        "km": [round(way, 3) for way in outcome.km],
        "results": [result.to_json() for result in outcome.results],
        "happenings": [vars(each) for each in outcome.happenings],
    }
