"""Manners of drivers in races, as the game's own stewards saw them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from agents.evaluation.races import Outcome


@dataclass(frozen=True)
class Manners:
    """Sums over all races and drivers."""

    drivers: int = 0
    km: float = 0.0
    contacts: int = 0
    faults: int = 0
    walls: int = 0
    off: int = 0
    overtakes_made: int = 0
    overtakes_lost: int = 0
    penalties: int = 0
    recoveries: int = 0
    finished: int = 0


def manners_of(
    outcomes: Sequence[Outcome], team: str | None = None, tier: str | None = None
) -> Manners:
    """Of all drivers, or of those of a team or a tier."""
    chosen = [
        (result, outcome.km[result.row])
        for outcome in outcomes
        for result in outcome.results
        if (team is None or result.team == team) and (tier is None or result.driver.tier == tier)
    ]
    results = [result for result, _ in chosen]
    return Manners(
        drivers=len(results),
        km=sum(km for _, km in chosen),
        contacts=sum(result.contacts for result in results),
        faults=sum(result.contacts_at_fault for result in results),
        walls=sum(result.wall_hits for result in results),
        off=sum(result.off_track_count for result in results),
        overtakes_made=sum(result.overtakes_made for result in results),
        overtakes_lost=sum(result.overtakes_lost for result in results),
        penalties=sum(len(result.penalties) for result in results),
        recoveries=sum(result.recoveries for result in results),
        finished=sum(result.status == "finished" for result in results),
    )
