"""What was measured goes onto a policy's card, where the game reads it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from agents.evaluation.case import Case
from agents.evaluation.chapter import Chapter
from agents.policy import Policy, write_policy


def measured(case: Case, chapters: Sequence[Chapter]) -> dict[str, Any]:
    """The bars of all suites, the pace and steadiness of each tier, how well each car is driven."""
    found: dict[str, Any] = {"tier": case.tier, "quick": case.quick, "seed": case.seed}
    for chapter in chapters:
        found[chapter.name] = {bar.what: bar.measured for bar in chapter.bars}
        if chapter.name == "tiers":
            found["pace"] = chapter.facts["pace"]
        if chapter.name == "speed":
            found["cars"] = chapter.facts["cars"]
    return found


def write_measured(path: Path, case: Case, chapters: Sequence[Chapter]) -> None:
    """Write the policy with what was measured on its card; what it knew before is kept.

    Raises:
        UndercutError: It cannot be written.
    """
    card = case.policy.card
    found = measured(case, chapters)
    before = card.measured.get("evaluation")
    known = dict(card.measured)
    for key, name in (("tiers", "pace"), ("cars", "cars")):
        if name in found:
            known[key] = found.pop(name)
    known["evaluation"] = {**before, **found} if isinstance(before, dict) else found
    whole = type(card).model_validate({**card.model_dump(), "measured": known})
    write_policy(path, Policy(whole, case.policy.tensors))
