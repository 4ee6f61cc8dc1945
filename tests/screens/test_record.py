"""A race from the command line leaves a copy of its recording where that was asked for."""

from __future__ import annotations

from pathlib import Path

from game.race.setup import RaceSetup
from game.replay.verify import verify
from game.screens.race_flow import start_race
from game.screens.race_screen import RaceScreen
from tests.screens.player import Player

SETUP = RaceSetup(track="thimble", car="kart", laps=3, rivals=1, seed=5)


def drive(game: Player, record: Path) -> RaceScreen:
    """Some seconds of a race that is to be recorded."""
    game.title()
    start_race(game.app, SETUP, "race", spectate=True, record=record)
    race = game.come_to(RaceScreen)
    game.wait(lambda: race.runner is not None)
    game.frames(12.0)
    return race


def test_the_recording_is_where_it_was_asked_for_and_in_the_library(
    game: Player, tmp_path: Path
) -> None:
    record = tmp_path / "elsewhere" / "race.undercut"
    race = drive(game, record)
    race.finish()
    (entry,) = game.app.records.library.entries()
    assert record.read_bytes() == entry.path.read_bytes()
    assert verify(record).verified


def test_closing_the_window_leaves_the_recording_too(game: Player, tmp_path: Path) -> None:
    record = tmp_path / "race.undercut"
    drive(game, record)
    game.app.close()
    assert verify(record).verified


def test_where_it_cannot_be_written_that_is_said_and_the_library_has_it(
    game: Player, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way")
    race = drive(game, tmp_path / "file" / "race.undercut")
    race.finish()
    assert any("race.undercut" in message.words for message in game.app.messages.shown)
    assert len(game.app.records.library.entries()) == 1
