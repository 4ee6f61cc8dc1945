"""`track`: check, preview, import, begin and measure tracks."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any, Final

from game.core.errors import DataError, UsageError
from game.core.files import write_atomically, write_json
from game.core.paths import ROOT, TRACKS, find_data_file
from game.track.importers import import_track
from game.track.reader import load_track
from game.track.schema import track_schema
from game.track.track import Track
from game.track.writer import SCHEMA_LINE, new_track_text

SCHEMA_FILE: Final = ROOT / "docs" / "track.schema.json"


def register(subparsers: Any) -> None:
    """Add the command and its own subcommands."""
    parser = subparsers.add_parser("track", help="check, preview, import and measure tracks")
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    _register_check(actions)
    _register_preview(actions)
    _register_import(actions)
    _register_new(actions)
    _register_schema(actions)
    _register_lap(actions)


def _register_check(actions: Any) -> None:
    parser = actions.add_parser("check", help="say everything that is wrong with track files")
    parser.add_argument("files", nargs="+", metavar="FILE", help="a shipped name or a path")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the same facts as JSON")
    parser.set_defaults(run=check)


def check(args: argparse.Namespace) -> int:
    """Check files; 1 when one of them is wrong."""
    facts = [_checked(name) for name in args.files]
    if args.json:
        write_json(args.json, facts)
    return 0 if all(fact["ok"] for fact in facts) else 1


def _checked(name: str) -> dict[str, Any]:
    path = find_data_file(name, TRACKS, "track")
    try:
        track = load_track(path)
    except DataError as error:
        for problem in error.problems:
            print(problem, file=sys.stderr)
        problems = [
            {"line": each.line, "column": each.column, "message": each.message}
            for each in error.problems
        ]
        return {"file": str(path), "ok": False, "problems": problems}
    facts = _facts(track)
    print(f"{path}: {_in_words(facts)}")
    return {"file": str(path), "ok": True, "problems": [], **facts}


def _facts(track: Track) -> dict[str, Any]:
    width = track.stations["width_left"] + track.stations["width_right"]
    radius = 1 / max(float(abs(track.stations["curvature"]).max()), 1e-6)
    return {
        "title": track.title,
        "length_m": round(track.length, 1),
        "width_m": [round(float(width.min()), 2), round(float(width.max()), 2)],
        "smallest_radius_m": round(radius, 1),
        "grid_slots": len(track.grid),
        "pit_boxes": len(track.pit_lane.boxes) if track.pit_lane else 0,
        "no_pit_lane": track.metadata.get("no_pit_lane", ""),
        "sectors_m": [round(start, 1) for start in track.sectors],
        "content_hash": track.content_hash,
    }


def _in_words(facts: dict[str, Any]) -> str:
    narrow, wide = facts["width_m"]
    pit = f"{facts['pit_boxes']} pit boxes" if facts["pit_boxes"] else "no pit lane"
    reason = f" ({facts['no_pit_lane']})" if facts["no_pit_lane"] else ""
    return (
        f"good: {facts['title']}, {facts['length_m']:.0f} m, {narrow:.1f}-{wide:.1f} m wide, "
        f"tightest radius {facts['smallest_radius_m']:.1f} m, {facts['grid_slots']} grid slots, "
        f"{pit}{reason}"
    )


def _register_preview(actions: Any) -> None:
    parser = actions.add_parser("preview", help="draw a track into a PNG")
    parser.add_argument("file", metavar="FILE", help="a shipped name or a path")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="PNG")
    parser.add_argument("--car", metavar="C", help="colour the racing line by this car's speed")
    parser.set_defaults(run=preview)


def preview(args: argparse.Namespace) -> int:
    """Draw a track."""
    from game.race.ideal_lap import ideal_lap
    from game.track.preview import draw_preview
    from game.vehicle.reader import load_car

    track = load_track(args.file)
    speed, facts = None, []
    if args.car:
        car = load_car(args.car)
        ideal = ideal_lap(track, car)
        speed, facts = ideal.speed, [(f"ideal lap {car.id}", _clock(ideal.time_s))]
    draw_preview(track, args.output, speed, facts)
    print(f"wrote {args.output}")
    return 0


def _register_import(actions: Any) -> None:
    parser = actions.add_parser("import", help="make a track file from CSV or GeoJSON")
    parser.add_argument("source", type=Path, metavar="SRC")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="YAML")
    parser.add_argument("--width", type=float, metavar="M", help="of the road, for GeoJSON [m]")
    parser.add_argument("--name", metavar="TITLE", help="title; the file's name when absent")
    parser.set_defaults(run=import_file)


def import_file(args: argparse.Namespace) -> int:
    """Import foreign data; says by how much the line was moved."""
    if args.width is not None and not 6 <= args.width <= 30:
        raise UsageError(f"--width: {args.width:g} m, must be within 6-30 m")
    imported = import_track(args.source, args.name or args.source.stem, args.width)
    text = SCHEMA_LINE.format(schema=SCHEMA_FILE.name) + imported.text
    write_atomically(args.output, text.encode())
    print(
        f"wrote {args.output}: the line was moved by at most {imported.moved:.2f} m to smooth it "
        f"(tightest radius {imported.radius_before:.1f} m before, "
        f"{imported.radius_after:.1f} m after){imported.narrowed}"
    )
    return 0 if _checked(str(args.output))["ok"] else 1


def _register_new(actions: Any) -> None:
    parser = actions.add_parser("new", help="begin a track file")
    parser.add_argument("name", metavar="NAME")
    parser.add_argument("-o", "--output", type=Path, metavar="YAML", help="NAME.yaml when absent")
    parser.add_argument("--random", type=int, metavar="SEED", help="draw a whole track from a seed")
    parser.set_defaults(run=new)


def new(args: argparse.Namespace) -> int:
    """Write a small complete track to start from; never over an existing file."""
    output = args.output or Path(f"{args.name}.yaml")
    if output.exists():
        raise UsageError(f"{output} exists already: choose another name")
    schema = output.with_name(SCHEMA_FILE.name)
    write_json(schema, track_schema())
    text = new_track_text(args.name, schema.name)
    if args.random is not None:
        text = text.splitlines(keepends=True)[0] + _drawn_text(args.name, args.random)
    write_atomically(output, text.encode())
    print(f"wrote {output} and, for editors, {schema}")
    return 0


def _drawn_text(name: str, seed: int) -> str:
    """The YAML of a track drawn from a seed."""
    from game.core.seeds import SeedTree
    from game.track.random_track import random_track

    if seed < 0:
        raise UsageError(f"--random {seed}: must be 0 or more")
    return random_track(SeedTree(seed), name).source


def _register_schema(actions: Any) -> None:
    parser = actions.add_parser("schema", help="the JSON Schema of track files, for editors")
    parser.add_argument(
        "-o", "--output", type=Path, metavar="FILE", help="standard output if absent"
    )
    parser.set_defaults(run=schema)


def schema(args: argparse.Namespace) -> int:
    """Write the JSON Schema."""
    if args.output is None:
        print(json.dumps(track_schema(), indent=2))
        return 0
    write_json(args.output, track_schema())
    print(f"wrote {args.output}")
    return 0


def _register_lap(actions: Any) -> None:
    parser = actions.add_parser("lap", help="the ideal lap of a car, with medal times")
    parser.add_argument("file", metavar="FILE", help="a shipped name or a path")
    parser.add_argument("--car", required=True, metavar="C", help="a shipped name or a path")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the same facts as JSON")
    parser.set_defaults(run=lap)


def lap(args: argparse.Namespace) -> int:
    """Print the ideal lap, its sectors and the medal times."""
    from game.race.ideal_lap import ideal_lap
    from game.vehicle.reader import load_car

    track, car = load_track(args.file), load_car(args.car)
    ideal = ideal_lap(track, car)
    medals = {name: round(float(time), 3) for name, time in ideal.medals.items()}
    sectors = [round(float(time), 3) for time in ideal.sector_times]
    facts = {
        "track": track.name,
        "car": car.id,
        "length_m": round(track.length, 1),
        "ideal_lap_s": round(float(ideal.time_s), 3),
        "sectors_s": sectors,
        "top_speed_kmh": round(float(ideal.speed.max()) * 3.6, 1),
        "slowest_kmh": round(float(ideal.speed.min()) * 3.6, 1),
        "medals_s": medals,
    }
    print(f"{car.title} on {track.title} ({track.length:.0f} m)")
    print(f"  ideal lap  {_clock(ideal.time_s)}   sectors {'  '.join(map(_clock, sectors))}")
    print(f"  speed      {facts['slowest_kmh']} to {facts['top_speed_kmh']} km/h")
    for name, time in medals.items():
        print(f"  {name:<10} {_clock(time)}")
    if args.json:
        write_json(args.json, facts)
    return 0


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds * 1000), 60_000)
    return f"{minutes}:{rest / 1000:06.3f}"
