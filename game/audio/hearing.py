"""What the ear at the camera hears of the cars: aims for the synthesiser, from rows of state.

Rows are those of a session (`CAR_STATE`) or of a replay (`SHOWN`); only what both have is used.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from game.audio.options import SoundOptions
from game.audio.voices import Voice
from game.audio.wires import ENGINES, engine_rows, ground_row
from game.core.surface import Surface

FARTHEST: Final = 160.0
"""Beyond it no car is heard [m]."""
NEAR: Final = 9.0
"""A car so far away is half as loud as one at the ear [m]."""
SPEED_OF_SOUND: Final = 343.0
OWN_LOUDNESS: Final = 0.62
OTHER_LOUDNESS: Final = 0.42
MOMENT: Final = 1e-3
"""A gear change with less time left than this is over; what rounding leaves is no time [s]."""
LIMITER: Final = 0.985
"""Of its speed, above which the limiter is heard."""
SCRUB: Final = 0.78
"""Slip at which a tyre begins to sing; at 1 it gives its most grip."""
SLIDE: Final = 1.7
"""Slip at which it is as loud as it gets."""
KERB_PITCH: Final = 0.8
"""Between two ridges of a kerb [m]."""
WHINE_PER_METRE: Final = 11.0
"""Teeth that mesh per metre driven."""
FLAT_OUT: Final = 80.0
"""Speed at which the wind is full [m/s]."""

GRASS, GRAVEL, KERB = int(Surface.GRASS), int(Surface.GRAVEL), int(Surface.KERB)


@dataclass(frozen=True)
class Ear:
    """Where one listens."""

    x: float
    y: float
    yaw: float
    """Direction that is up on the screen [rad]."""
    own: int
    """Row of the own car, -1: none."""
    inside: bool
    """Whether one sits in the own car; else it is heard from outside like all others."""


def is_present(cars: NDArray[Any]) -> NDArray[np.bool_]:
    """Which cars are on the track."""
    if "present" in (cars.dtype.names or ()):
        return np.asarray(cars["present"] > 0)
    return np.asarray((cars["flags"] & 1) > 0)


def engines(
    cars: NDArray[Any],
    specs: NDArray[Any],
    voices: Sequence[Voice],
    tables: Sequence[int],
    ear: Ear,
    options: SoundOptions,
    before: Sequence[int] = (),
) -> tuple[NDArray[Any], list[int]]:
    """Aims of the engines that are heard, and whose they are; the own car's stays in the first.

    A car that goes on being heard keeps its place, so that its note does not jump.

    Args:
        cars: Rows of state.
        specs: CAR_SPEC rows.
        voices: Of each car.
        tables: Index of each car's waves.
        ear: Where one listens.
        options: Volumes.
        before: Whose engines were heard in the last frame, by place.
    """
    rows, heard = engine_rows(), [-1] * ENGINES
    away = np.hypot(cars["x"] - ear.x, cars["y"] - ear.y)
    away[~is_present(cars)] = np.inf
    order = np.argsort(away, kind="stable").tolist()
    first = 1 if ear.inside and ear.own >= 0 else 0
    if first and np.isfinite(away[ear.own]):
        heard[0] = ear.own
    others = [row for row in order if row != heard[0] and away[row] < FARTHEST]
    _keep_places(heard, others[: ENGINES - first], before, first)
    listener = _velocity(cars[ear.own]) if first else (0.0, 0.0)
    for place, row in enumerate(heard):
        if row >= 0:
            aim = rows[place]
            _engine(aim, cars[row], specs[row], voices[row])
            aim["table"] = tables[row]
            if place == 0 and first:
                loud = OWN_LOUDNESS * options.loudness("engine")
                aim["left"] = aim["right"] = loud
            else:
                _from_outside(aim, cars[row], ear, listener, options)
    return rows, heard


def _keep_places(heard: list[int], wanted: list[int], before: Sequence[int], first: int) -> None:
    """Give places from `first` on to cars, each its old one where it had one."""
    for place in range(first, min(len(before), ENGINES)):
        if before[place] in wanted:
            heard[place] = before[place]
    new = [row for row in wanted if row not in heard[first:]]
    free = [place for place in range(first, ENGINES) if heard[place] < 0]
    for place, row in zip(free, new, strict=False):
        heard[place] = row


def _engine(aim: Any, car: Any, spec: Any, voice: Voice) -> None:
    """What an engine does, as heard from beside it."""
    turning = max(abs(float(car["engine_speed"])), 0.5)
    share = min(turning / float(spec["limiter_speed"]), 1.1)
    names = car.dtype.names or ()
    shifting = "shift_left" in names and float(car["shift_left"]) > MOMENT
    load = 0.0 if shifting else float(car["throttle"])
    aim["cycle_hz"] = turning / (4.0 * pi)
    aim["load"] = load
    aim["cutoff"] = 250.0 + (voice.bright_hz - 250.0) * (0.12 + 0.88 * load) * (0.25 + 0.75 * share)
    aim["formant_hz"], aim["formant"] = voice.formant_hz, voice.formant
    aim["roughness"] = voice.roughness
    aim["stutter"] = 1.0 if share > LIMITER and load > 0.5 else 0.0
    speed = abs(float(car["forward_speed"]))
    aim["whine_hz"] = min(80.0 + WHINE_PER_METRE * speed * 2.0, 5200.0)
    aim["whine"] = 0.05 * voice.whine * min(speed / 30.0, 1.0) * (0.4 + 0.6 * load)
    quiet = 0.36 + 0.34 * share + 0.30 * load
    aim["left"] = aim["right"] = quiet


def _velocity(car: Any) -> tuple[float, float]:
    """Of a car, in the world [m/s]."""
    yaw, ahead, left = float(car["yaw"]), float(car["forward_speed"]), float(car["left_speed"])
    return ahead * cos(yaw) - left * sin(yaw), ahead * sin(yaw) + left * cos(yaw)


def _from_outside(
    aim: Any, car: Any, ear: Ear, listener: tuple[float, float], options: SoundOptions
) -> None:
    """Distance, direction and Doppler effect."""
    x, y = float(car["x"]) - ear.x, float(car["y"]) - ear.y
    away = max((x * x + y * y) ** 0.5, 1e-3)
    across, along = velocity_of = _velocity(car)
    leaving = ((across - listener[0]) * x + (along - listener[1]) * y) / away
    aim["cycle_hz"] *= SPEED_OF_SOUND / (SPEED_OF_SOUND + min(max(leaving, -150.0), 150.0))
    fading = 1.0 / (1.0 + (away / NEAR) ** 1.6)
    edge = min(max((FARTHEST - away) / 40.0, 0.0), 1.0)
    aim["cutoff"] *= 0.35 + 0.65 * fading
    loud = OTHER_LOUDNESS * options.loudness("rivals") * fading * edge
    pan = (x * sin(ear.yaw) - y * cos(ear.yaw)) / max(away, 6.0) if velocity_of else 0.0
    aim["left"] *= loud * (1.0 - 0.75 * max(pan, 0.0))
    aim["right"] *= loud * (1.0 + 0.75 * min(pan, 0.0))


def ground(car: Any, wetness: float, options: SoundOptions) -> NDArray[Any]:
    """Aims of what road and air do to the own car.

    Args:
        car: Row of state.
        wetness: Of the road, 0 .. 1.
        options: Volumes.
    """
    rows = ground_row()
    aim = rows[0]
    speed = float(np.hypot(car["forward_speed"], car["left_speed"]))
    fast = min(speed / FLAT_OUT, 1.2)
    tyres = options.loudness("tyres")
    aim["wind"] = 0.5 * fast * fast * options.loudness("wind")
    aim["wind_hz"] = 250.0 + 900.0 * fast
    surface, slip = car["surface"], car["slip"]
    on_grass = float((surface == GRASS).mean())
    on_gravel = float((surface == GRAVEL).mean())
    on_kerb = float((surface == KERB).sum())
    hard = 1.0 - on_grass - on_gravel
    moving = min(speed / 12.0, 1.0)
    aim["roll"] = 0.10 * tyres * min(speed / 50.0, 1.0) * hard
    aim["roll_hz"] = 200.0 + 14.0 * speed
    aim["loose"] = tyres * moving * (0.35 * on_grass + 0.75 * on_gravel)
    aim["loose_hz"] = speed * (0.6 * on_grass + 5.0 * on_gravel)
    aim["kerb"] = 0.16 * tyres * moving * min(on_kerb / 2.0, 1.0)
    aim["kerb_hz"] = speed / KERB_PITCH
    aim["spray"] = 0.35 * tyres * wetness * fast * hard
    dry = (1.0 - 0.6 * wetness) * hard * moving
    for name, first in (("front", 0), ("rear", 2)):
        sliding = float(max(slip[first], slip[first + 1]))
        loud = min(max((sliding - SCRUB) / (SLIDE - SCRUB), 0.0), 1.0)
        aim[f"squeal_{name}"] = 0.20 * tyres * dry * loud**1.3
        note = 560.0 if name == "front" else 820.0
        braking = 220.0 * float(car["brake"]) if name == "front" else 0.0
        aim[f"{name}_hz"] = note + braking + 160.0 * min(sliding, 2.0) - 0.6 * min(speed, 80.0)
    left = float(max(slip[0], slip[2]))
    right = float(max(slip[1], slip[3]))
    aim["side"] = min(max(0.5 * (right - left), -1.0), 1.0)
    return rows
