"""What trained rivals cost, for a full field."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any, Final

from game.race.rivals import RivalProvider

RIVALS: Final = 19


def measure_policy(rivals: RivalProvider, progress: Callable[[str], None]) -> dict[str, Any]:
    """A decision of 19 rivals in a race, observation included; a line where there are none."""
    progress(f"policy: {RIVALS} rivals")
    cost = rivals.cost(RIVALS)
    return asdict(cost) if cost else {"note": rivals.note}
