"""Drivers with hands: one who only presses and releases keys, one who turns a wheel."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

import numpy as np
import pygame

from game.core.clock import TICK_RATE
from game.core.seeds import SeedTree
from game.input.assists import ASSIST_PRESETS, Assists
from game.input.devices import Devices
from game.input.pilot import Pilot
from game.race.entrant import DriverIdentity, DriverKind, Entrant
from game.race.ideal_lap import ideal_lap
from game.race.loop import RaceLoop
from game.race.scripted.driver import ScriptedDriver
from game.race.scripted.personality import Personality
from game.race.session import Session
from game.race.settings import Kind, SessionSettings
from game.sim.car_limits import car_limits
from game.sim.controls import PEDAL_STEPS, STEER_STEPS, no_controls
from game.track.reader import load_track
from game.vehicle.reader import load_car
from tests.input.events import FRAME, frame, key

AS_A_HUMAN: Final = 6
"""Ticks between two looks of the driver with keys: 20 in a second."""
MISSING: Final = 2.5
"""Lateral acceleration that is missing before a key is pressed [m/s^2]."""

INSIDE: Final = 0.8
"""Part of the line's way to the edges of the road that is used, for keys are not exact."""


def new_session(
    track: str = "thimble", assists: Assists | None = None, laps: int = 1, car: str = "gt3"
) -> Session:
    """A time trial of one human."""
    machine = load_car(car)
    chosen = assists or ASSIST_PRESETS["intermediate"]
    me = Entrant("Me", machine, DriverIdentity(DriverKind.HUMAN, "Me"), assists=chosen.fit(machine))
    return Session(SessionSettings(kind=Kind.TIME_TRIAL, laps=laps), load_track(track), [me], 1)


class KeyDriver:
    """Looks 20 times a second, and holds keys down or does not: left, right, up, down."""

    def __init__(self, session: Session, margin: float) -> None:
        self._session = session
        self._speed = ideal_lap(session.track, session.entrants[0].car).speed * np.sqrt(margin)
        self._down: dict[int, bool] = {}

    def events(self) -> Iterator[Any]:
        """Keys that change now."""
        if self._session.tick % AS_A_HUMAN == 0:
            car = self._session.world.state[0]
            missing, room = self.bend(car), self.room(car)
            yield from self._hold(pygame.K_LEFT, missing > MISSING)
            yield from self._hold(pygame.K_RIGHT, missing < -MISSING)
            yield from self._hold(pygame.K_UP, room > 0.3)
            yield from self._hold(pygame.K_DOWN, room < -1.0)

    def paddles(self) -> Iterator[Any]:
        """Gears changed by hand, one key press each."""
        car, spec = self._session.world.state[0], self._session.world.spec[0]
        if self._session.tick % AS_A_HUMAN or car["since_shift"] < 0.2:
            return
        gear, best = int(car["gear"]), spec["shift_up_speed"]
        if gear < spec["gear_count"] and car["engine_speed"] > 0.98 * best[gear + 1]:
            yield from (key(pygame.K_e, True), key(pygame.K_e, False))
        lower = car["forward_speed"] / spec["tyre_radius"][2] * spec["gear_ratio"][gear]
        if gear > 1 and lower < 0.8 * best[gear]:
            yield from (key(pygame.K_q, True), key(pygame.K_q, False))

    def stick(self) -> tuple[float, float, float]:
        """A thumb -1 .. 1 and two fingers 0 .. 1 in place of keys."""
        car = self._session.world.state[0]
        thumb = float(np.clip(-self.bend(car) / 8.0, -1.0, 1.0))
        room = self.room(car)
        throttle, brake = np.clip([room / 2.0, -room / 3.0], 0.0, 1.0)
        return thumb, float(throttle), float(brake)

    def _hold(self, name: int, down: bool) -> Iterator[Any]:
        if self._down.get(name, False) != down:
            self._down[name] = down
            yield key(name, down)

    def bend(self, car: Any) -> float:
        """Lateral acceleration that is missing to reach a point of the line ahead [m/s^2]."""
        track = self._session.track
        speed = max(float(car["forward_speed"]), 1.0)
        at = int((car["distance"] + max(8.0, 0.55 * speed)) / track.spacing) % len(track.stations)
        there = track.stations[at]
        x, y = track.position(float(there["distance"]), INSIDE * float(there["line_offset"]))
        east, north = float(x) - car["x"], float(y) - car["y"]
        angle = np.arctan2(north, east) - car["yaw"]
        wanted = 2.0 * np.sin(angle) / np.hypot(east, north)
        return float((wanted - car["yaw_rate"] / speed) * speed * speed)

    def room(self, car: Any) -> float:
        """Speed that may be gained before the next corner, negative: to be lost [m/s]."""
        track, speed = self._session.track, float(car["forward_speed"])
        ahead = np.arange(0.0, 250.0, 4.0)
        at = ((car["distance"] + ahead) / track.spacing).astype(int) % len(track.stations)
        braking = 18.0 * np.maximum(ahead - 0.1 * speed, 0.0)
        return float(np.sqrt(self._speed[at] ** 2 + braking).min()) - speed


def drive_with_keys(
    session: Session, devices: Devices, margin: float, listeners: Any = (), by_hand: bool = False
) -> None:
    """Drive a session to its end; `by_hand` changes gears too."""
    driver = KeyDriver(session, margin)
    loop = RaceLoop(session, [Pilot(devices, 0)], listeners)
    while not session.finished and session.tick < 300 * TICK_RATE:
        frame(devices, *driver.events(), *(driver.paddles() if by_hand else ()))
        loop.tick()


class WheelHands:
    """Turns a wheel and presses pedals as the scripted driver would."""

    def __init__(self, session: Session) -> None:
        self._session = session
        limits = car_limits(session.entrants[0].car)
        who = [Personality(margin=0.8, consistency=1.0)]
        self._mind = ScriptedDriver(session.track, [0], limits, who, SeedTree(0))
        self._controls = no_controls(1)

    def asked(self) -> tuple[float, float, float]:
        """Steering -1 left .. 1 right, throttle and brake 0 .. 1, in this tick."""
        if self._session.tick % self._mind.period == 0:
            self._mind.decide(self._session.scene(), self._controls)
        row = self._controls[0]
        steer = -float(row["steer"]) / STEER_STEPS
        return steer, float(row["throttle"]) / PEDAL_STEPS, float(row["brake"]) / PEDAL_STEPS


Move = Callable[[float, float, float], None]
"""Moves a wheel and its pedals, and waits until the game must have heard it."""


def drive_with_wheel(
    session: Session, devices: Devices, pilot: Pilot, move: Move, ticks: int, listeners: Any
) -> None:
    """Drive a session for some ticks, or to its end."""
    hands = WheelHands(session)
    loop = RaceLoop(session, [pilot], listeners)
    end = session.tick + ticks
    while not session.finished and session.tick < end:
        asked = hands.asked()
        if session.tick % 2 == 0:
            move(*asked)
            assert devices.poll(pygame.event.get(), FRAME) == []
        loop.tick()
