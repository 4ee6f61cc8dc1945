"""All checks of a track file, and the track when there is nothing wrong."""

from __future__ import annotations

from pathlib import Path

from game.core.errors import DataError
from game.core.marked_yaml import read_model
from game.core.strict_yaml import MAX_PROBLEMS, MarkedYaml
from game.track.builder import build
from game.track.centre_line import centre_line
from game.track.finding import Finding
from game.track.layout import lay_out
from game.track.layout_checks import check_layout, check_walls
from game.track.line_checks import check_line, check_room
from game.track.model import TrackFile
from game.track.shape_checks import check_shape
from game.track.track import Track


def checked_track(text: str, name: str, path: Path) -> Track:
    """The track of a file's text.

    Each step needs what the one before has found sound, so that a file has all problems of one
    step named at once.

    Raises:
        DataError: With everything that is wrong, each at its line.
    """
    file, marked = read_model(path, TrackFile, text)
    _refuse(check_shape(file), marked)
    line = centre_line(file)
    _refuse(check_line(file, line), marked)
    layout = lay_out(file, line)
    _refuse([*check_room(file, line, layout.room), *check_layout(layout)], marked)
    track = build(layout, name, text)
    _refuse(check_walls(layout), marked)
    return track


def _refuse(findings: list[Finding], marked: MarkedYaml) -> None:
    if findings:
        worst = findings[:MAX_PROBLEMS]
        raise DataError([marked.problem(found.place, found.message) for found in worst])
