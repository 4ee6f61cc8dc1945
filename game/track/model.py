"""The track file: every key a designer may write, its range, and what it means.

Distances along the road (`from`, `to`, `at`, ...) count from the start line in driving direction
[m]; a range whose end is smaller than its start passes the line. A list that is absent is
generated; an empty list means none.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Discriminator, Field, Tag
from pydantic_core import PydanticCustomError

from game.core.surface import Surface

Side = Literal["left", "right"]
Sides = Literal["left", "right", "both"]
SurfaceName = Literal["asphalt", "concrete", "kerb", "line", "grass", "gravel"]
WallKind = Literal["concrete", "armco", "tyres"]
SceneryKind = Literal[
    "tree",
    "bush",
    "building",
    "grandstand",
    "garage",
    "gantry",
    "tent",
    "tower",
    "hill",
    "water",
    "rock",
]


def surface_of(name: SurfaceName) -> Surface:
    """The surface that a name in a file stands for."""
    return Surface[name.upper()]


def _unit(unit: str) -> Any:
    return {"unit": unit}


Metres = Annotated[float, Field(json_schema_extra=_unit("m"))]
HalfWidth = Annotated[float, Field(ge=1.0, le=25.0, json_schema_extra=_unit("m"))]
Width = Annotated[float, Field(ge=6.0, le=30.0, json_schema_extra=_unit("m"))]
Coordinate = Annotated[float, Field(ge=-50_000, le=50_000, json_schema_extra=_unit("m"))]
AlongLap = Annotated[float, Field(ge=0, le=40_000, json_schema_extra=_unit("m"))]
Radius = Annotated[float, Field(ge=5, le=20_000, json_schema_extra=_unit("m"))]


class _Part(BaseModel):
    """Strict: no unknown keys, no text for numbers, no infinities."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, strict=True, allow_inf_nan=False, validate_by_name=False
    )


class Point(_Part):
    """A control point of the centre line; short form `[x, y]` or `[x, y, left, right]`."""

    x: Coordinate = Field(description="East of the origin [m].")
    y: Coordinate = Field(description="North of the origin [m].")
    width_left: HalfWidth | None = Field(
        None, description="Centre line to the left edge [m]; half of `width` when absent."
    )
    width_right: HalfWidth | None = Field(
        None, description="Centre line to the right edge [m]; half of `width` when absent."
    )


_POINT_FORMS = "must be [x, y], [x, y, width_left, width_right] or a block with x and y"


def _point_from_list(value: Any) -> Any:
    if isinstance(value, list) and len(value) in (2, 4):
        return dict(zip(("x", "y", "width_left", "width_right"), value, strict=False))
    if not isinstance(value, dict | Point):
        raise PydanticCustomError("point_form", _POINT_FORMS)
    return value


class _Segment(_Part):
    width_left: HalfWidth | None = Field(
        None, description="Half-width reached at the end of the segment [m]."
    )
    width_right: HalfWidth | None = Field(
        None, description="Half-width reached at the end of the segment [m]."
    )


class Straight(_Segment):
    """A straight piece of road."""

    straight: float = Field(
        ge=0.5, le=10_000, description="Its length [m].", json_schema_extra=_unit("m")
    )
    free: bool = Field(
        False, description="true: its length may be adjusted a little so that the lap closes."
    )


class Turn(_Segment):
    """An arc of constant radius, or a spiral when `end_radius` differs."""

    turn: Side = Field(description="Where the road turns to.")
    radius: Radius = Field(description="Of the centre line at the beginning [m].")
    angle_deg: float = Field(
        gt=0, le=360, description="By how much the road turns.", json_schema_extra=_unit("deg")
    )
    end_radius: Radius | None = Field(
        None, description="Of the centre line at the end [m]; the curvature changes evenly."
    )


def _segment_tag(value: Any) -> str:
    keys = value if isinstance(value, dict) else vars(value) if hasattr(value, "__dict__") else ()
    is_turn = "turn" in keys or ("radius" in keys and "straight" not in keys)
    return "a turn" if is_turn else "a straight"


Segment = Annotated[
    Annotated[Straight, Tag("a straight")] | Annotated[Turn, Tag("a turn")],
    Discriminator(_segment_tag),
]


class _Range(_Part):
    start: AlongLap | None = Field(None, alias="from", description="Where it begins [m].")
    end: AlongLap | None = Field(None, alias="to", description="Where it ends [m].")


class RoadSurface(_Range):
    """Another surface than asphalt on the road itself."""

    surface: SurfaceName = Field(description="What the road is made of here.")


class Runoff(_Range):
    """A strip beside the road; strips at one place lie outside each other in the order given."""

    side: Sides = Field(description="Which side of the road.")
    surface: SurfaceName = Field(description="What it is made of.")
    width: float = Field(ge=0.5, le=100, description="[m]", json_schema_extra=_unit("m"))


class Kerb(_Range):
    """A kerb along the edge of the road."""

    side: Sides = Field(description="Which side of the road.")
    width: float = Field(1.2, ge=0.2, le=4, description="[m]", json_schema_extra=_unit("m"))


class WallPiece(_Range):
    """Where the wall stands along part of the lap; elsewhere `wall_distance` holds."""

    side: Sides = Field(description="Which side of the road.")
    distance: float = Field(
        ge=0.3, le=120, description="From the edge of the road [m].", json_schema_extra=_unit("m")
    )
    kind: WallKind = Field("armco", description="What it is made of.")


class PitLaneFile(_Part):
    """A lane beside the road with boxes on its outer side."""

    side: Side = Field(description="Which side of the road.")
    entry: AlongLap = Field(description="Where the lane leaves the road [m].")
    exit: AlongLap = Field(description="Where it has joined the road again [m].")
    width: float = Field(
        5.0, ge=3.5, le=12, description="Of the lane [m].", json_schema_extra=_unit("m")
    )
    gap: float = Field(
        4.0,
        ge=1.5,
        le=40,
        description="Between the road's edge and the lane, where the pit wall stands [m].",
        json_schema_extra=_unit("m"),
    )
    speed_limit_kmh: float = Field(
        60, ge=20, le=120, description="Speed limit.", json_schema_extra=_unit("km/h")
    )
    boxes: int = Field(20, ge=1, le=60, description="How many boxes.")
    box_length: float = Field(
        8.0, ge=5, le=25, description="Along the lane [m].", json_schema_extra=_unit("m")
    )


class GridFile(_Part):
    """The starting grid: two staggered columns behind the start line."""

    slots: int = Field(20, ge=1, le=60, description="How many cars can start.")
    pitch: float = Field(
        8.0, ge=3, le=20, description="From slot to slot [m].", json_schema_extra=_unit("m")
    )
    setback: float = Field(
        6.0,
        ge=1,
        le=100,
        description="Pole's centre behind the line [m].",
        json_schema_extra=_unit("m"),
    )
    pole_side: Side | None = Field(
        None, description="Column of the pole; the outside of the first corner when absent."
    )


class SceneryFile(_Part):
    """Something beside the road to look at; no car can touch it."""

    kind: SceneryKind = Field(description="What it is.")
    at: AlongLap = Field(description="Where along the lap [m].")
    offset: float = Field(
        ge=-400,
        le=400,
        description="From the centre line, positive left [m].",
        json_schema_extra=_unit("m"),
    )
    heading_deg: float = Field(
        0,
        ge=-360,
        le=360,
        description="Against the road, anticlockwise.",
        json_schema_extra=_unit("deg"),
    )
    length: float = Field(5, ge=0.5, le=400, description="[m]", json_schema_extra=_unit("m"))
    width: float = Field(5, ge=0.5, le=400, description="[m]", json_schema_extra=_unit("m"))


class CornerName(_Part):
    """A corner's name, for maps and the screen."""

    name: str = Field(min_length=1, max_length=40, description="As spoken.")
    at: AlongLap = Field(description="Where its apex is, about [m].")


class TrackFile(_Part):
    """A race track: a centre line (points or segments) and, as far as wanted, all around it."""

    title: str = Field(min_length=1, max_length=60, description="The circuit's name.")
    description: str = Field("", max_length=1000, description="A sentence or two for players.")
    character: str = Field("", max_length=100, description="In a few words, e.g. `fast, flowing`.")
    author: str = Field("", max_length=200, description="Who drew it.")
    licence: str = Field("", max_length=300, description="Under which terms it may be used.")
    attribution: str = Field("", max_length=1000, description="Whose data it is made from.")

    width: Width = Field(12.0, description="Of the road, edge to edge, where nothing else is said.")
    centre_line: (
        Annotated[
            list[Annotated[Point, BeforeValidator(_point_from_list)]],
            Field(min_length=4, max_length=20_000),
        ]
        | None
    ) = Field(
        None,
        description="Control points in driving order; a closed smooth curve goes through all.",
    )
    segments: Annotated[list[Segment], Field(min_length=2, max_length=1000)] | None = Field(
        None, description="Straights and turns in driving order, instead of `centre_line`."
    )
    start_line: AlongLap = Field(
        0.0, description="The start line's distance from the first point or segment [m]."
    )
    crossings: Literal["none", "bridge", "level"] = Field(
        "none",
        description="Whether the road may cross itself, as a figure of eight does: on a `bridge` "
        "that the later road leads over, or on one `level`.",
    )
    line_width: float = Field(
        0.15,
        ge=0.05,
        le=0.5,
        description="Of the white lines at the edges, part of the road [m].",
        json_schema_extra=_unit("m"),
    )

    corners: list[CornerName] = Field([], description="Names of corners.")

    surfaces: list[RoadSurface] = Field([], description="Other road surfaces than asphalt.")
    runoff: list[Runoff] | None = Field(
        None, description="Strips beside the road; absent: gravel outside fast corners. Else grass."
    )
    kerbs: list[Kerb] | None = Field(
        None, description="Kerbs; absent: at the apex and the exit of every corner."
    )
    wall_distance: float = Field(
        15.0,
        ge=0.3,
        le=120,
        description="Wall to road edge where `walls` says nothing [m].",
        json_schema_extra=_unit("m"),
    )
    wall_kind: WallKind = Field("armco", description="Kind of wall where `walls` says nothing.")
    walls: list[WallPiece] = Field([], description="Where walls stand nearer or further away.")
    pit_lane: PitLaneFile | Literal["none"] | None = Field(
        None, description="The pit lane; absent: along the start straight where there is room."
    )
    grid: GridFile = Field(GridFile(), description="The starting grid.")
    sectors: Annotated[list[AlongLap], Field(min_length=2, max_length=2)] | None = Field(
        None, description="Where sectors 2 and 3 begin [m]; absent: thirds of the lap."
    )
    scenery: list[SceneryFile] | None = Field(
        None, description="Things to look at; absent: some are put beside the road."
    )
