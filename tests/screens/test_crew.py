"""Parts are compiled in other processes; whatever goes wrong there, the game goes on."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable
from threading import Thread

from game.race.scripted_rivals import ScriptedRivals
from game.screens.crew import Crew, free_cores, time_left
from game.screens.parts import MakeRivals, Part
from game.screens.preparing import Preparation

DILIGENT = """
import sys
for line in sys.stdin:
    print("compiled 7", flush=True)
    print("done", line.strip(), flush=True)
"""
CLUMSY = "raise SystemExit('out of ink')"
SLOW = "import time; time.sleep(60)"


def command(script: str) -> tuple[str, ...]:
    return (sys.executable, "-c", script)


def part(name: str, after: tuple[str, ...] = (), used: Callable[[], None] | None = None) -> Part:
    def run(_: MakeRivals) -> None:
        if used is not None:
            used()

    return Part(name, f"the {name}", run, after)


def compile_now() -> None:
    """Something that no cache keeps."""
    import numba

    assert numba.njit(lambda x: x + 1)(1) == 2


def test_a_crew_makes_every_part_and_says_how_far_it_has_come() -> None:
    said: list[str] = []
    crew = Crew([part("wheel"), part("car", ("wheel",)), part("tree")], command(DILIGENT))
    crew.run(said.append)
    assert (crew.complaint, crew.stopped) == ("", False)
    shares = [int(found[1]) for words in said if (found := re.search(r"(\d+) % done", words))]
    assert shares
    assert shares == sorted(shares)
    assert crew.share == 1.0


def test_what_is_left_is_said_as_one_says_it() -> None:
    said = [time_left(seconds) for seconds in (170.0, 60.0, 33.0, 1.0)]
    assert said == [
        "about 3 minutes left",
        "about a minute left",
        "about 30 seconds left",
        "about 5 seconds left",
    ]


def test_a_part_is_begun_when_what_it_needs_is_done() -> None:
    said: list[str] = []
    slow = DILIGENT.replace("print", "import time; time.sleep(0.3); print", 1)
    crew = Crew([part("car", ("wheel",)), part("wheel")], command(slow))
    crew.run(said.append)
    making = [words.split(":")[0] for words in said if ":" in words]
    assert "the wheel" in making
    assert not any("the wheel" in words and "the car" in words for words in making)
    assert making.index("the wheel") < making.index("the car")


def test_what_a_process_says_at_its_end_is_told_in_one_line() -> None:
    crew = Crew([part("wheel")], command(CLUMSY))
    crew.run(lambda _: None)
    assert crew.complaint == "a process ended with 1: out of ink"


def test_where_no_process_can_be_started_that_is_told() -> None:
    crew = Crew([part("wheel")], ["/there/is/no/such/program"])
    crew.run(lambda _: None)
    assert crew.complaint.startswith("no process could be started (")


def test_a_crew_that_is_stopped_ends_soon_and_complains_of_nothing() -> None:
    crew = Crew([part("wheel"), part("car", ("wheel",))], command(SLOW))
    working = Thread(target=crew.run, args=(lambda _: None,))
    began = time.monotonic()
    working.start()
    crew.stop()
    working.join()
    assert (crew.complaint, crew.stopped) == ("", True)
    assert time.monotonic() - began < 30.0


def test_no_process_is_started_where_nothing_is_missing() -> None:
    used: list[str] = []
    preparation = Preparation(
        ScriptedRivals, [part("wheel", used=lambda: used.append("wheel"))], command(CLUMSY)
    )
    preparation.run(lambda _: None)
    assert (used, preparation.note) == (["wheel"], None)


def test_what_no_process_could_compile_is_compiled_in_the_game() -> None:
    said: list[str] = []
    preparation = Preparation(ScriptedRivals, [part("wheel", used=compile_now)], command(CLUMSY))
    preparation.run(said.append)
    assert preparation.note == (
        "compiling beside the game failed: a process ended with 1: out of ink"
    )
    assert "compiling the wheel in the game" in said
    assert said[-1] == ""


def test_a_preparation_that_is_stopped_compiles_nothing_any_more() -> None:
    used: list[str] = []

    def use() -> None:
        compile_now()
        used.append("wheel")

    preparation = Preparation(ScriptedRivals, [part("wheel", used=use)], command(SLOW))
    working = Thread(target=preparation.run, args=(lambda _: None,))
    working.start()
    preparation.stop()
    working.join()
    assert (used, preparation.note) == ([], None)


def test_there_is_a_core_to_run_on() -> None:
    assert free_cores() >= 1
