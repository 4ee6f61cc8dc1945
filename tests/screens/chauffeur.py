"""A chauffeur: knows where to drive, and does it with whatever device is put into his hands."""

from __future__ import annotations

from typing import Any, Protocol

import pygame

from game.core.seeds import SeedTree
from game.race.scripted.driver import ScriptedDriver
from game.race.scripted.personality import Personality
from game.screens.race_screen import RaceScreen
from game.sim.car_limits import car_limits
from game.sim.controls import PEDAL_STEPS, STEER_STEPS, no_controls
from tests.input.fifo_pad import FifoPad
from tests.input.virtual_wheel import VirtualWheel
from tests.screens.player import Player

BRAKE_BEND = 1.4
"""Of the wheel's brake pedal as it comes."""


class Hands(Protocol):
    """Something to drive with."""

    def ask(self, steer: float, throttle: float, brake: float, car: Any) -> None:
        """Steering -1 (right) .. 1 (left), pedals 0 .. 1; the car as it is."""


class Chauffeur:
    """Drives the player's car of a race through events alone."""

    def __init__(self, player: Player, race: RaceScreen, hands: Hands) -> None:
        self.player, self.race, self.hands = player, race, hands
        assert race.runner is not None
        assert race.plan.human is not None
        self.row = race.plan.human
        self.session = race.runner.session
        limits = car_limits(self.session.entrants[self.row].car, 0.0)
        calm = Personality(aggression=0.2, consistency=1.0, reaction=0.2)
        seeds = SeedTree(1)
        self.mind = ScriptedDriver(self.session.track, [self.row], limits, [calm], seeds)
        self.wish = no_controls(len(self.session.entrants))

    def drive(self, seconds: float) -> None:
        """Drive for so long, or until the player's own race is over."""
        for _ in range(round(60 * seconds)):
            assert self.race.runner is not None
            if self.race.runner.human_done:
                return
            self.mind.decide(self.session.scene(), self.wish)
            wish = self.wish[self.row]
            self.hands.ask(
                float(wish["steer"]) / STEER_STEPS,
                float(wish["throttle"]) / PEDAL_STEPS,
                float(wish["brake"]) / PEDAL_STEPS,
                self.session.world.state[self.row],
            )
            self.player.frame()


class KeyHands:
    """Two hands on a keyboard: each key is down or up."""

    STEER, PEDAL = 0.03, 0.08

    def __init__(self, player: Player) -> None:
        self.player = player
        self.held: dict[int, bool] = {}

    def ask(self, steer: float, throttle: float, brake: float, car: Any) -> None:
        now = float(car["steer"])
        self._hold(pygame.K_LEFT, steer > now + self.STEER)
        self._hold(pygame.K_RIGHT, steer < now - self.STEER)
        self._hold(pygame.K_UP, throttle > float(car["throttle"]) - self.PEDAL and throttle > 0.05)
        self._hold(pygame.K_DOWN, brake > max(float(car["brake"]) - self.PEDAL, 0.05))

    def _hold(self, key: int, down: bool) -> None:
        if self.held.get(key, False) != down:
            self.held[key] = down
            kind = pygame.KEYDOWN if down else pygame.KEYUP
            pygame.event.post(pygame.event.Event(kind, key=key, unicode="", mod=0))


class WheelHands:
    """A wheel that SDL believes in."""

    def __init__(self, wheel: VirtualWheel) -> None:
        self.wheel = wheel

    def ask(self, steer: float, throttle: float, brake: float, car: Any) -> None:
        pedal = brake ** (1.0 / BRAKE_BEND)
        self.wheel.axes([-steer, 1.0, 1.0 - 2.0 * throttle, 1.0 - 2.0 * pedal])


class FifoHands:
    """A wheel that `inputs` reads."""

    def __init__(self, pad: FifoPad) -> None:
        self.pad = pad

    def ask(self, steer: float, throttle: float, brake: float, car: Any) -> None:
        pedal = brake ** (1.0 / BRAKE_BEND)
        self.pad.axis(0, round((1.0 - steer) / 2.0 * 65535))
        self.pad.axis(2, round(255 * (1.0 - throttle)))
        self.pad.axis(5, round(255 * (1.0 - pedal)))
