"""Tracks that nobody drew: a seed becomes an ordinary track file, valid and of some character.

Places are scattered over the plane, joined by a tour that does not cross itself, and every corner
of the tour is rounded; long sides may get a chicane. So no layout of a real circuit is imitated.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Final

import numpy as np

from game.core.errors import DataError, UndercutError
from game.core.seeds import SeedTree
from game.track.reader import build_track
from game.track.track import Floats, Track

ATTEMPTS: Final = 60
"""Drafts after which a seed is given up; about two of three are valid."""


@dataclass(frozen=True)
class Character:
    """What kind of track; ranges are (least, most)."""

    name: str
    length: tuple[float, float]
    """Of the tour before its corners are rounded [m]."""
    corners: tuple[int, int]
    """Places on the tour."""
    width: tuple[float, float]
    """Of the road [m]."""
    radius: tuple[float, float]
    """Of a corner, where there is room [m]."""
    walls: tuple[float, float]
    """From the road's edge [m]."""
    chicanes: float = 0.0
    """Share of the long sides that get one."""
    share: float = 1.0
    """How often it is drawn, relative to the others."""


CHARACTERS: Final = (
    Character("kart track", (700, 1500), (7, 13), (7, 10), (7, 30), (4, 10), 0.0, 1.0),
    Character("club circuit", (1600, 3200), (6, 11), (9, 12), (14, 90), (8, 18), 0.1, 1.5),
    Character("grand prix", (3300, 6000), (8, 16), (11, 15), (16, 160), (10, 25), 0.25, 2.0),
    Character("fast, flowing", (3500, 6500), (5, 10), (11, 15), (60, 420), (12, 30), 0.1, 1.5),
    Character("twisty", (2500, 4500), (13, 20), (9, 12), (10, 60), (8, 16), 0.1, 1.5),
    Character("street circuit", (2200, 5000), (9, 15), (9, 12), (9, 40), (1, 4), 0.2, 1.0),
    Character("country road", (2500, 6000), (9, 18), (7.5, 9.5), (12, 140), (4, 9), 0.0, 1.0),
    Character("endurance", (6000, 9500), (7, 13), (11, 14), (18, 220), (10, 25), 0.5),
    Character("speedway", (1500, 3600), (4, 5), (13, 16), (90, 320), (6, 14), 0.0, 0.5),
)

_LONG_SIDE: Final = 380.0
"""Sides of at least this length may get a chicane [m]."""
_SHARPEST: Final = 2.9
"""Largest turn at one place, a hairpin [rad]."""
_GENTLEST: Final = 0.08
"""Smaller turns are no corner [rad]."""


def random_track(seeds: SeedTree, name: str) -> Track:
    """A valid track of a seed.

    Raises:
        UndercutError: No draft was valid, which is not to be expected.
    """
    for attempt in range(ATTEMPTS):
        text = draft(seeds.child(f"draft {attempt}").generator(), name)
        if text is None:
            continue
        try:
            return build_track(text, name)
        except DataError:
            continue
    raise UndercutError(f"seed {seeds.seed} gave no valid track in {ATTEMPTS} drafts")


def draft(random: np.random.Generator, name: str) -> str | None:
    """The text of a track file that may be valid; none where the corners have no room."""
    shares = np.array([character.share for character in CHARACTERS])
    character = CHARACTERS[random.choice(len(CHARACTERS), p=shares / shares.sum())]
    places = with_chicanes(tour(random, character), character, random)
    corners = rounded_corners(places, character, random)
    return None if corners is None else _text(name, character, corners, random)


def tour(random: np.random.Generator, character: Character) -> Floats:
    """Corners of a closed way that does not cross itself, shape (n, 2) [m]."""
    count = int(random.integers(character.corners[0], character.corners[1] + 1))
    aspect = random.uniform(0.45, 1.0)
    places = scattered(random, count) * np.array([1.0, aspect])
    if count <= 5:
        middle = places.mean(axis=0)
        places = places[np.argsort(np.arctan2(*(places - middle).T))]
    places = uncrossed(places)
    if random.random() < 0.5:
        places = places[::-1]
    scale = float(random.uniform(*character.length) / _sides(places).sum())
    scaled: Floats = places * scale
    return scaled


def scattered(random: np.random.Generator, count: int) -> Floats:
    """Places in the unit square that keep away from each other, shape (count, 2)."""
    chosen = [random.random(2)]
    while len(chosen) < count:
        trial = random.random((4, 2))
        away = np.linalg.norm(trial[:, None] - np.array(chosen)[None], axis=2).min(axis=1)
        chosen.append(trial[away.argmax()])
    return np.array(chosen)


def uncrossed(places: Floats) -> Floats:
    """The places in an order without crossings: as long as it shortens the way, turn parts round.

    Source: Croes (1958), "A method for solving traveling-salesman problems", 2-opt.
    """
    count = len(places)
    improved = True
    while improved:
        improved = False
        for first in range(count - 1):
            for last in range(first + 2, count - (first == 0)):
                a, b = places[first], places[first + 1]
                c, d = places[last], places[(last + 1) % count]
                old = np.hypot(*(b - a)) + np.hypot(*(d - c))
                if np.hypot(*(c - a)) + np.hypot(*(d - b)) < old - 1e-9:
                    places = places.copy()
                    places[first + 1 : last + 1] = places[first + 1 : last + 1][::-1]
                    improved = True
    return places


def with_chicanes(places: Floats, character: Character, random: np.random.Generator) -> Floats:
    """The places, with a kink to the side on some long sides."""
    found = []
    for here, then in zip(places, np.roll(places, -1, axis=0), strict=True):
        found.append(here)
        side = then - here
        length = float(np.hypot(*side))
        if length > _LONG_SIDE and random.random() < character.chicanes:
            along = side / length
            across = np.array([-along[1], along[0]]) * random.choice([-1.0, 1.0])
            middle = here + side * random.uniform(0.4, 0.6)
            depth, half = random.uniform(6.0, 22.0), random.uniform(22.0, 55.0)
            found += [middle - along * half, middle + across * depth, middle + along * half]
    return np.array(found)


@dataclass(frozen=True)
class Corner:
    """One rounded corner and the straight after it."""

    left: bool
    radius: float
    angle: float
    """[rad]"""
    straight: float
    """[m]"""


def rounded_corners(
    places: Floats, character: Character, random: np.random.Generator
) -> list[Corner] | None:
    """An arc at each place; none where one of them has no room."""
    sides = np.roll(places, -1, axis=0) - places
    lengths = np.hypot(*sides.T)
    headings = np.arctan2(sides[:, 1], sides[:, 0])
    turns = np.mod(headings - np.roll(headings, 1) + np.pi, 2 * np.pi) - np.pi
    if np.abs(turns).max() > _SHARPEST or np.abs(turns).min() < _GENTLEST:
        return None
    tangents = np.tan(np.abs(turns) / 2)
    room = 0.5 * np.minimum(lengths, np.roll(lengths, 1)) - 4.0
    least, most = character.radius
    largest = np.minimum(room / tangents, most)
    if largest.min() < least:
        return None
    radii = least * (largest / least) ** random.uniform(0.1, 1.0, len(places))
    used = radii * tangents
    straights = lengths - used - np.roll(used, -1)
    return [
        Corner(bool(turn > 0), float(radius), float(abs(turn)), float(straight))
        for turn, radius, straight in zip(turns, radii, straights, strict=True)
    ]


def _text(
    name: str, character: Character, corners: list[Corner], random: np.random.Generator
) -> str:
    """The file: the lap begins with the longest straight, its line a third along."""
    longest = int(np.argmax([corner.straight for corner in corners]))
    ordered = corners[longest + 1 :] + corners[: longest + 1]
    width = random.uniform(*character.width)
    start = ordered[-1].straight
    lines = [f"  - {{straight: {start:.3f}, free: true}}\n"]
    for corner, following in zip(ordered, [*ordered[1:], None], strict=True):
        half = width / 2 * random.uniform(0.92, 1.12, 2)
        lines.append(
            f"  - {{turn: {'left' if corner.left else 'right'}, radius: {corner.radius:.2f}, "
            f"angle_deg: {np.degrees(corner.angle):.9f}, "
            f"width_left: {half[0]:.2f}, width_right: {half[1]:.2f}}}\n"
        )
        if following is not None:
            lines.append(f"  - {{straight: {corner.straight:.3f}, free: true}}\n")
    kind = "concrete" if character.walls[1] < 5 else random.choice(["armco", "tyres", "concrete"])
    return (
        f"title: {json.dumps(name)}\n"
        f"description: Made from a seed.\n"
        f"character: {json.dumps(character.name)}\n"
        f"width: {width:.2f}\n"
        f"start_line: {random.uniform(0.35, 0.7) * start:.1f}\n"
        f"wall_distance: {random.uniform(*character.walls):.1f}\n"
        f"wall_kind: {kind}\n"
        f"segments:\n{''.join(lines)}"
    )


def _sides(places: Floats) -> Floats:
    lengths: Floats = np.hypot(*(np.roll(places, -1, axis=0) - places).T)
    return lengths
