"""The sound card: a thread that hands it block after block, or nothing where there is none."""

from __future__ import annotations

import atexit
from threading import Event, Thread
from typing import Any, Final

import numpy as np
import pygame

from game.audio.synth import Synth
from game.audio.wires import RATE

BLOCK: Final = 1024
"""Samples in a block: 23 ms, of which two wait, so a late frame is not heard."""
BUFFER: Final = 512
POLL: Final = 0.005
"""[s]"""


class Device:
    """Plays a synthesiser until it is closed."""

    def __init__(self, synth: Synth) -> None:
        """Open the sound card; `silent` says why where that does not work."""
        self.silent: str | None = None
        self._synth = synth
        self._stop = Event()
        self._thread: Thread | None = None
        try:
            self._channel = _open(synth.rate)
        except (pygame.error, NotImplementedError) as error:
            self.silent = f"no sound: {error}"
            return
        self._thread = Thread(target=self._feed, name="sound", daemon=True)
        self._thread.start()
        atexit.register(self.close)

    def close(self) -> None:
        """Stop playing; waits for the block being made, which must not outlive the interpreter."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None
            atexit.unregister(self.close)
            if pygame.mixer.get_init():
                self._channel.stop()
                pygame.mixer.quit()

    def _feed(self) -> None:
        while not self._stop.wait(POLL):
            try:
                while not (self._full() or self._stop.is_set()):
                    self._next()
            except pygame.error as error:
                self.silent = f"no sound: {error}"
                return

    def _full(self) -> bool:
        """Whether a block waits behind the one that is played.

        One that was queued in the moment when nothing was left to play waits for nothing: pygame
        would never begin with it.
        """
        waiting: Any = self._channel.get_queue()
        return waiting is not None and self._channel.get_busy()

    def _next(self) -> None:
        sound = pygame.sndarray.make_sound(to_card(self._synth.render(BLOCK)))
        if self._channel.get_busy():
            self._channel.queue(sound)
        else:
            self._channel.play(sound)


def to_card(
    block: np.ndarray[tuple[int, int], np.dtype[np.float32]],
) -> np.ndarray[tuple[int, int], np.dtype[np.int16]]:
    """Samples as a sound card takes them: 16 bit, left and right in turn."""
    return np.ascontiguousarray(np.rint(block * 32767.0), np.int16)


def _open(rate: int = RATE) -> pygame.mixer.Channel:
    """A channel of a mixer that plays 16 bit stereo at our rate."""
    wanted = rate, -16, 2
    if pygame.mixer.get_init() != wanted:
        if pygame.mixer.get_init():
            pygame.mixer.quit()
        pygame.mixer.init(rate, -16, 2, BUFFER, allowedchanges=0)
    pygame.mixer.set_num_channels(max(pygame.mixer.get_num_channels(), 1))
    return pygame.mixer.Channel(0)
