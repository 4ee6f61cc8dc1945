"""Compiling all that a race needs, so that none waits for it: minutes once, then a moment."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from game.core.clock import ticks
from game.race.setup import RaceSetup
from game.screens.work import Say

if TYPE_CHECKING:
    from game.race.rivals import RivalProvider

REHEARSAL: Final = RaceSetup(track="cauldron", car="kart", rivals=1, laps=1, seed=0)
REHEARSED_S: Final = 1.5


def compile_everything(rivals: RivalProvider, say: Say) -> None:
    """Compile physics, rules, drivers, recorder, pictures, displays and sound."""
    from game.audio.warm_up import warm_up as warm_sound
    from game.hud.warm_up import warm_up as warm_displays
    from game.render.renderer import warm_up as warm_picture
    from game.screens.beside import Beside
    from game.sim.warm_up import warm_up as warm_physics

    beside = Beside()
    warm_physics(say)
    say("rules and drivers")
    rehearse()
    rivals.prepare(say)
    say("the picture")
    beside.wait()
    warm_picture(say)
    warm_displays()
    say("sound")
    warm_sound()
    say("")


def rehearse() -> None:
    """Race scripted drivers for a moment, and record it."""
    from game.race.loop import RaceLoop
    from game.race.scripted_rivals import ScriptedRivals
    from game.replay.recorder import Recorder
    from game.screens.plan import plan_race
    from game.screens.runner import line_up

    actors = ScriptedRivals()
    lineup = line_up(plan_race(REHEARSAL, actors, "", spectate=True), actors)
    session = lineup.session
    with TemporaryDirectory() as folder, Recorder(Path(folder) / "rehearsal", session) as recorder:
        RaceLoop(session, lineup.drivers, [recorder]).run(ticks(REHEARSED_S))
