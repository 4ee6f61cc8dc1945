"""`car check` and `car measure`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from game.core.errors import DataError
from game.core.files import write_json
from game.sim.measure import Figures, facts, measure
from game.vehicle.reader import Car, load_car

UNITS = {
    "zero_to_100_s": ("0-100 km/h", "s"),
    "zero_to_200_s": ("0-200 km/h", "s"),
    "top_speed_kmh": ("top speed", "km/h"),
    "braking_100_m": ("100-0 km/h", "m"),
    "cornering_g": ("cornering", "g"),
    "cornering_g_200": ("at 200 km/h", "g"),
}
"""Figure -> what it is called, and its unit."""


def register(subparsers: Any) -> None:
    """Add `car` and its subcommands to the command line."""
    parser = subparsers.add_parser("car", help="check and measure car files")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    checking = commands.add_parser("check", help="read car files and name all their mistakes")
    checking.add_argument("files", nargs="+", metavar="FILE", help="shipped name or path")
    checking.set_defaults(run=check)
    measuring = commands.add_parser("measure", help="drive a car on a flat pad and time it")
    measuring.add_argument("file", metavar="FILE", help="shipped name or path")
    measuring.add_argument("--json", type=Path, metavar="FILE", help="write the figures there")
    measuring.set_defaults(run=run_measure)


def check(args: argparse.Namespace) -> int:
    """Read each file; 1 when any is wrong."""
    wrong = 0
    for name in args.files:
        try:
            car = load_car(name)
        except DataError as error:
            print(error, file=sys.stderr)
            wrong += 1
        else:
            print(f"{name}: {car.title}, fine")
    return 1 if wrong else 0


def run_measure(args: argparse.Namespace) -> int:
    """Print a car's figures beside its targets."""
    car = load_car(args.file)
    figures = measure(car)
    print(table(car, figures))
    if args.json:
        write_json(args.json, facts(car, figures))
    return 0


def table(car: Car, figures: Figures) -> str:
    """Figures, targets and how far they are apart, one line each."""
    lines = [f"{car.title} ({car.id})", f"{'':12}  {'measured':>10}  {'target':>10}"]
    for key, (title, unit) in UNITS.items():
        measured, target = getattr(figures, key), getattr(car.targets, key)
        if measured is None:
            continue
        line = f"{title:12}  {measured:10.2f}"
        if target is not None:
            line += f"  {target:10.2f}  {100 * (measured / target - 1):+5.1f} %"
        else:
            line += f"  {'':10}         "
        lines.append(f"{line}  {unit}")
    return "\n".join(lines)
