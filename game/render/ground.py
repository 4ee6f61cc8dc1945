"""The ground of a track as tiles that are painted when they are about to be seen.

There are levels of detail, each with half again as many texels to the metre as the one before; a
frame is drawn from one level; where its tiles are missing from the level that was drawn before, and
from a coarse picture of everything where both are.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from math import ceil
from operator import attrgetter
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from game.render.camera import Frame
from game.render.foresight import Ahead, Foresight, pace
from game.render.grain import clouds, grain
from game.render.ground_bake import (
    EMPTY,
    Patch,
    bake_sections,
    road_of,
    section_boxes,
    under_first,
)
from game.render.ground_shades import Paints
from game.render.ground_slot import Marks, Slot
from game.render.land import bake_land
from game.render.marks import bake_tyre_marks
from game.render.mood import mood_of, mood_table
from game.render.sampler import LONGEST, POINT, ROWS, STRIDE, TILE, Layer, no_layer
from game.render.scene import Scene, scene_of
from game.render.scene_bake import (
    SHADOW_STRENGTH,
    bake_marks,
    bake_shadows,
    bake_things,
)
from game.render.squares import Squares
from game.render.tiling import (
    LEAST_LEVEL,
    NO_LEVEL,
    Box,
    Key,
    density,
    is_upright,
    keys_in_view,
    level_for,
    overlapping,
    places_of,
    tiles_in_view,
)
from game.render.upright import draw_ground
from game.track.track import Track

BASE_DENSITY: Final = 0.5
"""Texels to the metre of the coarse picture, where the track is not too large for it."""
_BASE_TEXELS: Final = 3_000_000
_BASE_MARGIN: Final = 130.0
SLICES: Final = 16
"""In how many parts a tile is painted."""
ROAD_EFFORT: Final = 3
"""What a part with road in it costs, compared with one without."""
_URGENCY: Final = 1.5
"""How many times the effort is made for what the picture shows of no level at all."""
_CUT_URGENCY: Final = 4
"""The same from when nearly all of it is missing, as after a cut, until all of it is there."""
_CUT: Final = 0.8
"""Share of the picture from which on that is so."""
_HOLE: Final = 0.15
"""Share from which on it is painted coarsely first, where the spare level has little of it."""
_COARSE: Final = 4
"""Levels below the one that is wanted of which it is painted first: a 16th as many texels."""
_SQUARES: Final = 0.65
"""Tiles of which there are copies for a turned picture, as a share of all."""
_FOLDED: Final = 4
"""Of these how many are made for one frame, where another level can be shown instead."""
_LESS_WANTED: Final = 2
"""Frames by which tiles of the spare level seem to be older: they make room for the others."""
_SLICE_ROWS: Final = ceil(ROWS / SLICES)
_USUAL_EFFORT: Final = 1.7
"""What a part costs on average."""


@dataclass
class Ground:
    """The ground of one track."""

    track: Track
    wetness: float = 0.0
    marks: Marks | None = None
    slots: dict[Key, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        track = self.track
        mood = mood_of(track.name)
        self._paints = Paints(mood_table(mood), grain(), clouds(), float(self.wetness))
        self._scene = scene_of(track, mood)
        self._road = road_of(track.stations)
        s = track.stations["distance"]
        sides = [track.position(s, track.stations["band_edge"][:, end]) for end in (0, -1)]
        edges = np.stack(sides, axis=1)
        self._boxes = section_boxes(track.stations, edges)
        self._bounds = np.ascontiguousarray(self._boxes.T)
        self._order = under_first(track)
        self._pool = np.zeros((0, ROWS * STRIDE), np.uint32)
        self._stored: list[Slot] = []
        self._done: set[Key] = set()
        self._depth = np.zeros((0, 0), np.float32)
        self._frame = 0
        self._level, self._spare = NO_LEVEL, NO_LEVEL
        self._cut = False
        self._foresight = Foresight()
        self._squares = Squares()
        self._places = np.zeros(LONGEST, np.uint32)
        self._make_base(edges.reshape(-1, 2))

    def _make_base(self, edges: NDArray[np.float64]) -> None:
        low, high = edges.min(axis=0) - _BASE_MARGIN, edges.max(axis=0) + _BASE_MARGIN
        size = high - low
        per_metre = min(BASE_DENSITY, float(np.sqrt(_BASE_TEXELS / (size[0] * size[1]))))
        shape = ceil(size[1] * per_metre), ceil(size[0] * per_metre)
        self._base = np.zeros(shape, np.uint32)
        self._base_density = per_metre
        self._base_left, self._base_top = float(low[0]), float(high[1])
        patch = Patch(0, shape[0], self._base_left, self._base_top, 1 / per_metre)
        self._paint(self._base, patch, self._scene, self._order)

    def _pieces_near(
        self, left: float, bottom: float, right: float, top: float
    ) -> NDArray[np.int64]:
        """The pieces of road that can touch a rectangle of the world [m], in order."""
        west, south, east, north = self._bounds
        seen = (east > left) & (west < right) & (north > bottom) & (south < top)
        pieces: NDArray[np.int64] = self._order[seen[self._order]]
        return pieces

    def _paint(
        self,
        tile: NDArray[Any],
        patch: Patch,
        scene: Scene,
        pieces: NDArray[np.int64],
        old: NDArray[Any] | None = None,
    ) -> bool:
        """Paint land, road, marks and what stands there onto some rows of a tile.

        Args:
            tile: Pixels.
            patch: The rows, and where they are.
            scene: What can touch the tile.
            pieces: The pieces of road that can.
            old: The tyre marks that can, as MARK rows.

        Returns:
            Whether there was road.
        """
        tile[patch.first : patch.last] = EMPTY
        high, low = (patch.top - row * patch.texel for row in (patch.first, patch.last))
        south, north = self._bounds[1], self._bounds[3]
        pieces = pieces[(north[pieces] > low) & (south[pieces] < high)]
        paints = self._paints
        if len(pieces):
            bake_sections(tile, patch, paints, self._road, pieces, self._boxes)
        bake_land(tile, patch, paints)
        if len(scene.marks):
            bake_marks(tile, patch, paints, scene.marks)
        if old is not None and len(old):
            bake_tyre_marks(tile, patch, old, 0, len(old))
        if len(scene.shadows):
            if self._depth.shape != tile.shape:
                self._depth = np.zeros(tile.shape, np.float32)
            strength = SHADOW_STRENGTH * (1.0 - 0.75 * self.wetness)
            bake_shadows(tile, patch, scene.shadows, self._depth, strength)
        if len(scene.things):
            bake_things(tile, patch, paints, scene.things)
        return len(pieces) > 0

    def draw(
        self,
        picture: NDArray[Any],
        frame: Frame,
        velocity: tuple[float, float] = (0.0, 0.0),
        effort: int | None = None,
        smooth: bool = False,
        cut: Frame | None = None,
    ) -> None:
        """Fill a picture with what a frame sees.

        Args:
            picture: Pixels 0xRRGGBB, shape (height, width).
            frame: Where it is taken from.
            velocity: Of the camera: what comes into the picture is painted in advance [m/s].
            effort: How much may be painted for it, a piece of land costing 1 and one of road
                `ROAD_EFFORT`; None: all that is missing, as for the first picture of all.
            smooth: Whether to interpolate between texels.
            cut: Where the camera will be after its next cut, if that is known.
        """
        self._frame += 1
        self._foresight.follow(frame)
        if self._level == NO_LEVEL:
            effort = None
        before = None if effort is None else self._level
        level = level_for(frame.scale, smooth, before)
        if level != self._level:
            self._level, self._spare = level, self._level
        box = tiles_in_view(frame, density(level))
        self._reserve(box, frame)
        seen = keys_in_view(level, box, frame)
        if effort is None:
            self._spend(self._missing(seen, box), None)
        else:
            ahead = self._foresight.look(level, frame, velocity, cut, seen, self._done)
            self._work_ahead(seen, box, ahead, effort)
        turned = not smooth and not is_upright(frame)
        if turned:
            self._squares.reserve(ceil(_SQUARES * len(self._pool)))
        room = len(seen) if effort is None or self._spare == NO_LEVEL else _FOLDED
        shown = [key for key in seen if key in self._done]
        if turned:
            shown = self._squares.choose(shown, room)
        layer = self._layer(level, box, shown, frame, turned, smooth)
        spare = no_layer()
        if self._spare != NO_LEVEL and len(shown) < len(seen):
            box = tiles_in_view(frame, density(self._spare))
            others = keys_in_view(self._spare, box, frame)
            hidden = {
                one for key in seen if key not in shown for one in overlapping(key, self._spare)
            }
            others = [key for key in others if key in self._done and key in hidden]
            spare = self._layer(self._spare, box, others, frame, turned, smooth)
        table = np.zeros((0, 0), np.int64)
        place = places_of(frame, self._base_density, self._base_left, self._base_top)
        draw_ground(
            picture,
            self._squares.pool if turned else self._pool,
            self._places if turned else self._places[:0],
            layer,
            spare,
            self._base,
            Layer(table, 0, 0, *place),
            smooth,
        )

    def _layer(
        self, level: int, box: Box, keys: list[Key], frame: Frame, turned: bool, smooth: bool
    ) -> Layer:
        """Painted tiles of a level, with today's marks."""
        table = np.full((box[3] - box[1] + 1, box[2] - box[0] + 1), -1, np.int64)
        used = self._frame if level == self._level else self._frame - _LESS_WANTED
        for key in keys:
            slot = place = self.slots[key]
            stored = self._stored[slot]
            stored.used = used
            if self.marks is not None and stored.marks != self.marks.count:
                self._mark(slot, self.marks)
            if turned:
                place = self._squares.show(key, self._pool[slot], stored.changed, self._frame)
                stored.changed = (0, 0)
            table[key[2] - box[1], key[1] - box[0]] = place
        u, v, *steps = places_of(frame, density(level))
        half = 1 << (POINT - 1) if smooth else 0
        return Layer(table, box[0], box[1], u - half, v - half, *steps)

    def _mark(self, slot: int, marks: Marks) -> None:
        """Add the marks that have been left since a tile was painted."""
        stored = self._stored[slot]
        level, column, row = stored.key
        texel = 1.0 / density(level)
        tile = self._pool[slot].reshape(ROWS, STRIDE)
        patch = Patch(0, ROWS, column * TILE * texel, -row * TILE * texel, texel)
        first, last = marks.paint(tile, patch, stored.marks)
        if first < last:
            waiting = stored.changed if stored.changed[0] < stored.changed[1] else (first, last)
            stored.changed = min(first, waiting[0]), max(last, waiting[1])
        stored.marks = marks.count

    def forget(self) -> None:
        """Paint everything anew: the marks on it are gone."""
        self.slots.clear()
        self._done.clear()
        self._stored.clear()
        self._squares.forget()
        self._level, self._spare = NO_LEVEL, NO_LEVEL

    def shrink(self) -> None:
        """Give back the room of larger pictures, and paint everything anew."""
        self.forget()
        self._pool = np.zeros((0, ROWS * STRIDE), np.uint32)
        self._squares = Squares()

    def _reserve(self, box: Box, frame: Frame) -> None:
        """Have room for two pictures' tiles and a margin."""
        per_picture = 1.1 * (frame.size[0] + 2 * TILE) * (frame.size[1] + 2 * TILE) / TILE**2
        needed = max(ceil(2.2 * per_picture), (box[2] - box[0] + 1) * (box[3] - box[1] + 1) + 8)
        if len(self._pool) >= needed:
            return
        pool = np.full((needed, ROWS * STRIDE), EMPTY, np.uint32)
        pool[: len(self._pool)] = self._pool
        self._pool = pool

    def _missing(self, seen: list[Key], box: Box) -> list[Key]:
        """What is in the picture and not painted yet, from its middle outwards."""
        middle = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        missing = [key for key in seen if key not in self._done]
        missing.sort(key=lambda key: (key[1] - middle[0]) ** 2 + (key[2] - middle[1]) ** 2)
        return missing

    def _work_ahead(self, seen: list[Key], box: Box, ahead: Ahead, most: int) -> None:
        """Paint some of what is missing in the picture or will be.

        First comes what no level shows, with more effort, most of all after a cut, and coarsely
        where it is much; then what no level will show in a moment, or the spare one only.
        """
        missing = self._missing(seen, box)
        bare = [key for key in missing if not self._is_covered(key)]
        coarse = max(self._level - _COARSE, LEAST_LEVEL)
        if len(bare) > max(_HOLE * len(seen), len(missing) / 2):
            self._spare = coarse
        self._cut = bool(missing) and (self._cut or len(bare) > _CUT * len(seen))
        effort: int | None = round(most * (_CUT_URGENCY if self._cut else _URGENCY))
        if bare or self._cut:
            if self._spare == coarse:
                under = dict.fromkeys(one for key in bare for one in overlapping(key, coarse))
                effort = self._spend(list(under), effort)
            self._spend(missing, self._spend(bare, effort))
            return
        effort = pace(most, missing, ahead, self._work)
        if missing:
            effort = self._spend([key for key in ahead[0] if not self._is_covered(key)], effort)
            effort = self._spend(missing, effort)
        self._spend([key for keys in ahead for key in keys], effort)

    def _is_covered(self, key: Key) -> bool:
        """Whether the spare level shows all of a tile, and not much too coarsely."""
        return self._spare >= self._level - _COARSE and all(
            other in self._done for other in overlapping(key, self._spare)
        )

    def _spend(self, keys: list[Key], effort: int | None) -> int | None:
        """Paint tiles until they are done or the effort is spent; gives what is left of it."""
        for key in keys:
            while key not in self._done:
                if effort is not None and effort <= 0:
                    return 0
                cost = self._paint_slice(key)
                effort = None if effort is None else effort - cost
        return effort

    def _work(self, keys: Collection[Key]) -> int:
        """How much effort is left to be made for tiles, about."""
        slices = len(keys) * SLICES
        for key in keys:
            slot = self.slots.get(key)
            slices -= 0 if slot is None else self._stored[slot].slices
        return ceil(_USUAL_EFFORT * slices)

    def _paint_slice(self, key: Key) -> int:
        """Paint the next part of a tile; gives what it cost."""
        slot = self.slots.get(key)
        if slot is None:
            slot = self._new_slot(key)
        stored = self._stored[slot]
        stored.used = self._frame
        level, column, row = key
        texel = 1.0 / density(level)
        rows = stored.slices * _SLICE_ROWS, min(ROWS, (stored.slices + 1) * _SLICE_ROWS)
        tile = self._pool[slot].reshape(ROWS, STRIDE)
        left, top = column * TILE * texel, -row * TILE * texel
        if stored.scene is None or stored.pieces is None:
            bounds = left, top - ROWS * texel, left + STRIDE * texel, top
            stored.scene, stored.pieces = self._scene.near(*bounds), self._pieces_near(*bounds)
            if self.marks is not None:
                wider = left - texel, bounds[1] - texel, bounds[2] + texel, top + texel
                stored.old, stored.marks = self.marks.near(*wider), self.marks.count
        patch = Patch(*rows, left, top, texel)
        has_road = self._paint(tile, patch, stored.scene, stored.pieces, stored.old)
        stored.slices += 1
        if stored.slices == SLICES:
            stored.scene = stored.pieces = stored.old = None
            stored.changed = 0, ROWS
            self._done.add(key)
        return ROAD_EFFORT if has_road else 1

    def _new_slot(self, key: Key) -> int:
        """A slot for a tile: an unused one, or the one that was wanted longest ago."""
        if len(self._stored) < len(self._pool):
            self._stored.append(Slot(key))
            slot = len(self._stored) - 1
        else:
            old = min(self._stored, key=attrgetter("used")).key
            slot = self.slots.pop(old)
            self._done.discard(old)
            self._stored[slot] = Slot(key)
        self.slots[key] = slot
        return slot
