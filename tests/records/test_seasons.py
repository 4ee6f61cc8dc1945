"""Championships and weekends: what is driven when, who leads, and that it can all be left."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.core.errors import DataError
from game.core.paths import ROOT, TRACKS
from game.race.scripted_rivals import ScriptedRivals
from game.race.settings import Kind, Start
from game.race.setup import RaceSetup
from game.records.presets import Presets
from game.records.records import Records
from game.records.season_plan import Round, SeasonPlan, stages
from game.records.seasons import Placing, Season, Seat, all_seasons, begin, refresh, save
from game.vehicle.reader import load_car
from tests.records.driven import drive, new_session

CHAMPIONSHIPS = ROOT / "assets" / "championships"

CUP = SeasonPlan(
    title="Oval Cup",
    race=RaceSetup(rivals=2, car="gt3"),
    rounds=(
        Round(track="tests/track/data/oval.yaml", laps=1, qualifying_minutes=5.0),
        Round(track="corvane", laps=3, wetness=0.5),
        Round(track="thimble", laps=None, minutes=10.0, start=Start.ROLLING),
    ),
)
WEEKEND = SeasonPlan(
    title="At the oval",
    kind="weekend",
    race=RaceSetup(rivals=2),
    rounds=(Round(track="oval", practice_minutes=10.0, qualifying_minutes=5.0, laps=3),),
)


def seats(count: int = 3) -> list[Seat]:
    return [Seat.of(entrant, "gt3") for entrant in new_session(count).entrants]


def season_of(*orders: tuple[int, ...], plan: SeasonPlan = CUP) -> Season:
    """A season whose races ended in these orders of rows."""
    races = [stage.number for stage in stages(plan) if stage.kind is Kind.RACE]
    driven = {
        stage: tuple(
            Placing(row, place, "finished", 90.0 + row) for place, row in enumerate(order, start=1)
        )
        for stage, order in zip(races, orders, strict=False)
    }
    return Season(1, plan, tuple(seats()), driven=driven)


def test_a_round_has_the_sessions_that_it_asks_for() -> None:
    kinds = [(stage.round, stage.kind) for stage in stages(CUP)]
    assert kinds == [(0, Kind.QUALIFYING), (0, Kind.RACE), (1, Kind.RACE), (2, Kind.RACE)]
    race = stages(CUP)[2].setup
    assert (race.track, race.wetness, race.laps, race.rivals) == ("corvane", 0.5, 3, 2)
    weekend = stages(WEEKEND)
    assert [stage.kind for stage in weekend] == [Kind.PRACTICE, Kind.QUALIFYING, Kind.RACE]
    assert weekend[0].setup.settings().start is Start.PIT
    assert weekend[2].setup.settings().laps == 3


def test_points_add_up_and_the_leader_stands_first() -> None:
    table = season_of((2, 0, 1), (2, 1, 0)).standings()
    assert [(each.row, each.points) for each in table] == [(2, 50.0), (0, 33.0), (1, 33.0)]
    assert table[0].by_round == (25.0, 25.0, None)
    assert (table[0].wins, table[0].podiums) == (2, 2)


def test_of_equal_points_the_better_places_count() -> None:
    plan = CUP.model_copy(update={"points": (3.0, 2.0, 1.0)})
    table = season_of((0, 1, 2), (2, 1, 0), plan=plan).standings()
    assert [each.points for each in table] == [4.0, 4.0, 4.0]
    assert [each.row for each in table] == [0, 2, 1]


def test_who_does_not_finish_scores_nothing() -> None:
    season = season_of((0, 1, 2))
    stage = next(iter(season.driven))
    season.driven[stage] = (Placing(0, 1, "retired", None), *season.driven[stage][1:])
    assert {each.row: each.points for each in season.standings()} == {1: 18.0, 2: 15.0, 0: 0.0}


def test_the_fastest_lap_can_be_worth_a_point() -> None:
    plan = CUP.model_copy(update={"fastest_lap_point": 1.0})
    table = season_of((2, 1, 0), plan=plan).standings()
    assert {each.row: each.points for each in table} == {2: 25.0, 1: 18.0, 0: 16.0}


def test_qualifying_decides_the_grid_of_its_round_alone() -> None:
    season = season_of(plan=CUP)
    season.driven[0] = tuple(
        Placing(row, place, "finished", 90.0) for place, row in enumerate((2, 0, 1), start=1)
    )
    assert season.grid(season.stages[1]) == (2, 0, 1)
    assert season.grid(season.stages[2]) == ()


def test_a_season_can_be_left_and_resumed_after_every_session(tmp_path: Path) -> None:
    records = Records(tmp_path)
    season = begin(records, CUP, seats())
    assert season.next_stage == season.stages[0]
    season.skipped.add(0)
    save(records, season)
    records.close()

    records = Records(tmp_path)
    (season,) = all_seasons(records, "championship")
    assert season.next_stage == season.stages[1]
    session = new_session(3, kind="race", laps=1)
    keeper = records.keep(session, player=0, season=(season.number, 1))
    drive(session, keeper, 1, seconds=15.0)
    keeper.finish()
    assert refresh(records, season).next_stage == season.stages[1], (
        "a race that was left is not over"
    )
    session = new_session(3, kind="race", laps=1)
    keeper = records.keep(session, player=0, season=(season.number, 1))
    drive(session, keeper, 99)
    keeper.finish()
    records.close()

    records = Records(tmp_path)
    (season,) = all_seasons(records)
    assert season.next_stage == season.stages[2]
    assert [each.row for each in season.standings()] == [0, 1, 2]
    assert season.standings()[0].points == 25.0
    assert season.plan == CUP
    assert season.seats[0].entrant(load_car("gt3")).name == "Ada"
    records.delete_season(season.number)
    assert all_seasons(records) == []
    records.close()


def test_a_season_is_over_after_its_last_race() -> None:
    season = season_of((0, 1, 2), (0, 1, 2), (0, 1, 2))
    season.skipped.add(0)
    assert season.next_stage is None
    assert season.rounds_driven == 3


def test_a_plan_is_a_plain_file_with_its_mistakes_named(tmp_path: Path) -> None:
    presets = Presets(tmp_path)
    name = presets.save(CUP.title, CUP)
    assert presets.load(name, SeasonPlan) == CUP
    presets.path(name).write_text("title: Cup\nrounds:\n  - {track: corvane, laps: 0}\n")
    with pytest.raises(DataError, match=r"oval-cup.yaml:3:28: rounds.0.laps: 0, must"):
        presets.load(name, SeasonPlan)


@pytest.mark.parametrize("path", sorted(CHAMPIONSHIPS.glob("*.yaml")), ids=lambda path: path.stem)
def test_shipped_championships_can_be_driven(path: Path) -> None:
    plan = Presets(CHAMPIONSHIPS).load(path.stem, SeasonPlan)
    tiers = {tier.id for tier in ScriptedRivals().tiers()}
    assert set(plan.race.tiers) <= tiers
    load_car(plan.race.car)
    for stage in stages(plan):
        assert stage.setup.settings().kind is stage.kind
        assert (TRACKS / f"{stage.setup.track}.yaml").is_file()
