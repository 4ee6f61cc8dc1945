"""All sound of the game behind one door; on a machine without a sound card it does nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from game.audio.cues import GROUP, Cue, samples_of
from game.audio.device import Device
from game.audio.hearing import Ear, engines, ground
from game.audio.options import SoundOptions
from game.audio.signals import Signals, changes
from game.audio.spotter import Spotter
from game.audio.synth import Synth
from game.audio.voices import Voice, tables_of, voice_of
from game.audio.wires import ground_row

CRASH_SPEED: Final = 6.0
"""A touch at more than this is a crash [m/s]."""
KNOCK_SPEED: Final = 0.3
KNOCK_PAUSE: Final = 0.25
"""Between two touches that are heard [s]."""
POP_LOAD: Final = 0.6
"""The throttle was opened by this much before it was closed: fuel is left in the exhaust."""
POP_SHARE: Final = 0.55
"""Of the limiter's speed, below which there are no pops."""


class Sound:
    """Engines, tyres, beeps; told once a frame what there is to hear."""

    def __init__(self, options: SoundOptions | None = None, play: bool = True) -> None:
        """Get ready; with `play` false nothing is opened and `render` gives the samples."""
        self.options = options or SoundOptions()
        self.synth = Synth()
        self._device = Device(self.synth) if play else None
        self._specs: NDArray[Any] | None = None
        self._voices: list[Voice] = []
        self._tables: list[int] = []
        self._wetness = 0.0
        self._paused = False
        self._forget()

    @property
    def silent(self) -> str | None:
        """Why there is no sound; none where there is."""
        return self._device.silent if self._device is not None else None

    def begin(self, specs: NDArray[Any], categories: Sequence[str], wetness: float = 0.0) -> None:
        """A session begins.

        Args:
            specs: CAR_SPEC rows.
            categories: `Car.category` of each.
            wetness: Of the road, 0 .. 1.
        """
        electric = specs["electric"].astype(bool).tolist()
        self._specs, self._wetness = specs, wetness
        self._voices = [
            voice_of(category, motor) for category, motor in zip(categories, electric, strict=True)
        ]
        tables, self._tables = tables_of(self._voices)
        self.synth.set_tables(tables)
        self._forget()

    def _forget(self) -> None:
        self._spotter = Spotter()
        self._signals: Signals | None = None
        self._gear: tuple[int, int] | None = None
        self._throttle = 0.0
        self._clock = 0.0
        self._knocked = -1.0
        self._scrape = 0.0
        self._heard: list[int] = []

    def end(self) -> None:
        """The session is over: engines fall silent, menus are still heard."""
        self._specs = None
        self.synth.hush()

    def pause(self, paused: bool) -> None:
        """Engines fall silent while a session is paused."""
        self._paused = paused
        if paused:
            self.synth.hush()

    def close(self) -> None:
        """Close the sound card."""
        if self._device is not None:
            self._device.close()

    def update(
        self,
        cars: NDArray[Any],
        own: int,
        camera: tuple[float, float],
        camera_yaw: float,
        seconds: float,
        inside: bool = True,
    ) -> None:
        """Tell what there is to hear; once a frame.

        Args:
            cars: CAR_STATE or SHOWN rows.
            own: Row of the car that is followed.
            camera: Where the camera looks [m].
            camera_yaw: Direction that is up on the screen [rad].
            seconds: Since the last call.
            inside: Whether one drives (or rides in) the own car; else all are heard from outside.
        """
        if self._specs is None or self._paused:
            return
        self._clock += max(seconds, 0.0)
        ear = Ear(*camera, camera_yaw, own, inside)
        if inside:
            ear = Ear(float(cars["x"][own]), float(cars["y"][own]), camera_yaw, own, True)
        aims, self._heard = engines(
            cars, self._specs, self._voices, self._tables, ear, self.options, self._heard
        )
        road = ground(cars[own], self._wetness, self.options) if inside else ground_row()
        speed = abs(float(cars["forward_speed"][own]))
        scrape = self._scrape * min(speed / 15.0, 1.0) * self.options.loudness("effects")
        road["scrape"] = 0.5 * scrape if inside else 0.0
        self._scrape *= 0.6
        self.synth.aim(aims, road)
        if inside:
            self._drive(cars, own)

    def _drive(self, cars: NDArray[Any], own: int) -> None:
        """What the own car does at once: gear changes, pops, cars alongside."""
        car, specs = cars[own], self._specs
        if specs is None:
            return
        gear = own, int(car["gear"])
        if self._gear is not None and self._gear[0] == own and gear != self._gear:
            self.play(Cue.SHIFT, 0.7)
        self._gear = gear
        throttle = float(car["throttle"])
        fast = abs(float(car["engine_speed"])) > POP_SHARE * float(specs["limiter_speed"][own])
        if self._throttle - throttle > POP_LOAD and fast and self._voices[own].pops > 0.0:
            self.play(Cue.POP, 0.6 * self._voices[own].pops)
        self._throttle = max(throttle, self._throttle - 0.04)
        if self.options.spotter_enabled:
            for cue in self._spotter.look(cars, specs, own, self._clock):
                self.play(cue, pan={Cue.SPOT_LEFT: -0.8, Cue.SPOT_RIGHT: 0.8}.get(cue, 0.0))

    def after_contacts(self, contacts: NDArray[Any], own: int) -> None:
        """Touches of the own car in a tick (CONTACT rows)."""
        for contact in contacts:
            mine = contact["car"] == own or contact["other"] == own
            speed = float(contact["closing_speed"])
            if mine:
                self._scrape = min(self._scrape + 0.4, 1.0)
            if not mine or speed < KNOCK_SPEED or self._clock - self._knocked < KNOCK_PAUSE:
                continue
            self._knocked = self._clock
            hard = speed > CRASH_SPEED
            loud = min(0.25 + speed / (15.0 if hard else 8.0), 1.0)
            self.play(Cue.CRASH if hard else Cue.KNOCK, loud)

    def announce(self, signals: Signals) -> None:
        """Lights, flags and penalties; once a frame, what has changed is heard."""
        for cue in changes(self._signals, signals):
            self.play(cue)
        self._signals = signals

    def play(self, cue: Cue, volume: float = 1.0, pan: float = 0.0) -> None:
        """Play a short sound.

        Args:
            cue: Which.
            volume: 0 .. 1, within its group.
            pan: -1 left .. 1 right.
        """
        loud = volume * self.options.loudness(GROUP[cue])
        if loud > 0.0:
            left, right = 1.0 - max(pan, 0.0), 1.0 + min(pan, 0.0)
            self.synth.play(samples_of(cue), loud * left, loud * right)

    def render(self, seconds: float) -> NDArray[np.float32]:
        """The mixed output of so long, shape (samples, 2); for sounds that are not played."""
        return self.synth.render(round(seconds * self.synth.rate))
