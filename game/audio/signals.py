"""What flags, lights and stewards show, as far as it is heard; each change has its sound."""

from __future__ import annotations

from dataclasses import dataclass

from game.audio.cues import Cue


@dataclass(frozen=True)
class Signals:
    """What is shown to the driver now."""

    red_lights: int = 0
    green_light: bool = False
    yellow: bool = False
    blue: bool = False
    penalties: float = 0.0
    """Open seconds, drive-throughs as twenty each."""
    best_lap: float = 0.0
    """The own best lap [s], 0: none."""
    chequered: bool = False


def changes(before: Signals | None, now: Signals) -> list[Cue]:
    """The sounds of what has changed; none at first."""
    if before is None:
        return []
    said: list[Cue] = []
    if now.red_lights > before.red_lights:
        said.append(Cue.LIGHT)
    if now.green_light and not before.green_light:
        said.append(Cue.GO)
    if (now.yellow and not before.yellow) or (now.chequered and not before.chequered):
        said.append(Cue.FLAG)
    if now.blue and not before.blue:
        said.append(Cue.BLUE)
    if now.penalties > before.penalties:
        said.append(Cue.PENALTY)
    if 0.0 < now.best_lap < (before.best_lap or float("inf")) and before.best_lap > 0.0:
        said.append(Cue.BEST)
    return said
