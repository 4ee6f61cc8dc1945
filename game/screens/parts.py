"""What is compiled before the first race, in parts that need little of each other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

import numpy as np

from game.core.clock import ticks
from game.race.settings import Start
from game.race.setup import RaceSetup

if TYPE_CHECKING:
    from game.race.rivals import RivalProvider

MakeRivals = Callable[[], "RivalProvider"]

REHEARSAL: Final = RaceSetup(track="cauldron", car="kart", rivals=1, laps=1, seed=0)
"""One or two karts at the lights."""
REHEARSED_S: Final = 1.5


@dataclass(frozen=True)
class Part:
    """Some of what is compiled.

    Attributes:
        name: One word.
        what: It, for people.
        run: Uses all of it once.
        after: Names of the parts that it needs; were it compiled beside them, they would be
            compiled twice.
        functions: How many are compiled for it, about.
    """

    name: str
    what: str
    run: Callable[[MakeRivals], None]
    after: tuple[str, ...] = ()
    functions: int = 1


def _decide(_: MakeRivals) -> None:
    """Let a driver of no car decide: what makes cars move is not needed for that."""
    from game.core.seeds import SeedTree
    from game.race.scripted.driver import ScriptedDriver
    from game.sim.controls import no_controls
    from game.sim.driver import BRIEF, Scene
    from game.sim.limits import LIMITS
    from game.track.reader import load_track
    from game.vehicle.spec import CAR_SPEC
    from game.vehicle.state import CAR_STATE

    track = load_track(REHEARSAL.track)
    nobody = ScriptedDriver(track, [], np.zeros(0, LIMITS), [], SeedTree(0))
    rows = (np.zeros(0, kind) for kind in (CAR_SPEC, CAR_STATE, BRIEF))
    nobody.decide(Scene(0, track, *rows), no_controls(0))


def _move(_: MakeRivals) -> None:
    from game.input.reach import prepare as prepare_hands
    from game.sim.warm_up import warm_up

    warm_up(lambda _: None)
    prepare_hands()


def _draw(_: MakeRivals) -> None:
    from game.render.renderer import warm_up

    warm_up()


def _race(_: MakeRivals) -> None:
    from game.race.scripted_rivals import ScriptedRivals

    _rehearse(ScriptedRivals())


def _drive(make_rivals: MakeRivals) -> None:
    rivals = make_rivals()
    rivals.prepare(lambda _: None)
    _rehearse(rivals)
    for count in (0, 1):
        _rehearse(rivals, start=Start.FLYING, rivals=count)


def _rehearse(actors: RivalProvider, **changes: object) -> None:
    """Race for a moment, record it, and look at it; call what is seldom called."""
    from game.race.loop import RaceLoop
    from game.race.pit_lane import limited
    from game.race.timing import shortest
    from game.replay.player import Player
    from game.replay.reader import read_replay
    from game.replay.recorder import Recorder
    from game.screens.plan import plan_race
    from game.screens.runner import line_up

    setup = REHEARSAL.model_copy(update=changes)
    lineup = line_up(plan_race(setup, actors, "", spectate=True), actors)
    session = lineup.session
    with TemporaryDirectory() as folder:
        path = Path(folder) / "rehearsal"
        with Recorder(path, session) as recorder:
            RaceLoop(session, lineup.drivers, [recorder]).run(ticks(REHEARSED_S))
        Player(read_replay(path)).at(REHEARSED_S)
    limited(0.0, session.control.rules)
    shortest(0.0, session.track.length)


def _show_and_sound(_: MakeRivals) -> None:
    from game.audio.warm_up import warm_up as warm_sound
    from game.hud.warm_up import warm_up as warm_displays

    warm_displays()
    warm_sound()


PARTS: Final = (
    Part("physics", "vehicle physics", _move, functions=121),
    Part("drivers", "drivers' hands", _decide, functions=88),
    Part("picture", "the picture", _draw, functions=176),
    Part("rules", "rules and recorder", _race, ("physics", "drivers"), 65),
    Part("rivals", "trained rivals", _drive, ("physics", "drivers"), 45),
    Part("sound", "displays and sound", _show_and_sound, functions=20),
)
"""In the order in which they are begun: what others wait for, then what takes long."""
