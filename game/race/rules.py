"""The numbers of the rules that the compiled watch needs, from the settings and the track."""

from __future__ import annotations

from typing import Any, Final, TypeAlias

import numpy as np

from game.core.clock import ticks
from game.race.settings import Kind, SessionSettings
from game.race.state import Rows
from game.track.track import Track

Rules: TypeAlias = Any
"""One row of an array of `RULES`."""

RULES: Final = np.dtype(
    [
        ("race", "i8"),  # 1: the order on the road decides, 0: best laps do
        ("length", "f8"),  # of a lap [m]
        ("laps", "i8"),  # to complete, 0: the time decides
        ("watch_limits", "i8"),  # 1: leaving the track is noted
        ("watch_blue", "i8"),
        ("stuck_ticks", "i8"),
        ("pit_side", "i8"),  # 1 left, -1 right, 0: no pit lane
        ("pit_entry", "f8"),  # [m]
        ("pit_run", "f8"),  # from entry to exit [m]
        ("pit_limit_start", "f8"),  # from the entry [m]
        ("pit_limit_end", "f8"),  # from the entry [m]
        ("pit_speed", "f8"),  # [m/s]
        ("pit_half_width", "f8"),  # [m]
    ],
    align=True,
)
"""Constants of a session; one row."""


def rules_row(settings: SessionSettings, track: Track) -> Rows:
    """The rules of a session, shape (1,)."""
    rules = np.zeros(1, RULES)
    rules["race"] = settings.kind is Kind.RACE
    rules["length"] = track.length
    rules["laps"] = settings.laps or 0
    rules["watch_limits"] = settings.track_limits
    rules["watch_blue"] = settings.blue_flags and settings.kind is Kind.RACE
    rules["stuck_ticks"] = ticks(settings.recovery_time)
    rules["pit_speed"] = np.inf
    lane = track.pit_lane
    if lane is not None:
        rules["pit_side"] = lane.side
        rules["pit_entry"] = lane.entry_s
        rules["pit_run"] = (lane.exit_s - lane.entry_s) % track.length
        rules["pit_limit_start"] = (lane.limit_start_s - lane.entry_s) % track.length
        rules["pit_limit_end"] = (lane.limit_end_s - lane.entry_s) % track.length
        rules["pit_speed"] = lane.speed_limit
        rules["pit_half_width"] = lane.width / 2
    return rules
