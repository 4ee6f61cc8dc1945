"""Races from the first screen to the results, driven through events with each kind of device."""

from __future__ import annotations

import time
from pathlib import Path

import pygame
import pytest

from game.input.backends import Backends
from game.input.settings import Backend
from game.race.setup import GridPlace, RaceSetup
from game.replay.verify import verify
from game.screens.race_screen import RaceScreen
from game.screens.results_screen import ResultsScreen
from game.screens.title import TitleScreen
from tests.input.fifo_pad import FifoPad
from tests.input.virtual_wheel import VirtualWheel
from tests.screens.chauffeur import Chauffeur, FifoHands, Hands, KeyHands, WheelHands
from tests.screens.conftest import Opened
from tests.screens.player import Player

pytestmark = pytest.mark.slow

SHORT = RaceSetup(
    track="thimble", car="kart", laps=1, rivals=2, grid=GridPlace.LAST, seed=5, damage="none"
)
ACCEPT = 0
"""Button of the wheel."""


def drive_to_the_results(player: Player, race: RaceScreen, hands: Hands) -> ResultsScreen:
    """Drive until the flag, then go to the results."""
    chauffeur = Chauffeur(player, race, hands)
    chauffeur.drive(180.0)
    assert race.runner is not None
    assert race.runner.human_done
    player.press(pygame.K_RETURN)
    return player.come_to(ResultsScreen)


def check(results: ResultsScreen, race: RaceScreen) -> None:
    """The player has finished, and the recording is right to the last tick."""
    human = results.outcome.human
    assert results.outcome.finished
    assert human is not None
    assert human.status == "finished"
    assert len(human.laps) == 1
    path = results.outcome.keeper.path
    assert path is not None
    verdict = verify(path)
    assert verdict.verified, verdict.sentence


def test_a_race_is_driven_with_keys_from_the_first_screen_to_the_results(game: Player) -> None:
    race = game.to_the_grid(SHORT, lambda: game.press(pygame.K_RETURN))
    results = drive_to_the_results(game, race, KeyHands(game))
    check(results, race)
    game.press(pygame.K_ESCAPE, pygame.K_ESCAPE)
    game.see(TitleScreen)


def test_a_wheel_drives_a_race_and_may_be_unplugged_in_the_middle(game: Player) -> None:
    game.title()
    wheel = VirtualWheel()
    wheel.plug_in()
    game.frames(0.1)

    def press() -> None:
        wheel.button(ACCEPT, True)
        game.frames(0.05)
        wheel.button(ACCEPT, False)
        game.frames(0.05)

    race = game.to_the_grid(SHORT, press)
    chauffeur = Chauffeur(game, race, WheelHands(wheel))
    chauffeur.drive(15.0)
    assert race.runner is not None
    wheel.pull_out()
    game.frames(0.5)
    assert race.waiting_for_device
    stopped = race.runner.session.tick
    game.frames(1.0)
    assert race.runner.session.tick == stopped
    wheel.plug_in()
    game.frames(0.3)
    assert not race.waiting_for_device
    check(drive_to_the_results(game, race, WheelHands(wheel)), race)
    wheel.pull_out()


def test_a_wheel_through_inputs_drives_a_race_and_may_be_unplugged_in_the_middle(
    open_game: Opened, tmp_path: Path
) -> None:
    pad = FifoPad(tmp_path / "event0")
    pad.plug_in()
    game = open_game(lambda: Backends(Backend.INPUTS, pad.find))
    race = game.to_the_grid(SHORT, lambda: game.press(pygame.K_RETURN))
    chauffeur = Chauffeur(game, race, FifoHands(pad))
    chauffeur.drive(15.0)
    assert race.runner is not None
    pad.pull_out()
    game.wait(lambda: race.waiting_for_device)
    stopped = race.runner.session.tick
    game.frames(1.0)
    assert race.runner.session.tick == stopped
    pad.plug_in()
    game.wait(lambda: not race.waiting_for_device)
    time.sleep(0.05)
    check(drive_to_the_results(game, race, FifoHands(pad)), race)
