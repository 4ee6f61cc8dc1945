"""Entry lists of judged races."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from agents.evaluation.baseline import baseline
from agents.evaluation.case import FREE, Case
from agents.evaluation.flying import Pair
from agents.limits import NAMES, Limits
from agents.tiers import KEYS
from game.race.entrant import DriverIdentity, DriverKind, Entrant
from game.race.scripted.personality import Personality
from game.track.track import Track
from game.vehicle.reader import Car


def rivals(
    case: Case, tiers: Sequence[str], car: Car, seed: int, team: str | None = None
) -> list[Entrant]:
    """Drivers of these tiers, in this order, as the game would choose them."""
    found: dict[str, list[DriverIdentity]] = {}
    for tier in dict.fromkeys(tiers):
        found[tier] = _identities(case, tier, list(tiers).count(tier), seed)
    return [_entrant(found[tier].pop(0), car, team) for tier in tiers]


def scripted(name: str, car: Car, track: Track, team: str | None = None) -> Entrant:
    """The scripted driver at its best clean margin for this car and track."""
    character = Personality(margin=baseline(Pair(track, car)).margin, consistency=1.0)
    limits = vars(character).copy()
    return _entrant(DriverIdentity(DriverKind.SCRIPTED, name, limits=limits), car, team)


def _entrant(identity: DriverIdentity, car: Car, team: str | None) -> Entrant:
    return Entrant(identity.name, car, identity, team)


def _identities(case: Case, tier: str, count: int, seed: int) -> list[DriverIdentity]:
    if tier != FREE:
        return case.rivals.identities(count, [tier], seed=seed)
    limits = _free_limits()
    return [
        DriverIdentity(DriverKind.POLICY, f"{FREE} {number}", None, case.rivals.name, limits)
        for number in range(1, count + 1)
    ]


def _free_limits() -> dict[str, Any]:
    """No limits, under the keys of drivers' files."""
    names = {key: next(name for name in NAMES if key.startswith(name)) for key in KEYS}
    return {key: getattr(Limits(), name) for key, name in names.items()}
