"""What trained rivals cost, for a full field, and whole frames of a race among them."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import asdict
from typing import Any, Final

from game.commands.field import MIXED, rival_entrants
from game.race.rivals import RivalProvider
from game.race.session import Session
from game.sim.driver import Driver

RIVALS: Final = 19
FRAME_CARS: Final = 20
_SEED: Final = 1


def measure_policy(rivals: RivalProvider, progress: Callable[[str], None]) -> dict[str, Any]:
    """A decision of 19 rivals in a race, observation included; a line where there are none."""
    progress(f"policy: {RIVALS} rivals")
    cost = rivals.cost(RIVALS)
    return asdict(cost) if cost else {"note": rivals.note}


def measure_frames(rivals: RivalProvider, progress: Callable[[str], None]) -> dict[str, Any]:
    """Whole frames of a race of 20 such rivals; of scripted drivers where nobody has learned."""
    os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
    from game.commands.bench_frame import measure_frame

    if not rivals.trained:
        return measure_frame(progress)
    entrants = rival_entrants(rivals, MIXED, FRAME_CARS, (), (), _SEED)

    def driver(session: Session) -> Driver:
        return rivals.driver(session, range(FRAME_CARS), _SEED)

    return measure_frame(progress, driver, entrants=entrants)
