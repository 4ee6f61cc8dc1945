"""All widgets, in the order in which they are drawn."""

from __future__ import annotations

from typing import Final

from game.hud.widget import Widget
from game.hud.widgets.cluster import Cluster
from game.hud.widgets.corner import Corner
from game.hud.widgets.flags import Flags
from game.hud.widgets.fuel import Fuel
from game.hud.widgets.inputs import Inputs
from game.hud.widgets.lights import SpectatorLights, StartLights
from game.hud.widgets.messages import Messages
from game.hud.widgets.relative import Around
from game.hud.widgets.session import SessionPanel
from game.hud.widgets.standings import Standings
from game.hud.widgets.timing import SpectatorTiming, Timing
from game.hud.widgets.tower import Tower
from game.hud.widgets.trace import PedalTrace
from game.hud.widgets.track_map import TrackMap
from game.hud.widgets.tyres import Tyres
from game.hud.widgets.warning import Warnings

WIDGET_CLASSES: Final[tuple[type[Widget], ...]] = (
    TrackMap,
    SessionPanel,
    Standings,
    Tower,
    Around,
    Timing,
    SpectatorTiming,
    Cluster,
    Inputs,
    PedalTrace,
    Corner,
    Tyres,
    Fuel,
    Flags,
    Messages,
    StartLights,
    SpectatorLights,
    Warnings,
)
