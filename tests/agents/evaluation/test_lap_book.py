"""Laps in the book, of cars that are led along the road."""

from __future__ import annotations

import numpy as np
import pytest

from agents.evaluation.lap_book import count_tick, open_book
from game.core.clock import TICK
from game.sim.world import Arena, World
from game.vehicle.reader import load_car
from tests.agents.evaluation.roads import oval

SPEED = 41.0
RUN_UP = 30.0


class Led:
    """A car that slides along the road at a steady speed, a chosen way beside the middle."""

    def __init__(self, laps: int) -> None:
        self.world = World([Arena(oval(), [load_car("gt3")])])
        self.tick, self.travelled, self.offset = 0, -RUN_UP, 0.0
        self._put()
        start = self.world.state["distance"].copy()
        self.pages, self.laps = open_book(start, laps, np.array([RUN_UP]))

    def _put(self) -> None:
        state, track = self.world.state, oval()
        state["distance"] = self.travelled % track.length
        state["station"] = (state["distance"] / track.spacing).astype(int) % len(track.stations)
        state["offset"], state["heading"], state["forward_speed"] = self.offset, 0.0, SPEED

    def go(self, ticks: int) -> int:
        finished, world = 0, self.world
        for _ in range(ticks):
            self.travelled += SPEED * TICK
            self.tick += 1
            self._put()
            finished += count_tick(
                world.layout,
                world.stations,
                world.state,
                world.spec,
                world.contacts,
                self.pages,
                self.laps,
                self.tick,
            )
        return finished


def test_a_lap_is_timed_between_ticks() -> None:
    led = Led(2)
    whole = round((RUN_UP + 2.05 * oval().length) / SPEED / TICK)
    assert led.go(whole) == 1
    exact = oval().length / SPEED
    assert led.laps[0]["ticks"] * TICK == pytest.approx(exact, abs=1e-6)


def test_time_off_the_road_counts_in_the_lap_that_it_was_in() -> None:
    led = Led(2)
    led.go(round((RUN_UP + 0.2 * oval().length) / SPEED / TICK))
    led.offset = 10.0
    led.go(24)
    left_at = led.travelled
    led.offset = 0.0
    led.go(round(2.0 * oval().length / SPEED / TICK))
    first, second = led.laps[0]
    assert (int(first["off"]), int(second["off"])) == (24, 0)
    assert left_at - 25 * SPEED * TICK <= first["trouble"] <= left_at
    assert second["trouble"] == -1.0


def test_what_happens_before_the_line_does_not_count() -> None:
    led = Led(1)
    led.offset = 10.0
    led.go(round(0.8 * RUN_UP / SPEED / TICK))
    led.offset = 0.0
    assert led.go(round(1.1 * oval().length / SPEED / TICK)) == 1
    assert int(led.laps[0, 0]["off"]) == 0
